"""Puts the server together: one ledger, its pages, its API, and what stands before them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware

from dateline import __version__
from dateline.errors import DatelineError
from dateline.ledger import Ledger
from dateline.web import api, pages, problems
from dateline.web.access import Access
from dateline.web.desk import Desks
from dateline.web.guard import Guard
from dateline.web.openapi import describe
from dateline.web.templating import FOLDER, environment

LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class Settings:
    """How one server answers."""

    access: Access = field(default_factory=Access)
    hosts: frozenset[str] | None = LOCAL  # names it answers to; None: any
    tiles: str | None = None  # address of map tiles, https://host/{z}/{x}/{y}.png; None: the packaged map alone
    clock: Callable[[], str] = lambda: datetime.now(UTC).isoformat(timespec="milliseconds")  # signs judgements


def make_app(ledger: Ledger, settings: Settings = Settings()) -> FastAPI:
    """The application over an open ledger. It reads the ledger once before the first answer."""
    app = FastAPI(
        title="Dateline",
        version=__version__,
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.desks = Desks(ledger)
    app.state.settings = settings
    app.state.about = lambda: _about(app)
    for kind, handler in (
        (HTTPException, problems.on_http),
        (RequestValidationError, problems.on_invalid),
        (DatelineError, problems.on_ours),
        (Exception, problems.on_fault),
    ):
        app.add_exception_handler(kind, handler)
    app.mount("/static", StaticFiles(directory=FOLDER / "static"), name="static")
    api.register(app)
    pages.register(app)
    describe(app)
    for name in environment().list_templates(["html"]):  # compiled now, not by the first reader
        environment().get_template(name)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=4)
    app.add_middleware(Guard, access=settings.access, hosts=settings.hosts, tiles=settings.tiles)
    return app


def _about(app: FastAPI) -> dict[str, Any]:
    """What the foot of every page says."""
    desks: Desks = app.state.desks
    try:
        desk = desks.current()
    except DatelineError:  # the page that says so has a foot too
        return {
            "ledger": desks.ledger.name,
            "reports": 0,
            "events": 0,
            "today": None,
            "pending": False,
            "tokens": False,
        }
    return {
        "ledger": desks.ledger.name,
        "reports": len(desk.view.reports),
        "events": len(desk.view.events),
        "today": desk.today,
        "pending": desks.pending,
        "tokens": bool(app.state.settings.access.tokens),
    }
