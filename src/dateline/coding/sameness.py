"""Within one report: which mentions tell one and the same event (lead, "the attack", the toll after)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dateline.coding.apart import apart, same_force
from dateline.coding.binding import hangs_on, result_of
from dateline.coding.following import FOLLOWER
from dateline.coding.frames import Found
from dateline.coding.nth import is_nth
from dateline.coding.stance import is_definite
from dateline.coding.sums import merged
from dateline.coding.tense import Stance
from dateline.coding.view import View
from dateline.model import Attribution, Count, EventType, Interval, Party, Place, Status

if TYPE_CHECKING:
    from spacy.tokens import Token

VIOLENT = frozenset({EventType.ASSAULT, EventType.HAZARD})
GENERIC_MODES = frozenset({None, "attack", "killing", "clash", "violence", "strike", "injury"})
LASTING = frozenset(
    {
        "curfew",
        "emergency",
        "martial-law",
        "ceasefire",
        "quarantine",
        "coup",
        "election",
        "earthquake",
        "storm",
        "flood",
        "eruption",
        "outbreak",
        "blockade",
        "strike-labour",
    }
)
FALLING = frozenset({"rocket", "missile", "shelling"})
SETTLED = frozenset({Status.HAPPENED, Status.ONGOING})
KIN = [
    frozenset({"airstrike", "drone", "killing", "bombing", "missile", "strike", "attack"}),
    frozenset({"rocket", "shelling", "missile", "attack", "bombing"}),
    frozenset({"raid", "airstrike", "bombing"}),
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
    implied: list[Count] = field(default_factory=list)  # victims named or pointed to, one each
    told_in: list[int] = field(default_factory=list)  # further sentences that state only a number of it
    hit: list[Count] = field(default_factory=list)  # people who were shot; whether they live is told elsewhere or not
    theme: frozenset[str] = frozenset()  # what it is about, when that is a thing: training, flights, a base

    @property
    def type(self) -> EventType:
        assert self.found.entry.type is not None
        return self.found.entry.type

    claimed: bool = False  # the actor claims it, or is blamed for it
    part: str = ""  # which of several places it is, when one verb tells of several
    outcome: bool = False  # a verb of killing or wounding whose subject is the attack's weapon

    @property
    def consequence(self) -> bool:
        return self.outcome or "consequence" in self.found.entry.flags


def group(view: View, drafts: list[Draft]) -> list[Draft]:
    """Join drafts of one event, in order of appearance; what was joined is noted."""
    kept: list[Draft] = []
    for draft in drafts:
        counted = numbered_event(view, kept, draft)
        if counted is not None:
            counted.more.append(draft.found)
            counted.notes.append(f"{draft.found.entry.id}: numbers it in a row")
            continue
        same = [(a, why) for a in reversed(kept) if (why := same_event(view, a, draft))]
        if same:
            join(*nearest_kind(same, draft))
        else:
            kept.append(draft)
    return causes_joined(kept)


def nearest_kind(same: list[tuple[Draft, str]], draft: Draft) -> tuple[Draft, Draft, str]:
    """The last event that fits; "the handover" points back to one told as a handover before one told as a departure."""
    first, reason = next((s for s in same if s[1] == MEASURE), same[0])
    if reason == "points back" and draft.type is EventType.RETREAT:
        mode = draft.found.entry.mode
        first = next((a for a, why in same if why == reason and a.found.entry.mode == mode), first)
    return first, draft, reason


def numbered_event(view: View, kept: list[Draft], draft: Draft) -> Draft | None:
    """What "it was the third attack this week" numbers: the last event of that kind that has its own day or place."""
    if not is_nth(view, draft.found):
        return None
    fitting = (
        a
        for a in reversed(kept)
        if a.type is draft.type and modes_agree(a, draft) and a.stance.status in SETTLED and close(view, a, draft)
    )
    return next((a for a in fitting if a.own_when or a.own_place), None)


MEASURE = "the same measure"


def causes_joined(drafts: list[Draft]) -> list[Draft]:
    """A toll told before its cause ("12 died when a quake hit"): joined once all words of the cause are known."""
    kept: list[Draft] = []
    for draft in drafts:
        toll = next((a for a in kept if tolls_cause(a, draft)), None)
        if toll is None:
            kept.append(draft)
        else:
            join(toll, draft, "the cause of the toll")
    return kept


def tolls_cause(a: Draft, b: Draft) -> bool:
    """`a` tells only an outcome, and some word of `b`, in the same sentence, is its cause."""
    if not a.consequence or b.consequence or not {a.type, b.type} <= VIOLENT:
        return False
    if (a.stance.status in SETTLED) != (b.stance.status in SETTLED) or clash(a, b):
        return False
    pairs = [(x, y) for x in (a.found, *a.more) for y in (b.found, *b.more) if x.sentence == y.sentence]
    return any(hangs_on(y, x, True) or hangs_on(x, y, True) or names_cause(y) for x, y in pairs)


def names_cause(found: Found) -> bool:
    """ "after the earthquake in Aceh", "in the blast": a noun that a toll of the same sentence is the toll of."""
    if found.pattern.pos != "noun":
        return False
    return any(c.dep_ == "case" and c.lower_ in CAUSAL for c in found.top.children)


CAUSAL = frozenset({"in", "after", "from", "during", "following", "of"})


def same_event(view: View, a: Draft, b: Draft) -> str | None:
    """Why two drafts are one event, or None."""
    outcome = a.consequence or b.consequence or result_of(a.found, b.found)
    natural = any(d.type is EventType.HAZARD and d.found.pattern.pos == "noun" for d in (a, b))
    if natural and FALLING & {a.found.entry.mode, b.found.entry.mode}:
        return None  # "rockets killed two" names its cause, and the storm told before is none
    if a.type is not b.type and not ({a.type, b.type} <= VIOLENT and outcome):
        return None
    if FOLLOWER in b.found.entry.flags and not (a.own_place and a.place and b.place and a.place.name == b.place.name):
        return None  # "Ordan will follow"
    if bound(a, b):
        return "one clause tells the other's outcome"
    if (a.stance.status in SETTLED) != (b.stance.status in SETTLED):
        return None
    if clash(a, b):
        return None
    if a.found.entry.mode == b.found.entry.mode and a.found.entry.mode in LASTING and is_definite(b.found.token):
        return MEASURE
    moves = a.type is EventType.RETREAT and b.found.pattern.pos == "noun" and b.found.args.at("of")
    other_kind = moves and a.found.entry.mode != b.found.entry.mode  # "the departure of its troops" is no handover
    if points_back(view, b) and close(view, a, b) and not other_kind:
        return "points back"
    if same_weapons(view, a, b):
        return "how many there were, and where they fell"
    if leaves_it(view, a, b):
        return LEAVING
    if b.consequence and follows(view, a, b):
        return "the toll of what was told before"
    return shared(a, b)


def bound(a: Draft, b: Draft) -> bool:
    """One is argument or outcome of the other in a sentence: "the strike killed", "died when rockets hit"."""
    told_of = a.consequence or b.consequence or modes_agree(a, b) or result_of(a.found, b.found)
    if not (told_of or same_force(a, b)):
        return False
    outcome = a.consequence or b.consequence or result_of(a.found, b.found)
    for one in (a.found, *a.more):
        if one.sentence != b.found.sentence:
            continue
        if hangs_on(one, b.found, outcome) or hangs_on(b.found, one, outcome):
            return not time_clash(a, b)
    return False


def clash(a: Draft, b: Draft) -> bool:
    """Stated values that cannot be one event's."""
    if not modes_agree(a, b) and not (a.consequence or b.consequence):
        return True
    return (
        (time_clash(a, b) and not is_count_noun(b))
        or place_clash(a, b)
        or party_clash(a.recipient, b.recipient)
        or (party_clash(a.actor, b.actor) and not names_doer(a, b))
    )


