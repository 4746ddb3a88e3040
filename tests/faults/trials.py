"""Trials of a ledger under faults: kill -9, a full disk, torn writes, a power cut; each on a ledger of its own.

After every fault: what the program had said to be stored is there, once, `check` finds nothing, and running the
program again ends with the ledger that an undisturbed run makes. The faulty disk is `disk.c`, loaded before libc; it
needs a C compiler and Linux.

    python -m tests.faults.trials --kills 200 --full 50 --torn 50 --cuts 50
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dateline.errors import LedgerError
from dateline.ledger import Ledger, check, print_ledger
from tests.laws import killing
from tests.ledger.plain import one_event_each

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
COUNT = 40
RUN = "from tests.faults.adding import main; sys.exit(main(*sys.argv[1:]))"
KINDS = ("kills", "full", "torn", "cuts")
MODES = {"full": "full", "torn": "torn", "cuts": "cut"}
NO_SPACE = "make room"


class NoCompiler(Exception):
    """The faulty disk cannot be made here."""


@dataclass(frozen=True, slots=True)
class Run:
    """How the program ended: its exit status, what it said to be stored, what it said on its way out."""

    status: int
    stored: tuple[str, ...]
    told: str


@dataclass(frozen=True, slots=True)
class Trial:
    """One fault: where it struck, and what was found wrong behind it (empty: nothing)."""

    kind: str
    at: float
    struck: bool
    wrong: tuple[str, ...]


def faulty_disk(folder: Path) -> Path:
    """The library, made with the machine's compiler."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None or sys.platform != "linux":
        raise NoCompiler("the faulty disk needs Linux and a C compiler (apt-get install gcc libc6-dev)")
    made = folder / "disk.so"
    command = [compiler, "-O1", "-shared", "-fPIC", "-o", str(made), str(HERE / "disk.c"), "-ldl"]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise NoCompiler(f"the faulty disk could not be made: {done.stderr[-300:]}")
    return made


def program(ledger: Path, *more: str) -> list[str]:
    begin = f"import sys; sys.path.insert(0, {str(ROOT)!r}); "
    return [sys.executable, "-c", begin + RUN, str(ledger), str(COUNT), *more]


def run(ledger: Path, env: dict[str, str] | None = None, kill_after: float | None = None, how: str = "") -> Run:
    """Run the adding program to its end, or kill it so many seconds after it began to write."""
    child = subprocess.Popen(
        program(ledger, how),
        env=env and {**os.environ, **env},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    if kill_after is not None:
        while not ledger.exists() and child.poll() is None:
            time.sleep(0.001)
        time.sleep(kill_after)
        child.kill()
    stored, told = child.communicate(timeout=300)
    lines = stored.splitlines() if stored.endswith("\n") or not stored else stored.splitlines()[:-1]
    return Run(child.returncode, tuple(lines), told.strip())


def settings(disk: Path, ledger: Path, mode: str, at: int = 0, seed: int = 0) -> dict[str, str]:
    told = {"LD_PRELOAD": disk, "FAULT_PREFIX": ledger, "FAULT_MODE": mode, "FAULT_AT": at, "FAULT_SEED": seed}
    return {k: str(v) for k, v in told.items()}


def writes(disk: Path, folder: Path) -> int:
    """How many writes an undisturbed run makes: where faults may strike."""
    report = folder / "writes"
    env = settings(disk, folder / "counted.db", "count") | {"FAULT_REPORT": str(report)}
    assert run(folder / "counted.db", env).status == 0
    return int(report.read_text())


def printed(ledger: Path) -> list[str]:
    with Ledger.open(ledger, create=False) as opened:
        return list(print_ledger(opened))


def wrong(kind: str, ledger: Path, disturbed: Run, calm: list[str]) -> Iterator[str]:
    """Everything that a fault must not do and did."""
    if kind == "full" and disturbed.status not in (0, LedgerError.exit_code):
        yield f"a full disk ended the program with {disturbed.status}: {disturbed.told[-200:]}"
    if kind == "full" and disturbed.status and NO_SPACE not in disturbed.told:
        yield f"a full disk was not named: {disturbed.told[-200:]}"
    with Ledger.open(ledger) as opened:  # made anew where the fault struck before there was one
        yield from (f"check: {problem}" for problem in check(opened, one_event_each))
        there = {f"{r.id} {r.revision}" for r in opened.reports(current=False)} | {i.locator for i in opened.issues()}
        yield from (f"lost: {name}" for name in disturbed.stored if name not in there)
    again = run(ledger)
    if again.status:
        yield f"could not go on: {again.told[-200:]}"
    elif printed(ledger) != calm:
        yield "ended with another ledger than an undisturbed run"


def trial(kind: str, folder: Path, disk: Path | None, chance: random.Random, scale: float, calm: list[str]) -> Trial:
    """One fault at a random moment (`scale`: the seconds, or writes, that a calm run takes)."""
    ledger = folder / f"{kind}-{chance.randrange(10**9)}.db"
    if kind == "kills":
        at: float = chance.uniform(0, scale)
        disturbed = run(ledger, kill_after=at)
    else:
        assert disk is not None
        at = chance.randint(1, int(scale))
        disturbed = run(ledger, settings(disk, ledger, MODES[kind], int(at), chance.randrange(10**6)))
    struck = disturbed.status != 0
    found = tuple(wrong(kind, ledger, disturbed, calm))
    for file in folder.glob(f"{ledger.name}*"):
        file.unlink()
    return Trial(kind, at, struck, found)


def trials(counts: dict[str, int], folder: Path, seed: int = 20) -> Iterator[Trial]:
    """All trials asked for. Raises NoCompiler when some need the faulty disk and it cannot be made."""
    chance = random.Random(seed)
    seconds = killing.run(program(folder / "calm.db"), folder / "calm.db", None).seconds  # from its first write on
    calm = printed(folder / "calm.db")
    disk = faulty_disk(folder) if any(counts.get(k) for k in MODES) else None
    most = writes(disk, folder) if disk else 0
    for kind in KINDS:
        for _ in range(counts.get(kind, 0)):
            yield trial(kind, folder, disk, chance, seconds * 0.8 if kind == "kills" else most, calm)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0] if __doc__ else "")
    for kind in KINDS:
        parser.add_argument(f"--{kind}", type=int, default=10)
    parser.add_argument("--seed", type=int, default=20)
    args = parser.parse_args()
    tally = {kind: Counter[str]() for kind in KINDS}
    with tempfile.TemporaryDirectory() as folder:
        for one in trials({k: getattr(args, k) for k in KINDS}, Path(folder), args.seed):
            tally[one.kind].update({"trials": 1, "struck": one.struck, "wrong": bool(one.wrong)})
            for line in one.wrong:
                print(f"{one.kind} at {one.at}: {line}", file=sys.stderr, flush=True)
    print(json.dumps({k: dict(v) for k, v in tally.items() if v}, indent=1))
    return 1 if any(v["wrong"] for v in tally.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
