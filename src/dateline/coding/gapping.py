"""One verb, several places and days: "took over A on Monday, B on Tuesday and C on Friday", "hit in May and again in
June". Read from the order of the words, since parsers seldom see what is left out (gapping)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.coding.frames import Found
from dateline.coding.view import View, root_token
from dateline.coding.when import compared
from dateline.model import Interval, PlaceMention

if TYPE_CHECKING:
    from spacy.tokens import Token

BREAKS = frozenset({";", ":", "(", ")"})
CLOSE = 8  # words at most between a place and its day


def pairs(view: View, found: Found) -> list[tuple[PlaceMention, Interval]]:
    """Places with a day each, when two or more follow one another and no other verb stands between them."""
    run: list[tuple[PlaceMention, Interval]] = []
    held: PlaceMention | None = None
    since = until = 0
    for token in clause_words(view, found):
        place, day = place_at(view, token), day_at(view, token)
        if place is not None:
            if run and not mere(view, until, token):
                break
            held, since = place, token.i
        elif day is not None and held is not None and token.i - since <= CLOSE:
            run.append((held, day))
            held, until = None, token.i
        elif token.pos_ == "VERB" and token != found.token and run:
            break
    places = {p.place.name for p, _ in run}
    return run if len(run) > 1 and len(places) == len(run) else []


def mere(view: View, after: int, place: Token) -> bool:
    """Whether only small words, and nouns of the place itself, stand between a day and the next place."""
    bases = view.lexicon.classes.get("base", frozenset())
    return all(t.pos_ not in ("NOUN", "VERB") or view.lemmas[t.i] in bases for t in view.doc[after + 1 : place.i])


def clause_words(view: View, found: Found) -> list[Token]:
    """The words of the sentence around the verb that no semicolon or bracket parts from it."""
    sentence = view.sentences[found.sentence]
    cuts = [t.i for t in sentence if t.text in BREAKS]
    first = max((c for c in cuts if c < found.token.i), default=sentence.start - 1) + 1
    last = min((c for c in cuts if c > found.token.i), default=sentence.end)
    return list(view.doc[first:last])


def place_at(view: View, token: Token) -> PlaceMention | None:
    for mention in view.places.get(token.i, ()):
        if mention.role == "name" and mention.place.precision in ("site", "city"):
            return mention
    return None


def day_at(view: View, token: Token) -> Interval | None:
    for mention in view.times.get(token.i, ()):
        if mention.interval is not None and mention.interval.known and mention.kind in ("DATE", "TIME"):
            return mention.interval
    return None


def respective(view: View, found: Found, count: int) -> list[Interval]:
    """ "A and B changed hands on May 3 and 9": as many days as places, told after them all."""
    days: list[Interval] = []
    for mention in view.mentions.times:
        root = root_token(view.doc, mention.span)
        if root is None or view.sentence_of[root.i] != found.sentence or mention.interval is None:
            continue
        inner = mention.interval
        if " and " in mention.span.of(view.report.text) and inner.start and inner.end and inner.start != inner.end:
            days += [Interval(d, d, "day", inner.reason, mention.span) for d in (inner.start, inner.end)]
        elif root.i > found.token.i:
            days.append(inner)
    return days if len(days) == count and len({d.start for d in days}) == count else []


def again(view: View, found: Found) -> list[Interval]:
    """ "was hit on March 11 and again on March 14": the further days."""
    words = clause_words(view, found)
    at = next((t.i for t in words if t.lower_ == "again" and t.i > found.token.i + 1), None)
    if at is None or view.doc[at - 1].lower_ != "and":
        return []
    between = [t for t in words if found.token.i < t.i < at]
    first = [day_at(view, t) for t in between if day_at(view, t)]
    if not first or any(t.pos_ == "VERB" for t in between):
        return []
    behind = (t for t in words if at < t.i <= at + CLOSE + 1)
    return [d for t in behind for d in [day_at(view, t)] if d is not None and not compared(view, t)][:1]
