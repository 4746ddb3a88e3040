"""Totals and parts: "three, including two Americans", "two Americans and a Briton", one event's counts put together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from dateline.coding.fates import DIES, counting
from dateline.coding.view import View, coordinated
from dateline.model import Count, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

INCLUDING = frozenset({"including", "includes", "among"})
ADDED_UP = frozenset({"killed", "injured"})
IN_ALL = "in all"
"""The qualifier of a sum over one list of the report's words; what is summed points to it."""
THE_REST = "the rest"
"""The qualifier of those hit who are not among the dead."""
OTHERS = frozenset({"other", "others", "more", "another", "further"})


def with_parts(view: View, counts: list[Count]) -> list[Count]:
    """ "three soldiers including two Britons", "five, two of them children": the two are part of the total."""
    told = {q.span: q.part_of for q in view.mentions.quantities if q.part_of is not None}
    for n, part in enumerate(counts):
        for at, whole in enumerate(counts):
            if at == n or part.what != whole.what or not part.span or not whole.span or part.part_of is not None:
                continue
            between = view.report.text[whole.span.end : part.span.start].lower()
            total = told.get(part.span)
            stated = total is not None and view.quantity(total).span == whole.span
            if part.value <= whole.value and (
                stated or (len(between) < 60 and any(w in between.split() for w in INCLUDING))
            ):
                counts[n] = replace(part, part_of=at)
    return counts


def with_sums(view: View, counts: list[Count]) -> list[Count]:
    """ "two Americans and a Briton were killed": three in all, and the two and the one are its parts.

    Only what one list of nouns coordinates is added up, and only counts of people that nothing else is the total of.
    """
    out = list(counts)
    for group in lists(view, counts):
        members = [counts[n] for n in group]
        value = sum(m.value for m in members)
        span = Span(min(m.span.start for m in members if m.span), max(m.span.end for m in members if m.span))
        least = any(m.qualifier in ("at least", "more than") or m.low is not None for m in members)
        total = Count(members[0].what, value, value if least else None, None, IN_ALL, None, None, span)
        for n in group:
            out[n] = replace(out[n], part_of=len(out))
        out.append(total)
    return out


def lists(view: View, counts: Sequence[Count]) -> list[list[int]]:
    """Indices of counts of one kind whose nouns stand in one coordination, each noun once, all of them counted."""
    free = {n for n, c in enumerate(counts) if c.what in ADDED_UP and c.value > 0 and c.part_of is None and c.span}
    wholes = {c.part_of for c in counts}
    by_token = {t.i: n for n in free - wholes if (t := noun_of(view, counts[n])) is not None}
    found: list[list[int]] = []
    for i in by_token:
        token = view.doc[i]
        if token.dep_ == "conj" and token.head.i in by_token:
            continue
        members = coordinated(token)
        group = [by_token[m.i] for m in members if m.i in by_token]
        if len(group) > 1 and len(group) == len(members) and len({counts[n].what for n in group}) == 1:
            found.append(group)
    return found


def noun_of(view: View, count: Count) -> Token | None:
    """The counted noun of a count: its quantity's head, else the root of its own words."""
    assert count.span is not None
    span = next((q.head or q.span for q in view.mentions.quantities if q.span == count.span), count.span)
    words = view.doc.char_span(span.start, span.end, alignment_mode="expand")
    return words.root if words is not None and len(words) else None


# ------------------------------------------------------------------------------------------- one event's counts


def merged(kept: Sequence[Count], other: Sequence[Count]) -> list[Count]:
    """Two tellings' counts together: what both tell stands once, and parts still point to their totals."""
    out = list(kept)
    at: dict[int, int] = {}
    fresh: list[tuple[int, Count]] = []
    for n, count in enumerate(other):
        same = next((k for k, c in enumerate(kept) if alike(c, count)), None)
        at[n] = len(kept) + len(fresh) if same is None else same
        if same is None:
            fresh.append((n, count))
    out.extend(c if c.part_of is None else replace(c, part_of=at.get(c.part_of)) for _, c in fresh)
    return out


def alike(a: Count, b: Count) -> bool:
    """The same number of the same thing; "three soldiers" and a later "three" are one count."""
    if (a.what, a.value) != (b.what, b.value):
        return False
    return a.of == b.of or ((a.of is None or b.of is None) and (a.part_of is None) == (b.part_of is None))


def settled(view: View, counts: list[Count], implied: list[Count], hit: list[Count]) -> list[Count]:
    """Those without a number stand in where no number is stated; those hit are hurt unless they are told dead."""
    out = list(counts)
    selves, implied = [c for c in implied if c.of in SELVES], [c for c in implied if c.of not in SELVES]
    for kind in ("killed", "injured"):
        stated = [c for c in out if c.what == kind]
        if not stated or all(speaks_of_others(view, c) for c in stated):
            out = merged(out, [c for c in distinct(implied) if c.what == kind])
    held = distinct([c for c in implied if c.what == "detained"])
    if len(held) == 1 and held[0].value == 1 and not any(c.what == "detained" for c in out):
        out = merged(out, held)
    apart = [c for c in hit if speaks_of_others(view, c) or hit_in_a_limb(view, c)]
    out = merged(out, apart)
    rest = [c for c in hit if c not in apart]
    out = and_self(out, selves)
    return numbers_first(merged(out, those_hurt(out, rest)) if rest else out)


