"""What the report says of an event's reality: happened, ongoing, planned, threatened, possible or denied.

Tense, aspect and modals of the event's own clause first; then, going up, every word that governs it ("agreed to",
"failed to", "a plan for", "if"). The words are in data/events/stance.yaml. Cf. FactBank (Saurí and Pustejovsky 2009).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.coding.clauses import VERBAL, args_of, has_to
from dateline.coding.frames import Found
from dateline.coding.view import View
from dateline.model import EventType, Status

if TYPE_CHECKING:
    from spacy.tokens import Token

HOSTILE = frozenset({EventType.ASSAULT, EventType.SANCTION, EventType.COERCE, EventType.MOBILIZE})
MATERIAL = frozenset(
    {
        EventType.ASSAULT,
        EventType.RETREAT,
        EventType.MOBILIZE,
        EventType.AID,
        EventType.PROTEST,
        EventType.COERCE,
        EventType.HAZARD,
        EventType.SANCTION,
        EventType.DECIDE,
        EventType.COOPERATE,
    }
)
NOBODY = frozenset({"no", "nobody", "none", "neither", "nothing", "nor"})
CONDITIONS = frozenset({"if", "unless", "whether", "lest", "should"})


@dataclass(frozen=True, slots=True)
class Stance:
    """A status with the word that decided it; `skip` when nothing is stated to be real or planned at all."""

    status: Status
    reason: str
    skip: bool = False


HAPPENED = Stance(Status.HAPPENED, "")


def stance_of(view: View, found: Found) -> Stance:
    """The status of one event mention."""
    if found.entry.status is not None and not found.verbal:
        base = Stance(found.entry.status, f"entry {found.entry.id}")
    else:
        base = own_clause(view, found)
    if base.skip:
        return base
    if is_question(view, found):
        return Stance(Status.POSSIBLE, "in a question", skip=True)
    stance = climb(view, found, base)
    if found.entry.status is not None and stance.status is Status.HAPPENED:
        stance = Stance(found.entry.status, f"entry {found.entry.id}")
    return stance


def is_question(view: View, found: Found) -> bool:
    text = view.sentences[found.sentence].text.rstrip("\"'”’ )")
    return text.endswith("?")


# ------------------------------------------------------------------------------------------------- the own clause


def own_clause(view: View, found: Found) -> Stance:
    """Tense and mood of the verb; for a noun, of the verb that says it takes place, and its own modifiers."""
    if found.verbal:
        return verb_stance(view, found.token, found)
    modified = modifier_stance(view, found)
    if modified is not None:
        return modified
    light = found.args.light
    if light is not None:
        return verb_stance(view, light, found)
    subject_of = predicate_above(view, found.token)
    if subject_of is not None:
        stance = verb_stance(view, subject_of, found)
        # what is said about a happening ("the strike will anger") is about later, the happening itself is presupposed
        if stance.status in (Status.PLANNED, Status.POSSIBLE) and is_definite(found.token):
            return HAPPENED if stance.status is Status.POSSIBLE else stance
        return HAPPENED if stance.skip and not found.args.negated else stance
    if found.args.negated:
        return Stance(Status.DENIED, "no", skip=True)
    return HAPPENED


def predicate_above(view: View, noun: Token) -> Token | None:
    """The verb or predicate whose subject the noun is."""
    if (
        noun.dep_.startswith("nsubj")
        and noun.head != noun
        and view.lemmas[noun.head.i] in view.lexicon.words("stance", "occur")
    ):
        head: Token = noun.head
        return head
    if noun.dep_.lower() == "root" or noun.dep_ == "ccomp":
        return noun if any(c.dep_ == "cop" for c in noun.children) else None
    return None


def is_definite(noun: Token) -> bool:
    return any(c.dep_ == "det" and c.lower_ in ("the", "this", "that", "these", "those") for c in noun.children) or any(
        c.dep_ == "nmod:poss" for c in noun.children
    )


def modifier_stance(view: View, found: Found) -> Stance | None:
    """ "a planned withdrawal", "the alleged attack", "future talks"."""
    future = view.lexicon.words("stance", "future_words")
    unreal = view.lexicon.words("stance", "unreal_words")
    for child in found.token.children:
        if child.lower_ == "such" and child.dep_ in ("det:predet", "amod", "det"):
            return Stance(Status.POSSIBLE, "such a: in general", skip=True)
        if child.dep_ not in ("amod", "compound", "acl", "advmod"):
            continue
        word = child.lower_
        if word in unreal:
            return Stance(Status.POSSIBLE, word, skip=word not in ("possible", "potential"))
        if word in future:
            return Stance(Status.POSSIBLE if word in ("possible", "potential") else Status.PLANNED, word)
    return None


def verb_stance(view: View, verb: Token, found: Found) -> Stance:
    """Status from auxiliaries, negation and tense of one verb."""
    words = auxiliaries(verb)
    if is_negated(view, verb):
        return negated_stance(words, found)
    if words.keys() & {"would", "'d", "’d"}:
        if words.keys() & {"have"}:
            return Stance(Status.POSSIBLE, "would have", skip=True)
        return Stance(Status.PLANNED, "would")
    if words.keys() & {"will", "'ll", "’ll", "shall", "wo"}:
        return Stance(Status.PLANNED, "will")
    if words.keys() & {"may", "might", "could", "can", "ca"}:
        modal = next(iter(words.keys() & {"may", "might", "could", "can", "ca"}))
        return Stance(Status.POSSIBLE, modal, skip=modal in ("can", "ca") or "have" in words)
    if words.keys() & {"should", "must", "ought"}:
        return Stance(Status.PLANNED, "should", skip=found.entry.type not in MATERIAL)
    if has_to(verb) and is_to(verb):
        return Stance(Status.PLANNED, "is to")
    return tense_stance(verb, words, found)


def auxiliaries(verb: Token) -> dict[str, Token]:
    """The auxiliaries of a verb; a coordinated verb of the same form shares those of the first."""
    words = {c.lower_: c for c in verb.children if c.dep_.startswith("aux") or c.dep_ == "cop"}
    if not words and verb.dep_ == "conj" and verb.head.tag_ == verb.tag_ and verb.tag_ in ("VB", "VBN", "VBG"):
        return auxiliaries(verb.head)
    return words


def is_to(verb: Token) -> bool:
    """ "is to meet", "were to be handed over": a plan told by "be to", no infinitive of a verb above."""
    if verb.dep_ in ("xcomp", "acl", "advcl"):
        return False
    return any(c.lower_ in ("is", "are", "was", "were") and c.dep_ in ("aux", "cop", "aux:pass") for c in verb.children)


def is_negated(view: View, verb: Token) -> bool:
    """The clause is denied: "not", "never", "no" or "nobody" as subject or object, "without"."""
    for child in verb.children:
        if child.lower_ in ("not", "n't", "n’t", "never") and child.dep_ in ("advmod", "neg", "aux", "part"):
            return True
        if child.dep_ == "mark" and child.lower_ == "without":
            return True
        if child.dep_ in ("nsubj", "nsubj:pass", "obj", "nsubj:outer", "cc:preconj") or child.dep_ == "det":
            if child.lower_ in NOBODY:
                return True
            if any(c.dep_ == "det" and c.lower_ in ("no", "neither") for c in child.children):
                return True
    return False


def negated_stance(words: dict[str, Token], found: Found) -> Stance:
    """A negated clause is a denial when someone says it; the climb decides, here it is only marked."""
    return Stance(Status.DENIED, "negated")


def tense_stance(verb: Token, words: dict[str, Token], found: Found) -> Stance:
    """Progressive is ongoing, a lasting state in the perfect too; a bare present of a deed is a habit."""
    durative = "durative" in found.entry.flags
    present = words.keys() & {"is", "are", "'re", "'m", "am", "’re", "’s", "'s"}
    perfect = words.keys() & {"has", "have", "'ve", "’ve"}
    tag = verb.tag_
    if tag == "VBG" and (present or (perfect and "been" in words)):
        return Stance(Status.ONGOING, "progressive")
    if durative and ((present and tag != "VBG") or (perfect and since_clause(verb))):
        return Stance(Status.ONGOING, "a state that lasts")
    if tag in ("VBZ", "VBP") and not words:
        if future_time(verb):
            return Stance(Status.PLANNED, "present tense with a future time")
        if durative:
            return Stance(Status.ONGOING, "a state that lasts")
        if found.entry.type in MATERIAL and found.verbal and "consequence" not in found.entry.flags:
            return Stance(
                Status.ONGOING, "bare present: a habit", skip=verb.dep_ not in ("ROOT", "root", "conj", "ccomp")
            )
    return HAPPENED


def since_clause(verb: Token) -> bool:
    return any(c.lower_ == "since" for t in verb.children for c in (t, *t.children))


def future_time(verb: Token) -> bool:
    words = {c.lower_ for t in verb.children if t.dep_.startswith(("obl", "advmod")) for c in (t, *t.children)}
    return bool(words & {"tomorrow", "next", "soon", "later"})


# -------------------------------------------------------------------------------------------------- going upwards


def climb(view: View, found: Found, stance: Stance) -> Stance:
    """Apply every governor from the event upwards, at most eight steps."""
    token = found.top
    for _ in range(8):
        if marked_conditional(token):
            return Stance(Status.POSSIBLE, "conditional", skip=True)
        head = token.head
        if head == token:
            break
        stance = apply_governor(view, found, token, head, stance)
        if stance.skip:
            return stance
        if token.dep_ in ("parataxis", "advcl", "acl:relcl") and token != found.top:
            break
        token = head
    if stance.status is Status.DENIED and stance.reason == "negated":
        return settle_negation(view, found, stance)
    return stance


def marked_conditional(token: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ in CONDITIONS for c in token.children) and token.dep_.startswith(
        ("advcl", "ccomp", "xcomp", "acl")
    )


def settle_negation(view: View, found: Found, stance: Stance) -> Stance:
    """Somebody's word that it did not happen is a denial; the report's own "did not" only tells a gap."""
    token = found.top
    for _ in range(4):
        if token.dep_ in ("ccomp", "parataxis") and view.lemmas[token.head.i] in view.lexicon.words("speech", "verbs"):
            return Stance(Status.DENIED, f"{token.head.lower_} that not")
        if token.head == token:
            break
        token = token.head
    words = {c.lower_ for c in found.top.children}
    if words & {"will", "would", "wo"}:
        return Stance(Status.DENIED, "will not")
    return Stance(Status.DENIED, "negated", skip=True)


def apply_governor(view: View, found: Found, token: Token, head: Token, stance: Stance) -> Stance:
    """What one governor does to the status of what hangs on it."""
    lemma, dep = view.lemmas[head.i], token.dep_
    infinitive = has_to(token) and not is_to(token)
    told = view.cache.get("decoys", {}).get(head.i)
    if told in ("decoy-anniversary", "decoy-fiction", "decoy-habit"):
        return Stance(Status.POSSIBLE, f"what is told of: {told}", skip=True)
    above = view.cache.get("mentions", {}).get(head.i)
    if above is not None and absorbs(above) and above is not found and is_inside(token, infinitive):
        return Stance(Status.POSSIBLE, f"only the content of {head.lower_}", skip=True)
    if (
        above is not None
        and above is not found
        and found.entry.type is EventType.REQUEST
        and dep in ("advcl", "acl", "xcomp")
    ):
        return Stance(Status.POSSIBLE, f"part of {head.lower_}", skip=True)
    if dep in ("acl", "acl:relcl") and lemma in view.lexicon.classes.get("bill", ()) and token == found.top:
        return Stance(Status.POSSIBLE, f"the content of a {head.lower_}", skip=True)
    if dep == "acl" and token == found.top and found.verbal:
        return participle(view, found, token, head, stance)
    lists = view.lexicon.words
    if dep in ("xcomp", "ccomp", "csubj", "advcl") or (dep == "acl" and infinitive) or dep.startswith("ccomp"):
        return clause_governor(view, found, token, head, stance, infinitive)
    if dep in ("obj", "nsubj:pass") and not found.verbal and token == found.token:
        if lemma in lists("stance", "denied") or lemma in lists("stance", "unrealised"):
            return Stance(Status.DENIED, head.lower_, skip=lemma not in lists("stance", "denied"))
        if lemma in lists("stance", "possible"):
            return Stance(
                Status.POSSIBLE, head.lower_, skip=lemma not in ("consider", "weigh", "mull", "fear", "debate")
            )
        if lemma in ("plan", "expect", "schedule", "propose", "promise", "vow", "pledge", "prepare", "foresee", "set"):
            return Stance(Status.PLANNED, head.lower_)
        if lemma in lists("stance", "absorbing"):
            return Stance(Status.POSSIBLE, f"only the content of {head.lower_}", skip=True)
    if dep in ("nmod", "nmod:of", "obl") and not found.verbal and token == found.token:
        return noun_governor(view, found, token, head, stance)
    return stance


def absorbs(above: Found) -> bool:
    """Speech acts and votes whose content is only wished for, threatened or voted on."""
    if above.entry.type in (
        EventType.REQUEST,
        EventType.THREATEN,
        EventType.REJECT,
        EventType.ACCUSE,
        EventType.SUPPORT,
    ):
        return True
    return above.entry.id in ("decide-vote", "decide-law", "decide-veto")


def is_inside(token: Token, infinitive: bool) -> bool:
    """Whether a token stands in the content of what governs it, not beside it."""
    return token.dep_ in ("xcomp", "ccomp") or (infinitive and token.dep_ in ("advcl", "acl"))


def participle(view: View, found: Found, token: Token, head: Token, stance: Stance) -> Stance:
    """ "troops stationed at", "a base hosting": a participle describing a noun tells no news unless violent."""
    if has_to(token):
        return clause_governor(view, found, token, head, stance, True)
    marks = {c.lower_ for c in token.children if c.dep_ in ("mark", "case")}
    unreal = view.lexicon.words("stance", "possible_nouns") | view.lexicon.words("stance", "planned_nouns")
    if token.tag_ == "VBG" and marks & {"of", "for", "at", "against"} and view.lemmas[head.i] in unreal:
        return Stance(Status.POSSIBLE, f"{head.lower_} of", skip=True)
    violent = found.entry.type in (EventType.ASSAULT, EventType.COERCE, EventType.HAZARD)
    if token.tag_ == "VBN" and (violent or stance.status is not Status.HAPPENED):
        return stance
    if found.args.bare or (
        token.tag_ == "VBN" and found.entry.type not in (EventType.MOBILIZE, EventType.COOPERATE, EventType.AID)
    ):
        return stance
    if violent and "consequence" in found.entry.flags:
        return stance
    if view.cache.get("mentions", {}).get(head.i) is not None and violent:
        return stance
    return Stance(Status.POSSIBLE, "describes a noun", skip=True)


def clause_governor(view: View, found: Found, token: Token, head: Token, stance: Stance, infinitive: bool) -> Stance:
    """A verb, adjective or noun with the event in its clause."""
    lemma, lists = view.lemmas[head.i], view.lexicon.words
    if head.pos_ in VERBAL or head.pos_ in ("ADJ", "ADV"):
        if lemma in lists("stance", "denied"):
            if not found.verbal and found.token.dep_.startswith(("nmod", "obl")):
                return stance
            denied = not stance.skip and stance.status is not Status.DENIED
            return Stance(Status.DENIED, head.lower_, skip=not denied)
        if token.dep_ == "advcl":
            return purpose_clause(view, found, token, head, stance, infinitive)
        if lemma in lists("stance", "unrealised"):
            return Stance(Status.DENIED, head.lower_, skip=True)
        if lemma in lists("stance", "absorbing") and (infinitive or token.dep_ == "ccomp"):
            return Stance(Status.POSSIBLE, f"only the content of {head.lower_}", skip=True)
    if not infinitive or stance.status is Status.DENIED:
        return stance
    return infinitive_governor(view, found, head, stance)


def infinitive_governor(view: View, found: Found, head: Token, stance: Stance) -> Stance:
    """ "agreed to", "is expected to", "tried to", "a plan to"; its own tense and negation count too."""
    lemma, lists = view.lemmas[head.i], view.lexicon.words
    noun = head.pos_ in ("NOUN", "PROPN")
    if is_negated(view, head) and not noun:
        return Stance(Status.DENIED, f"not {head.lower_}", skip=True)
    if noun and (is_negated(view, head) or (head.dep_.startswith(("nsubj", "obj")) and is_negated(view, head.head))):
        return Stance(Status.DENIED, "negated")
    if lemma in lists("stance", "planned_nouns" if noun else "planned"):
        return Stance(Status.PLANNED, head.lower_)
    if lemma in lists("stance", "possible_nouns" if noun else "possible"):
        return Stance(Status.POSSIBLE, head.lower_, skip=lemma not in ("consider", "weigh", "mull", "option", "may"))
    if lemma in lists("stance", "factual") or lemma in ("first", "last", "only"):
        return stance
    return Stance(Status.POSSIBLE, f"infinitive under {head.lower_}", skip=True)


def purpose_clause(view: View, found: Found, token: Token, head: Token, stance: Stance, infinitive: bool) -> Stance:
    """ "flew in to train": an aim is not a deed, but a speech act told as an aim was made ("to demand that")."""
    if infinitive and found.verbal:
        return Stance(Status.POSSIBLE, "an aim", skip=True)
    if token.tag_ == "VBG" and stance is HAPPENED and head.pos_ in VERBAL and not auxiliaries(token):
        return shared_stance(view, found, head, stance)
    return stance


def shared_stance(view: View, found: Found, head: Token, stance: Stance) -> Stance:
    """ "is taking steps by closing", "will leave, handing over": a participle is as real as the clause it hangs on."""
    above = verb_stance(view, head, found)
    if above.status in (Status.ONGOING, Status.PLANNED) and not above.skip:
        return Stance(above.status, f"as {head.lower_}")
    return stance


def noun_governor(view: View, found: Found, token: Token, head: Token, stance: Stance) -> Stance:
    """ "plans for a withdrawal", "calls for talks", "the threat of strikes", "an end to the siege"."""
    lemma = view.lemmas[head.i]
    if head.pos_ in VERBAL:
        if lemma in ("call", "appeal", "press", "push", "ask", "wait", "hope", "prepare", "brace", "vote"):
            case = {c.lower_ for c in token.children if c.dep_ == "case"}
            if case & {"for"}:
                skip = lemma not in ("prepare", "brace")
                return Stance(Status.PLANNED if not skip else Status.POSSIBLE, f"{head.lower_} for", skip=skip)
        return stance
    above = view.cache.get("mentions", {}).get(head.i)
    if (
        above is not None
        and above.entry.mode == "suspend"
        and found.entry.type in (EventType.COOPERATE, EventType.CONSULT)
    ):
        return Stance(Status.POSSIBLE, "what was suspended", skip=True)
    if lemma in ("plan", "preparation", "timetable", "schedule", "intention", "promise", "pledge"):
        return Stance(Status.PLANNED, head.lower_)
    if lemma in (
        "threat",
        "possibility",
        "prospect",
        "risk",
        "fear",
        "hope",
        "chance",
        "option",
        "call",
        "demand",
        "idea",
        "request",
        "talk",
        "warning",
        "type",
        "kind",
        "anniversary",
        "history",
        "film",
        "memory",
    ):
        return Stance(Status.POSSIBLE, f"{head.lower_} of", skip=True)
    return stance


def threatened(found: Found, stance: Stance) -> Stance:
    """A hostile plan told as a vow is a threat."""
    if stance.status is Status.PLANNED and stance.reason in ("vowed", "threatened") and found.entry.type in HOSTILE:
        return Stance(Status.THREATENED, stance.reason)
    return stance


def negated_counts(view: View, found: Found) -> bool:
    """Whether a consequence is stated to be nil: "nobody was hurt", "no one died"."""
    return is_negated(view, found.top) or args_of(view, found.token).negated
