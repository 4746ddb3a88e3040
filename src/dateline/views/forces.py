"""Which parties are forces, and under what name their coming and going is told.

An official, a ministry or a staff that announces a withdrawal is not what withdraws: a state's military bodies
and its officers stand for the state, its civil departments for nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import yaml

from dateline.errors import DataError
from dateline.model import Party
from dateline.reconcile.names import fold, telling
from dateline.views.rules import FOLDER


@dataclass(frozen=True, slots=True)
class Vocabulary:
    sectors: frozenset[str]
    unions: frozenset[str]
    of_the_state: frozenset[str]


@cache
def vocabulary() -> Vocabulary:
    """`data/state/forces.yaml`. Raises DataError when it breaks its schema."""
    raw = yaml.safe_load((FOLDER / "forces.yaml").read_text(encoding="utf-8"))
    if set(raw) != {"sectors", "unions", "of_the_state"}:
        raise DataError("forces.yaml: must hold exactly the keys sectors, unions, of_the_state")
    return Vocabulary(*(frozenset(raw[k]) for k in ("sectors", "unions", "of_the_state")))


@dataclass(frozen=True, slots=True)
class Force:
    """Key and name of a force; `France military` and `France` are one."""

    key: str
    name: str


def force_of(party: Party, states: Mapping[str, str]) -> Force | None:
    """The force a party is or stands for; None for civilians, officials and crowds without a name.

    `states` names the states (ISO code → name) that the ledger itself speaks of.
    """
    known = vocabulary()
    kind, _, rest = (party.id or "").partition(":")
    country, _, body = rest.partition("/")
    if kind == "state" and (not body or body in known.of_the_state):
        return _state(country, states)
    if kind == "person":
        return _state(party.country, states) if party.sector == "MIL" and party.country else None
    if party.id is None and party.sector is None and party.country:
        return Force(f"state:{party.country}", states.get(party.country, party.name))
    if party.sector not in known.sectors and party.id not in known.unions:
        return None
    if party.id:
        return Force(party.id, party.name)
    if party.name[:1].islower():
        return None  # "fighters", "allied troops": nobody in particular
    return Force(" ".join(sorted(telling(party.name))) or fold(party.name), party.name)


def _state(code: str | None, states: Mapping[str, str]) -> Force | None:
    return Force(f"state:{code}", states.get(code, code)) if code else None


def states_named(parties: Iterable[Party]) -> dict[str, str]:
    """ISO code → the state's name, from the ledger's own parties; "France military" still names France."""
    found: dict[str, str] = {}
    for party in parties:
        kind, _, rest = (party.id or "").partition(":")
        code, _, body = rest.partition("/")
        if kind == "state" and not body:
            found[code] = party.name
        elif kind == "state" and code not in found and body in vocabulary().of_the_state:
            found[code] = _without(party.name, body)
    return dict(sorted(found.items()))


def _without(name: str, body: str) -> str:
    """ "Czech Republic defence ministry" → "Czech Republic"."""
    tail = body.replace("-", " ")
    return name[: -len(tail)].strip() if name.endswith(tail) else name
