"""The features two claims are compared by. Each takes two profiles and answers with a level's name, never a
number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from rapidfuzz import fuzz

from dateline.model import Kind, Place, Status
from dateline.reconcile.distance import Nearness, nearness
from dateline.reconcile.knowledge import Weights
from dateline.reconcile.names import fold, likeness, same_name
from dateline.reconcile.profile import Profile

Feature = Callable[[Profile, Profile, Weights], str]
WIDE = 45  # days: an interval longer than this says little about which happening is meant


def comparable(a: Profile, b: Profile, w: Weights) -> bool:
    """Only claims of one kind, of one type or of types that tellers confuse, can be one event; figures must
    count the same thing."""
    x, y = a.claim, b.claim
    if x.kind is not y.kind:
        return False
    if x.kind is Kind.FIGURE:
        return bool(_quantities(a) & _quantities(b))
    return x.type is y.type or any(x.type.value in g and y.type.value in g for g in w.near_types)


def kind(a: Profile, b: Profile, w: Weights) -> str:
    x, y = a.claim, b.claim
    if x.type is not y.type:
        return "near-type"
    if x.mode == y.mode:
        return "same-mode" if x.mode else "no-mode"
    if not x.mode or not y.mode:
        return "one-mode"
    near = any(x.mode in g and y.mode in g for g in w.near_modes)
    return "near-mode" if near else "other-mode"


def stance(a: Profile, b: Profile, w: Weights) -> str:
    ahead = {Status.PLANNED, Status.POSSIBLE, Status.THREATENED}
    x, y = a.claim.status, b.claim.status
    if x is y:
        return "same"
    if (x in ahead) == (y in ahead):
        return "told-otherwise"
    return "plan-and-deed"


def time(a: Profile, b: Profile, w: Weights) -> str:
    if a.start is None or b.start is None or a.end is None or b.end is None:
        return _undated(a, b)
    gap = _gap(a.start, a.end, b.start, b.end)
    if gap > 0:
        return _slip(gap, slip_days(a, b, w))
    if a.start == b.start and a.end == b.end:
        return "same-day" if a.start == a.end else "same-span"
    wide = max((a.end - a.start).days, (b.end - b.start).days) > WIDE
    return "overlap-wide" if wide else "overlap"


def _undated(a: Profile, b: Profile) -> str:
    """One or both without days: only the reports' own days can speak for or against. News is fresh; what is pointed
    back to ("the killing of ...") may be of any day before."""
    back = "-back" if a.recalled or b.recalled else ""
    if a.start is None and b.start is None:
        far = _told_gap(a, b)
        if far is None:
            return "none"
        return "none-fresh" if far <= 2 else f"none-near{back}" if far <= 10 else f"none-far{back}"
    dated, bare = (a, b) if a.start else (b, a)
    told = bare.told.end if bare.told else None
    if told is None or dated.start is None or dated.end is None:
        return "one"
    if dated.start > told:
        return "one-after" if bare.claim.status in (Status.HAPPENED, Status.ONGOING) else "one"
    age, back = (told - dated.end).days, "-back" if bare.recalled else ""
    return "one-fresh" if age <= 3 else f"one{back}" if age <= 30 else f"one-old{back}"


def _slip(gap: int, allowed: int) -> str:
    if gap <= allowed:
        return "slip"
    return "apart" if gap <= 4 * allowed + 3 else "far"


def slip_days(a: Profile, b: Profile, w: Weights) -> int:
    """How many days two tellings of one such happening may lie apart; plans slip further than deeds."""
    found = [w.slip_days.get(f"{c.type.value}/{c.mode}", w.slip_days.get(c.type.value, 2)) for c in (a.claim, b.claim)]
    ahead = stance(a, b, w) == "plan-and-deed" or a.claim.status is Status.PLANNED
    return max(found) * (2 if ahead else 1)


def _gap(a0: date, a1: date, b0: date, b1: date) -> int:
    """Days between two stretches of days; 0 when they meet."""
    return max(0, (max(a0, b0) - min(a1, b1)).days)


def _told_gap(a: Profile, b: Profile) -> int | None:
    if not (a.told and b.told and a.told.start and a.told.end and b.told.start and b.told.end):
        return None
    return _gap(a.told.start, a.told.end, b.told.start, b.told.end)


def place(a: Profile, b: Profile, w: Weights) -> str:
    x, y = a.place, b.place
    if x is None or y is None:
        return "one" if x or y else "none"
    return nearness(x, y)


def actor(a: Profile, b: Profile, w: Weights) -> str:
    return likeness(a.actor, b.actor)


def recipient(a: Profile, b: Profile, w: Weights) -> str:
    return likeness(a.recipient, b.recipient)


def counts(a: Profile, b: Profile, w: Weights) -> str:
    """Whether the numbers agree: a count of the same thing of the same people, equal or not."""
    x = {(c.what, _of(c.of)): c.value for c in a.claim.counts}
    y = {(c.what, _of(c.of)): c.value for c in b.claim.counts}
    shared = [k for k in x if k in y]
    if not shared:
        return "none"
    equal = sum(x[k] == y[k] for k in shared)
    if equal:
        return "many" if equal > 1 else "equal"
    return "close" if any(_close(x[k], y[k]) for k in shared) else "differ"


def _of(of: str | None) -> str:
    return fold(of or "").rstrip("s")


def _close(a: float, b: float) -> bool:
    return abs(a - b) <= 0.25 * max(abs(a), abs(b))


def naming(a: Profile, b: Profile, w: Weights) -> str:
    """Names that both evidences hold: the sites, victims and groups a short mention still tells."""
    if not a.names or not b.names:
        return "none"
    share = len(a.names & b.names) / min(len(a.names), len(b.names))
    return "most" if share >= 0.6 else "some" if share >= 0.3 else "few" if share > 0 else "nothing"


def wording(a: Profile, b: Profile, w: Weights) -> str:
    if len(a.sentence) > 30 and len(b.sentence) > 30 and fuzz.ratio(a.sentence, b.sentence) >= 85:
        return "same-sentence" if _one_reading(a, b) else "split-sentence"
    alike = a.trigger and b.trigger and fuzz.ratio(a.trigger[:7], b.trigger[:7]) >= 75
    share = len(a.words & b.words) / max(1, min(len(a.words), len(b.words)))
    if alike:
        return "same-trigger"
    return "alike" if share >= 0.35 else "unlike"


def _one_reading(a: Profile, b: Profile) -> bool:
    """Whether claims on a sentence that copies share read it alike: the coder made two claims of it for a reason."""
    if a.family != b.family:
        return True
    if a.trigger != b.trigger or (a.start and b.start and (a.start, a.end) != (b.start, b.end)):
        return False
    x, y = a.claim.place, b.claim.place
    return x is None or y is None or x.name == y.name or nearness(x, y).startswith("same")


def occasion(a: Profile, b: Profile, w: Weights) -> str:
    """Whether both are told as the first or as one more, as one or as several."""
    if a.series != b.series:
        return "series-one"
    if a.again != b.again:
        return "again-one"
    return "series" if a.series else "again" if a.again else "plain"


def report(a: Profile, b: Profile, w: Weights) -> str:
    if a.claim.report == b.claim.report and a.claim.evidence.trigger == b.claim.evidence.trigger:
        return "same-words"
    if a.claim.report == b.claim.report:
        return "same-report"
    return "copies" if a.family == b.family else "other"


def value(a: Profile, b: Profile, w: Weights) -> str:
    """Whether a figure's numbers agree, for the quantities both give."""
    shared = _quantities(a) & _quantities(b)
    x = {c.value for c in a.claim.counts if c.what in shared}
    y = {c.value for c in b.claim.counts if c.what in shared}
    if x & y:
        return "equal"
    return "close" if any(_close(m, n) for m in x for n in y) else "differ"


