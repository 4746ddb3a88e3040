"""The second reader: what the model proposes beyond our own claims, grounded, or refused and counted."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dateline.model import Claim, Coded, Issue, Mentions, Report
from dateline.second.endpoint import Endpoint, NoAnswer
from dateline.second.grounding import Refused, grounded
from dateline.second.proposals import proposals, system_prompt

LONGEST = 60_000  # letters of a report that are sent


@dataclass(frozen=True, slots=True)
class SecondReader:
    """Reads after our own reading, and only adds."""

    endpoint: Endpoint

    @property
    def version(self) -> str:
        """Names it in the coder's fingerprint."""
        return f"second:{self.endpoint.model}"

    def read(self, report: Report, mentions: Mentions, coded: Coded) -> Coded:
        """The coding with what the model adds. A proposal of a type that we coded in the same sentence is left out; an
        endpoint that gives no answer is an issue beside our own claims, never a loss of them."""
        try:
            answer = self.endpoint.ask(system_prompt(), report.text[:LONGEST])
        except NoAnswer as error:
            return replace(coded, issues=(*coded.issues, self._issue(report, "no-answer", str(error))))
        found, malformed = proposals(answer)
        added: dict[str, Claim] = {}
        refused = [f"{malformed} malformed"] if malformed else []
        for proposal in found:
            try:
                claim, parts = grounded(proposal, report, mentions, self.endpoint.model)
            except Refused as error:
                refused.append(str(error))
                continue
            refused.extend(parts)
            if not _told_already(claim, coded.claims):
                added.setdefault(claim.id, claim)
        issues = coded.issues
        if refused:
            told = f"{len(refused)} of the second reader's values were refused: {'; '.join(refused[:5])}"
            issues = (*issues, self._issue(report, "refused", told))
        return replace(coded, claims=(*coded.claims, *added.values()), issues=issues)

    def _issue(self, report: Report, code: str, message: str) -> Issue:
        return Issue(report.source.locator, "second", code, " ".join(message.split())[:400], report.source.digest)


def _told_already(claim: Claim, ours: tuple[Claim, ...]) -> bool:
    return any(
        c.type is claim.type and (c.evidence.sentence.overlaps(claim.evidence.sentence) or _told_more(c, claim))
        for c in ours
    )


def _told_more(c: Claim, claim: Claim) -> bool:
    return any(s.overlaps(claim.evidence.sentence) for s in c.evidence.more)
