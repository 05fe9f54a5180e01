"""What one run of a command costs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Cost:
    """Seconds by the clock, seconds of processors (user and system), and the most memory held at once in MiB."""

    wall: float
    cpu: float
    memory: float
