"""Judgements kept through new codings: what a person said of a claim holds for the claim that took its place.

A claim's id follows from its report, type and trigger, so most claims keep theirs when a newer coder reads the
report again. Where one is gone, its heir is the current claim of the same report and kind that rests on the same
trigger words; where there is none, the judgement rests, and speaks again should the claim come back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from dateline.errors import UsageError
from dateline.ledger import reading
from dateline.model import Claim, Judgement


def carried(connection: Connection, judgements: Sequence[Judgement], claims: Iterable[Claim]) -> tuple[Judgement, ...]:
    """The judgements with each subject that is no longer current replaced by its heir; those left without
    enough subjects are left out."""
    current = {c.id: c for c in claims}
    gone = sorted({s for j in judgements for s in j.subjects if s not in current})
    if not gone:
        return tuple(judgements)
    heirs = _heirs(connection, gone, current)
    moved = (replace(j, subjects=_subjects(j, current, heirs)) for j in judgements)
    return tuple(j for j in moved if len(j.subjects) >= (2 if j.verdict in ("same", "not-same") else 1))


def carried_now(connection: Connection, judgements: Sequence[Judgement]) -> tuple[Judgement, ...]:
    """As `carried` with all current claims, looking up only those that judgements speak of."""
    subjects = {s for j in judgements for s in j.subjects}
    current = {c.id: c for c in reading.claims_of(connection, sorted(subjects))}
    for gone in sorted(subjects - current.keys()):
        try:
            old = reading.claim(connection, gone)
        except UsageError:
            continue
        current |= {c.id: c for c in reading.claims(connection, report=old.report)}
    return carried(connection, judgements, current.values())


def _subjects(j: Judgement, current: Mapping[str, Claim], heirs: Mapping[str, str]) -> tuple[str, ...]:
    found = (s if s in current else heirs.get(s) for s in j.subjects)
    return tuple(dict.fromkeys(s for s in found if s))


def _heirs(connection: Connection, gone: Sequence[str], current: Mapping[str, Claim]) -> dict[str, str]:
    by_report: dict[str, list[Claim]] = defaultdict(list)
    for claim in current.values():
        by_report[claim.report].append(claim)
    found: dict[str, str] = {}
    for one in gone:
        try:
            old = reading.claim(connection, one)
        except UsageError:
            continue
        rivals = by_report.get(old.report, [])
        texts = {c.revision: reading.report(connection, old.report, c.revision).text for c in (old, *rivals)}
        if heir := heir_of(old, rivals, texts):
            found[one] = heir.id
    return found


def heir_of(old: Claim, rivals: Iterable[Claim], texts: Mapping[int, str]) -> Claim | None:
    """The claim that took an old one's place; `texts` by revision. In the same text their triggers must overlap;
    in a revised text trigger and sentence must read the same. One type goes before another."""
    fits = [c for c in rivals if c.kind is old.kind and _same_words(old, c, texts)]
    return max(fits, key=lambda c: (c.type is old.type, c.mode == old.mode, c.id), default=None)


def _same_words(a: Claim, b: Claim, texts: Mapping[int, str]) -> bool:
    if a.revision == b.revision:
        return a.evidence.trigger.overlaps(b.evidence.trigger)
    x, y = texts[a.revision], texts[b.revision]
    one, other = a.evidence, b.evidence
    return one.sentence.of(x) == other.sentence.of(y) and one.trigger.of(x) == other.trigger.of(y)
