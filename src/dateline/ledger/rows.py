"""From a record to the row that keeps it, and back."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

from sqlalchemy import Row

from dateline.ledger import records
from dateline.ledger.schema import UNDATED
from dateline.model import Claim, Coded, Event, Issue, Judgement, PassedOver, Plan, Report, Span


def text_digest(text: str) -> str:
    """sha256 of the text in UTF-8, hex; a lone surrogate counts as its three bytes (it is refused when
    stored)."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def report_row(report: Report) -> dict[str, Any]:
    published = report.published
    return {
        "id": report.id,
        "revision": report.revision,
        "digest": text_digest(report.text),
        "locator": report.source.locator,
        "outlet": report.outlet,
        "published_start": published.start if published else None,
        "published_end": published.end if published else None,
        "title": report.title,
        "text": report.text,
        "record": report_json(report),
    }


def report_json(report: Report) -> str:
    """The whole report but its text, which has a column of its own. Raises LedgerError for a text nobody can
    keep."""
    data = records.encode(report)
    records.to_json(data.pop("text", ""))
    return records.to_json(data)


def report_of(row: Row[Any]) -> Report:
    return replace(records.loads(Report, _with_text(row.record)), text=row.text)


def _with_text(record: str) -> str:
    return '{"text":"",' + record[1:]


def claim_row(claim: Claim, coding: int) -> dict[str, Any]:
    return {"coding": coding, "record": records.dumps(claim), **claim_columns(claim)}


def claim_columns(claim: Claim) -> dict[str, Any]:
    """The values of a claim that stand in columns of their own."""
    return {
        "id": claim.id,
        "report": claim.report,
        "kind": claim.kind.value,
        "type": claim.type.value,
        "status": claim.status.value,
    }


def claim_of(row: Row[Any]) -> Claim:
    return records.loads(Claim, row.record)


def passed_row(passed: PassedOver, coding: int, seq: int) -> dict[str, Any]:
    return {
        "coding": coding,
        "seq": seq,
        "start": passed.span.start,
        "end": passed.span.end,
        "entry": passed.entry,
        "reason": passed.reason,
    }


def passed_of(row: Row[Any]) -> PassedOver:
    return PassedOver(Span(row.start, row.end), row.entry, row.reason)


def notes_json(coded: Coded) -> str:
    return records.to_json([records.encode(issue) for issue in sorted(coded.issues, key=issue_order)])


def issue_order(issue: Issue) -> tuple[str, str, str, str, str]:
    return (issue.locator, issue.digest, issue.code, issue.stage, issue.message)


def issue_of(row: Row[Any]) -> Issue:
    return Issue(row.locator, row.stage, row.code, row.message, row.digest)


def judgement_row(judgement: Judgement) -> dict[str, Any]:
    return {
        "id": judgement.id,
        "verdict": judgement.verdict,
        "person": judgement.person,
        "at": judgement.at,
        "takes_back": judgement.takes_back,
        "record": records.dumps(judgement),
    }


def event_row(event: Event, block: int | None = None) -> dict[str, Any]:
    first, last = (
        (event.when.start or event.when.end, event.when.end or event.when.start) if event.when else (None, None)
    )
    return {
        "id": event.id,
        "kind": event.kind.value,
        "type": event.type.value,
        "mode": event.mode,
        "status": event.status.value,
        "day": first.toordinal() if first else UNDATED,
        "last": last.toordinal() if last else 0,
        "block": block,
        "part_of": event.part_of,
        "disputed": bool(event.conflicts),
        "record": records.dumps(event),
    }


def plan_row(plan: Plan) -> dict[str, Any]:
    return {"event": plan.event, "state": plan.state, "record": records.dumps(plan)}


def at_revision(coded: Coded, revision: int) -> Coded:
    """The coding, and every claim in it, as of the revision that the ledger gave the report."""
    claims = tuple(c if c.revision == revision else replace(c, revision=revision) for c in coded.claims)
    return replace(coded, revision=revision, claims=claims)


def claim_order(claim: Claim) -> tuple[int, int, int, str]:
    """The order of reading: by sentence, then by trigger."""
    evidence = claim.evidence
    return (evidence.sentence.start, evidence.trigger.start, evidence.trigger.end, claim.id)


def passed_order(passed: PassedOver) -> tuple[int, int, str, str]:
    return (passed.span.start, passed.span.end, passed.entry or "", passed.reason)


def cleaned(issue: Issue) -> Issue:
    """The issue with what no database keeps written out: an issue must never fail to be kept."""
    return Issue(*(clean(words) for words in (issue.locator, issue.stage, issue.code, issue.message, issue.digest)))


def clean(words: str) -> str:
    """NUL characters and lone surrogates (undecodable file names) written out as escapes."""
    return words.encode("utf-8", "backslashreplace").decode("utf-8").replace("\0", "\\x00")
