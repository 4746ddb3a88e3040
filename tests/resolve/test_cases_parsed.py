"""The case files of times and quantities once more, with the shipped model's parse; the other tests see tokens only."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from bench.quantities import check_case
from bench.times import check_phrase

from dateline.errors import DatelineError
from dateline.model import Interval
from dateline.parse import Parser, load_parser
from dateline.resolve.times import resolve_times

CASES = Path(__file__).parent.parent / "cases"


@pytest.fixture(scope="module")
def parser() -> Parser:
    try:
        return load_parser("dateline", threads=1)
    except (DatelineError, ImportError) as error:
        pytest.skip(f"needs the shipped model: {error}")


def cases(name: str) -> list[dict[str, Any]]:
    return list(yaml.safe_load((CASES / name).read_text(encoding="utf-8"))["cases"])


def test_times_parsed(parser: Parser) -> None:
    wrong = {c["text"]: told for c in cases("times.yaml") if (told := check_phrase(c, parser.parse))}
    assert wrong == {}


def test_quantities_parsed(parser: Parser) -> None:
    wrong = {c["text"]: told for c in cases("quantities.yaml") if (told := check_case(c, parser.parse))}
    assert wrong == {}


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("Rockets struck a depot on March 11. Two days after the strike, guards left.", "Two days", date(2020, 3, 13)),
        ("Troops withdrew on Tuesday. A day after the withdrawal, looters came.", "A day", date(2020, 3, 25)),
        (
            "Envoys opened talks in the port on Monday. The day before the talks, it rained.",
            "The day",
            date(2020, 3, 22),
        ),
        ("A depot burned on March 11. Two days after the vote, guards left.", "Two days", None),
        ("Rockets struck on March 9 and on March 11. Two days after the strike, guards left.", "Two days", None),
    ],
)
def test_a_length_counts_from_the_one_day_told_before(text: str, words: str, day: date | None, parser: Parser) -> None:
    found = resolve_times(parser.parse(text), Interval(date(2020, 3, 26), date(2020, 3, 26)))
    days = [m.interval for m in found if m.span.of(text) == words]
    assert [d.start if d else None for d in days] == [day]
