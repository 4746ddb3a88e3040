"""Sentences that tell of sport, of fiction, or of what is remembered: their battles are no news."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dateline.coding.figurative import harm_in, words_in
from dateline.coding.frames import Found
from dateline.coding.view import View
from dateline.model import EventType

if TYPE_CHECKING:
    from spacy.tokens import Token

SCORE = re.compile(r"(?<![\d–-])\d{1,2}[-–]\d{1,2}(?![\d–-])")
PUBLIC = frozenset({EventType.PROTEST, EventType.AID})  # real in any sentence
LONG = 20  # years after which what is told in passing is history
ENOUGH = 4  # what the words of sport in a sentence must weigh together
WEIGHTS = {"strong": 4, "middle": 2, "weak": 1}
STEPS = 8  # how far up the tree a telling word may stand


# ------------------------------------------------------------------------------------------------------- sport


def sporting(view: View, found: Found) -> str | None:
    """A trigger that sport shares with war and politics, among the words of sport and without those of harm."""
    words = {view.lemmas[t.i] for t in (found.token, *found.args.obj)}
    if not words & view.lexicon.words("genres", "sport_triggers") and found.pattern.pos != "phrase":
        return None
    if found.entry.type in PUBLIC or found.entry.mode == "arrest":
        return None
    if found.entry.type is EventType.HAZARD and words_in(view, found, "blood"):
        return None
    told, strength = sport_words(view, found.sentence, found)
    if told and sport_pages(view):
        strength += 2
    if strength < ENOUGH or harm_in(view, found):
        return None
    return "sport: " + ", ".join(f"“{w}”" for w in told[:3])


def sport_pages(view: View) -> bool:
    """Whether a third of the report's sentences, and at least two, speak of sport: then it is a report of sport."""
    if "sport" not in view.cache:
        told = [sport_words(view, n, None)[1] >= ENOUGH for n in range(len(view.sentences))]
        view.cache["sport"] = sum(told) >= 2 and sum(told) * 3 >= len(told)
    found: bool = view.cache["sport"]
    return found


def sport_words(view: View, sentence: int, found: Found | None) -> tuple[list[str], int]:
    """The words of sport in a sentence and what they weigh; the least of them count only beside the others."""
    own = found.token.i if found is not None else -1
    told: dict[str, int] = {}
    weighed, phrases = sport_told(view, sentence)
    for i, text, weight in weighed:
        if i != own:
            told[text] = max(weight, told.get(text, 0))
    told |= phrases
    firm = sum(n for n in told.values() if n > 1)
    return sorted(told, key=lambda w: -told[w]), firm + sum(n == 1 for n in told.values()) if firm else 0


def sport_told(view: View, sentence: int) -> tuple[list[tuple[int, str, int]], dict[str, int]]:
    """The single words of sport in a sentence, by token, with their weights; and its scores and phrases."""
    key = ("sport", sentence)
    if key not in view.cache:
        weights = [(view.lexicon.words("genres", f"sport_{g}"), n) for g, n in WEIGHTS.items()]
        span = view.sentences[sentence]
        weighed = []
        for i in range(span.start, span.end):
            lemma, low = view.lemmas[i], view.lowers[i]
            weight = next((n for words, n in weights if lemma in words or low in words), 0)
            if weight and not (low == "over" and view.doc[i].pos_ == "ADP"):
                weighed.append((i, view.doc[i].text, weight))
        phrases = {score.group(): 3 for score in SCORE.finditer(span.text)}
        low = span.text.lower()
        view.cache[key] = weighed, phrases | {p: 4 for p in view.lexicon.words("genres", "sport_phrases") if p in low}
    told: tuple[list[tuple[int, str, int]], dict[str, int]] = view.cache[key]
    return told


# ----------------------------------------------------------------------------------------------------- fiction


def fictional(view: View, found: Found) -> str | None:
    """ "in the film a gunman kills", "a novel about a siege", "she plays a spy who is kidnapped", "a mock raid"."""
    for token in found.token.children:
        if token.dep_ in ("amod", "compound") and token.lower_ in view.lexicon.words("genres", "pretended"):
            return f"made up: {token.lower_} {found.token.lower_}"
    if performed(view, found):
        return "fiction: performed"
    people = view.lexicon.words("genres", "fiction_people")
    for token in (*found.args.subj, *found.args.obj):
        played = any(c.dep_ == "acl" and c.lower_ in ("played", "portrayed", "voiced") for c in token.children)
        if played or (view.lemmas[token.i] in people and token.i not in view.parties):
            return f"fiction: told of “{token.text}”"
    return next((r for t in upwards(found.token) for r in [told_in(view, found, t)] if r), None)


def performed(view: View, found: Found) -> bool:
    """ "actors staged an execution"."""
    light = found.args.light
    players = view.lexicon.words("genres", "acting_people")
    return (
        light is not None
        and view.lemmas[light.i] in ("stage", "perform", "rehearse", "enact", "act")
        and any(view.lemmas[t.i] in players for t in found.args.subj)
        and found.entry.type is not EventType.PROTEST
    )


