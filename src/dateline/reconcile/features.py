"""The features two claims are compared by. Each takes two profiles and answers with a level's name, never a
number."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from rapidfuzz import fuzz

from dateline.model import Kind, Place, Status
from dateline.reconcile.distance import Nearness, nearness
from dateline.reconcile.knowledge import Weights, vocabulary
from dateline.reconcile.names import fold, nameless, same_name
from dateline.reconcile.profile import PARTIES, PLACES, TRIGGERS, Profile, inferred

Feature = Callable[[Profile, Profile, Weights], str]
NEARBY = 45  # characters about a trigger in which stands what it is done to
_LONG = re.compile(r"\b[a-z]{6,}\b")
_TOKEN = re.compile(r"\w+")
CLOSE = ("same-site", "same-city", "near")
ALIKE = ("same-mode", "near-mode", "no-mode", "one-mode")
FEW = 6  # names of a whole report below which it says nothing that another shares few of them
SHARED = ((0.6, "most"), (0.4, "much"), (0.22, "some"), (0.1, "little"))
STEM = 5  # first letters by which a plan's word is found in a sentence that calls it off
LATE = 14  # days by which a copy may be printed after the first
FEW_WORDS, ALL_BUT = 4, 0.8  # long words of a sentence, and the share of them, by which a copy has it
OFTEN = 1  # days that tellings may lie apart of what may happen any day
LEAP = 2.0  # a strength more than so many times another is somebody else's
WIDE = 45  # days: an interval longer than this says little about which happening is meant


def comparable(a: Profile, b: Profile, w: Weights) -> bool:
    """Only claims of one kind, of one type or of types that tellers confuse, can be one event; figures must
    count the same thing."""
    x, y = a.claim, b.claim
    if x.kind is not y.kind:
        return False
    if x.kind is Kind.FIGURE:
        return bool(_quantities(a) & _quantities(b))
    if a.calls_off != b.calls_off:
        return _called_off(a, b)
    return x.type is y.type or (x.type.value, y.type.value) in w.type_pairs


def _called_off(a: Profile, b: Profile) -> bool:
    """Whether one calls off and the other plans: what was called off is told by a word and not by the type."""
    plan = b if a.calls_off else a
    return plan.claim.status is Status.PLANNED


def kind(a: Profile, b: Profile, w: Weights) -> str:
    x, y = a.claim, b.claim
    if a.calls_off != b.calls_off:
        return "calls-off"
    if x.type is not y.type:
        return "near-type"
    if x.mode == y.mode:
        return "same-mode" if x.mode else "no-mode"
    if not x.mode or not y.mode:
        return "one-mode"
    return "near-mode" if (x.mode, y.mode) in w.mode_pairs else "other-mode"


def stance(a: Profile, b: Profile, w: Weights) -> str:
    ahead = {Status.PLANNED, Status.POSSIBLE, Status.THREATENED}
    x, y = a.claim.status, b.claim.status
    if x is y:
        return "same"
    if Status.DENIED in (x, y) and not (a.calls_off or b.calls_off):
        return "denied" if kind(a, b, w) in ALIKE else "denied-other"
    if (x in ahead) == (y in ahead):
        return "told-otherwise"
    return "plan-and-deed"


def time(a: Profile, b: Profile, w: Weights) -> str:
    if not a.first or not b.first:
        return _undated(a, b)
    gap = _gap(a.first, a.last, b.first, b.last)
    if gap > 0:
        return "same-day" if says_one_day(a, b) else _slip(gap, slip_days(a, b, w))
    if a.first == b.first and a.last == b.last:
        return "same-day" if a.first == a.last else "same-span"
    return "overlap-wide" if a.last - a.first > WIDE or b.last - b.first > WIDE else "overlap"


def _undated(a: Profile, b: Profile) -> str:
    """One or both without days: only the reports' own days can speak for or against. News is fresh; what is pointed
    back to ("the killing of ...") may be of any day before."""
    if not a.first and not b.first:
        if not a.heard or not b.heard:
            return "none"
        far, back = abs(a.heard - b.heard), "-back" if a.recalled or b.recalled else ""
        return "none-fresh" if far <= 2 else f"none-near{back}" if far <= 10 else f"none-far{back}"
    dated, bare = (a, b) if a.first else (b, a)
    if not bare.heard:
        return "one"
    if dated.first > bare.heard:
        done = bare.claim.status in (Status.HAPPENED, Status.ONGOING) and not bare.calls_off
        return "one-after" if done else "one"
    age, back = bare.heard - dated.last, "-back" if bare.recalled else ""
    return "one-fresh" if age <= 3 else f"one{back}" if age <= 30 else f"one-old{back}"


def _slip(gap: int, allowed: int) -> str:
    if gap <= allowed:
        return "slip"
    return "apart" if gap <= 4 * allowed + 3 else "far"


def slip_days(a: Profile, b: Profile, w: Weights) -> int:
    """How many days two tellings of one such happening may lie apart; plans slip further than deeds."""
    found = max(_slips(a, w), _slips(b, w))
    ahead = a.claim.status is Status.PLANNED or stance(a, b, w) == "plan-and-deed"
    return found * 2 if ahead else found


def _slips(a: Profile, w: Weights) -> int:
    kind = a.claim.type.value
    return w.slip_days.get(f"{kind}/{a.claim.mode}", w.slip_days.get(kind, 2))


def _gap(a0: int, a1: int, b0: int, b1: int) -> int:
    """Days between two stretches of days; 0 when they meet."""
    return max(0, b0 - a1, a0 - b1)


def place(a: Profile, b: Profile, w: Weights) -> str:
    if a.where < 0 or b.where < 0:
        return "none" if a.where == b.where else "one"
    near = PLACES.compare(a.where, b.where)
    if (a.supposed or b.supposed) and near in ("other-country", "other-site", "apart"):
        return "one"
    return "contains-wide" if near == "contains" and (a.wide or b.wide) else near


def actor(a: Profile, b: Profile, w: Weights) -> str:
    return PARTIES.compare(a.doers, b.doers)


def recipient(a: Profile, b: Profile, w: Weights) -> str:
    return PARTIES.compare(a.others, b.others)


def victim(a: Profile, b: Profile, w: Weights) -> str:
    """Whether a person by name was killed in both: nobody dies twice, whatever days and places are told."""
    likeness = PARTIES.compare(a.dead, b.dead)
    if likeness == "same":
        return "same"
    return "other" if likeness in ("related", "different") and a.alone and b.alone else "none"


def counts(a: Profile, b: Profile, w: Weights) -> str:
    """Whether the numbers agree: a count of the same thing of the same people, equal or not."""
    x, y = a.tallies, b.tallies
    if not x or not y:
        return "none"
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


def _within(a: float, b: float, factor: float) -> bool:
    """Whether the greater is no more than so many times the lesser."""
    return max(abs(a), abs(b)) <= factor * min(abs(a), abs(b))


def naming(a: Profile, b: Profile, w: Weights) -> str:
    """Names that both evidences hold: the sites, victims and groups a short mention still tells."""
    if not a.names or not b.names:
        return "none"
    share = len(a.names & b.names) / min(len(a.names), len(b.names))
    return "most" if share >= 0.6 else "some" if share >= 0.3 else "few" if share > 0 else "nothing"


def context(a: Profile, b: Profile, w: Weights) -> str:
    """How many names the reports as wholes share: the street, the victim, the spokesman that two tellings of one local
    matter have in common whatever sentence each claim stands on."""
    fewer = min(len(a.context), len(b.context))
    if a.family == b.family or fewer < FEW:
        return "none"
    share = len(a.context & b.context) / fewer
    return next((level for bar, level in SHARED if share >= bar), "nothing")


def wording(a: Profile, b: Profile, w: Weights) -> str:
    if a.calls_off != b.calls_off:
        return "names-plan" if _names_plan(a, b) else "other-plan"
    share = len(a.words & b.words) / max(1, min(len(a.words), len(b.words)))
    if a.family == b.family and share > 0.5 and says_one_day(a, b) and not _two_places(a, b):
        return "copied"
    if share > 0.5 and _same_sentence(a.sentence, b.sentence):
        return "same-sentence" if _one_reading(a, b) else "split-sentence"
    if TRIGGERS.compare(a.verb, b.verb) == "same":
        return "same-trigger"
    return "alike" if share >= 0.35 else "unlike"


def _names_plan(a: Profile, b: Profile) -> bool:
    """Whether the sentence that calls something off has the plan's own word: "visit", "talks", "handover"."""
    off, plan = (a, b) if a.calls_off else (b, a)
    own = {w[:STEM] for w in plan.trigger.split() if len(w) > 3}
    return any(w[:STEM] in own for w in off.words)


