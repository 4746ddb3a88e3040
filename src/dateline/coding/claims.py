"""From event mentions to claims: every mention drafted, mentions of one event joined, figures beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.coding.anchors import anchored
from dateline.coding.bearers import bring_home
from dateline.coding.counts import owners
from dateline.coding.discourse import complete
from dateline.coding.drafts import draft_of, nil
from dateline.coding.figures import find_figures
from dateline.coding.frames import Found
from dateline.coding.narrated import go_on
from dateline.coding.record import claim_of, figure_claim
from dateline.coding.sameness import Draft, group
from dateline.coding.spread import spread
from dateline.coding.stance import stance_of, threatened
from dateline.coding.sums import settled
from dateline.coding.threats import as_threat
from dateline.coding.totals import disasters, give_tolls, split_totals, violence
from dateline.coding.view import View, coordinated
from dateline.coding.worth import worth_telling
from dateline.model import Claim, EventType, PassedOver

if TYPE_CHECKING:
    from spacy.tokens import Token


def make_claims(view: View, mentions: list[Found], passed: list[PassedOver]) -> list[Claim]:
    """Claims of one report, in order of appearance; what is dropped goes to `passed` with its reason."""
    barred = frozenset(f.token.i for f in mentions) | frozenset(f.top.i for f in mentions)
    owned = owners(view, mentions)
    view.cache["mentions"] = {f.token.i: f for f in reversed(mentions)}
    drafts: list[Draft] = []
    for n, found in enumerate(mentions):
        stance = threatened(found, stance_of(view, found))
        found, stance = as_threat(view, found, stance)
        if told_by_content(view, found):
            passed.append(PassedOver(found.trigger, found.entry.id, "told by what was agreed or promised"))
            continue
        if stance.skip and not (
            "consequence" in found.entry.flags and found.args.negated is not None and nil(found, stance)
        ):
            passed.append(PassedOver(found.trigger, found.entry.id, stance.reason))
            continue
        drafts.append(draft_of(view, found, stance, barred, owned.get(n, [])))
    drafts = split_totals(view, drafts, passed)
    anchored(view, drafts, last=False)
    drafts = bring_home(view, group(view, drafts))
    anchored(view, drafts, last=True)
    go_on(view, drafts)
    complete(view, drafts)
    drafts = [d for d in drafts if worth_telling(view, d, passed)]
    counted: set[int] = view.cache.get("counted", set())
    taken = {q: "event" for n, f in enumerate(mentions) for q in owned.get(n, []) if q in counted and kept(f, drafts)}
    view.cache["violence"] = violence(drafts)
    view.cache["disasters"] = disasters(drafts)
    figures, tolls = find_figures(view, taken)
    give_tolls(view, drafts, tolls)
    for draft in drafts:
        draft.counts = settled(view, draft.counts, draft.implied, draft.hit)
    claims = [claim_of(view, part) for d in drafts for part in spread(view, d)]
    claims += [figure_claim(view, f) for f in figures]
    return sorted(unique(claims), key=lambda c: (c.evidence.trigger.start, c.id))


def told_by_content(view: View, found: Found) -> bool:
    """ "agreed to meet", "promised to withdraw": an entry for any promise whatever gives way to what was promised."""
    open_clause = any(t.slot == "comp" and t.anything and not t.negated for t in found.pattern.tests)
    if found.entry.type is not EventType.AGREE or not open_clause:
        return False
    if sum(len(coordinated(t)) for t in found.args.surface) > 1 or any(is_both(view, t) for t in found.args.surface):
        return False  # what several sides agree on is an agreement too
    mentions: dict[int, Found] = view.cache["mentions"]
    tops = {f.top.i: f for f in mentions.values() if f.entry.type is not EventType.AGREE}
    return any(t.i in tops and not stance_of(view, tops[t.i]).skip for t in found.args.comp)


def is_both(view: View, token: Token) -> bool:
    """ "the two ministers", "both", "the rivals": a plural that is more than one side."""
    counted = {c.lower_ for c in token.children if c.dep_ in ("nummod", "det")} & {"two", "three", "both"}
    return bool(counted) or token.lower_ == "both" or view.lemmas[token.i] in ("side", "rival", "neighbour", "neighbor")


def kept(found: Found, drafts: list[Draft]) -> bool:
    return any(found is d.found or found.token.i == d.found.token.i or found in d.more for d in drafts)


def unique(claims: list[Claim]) -> list[Claim]:
    """No two claims of one id; of two readings of one trigger the first stays."""
    found: dict[str, Claim] = {}
    for claim in claims:
        found.setdefault(claim.id, claim)
    return list(found.values())
