"""Which event a toll is of, when several are told: the report's main event before what is only a part of it.

Reports open with the event and tell its toll later, behind clauses that tell single acts of it ("a battalion had pushed
across the line", "in the deadliest attack in years"). The dead and hurt of a sentence that tells no event of its own
belong to the main event, unless what was told last has a day, a place or parties that cannot be the main event's.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.coding.apart import FINE, own_cause
from dateline.coding.fates import BODILY
from dateline.coding.frames import Found
from dateline.coding.sameness import SETTLED, VIOLENT, Draft, clash, identities, is_count_noun, join
from dateline.coding.sums import merged
from dateline.coding.view import View, first_sentence
from dateline.model import Count

if TYPE_CHECKING:
    from spacy.tokens import Span as DocSpan

ONE_BY_ONE = frozenset({"shooting", "stabbing", "killing", "injury"})
"""Local crime tells its victims singly; `sums.settled` puts them together, and joining here loses some of them."""
MANY = 2
"""One dead or hurt alone, told further down, is as often another story's ("her brother was shot in 2019")."""
FAR = 3
"""Sentences over which a toll still belongs to an event that is not the report's main one."""


def bring_home(view: View, drafts: list[Draft]) -> list[Draft]:
    """The drafts, tolls that stand alone joined with the event they are of, numbers moved to the main event."""
    main = main_event(view, drafts)
    if main is not None and main.found.entry.mode in ONE_BY_ONE:
        main = None
    kept: list[Draft] = []
    for draft in drafts:
        same = next((d for d in kept if is_said_again(d, draft)), None)
        if same is not None:
            draft.place, draft.own_place, draft.when, draft.own_when = None, False, None, False
            join(same, draft, "the same, said to be the worst")
            continue
        bearer = home_of(view, draft, main, kept) if main is not None else None
        if bearer is None:
            kept.append(draft)
        else:
            join(bearer, draft, "the toll of what the report is about")
    for draft in kept:
        if main is not None and draft is not main and is_part(view, main, draft):
            hand_over(draft, main)
    return kept


def is_said_again(told: Draft, draft: Draft) -> bool:
    """ "killed 18 in the deadliest attack since 2019": behind a comma or "in", the superlative is of what was told."""
    noun = draft.found.token
    worst = any(c.tag_ == "JJS" or c.lower_ in ("first", "worst") for c in noun.children)
    if not worst or draft.found.pattern.pos != "noun" or draft.found.sentence != told.found.sentence:
        return False
    after = noun.dep_ == "appos" or any(c.lower_ in ("in", "during") for c in noun.children if c.dep_ == "case")
    return after and is_violent(told) and is_violent(draft) and told.found.token.i < noun.i


def main_event(view: View, drafts: list[Draft]) -> Draft | None:
    """The violent event or disaster of the report's first sentences, if one is told there as having happened."""
    first = first_sentence(view)
    opening = [d for d in drafts if is_violent(d) and not only_toll(d) and first <= d.found.sentence <= first + 1]
    return min(opening, key=lambda d: (d.found.sentence, not tells_toll(d), d.found.token.i), default=None)


def tells_toll(draft: Draft) -> bool:
    """ "overran an outpost and killed four": of two verbs of one sentence the one that has its dead."""
    return any(c.what in BODILY and c.value > 0 for c in draft.counts)


def is_violent(draft: Draft) -> bool:
    return draft.type in VIOLENT and draft.stance.status in SETTLED


def only_toll(draft: Draft) -> bool:
    """Told by its outcome alone: "seven soldiers were killed"."""
    return all(is_toll(f) for f in (draft.found, *draft.more))


def is_toll(found: Found) -> bool:
    return "consequence" in found.entry.flags


def home_of(view: View, draft: Draft, main: Draft, before: list[Draft]) -> Draft | None:
    """The event that a toll told alone is of: the main one, where nothing else was told since that it may be of."""
    if main not in before or not (is_violent(draft) and only_toll(draft)):
        return None
    if next_verb(main.found, draft.found):
        return main
    if draft.own_place and draft.place is not None and draft.place.precision in FINE and draft.own_when:
        return None
    if own_cause(view, draft.found, main) or clash(main, draft):
        return None
    strangers = draft.actor and not is_count_noun(draft) and not identities(draft.actor) & identities(main.actor)
    others = [d for d in before if is_violent(d) and not only_toll(d) and not is_part(view, main, d) and d is not main]
    nearer = any(draft.found.sentence - last_told(d) <= FAR for d in others)
    return None if strangers or nearer or not any(c.value >= MANY for c in draft.counts) else main


def next_verb(first: Found, second: Found) -> bool:
    """ "overran an outpost and killed four": the same doers, in one breath."""
    top = second.top
    return top.dep_ == "conj" and top.head == first.top and not any(c.dep_.startswith("nsubj") for c in top.children)


def last_told(draft: Draft) -> int:
    return max(f.sentence for f in (draft.found, *draft.more))


def is_part(view: View, main: Draft, draft: Draft) -> bool:
    """Whether an event may be a part of the main one: nothing that it states is against it."""
    if draft is main or not is_violent(draft) or clash(main, draft) or draft.found.sentence < main.found.sentence:
        return False
    if draft.found.sentence == main.found.sentence:
        return not (draft.own_when or (draft.own_place and draft.place != main.place))
    if draft.own_when and not (main.own_when and main.when and draft.when and main.when.start == draft.when.start):
        return False
    new = view.lexicon.words("stance", "new_words")
    return not any(c.lower_ in new for c in draft.found.token.children)


def hand_over(part: Draft, main: Draft) -> None:
    """Give the main event the dead and hurt that were told in sentences with nothing of the part but its toll."""
    own = {f.sentence for f in (part.found, *part.more) if not is_toll(f)}
    tolls = [f for f in part.more if is_toll(f) and f.sentence not in own]
    spans = [f.token.sent for f in tolls]
    moved = [n for n, c in enumerate(part.counts) if c.what in BODILY and within(c, spans)]
    if not any(part.counts[n].value >= MANY for n in moved):
        return
    main.counts = merged(main.counts, picked(part.counts, moved))
    part.counts = picked(part.counts, [n for n in range(len(part.counts)) if n not in moved])
    main.told_in.extend(f.sentence for f in tolls)


def picked(counts: list[Count], chosen: list[int]) -> list[Count]:
    """Some of an event's counts; a part keeps its total where that is among them."""
    at = {n: k for k, n in enumerate(chosen)}
    return [
        counts[n] if counts[n].part_of is None else replace(counts[n], part_of=at.get(counts[n].part_of or 0))
        for n in chosen
    ]


def within(count: Count, sentences: list[DocSpan]) -> bool:
    return count.span is not None and any(s.start_char <= count.span.start < s.end_char for s in sentences)