def _same_sentence(a: str, b: str) -> bool:
    return len(a) > 30 and len(b) > 30 and fuzz.ratio(a, b, score_cutoff=85) >= 85


def says_one_day(a: Profile, b: Profile) -> bool:
    """Whether a copy printed on another day tells the day in the same words: "on Sunday" is still the first one's.

    Of days further apart than a copy is printed late, the same short words tell two happenings."""
    if a.family != b.family or a.claim.report == b.claim.report or a.trigger != b.trigger:
        return False
    if a.first and b.first and abs(a.first - b.first) > LATE:
        return False
    return _dating(a.sentence) == _dating(b.sentence) and (_same_sentence(a.sentence, b.sentence) or _shortened(a, b))


def _shortened(a: Profile, b: Profile) -> bool:
    """Whether one sentence has nearly all words of the other: a name written out, a clause cut."""
    fewer = min(len(a.words), len(b.words))
    return fewer >= FEW_WORDS and len(a.words & b.words) >= ALL_BUT * fewer


def _two_places(a: Profile, b: Profile) -> bool:
    """Whether two claims on one sentence are of two of the places that it names: "al-Qaim and Qayyarah were left"."""
    x, y = a.claim.place, b.claim.place
    if x is None or y is None or x.name == y.name or nearness(x, y).startswith("same"):
        return False
    return all(p.span is not None and _within_sentence(look, p) for look, p in ((a, x), (b, y)))


