"""What the words above an event make of it: "agreed to", "failed to", "a plan for", "if", "denied that"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.coding.clauses import VERBAL, has_to
from dateline.coding.frames import Found
from dateline.coding.tense import HAPPENED, Stance, auxiliaries, is_negated, is_to, reported, verb_stance
from dateline.coding.view import View
from dateline.model import EventType, Status

if TYPE_CHECKING:
    from spacy.tokens import Token


ABOUT = frozenset({"on", "about", "over", "toward", "towards", "for"})
MILD = frozenset({EventType.SUPPORT, EventType.AGREE, EventType.COOPERATE, EventType.CONSULT, EventType.AID})
DUE = frozenset({"due", "expect", "schedule", "set", "slate", "likely", "ready", "poise"})
ASKED = frozenset({"of", "for", "to", "about"})  # "warned of attacks", "invited them to talks"
CONDITIONS = frozenset({"if", "unless", "whether", "lest", "should"})


def climb(view: View, found: Found, stance: Stance) -> Stance:
    """Apply every governor from the event upwards, at most eight steps."""
    token = found.top
    for _ in range(8):
        if marked_conditional(token):
            return Stance(Status.POSSIBLE, "conditional", skip=True)
        head = token.head
        if head == token or presupposed(token):
            break
        stance = apply_governor(view, found, token, head, stance)
        if stance.skip:
            return stance
        if token.dep_ in ("parataxis", "advcl", "acl:relcl") and token != found.top:
            break
        token = head
    if stance.status is Status.DENIED and stance.reason == "negated":
        if describes(found.top):
            return Stance(Status.DENIED, "negated, to say which is meant", skip=True)
        return settle_negation(view, found, stance)
    return stance


def describes(clause: Token) -> bool:
    """ "rockets that had not been fired", "an official who was not allowed to speak": says which, denies nothing."""
    while clause.dep_ == "conj":
        clause = clause.head
    return clause.dep_ in ("acl:relcl", "acl")


def presupposed(token: Token) -> bool:
    """ "voted to leave two days after rebels had shelled": what a clause of time tells of the past is so, whatever
    hangs above it."""
    marks = {c.lower_ for c in token.children if c.dep_ == "mark"}
    past = token.tag_ in ("VBD", "VBN") and not any(c.tag_ in ("MD", "VBP", "VBZ") for c in token.children)
    return past and bool(marks & {"after", "before", "since", "when"}) and token.dep_ in ("advcl", "acl", "parataxis")


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
    denial = lemma in view.lexicon.words("stance", "denied") and not infinitive
    if above is not None and absorbs(above) and above is not found and is_inside(token, infinitive) and not denial:
        return Stance(Status.POSSIBLE, f"only the content of {head.lower_}", skip=True)
    refused = above is not None and above is not found and above.entry.type is EventType.REJECT
    if refused and not found.verbal and dep in ("obj", "nsubj:pass") and found.entry.type in MILD:
        return Stance(Status.POSSIBLE, f"what was refused: {head.lower_}", skip=True)  # "turned down a loan"
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
    if (
        dep in ("obj", "nsubj:pass")
        and lemma in lists("stance", "denied")
        and view.lemmas[token.i] in lists("speech", "nouns")
    ):
        return Stance(Status.DENIED, f"{head.lower_} {token.lower_} that", skip=stance.skip)
    if (
        lemma == "due"
        and not found.verbal
        and token == found.token
        and dep in ("obl", "nmod", "xcomp", "advcl", "ccomp")
    ):
        return Stance(Status.PLANNED, "due to")
    if above is not None and above is not found and (asked_for(found, above, token) or accused_of(above, found, token)):
        return Stance(Status.POSSIBLE, f"only the content of {head.lower_}", skip=True)
    if dep in ("nmod", "nmod:of", "obl") and not found.verbal and token == found.token:
        return noun_governor(view, found, token, head, stance)
    return stance


def asked_for(found: Found, above: Found, token: Token) -> bool:
    """ "warned of fresh attacks", "invited both sides to talks": what a threat or request names is not there yet."""
    if found.verbal or token != found.token or token.dep_ not in ("obl", "nmod"):
        return False
    case = {c.lower_ for c in token.children if c.dep_ == "case"}
    asking = above.entry.type in (EventType.REQUEST, EventType.THREATEN)
    return asking and bool(case & ASKED) and not is_pointed(token)


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


def accused_of(above: Found, found: Found, token: Token) -> bool:
    """ "accused of backing gangs": a deed of words or help that one is only accused of."""
    marked = any(c.dep_ in ("mark", "case") and c.lower_ in ("of", "for") for c in token.children)
    return above.entry.type is EventType.ACCUSE and found.entry.type in MILD and token.tag_ == "VBG" and marked


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
    if found.entry.type is EventType.ACCUSE and token.tag_ == "VBN" and not found.args.subj:
        return Stance(Status.POSSIBLE, "describes a noun", skip=True)  # "a politician accused of fraud"
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
    bound = due_before(view, token, head) if infinitive else None
    if bound is not None:
        return infinitive_governor(view, found, bound, stance)
    if head.pos_ in VERBAL or head.pos_ in ("ADJ", "ADV"):
        if lemma in lists("stance", "denied"):
            if not found.verbal and found.token.dep_.startswith(("nmod", "obl")):
                return stance
            denied = not stance.skip and stance.status is not Status.DENIED
            return Stance(Status.DENIED, head.lower_, skip=not denied)
        if lemma in lists("stance", "planned") and infinitive and head.pos_ in ("ADJ", "ADV"):
            return infinitive_governor(view, found, head, stance)  # "is due to leave", "is set to"
        if token.dep_ == "advcl":
            return purpose_clause(view, found, token, head, stance, infinitive)
        if lemma in lists("stance", "unrealised"):
            return Stance(Status.DENIED, head.lower_, skip=True)
        if lemma in lists("stance", "absorbing") and (infinitive or token.dep_ == "ccomp"):
            return Stance(Status.POSSIBLE, f"only the content of {head.lower_}", skip=True)
    meant = lists("stance", "planned") | lists("stance", "possible")
    if gerund(token) and not stance.skip and stance.status is not Status.DENIED and lemma in meant:
        return infinitive_governor(view, found, head, stance)  # "is considering withdrawing"
    if not infinitive or stance.status is Status.DENIED:
        return stance
    return infinitive_governor(view, found, head, stance)


def due_before(view: View, token: Token, head: Token) -> Token | None:
    """ "is due to vote ..., diplomats said": the word right before "to", when a parser hangs the verb higher up."""
    to = next((c for c in token.children if c.dep_ == "mark" and c.lower_ == "to"), None)
    word: Token | None = view.doc[to.i - 1] if to is not None and to.i > 0 else None
    if word is None or word == head or word.pos_ not in ("ADJ", "VERB") or view.lemmas[head.i] in DUE:
        return None
    return word if view.lemmas[word.i] in DUE else None


def gerund(token: Token) -> bool:
    return token.tag_ == "VBG" and token.dep_ in ("xcomp", "ccomp") and not auxiliaries(token)


def infinitive_governor(view: View, found: Found, head: Token, stance: Stance) -> Stance:
    """ "agreed to", "is expected to", "tried to", "a plan to"; its own tense and negation count too."""
    lemma, lists = view.lemmas[head.i], view.lexicon.words
    noun = head.pos_ in ("NOUN", "PROPN")
    if is_negated(view, head) and not noun:
        if lemma in lists("stance", "planned") and reported(view, head):
            return Stance(Status.DENIED, f"not {head.lower_}")  # "said it did not plan to leave"
        return Stance(Status.DENIED, f"not {head.lower_}", skip=True)
    if noun and (is_negated(view, head) or (head.dep_.startswith(("nsubj", "obj")) and is_negated(view, head.head))):
        return Stance(Status.DENIED, "negated")
    if lemma in lists("stance", "planned_nouns" if noun else "planned"):
        return Stance(Status.PLANNED, head.lower_)
    if lemma in lists("stance", "possible_nouns" if noun else "possible"):
        return Stance(Status.POSSIBLE, head.lower_, skip=lemma not in ("consider", "weigh", "mull", "option", "may"))
    if not noun and told_as_believed(view, head):
        known = lemma in lists("stance", "known")
        return stance if known else Stance(Status.POSSIBLE, head.lower_)
    if lemma in lists("stance", "factual") or lemma in ("first", "last", "only"):
        return stance
    return Stance(Status.POSSIBLE, f"infinitive under {head.lower_}", skip=True)


def told_as_believed(view: View, verb: Token) -> bool:
    """ "is believed to have", "are reported to be": a passive of saying or thinking over an infinitive."""
    passive = any(c.dep_ in ("aux:pass", "nsubj:pass") for c in verb.children)
    return passive and view.lemmas[verb.i] in view.lexicon.words("stance", "alleged")


def purpose_clause(view: View, found: Found, token: Token, head: Token, stance: Stance, infinitive: bool) -> Stance:
    """ "flew in to train": an aim is not a deed, but a speech act told as an aim was made ("to demand that")."""
    if infinitive and found.entry.type is EventType.PROTEST and head.pos_ in VERBAL:
        return verb_stance(view, head, found)  # "blocked the road to protest": the one is the other
    carried = found.args.light is not None or view.lemmas[token.i] in view.lexicon.words("stance", "winning")
    if infinitive and (found.verbal or carried):
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


def is_pointed(noun: Token) -> bool:
    return any(c.dep_ in ("det", "nmod:poss") and c.lower_ not in ("a", "an", "any", "some") for c in noun.children)


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
    case = {c.lower_ for c in token.children if c.dep_ == "case"}
    if above is not None and above.entry.type is EventType.CONSULT and case & ABOUT and not is_pointed(token):
        return Stance(Status.POSSIBLE, f"what the {head.lower_} are about", skip=True)
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