def upwards(token: Token) -> Iterator[Token]:
    """The token and its governors, at most STEPS of them."""
    for _ in range(STEPS):
        yield token
        if token.head == token:
            return
        token = token.head


def told_in(view: View, found: Found, token: Token) -> str | None:
    """Whether this governor, what it stands in or who it is about makes the event a tale."""
    lists = view.lexicon.words
    if token.pos_ in ("VERB", "AUX", "NOUN", "ADJ"):
        for child in token.children:
            if (
                child.dep_.startswith(("obl", "nmod"))
                and is_setting(view, child)
                and not is_message(view, token, child)
            ):
                return f"fiction: in “{child.text}”"
    about = any(c.dep_ == "case" and c.lower_ in ("about", "on") for c in token.children)
    if about and any(c.dep_.startswith("nsubj") and is_tale(view, c) for c in token.children):
        return "fiction: what it is about"
    if token != found.token and is_tale(view, token) and inside_tale(view, found, token):
        return f"fiction: told of in “{token.text}”"
    if token.pos_ == "VERB" and view.lemmas[token.i] in lists("genres", "telling_verbs"):
        teller = [c for c in token.children if c.dep_.startswith("nsubj") and is_tale(view, c)]
        if teller and (token != found.token or not found.args.passive):
            return f"fiction: what “{teller[0].text}” tells"
    playing = token.pos_ in ("NOUN", "PROPN") and view.lemmas[token.head.i] in lists("genres", "acting_verbs")
    return f"fiction: a role, “{token.text}”" if playing and acted(view, token) else None


def is_setting(view: View, noun: Token) -> bool:
    """ "in the film", "in the novel's last chapter", "in the first act": where only tales happen."""
    if not any(c.dep_ in ("case", "mark") and c.lower_ in ("in", "throughout", "during") for c in noun.children):
        return False
    lemma, lists = view.lemmas[noun.i], view.lexicon.words
    inner = {view.lemmas[c.i] for c in noun.children if c.dep_.startswith(("nmod", "compound"))}
    if lemma in (
        "exercise",
        "drill",
        "simulation",
        "scenario",
        "act",
        "series",
        "game",
        "book",
        "play",
        "story",
        "scene",
    ):
        weak = lemma in ("series", "game", "book", "play", "story", "scene", "act")
        return not weak or bool(inner & lists("genres", "fiction")) or ordinal(noun)
    return lemma in lists("genres", "in_fiction")


def is_message(view: View, verb: Token, noun: Token) -> bool:
    """ "claimed the attack in a film", "a film sent to reporters": a film that says or is sent is no tale."""
    lists = view.lexicon.words
    if view.lemmas[noun.i] not in lists("genres", "message_media"):
        return False
    saying = view.lemmas[verb.i] in lists("genres", "message_words")
    return saying or any(
        c.dep_.startswith("acl") and view.lemmas[c.i] in lists("genres", "message_sending") for c in noun.children
    )


def ordinal(noun: Token) -> bool:
    return any(c.lower_ in ("first", "second", "third", "last", "final", "opening", "new") for c in noun.children)


def is_tale(view: View, noun: Token) -> bool:
    return noun.pos_ in ("NOUN", "PROPN") and view.lemmas[noun.i] in view.lexicon.words("genres", "fiction")


def inside_tale(view: View, found: Found, tale: Token) -> bool:
    """Whether the event is what the tale is about: "film about the siege", "in which aliens invaded"; and not
    "the film that was banned", "the director who was arrested"."""
    under = found.top
    while under.head != tale and under.head != under:
        under = under.head
    if under.dep_ == "acl:relcl":
        return any(t.lower_ in ("which", "where", "whose") for t in under.subtree) and tale not in found.args.obj
    cases = {c.lower_ for c in under.children if c.dep_ in ("case", "mark")}
    return bool(cases & {"about", "of", "on", "that", "in"}) and under.dep_.startswith(("nmod", "acl", "ccomp"))


def acted(view: View, noun: Token) -> bool:
    """ "plays a spy who", "starred as a colonel who", "dressed as soldiers"."""
    head = noun.head
    if noun.dep_ == "obj" and view.lemmas[head.i] in ("play", "portray", "voice", "impersonate"):
        return any(c.dep_.startswith("acl") for c in noun.children)
    cases = {c.lower_ for c in noun.children if c.dep_ == "case"}
    return "as" in cases and view.lemmas[head.i] in ("star", "cast", "act")


# ------------------------------------------------------------------------------------------------- remembrance


def remembered(view: View, found: Found) -> str | None:
    """ "the anniversary of the landing", "a museum room about the siege", "a statue of those who died"."""
    about = False
    for above in upwards(found.token):
        keeper = above if above != found.token else None
        if keeper is not None and is_keeper(view, keeper) and not active_in_relative(found, keeper):
            return f"remembered: “{keeper.text}”"
        about = about or any(c.dep_ == "case" and c.lower_ in ("about", "on") for c in above.children)
        told = [c for c in (*above.children, *above.head.children) if c.dep_.startswith("nsubj") and is_keeper(view, c)]
        if about and told:
            return f"remembered: “{told[0].text}”"
        verb = above.head
        marking = above != verb and view.lemmas[verb.i] in view.lexicon.words("genres", "remembering")
        if marking and is_remembered(view, above, verb):
            return f"remembered: {verb.lower_}"
    return capital_name(view, found) or long_ago(found) or old_year(view, found)


