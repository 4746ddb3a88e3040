"""Issues: inputs that could not be kept, with the reason, until a report comes through from the same place.

An issue is kept once for each locator, digest of the bytes, and code; it is never deleted. When a report is
added from the same locator, its issues are marked resolved; should the same bytes fail again, the issue is
open again.
"""

from __future__ import annotations

from sqlalchemy import Connection, insert, select, update

from dateline.ledger import rows
from dateline.ledger import schema as s
from dateline.model import Issue


def set_aside(connection: Connection, issue: Issue, *, resolved: bool = False) -> None:
    """Keep an issue once; seen again after it was resolved, it is open again."""
    issue = rows.cleaned(issue)
    key = (s.issues.c.locator == issue.locator) & (s.issues.c.digest == issue.digest) & (s.issues.c.code == issue.code)
    values = {"stage": issue.stage, "message": issue.message, "resolved": resolved}
    if connection.execute(select(s.issues.c.code).where(key)).first():
        connection.execute(update(s.issues).where(key).values(values))
    else:
        place = {"locator": issue.locator, "digest": issue.digest, "code": issue.code}
        connection.execute(insert(s.issues), {**place, **values})


def waits(connection: Connection, locator: str) -> bool:
    """Whether an issue of this place is open, so that a report from there changes something."""
    here = (s.issues.c.locator == rows.clean(locator)) & s.issues.c.resolved.is_(False)
    return connection.execute(select(s.issues.c.code).where(here)).first() is not None


def resolve(connection: Connection, locator: str) -> None:
    """A report came through from where one had been set aside."""
    connection.execute(update(s.issues).where(s.issues.c.locator == rows.clean(locator)).values(resolved=True))


def issues(connection: Connection, *, include_resolved: bool = False) -> tuple[Issue, ...]:
    query = select(s.issues)
    if not include_resolved:
        query = query.where(s.issues.c.resolved.is_(False))
    return tuple(sorted((rows.issue_of(row) for row in connection.execute(query)), key=rows.issue_order))
