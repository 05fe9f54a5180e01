"""A small client of the language server protocol: opens files, asks what an editor asks, answers what a server asks."""

from __future__ import annotations

import json
import queue
import subprocess
import threading
from pathlib import Path
from typing import Any

# Far beyond what any answer takes.
PATIENCE = 60


class Editor:
    """An editor with one folder open, and the settings given for the server's section."""

    def __init__(self, command: list[str], folder: Path, settings: dict[str, Any]) -> None:
        self.folder = folder
        self.settings = settings
        self.mode = ""
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.answers: dict[int, queue.Queue[Any]] = {}
        self.faults: dict[str, queue.Queue[list[dict[str, Any]]]] = {}
        self.count = 0
        threading.Thread(target=self._read, daemon=True).start()
        markdown = {"contentFormat": ["markdown", "plaintext"]}
        capabilities = {
            "textDocument": {
                "hover": markdown,
                "completion": {
                    "completionItem": {"documentationFormat": ["markdown", "plaintext"], "snippetSupport": True}
                },
                "publishDiagnostics": {"relatedInformation": True},
            },
            "workspace": {"configuration": True, "workspaceFolders": True},
        }
        folders = [{"uri": folder.as_uri(), "name": folder.name}]
        root = {"processId": None, "rootUri": folder.as_uri(), "workspaceFolders": folders}
        self.ask("initialize", {**root, "capabilities": capabilities})
        self.tell("initialized", {})
        self.tell("workspace/didChangeConfiguration", {"settings": settings})

    def open(self, name: str, text: str) -> str:
        """Opens a file, which need not be saved; its address."""
        uri = (self.folder / name).as_uri()
        self.faults.setdefault(uri, queue.Queue())
        self.tell(
            "textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": "yaml", "version": 1, "text": text}}
        )
        return uri

    def diagnostics(self, uri: str) -> list[dict[str, Any]]:
        """The next list of faults that the server gives for a file."""
        return self.faults[uri].get(timeout=PATIENCE)

    def hover(self, uri: str, line: int, column: int) -> str:
        """What is shown over a place, counted from 0."""
        found = self._at("textDocument/hover", uri, line, column)
        contents = (found or {}).get("contents", "")
        return contents["value"] if isinstance(contents, dict) else str(contents)

    def complete(self, uri: str, line: int, column: int) -> dict[str, str]:
        """What is offered at a place: each word, with what is said of it."""
        found = self._at("textDocument/completion", uri, line, column)
        items = found["items"] if isinstance(found, dict) else found or []
        return {item["label"]: _text(item.get("documentation", "")) for item in items}

    def _at(self, method: str, uri: str, line: int, column: int) -> Any:
        place = {"textDocument": {"uri": uri}, "position": {"line": line, "character": column}}
        return self.ask(method, place)

    def ask(self, method: str, given: Any) -> Any:
        """The answer to a request."""
        self.count += 1
        number = self.count
        self.answers[number] = queue.Queue()
        self._send({"id": number, "method": method, "params": given})
        answer = self.answers[number].get(timeout=PATIENCE)
        assert "error" not in answer, answer
        return answer.get("result")

    def tell(self, method: str, given: Any) -> None:
        self._send({"method": method, "params": given})

    def close(self) -> None:
        self.ask("shutdown", None)
        self.tell("exit", None)
        self.process.wait(PATIENCE)

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def _read(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        while True:
            length = 0
            while (line := stream.readline()) not in (b"\r\n", b""):
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            if not line:
                return
            self._take(json.loads(stream.read(length)))

    def _take(self, message: dict[str, Any]) -> None:
        method = message.get("method")
        if method is None:
            self.answers[message["id"]].put(message)
        elif method == "textDocument/publishDiagnostics":
            given = message["params"]
            self.faults.setdefault(given["uri"], queue.Queue()).put(given["diagnostics"])
        elif "id" in message:
            is_settings = method == "workspace/configuration"
            result = (
                [self._section(item.get("section")) for item in message["params"]["items"]] if is_settings else None
            )
            self._send({"id": message["id"], "result": result})

    def _section(self, name: str | None) -> Any:
        """The settings of a section, nested as the server wants them."""
        found: dict[str, Any] = {}
        for key, value in self.settings.items():
            section, _, rest = key.partition(".")
            if section == name:
                here = found
                *groups, last = rest.split(".")
                for group in groups:
                    here = here.setdefault(group, {})
                here[last] = value
        return found


def _text(said: Any) -> str:
    return str(said["value"]) if isinstance(said, dict) else str(said)
