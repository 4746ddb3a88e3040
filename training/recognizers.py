"""Date and time cases of Recognizers-Text (MIT) whose extents agree with TimeML; the rest is left out."""

from __future__ import annotations

import json
import re
import tarfile
from pathlib import Path

from training.records import Sentence

FILES = ("DateTimeModel", "DateExtractor", "DurationExtractor", "SetExtractor", "TimeExtractor")
KINDS = {
    "date": "DATE",
    "time": "TIME",
    "datetime": "TIME",
    "duration": "DURATION",
    "set": "SET",
    "daterange": "DATE",
}
LEADING = re.compile(
    r"(?i)^(in|on|at|from|between|before|after|since|until|by|for|within|during|around|about|any|my|week)\b"
)
RANGE = re.compile(r"(?i)\b(to|and|through|till|until|thru|before|after|from|since)\b|[-–~]|[^\x00-\x7f]")
WORD = re.compile(r"\d+(?:[:./,]\d+)*(?:st|nd|rd|th)?|[A-Za-z]+(?:\.[A-Za-z]+)*\.?(?=\s)|[A-Za-z]+|\S")


def read(data: Path) -> list[Sentence]:
    """Single-expression cases with a plain extent."""
    out: list[Sentence] = []
    with tarfile.open(data / "recognizers-text-specs" / "specs_english.tar.gz") as tar:
        for name in FILES:
            f = tar.extractfile(f"DateTime/English/{name}.json")
            assert f is not None
            for case in json.loads(f.read().decode("utf-8-sig")):
                found = _case(case, len(out))
                if found is not None:
                    out.append(found)
    return out


def _case(case: dict, number: int) -> Sentence | None:  # type: ignore[type-arg]
    text, results = case["Input"], case.get("Results") or []
    if not 1 <= len(results) <= 2:
        return None
    matches = list(WORD.finditer(text))
    times = []
    for r in results:
        kind = KINDS.get((r.get("TypeName") or r.get("Type") or "").split(".")[-1])
        surface = r["Text"]
        start = text.lower().find(surface.lower())
        if kind is None or start < 0 or LEADING.match(surface) or RANGE.search(surface):
            return None
        covered = [i for i, m in enumerate(matches) if m.start() < start + len(surface) and m.end() > start]
        if not covered:
            return None
        times.append((covered[0], covered[-1] + 1, kind))
    words = [m.group() for m in matches]
    return Sentence("recognizers", f"rec{number}", 0, words, timex=times, sent_id=f"rec-{number}", boundary_known=False)