def _within_sentence(look: Profile, place: Place) -> bool:
    sentence, span = look.claim.evidence.sentence, place.span
    return span is not None and sentence.start <= span.start and span.end <= sentence.end


def _dating(sentence: str) -> list[str]:
    """The words of a sentence that may tell a day: numbers, days and months."""
    return [w for w in map(fold, _TOKEN.findall(sentence)) if w[:1].isdigit() or w in vocabulary().calendar]


def _one_reading(a: Profile, b: Profile) -> bool:
    """Whether claims on a sentence that copies share read it alike: the coder made two claims of it for a reason."""
    if a.family != b.family:
        return True
    if a.trigger != b.trigger and (a.trigger in fold(b.sentence) or b.trigger in fold(a.sentence)):
        return False  # two things that one sentence tells; else an editor put another word
    if a.first and b.first and (a.first, a.last) != (b.first, b.last) and not says_one_day(a, b):
        return False
    x, y = a.claim.place, b.claim.place
    return x is None or y is None or x.name == y.name or nearness(x, y).startswith("same")


def occasion(a: Profile, b: Profile, w: Weights) -> str:
    """Whether both are told as the first or as one more, as one or as several, as one of a row and which."""
    if a.sequel != b.sequel:
        return "sequel-one"
    if a.row and b.row and a.row != b.row:
        return "row-other"
    if a.series != b.series:
        return "series-one"
    if a.again != b.again:
        return "again-one"
    return "series" if a.series else "again" if a.again else "plain"


def bond(a: Profile, b: Profile, w: Weights) -> str:
    """Whether anything particular ties the two: a town or site, a name, a party. Kind and day alone tie nothing where
    such things happen daily."""
    placed = a.where >= 0 and b.where >= 0 and PLACES.compare(a.where, b.where) in CLOSE
    if placed or not a.names.isdisjoint(b.names):
        return "both" if placed and not a.names.isdisjoint(b.names) else "one"
    if "same" in (PARTIES.compare(a.doers, b.doers), PARTIES.compare(a.others, b.others)):
        return "party"
    if a.first and b.first:
        return "none"
    if _things(a) & _things(b):
        return "thing"
    often = a.family != b.family and max(_slips(a, w), _slips(b, w)) <= OFTEN
    return "bare" if often and (_bare(a) or _bare(b)) else "none-undated"