SELVES = frozenset({"himself", "herself"})


def and_self(counts: list[Count], selves: list[Count]) -> list[Count]:
    """ "shot his wife and then killed himself": two dead in all."""
    dead = top_of(counts, "killed")
    if not selves or dead not in (1, 2, 3):
        return [*counts, *selves[:1]] if selves and not dead else counts
    at = next(n for n, c in enumerate(counts) if c.what == "killed" and c.part_of is None and c.value == dead)
    total = Count("killed", dead + 1, qualifier=IN_ALL, span=selves[0].span)
    return [*(replace(c, part_of=len(counts)) if n == at else c for n, c in enumerate(counts)), total]


def those_hurt(counts: Sequence[Count], hit: list[Count]) -> list[Count]:
    """What the people hit add to the injured: nothing when as many are told dead or hurt."""
    dead, hurt = top_of(counts, "killed"), top_of(counts, "injured")
    most = max(hit, key=lambda c: (c.part_of is None, c.value))
    if most.value - dead <= hurt:
        return []
    if dead == 0:
        return [most, *(replace(c, part_of=0) for c in hit if c is not most and c.value < most.value)]
    return [replace(most, value=most.value - dead, low=None, qualifier=THE_REST, of=None)]


def numbers_first(counts: list[Count]) -> list[Count]:
    """Numbers before ones: "a man" is as a rule one of the four told later; kinds and numbers keep their order."""
    kinds = list(dict.fromkeys(c.what for c in counts))
    order = sorted(range(len(counts)), key=lambda n: (kinds.index(counts[n].what), counts[n].value == 1))
    at = {n: k for k, n in enumerate(order)}
    return [replace(c, part_of=at[c.part_of]) if (c := counts[n]).part_of is not None else c for n in order]


def top_of(counts: Sequence[Count], kind: str) -> float:
    """The largest total of a kind; 0 when none is stated."""
    return max((c.value for c in counts if c.what == kind and c.part_of is None), default=0.0)


def speaks_of_others(view: View, count: Count) -> bool:
    """ "five others also died": on top of those named."""
    words = (count.of or "").lower().split()
    if (count.span and count.span.of(view.report.text).lower() in OTHERS) or "second" in words:
        return True
    after = view.report.text[count.span.end : count.span.end + 24].lower().split() if count.span else []
    return bool(OTHERS & {*words, *after[:2]})


def hit_in_a_limb(view: View, count: Count) -> bool:
    """ "An officer was shot in the arm": hurt, and none of the dead told beside."""
    behind = view.report.text[count.span.end : count.span.end + 120].split("\n")[0] if count.span else ""
    return bool(limb().match(behind)) and not DIES.search(behind)


@lru_cache(maxsize=1)
def limb() -> re.Pattern[str]:
    limbs = "|".join(sorted(counting("limbs")))
    return re.compile(
        r"[^.;]{0,24}\b(?:shot|hit|struck|grazed|wounded|stabbed) (?:\w+ )?in (?:the|his|her|their|both|an?|each) "
        rf"(?:\w+ )?(?:{limbs})s?\b",
        re.IGNORECASE,
    )


def distinct(implied: list[Count]) -> list[Count]:
    """One person told twice, by name and by "he", is one person; of several tellings the fullest list counts."""
    best: dict[str, list[Count]] = {}
    for count in implied:
        same = [c for c in best.setdefault(count.what, []) if near(c, count)]
        if not any(touches(c, count) for c in same) and (same or not best[count.what]):
            best[count.what].append(count)
    return [together(group) for group in best.values() if group]


def together(people: list[Count]) -> Count:
    """ "Ada Lind and Per Holm were killed": two."""
    spans = [c.span for c in people if c.span]
    if len(people) == 1 or not spans:
        return people[0]
    span = Span(min(s.start for s in spans), max(s.end for s in spans))
    return Count(people[0].what, float(len(people)), qualifier=IN_ALL, span=span)


def touches(a: Count, b: Count) -> bool:
    """ "the commander Per Holm": office and name side by side are one person."""
    assert a.span is not None
    assert b.span is not None
    first, second = sorted((a.span, b.span))
    return second.start - first.end <= 2


def near(a: Count, b: Count) -> bool:
    """Two of one list: "Ada Lind and Per Holm were killed"."""
    if a.span is None or b.span is None:
        return False
    first, second = sorted((a.span, b.span))
    return 0 <= second.start - first.end < 40
