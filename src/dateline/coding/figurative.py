"""Figures of speech: an act of force done to, or by, what can neither be hit nor hit back.

"attacked inflation", "killed the bill", "a flood of letters", "fear stalked the trading floor", "attacked her rival
over his record". The idea is that of selectional preference (Wilks 1975; Shutova 2010 for a survey): a verb of
violence wants a body or a thing; an idea, a price or a feeling in its place is a figure of speech.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.coding.clauses import args_of
from dateline.coding.frames import Found
from dateline.coding.view import View, coordinated
from dateline.model import EventType

if TYPE_CHECKING:
    from spacy.tokens import Token

OF = ("of", "on", "against")
KILLING = frozenset({"kill", "murder", "slaughter", "massacre", "strangle", "execute"})
TOPICS = ("over", "about", "for", "with")


def figurative(view: View, found: Found) -> str | None:
    """Why a mention is a figure of speech, or None."""
    carried = carried_figure(view, found)
    if carried or not is_force(view, found):
        return carried
    measured = measure_of(view, found) or by_a_firm(view, found) or with_decoy(view, found)
    if measured:
        return measured
    done = done_to(found)
    if found.pattern.pos == "noun":
        return noun_figure(view, found) or fight_of_words(view, found)
    fights = view.lemmas[found.token.i] in view.lexicon.words("genres", "fighting_verbs")
    abstract = [t for t in done if is_abstract(view, t) or (fights and is_fought(view, t))]
    if abstract and len(abstract) == len(done):
        return f"a figure of speech: done to “{abstract[0].text}”"
    thrown = [t for t in found.args.at("into") if found.verbal and is_abstract(view, t)]
    if thrown and not abstract:
        return f"a figure of speech: into “{thrown[0].text}”"
    lifeless = [t for t in done if view.lemmas[t.i] in view.lexicon.words("genres", "lifeless")]
    if lifeless and len(lifeless) == len(done) and view.lemmas[found.token.i] in KILLING:
        return f"a figure of speech: {found.token.lower_} “{lifeless[0].text}”"
    trifle = [t for t in done if view.lemmas[t.i] in view.lexicon.words("genres", "trifles") and not t.ent_type_]
    if trifle and len(trifle) == len(done) and not harm_in(view, found):
        return f"a figure of speech: done to “{trifle[0].text}”"
    doers = [c for t in found.args.subj for c in coordinated(t)]
    for group, word in (("animals", "an animal, “{}”"), ("harmless_people", "“{}”, nobody armed")):
        harmless = [t for t in doers if view.lemmas[t.i] in view.lexicon.words("genres", group)]
        if harmless and not found.args.passive and not harm_in(view, found):
            return "no act of force: done by " + word.format(harmless[0].text)
    unbodied = [t for t in doers if is_abstract(view, t)]
    if unbodied and len(unbodied) == len(doers):
        return f"a figure of speech: done by “{unbodied[0].text}”"
    return fight_of_words(view, found)


def carried_figure(view: View, found: Found) -> str | None:
    """ "launched an attack on inflation", "ended a siege of paperwork": the verb only carries the noun."""
    if found.pattern.pos != "verb":
        return None
    nouns = view.lexicon.words("genres", "force_nouns")
    for token in found.args.at("in"):
        quarrel = view.lemmas[token.i] in view.lexicon.words("genres", "quarrels")
        mods = [m for m in args_of(view, token).mod if m.lower_ in view.lexicon.words("genres", "figurative_mods")]
        if quarrel and mods:
            return f"a figure of speech: in a {mods[0].lower_} {token.lower_}"
    for noun in (t for t in found.args.obj if view.lemmas[t.i] in nouns):
        for place in ("on", "against", "at"):
            aimed = [t for t in found.args.at(place) if is_abstract(view, t)]
            if aimed:
                return f"a figure of speech: {noun.lower_} {place} “{aimed[0].text}”"
        for child in noun.children:
            cases = {c.lower_ for c in child.children if c.dep_ == "case"} & {"on", "of", "against", "at"}
            if child.dep_.startswith("nmod") and cases and is_abstract(view, child):
                return f"a figure of speech: {noun.lower_} {min(cases)} “{child.text}”"
    return None


def is_force(view: View, found: Found) -> bool:
    """Whether the entry tells force or disaster; only that is used in figures of speech so freely."""
    kind, mode = found.entry.type, found.entry.mode
    lists = view.lexicon.words
    return kind is not None and (
        kind.value in lists("genres", "figurative_types") or (mode or "") in lists("genres", "figurative_modes")
    )


def measure_of(view: View, found: Found) -> str | None:
    """ "a flood of donations", "hit by a wave of withdrawals", "an earthquake in bond prices": no disaster."""
    if found.entry.type is not EventType.HAZARD:
        return None
    lists = view.lexicon.words
    for token in (found.token, *found.args.subj):
        if view.lemmas[token.i] not in lists("genres", "measures") and token != found.token:
            continue
        for child in (c for c in token.children if c.dep_.startswith("nmod") and c.i not in view.places):
            cases = {k.lower_ for k in child.children if k.dep_ == "case"}
            counted = (
                view.lemmas[token.i] in lists("genres", "measures") and "of" in cases and found.entry.mode != "outbreak"
            )
            literal = lists("genres", "stuff") | lists("stance", "measures_of_force")
            plain = view.lemmas[child.i] in literal or child.i in view.times or measured(child)
            if counted and not plain and not is_fought(view, child):
                return f"a figure of speech: {token.lower_} of “{child.text}”"
            if "in" in cases and is_abstract(view, child):
                return f"a figure of speech: {token.lower_} in “{child.text}”"
    return None


def measured(noun: Token) -> bool:
    """ "waves of two metres": what a number counts is a size."""
    return any(c.dep_ == "nummod" for c in noun.children)


def by_a_firm(view: View, found: Found) -> str | None:
    """ "the carmaker launched an offensive against its rivals": firms attack with prices."""
    if found.entry.type is not EventType.ASSAULT or words_in(view, found, "blood"):
        return None
    firms = view.lexicon.words("genres", "firms")
    doers = found.args.at("by") if found.args.passive else list(found.args.subj)
    if not found.verbal:  # "the brewer fired its opening salvo in the battle for Veltland"
        root = view.sentences[found.sentence].root
        doers = [*doers, *(c for c in root.children if c.dep_ == "nsubj")]
    told = [t for t in doers if view.lemmas[t.i] in firms]
    return f"no act of force: done by “{told[0].text}”" if told else None


def with_decoy(view: View, found: Found) -> str | None:
    """ "a political earthquake shook the capital": what is said of a decoy is a figure of speech too."""
    decoys = view.cache.get("decoys", {})
    near = [t for t in (*found.args.subj, *found.args.obj) if decoys.get(t.i) in ("decoy-nouns", "decoy-set-phrases")]
    if not near or found.pattern.pos == "noun" or words_in(view, found, "blood"):
        return None
    return f"a figure of speech: “{near[0].text}” is one"


def done_to(found: Found) -> list[Token]:
    return [c for t in found.args.obj for c in coordinated(t)]


def is_abstract(view: View, token: Token) -> bool:
    """An idea, a price, a feeling: on the list, and no name of a party or place."""
    if token.i in view.parties or token.i in view.places:
        return False
    if token.pos_ != "NOUN" and not (token.pos_ == "PROPN" and token.is_sent_start and not token.ent_type_):
        return False
    if view.lemmas[token.i] in view.lexicon.words("genres", "measures"):
        meant = [c for c in token.children if c.dep_.startswith("nmod") and any(k.lower_ == "of" for k in c.children)]
        return any(is_abstract(view, c) for c in meant)
    return view.lemmas[token.i] in view.lexicon.words("genres", "abstract") or token.lower_.endswith(("ism", "ness"))


def is_fought(view: View, token: Token) -> bool:
    return view.lemmas[token.i] in view.lexicon.words("genres", "fought")


def noun_figure(view: View, found: Found) -> str | None:
    """ "an attack on inflation", "a flood of letters", "a legal battle", "the shares suffered an assault"."""
    for inner in (c for t in found.args.at("of") if view.lemmas[t.i] in ("war", "attack") for c in t.children):
        if inner.dep_.startswith("nmod") and is_abstract(view, inner):
            return f"a figure of speech: war on “{inner.text}”"
    bloodless = view.lemmas[found.token.i] in view.lexicon.words("genres", "bloodless")
    if bloodless and not words_in(view, found, "blood") and not found.args.at("of"):
        return f"a figure of speech: {found.token.lower_}, and nobody hurt"
    copular = any(c.dep_ == "cop" for c in found.token.children)
    for place in (*OF, "for") if copular else OF:
        for token in (c for t in found.args.at(place) for c in coordinated(t)):
            if token.head != found.token and not (place in ("on", "of") and found.args.light is not None):
                continue
            if is_abstract(view, token) or (place in ("on", "against", "with") and is_fought(view, token)):
                return f"a figure of speech: {found.token.lower_} {place} “{token.text}”"
    for token in found.args.mod:
        if token.lower_ in view.lexicon.words("genres", "figurative_mods"):
            return f"a figure of speech: {token.lower_} {found.token.lower_}"
    head = found.token.head
    if found.token.dep_ in ("obj", "nsubj:pass") and view.lemmas[head.i] in view.lexicon.words("stance", "undergo"):
        bearer = [t for t in args_of(view, head).subj if is_abstract(view, t)]
        if bearer:
            return f"a figure of speech: of “{bearer[0].text}”"
    return None


def fight_of_words(view: View, found: Found) -> str | None:
    """ "attacked the governor over her record", "came under fire from shareholders", "critics savaged"."""
    lists = view.lexicon.words
    verb = view.lemmas[found.top.i]
    if verb not in lists("genres", "wordy_verbs") and found.pattern.pos != "noun":
        return (
            told_by(view, found)
            if verb
            in (
                "gun",
                "shoot",
                "crucify",
                "butcher",
                "maul",
                "knife",
                "stab",
                "slaughter",
                "murder",
                "massacre",
                "kill",
                "execute",
                "open",
            )
            else None
        )
    if words_in(view, found, "blood"):
        return None
    for place in TOPICS:
        for token in found.args.at(place):
            if view.lemmas[token.i] in lists("genres", "wordy_topics"):
                return f"a fight with words: {place} “{token.text}”"
    for place in ("in", "during", "on"):
        for token in found.args.at(place):
            if view.lemmas[token.i] in lists("genres", "wordy_settings"):
                return f"a fight with words: {place} “{token.text}”"
    return told_by(view, found) or bombarded(view, found)


def told_by(view: View, found: Found) -> str | None:
    """By critics, shareholders, columnists: people who attack with words."""
    people = view.lexicon.words("genres", "wordy_subjects") | view.lexicon.words("genres", "harmless_people")
    if words_in(view, found, "blood"):
        return None
    fillers = [*found.args.subj, *found.args.at("from"), *found.args.at("by")]
    told = [t for t in fillers if view.lemmas[t.i] in people]
    bare = not found.verbal and not found.args.at("with") and not found.args.at("under")
    return f"a fight with words: by “{told[0].text}”" if told and not (bare and found.token.dep_ == "nsubj") else None


def bombarded(view: View, found: Found) -> str | None:
    """ "bombarded passengers with special offers": what it was done with is no weapon."""
    if view.lemmas[found.top.i] != "bombard":
        return None
    arms = ("weapon", "rocketry", "missile", "aircraft")
    with_ = found.args.at("with")
    harmless = [
        t
        for t in with_
        if view.lemmas[t.i] not in view.lexicon.words("genres", "weapons_in_hand")
        and not any(view.lemmas[t.i] in view.lexicon.classes.get(c, ()) for c in arms)
    ]
    return f"a figure of speech: with “{harmless[0].text}”" if harmless else None


def harm_in(view: View, found: Found) -> bool:
    """Whether the sentence has a word that only real harm, or public business, brings along."""
    return words_in(view, found, "real_harm")


def words_in(view: View, found: Found, group: str) -> bool:
    """Whether another word of the mention's sentence is on a list."""
    words = view.lexicon.words("genres", group)
    return any(view.lemmas[t.i] in words for t in view.sentences[found.sentence] if t != found.token)
