"""Runs a program and kills it (`kill -9`) at chosen moments, then lets it run to its end.

For any program that writes a ledger: give its command line, and the file whose appearing tells that it has
begun to write, so that the moments fall where it works and not where Python loads its modules.
"""

from __future__ import annotations

import random
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 120.0
"""Seconds after which a program that does not end is given up."""


@dataclass(frozen=True, slots=True)
class Run:
    """How one run ended: killed, or by itself; `seconds` from the moment it had begun to write."""

    killed: bool
    seconds: float


def run(command: Sequence[str], begun: Path, after: float | None, env: Mapping[str, str] | None = None) -> Run:
    """Run a command; `after` so many seconds from the appearing of `begun`, kill it. Fails when it fails
    itself."""
    child = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        _wait_for(begun, child)
        start = time.monotonic()
        try:
            _, told = child.communicate(timeout=PATIENCE if after is None else after)
        except subprocess.TimeoutExpired:
            child.send_signal(signal.SIGKILL)
            child.communicate()
            assert after is not None, f"{command} did not end in {PATIENCE} s"
            return Run(True, after)
    finally:
        if child.poll() is None:
            child.kill()
            child.communicate()
    assert child.returncode == 0, told.decode(errors="replace")
    return Run(False, time.monotonic() - start)


def _wait_for(begun: Path, child: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while not begun.exists() and child.poll() is None and time.monotonic() < end:
        time.sleep(0.001)


def moments(seed: int, count: int, within: float) -> list[float]:
    """Random moments of a run that takes `within` seconds, the same for the same seed."""
    chance = random.Random(seed)
    return [chance.uniform(0, within) for _ in range(count)]


def disturbed(
    command: Sequence[str], begun: Path, moments: Sequence[float], env: Mapping[str, str] | None = None
) -> int:
    """Run a command, killing it at each moment in turn, and once more to its end. Returns how many kills
    struck."""
    struck = sum(run(command, begun, after, env).killed for after in moments)
    run(command, begun, None, env)
    return struck
