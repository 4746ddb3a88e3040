"""Sets aside what looks like an event and is none: figures of speech, sport, fiction, remembrance, the merely supposed.

Decoy entries of the lexicon name words; the tests here look at what stands around a word, so that they hold for
sentences nobody listed: an attack needs something that can be attacked, a film that "shows soldiers storming" tells
of no storming, and a sentence with a striker, a derby and a score of 2-1 tells of no shots fired. Every test gives
its reason in words, which `dateline explain` shows among what was passed over. Word lists: data/events/genres.yaml.
"""

from __future__ import annotations

from collections.abc import Callable

from dateline.coding.clauses import args_of
from dateline.coding.figurative import figurative
from dateline.coding.frames import Found
from dateline.coding.genres import fictional, remembered, sporting
from dateline.coding.supposed import supposed
from dateline.coding.unstated import unstated
from dateline.coding.view import View
from dateline.model import PassedOver


def swallowed(view: View, found: Found) -> str | None:
    """ "gave a talk", "had a blast": the fixed noun of a decoy verb tells nothing of its own."""
    phrases = [t for t in found.args.obj if view.cache.get("decoys", {}).get(t.i) == "decoy-set-phrases"]
    if phrases and found.verbal:
        return f"decoy: a set phrase, “{phrases[0].text}”"
    verb = found.token.head
    decoy = view.cache.get("decoys", {}).get(verb.i)
    if decoy is None or found.pattern.pos != "noun":
        return None
    lemma = view.lemmas[found.token.i]
    for entry, pattern in view.lexicon.candidates("verb", view.lemmas[verb.i]):
        fixed = (t for t in pattern.tests if not t.negated and lemma in t.values)
        if entry.id == decoy and any(found.token in args_of(view, verb).at(t.slot) for t in fixed):
            return f"decoy: {entry.gloss}"
    return None


def only_named(view: View, found: Found) -> str | None:
    """ "called the deaths a massacre", "would be treated as a declaration of war": a name given, no second event."""
    noun = found.token
    if found.pattern.pos != "noun" or noun.head == noun:
        return None
    verb, lists = view.lemmas[noun.head.i], view.lexicon.words
    if noun.dep_ == "xcomp" and verb in lists("stance", "naming"):
        return f"only what something is called: “{noun.head.text}”"
    as_noun = any(c.dep_ == "case" and c.lower_ == "as" for c in noun.children)
    if as_noun and noun.dep_ in ("obl", "nmod") and verb in lists("stance", "naming_as"):
        return f"only what something is called: “{noun.head.text} as”"
    return None


def the_dead(view: View, found: Found) -> str | None:
    """ "ten of the dead had been shot": whose death is told elsewhere."""
    token = found.token
    if found.pattern.pos != "adj" or not token.dep_.startswith(("nmod", "obl")):
        return None
    words = {c.lower_ for c in token.children if c.dep_ in ("case", "det")}
    return "told elsewhere: those who died" if {"of", "the"} <= words else None


def in_terms(view: View, found: Found) -> str | None:
    """ "not liable for damage caused by war, riot or strike", "an obituary said he was wounded", "every mutiny since":
    words of business, of lives and of lists name kinds of events, none that happened now."""
    lists = view.lexicon.words
    sentence = view.sentences[found.sentence]
    words = set(view.lemmas[sentence.start : sentence.end])
    life = words & lists("genres", "lives")
    if life:
        return f"a life told: “{min(life)}”"
    if found.pattern.pos != "noun":
        return None
    if any(c.dep_ == "det" and c.lower_ in ("every", "any", "each") for c in found.token.children):
        return "in general: every one of a kind"
    terms = words & lists("genres", "terms")
    bare = not any(c.dep_ in ("det", "nmod:poss", "nummod", "acl", "acl:relcl") for c in found.token.children)
    return f"terms of business: “{min(terms)}”" if terms and bare else None


def killed_by_decoy(view: View, found: Found) -> str | None:
    """ "a heart attack killed the climber": what did it is no attack."""
    decoys = view.cache.get("decoys", {})
    blows = [t for t in found.args.subj if t.i in decoys and view.lemmas[t.i] in ("attack", "strike", "stroke", "shot")]
    return f"decoy: “{blows[0].text}” is none" if found.verbal and blows else None


Test = Callable[[View, Found], str | None]
TESTS: tuple[Test, ...] = (
    swallowed,
    only_named,
    the_dead,
    in_terms,
    killed_by_decoy,
    figurative,
    sporting,
    fictional,
    remembered,
    supposed,
    unstated,
)


def set_aside(view: View, mentions: list[Found], passed: list[PassedOver]) -> list[Found]:
    """The mentions that no test objects to, in their order; the others go to `passed` with the first reason."""
    kept: list[Found] = []
    for found in mentions:
        reason = next((r for r in (test(view, found) for test in TESTS) if r), None)
        if reason is None:
            kept.append(found)
        else:
            passed.append(PassedOver(found.trigger, found.entry.id, reason))
    return kept
