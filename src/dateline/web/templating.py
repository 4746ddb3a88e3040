"""Templates: escaped by default, strict about names, with the words and links that every page uses."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from dateline import __version__
from dateline.model import EventType, Place, Status
from dateline.views.index import key_of
from dateline.web import hostile, wording
from dateline.web.query import address

FOLDER = Path(__file__).resolve().parent
PART = "x-part"
"""A request with this header gets the changing part of the page alone (see `static/live.js`)."""

NAV = (
    ("/", "Desk"), ("/events", "Events"), ("/map", "Map"), ("/timeline", "Timeline"), ("/state", "State"),
    ("/plans", "Plans"), ("/figures", "Figures"), ("/disputes", "Disputes"), ("/parties", "Parties"),
    ("/places", "Places"), ("/reports", "Reports"), ("/review", "Review"),
)  # fmt: skip


@cache
def environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        shown=hostile.shown, bare=hostile.bare, plain=hostile.plain, key=key_of, segment=segment,
        **{name: getattr(wording, name) for name in wording.__all__ if name != "FAMILIES"},
    )  # fmt: skip
    made.globals.update(
        static=static, NAV=NAV, FAMILIES=wording.FAMILIES, TYPES=[t.value for t in EventType],
        STATUSES=[s.value for s in Status], address=address, place_link=place_link, version=__version__,
    )  # fmt: skip
    return made


def segment(text: str) -> str:
    """A text as one segment of a path."""
    return quote(text, safe="")


def place_link(p: Place) -> str:
    return f"/places/{segment(key_of(p))}"


@cache
def static(name: str) -> str:
    """The address of one of our own files; it changes with what the file says, so that it may be kept."""
    digest = hashlib.sha256((FOLDER / "static" / name).read_bytes()).hexdigest()[:10]
    return f"/static/{name}?v={digest}"


def render(
    request: Request,
    template: str,
    context: dict[str, Any],
    status: int = 200,
    headers: dict[str, str] | None = None,
) -> HTMLResponse:
    """A page, or only its changing part when the page's own script asks for that."""
    part = PART in request.headers
    about = request.app.state.about
    words = (
        environment()
        .get_template(template)
        .render(
            {
                "layout": "part.html" if part else "base.html",
                "path": request.url.path,
                "visitor": getattr(request.state, "visitor", None),
                "about": about(),
                **context,
            }
        )
    )
    return HTMLResponse(words, status, headers={"vary": "X-Part", **(headers or {})})
