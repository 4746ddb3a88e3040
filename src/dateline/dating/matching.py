"""Which events of the ledger an undated report's claim tells: reconcile's own comparison, with the days left out.

An undated claim's days follow from the very publication day that is asked for, so they may not speak here. The rest of
the comparison must then carry more: a fine place or several numbers in common, no feature that speaks against it, and
more points than reconcile asks for.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from dateline.dating.firm import Firm, KnownDeed
from dateline.dating.rules import rules
from dateline.model import Claim, Report
from dateline.reconcile.candidates import keys
from dateline.reconcile.profile import Profile, profile
from dateline.reconcile.score import Score, Scorer

SAME_PLACE = {("place", "same-site"), ("place", "same-city")}
TELLING = SAME_PLACE | {("counts", "many"), ("wording", "same-sentence")}
AGAINST = {
    ("place", "near"), ("place", "other-site"), ("place", "apart"), ("place", "other-country"),
    ("kind", "other-mode"), ("kind", "near-type"), ("actor", "different"), ("recipient", "different"),
    ("counts", "differ"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Match:
    """One event that a claim may tell, with the mean points of the comparison: it fits, or is of the same place."""

    deed: KnownDeed
    points: int
    fits: bool
    same_place: bool


def timeless(claim: Claim, report: Report, family: str) -> Profile:
    """A claim as comparison sees it, without its days and its report's."""
    return replace(profile(claim, report, family), start=None, end=None, told=None)


def matches(look: Profile, known: Firm, scorer: Scorer) -> tuple[Match, ...]:
    """The likeliest event and its rivals, best first; nothing where none reaches the bar.

    A rival is any event within the margin, and any of a like type at the very same place, however else it differs: what
    comes again and again at one place is not told apart by the place.
    """
    near = {c for key in set(keys(look, scorer.weights)) for c in known.shelves.get(key, ())}
    deeds = {known.deeds[c].id: known.deeds[c] for c in near if known.deeds[c].kind is look.claim.kind}
    found = [m for deed in deeds.values() if (m := _match(look, deed, scorer)) is not None]
    found.sort(key=lambda m: (not m.fits, -m.points, m.deed.id))
    if not found or not found[0].fits or found[0].points < rules().match:
        return ()
    least = found[0].points - rules().margin
    return tuple(m for m in found if m.same_place or (m.fits and m.points >= least))


def _match(look: Profile, deed: KnownDeed, scorer: Scorer) -> Match | None:
    scores = [scorer.score(look, member) for member in deed.members if member.claim.report != look.claim.report]
    against = 2 * sum(bool(AGAINST & set(s.levels)) for s in scores) > len(scores)
    fits = any(map(_tells, scores)) and not against
    same_place = any(SAME_PLACE & set(s.levels) for s in scores)
    if not fits and not same_place:
        return None
    return Match(deed, sum(s.total for s in scores) // len(scores), fits, same_place)


def _tells(score: Score) -> bool:
    levels = set(score.levels)
    return bool(levels & TELLING) and not levels & AGAINST


def telling(scorer: Scorer, a: Profile, b: Profile) -> bool:
    """Whether two claims without days tell one happening, by the same bar."""
    score = scorer.score(a, b)
    return score.total >= rules().match and _tells(score)
