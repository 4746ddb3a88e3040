"""One record on one line of the text form: first the fields every reader looks for, then `name:value`, then
the span.

place "Qayyarah West" site id:icao:ORQW country:IQ lat:35.767 lon:43.125 @88-101

Which fields come first is said in FIRST; everything else follows from the record's own type hints.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import MISSING
from enum import Enum
from typing import Any, Literal, NamedTuple, TypeVar, get_origin

from dateline.errors import LedgerError
from dateline.ledger import records
from dateline.ledger.text_tokens import Node, Token, quote, value_word, word
from dateline.model import (
    Attribution,
    Claim,
    Count,
    Dateline,
    Furniture,
    Interval,
    Issue,
    Judgement,
    Party,
    PassedOver,
    Place,
    Report,
    Source,
    Span,
)

T = TypeVar("T")


class Below(NamedTuple):
    """A record that stands on a line of its own below a report or a claim."""

    keyword: str
    field: str
    kind: type
    many: bool = False


OF_REPORT = (
    Below("from", "source", Source),
    Below("dateline", "dateline", Dateline),
    Below("published", "published", Interval),
    Below("furniture", "furniture", Furniture, many=True),
)
OF_CLAIM = (
    Below("actor", "actor", Party, many=True),
    Below("recipient", "recipient", Party, many=True),
    Below("place", "place", Place),
    Below("when", "when", Interval),
    Below("count", "counts", Count, many=True),
    Below("source", "source", Attribution),
)
"""In the order in which they are printed; `text.py` prints by these tables and `text_parse.py` reads by them."""

FIRST: dict[type, tuple[str, ...]] = {
    Attribution: ("name",),
    Claim: ("id", "kind", "type", "status"),
    Count: ("what", "value"),
    Dateline: ("place",),
    Furniture: ("kind",),
    Interval: ("days", "precision", "reason"),
    Issue: ("stage", "code", "locator", "message"),
    Judgement: ("id", "verdict", "person", "at"),
    Party: ("name",),
    PassedOver: ("entry", "reason"),
    Place: ("name", "precision"),
    Report: ("id",),
    Source: ("locator", "media"),
}
WORDS = {"what", "media", "stage", "code", "days", "entry"}
"""Fields of free words that read better without quotes."""

SPAN = re.compile(r"@(\d+)-(\d+)")
DAYS = re.compile(r"(\d{4}-\d\d-\d\d)?(?:(\.\.)(\d{4}-\d\d-\d\d)?)?")


def line(record: Any, leave: tuple[str, ...] = ()) -> str:
    """The record's fields, but those in `leave`, on one line."""
    kind = type(record)
    data = {name: value for name, value in records.encode(record).items() if name not in leave}
    span = data.pop("span", None)
    if kind is Interval:
        data["days"] = _days(data.pop("start"), data.pop("end"))
    first = [_first(kind, name, data.pop(name, None)) for name in FIRST[kind]]
    while first and first[-1] == "-":
        first.pop()
    rest = [f"{name}:{_value(value)}" for name, value in data.items() if value is not None]
    return " ".join([*first, *rest, *([span_word(span)] if span is not None else [])])


def lines_below(record: Any, tables: tuple[Below, ...]) -> Iterator[str]:
    """The lines of the records that stand below one, in the order of the table."""
    for below in tables:
        value = getattr(record, below.field)
        for one in value if below.many else () if value is None else (value,):
            yield f"{below.keyword} {line(one)}".rstrip()


def span_word(span: Any) -> str:
    start, end = (span.start, span.end) if isinstance(span, Span) else span
    return f"@{start}-{end}"


def _days(start: str | None, end: str | None) -> str:
    return start if start == end and start is not None else f"{start or ''}..{end or ''}"


def _first(kind: type, name: str, value: Any) -> str:
    if value is None:
        return "-"
    if name == "days":
        return str(value)
    if isinstance(value, str):
        return word(value) if name in WORDS or _closed(kind, name) else quote(value)
    return _value(value)


def _closed(kind: type, name: str) -> bool:
    hint = records.inner(records.hints(kind)[name])
    return get_origin(hint) is Literal or (isinstance(hint, type) and issubclass(hint, Enum))


def _value(value: Any) -> str:
    if isinstance(value, str):
        return value_word(value)
    if isinstance(value, list):
        return span_word(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value)) if value or str(value)[0] != "-" else "-0.0"
    return json.dumps(value, allow_nan=False)


# --------------------------------------------------------------------------------------------------- and back


def read(kind: type[T], node: Node, given: dict[str, Any] | None = None) -> T:
    """The record that `line` printed; `given` holds the fields that were left out of it."""
    data = fields_of(kind, node, node.tokens)
    if kind is Interval:
        data["start"], data["end"] = _ends(node, data.pop("days", None))
    data |= given or {}
    try:
        return records.decode(kind, _completed(kind, data))
    except LedgerError as error:
        node.wrong(f"{error}")


def fields_of(kind: type, node: Node, tokens: list[Token]) -> dict[str, Any]:
    """Field name to plain value."""
    first = iter(FIRST[kind])
    data: dict[str, Any] = {}
    for token in tokens:
        name = token.key or ("span" if token.kind == "span" else next(first, None))
        if name is None:
            node.wrong(f"one word too many: {token.value!r:.60}; give further fields as name:value")
        if name in data:
            node.wrong(f"{name} is given twice; keep one")
        if token.kind != "bare" or token.value != "-" or token.key:
            data[name] = _plain(kind, name, token, node)
    return data


def _plain(kind: type, name: str, token: Token, node: Node) -> Any:
    if name == "days" and kind is Interval:
        return token.value
    hints = records.hints(kind)
    if name not in hints:
        node.wrong(f"{node.keyword} has no field {name!r}; it has {', '.join(hints)}")
    hint = records.inner(hints[name])
    if hint is Span:
        return read_span(node, token)
    if hint not in (int, float, bool):
        return token.value
    try:
        return hint(token.value) if hint is not bool else {"true": True, "false": False}[token.value]
    except (KeyError, ValueError):
        node.wrong(f"{name} must be {_NAMES[hint]}, not {token.value!r:.60}")


_NAMES = {int: "a whole number", float: "a number", bool: "true or false"}


def read_span(node: Node, token: Token) -> list[int]:
    found = SPAN.fullmatch(token.value)
    if found is None:
        node.wrong(f"expected a span such as @10-25, found {token.value!r:.60}")
    return [int(found[1]), int(found[2])]


def _ends(node: Node, days: str | None) -> tuple[str | None, str | None]:
    found = DAYS.fullmatch(days or "")
    if not days or found is None:
        node.wrong(f"expected days such as 2020-03-11 or 2020-03-01..2020-03-31, found {days!r:.60}")
    start, dots, end = found.groups()
    return (start, end) if dots else (start, start)


def _completed(kind: type, data: dict[str, Any]) -> dict[str, Any]:
    """With None for each field that may be None, has no default, and was not printed."""
    hints = records.hints(kind)
    for one in records.record_fields(kind):
        bare = records.default_of(one) is MISSING and records.optional(hints[one.name])
        if bare and one.name not in data:
            data[one.name] = None
    return data