def names_doer(a: Draft, b: Draft) -> bool:
    """ "Gunmen shot nine people. The Red Front claimed the attack": no other doer, but their name."""
    claims = b.claimed or "anaphor" in b.found.entry.flags
    return claims and all(p.id is None for p in a.actor)


def is_count_noun(draft: Draft) -> bool:
    """ "The toll rose on Sunday": the day is the count's, not the event's."""
    return draft.consequence and draft.found.pattern.pos == "noun"


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
        assert one.lon is not None
        assert two.lon is not None
        return abs(one.lat - two.lat) > 0.4 or abs(one.lon - two.lon) > 0.4
    return one.precision in fine and two.precision in fine and one.name != two.name


def party_clash(a: list[Party], b: list[Party]) -> bool:
    """Both name parties by their names and none is the other or belongs to it."""
    one, two = identities(a), identities(b)
    if not (one and two) or one & two:
        return False
    return not (any(not p.id for p in (*a, *b)) and words_of(a) & words_of(b))


def words_of(parties: list[Party]) -> set[str]:
    """What names are made of, for a party that is not known by an id: "U.S.-led forces", "the U.S.-led coalition"."""
    return {w for p in parties for w in p.name.lower().split() if w not in COMMON and len(w) > 2}


COMMON = frozenset(
    ["the", "forces", "force", "troops", "army", "military", "police", "government", "group", "officials", "soldiers",
     "gunmen", "people", "security", "ministry", "party", "fighters", "rebels", "men", "protesters", "and", "members"]
)  # fmt: skip


