"""Where one event's values come from, as W3C PROV-JSON (PROV-DM, 2013): reports, claims, the event; reading and
reconciling; outlets, named sources and Dateline as agents."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from dateline import __version__
from dateline.errors import UsageError
from dateline.export.happenings import Happening, first, happenings
from dateline.model import LedgerView

Document = dict[str, dict[str, Any]]
PREFIXES = {"prov": "http://www.w3.org/ns/prov#", "dl": "urn:dateline:"}


def provenance(view: LedgerView, event: str) -> str:
    """The PROV-JSON document of one event. Raises UsageError when there is none."""
    found = next((h for h in happenings(view) if h.event.id == event), None)
    if found is None:
        raise UsageError(f"no event {event!r} in this ledger")
    return json.dumps(_document(found), ensure_ascii=False, indent=1) + "\n"


def _document(h: Happening) -> Document:
    event = _id("event", h.event.id)
    made: Document = {
        "prefix": dict(PREFIXES),
        "entity": {event: _label(f"{h.event.type.value} {h.event.mode or ''}".strip(), "dl:Event")},
        "activity": {_id("reconciling", h.event.id): _label("reconciling", "dl:Reconciling")},
        "agent": {"dl:dateline": {"prov:type": {"$": "prov:SoftwareAgent", "type": "prov:QUALIFIED_NAME"},
                                  "prov:label": f"Dateline {__version__}"}},
    }  # fmt: skip
    made["wasGeneratedBy"] = {"_:g0": {"prov:entity": event, "prov:activity": _id("reconciling", h.event.id)}}
    made["wasAssociatedWith"] = {"_:a0": {"prov:activity": _id("reconciling", h.event.id), "prov:agent": "dl:dateline"}}
    _reports(h, made)
    _claims(h, event, made)
    return made


def _reports(h: Happening, made: Document) -> None:
    for n, r in enumerate(h.reports):
        outlet = _id("outlet", r.outlet or r.source.locator)
        made["entity"][_id("report", r.id)] = _label(r.title or r.id, "dl:Report") | {
            "dl:published": str(first(r.published) or "unknown"),
            "dl:sha256": r.source.digest,
        }
        made["agent"][outlet] = _label(r.outlet or r.source.locator, "prov:Organization")
        made.setdefault("wasAttributedTo", {})[f"_:o{n}"] = {
            "prov:entity": _id("report", r.id),
            "prov:agent": outlet,
        }


def _claims(h: Happening, event: str, made: Document) -> None:
    reports = {r.id: r for r in h.reports}
    for n, c in enumerate(h.claims):
        name = _id("claim", c.id)
        made["entity"][name] = _label(" ".join(c.evidence.sentence.of(reports[c.report].text).split()), "dl:Claim") | {
            "dl:status": c.status.value,
            "dl:why": c.why,
            "dl:sentence": f"{c.evidence.sentence.start}-{c.evidence.sentence.end}",
        }
        made.setdefault("wasDerivedFrom", {})[f"_:d{n}"] = {
            "prov:generatedEntity": event,
            "prov:usedEntity": name,
            "prov:activity": _id("reconciling", h.event.id),
        }
        made["wasDerivedFrom"][f"_:r{n}"] = {
            "prov:generatedEntity": name,
            "prov:usedEntity": _id("report", c.report),
            "prov:type": {"$": "prov:Quotation", "type": "prov:QUALIFIED_NAME"},
        }
        said = c.source and (c.source.name or c.source.organisation)
        if said:
            made["agent"][_id("source", said)] = _label(said, "dl:Source")
            made["wasAttributedTo"][f"_:s{n}"] = {"prov:entity": name, "prov:agent": _id("source", said)}


def _label(label: str, kind: str) -> dict[str, Any]:
    return {"prov:label": label, "prov:type": {"$": kind, "type": "prov:QUALIFIED_NAME"}}


def _id(kind: str, name: str) -> str:
    """A qualified name; what PROV-N could not write is percent-encoded."""
    return f"dl:{kind}-{quote(name, safe='')}"
