"""Who is said to be behind an event: blamed for it, or claiming it; who says so is the source.

"blamed rebels for the attack", "an attack blamed on rebels", "the Red Front claimed responsibility for", "an attack
claimed by". That nobody has claimed it is noted with the event and is no event of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.coding.clauses import args_of
from dateline.coding.fillers import fill_parties
from dateline.coding.frames import Found
from dateline.coding.speakers import describe
from dateline.coding.tense import is_negated
from dateline.coding.view import View
from dateline.model import Attribution, Party

if TYPE_CHECKING:
    from spacy.tokens import Token


def behind(view: View, found: Found) -> tuple[list[Party], Attribution | None]:
    """The parties said to have done an event, and who says so; nobody where no word of blame or claim governs it."""
    for verb in words_over(view, found.token):
        lemma = view.lemmas[verb.i]
        if lemma in view.lexicon.words("speech", "blaming"):
            return blamed(view, found, verb)
        if lemma in view.lexicon.words("speech", "claiming") and not is_negated(view, verb):
            return claimed(view, found, verb)
    return [], None


def words_over(view: View, event: Token) -> list[Token]:
    """The verbs an event's noun may be blamed or claimed by: the one above it, above "responsibility for" it, or the
    participle that describes it."""
    found = [c for c in event.children if c.dep_ in ("acl", "acl:relcl")]
    head = event.head
    if head != event:
        found.append(head)
        if view.lemmas[head.i] in view.lexicon.words("speech", "responsibility") and head.head != head:
            found.append(head.head)
    return found


def blamed(view: View, found: Found, verb: Token) -> tuple[list[Party], Attribution | None]:
    """The blamed stand as object beside "for" the event, or "of" it; or behind "on" where the event is the object."""
    args = args_of(view, verb)
    if found.token in (*args.at("for"), *args.at("of")):
        suspects = list(args.obj)
    elif found.token in (*args.obj, verb.head):
        suspects = args.at("on") + args.at("to")
    else:
        return [], None
    return fill_parties(view, suspects), blamer(view, verb, args.subj, found)


def blamer(view: View, verb: Token, subjects: list[Token], found: Found) -> Attribution | None:
    who = [t for t in subjects if t != found.token]
    source = describe(view, who[0], None) if who else None
    return (
        None
        if source is None
        else Attribution(
            source.name, source.role, source.organisation, source.anonymous, f"{verb.lower_}", source.via, source.span
        )
    )


def claimed(view: View, found: Found, verb: Token) -> tuple[list[Party], Attribution | None]:
    """Whoever claims an event, or responsibility for it, did it by their own word."""
    args = args_of(view, verb)
    things = [*args.obj, *(t for t in args.subj if t == found.token), verb.head]
    responsible = [t for t in things if view.lemmas[t.i] in view.lexicon.words("speech", "responsibility")]
    concerned = found.token in things or any(found.token in args_of(view, t).at("for") for t in responsible)
    claimants = [t for t in (*args.subj, *args.at("by")) if t != found.token and t not in responsible]
    if not concerned or not claimants:
        return [], None
    parties = fill_parties(view, claimants)
    return (parties, blamer(view, verb, claimants, found)) if parties else ([], None)


def unclaimed(view: View, found: Found) -> bool:
    """Whether the report says that nobody has claimed the event."""
    return any(
        view.lemmas[v.i] in view.lexicon.words("speech", "claiming") and is_negated(view, v)
        for v in words_over(view, found.token)
    )
