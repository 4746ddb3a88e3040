"""Exact, lossless conversion of any record of `dateline.model` to canonical JSON and back.

Canonical: keys sorted, no spaces, characters as they are, floats always written as floats, spans as `[start,
end]`, days as ISO 8601. A field whose value and default are both empty (`None`, `()`, `""`, `False`) is left
out, so that a later version can add such a field without rewriting what is stored. The same record always
gives the same bytes.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from sys import intern
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from dateline.errors import LedgerError
from dateline.model import Span

T = TypeVar("T")
Convert = Callable[[Any], Any]
SHORT = 64  # letters: names and ids below it are held once, however many records name them
EMPTY = (None, (), "", False)
"""What need not be written down when it is also the default."""


def dumps(record: Any) -> str:
    """The canonical JSON of one record. Raises LedgerError for what no ledger can hold (NaN, lone
    surrogates)."""
    return to_json(encode(record))


def to_json(value: Any) -> str:
    """Canonical JSON of plain values: dicts, lists, strings, numbers."""
    try:
        text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        text.encode("utf-8")
    except ValueError as error:
        raise LedgerError(f"a record cannot be stored: {error}; clean the text before adding it") from None
    return text


def loads(kind: type[T], text: str) -> T:
    """The record of class `kind` that `dumps` wrote as `text`. Raises LedgerError when it is damaged."""
    try:
        data = json.loads(text)
    except ValueError as error:
        raise LedgerError(f"damaged {kind.__name__}: not JSON ({error})") from None
    return decode(kind, data)


def encode(record: Any) -> dict[str, Any]:
    """A record as plain JSON values (dicts, lists, strings, numbers)."""
    kind: Any = type(record)
    data: dict[str, Any] = {}
    for name, convert, default in _encoders(kind):
        value = getattr(record, name)
        if not left_out(value, default):
            try:
                data[name] = convert(value)
            except (TypeError, ValueError) as error:
                raise LedgerError(f"{kind.__name__}.{name} cannot be stored: {error}") from None
    return data


def left_out(value: Any, default: Any) -> bool:
    """Whether a field goes without saying: its value is its default, and that is empty."""
    return type(value) is type(default) and value == default and value in EMPTY


def decode(kind: type[T], data: Any) -> T:
    """The record of class `kind` from plain JSON values. Raises LedgerError, naming the field, when they do
    not fit."""
    if not isinstance(data, dict):
        raise LedgerError(f"damaged {kind.__name__}: expected an object, found {data!r:.60}")
    made: Any = kind
    known = _decoders(made)
    if unknown := sorted(data.keys() - known.keys()):
        raise LedgerError(f"{kind.__name__} has no field {unknown[0]!r}: written by a newer Dateline? Upgrade it")
    values: dict[str, Any] = {}
    for name, value in data.items():
        try:
            values[name] = known[name](value)
        except (TypeError, ValueError) as error:
            raise LedgerError(f"damaged {kind.__name__}.{name}: {error}") from None
    try:
        return kind(**values)
    except (TypeError, ValueError) as error:
        raise LedgerError(f"damaged {kind.__name__}: {error}") from None


@cache
def hints(kind: Any) -> dict[str, Any]:
    """Field name to type hint, resolved."""
    found = get_type_hints(kind)
    return {f.name: found[f.name] for f in record_fields(kind)}


def record_fields(kind: type) -> tuple[Field[Any], ...]:
    """A record class's fields, in the order they are written in `model.py`."""
    return fields(kind)


def default_of(field: Field[Any]) -> Any:
    """A field's default, MISSING when it has none."""
    if field.default_factory is not MISSING:
        return field.default_factory()
    return field.default


def optional(hint: Any) -> bool:
    """Whether `None` is one of the hint's values."""
    return get_origin(hint) in (Union, types.UnionType) and type(None) in get_args(hint)


def inner(hint: Any) -> Any:
    """The hint without its `| None`."""
    if not optional(hint):
        return hint
    rest = [part for part in get_args(hint) if part is not type(None)]
    return rest[0] if len(rest) == 1 else Union[tuple(rest)]  # noqa: UP007 - built from a run-time tuple


@cache
def _encoders(kind: Any) -> tuple[tuple[str, Convert, Any], ...]:
    found = hints(kind)
    return tuple((f.name, _encoder(found[f.name]), default_of(f)) for f in record_fields(kind))


@cache
def _decoders(kind: Any) -> dict[str, Convert]:
    return {name: _decoder(hint) for name, hint in hints(kind).items()}


def _encoder(hint: Any) -> Convert:
    if optional(hint):
        convert = _encoder(inner(hint))
        return lambda value: None if value is None else convert(value)
    if hint is Span:
        return lambda value: [value.start, value.end]
    if is_dataclass(hint):
        return encode
    if get_origin(hint) is tuple:
        return _tuple(get_args(hint), _encoder, list)
    if hint is date:
        return lambda value: value.isoformat()
    if hint is float:
        return float
    if isinstance(hint, type) and issubclass(hint, Enum):
        return lambda value: hint(value).value
    return _plain(hint)


def _decoder(hint: Any) -> Convert:
    if optional(hint):
        convert = _decoder(inner(hint))
        return lambda value: None if value is None else convert(value)
    if hint is Span:
        return _span
    if isinstance(hint, type) and is_dataclass(hint):
        return lambda value: decode(hint, value)
    if get_origin(hint) is tuple:
        return _tuple(get_args(hint), _decoder, tuple)
    if hint is date:
        return date.fromisoformat
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    return _plain(hint)


def _tuple(parts: tuple[Any, ...], make: Callable[[Any], Convert], result: type) -> Convert:
    if len(parts) == 2 and parts[1] is Ellipsis:
        one = make(parts[0])
        return lambda values: result(one(value) for value in _listed(values))
    each = [make(part) for part in parts]
    return lambda values: result(convert(value) for convert, value in zip(each, _listed(values), strict=True))


def _listed(values: Any) -> Any:
    if not isinstance(values, list | tuple):
        raise TypeError(f"expected a list, found {values!r:.60}")
    return values


def _span(value: Any) -> Span:
    start, end = (_plain(int)(number) for number in _listed(value))
    return Span(start, end)


def _plain(hint: Any) -> Convert:
    """Strings, whole numbers, numbers, truth values, and closed lists of words, checked."""
    if get_origin(hint) is Literal:
        words = get_args(hint)

        def word(value: Any) -> Any:
            if value not in words:
                raise ValueError(f"{value!r:.60} is none of {', '.join(map(str, words))}")
            return value

        return word

    def check(value: Any) -> Any:
        if hint is float and type(value) is int:
            return float(value)
        if hint is str and isinstance(value, str):
            value = str(value)  # a StrEnum member is stored as the plain word it is
        if type(value) is not hint:
            raise TypeError(f"expected {hint.__name__}, found {value!r:.60}")
        if hint is str and "\0" in value:
            raise ValueError("it holds a NUL character, which no database keeps; clean the text before adding it")
        return intern(value) if hint is str and len(value) < SHORT else value

    return check
