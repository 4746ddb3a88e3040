"""Within one report: which mentions tell one and the same event (headline, lead, "the attack", the toll that follows)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dateline.coding.frames import Found
from dateline.coding.stance import Stance, is_definite
from dateline.coding.view import View
from dateline.model import Attribution, Count, EventType, Interval, Party, Place, Status

if TYPE_CHECKING:
    from spacy.tokens import Token

VIOLENT = frozenset({EventType.ASSAULT, EventType.HAZARD})
GENERIC_MODES = frozenset({None, "attack", "killing", "clash", "violence", "strike", "injury"})
SETTLED = frozenset({Status.HAPPENED, Status.ONGOING})
KIN = [
    frozenset({"airstrike", "drone", "killing", "bombing", "missile", "strike", "attack"}),
    frozenset({"rocket", "shelling", "missile", "attack", "bombing"}),
    frozenset({"handover", "withdraw", "evacuate"}),
    frozenset({"vote", "law", "decision", "resolution", "election"}),
    frozenset({"demonstration", "riot", "march", "strike-labour"}),
    frozenset({"shooting", "killing", "clash", "attack", "crackdown"}),
    frozenset({"earthquake", "collapse", "accident"}),
    frozenset({"talks", "meeting", "visit", "summit"}),
    frozenset({"sanctions", "designation"}),
    frozenset({"appointment", "appoint"}),
]


@dataclass(slots=True)
class Draft:
    """A claim in the making: one mention's values, later joined by others of the same event."""

    found: Found
    stance: Stance
    actor: list[Party]
    recipient: list[Party]
    place: Place | None
    own_place: bool
    when: Interval | None
    own_when: bool
    counts: list[Count]
    source: Attribution | None
    more: list[Found] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def type(self) -> EventType:
        assert self.found.entry.type is not None
        return self.found.entry.type

    @property
    def consequence(self) -> bool:
        return "consequence" in self.found.entry.flags


def group(view: View, drafts: list[Draft]) -> list[Draft]:
    """Join drafts of one event, in order of appearance; what was joined is noted."""
    kept: list[Draft] = []
    for draft in drafts:
        for earlier in reversed(kept):
            reason = same_event(view, earlier, draft)
            if reason:
                join(earlier, draft, reason)
                break
        else:
            kept.append(draft)
    return kept


def same_event(view: View, a: Draft, b: Draft) -> str | None:
    """Why two drafts are one event, or None."""
    if a.type is not b.type and not ({a.type, b.type} <= VIOLENT and (a.consequence or b.consequence)):
        return None
    if bound(a, b):
        return "one clause tells the other's outcome"
    if (a.stance.status in SETTLED) != (b.stance.status in SETTLED):
        return None
    if clash(a, b):
        return None
    if points_back(view, b) and close(view, a, b):
        return "points back"
    if b.consequence and close(view, a, b, sentences=2) and not (a.consequence and a.own_when):
        return "the toll of what was told before"
    return shared(a, b)


def bound(a: Draft, b: Draft) -> bool:
    """One is argument or outcome of the other in a sentence: "the strike killed", "died when rockets hit"."""
    if a.found.sentence != b.found.sentence:
        return False
    if not (a.consequence or b.consequence or modes_agree(a, b)):
        return False
    for inner, outer in ((a, b), (b, a)):
        top, target = inner.found.top, outer.found.token
        if top is target or top.head is target or inner.found.token.head is target:
            if top.dep_ in ("conj",) and not (inner.consequence or outer.consequence):
                continue
            return not time_clash(a, b)
        if outer.found.top is top:
            return True
        conj = top
        while conj.dep_ == "conj":
            conj = conj.head
        if conj is not top and (conj.head is target or conj is target) and (inner.consequence or outer.consequence):
            return not time_clash(a, b)
    return False


def clash(a: Draft, b: Draft) -> bool:
    """Stated values that cannot be one event's."""
    if not modes_agree(a, b) and not (a.consequence or b.consequence):
        return True
    return time_clash(a, b) or place_clash(a, b) or party_clash(a.recipient, b.recipient) or party_clash(a.actor, b.actor)


def modes_agree(a: Draft, b: Draft) -> bool:
    one, two = a.found.entry.mode, b.found.entry.mode
    if one == two or one in GENERIC_MODES or two in GENERIC_MODES:
        return True
    return any(one in kin and two in kin for kin in KIN)


