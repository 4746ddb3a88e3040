"""What `--stats` tells of a run: where the time went, what was ignored and why."""

from __future__ import annotations

import resource
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from dateline.commands import screen
from dateline.commands.adding import Tally
from dateline.stages import Spent

STORY = 400  # words of the report that rates are told in
STAGES = {
    "load": "model, gazetteer, lexicon",
    "ingest": "files to texts",
    "read": "dateline, day, furniture, language",
    "ask": "is it in the ledger?",
    "parse": "syntax, names, roles",
    "resolve": "times, places, parties, quantities",
    "code": "claims",
    "wait": "for the workers",
    "store": "into the ledger",
    "redate": "undated reports",
    "derive": "events, plans",
}


def stats(tally: Tally, spent: Mapping[str, Spent], seconds: float) -> dict[str, Any]:
    """Of one run, for programs. Seconds are summed over all processes, and `rate` is reports of 400 words a second of
    the clock, the loading left out."""
    load = spent["load"].seconds if "load" in spent else 0.0
    rate = tally.words / STORY / (seconds - load) if tally.words and seconds > load else 0.0
    return {
        "seconds": round(seconds, 3),
        "words": tally.words,
        "rate": round(rate, 2),
        "peak_mb": peak_mb(),
        "stages": {name: _row(spent[name]) for name in (*STAGES, *sorted(spent.keys() - STAGES)) if name in spent},
        "passed_over": dict(tally.passed.most_common()),
        "issues": dict(tally.issues.most_common()),
    }


def _row(spent: Spent) -> dict[str, float]:
    return {"calls": spent.calls, "seconds": round(spent.seconds, 3), "processor": round(spent.processor, 3)}


def peak_mb() -> int:
    """The most memory this process has held, in MB; its workers share most of it."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(most / (1 << 20 if sys.platform == "darwin" else 1 << 10))


def show(told: Mapping[str, Any]) -> None:
    """Three tables on the error stream, so that the output stays what it is."""
    out = screen.console(error=True)
    total = sum(row["seconds"] for row in told["stages"].values()) or 1.0
    heads = ["stage", right("calls"), right("seconds"), right("share"), right("ms a call"), ""]
    out.print(screen.table(heads, _rows(told["stages"], total)))
    for name, counts in (("passed over, by reason", told["passed_over"]), ("issues, by kind", told["issues"])):
        if counts:
            out.print(screen.table([name, right("number")], counts.items()))
    screen.note(
        f"{told['words']} words in {told['seconds']:.1f} s, loading included: {told['rate']:.1f} reports of "
        f"{STORY} words a second without it; at most {told['peak_mb']} MB in this process."
    )


def right(name: str) -> screen.Column:
    return (name, {"justify": "right"})


def _rows(stages: Mapping[str, Mapping[str, float]], total: float) -> Iterator[tuple[object, ...]]:
    for name, row in stages.items():
        each = f"{1000 * row['seconds'] / row['calls']:.2f}" if row["calls"] else ""
        share = f"{row['seconds'] / total:.0%}"
        yield name, f"{row['calls']:.0f}", f"{row['seconds']:.2f}", share, each, STAGES.get(name, "")
