"""The API under /api/v1: what the command line's `--json` gives, in pages, and judgements to write."""

from __future__ import annotations

from fastapi import APIRouter, FastAPI

from dateline.web.api import about, export, follow, judgements, named, records

PREFIX = "/api/v1"


def register(app: FastAPI) -> None:
    every = APIRouter(prefix=PREFIX)
    for module in (about, records, follow, named, judgements, export):
        every.include_router(module.router)
    app.include_router(every)
    about.register_rest(app, PREFIX)