def identities(parties: list[Party]) -> set[str]:
    """What tells a party apart: its id, the state or body before the "/", its parent; a person's name."""
    found: set[str] = set()
    for party in parties:
        if party.id:
            found |= {party.id, party.id.split("/")[0]}
        elif party.name[:1].isupper():
            found.add(party.name.split()[-1].lower())
        if party.parent:
            found.add(party.parent)
    return found


def points_back(view: View, draft: Draft) -> bool:
    """ "the attack", "that strike": a definite noun that says nothing more of its own."""
    token: Token = draft.found.token
    if draft.found.pattern.pos == "verb":
        if "anaphor" in draft.found.entry.flags and any(is_definite(t) for t in draft.found.args.obj[:1]):
            return True  # "claimed the attack"
        return any(is_bare_thing(view, t) for t in draft.found.args.obj[:1]) or told_weapons(view, draft)
    if draft.found.pattern.pos != "noun" or not is_definite(token):
        return False
    new = view.lexicon.words("stance", "new_words")
    for child in token.children:
        if child.lower_ in new or child.dep_ in ("acl:relcl", "acl"):
            return False
        if child.dep_.startswith("nmod") and child.i in view.parties and child.dep_ != "nmod:poss":
            return False
    return True


def told_weapons(view: View, draft: Draft) -> bool:
    """ "The rockets fell late on Monday": those told before."""
    nouns = [*draft.found.args.subj[:1], *draft.found.args.obj[:1]]
    weapons = view.lexicon.classes.get("rocketry", frozenset()) | view.lexicon.classes.get("missile", frozenset())
    mode = draft.found.entry.mode in ("rocket", "missile")
    return mode and any(is_definite(n) and view.lemmas[n.i] in weapons and n.i not in view.quantities for n in nouns)


def same_weapons(view: View, a: Draft, b: Draft) -> bool:
    """ "A volley of rockets killed three", then "18 Katyushas came down after dusk": counted, they are those."""
    if a.found.entry.mode != b.found.entry.mode or not (FALLING & {b.found.entry.mode} and b.found.verbal):
        return False
    counted = any(c.what in ("rockets", "missiles") for c in a.counts)
    falling = [t for t in b.found.args.subj or b.found.args.obj if t.i in view.quantities]
    new = view.lexicon.words("stance", "new_words")
    told_new = any(c.lower_ in new for t in falling for c in t.children)
    return bool(falling) and not (counted or b.own_place or b.actor or told_new) and close(view, a, b, sentences=2)


LEAVING = "those who leave what is handed over"


def leaves_it(view: View, a: Draft, b: Draft) -> bool:
    """ "handed the airfield to the army. Some 500 troops are being moved": told next, of no other place or day."""
    modes = (a.found.entry.mode, b.found.entry.mode) == ("handover", "withdraw")
    told_next = (
        close(view, a, b, sentences=1)
        and view.paragraph_of[b.found.sentence] - view.paragraph_of[a.found.sentence] <= 1
    )
    return modes and told_next and b.found.verbal and not (b.own_place or b.own_when)


def is_bare_thing(view: View, noun: Token) -> bool:
    """ "the base", "the site", "the camp": told before, named by nothing here."""
    if view.lemmas[noun.i] not in view.lexicon.classes.get("base", ()) or noun.i in view.places:
        return False
    dependents = [c.lower_ for c in noun.children if c.dep_ not in ("case", "punct") and not is_aside(c)]
    return dependents in (["the"], ["that"], ["this"])


def is_aside(clause: Token) -> bool:
    """ "the base, which served as a springboard": set off by a comma, it does not tell which base."""
    first = clause.left_edge.i
    return clause.dep_ == "acl:relcl" and first > 0 and clause.doc[first - 1].text == ","


