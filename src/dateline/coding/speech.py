"""Acts of saying: who says something, by which word, and through whom the report has it.

Verbs of speech, "according to", nouns of saying ("the ministry's claim that ..."), quoting at second hand ("the agency
quoted the ministry as saying"). Cf. PolNeAR (Newell et al. 2018) for what counts as an attribution's source and cue.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dateline.coding.clauses import VERBAL, args_of
from dateline.coding.speakers import describe, is_outlet, outlet_name, withheld
from dateline.coding.view import NOMINAL, View, char_span
from dateline.model import Attribution

if TYPE_CHECKING:
    from spacy.tokens import Token

QUOTING = frozenset({"quote", "cite"})
UNNAMED = frozenset({"speak", "ask", "insist", "decline", "request"})  # on condition that the name is kept back


@dataclass(frozen=True, slots=True)
class Speech:
    """One act of saying: its verb (or "according", or a noun), the speaker's words and what became of them."""

    verb: Token
    speaker: Token | None
    source: Attribution


def speeches(view: View) -> dict[int, Speech]:
    """Every act of saying in the report, by the token of its verb; pronouns stand for the speaker before."""
    if "speeches" in view.cache:
        cached: dict[int, Speech] = view.cache["speeches"]
        return cached
    found: dict[int, Speech] = {}
    last: Attribution | None = None
    view.cache["speeches"] = found
    telling = telling_words(view)
    for i, lemma in enumerate(view.lemmas):
        if view.masked[i] or (lemma not in telling and view.lowers[i] != "according"):
            continue
        token = view.doc[i]
        speech = speech_at(view, token, last)
        if speech is not None:
            found[token.i] = speech
            last = replace(speech.source, manner=None)
        elif speaks_unnamed(view, token):
            withhold_before(view, found, token)
    return found


def telling_words(view: View) -> frozenset[str]:
    """The lemmas of all words that may tell an act of saying, or that a name is kept back."""
    lists = (view.lexicon.words("speech", key) for key in ("verbs", "minds", "nouns", "reckonings"))
    return UNNAMED.union(*lists)


def speech_at(view: View, token: Token, last: Attribution | None) -> Speech | None:
    """The act of saying that this token tells, if any."""
    if token.lower_ == "according":
        return according(view, token, last)
    if token.pos_ == "NOUN":
        return noun_of_saying(view, token, last)
    lemma = view.lemmas[token.i]
    if token.tag_ == "VBG" and view.lemmas[token.head.i] in QUOTING:
        return None  # "quoted the ministry as saying": told by "quoted"
    said = lemma in view.lexicon.words("speech", "verbs")
    if token.pos_ not in VERBAL or not (
        said or (lemma in view.lexicon.words("speech", "minds") and has_content(token))
    ):
        return None
    if lemma in QUOTING:
        return second_hand(view, token, last)
    return plain(view, token, lemma, last)


def plain(view: View, token: Token, lemma: str, last: Attribution | None) -> Speech | None:
    """ "X said", "X told the paper", "X said, citing Y": with the outlet it was said to."""
    of_noun = lemma in view.lexicon.words("speech", "noun_object") and bool(args_of(view, token).obj)
    if lemma in view.lexicon.words("speech", "clause_only") and not has_content(token) and not of_noun:
        return None
    args = args_of(view, token)
    if args.passive and lemma == "tell":
        return None
    speakers = [t for t in args.subj if t.pos_ in NOMINAL or t.i in view.parties] or misplaced(view, token)
    if not speakers:
        return None
    source = describe(view, speakers[0], last)
    if source is None:
        return None
    speech = Speech(
        token, speakers[0], withheld_source(view, speakers[0], replace(source, manner=manner_of(view, token)))
    )
    return cited(view, speech, last) or told_to(view, speech)


def misplaced(view: View, verb: Token) -> list[Token]:
    """ "..., the secretary, Ada Musa, said.", "An official, who spoke secretly, said rebels left": a speaker before a
    verb without subject, whom the parser has hung on the verb of what is said."""
    if has_subject(verb):
        return []
    for said in verb.children:
        if not said.dep_.startswith(("ccomp", "parataxis")):
            continue
        subjects = [c for c in said.children if c.dep_.startswith("nsubj") and c.i < verb.i and c.pos_ in NOMINAL]
        if said.i > verb.i and subjects:
            return subjects[:1]
        if said.i < verb.i and subjects and subjects[-1].i > said.i:
            return subjects[-1:]
    return []


