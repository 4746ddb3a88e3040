"""Generated records for the ledger's tests: any text, any value, spans that lie within the text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, Literal, get_args, get_origin

from hypothesis import strategies as st

from dateline.ledger import records
from dateline.model import Coded, Judgement, Report, Span

NASTY = st.sampled_from(
    (
        *("", " ", "  x  ", "a\nb", "a\r\nb\rc", "\u2028\u2029\x85", "| x", '"', '\\"', "\\n", "-", "@1-2"),
        *("name:x", ";", "\t", "مرحبا \u202e\u200f", "a\u200dé", "e\u0301", "🇮🇶", "\ufeff", "\x1b[31m"),
        *("\U000e0041", "\ufdd0", "other:rifles", "true", "2020-03-01", "..", "null", "3.0"),
    )
)
CHARACTERS = st.characters(exclude_categories=("Cs",), exclude_characters="\0")
WORDS = NASTY | st.text(CHARACTERS, max_size=12)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-1000, 10**6).map(float)
DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


def spans(length: int) -> st.SearchStrategy[Span]:
    """Non-empty spans of a text of that length (which must not be empty)."""
    return st.integers(0, length - 1).flatmap(lambda a: st.integers(a + 1, length).map(lambda b: Span(a, b)))


@cache
def any_of(hint: Any, length: int = 50) -> st.SearchStrategy[Any]:
    """Any value of a type hint: records of `dateline.model`, and all that stands in their fields."""
    if records.optional(hint):
        return st.none() | any_of(records.inner(hint), length)
    if get_origin(hint) is Literal:
        return st.sampled_from(get_args(hint))
    if get_origin(hint) is tuple:
        parts = [any_of(part, length) for part in get_args(hint) if part is not Ellipsis]
        if Ellipsis in get_args(hint):
            return st.lists(parts[0], max_size=2).map(tuple)
        return st.tuples(*parts)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(hint)
    simple = {str: WORDS, float: NUMBERS, int: st.integers(-5, 10**6), bool: st.booleans(), date: DAYS}
    if hint in simple:
        return simple[hint]
    if hint is Span:
        return spans(length)
    return st.builds(hint, **{name: any_of(part, length) for name, part in records.hints(hint).items()})


TEXTS = st.builds("".join, st.lists(WORDS, min_size=1, max_size=6)).filter(bool)


@st.composite
def coded_reports(draw: st.DrawFn, names: st.SearchStrategy[str] = WORDS) -> tuple[Report, Coded]:
    """A report with a coding of it; claim ids begin with the report's, so that no two reports share one."""
    text, name = draw(TEXTS), draw(names)
    report = replace(draw(any_of(Report, len(text))), id=name, text=text, revision=1)
    coded = draw(any_of(Coded, len(text)))
    ids = draw(st.lists(WORDS, min_size=2, max_size=2, unique=True))
    made = tuple(replace(c, id=f"{name}/{i}", report=name, revision=1) for c, i in zip(coded.claims, ids, strict=False))
    coder = draw(st.sampled_from(["k1", "k2", "k 3"]))
    return report, replace(coded, report=name, revision=1, coder=coder, claims=made)


def judgement(number: int, subject: str, takes_back: str | None = None) -> Judgement:
    """A judgement that rejects a claim, or takes back another."""
    instant = f"2020-03-{number % 28 + 1:02d}T10:00:00Z"
    return Judgement(f"j{number}", "reject", (subject,), "Ana", instant, takes_back=takes_back)
