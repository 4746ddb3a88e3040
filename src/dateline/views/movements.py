"""Which forces came and went: one line for a force and a place, by the claims of each event together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from dateline.model import Claim, Place, StateLine
from dateline.reconcile.names import same_name
from dateline.reconcile.origins import origins
from dateline.views.forces import Force, force_of, states_named
from dateline.views.sites import place_key
from dateline.views.standing import Subject, lines
from dateline.views.tellings import Telling
from dateline.views.turns import turns

COARSE = {"site": 0, "city": 1, "admin1": 2, "country": 3, "region": 4}

INFERRED = ", as inferred"
Row = tuple[Force, Place | None]


def movements(
    told: Sequence[Telling],
    denied: Sequence[Telling],
    on: date | None,
    names: Mapping[str, str],
    claims: Iterable[Claim],
) -> Iterator[StateLine]:
    """Withdrawals and deployments by force and place, in order of both."""
    states = states_named(p for c in claims for p in (*c.actor, *c.recipient))
    rows: dict[tuple[str, str], list[Telling]] = defaultdict(list)
    subjects: dict[tuple[str, str], Subject] = {}
    for force, place, t in _placed(told, states):
        key = (force.key, place_key(place) if place else "")
        rows[key].append(t)
        subjects[key] = Subject(names.get(force.key, force.name), place.name if place else None)
    against = _against(denied, states)
    for key in sorted(rows):
        yield from lines(subjects[key], turns(rows[key]), against.get(key, ()), on, names)


def _placed(told: Iterable[Telling], states: Mapping[str, str]) -> Iterator[tuple[Force, Place | None, Telling]]:
    """Every telling with its force and the place that most origins of its event name for that force."""
    groups: dict[tuple[str, str], list[tuple[Force, Telling]]] = defaultdict(list)
    for t in told:
        for force in _forces(t, states):
            groups[t.event, force.key].append((force, t))
    known = {f.key: f for rows in groups.values() for f, _ in rows}
    for key in sorted(groups):
        chosen = _places([t for _, t in groups[key]])
        for force, t in groups[key]:
            own = chosen.get(place_key(t.place)) if t.place else None
            yield _same(force, known), _abroad(own or next(iter(chosen.values()), None), force), t


def _abroad(place: Place | None, force: Force) -> Place | None:
    """None where a state's forces would have left or gone to their own country, which nobody says: where they were is
    not told."""
    supposed = place is not None and place.name.endswith(INFERRED)
    return None if supposed and place and force.key == f"state:{place.country}" else place


def _same(force: Force, known: Mapping[str, Force]) -> Force:
    """A force without an id is the one force with an id that its name fits, if there is one."""
    if ":" in force.key:
        return force
    fits = [f for k, f in sorted(known.items()) if ":" in k and same_name(f.name, force.name)]
    return fits[0] if len(fits) == 1 else force


def _forces(t: Telling, states: Mapping[str, str]) -> list[Force]:
    """The forces a claim names, each once."""
    found = {f.key: f for f in (force_of(p, states) for p in t.actor) if f}
    for party in t.actor:  # an officer beside his own command adds no second force
        if (party.id or "").startswith("person:") and any(
            p is not party and p.country == party.country and force_of(p, states) for p in t.actor
        ):
            found.pop(f"state:{party.country}", None)
    return [found[k] for k in sorted(found)]


def _places(told: Sequence[Telling]) -> dict[str, Place]:
    """The place of most origins first (on a tie the coarser, which is true of both), and any other that two
    origins name. The country that a report is about counts as a place, marked as inferred unless one states it."""
    groups: dict[str, list[Telling]] = defaultdict(list)
    for t in sorted(told, key=lambda t: (not t.own_place, t.claim.id)):
        place = t.place if t.own_place else t.claim.place
        if place:
            groups[place_key(place)].append(t)
    named = {k: _marked(g[0]) for k, g in groups.items()}
    count = {k: origins(t.look for t in g) for k, g in groups.items()}
    order = sorted(groups, key=lambda k: (-count[k], -COARSE[named[k].precision], k))  # type: ignore[union-attr]
    return {k: p for n, k in enumerate(order) if (p := named[k]) and (n == 0 or count[k] > 1)}


def _marked(t: Telling) -> Place | None:
    if t.own_place or t.claim.place is None:
        return t.place
    return replace(t.claim.place, name=f"{t.claim.place.name}{INFERRED}")


def _against(denied: Iterable[Telling], states: Mapping[str, str]) -> dict[tuple[str, str], list[Telling]]:
    found: dict[tuple[str, str], list[Telling]] = defaultdict(list)
    for t in denied:
        if t.rule.about == "force":
            for force in _forces(t, states):
                found[force.key, place_key(t.place) if t.place else ""].append(t)
    return found
