"""What a person should look at first: doubtful matches, members, values and claims, by what judging them changes.

"Changes" counts the claims that would move to another event and, twice, the lines of state and plans that rest on
them; the order is by changes times the chance that the answer is not what stands now (from the points, as log-odds;
from the coder's confidence), so that a doubt about a handover comes before one about a remark, and what is all but
certain comes last. What was judged is not asked again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import exp
from typing import Literal

from dateline.model import Claim, Conflict, Event, Judgement, LedgerView
from dateline.reconcile.knowledge import weights
from dateline.reconcile.profile import profiles
from dateline.reconcile.score import Scorer
from dateline.views.conflicts import DISPUTES
from dateline.views.known import last_day
from dateline.views.plans import plan_lines
from dateline.views.review import doubtful
from dateline.views.state import state
from dateline.views.wording import sentence_of, value_text

Kind = Literal["match", "member", "value", "claim"]

WEAK = 0.6  # confidence below which a claim that something rests on is asked about
REMOTE = 0.08  # chance below which nobody is asked
FEW = 12  # claims of each side that are compared
LARGE = 60  # claims of one event above which its members are not compared with each other


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to judge. `changes` is how much hangs on it, `effect` says it in words; `answers` pairs a word with
    the `dateline` arguments that record it."""

    kind: Kind
    ask: str
    events: tuple[Event, ...]
    claims: tuple[str, ...]
    why: str
    changes: int
    chance: float  # that the answer is not what stands now
    effect: str
    answers: tuple[tuple[str, tuple[str, ...]], ...]


def questions(view: LedgerView, on: date | None = None) -> list[Question]:
    """Everything doubtful and not yet judged, most consequential first; `on` (default: the last report's day) is the
    day whose state is counted by."""
    weighed = Hanging(view, on)
    linkage = Linkage(view)
    found = [*_matches(view, weighed, linkage), *_members(view, weighed, linkage)]
    found += [*_values(view, weighed), *_claims(view, weighed)]
    return sorted(found, key=lambda q: (-round(q.changes * q.chance, 6), q.kind, q.ask, q.claims))


class Hanging:
    """How many lines of state and plans rest on each claim."""

    def __init__(self, view: LedgerView, on: date | None) -> None:
        day = on or last_day(view)
        self.lines: list[frozenset[str]] = [frozenset(s.claims) for s in state(view, day) if s.attribute != "plan"]
        self.lines += [frozenset((*p.plan.claims, *p.plan.fulfilled_by)) for p in plan_lines(view, day)]
        self._lines_of: dict[str, list[int]] = defaultdict(list)
        for number, line in enumerate(self.lines):
            for claim in line:
                self._lines_of[claim].append(number)

    def lines_on(self, claims: Iterable[str]) -> int:
        """Lines that rest on any of these claims."""
        return len({number for c in claims for number in self._lines_of.get(c, ())})


class Linkage:
    """The chance that two groups of claims are one happening, from the mean of the points between them."""

    def __init__(self, view: LedgerView) -> None:
        told = {r.id: r for r in view.reports}
        self.looks = profiles(view.claims, told, {r.id: r.family or r.id for r in view.reports})
        self._scorer = Scorer(weights())

    def points(self, a: str, b: str) -> int:
        return self._scorer.points(self.looks[a], self.looks[b])

    def why(self, a: str, b: str) -> str:
        return str(self._scorer.score(self.looks[a], self.looks[b]))

    def chance(self, one: Sequence[str], other: Sequence[str]) -> float:
        """0 to 1; of large groups only the first few claims are compared."""
        pairs = [(a, b) for a in one[:FEW] for b in other[:FEW]]
        mean = sum(self.points(a, b) for a, b in pairs) / len(pairs)
        return 1 / (1 + exp((self._scorer.weights.threshold - mean) / 1000))


def _effect(moved: int, lines: int) -> str:
    """ "3 claims would move; 2 lines of state or plans rest on them"."""
    told = f"{moved} claim{'s' if moved != 1 else ''} would move" if moved else "no claim would move"
    return told + (f"; {lines} line{'s' if lines != 1 else ''} of state or plans rest on them" if lines else "")


def _matches(view: LedgerView, weighed: Hanging, linkage: Linkage) -> Iterator[Question]:
    """Two events that may be one."""
    for doubt in doubtful(view, linkage.looks):
        chance = linkage.chance(doubt.one.claims, doubt.other.claims)
        if chance < REMOTE:
            continue
        smaller = min((doubt.one, doubt.other), key=lambda e: (len(e.claims), e.id))
        moved, lines = len(smaller.claims), weighed.lines_on(smaller.claims)
        pair = (doubt.one.id, doubt.other.id)
        yield Question(
            "match",
            "Are these one happening?",
            (doubt.one, doubt.other),
            (*doubt.one.claims, *doubt.other.claims),
            doubt.why,
            moved + 2 * lines,
            chance,
            _effect(moved, lines),
            (("same", ("judge", "same", *pair)), ("not the same", ("judge", "not-same", *pair))),
        )


