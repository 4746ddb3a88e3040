"""`/parties`, `/places` and one of each: who and where, with their events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Literal

import numpy as np
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from dateline.model import Event
from dateline.reconcile.names import fold
from dateline.views.index import key_of
from dateline.web.pages.common import PER_PAGE, asked, desks
from dateline.web.problems import Missing
from dateline.web.query import FARTHEST, LONGEST, Sheet, number, sheet
from dateline.web.templating import render

router = APIRouter()
Kind = Literal["parties", "places"]


@router.get("/parties")
def all_parties(request: Request) -> Response:
    return listing(request, "parties")


@router.get("/places")
def all_places(request: Request) -> Response:
    return listing(request, "places")


@router.get("/parties/{key:path}")
def party(request: Request, key: str) -> Response:
    return page(request, "parties", key)


@router.get("/places/{key:path}")
def place(request: Request, key: str) -> Response:
    return page(request, "places", key)


def listing(request: Request, kind: Kind) -> Response:
    desk = desks(request).current()
    name = request.query_params.get("name", "").strip()[:LONGEST]
    found = [n for n in desk.named(kind) if not name or any(fold(name) in fold(w) for w in (n.name, *n.spellings))]
    context = {
        "kind": kind,
        "sheet": sheet(found, number(request, "offset", 0, FARTHEST), 100),
        "most": found[0].events if found else 1,
        "typed": {"name": name},
    }
    return render(request, "named.html", context)


def page(request: Request, kind: Kind, key: str) -> Response:
    desk, filters, given = asked(request)
    one = next((n for n in desk.named(kind) if n.key == key), None)
    if one is None:
        raise Missing(f"There is no {'place' if kind == 'places' else 'party'} {key!r} in this ledger.")
    tags = desk.index.place_keys if kind == "places" else desk.index.party_keys
    positions = np.flatnonzero(tags.mask(key.__eq__) & desk.index.mask(filters))
    dated = [n for n in positions if desk.index.start[n] >= 0][::-1]
    ordered = dated + [n for n in positions if desk.index.start[n] < 0]
    offset = number(request, "offset", 0, FARTHEST)
    events = [desk.index.events[n] for n in ordered]
    context = {
        "kind": kind,
        "one": one,
        "sheet": Sheet(events[offset : offset + PER_PAGE], len(events), offset, PER_PAGE),
        "types": Counter(e.type.value for e in events).most_common(),
        "near": near(events, kind, key),
        "typed": given.typed,
    }
    return render(request, "named_one.html", context)


def near(events: Sequence[Event], kind: str, key: str) -> list[tuple[str, str, str, int]]:
    """The other parties and the places of these events: kind, key, name, how many events."""
    found: Counter[tuple[str, str, str]] = Counter()
    for e in events:
        found.update({("parties", key_of(p), p.name) for p in (*e.actor, *e.recipient)})
        if e.place:
            found[("places", key_of(e.place), e.place.name)] += 1
    return [(k, one, name, n) for (k, one, name), n in found.most_common(40) if (k, one) != (kind, key)][:16]