def has_subject(verb: Token) -> bool:
    return any(c.dep_.startswith("nsubj") for c in verb.children)


def has_content(verb: Token) -> bool:
    """Whether a verb has a clause or a quotation as what is said."""
    return (
        any(c.dep_ in ("ccomp", "parataxis") or c.dep_.startswith("ccomp") for c in verb.children)
        or verb.dep_ == "parataxis"
    )


def manner_of(view: View, verb: Token) -> str:
    """The word of saying, with the document it was said in: "said in a statement"."""
    documents = view.lexicon.words("speech", "bodies") | view.lexicon.words("speech", "occasions")
    for child in verb.children:
        if not child.dep_.startswith("obl") or view.lemmas[child.i] not in documents:
            continue
        first = next((c for c in child.children if c.dep_ == "case"), None)
        if first is not None and first.lower_ in ("in", "on", "at", "via", "by") and abs(child.i - verb.i) < 8:
            return f"{verb.lower_} {first.lower_} a {child.lower_}"
    return verb.lower_


def withheld_source(view: View, speaker: Token, source: Attribution) -> Attribution:
    """A source whose name the report says it keeps back: unnamed, with the condition."""
    if source.name and not source.anonymous and any(t.ent_type_ == "PERSON" for t in speaker.subtree):
        return source
    words = withheld(view, speaker)
    if words is None:
        return source
    return replace(source, anonymous=True, manner=f"{source.manner or 'said'}, {words}")


def speaks_unnamed(view: View, token: Token) -> bool:
    """ "The officials spoke on condition of anonymity." """
    return view.lemmas[token.i] in UNNAMED and token.pos_ in VERBAL


def withhold_before(view: View, found: dict[int, Speech], verb: Token) -> None:
    """A sentence of its own that keeps the names back: of who spoke in the two sentences before."""
    words = withheld(view, verb)
    subjects = args_of(view, verb).subj
    if words is None or not subjects or subjects[0].ent_type_ == "PERSON":
        return
    here = view.sentence_of[verb.i]
    for i, speech in list(found.items()):
        near = here - 2 <= view.sentence_of[i] < here
        if near and speech.speaker is not None and not any(t.ent_type_ == "PERSON" for t in speech.speaker.subtree):
            manner = f"{speech.source.manner or 'said'}, {words}"
            found[i] = replace(speech, source=replace(speech.source, anonymous=True, manner=manner))


# ------------------------------------------------------------------------------------------------- at second hand


def second_hand(view: View, verb: Token, last: Attribution | None) -> Speech | None:
    """ "The agency quoted the ministry as saying", "was quoted by the agency as saying", "citing officials"."""
    args = args_of(view, verb)
    passive = args.passive or any(c.dep_ == "aux:pass" for c in verb.children)
    people = [t for t in (*args.obj, *args.iobj) if t.pos_ in NOMINAL]
    if not people:
        return None
    source = describe(view, people[0], last)
    if source is None:
        return None
    outlets = [t for t in args.subj if t.pos_ in NOMINAL and t != people[0]]
    if passive and not outlets:
        outlets = [t for t in args.at("in") if is_outlet(view, t)]
    via = outlet_name(view, outlets[0]) if outlets else None
    return Speech(verb, people[0], replace(source, manner=f"{verb.lower_}", via=via))


def cited(view: View, speech: Speech, last: Attribution | None) -> Speech | None:
    """ "state television said, citing a minister": the minister, through the television."""
    for child in speech.verb.children:
        if view.lemmas[child.i] not in QUOTING or child.tag_ != "VBG":
            continue
        people = [t for t in args_of(view, child).obj if t.pos_ in NOMINAL]
        inner = describe(view, people[0], last) if people else None
        if inner is None or not (inner.name and speaks(view, people[0])):
            continue
        via = speech.source.name
        return Speech(speech.verb, people[0], replace(inner, manner=speech.source.manner, via=via))
    return None


def speaks(view: View, token: Token) -> bool:
    """Whether what is cited can speak: a party or a person, and no reason ("citing security concerns")."""
    return bool(view.parties.get(token.i)) or view.lemmas[token.i] in (
        view.lexicon.words("speech", "anonymous")
        | view.lexicon.words("speech", "outlets")
        | view.lexicon.words("speech", "bodies")
    )


