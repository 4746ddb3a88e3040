"""The API's own description: schemas made from the records themselves, so that they cannot fall behind."""

from __future__ import annotations

import json
import types
from collections.abc import Mapping
from dataclasses import is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from dateline.ledger.reading import Hit
from dateline.ledger.records import hints
from dateline.model import Event, Judgement, Plan, Report, Span, StateLine
from dateline.views import FigurePoint, Series
from dateline.web.problems import MEDIA, Problem

Schema = dict[str, Any]
CLAIMS = Path(__file__).resolve().parent.parent / "data" / "schema" / "claims.schema.json"
RECORDS: tuple[type, ...] = (Event, Judgement, Plan, Report, StateLine, Series, FigurePoint, Hit)
SPAN: Schema = {
    "type": "array",
    "items": {"type": "integer", "minimum": 0},
    "minItems": 2,
    "maxItems": 2,
    "description": "Characters [start, end) of the report's text, in Unicode code points.",
}


def told(schema: str | Schema, description: str) -> dict[int | str, dict[str, Any]]:
    """`responses=` of a route: what it answers when all is well, and how it says that it is not."""
    what = ref(schema) if isinstance(schema, str) else schema
    problem = {"content": {MEDIA: {"schema": ref("Problem")}}}
    return {
        200: {"description": description, "content": {"application/json": {"schema": what}}},
        400: {"description": "The request asks for what cannot be.", **problem},
        401: {"description": "A token is needed.", **problem},
        404: {"description": "What was named is not in this ledger.", **problem},
        422: {"description": "A parameter is no valid value.", **problem},
        503: {"description": "The ledger cannot be read at the moment.", **problem},
    }


def ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def page_of(name: str) -> Schema:
    """A stretch of a list."""
    return {
        "type": "object",
        "required": ["total", "offset", "limit", "next", "items"],
        "properties": {
            "total": {"type": "integer", "minimum": 0, "description": "How many there are in all."},
            "offset": {"type": "integer", "minimum": 0},
            "limit": {"type": "integer", "minimum": 1},
            "next": {"type": ["string", "null"], "description": "Address of what follows; null at the end."},
            "items": {"type": "array", "items": ref(name)},
        },
    }


def list_of(name: str) -> Schema:
    return {"type": "array", "items": ref(name)}


def describe(app: FastAPI) -> None:
    """Give the application an OpenAPI document with every record's schema."""

    def openapi() -> Schema:
        if app.openapi_schema is None:
            app.openapi_schema = _document(app)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def _document(app: FastAPI) -> Schema:
    made = get_openapi(
        title="Dateline",
        version=app.version,
        summary="A ledger of what news reports state",
        description="Filters are those of the command line. Errors are RFC 9457 problem details.",
        routes=app.routes,
    )
    schemas = made.setdefault("components", {}).setdefault("schemas", {})
    schemas.pop("HTTPValidationError", None)
    schemas.pop("ValidationError", None)
    schemas.update(components())
    if app.state.settings.access.tokens:
        made["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
        made["security"] = [{"token": []}]
    return made


@cache
def components() -> Mapping[str, Schema]:
    """Every schema by name."""
    found: dict[str, Schema] = {"Problem": Problem.model_json_schema()}
    for kind in RECORDS:
        _record(kind, found)
    found.update(_claims())
    found["ClaimPage"] = page_of("Claim")
    found["EventWithClaims"] = {"allOf": [ref("Event")], "type": "object", "required": ["claim_records"],
                                "properties": {"claim_records": list_of("Claim")}}  # fmt: skip
    found["Named"] = _named()
    return found


def _claims() -> dict[str, Schema]:
    """The claims export's schema, its definitions as components."""
    text = CLAIMS.read_text(encoding="utf-8").replace("#/$defs/", "#/components/schemas/Claim_")
    claim = json.loads(text)
    parts = {f"Claim_{name}": one for name, one in claim.pop("$defs", {}).items()}
    for key in ("$schema", "$id"):
        claim.pop(key, None)
    return {"Claim": claim, **parts}


def _named() -> Schema:
    return {
        "type": "object",
        "required": ["key", "name", "events"],
        "properties": {
            "key": {"type": "string", "description": "Its id, else name: and its folded name."},
            "name": {"type": "string"},
            "country": {"type": ["string", "null"]},
            "events": {"type": "integer", "minimum": 0},
            "first": {"type": ["string", "null"], "format": "date"},
            "last": {"type": ["string", "null"], "format": "date"},
        },
        "additionalProperties": True,
    }


def _record(kind: Any, found: dict[str, Schema]) -> Schema:
    """The component of a record class, made once; the classes it holds become components too."""
    if kind.__name__ not in found:
        found[kind.__name__] = {}
        fields = hints(kind)
        found[kind.__name__].update(
            {
                "type": "object",
                "description": " ".join((kind.__doc__ or "").split()),
                "properties": {name: _value(hint, found) for name, hint in fields.items()},
                "required": list(fields),
            }
        )
    return ref(kind.__name__)


PLAIN: dict[Any, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
    type(None): {"type": "null"},
}


def _value(hint: Any, found: dict[str, Schema]) -> Schema:
    """The schema of one field's type, as `screen.jsonable` writes it."""
    origin, args = get_origin(hint), get_args(hint)
    if hint is Span:
        return SPAN
    if hint in PLAIN:
        return PLAIN[hint]
    if origin is Literal:
        return {"enum": list(args)}
    if origin in (Union, types.UnionType):
        return {"anyOf": [_value(a, found) for a in args]}
    if origin is tuple:
        return _tuple(args, found)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {"enum": [one.value for one in hint]}
    if is_dataclass(hint):
        return _record(hint, found)
    return {}


def _tuple(args: tuple[Any, ...], found: dict[str, Schema]) -> Schema:
    if len(args) == 2 and args[1] is Ellipsis:
        return {"type": "array", "items": _value(args[0], found)}
    return {"type": "array", "prefixItems": [_value(a, found) for a in args], "minItems": len(args)}