def is_keeper(view: View, noun: Token) -> bool:
    """A monument, an anniversary, a museum; "memorial service" too."""
    words = view.lexicon.words("genres", "remembrance")
    if noun.pos_ not in ("NOUN", "PROPN"):
        return False
    return view.lemmas[noun.i] in words or any(
        c.dep_ == "compound" and c.lower_ in ("memorial", "remembrance", "anniversary") for c in noun.children
    )


def is_remembered(view: View, above: Token, verb: Token) -> bool:
    """ "marks the anniversary of", "named after a student who was shot", "mark thirty years since the shelling"."""
    cases = {c.lower_ for c in above.children if c.dep_ in ("case", "mark", "advmod")}
    if view.lemmas[verb.i] in ("name", "rename"):
        return "after" in cases and above.dep_.startswith("obl")
    fits = above.dep_ in ("obj", "nsubj:pass", "ccomp") or (
        above.dep_ in ("obl", "advcl") and bool(cases & {"since", "when", "after"})
    )
    return fits and tells_remembrance(view, verb)


def capital_name(view: View, found: Found) -> str | None:
    """ "the Battle of the Flowers": capitals make it a name, where the sentence is no headline in capitals."""
    token = found.token
    after = view.doc[token.i + 1 : token.i + 4]
    if found.pattern.pos != "noun" or token.pos_ != "PROPN" or not token.text[:1].isupper() or len(after) < 2:
        return None
    sentence = [t for t in view.sentences[found.sentence] if t.is_alpha and len(t) > 3]
    named = after[0].lower_ == "of" and any(t.text[:1].isupper() for t in after[1:])
    if named and sum(t.text[:1].isupper() for t in sentence) * 2 <= len(sentence) + 2:
        return f"a name: “{token.text} {after.text}”"
    return None


def active_in_relative(found: Found, above: Token) -> bool:
    """ "a monument that rebels blew up": the thing itself suffers the event."""
    if any(c.dep_ == "compound" and c.lower_ == "memorial" for c in above.children):
        return False
    return above in found.args.obj or above in found.args.subj


def tells_remembrance(view: View, verb: Token) -> bool:
    """Whether a verb of marking, honouring or recalling has a remembering subject or object."""
    lemma = view.lemmas[verb.i]
    if lemma in ("commemorate", "memorialise", "memorialize", "re-enact", "reenact", "restage", "remember"):
        return True
    words = {
        view.lemmas[t.i] for c in verb.children if c.dep_ in ("nsubj", "obj", "nsubj:pass") for t in (c, *c.children)
    }
    return bool(words & view.lexicon.words("genres", "remembrance")) or bool(
        words & {"year", "decade", "day", "bell", "victim", "fallen", "square", "street"}
    )


def long_ago(found: Found) -> str | None:
    """ "forty years after the coup", "a century ago rebels seized": what is so far off sets a scene."""
    for child in (*found.top.children, *(c for c in found.top.head.children if found.top.dep_.startswith("obl"))):
        if child == found.top:
            continue
        words = {t.lower_ for t in child.subtree}
        if words & {"century", "centuries", "generation", "generations"} and words & {
            "ago",
            "after",
            "since",
            "earlier",
        }:
            return f"long ago: “{child.text}”"
        if words & {"decade", "decades"} and words & {"ago", "earlier"}:
            return f"long ago: “{child.text}”"
    cases = {c.lower_ for c in found.top.children if c.dep_ in ("case", "mark")}
    if cases & {"after", "since"}:
        for child in found.top.children:
            if child.lower_ in ("years", "decades") and (child.lower_ == "decades" or many(child)):
                return f"long ago: “{child.text}”"
    return None


def old_year(view: View, found: Found) -> str | None:
    """ "survivors of the 1952 flood", "where the king was shot in 1934": told in passing, and long past."""
    day = view.report.published.start if view.report.published is not None else None
    top = found.top
    passing = found.pattern.pos == "noun" and found.args.light is None
    if day is None or not (passing or top.dep_ in ("acl", "acl:relcl", "advcl")):
        return None
    for child in top.children:
        if child.text.isdigit() and len(child.text) == 4 and int(child.text) <= day.year - LONG:
            return f"long ago: {child.text}"
    return None


def many(years: Token) -> bool:
    """Ten years or more, in figures or words."""
    numbers = [c.lower_ for c in years.children if c.dep_ == "nummod"]
    return any(
        (n.isdigit() and int(n) >= 10) or n.endswith(("ty", "teen")) or n in ("ten", "eleven", "twelve", "hundred")
        for n in numbers
    )
