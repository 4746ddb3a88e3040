"""Who holds each site: by handovers, departures and seizures; and what is planned for it next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dateline.model import Interval, Party, StateLine
from dateline.reconcile.names import party_likeness
from dateline.reconcile.profile import inferred
from dateline.views.forces import force_of
from dateline.views.sites import Site, place_key, sites
from dateline.views.standing import Subject, lines
from dateline.views.tellings import Telling
from dateline.views.turns import Turn, turns

FINE = ("site", "city")


@dataclass(frozen=True, slots=True)
class Next:
    """What was announced for a site and has not come about: by whom, to whom, for when."""

    actor: Party | None
    recipient: Party | None
    due: Interval | None
    told: tuple[Telling, ...]


def holders(
    told: Sequence[Telling],
    planned: Sequence[Telling],
    denied: Sequence[Telling],
    on: date | None,
    names: Mapping[str, str],
) -> Iterator[StateLine]:
    """A line for every site that changed hands by `on`, or that somebody is to give up; contradictions beside it."""
    placed = [t for t in told if _counts(t)]
    ahead = [t for t in planned if t.rule.about == "site" and _counts(t)]
    known = sites([*placed, *ahead])
    rows, plans, against = (_by_site(group, known) for group in (placed, ahead, [t for t in denied if _counts(t)]))
    for key in sorted(set(rows) | set(plans)):
        site = known[place_key((rows.get(key) or plans[key])[0].place)]  # type: ignore[arg-type]
        name = site.name if site.is_site or not _passed(rows.get(key, plans.get(key, []))) else f"site in {site.name}"
        made = turns(_believed(rows.get(key, []), plans.get(key, [])), plans.get(key, []))
        coming = _next(plans.get(key, []), made, on)
        found = list(lines(Subject(name, name), made, against.get(key, []), on, names))
        if found:
            yield _with_next(found[0], coming, names)
            yield from found[1:]
        elif coming and coming.actor:
            yield _held_until(name, coming, names)


def _counts(t: Telling) -> bool:
    """Only a place that the report itself names, fine enough to be held; and only forces vacate a base."""
    if t.rule.about != "site" or not t.own_place or t.place is None or t.place.precision not in FINE:
        return False
    if t.actor and t.recipient and party_likeness(t.actor[0], t.recipient[0]) == "same":
        return False  # nobody takes a place from himself: one of the two was misread
    return t.rule.needs is None or any(force_of(p, {}) for p in t.actor)


def _by_site(told: Sequence[Telling], known: Mapping[str, Site]) -> dict[str, list[Telling]]:
    rows: dict[str, list[Telling]] = defaultdict(list)
    for t in told:
        site = known.get(place_key(t.place)) if t.place else None
        if site:
            kind = "" if site.is_site or t.rule.sense == "passed" else "town "
            rows[kind + site.key].append(t)
    return rows


def _passed(told: Sequence[Telling]) -> bool:
    """What is handed over in a town is a site of it, not the town."""
    return bool(told) and told[0].rule.sense == "passed"


def _believed(told: Sequence[Telling], plans: Sequence[Telling]) -> list[Telling]:
    """That troops left tells of a handover only where somebody speaks of one: a member's part leaving does not
    empty a base."""
    spoken = any(t.rule.needs is None for t in (*told, *plans))
    return [t for t in told if t.rule.needs is None or spoken]


def _next(plans: Sequence[Telling], made: Sequence[Turn], on: date | None) -> Next | None:
    """What the last words before `on` announce, unless the site has changed hands since the first of them."""
    heard = sorted((t for t in plans if on is None or (t.told and t.told <= on)), key=lambda t: (t.told, t.claim.id))
    done = [t.day for t in made if on is None or t.day <= on]
    if not heard or (done and heard[0].told and done[-1] >= heard[0].told):
        heard = [t for t in heard if done and t.told and t.told > done[-1] and _dated_after(t, done[-1])]
    if not heard:
        return None
    turn = Turn()
    for t in heard:
        turn.add(t)
    dated = [t for t in heard if t.when and not inferred(t.when)]
    return Next(turn.party("actor"), turn.party("recipient"), dated[-1].when if dated else None, tuple(heard))


def _dated_after(t: Telling, day: date) -> bool:
    """A plan told again after the handover is old news, unless it names a later day."""
    return t.when is not None and t.when.start is not None and t.when.start > day


def _with_next(line: StateLine, coming: Next | None, names: Mapping[str, str]) -> StateLine:
    if coming is None:
        return line
    return replace(
        line,
        value=f"{line.value}; next: {_told(coming, names)}",
        claims=tuple(sorted({*line.claims, *(t.claim.id for t in coming.told)})),
        parts=tuple(sorted({**dict(line.parts), **_parts(coming, names)}.items())),
    )


def _held_until(name: str, coming: Next, names: Mapping[str, str]) -> StateLine:
    """Whoever is to hand a site over holds it until then."""
    assert coming.actor is not None
    holder = names.get(coming.actor.id or "", coming.actor.name)
    return StateLine(
        name,
        "holder",
        f"{holder}; next: {_told(coming, names)}",
        None,
        tuple(sorted({t.claim.id for t in coming.told})),
        reason="who is to hand it over holds it, event " + ", ".join(sorted({t.event for t in coming.told})),
        parts=tuple(sorted({"holder": holder, **_parts(coming, names)}.items())),
    )


def _told(coming: Next, names: Mapping[str, str]) -> str:
    """ "to Iraq military, due 2020-03-29"."""
    known = _parts(coming, names)
    return (f"to {known['next']}" if "next" in known else "to be given up") + (
        f", due {known['due'].replace('/', ' to ')}" if "due" in known else ""
    )


def _parts(coming: Next, names: Mapping[str, str]) -> dict[str, str]:
    due = coming.due
    if due is None:
        day = None
    elif due.start == due.end or due.start is None:
        day = str(due.end or due.start)
    else:
        day = f"{due.start}/{due.end or '..'}"
    to = coming.recipient
    every = {"next": names.get(to.id or "", to.name) if to else None, "due": day}
    return {k: v for k, v in every.items() if v}
