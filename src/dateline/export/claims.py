"""The claims export, version 1: one JSON object a line, as `data/schema/claims.schema.json` describes it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dateline.model import (
    Attribution,
    Claim,
    Count,
    Evidence,
    Interval,
    LedgerView,
    Party,
    Place,
    Report,
    Span,
)

VERSION = 1


def claims(view: LedgerView) -> Iterator[dict[str, Any]]:
    """Every current claim in order of report and place in the text, each with the id of its event.

    A claim that a judgement rejected is in no event and is left out.
    """
    return claims_of(view.reports, view.claims, {c: e.id for e in view.events for c in e.claims})


def claims_of(
    reports: Iterable[Report], claims: Iterable[Claim], events: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """As `claims`, of these reports. `events`: the event that a claim is in."""
    by_id = {r.id: r for r in reports}
    told = [c for c in claims if c.id in events and c.report in by_id]
    for claim in sorted(told, key=lambda c: (c.report, c.evidence.sentence, c.evidence.trigger, c.id)):
        yield claim_json(claim, by_id[claim.report], events[claim.id])


def dumps(record: dict[str, Any]) -> str:
    """One line, keys in the order written, letters as they are."""
    return json.dumps(record, ensure_ascii=False, separators=(", ", ": "))


def claim_json(claim: Claim, report: Report, event: str) -> dict[str, Any]:
    """One claim with what a reader must know of its report."""
    return {
        "version": VERSION,
        "id": claim.id,
        "report": report_json(report),
        "event": event,
        "kind": claim.kind.value,
        "type": claim.type.value,
        "mode": claim.mode,
        "status": claim.status.value,
        "actor": [party_json(p) for p in claim.actor],
        "recipient": [party_json(p) for p in claim.recipient],
        "place": place_json(claim.place),
        "when": interval_json(claim.when),
        "counts": [count_json(c) for c in claim.counts],
        "source": source_json(claim.source),
        "evidence": evidence_json(claim.evidence),
        "why": claim.why,
        "confidence": claim.confidence,
    }


def report_json(report: Report) -> dict[str, Any]:
    return {
        "id": report.id,
        "url": report.url,
        "outlet": report.outlet,
        "agency": report.agency,
        "published": interval_json(report.published),
        "family": report.family,
    }


def party_json(p: Party) -> dict[str, Any]:
    return {
        "name": p.name,
        "id": p.id,
        "text": p.text,
        "country": p.country,
        "sector": p.sector,
        "span": span_json(p.span),
    }


def place_json(p: Place | None) -> dict[str, Any] | None:
    if p is None:
        return None
    return {
        "name": p.name,
        "id": p.id,
        "country": p.country,
        "admin1": p.admin1,
        "lat": p.lat,
        "lon": p.lon,
        "precision": p.precision,
        "span": span_json(p.span),
    }


def interval_json(w: Interval | None) -> dict[str, Any] | None:
    if w is None:
        return None
    return {
        "start": w.start.isoformat() if w.start else None,
        "end": w.end.isoformat() if w.end else None,
        "precision": w.precision,
        "reason": w.reason,
        "span": span_json(w.span),
    }


def count_json(c: Count) -> dict[str, Any]:
    return {
        "what": c.what,
        "value": number(c.value),
        "low": number(c.low),
        "high": number(c.high),
        "qualifier": c.qualifier,
        "of": c.of,
        "part_of": c.part_of,
        "span": span_json(c.span),
    }


def number(value: float | None) -> float | int | None:
    """Whole numbers without a decimal point."""
    return int(value) if value is not None and float(value).is_integer() else value


def source_json(a: Attribution | None) -> dict[str, Any] | None:
    if a is None:
        return None
    return {
        "name": a.name,
        "role": a.role,
        "organisation": a.organisation,
        "anonymous": a.anonymous,
        "manner": a.manner,
        "via": a.via,
        "span": span_json(a.span),
    }


def evidence_json(e: Evidence) -> dict[str, Any]:
    return {
        "sentence": span_json(e.sentence),
        "trigger": span_json(e.trigger),
        "more": [span_json(s) for s in e.more],
    }


def span_json(s: Span | None) -> list[int] | None:
    return [s.start, s.end] if s else None
