"""The memory of a process with all that it starts, looked at from outside: `python -m bench.memory PID` prints the most
that it has held so far, in MB of proportional share, once a second until it is ended."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from bench.speed import family, share

PAUSE = 1.0  # seconds between two looks


def main(pid: int) -> None:
    most = 0.0
    while True:
        most = max(most, sum(share(p) for p in family(pid) if p != os.getpid()))
        print(f"{most:.0f}", flush=True)
        time.sleep(PAUSE)


@contextmanager
def watching() -> Iterator[dict[str, float]]:
    """Holds, when it is over, the `most` that this process and all it starts held meanwhile; at once what it held
    `before`."""
    found = {"before": share(os.getpid()), "most": 0.0}
    command = [sys.executable, "-m", "bench.memory", str(os.getpid())]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as eye:
        try:
            yield found
        finally:
            eye.terminate()
            assert eye.stdout is not None
            found["most"] = max([found["before"], *map(float, eye.stdout.read().split())])


if __name__ == "__main__":
    main(int(sys.argv[1]))