def follows(view: View, a: Draft, b: Draft) -> bool:
    """A toll without a cause of its own in the next sentences after an attack or disaster."""
    if identities(a.actor) & identities(b.recipient) and a.found.entry.mode not in OPEN_TO_ALL:
        return False  # "officers fired tear gas. Eleven policemen were hurt"
    if b.actor and not (identities(a.actor) & identities(b.actor)):
        return False
    if b.found.sentence == a.found.sentence and not a.consequence:
        return False
    if (a.consequence and a.own_when and b.own_when) or apart(view, a, b):
        return False
    return close(view, a, b, sentences=2)


OPEN_TO_ALL = frozenset({"clash", "battle", "riot", "violence", "offensive"})


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
    if (
        a.own_place
        and b.own_place
        and a.place
        and b.place
        and a.place.name == b.place.name
        and a.place.precision in ("site", "city")
    ):
        marks += 1
        words.append("place")
    if a.theme & b.theme and a.found.entry.mode == b.found.entry.mode:
        marks += 2
        words.append("thing")
    if identities(a.recipient) & identities(b.recipient):
        marks += 1
        words.append("recipient")
    if identities(a.actor) & identities(b.actor):
        marks += 1
        words.append("actor")
    same_mode = a.found.entry.mode == b.found.entry.mode
    plans = a.stance.status is Status.PLANNED and b.stance.status is Status.PLANNED and modes_agree(a, b)
    if plans and marks and (words != ["actor"] or not (a.own_place or b.own_place)):
        return "same plan, same " + ", ".join(words)
    if marks >= 2 and (same_mode or marks >= 3 or modes_agree(a, b)):
        return "same " + ", ".join(words)
    return None


def join(kept: Draft, other: Draft, reason: str) -> None:
    """Add one draft's evidence and values to another; a named kind of event beats its mere outcome."""
    kept.more.append(other.found)
    kept.notes.append(f"{other.found.entry.id}: {reason}")
    kept.told_in.extend(other.told_in)
    if (
        (kept.consequence and not other.consequence)
        or (
            kept.found.entry.mode in GENERIC_MODES
            and other.found.entry.mode not in GENERIC_MODES
            and (not other.consequence or other.found.entry.mode == "collapse")  # "a block that collapsed, killing 38"
        )
        or (kept.found.entry.mode, other.found.entry.mode) == ("withdraw", "handover")
    ):  # "left the base and handed it"
        entry = other.found.entry
        kept.notes.append(f"kind of event from {entry.id}")
        kept.found = Found(
            kept.found.token, entry, kept.found.pattern, kept.found.args, kept.found.trigger, kept.found.sentence
        )
    foe = opponents(kept, other)
    kept.actor = with_names(kept, other) or other.actor or foe
    kept.recipient = merge_parties(kept.recipient, other.recipient)
    if other.place and (not kept.place or (other.own_place and not kept.own_place) or names_finer(kept, other)):
        kept.place, kept.own_place = other.place, other.own_place
    if other.when and (not kept.when or (other.own_when and not kept.own_when)):
        kept.when, kept.own_when = other.when, other.own_when
    kept.counts = merged(kept.counts, other.counts)
    kept.hit = merged(kept.hit, other.hit)
    kept.implied.extend(other.implied)
    if reason != LEAVING:
        kept.source = kept.source or other.source


def with_names(kept: Draft, other: Draft) -> list[Party]:
    """The actors of a draft, after the group that another mention of the same attack names ("gunmen"; claimed by)."""
    unnamed = kept.actor and all(p.id is None for p in kept.actor) and kept.type is EventType.ASSAULT
    named = [p for p in other.actor if p.id is not None or other.claimed] if unnamed else []
    return [*named, *(p for p in kept.actor if p.name not in {n.name for n in named})]


def names_finer(kept: Draft, other: Draft) -> bool:
    """ "a base in the west", then "the base at Dorn": a later mention names the town or site within the region told."""
    if not (kept.place and other.place and other.own_place):
        return False
    within = kept.place.country is None or kept.place.country == other.place.country
    return within and kept.place.precision in ("country", "admin1") and other.place.precision in ("city", "site")


def opponents(kept: Draft, other: Draft) -> list[Party]:
    """ "killed in a clash with rebels": those fought with are the other side of the victims."""
    fight = next((d for d in (kept, other) if d.found.entry.mode == "clash" and not d.consequence), None)
    victims = kept if fight is other else other
    if fight is None or not victims.consequence or not victims.recipient:
        return []
    suffering = {p.name for p in victims.recipient}
    return [p for p in fight.recipient if p.name not in suffering]


def merge_parties(a: list[Party], b: list[Party]) -> list[Party]:
    names = {p.name for p in a}
    return [*a, *(p for p in b if p.name not in names)]