def _members(view: LedgerView, weighed: Hanging, linkage: Linkage) -> Iterator[Question]:
    """The claim that fits its event least, where it hardly fits."""
    settled = _pairs(view.judgements)
    for event in view.events:
        if not 2 <= len(event.claims) <= LARGE:
            continue
        rest = {a: [b for b in event.claims if b != a] for a in event.claims}
        worst = max(rest, key=lambda a: (1 - linkage.chance([a], rest[a]), a))
        apart = 1 - linkage.chance([worst], rest[worst])
        if apart < REMOTE or any(frozenset((worst, b)) in settled for b in rest[worst]):
            continue
        lines = weighed.lines_on([worst])
        best = max(rest[worst], key=lambda b: (linkage.points(worst, b), b))
        yield Question(
            "member",
            "Does this claim belong to the event?",
            (event,),
            (worst,),
            linkage.why(worst, best),
            1 + 2 * lines,
            apart,
            _effect(1, lines),
            (("yes", ("judge", "same", worst, best)), ("no", ("judge", "split", event.id, worst))),
        )


def _pairs(judgements: Iterable[Judgement]) -> set[frozenset[str]]:
    return {
        frozenset((a, b))
        for j in judgements
        if j.verdict in ("same", "not-same")
        for a in j.subjects
        for b in j.subjects
        if a != b
    }


def _values(view: LedgerView, weighed: Hanging) -> Iterator[Question]:
    """Values that cannot all be true."""
    for event in view.events:
        for conflict in event.conflicts:
            if conflict.kind in DISPUTES:
                yield _value(event, conflict, weighed)


def _value(event: Event, conflict: Conflict, weighed: Hanging) -> Question:
    name = conflict.attribute.removeprefix("counts:").removeprefix("other:")
    lines = weighed.lines_on(event.claims)
    losing = sum(len(s.claims) for s in conflict.values) - max(len(s.claims) for s in conflict.values)
    told = "; ".join(
        f"{value_text(conflict.attribute, s.value)} ({s.reports} report{'s' if s.reports != 1 else ''} of"
        f" {s.origins} origin{'s' if s.origins != 1 else ''})"
        for s in conflict.values
    )
    return Question(
        "value",
        f"Which is right: {name}?",
        (event,),
        tuple(s.claims[0] for s in conflict.values),
        f"{conflict.kind.replace('-', ' ')}: {told}",
        losing + 2 * lines,
        0.5,
        f"{losing} claim{'s' if losing != 1 else ''} would be overruled"
        + (f"; {lines} line{'s' if lines != 1 else ''} of state or plans rest on the event" if lines else ""),
        tuple(
            (value_text(conflict.attribute, s.value), ("judge", "right", s.claims[0], conflict.attribute))
            for s in conflict.values
        ),
    )


def _claims(view: LedgerView, weighed: Hanging) -> Iterator[Question]:
    """Claims that the coder is unsure of, where something rests on them alone."""
    home = {c: e for e in view.events for c in e.claims}
    judged = {s for j in view.judgements if j.verdict in ("accept", "reject") and not j.attribute for s in j.subjects}
    sole = Counter(next(iter(line)) for line in weighed.lines if len(line) == 1)
    for claim in view.claims:
        if claim.confidence < WEAK and sole[claim.id] and claim.id in home and claim.id not in judged:
            yield _claim(claim, home[claim.id], sole)


def _claim(claim: Claim, event: Event, sole: Mapping[str, int]) -> Question:
    lines = sole[claim.id]
    return Question(
        "claim",
        "Does the report say this?",
        (event,),
        (claim.id,),
        f"coded with confidence {claim.confidence:.2f}, by {claim.why}",
        1 + 2 * lines,
        1 - claim.confidence,
        f"{lines} line{'s' if lines != 1 else ''} of state or plans rest{'s' if lines == 1 else ''} on it alone",
        (("yes", ("judge", "accept", claim.id)), ("no", ("judge", "reject", claim.id))),
    )


def asked(question: Question) -> str:
    """The question with its events, as one line: "Are these one happening? 2020-03-11: ... | 2020-03-14: ..."."""
    return f"{question.ask} " + " | ".join(sentence_of(e) for e in question.events)
