"""The day a paragraph goes on telling of: "On Saturday the army counted 114 dead. Crowds had come out in the towns."

A past perfect that states no day of its own looks back to the day told just before it (Reichenbach's point of
reference). A plain past does not: measured on the development stories, it as often tells the news of the day.
"""

from __future__ import annotations

from dataclasses import replace

from dateline.coding.frames import Found
from dateline.coding.sameness import Draft
from dateline.coding.view import View
from dateline.model import Status

REACH = 2  # sentences back
LONGEST = 2  # days that a stretch may have and still be a day told


def go_on(view: View, drafts: list[Draft]) -> None:
    """Give what happened and has no day the day of the sentence before it in its paragraph."""
    for draft in drafts:
        if draft.when is not None or draft.stance.status is not Status.HAPPENED or not looks_back(draft.found):
            continue
        before = [d for d in drafts if tells_day(d) and goes_on_from(view, d.found, draft.found)]
        if not before:
            continue
        last = max(before, key=lambda d: (d.found.sentence, d.found.token.i))
        assert last.when is not None
        draft.when = replace(last.when, reason=f"the day the sentence before tells of; {last.when.reason or ''}")


def looks_back(found: Found) -> bool:
    """A past perfect: "had fled", "had been killed"."""
    if not found.verbal or found.top.dep_.startswith(("acl", "advcl")):
        return False
    words = {c.lower_ for c in found.top.children if c.dep_.startswith("aux")}
    return "had" in words


def tells_day(draft: Draft) -> bool:
    """Whether a draft states a day of its own, in the past."""
    when = draft.when
    if not draft.own_when or when is None or when.start is None or when.end is None:
        return False
    return draft.stance.status is Status.HAPPENED and (when.end - when.start).days < LONGEST


def goes_on_from(view: View, before: Found, after: Found) -> bool:
    """Whether a mention stands at most two sentences further in the same paragraph."""
    same = view.paragraph_of[before.sentence] == view.paragraph_of[after.sentence]
    return same and 0 < after.sentence - before.sentence <= REACH