def standing(a: Profile, b: Profile, w: Weights) -> str:
    """A strength that stands until changed (troops present), or a tally of one day (cases)?"""
    shared = _quantities(a) & _quantities(b)
    stands = any(q.split(":")[0] in w.standing for q in shared)
    return f"{'standing' if stands else 'tally'}-{_figure_time(a, b)}"


def _figure_time(a: Profile, b: Profile) -> str:
    if a.start is None or b.start is None or a.end is None or b.end is None:
        return "undated"
    gap = _gap(a.start, a.end, b.start, b.end)
    if gap == 0:
        return "same" if a.end == b.end else "overlap"
    return "near" if gap == 1 else "weeks" if gap <= 90 else "far"


def of_whom(a: Profile, b: Profile, w: Weights) -> str:
    """Whose: figures of U.S. troops and of all troops are two figures."""
    x = {_of(c.of) for c in a.claim.counts if c.of}
    y = {_of(c.of) for c in b.claim.counts if c.of}
    if not x and not y:
        return "none"
    if not x or not y:
        return "one"
    return "same" if any(same_name(m, n) for m in x for n in y) else "other"


def _quantities(a: Profile) -> frozenset[str]:
    return frozenset(c.what for c in a.claim.counts)


EVENT_FEATURES: dict[str, Feature] = {
    "kind": kind, "stance": stance, "time": time, "place": place, "actor": actor, "recipient": recipient,
    "counts": counts, "naming": naming, "wording": wording, "occasion": occasion,
    "report": report,
}  # fmt: skip

FIGURE_FEATURES: dict[str, Feature] = {
    "value": value, "standing": standing, "place": place, "of": of_whom, "actor": actor, "naming": naming,
    "wording": wording, "report": report,
}  # fmt: skip

__all__ = ["EVENT_FEATURES", "FIGURE_FEATURES", "Feature", "Nearness", "Place", "comparable", "slip_days"]