def told_to(view: View, speech: Speech) -> Speech:
    """ "told the Daily Post", "said in an interview with state television": the outlet it was said to."""
    args = args_of(view, speech.verb)
    hearers = [*args.iobj, *args.obj, *args.at("to")] if view.lemmas[speech.verb.i] in ("tell", "say", "speak") else []
    for case in ("in", "on", "during", "at", "via"):
        for noun in args.at(case):
            inner = args_of(view, noun)
            if view.lemmas[noun.i] in view.lexicon.words("speech", "occasions"):
                hearers += [
                    *inner.at("with"),
                    *inner.at("on"),
                    *inner.at("to"),
                    *inner.at("by"),
                    *inner.mod,
                    *inner.poss,
                ]
            elif case == "on" and is_outlet(view, noun):
                hearers.append(noun)
    outlet = next((t for t in hearers if is_outlet(view, t) and t != speech.speaker), None)
    if outlet is None:
        return speech
    return replace(speech, source=replace(speech.source, via=outlet_name(view, outlet)))


def according(view: View, token: Token, last: Attribution | None) -> Speech | None:
    """ "according to X": `according` is the case of X (fixed "to"), or governs it, as the parser has it."""
    speaker: Token | None = token.head if token.dep_ == "case" else None
    if speaker is None:
        speaker = next((c for c in token.children if c.dep_.startswith(("obl", "nmod", "obj", "pobj"))), None)
    if speaker is None:
        return None
    source = describe(view, speaker, last)
    if source is None:
        return None
    document = f" a {source.manner}" if source.manner else ""
    told = withheld_source(view, speaker, replace(source, manner=f"according to{document}"))
    return Speech(token, speaker, carried(view, speaker, told, last))


def carried(view: View, speaker: Token, source: Attribution, last: Attribution | None) -> Attribution:
    """ "according to state radio, which cited the mayor", "to officials quoted by the Daily Post"."""
    for child in speaker.children:
        if not child.dep_.startswith("acl") or view.lemmas[child.i] not in (
            *QUOTING,
            "carry",
            "publish",
            "see",
            "obtain",
        ):
            continue
        inner = args_of(view, child)
        agents = [t for t in (*inner.at("by"), *inner.subj) if t != speaker and is_outlet(view, t)]
        if agents:
            return replace(source, via=outlet_name(view, agents[0]))
        people = [t for t in inner.obj if t != speaker]
        quoted = describe(view, people[0], last) if people and view.lemmas[child.i] in QUOTING else None
        if quoted is not None:
            return replace(quoted, manner=source.manner, via=source.name)
    return source


# ------------------------------------------------------------------------------------------------ nouns of saying


def noun_of_saying(view: View, noun: Token, last: Attribution | None) -> Speech | None:
    """ "the ministry's claim that ...", "a statement by the rebels that ...", "reports that ...", "by its count"."""
    if view.lemmas[noun.i] in view.lexicon.words("speech", "reckonings"):
        return reckoning(view, noun, last)
    if view.lemmas[noun.i] not in view.lexicon.words("speech", "nouns") or not has_that(noun):
        return None
    args = args_of(view, noun)
    makers = [*args.poss, *args.at("by"), *args.at("from"), *args.at("of"), *args.mod]
    for maker in makers:
        if maker.pos_ in NOMINAL or maker.i in view.parties:
            source = describe(view, maker, last)
            if source is not None and speaks(view, maker):
                return Speech(noun, maker, replace(source, manner=noun.lower_))
    if args.subj or view.lemmas[noun.i] not in ("report", "rumour", "rumor"):
        return None
    return Speech(noun, None, Attribution(anonymous=True, manner=noun.lower_, span=char_span(noun)))


def reckoning(view: View, noun: Token, last: Attribution | None) -> Speech | None:
    """ "By the group's count", "in the ministry's view"."""
    owners = args_of(view, noun).poss
    by = any(c.dep_ == "case" and c.lower_ in ("by", "in") for c in noun.children)
    if not owners or not by or not noun.dep_.startswith("obl"):
        return None
    source = describe(view, owners[0], last)
    return Speech(noun, owners[0], replace(source, manner=f"by its {noun.lower_}")) if source is not None else None


def has_that(noun: Token) -> bool:
    """Whether a clause with "that" tells what the noun says."""
    return any(
        c.dep_ in ("acl", "ccomp") and any(m.dep_ == "mark" and m.lower_ == "that" for m in c.children)
        for c in noun.children
    )
