"""What undated reports say of one another: which was printed first, never when.

A smaller figure, or a plan that another report tells done, makes one report no later than the other. Such orders are
read from the claims that each text gives alone, so narrowing one report can never bring about a further order, and
nothing confirms itself: bounds only run along fixed orders until none moves. Orders that do not fit together
are dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import permutations

from dateline.dating.bounds import Agreed, Bound
from dateline.dating.figures import near, series_of
from dateline.dating.firm import DEEDS
from dateline.dating.matching import telling, timeless
from dateline.dating.rules import rules
from dateline.model import Claim, Kind, Report, Status
from dateline.reconcile.knowledge import weights
from dateline.reconcile.score import Scorer

Undated = tuple[Report, Sequence[Claim]]
MOST = 400  # undated reports compared with one another; above it only the dated ones speak


@dataclass(frozen=True, slots=True, order=True)
class Order:
    """`first` was printed no more than `slack` days after `second`."""

    first: str
    second: str
    slack: int
    reason: str


def orders(undated: Sequence[Undated]) -> tuple[Order, ...]:
    """Every order between two undated reports, sorted."""
    if len(undated) > MOST:
        return ()
    found = {o for a, b in permutations(undated, 2) for o in (*_smaller(a, b), *_planned(a, b))}
    return tuple(sorted(found))


def _smaller(a: Undated, b: Undated) -> Iterator[Order]:
    """A figure that grows is smaller in `a`."""
    mine, theirs = (dict(_single(u)) for u in (a, b))
    for key in sorted(mine.keys() & theirs.keys()):
        if mine[key] < theirs[key] and near(mine[key], theirs[key]):
            reason = f"{mine[key]:g} {key[0]} come before {theirs[key]:g}"
            yield Order(a[0].id, b[0].id, rules().stale_days, reason)


def _single(u: Undated) -> Iterator[tuple[tuple[str, str, str], float]]:
    """Growing figures of which a report gives one number only."""
    given: dict[tuple[str, str, str], set[float]] = {}
    for claim in u[1]:
        for key, value in series_of(claim, u[0].text):
            given.setdefault(key, set()).add(value)
    yield from ((key, next(iter(values))) for key, values in given.items() if len(values) == 1)


def _planned(a: Undated, b: Undated) -> Iterator[Order]:
    """`a` tells as still to come what `b` tells as done, and does not tell it as done itself."""
    scorer = Scorer(weights())
    plans = [timeless(c, a[0], a[0].id) for c in a[1] if c.status is Status.PLANNED and c.kind is Kind.EVENT]
    own = [timeless(c, a[0], a[0].id) for c in a[1] if c.status in DEEDS and c.kind is Kind.EVENT]
    deeds = [timeless(c, b[0], b[0].id) for c in b[1] if c.status is Status.HAPPENED and c.kind is Kind.EVENT]
    for deed in deeds:
        plan = next((p for p in plans if telling(scorer, p, deed)), None)
        if plan is not None and not any(telling(scorer, o, deed) for o in own):
            where = plan.claim.place.name if plan.claim.place else "?"
            yield Order(a[0].id, b[0].id, 0, f"{plan.trigger!r} at {where} is still to come in one, done in the other")


def settled(found: Mapping[str, Agreed], known: Iterable[Order]) -> dict[str, Agreed]:
    """Bounds carried along the orders until none moves. Where that leaves a report no day at all, the orders of all
    reports that hang together with it are dropped."""
    first = {name: a.first for name, a in found.items()}
    last = {name: a.last for name, a in found.items()}
    links = list(known)
    for _ in range(2 * len(found) + 1):  # each round carries a bound one report further
        if not _carry(first, last, links):
            break
    broken = {n for n in found if (f := first[n]) and (e := last[n]) and f > e}
    if not broken:
        return {n: _with(found[n], first[n], last[n], n, links) for n in found}
    hanging = _hanging(broken, links)
    return settled(found, [o for o in links if o.first not in hanging])


def _carry(first: dict[str, date | None], last: dict[str, date | None], links: Iterable[Order]) -> bool:
    moved = False
    for o in links:
        slack = timedelta(days=o.slack)
        if (low := first[o.first]) and ((f := first[o.second]) is None or f < low - slack):
            first[o.second], moved = low - slack, True
        if (high := last[o.second]) and ((e := last[o.first]) is None or e > high + slack):
            last[o.first], moved = high + slack, True
    return moved


def _hanging(broken: set[str], links: Sequence[Order]) -> set[str]:
    """All reports that orders connect with a broken one."""
    found = set(broken)
    while more := {n for o in links for n in (o.first, o.second) if {o.first, o.second} & found} - found:
        found |= more
    return found


def _with(agreed: Agreed, first: date | None, last: date | None, name: str, links: Sequence[Order]) -> Agreed:
    if (first, last) == (agreed.first, agreed.last):
        return agreed
    why = [
        Bound(first if o.second == name else None, last if o.first == name else None, o.reason, "order", (other,))
        for o in links
        if name in (o.first, o.second)
        for other in (o.first if o.second == name else o.second,)
        if (o.second == name and first != agreed.first) or (o.first == name and last != agreed.last)
    ]
    return Agreed(first, last, (*agreed.kept, *why), agreed.left_out)