def time_clash(a: Draft, b: Draft) -> bool:
    """Both state days and the days do not meet."""
    if not (a.own_when and b.own_when and a.when and b.when):
        return False
    if not (a.when.start and a.when.end and b.when.start and b.when.end):
        return False
    return a.when.end < b.when.start or b.when.end < a.when.start


def place_clash(a: Draft, b: Draft) -> bool:
    """Both state a place finer than a province and the places are not the same."""
    if not (a.own_place and b.own_place and a.place and b.place):
        return False
    one, two = a.place, b.place
    if one.country and two.country and one.country != two.country:
        return True
    fine = {"site", "city"}
    if one.precision in fine and two.precision in fine and one.lat is not None and two.lat is not None:
        assert one.lon is not None and two.lon is not None
        return abs(one.lat - two.lat) > 0.4 or abs(one.lon - two.lon) > 0.4
    return one.precision in fine and two.precision in fine and one.name != two.name


def party_clash(a: list[Party], b: list[Party]) -> bool:
    """Both name known parties and none is the other or belongs to it."""
    one = {p.name for p in a if p.id} | {p.parent for p in a if p.parent} | {p.country for p in a if p.country}
    two = {p.name for p in b if p.id} | {p.parent for p in b if p.parent} | {p.country for p in b if p.country}
    return bool(one and two and not (one & two))


def points_back(view: View, draft: Draft) -> bool:
    """ "the attack", "that strike", "it": a definite noun that adds no new event."""
    token: Token = draft.found.token
    if draft.found.pattern.pos != "noun" or not is_definite(token):
        return False
    new = view.lexicon.words("stance", "new_words")
    return not any(c.lower_ in new for c in token.children)


def close(view: View, a: Draft, b: Draft, sentences: int = 6) -> bool:
    """Whether `a` is told at most so many sentences before `b`."""
    latest = max(f.sentence for f in (a.found, *a.more))
    return 0 <= b.found.sentence - latest <= sentences


def shared(a: Draft, b: Draft) -> str | None:
    """A stated day, place or party that both have, and that fits."""
    marks = 0
    words = []
    if a.own_when and b.own_when and a.when and b.when and a.when.start == b.when.start:
        marks += 1
        words.append("day")
    if a.own_place and b.own_place and a.place and b.place and a.place.name == b.place.name:
        marks += 1
        words.append("place")
    if {p.name for p in a.recipient} & {p.name for p in b.recipient}:
        marks += 1
        words.append("recipient")
    if {p.name for p in a.actor} & {p.name for p in b.actor}:
        marks += 1
        words.append("actor")
    same_mode = a.found.entry.mode == b.found.entry.mode
    if marks >= 2 and (same_mode or marks >= 3 or modes_agree(a, b)):
        return "same " + ", ".join(words)
    return None


def join(kept: Draft, other: Draft, reason: str) -> None:
    """Add one draft's evidence and values to another; a named kind of event beats its mere outcome."""
    kept.more.append(other.found)
    kept.notes.append(f"{other.found.entry.id}: {reason}")
    if (kept.consequence and not other.consequence) or (
        kept.found.entry.mode in GENERIC_MODES and other.found.entry.mode not in GENERIC_MODES and not other.consequence
    ):
        entry = other.found.entry
        kept.notes.append(f"kind of event from {entry.id}")
        kept.found = Found(kept.found.token, entry, kept.found.pattern, kept.found.args, kept.found.trigger, kept.found.sentence)
    kept.actor = kept.actor or other.actor
    kept.recipient = merge_parties(kept.recipient, other.recipient)
    if other.place and (not kept.place or (other.own_place and not kept.own_place)):
        kept.place, kept.own_place = other.place, other.own_place
    if other.when and (not kept.when or (other.own_when and not kept.own_when)):
        kept.when, kept.own_when = other.when, other.own_when
    known = {(c.what, c.value, c.of) for c in kept.counts}
    shift = len(kept.counts)
    for count in other.counts:
        if (count.what, count.value, count.of) not in known:
            kept.counts.append(count if count.part_of is None else moved(count, shift))
    kept.source = kept.source or other.source


def moved(count: Count, by: int) -> Count:
    from dataclasses import replace

    return replace(count, part_of=None if count.part_of is None else count.part_of + by)


def merge_parties(a: list[Party], b: list[Party]) -> list[Party]:
    names = {p.name for p in a}
    return [*a, *(p for p in b if p.name not in names)]
