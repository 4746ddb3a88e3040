"""`dateline judge`: a person's word on claims: same event or not, accept or reject, and taking it back."""

from __future__ import annotations

import getpass
import hashlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, cast

import typer

from dateline.commands import options as o
from dateline.commands import screen
from dateline.errors import UsageError

if TYPE_CHECKING:
    from dateline.model import LedgerView, Verdict

VERDICTS = ("same", "not-same", "accept", "reject", "undo")


def register(app: typer.Typer) -> None:
    app.command()(judge)


def judge(
    verdict: Annotated[str, typer.Argument(help="same, not-same, accept, reject, or undo (of a judgement).")],
    subjects: Annotated[
        list[str], typer.Argument(help="Claims or events (ids or their starts); for undo, a judgement.")
    ],
    reason: Annotated[str, typer.Option("--reason", help="Why, in a few words.")] = "",
    person: Annotated[str | None, typer.Option("--person", help="Who judges. [default: your login name]")] = None,
    at: Annotated[str | None, typer.Option("--at", help="When, as ISO 8601. [default: now]")] = None,
    ledger: o.LedgerOption = None,
) -> None:
    """Judge claims. It is added to the ledger and holds from then on, also after claims are coded anew;
    `undo` takes it back without a trace in the events.

    \b
    dateline judge same e7k2m e9q1x --reason "one attack, two spellings of the base"
    dateline judge not-same CLAIM CLAIM
    dateline judge reject CLAIM --reason "a film plot"
    dateline judge undo JUDGEMENT
    """
    from dateline.model import Judgement

    if verdict not in VERDICTS:
        raise UsageError(f"there is no verdict {verdict!r}; one of {', '.join(VERDICTS)}")
    who, when = person or getpass.getuser(), at or datetime.now(UTC).isoformat(timespec="seconds")
    with o.open_ledger(ledger) as opened:
        if verdict == "undo":
            back = o.one_of(subjects[0], [j.id for j in opened.judgements(active=False)], "judgement")
            kind: Verdict = "accept"
            named: tuple[str, ...] = ()
        else:
            kind, back = cast("Verdict", verdict), ""
            named = claims_of(o.derived(opened), subjects, verdict)
        key = hashlib.sha256("\x1f".join([verdict, *named, back, who, when]).encode()).hexdigest()[:8]
        made = Judgement(f"j{key}", kind, named, who, when, reason, takes_back=back or None)
        opened.judge(made)
        o.derived(opened)
    screen.note(f"Judgement {made.id} stands; `dateline judge undo {made.id}` takes it back.")


def claims_of(view: LedgerView, named: list[str], verdict: str) -> tuple[str, ...]:
    """Claim ids. For same and not-same an event stands for its first claim; for accept and reject for all of
    them."""
    events = {e.id: e for e in view.events}
    claims = [c.id for c in view.claims]
    found: list[str] = []
    for name in named:
        one = o.one_of(name, [*events, *claims], "event or claim")
        every = events[one].claims if one in events else (one,)
        found += every[:1] if verdict == "not-same" else every
    if verdict in ("same", "not-same") and len(set(found)) < 2:
        raise UsageError(f"{verdict}: name at least two claims or events")
    return tuple(dict.fromkeys(found))
