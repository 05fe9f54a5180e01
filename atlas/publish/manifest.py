"""The manifest of a site: every file with its size and SHA-256, the commit it was built from, and its day."""

from __future__ import annotations

import hashlib
import json
import subprocess
from pathlib import Path

ADDRESS = "data/manifest.json"


def manifest(folder: Path, as_of: str, commit: str | None) -> bytes:
    """The manifest of every file in a folder but itself, in order of path."""
    files = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name != ADDRESS:
            content = path.read_bytes()
            files[name] = {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    body = {"as_of": as_of, "commit": commit, "files": files}
    return (json.dumps(body, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def commit_of(root: Path) -> str | None:
    """The commit that a checkout stands at; None outside Git."""
    command = ["git", "-C", str(root), "rev-parse", "HEAD"]
    try:
        found = subprocess.run(command, capture_output=True, text=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return found.stdout.strip() or None if found.returncode == 0 else None
