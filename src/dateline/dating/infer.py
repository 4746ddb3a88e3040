"""From a ledger's view to the interval of every undated report: text first, then the ledger, then one another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.dating.bounds import Agreed, Bound, agree
from dateline.dating.evidence import bounds_of
from dateline.dating.firm import Firm, firm
from dateline.dating.mutual import orders, settled
from dateline.model import Claim, Interval, LedgerView, Report
from dateline.read.dating import INFERRED, UNKNOWN, infer_published


@dataclass(frozen=True, slots=True)
class Dated:
    """One undated report: what its text alone says, and what the ledger makes of it."""

    report: str
    text: Interval
    agreed: Agreed

    @property
    def interval(self) -> Interval:
        """With its reason: the text's, then every bound that counts, then every one that was left out."""
        a = self.agreed
        if not a.kept and not a.left_out:
            return self.text
        precision = "day" if a.first is not None and a.first == a.last else "range"
        return Interval(a.first, a.last, precision, reason(self.text, a))  # type: ignore[arg-type]


def reason(text: Interval, agreed: Agreed) -> str:
    """ "inferred from the text: ...; from other reports: ...; left out, as it does not fit: ..." """
    told = text.reason if text.reason and text.reason != UNKNOWN else f"{INFERRED}, the text alone says nothing"
    parts = [told]
    if agreed.kept:
        parts.append("from other reports: " + "; ".join(b.told() for b in agreed.kept))
    if agreed.left_out:
        parts.append("left out, as it does not fit: " + "; ".join(b.told() for b in agreed.left_out))
    return "; ".join(parts)


def base(report: Report) -> Interval:
    """What a report's text alone says of its day; the same whatever the ledger has made of it since."""
    return infer_published(report.text, report.furniture)


def infer(view: LedgerView, undated: Mapping[str, Sequence[Claim]], known: Firm | None = None) -> tuple[Dated, ...]:
    """Every undated report of `view`, by id. `undated` maps their ids to the claims that their texts alone give."""
    told = [(r, tuple(undated[r.id])) for r in sorted(view.reports, key=lambda r: r.id) if r.id in undated]
    if not told:
        return ()
    known = firm(view) if known is None else known
    texts = {r.id: base(r) for r, _ in told}
    found = {r.id: agree(texts[r.id], bounds_of(r, claims, known)) for r, claims in told}
    done = settled(found, orders(told))
    return tuple(Dated(r.id, texts[r.id], done[r.id]) for r, _ in told)


__all__ = ["Bound", "Dated", "base", "infer", "reason"]
