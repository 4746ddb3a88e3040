"""Of what the dead and hurt of a sentence died: a disease, a disaster, years of war."""

from __future__ import annotations

import re

from dateline.coding.fates import counting
from dateline.coding.view import View


def disease_near(view: View, sentence: int, apart: int = 1) -> bool:
    """Whether this sentence or one of the two before, at most `apart` paragraphs off, speaks of a disease or cases."""
    words = view.lexicon.classes.get("disease", frozenset()) | {"infected", "infections", "cases", "infection"}
    first = max(0, sentence - 2)
    near = [
        s
        for n, s in enumerate(view.sentences[first : sentence + 1], first)
        if view.paragraph_of[n] >= view.paragraph_of[sentence] - apart
    ]
    if OF_PATIENTS.match(view.sentences[sentence].text):
        return True
    return any(t.lower_ in words or view.lemmas[t.i] in words for s in near for t in s)


OF_PATIENTS = re.compile(r"Of (?:the|its|these) [\d,]+ patients\b")


def of_years(view: View, sentence: int, value: float) -> bool:
    """ "Some 300,000 were killed in the war": a war's total, in whatever tense."""
    return value >= 1000 and any(view.lemmas[t.i] in counting("years") for t in view.sentences[sentence])


def fought(view: View, sentence: int) -> bool:
    return any(view.lemmas[t.i] in ("war", "conflict", "insurgency", "uprising") for t in view.sentences[sentence])


def in_disaster(view: View, sentence: int) -> bool:
    """Whether the dead of a sentence died of a disaster: the last event before it that kills is no attack."""
    told: list[tuple[int, bool]] = view.cache.get("violence", [])
    before = [hazard for at, hazard in told if at <= sentence]
    return before[-1] if before else bool(told) and told[0][1]
