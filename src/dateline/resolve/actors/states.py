"""States and their organs: "the Iraqi army", "Iraq's Health Ministry", "parliament" in a report on Iraq."""

from __future__ import annotations

import re

from dateline.model import Party
from dateline.resolve.actors.knowledge import Actors

MINISTER_ROLES = re.compile(r"\b(?:minister|secretary)\b", re.IGNORECASE)


def state(actors: Actors, iso: str, reason: str | None = None) -> Party:
    """The state itself, under the name we write."""
    country = actors.countries.get(iso)
    name = country.name if country else iso
    return Party(name, f"state:{iso}", country=iso, sector="GOV", reason=reason)


def organ(actors: Actors, iso: str, key: str, sector: str | None, reason: str | None = None) -> Party:
    """An organ of a state: "Iraq military", "Turkey parliament". The government is named by the state
    alone."""
    base = state(actors, iso)
    if key == "government":
        return Party(f"{base.name} government", f"state:{iso}/government", None, iso, "GOV", None, reason, base.id)
    identity = f"state:{iso}/{key.replace(' ', '-')}"
    return Party(f"{base.name} {key}", identity, None, iso, sector, None, reason, base.id)


def ministry(actors: Actors, iso: str, topic: str, reason: str | None = None) -> Party:
    """A ministry by its field: "Iraq health ministry", whatever the report calls it."""
    return organ(actors, iso, f"{topic} ministry", "GOV" if topic != "defence" else "MIL", reason)


def topic_of(words: str, actors: Actors) -> str | None:
    """The one name of a ministry's field ("Foreign Affairs and Trade" -> "foreign"), None for no known
    field."""
    low = re.sub(r"^the\s+", "", words.lower().strip())
    tables = actors.nouns.ministries
    if low in tables:
        return tables[low]
    parts = re.split(r"\s+and\s+|,\s*|\s*&\s*", low)
    return next((tables[p] for p in parts if p in tables), None)