def _bare(a: Profile) -> bool:
    """Whether a claim names neither day, place, party nor anything else that says which happening it speaks of:
    "Other agencies counted 40 dead.". Of what happens often (attacks, accidents) that is no telling of any one."""
    named = (p for p in (*a.actor, *a.recipient) if not nameless(p))
    return not a.first and a.where < 0 and not a.names and not any(named)


def _things(a: Profile) -> frozenset[str]:
    """Long common words about the trigger: "training" in "the halt to training", what it is done to or with."""
    sentence, trigger = a.claim.evidence.sentence, a.claim.evidence.trigger
    low, high = max(sentence.start, trigger.start - NEARBY), min(sentence.end, trigger.end + NEARBY)
    return _long_words(a.text[low : trigger.start] + " " + a.text[trigger.end : high])


@lru_cache(maxsize=65536)
def _long_words(text: str) -> frozenset[str]:
    found = (m.group() for m in _LONG.finditer(text))
    return frozenset(w[:-1] if w.endswith("s") else w for w in found) - vocabulary().plain


def report(a: Profile, b: Profile, w: Weights) -> str:
    if a.claim.report == b.claim.report and a.claim.evidence.trigger == b.claim.evidence.trigger:
        return "same-words"
    if a.claim.report == b.claim.report:
        return "same-report"
    return "copies" if a.family == b.family else "other"


def value(a: Profile, b: Profile, w: Weights) -> str:
    """Whether a figure's numbers agree, for the quantities both give; of two days, whether the later is the higher.
    A strength that stands (troops present) does not double: a leap means that it is somebody else's."""
    shared = _quantities(a) & _quantities(b)
    x = {c.value for c in a.claim.counts if c.what in shared}
    y = {c.value for c in b.claim.counts if c.what in shared}
    if x & y:
        return "equal"
    if figure_sort(a, b, w) == "standing" and not any(_within(m, n, LEAP) for m in x for n in y):
        return "leap"
    if a.last and b.last and a.last != b.last:
        early, late = (x, y) if a.last < b.last else (y, x)
        return "rises" if max(late) >= max(early) else "falls"
    return "close" if any(_close(m, n) for m in x for n in y) else "differ"


def standing(a: Profile, b: Profile, w: Weights) -> str:
    """A strength that stands until changed (troops present), the toll of something (dead, held, displaced), which is
    one however it grows, or a tally of one day (cases)?"""
    return f"{figure_sort(a, b, w)}-{_figure_time(a, b)}"


def figure_sort(a: Profile, b: Profile, w: Weights) -> str:
    """standing, toll or tally. Epidemics are counted day by day: each day's count is a figure of its own."""
    shared = [q.split(":")[0] for q in _quantities(a) & _quantities(b)]
    if any(q in w.standing for q in shared):
        return "standing"
    return "toll" if not a.epidemic and not b.epidemic and any(q in w.tolls for q in shared) else "tally"


def _figure_time(a: Profile, b: Profile) -> str:
    if not a.first or not b.first:
        return "undated"
    if a.family == b.family and a.claim.report != b.claim.report and (_only_printed(a) or _only_printed(b)):
        return "same"
    gap = _gap(a.first, a.last, b.first, b.last)
    if gap == 0:
        return "same" if a.last == b.last else "overlap"
    return "near" if gap == 1 else "month" if gap <= 35 else "weeks" if gap <= 90 else "far"


def _only_printed(a: Profile) -> bool:
    """Whether a figure stands on the day it was printed for want of another: a copy printed a day later counts
    nothing anew."""
    return inferred(a.claim.when)


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
    "victim": victim, "counts": counts, "naming": naming, "context": context, "wording": wording,
    "occasion": occasion, "bond": bond, "report": report,
}  # fmt: skip

FIGURE_FEATURES: dict[str, Feature] = {
    "value": value, "standing": standing, "place": place, "of": of_whom, "actor": actor, "naming": naming,
    "wording": wording, "report": report,
}  # fmt: skip

__all__ = ["EVENT_FEATURES", "FIGURE_FEATURES", "Feature", "Nearness", "Place", "comparable", "slip_days"]
