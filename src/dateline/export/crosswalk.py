"""What other systems call our events: PLOVER 2.0, ACLED, UCDP GED and CAMEO (docs/exports.md says what is lost)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pycountry
import yaml

from dateline.model import Event, EventType, Kind, Status

DATA = Path(__file__).resolve().parent.parent / "data"
TOLD = (Status.HAPPENED, Status.ONGOING)
PROMISES = {EventType.CONSULT, EventType.SUPPORT, EventType.COOPERATE, EventType.AID, EventType.AGREE}
"""Future acts of these types are PLOVER AGREE; a future RETREAT is CONCEDE (codebook, "announced it would ...")."""


@dataclass(frozen=True, slots=True)
class Plover:
    """A PLOVER 2.0 code: type, mode (may be empty), quad class 1..4, intensity -10..10."""

    type: str
    mode: str
    quad: int
    score: float

    @property
    def label(self) -> str:
        return f"{self.type}-{self.mode}" if self.mode else self.type


@cache
def table(room: str, name: str) -> Any:
    """One YAML file of the shipped data."""
    return yaml.safe_load((DATA / room / f"{name}.yaml").read_text(encoding="utf-8"))


def codes(event: Event) -> dict[str, str]:
    """plover, acled, ucdp, cameo of the event's type and mode; a system without a code for it is absent."""
    return dict(table("events", "modes").get(event.type.value, {}).get(event.mode or "", {}))


def plover(event: Event) -> Plover | None:
    """The PLOVER code of an event that PLOVER can hold; None for figures, denials, mere possibilities and types it
    has no code for."""
    if event.kind is Kind.FIGURE or event.status in (Status.DENIED, Status.POSSIBLE):
        return None
    label = codes(event).get("plover") or event.type.value.upper()
    kind, _, mode = label.partition("-")
    if event.status is Status.THREATENED:
        kind, mode = "THREATEN", _threat(kind)
    elif event.status is Status.PLANNED:
        kind, mode = _promise(event.type, kind), ""
    known = table("export", "plover").get(kind)
    if known is None:
        return None
    return Plover(kind, mode, known["quad"], float(known.get("modes", {}).get(mode, known["score"])))


def _promise(type: EventType, kind: str) -> str:
    if type is EventType.RETREAT:
        return "CONCEDE"
    return "AGREE" if type in PROMISES else kind


def _threat(kind: str) -> str:
    return {"ASSAULT": "violence", "SANCTION": "relations", "COERCE": "restrict"}.get(kind, "")


@cache
def country(code: str | None) -> Any:
    """pycountry's record of an ISO 3166-1 alpha-2 code (alpha_3, numeric, name), or None."""
    return pycountry.countries.get(alpha_2=code) if code else None


def iso3(code: str | None) -> str:
    found = country(code)
    return str(found.alpha_3) if found else ("XKX" if code == "XK" else "")


def country_name(code: str | None) -> str:
    found = country(code)
    return str(getattr(found, "common_name", found.name)) if found else ("Kosovo" if code == "XK" else "")
