"""The pages, one module each; every one reads its address, asks the desk and fills a template."""

from __future__ import annotations

from fastapi import FastAPI

from dateline.web.pages import (
    brief,
    disputes,
    event,
    events,
    figures,
    front,
    map_,
    named,
    plans,
    report,
    review,
    search,
    signin,
    state,
    timeline,
)

MODULES = (
    front,
    brief,
    events,
    event,
    report,
    map_,
    timeline,
    state,
    plans,
    figures,
    disputes,
    named,
    search,
    review,
    signin,
)


def register(app: FastAPI) -> None:
    for module in MODULES:
        app.include_router(module.router, include_in_schema=False)
