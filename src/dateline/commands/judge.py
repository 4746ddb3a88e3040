"""`dateline judge`, `dateline correct`, `dateline judgements`: a person's word on claims, and taking it back."""

from __future__ import annotations

import getpass
import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.commands import options as o
from dateline.commands import screen
from dateline.errors import UsageError

if TYPE_CHECKING:
    from dateline.ledger import Ledger
    from dateline.model import Judgement, LedgerView, Verdict

VERDICTS = ("same", "not-same", "merge", "split", "accept", "reject", "right", "wrong", "undo")

ReasonOption = Annotated[str, typer.Option("--reason", help="Why, in a few words.")]
PersonOption = Annotated[str | None, typer.Option("--person", help="Who judges. [default: your login name]")]
AtOption = Annotated[str | None, typer.Option("--at", help="When, as ISO 8601. [default: now]")]


def register(app: typer.Typer) -> None:
    app.command()(judge)
    app.command()(correct)
    app.command()(judgements)


def judge(
    verdict: Annotated[str, typer.Argument(help=f"{', '.join(VERDICTS[:-1])}, or undo (of judgements).")],
    subjects: Annotated[
        list[str],
        typer.Argument(help="Claims or events (ids or their starts); right and wrong end with the attribute."),
    ],
    reason: ReasonOption = "",
    person: PersonOption = None,
    at: AtOption = None,
    json: Annotated[bool, typer.Option("--json", help="The judgements made, as a JSON array.")] = False,
    ledger: o.LedgerOption = None,
) -> None:
    """Judge claims and events: same, reject, right ...

    It is added to the ledger and holds from then on, also after claims are coded anew; `undo` takes it back without a
    trace in the events.

    same, merge: these claims or events are one happening. not-same: they are not. split: the claims named after
    the event are another happening than its other claims. accept, reject: the claim as a whole; a rejected one is
    in no event. right, wrong: one value of a claim; the event settles on a right one, a wrong one is left out.

    \b
    dateline judge same e7k2m e9q1x --reason "one attack, two spellings of the base"
    dateline judge not-same CLAIM CLAIM
    dateline judge split EVENT CLAIM CLAIM --reason "the strike a year before"
    dateline judge reject CLAIM --reason "a film plot"
    dateline judge right CLAIM counts:killed --reason "the hospital's own list"
    dateline judge undo JUDGEMENT
    """
    if verdict not in VERDICTS:
        raise UsageError(f"there is no verdict {verdict!r}; one of {', '.join(VERDICTS)}")
    with o.open_ledger(ledger) as opened:
        by = Judge(person or getpass.getuser(), at or datetime.now(UTC).isoformat(timespec="seconds"), reason)
        keep(opened, made(by, verdict, subjects, opened), json)


def correct(
    subject: Annotated[str, typer.Argument(metavar="CLAIM|EVENT", help="Id or its start; an event is all its claims.")],
    attribute: Annotated[
        str,
        typer.Argument(help="status, type, mode, place, when, actor, recipient, or counts:WHAT such as counts:killed."),
    ],
    value: Annotated[str, typer.Argument(help="The right value; - for none.")],
    reason: ReasonOption = "",
    person: PersonOption = None,
    at: AtOption = None,
    json: Annotated[bool, typer.Option("--json", help="The judgement made, as a JSON array.")] = False,
    ledger: o.LedgerOption = None,
) -> None:
    """Correct a value that Dateline misread.

    It says what the report really says. The claim as coded stays in the ledger; every view shows the corrected
    value, with who corrected it and why.

    Days are 2020-03-29 or 2020-03-20/2020-04-03; parties are names parted by ";"; a place is the name of one that the
    ledger knows, or NAME@LATITUDE,LONGITUDE.

    \b
    dateline correct CLAIM when 2020-03-29 --reason "Sunday, not Saturday"
    dateline correct CLAIM counts:killed 3
    dateline correct EVENT place "K1 base"
    dateline correct CLAIM actor "Iraq military; Peshmerga"
    """
    from dateline.commands.values import as_json

    with o.open_ledger(ledger) as opened:
        view = o.derived(opened)
        named = claims_of(view, [subject], "correct")
        who = Judge(person or getpass.getuser(), at or datetime.now(UTC).isoformat(timespec="seconds"), reason)
        keep(opened, [who.says("correct", named, attribute, as_json(view, named, attribute, value))], json)


def judgements(
    every: Annotated[bool, typer.Option("--all", help="Also those taken back, and the taking back.")] = False,
    json: o.JsonOption = False,
    ledger: o.LedgerOption = None,
) -> None:
    """List what people judged: who, when, what, and why.

    \b
    dateline judgements
    dateline judgements --all --json
    """
    with o.open_ledger(ledger) as opened:
        found = opened.judgements(active=not every)
    if json:
        screen.print_json(found)
        return
    rows = ((j.id, j.at[:16], j.person, told(j), ", ".join(j.subjects), j.reason) for j in found)
    if found:
        screen.console().print(screen.table(["judgement", "at", "by", "says", "of", "because"], rows))
    screen.note(f"{screen.many(len(found), 'judgement')}.")


def told(j: Judgement) -> str:
    """ "correct when = ...", "undo j1f0c2ab"."""
    if j.takes_back:
        return f"undo {j.takes_back}"
    named = {"accept": "right", "reject": "wrong"}.get(j.verdict, j.verdict) if j.attribute else j.verdict
    return named + (f" {j.attribute}" if j.attribute else "") + (f" = {j.value}" if j.value is not None else "")


class Judge:
    """Who judges, when and why; makes judgements whose ids follow from what they say."""

    def __init__(self, person: str, at: str, reason: str) -> None:
        self.person, self.at, self.reason = person, at, reason

    def says(
        self, verdict: Verdict, subjects: Sequence[str], attribute: str | None = None, value: str | None = None
    ) -> Judgement:
        return self._made(verdict, tuple(subjects), attribute=attribute, value=value)

    def takes_back(self, judgement: str) -> Judgement:
        return self._made("accept", (), takes_back=judgement)

    def _made(self, verdict: Verdict, subjects: tuple[str, ...], **more: str | None) -> Judgement:
        from dateline.model import Judgement

        words = [verdict, *subjects, *(str(v) for v in more.values()), self.person, self.at]
        key = hashlib.sha256("\x1f".join(words).encode()).hexdigest()[:8]
        return Judgement(f"j{key}", verdict, subjects, self.person, self.at, self.reason, **more)


def made(
    by: Judge, verdict: str, subjects: Sequence[str], opened: Ledger, view: LedgerView | None = None
) -> list[Judgement]:
    """The judgements that a verdict on subjects comes to: several for a split and for several undone. A caller that
    has the ledger's view at hand gives it."""
    if verdict == "undo":
        known = [j.id for j in opened.judgements(active=False)]
        return [by.takes_back(o.one_of(s, known, "judgement")) for s in subjects]
    view = view or _about(opened, subjects)
    if verdict == "split":
        return _split(by, view, subjects)
    if verdict in ("right", "wrong"):
        return [_valued(by, view, verdict, subjects)]
    chosen: dict[str, Verdict] = {"same": "same", "merge": "same", "not-same": "not-same", "accept": "accept"}
    return [by.says(chosen.get(verdict, "reject"), claims_of(view, subjects, verdict))]


def _about(opened: Ledger, subjects: Sequence[str]) -> LedgerView:
    """As much of the ledger as these words may mean."""
    from dateline.ledger import pages

    if not o.brought_up(opened):
        return o.derived(opened)
    with opened.reading() as connection:
        return pages.part(connection, *pages.named(connection, subjects))


def _split(by: Judge, view: LedgerView, subjects: Sequence[str]) -> list[Judgement]:
    """Those named are together, the rest are together, and one of each are apart: that holds whatever else joins."""
    events = {e.id: e for e in view.events}
    event = events[o.one_of(subjects[0], list(events), "event")]
    part = list(dict.fromkeys(o.one_of(s, list(event.claims), "claim of this event") for s in subjects[1:]))
    rest = [c for c in event.claims if c not in part]
    if not part or not rest:
        raise UsageError("split: name the event, then the claims that do not belong to it (not all of them)")
    told = [by.says("not-same", (part[0], rest[0]))]
    return [*told, *(by.says("same", side) for side in (part, rest) if len(side) > 1)]


def _valued(by: Judge, view: LedgerView, verdict: str, subjects: Sequence[str]) -> Judgement:
    if len(subjects) < 2:
        raise UsageError(f"{verdict}: name the claim, then the attribute, such as when or counts:killed")
    *named, attribute = subjects
    claims = claims_of(view, named, verdict)
    known = {c.id: c for c in view.claims}
    if verdict == "wrong":
        from dateline.ledger.corrections import with_value

        for claim in claims:
            with_value(known[claim], attribute, None)
    elif not any(c.id in claims and _has(view, c.id, attribute) for c in view.claims):
        raise UsageError(f"right: no claim named here states {attribute!r}; `dateline show EVENT` lists what is stated")
    return by.says("accept" if verdict == "right" else "reject", claims, attribute)


def _has(view: LedgerView, claim: str, attribute: str) -> bool:
    home = next((e for e in view.events if claim in e.claims), None)
    return home is not None and any(n == attribute and claim in s.claims for n, given in home.values for s in given)


def claims_of(view: LedgerView, named: Sequence[str], verdict: str) -> tuple[str, ...]:
    """Claim ids. For not-same an event stands for its first claim; else for all of them."""
    events = {e.id: e for e in view.events}
    claims = [c.id for c in view.claims]
    found: list[str] = []
    for name in named:
        one = o.one_of(name, [*events, *claims], "event or claim")
        every = events[one].claims if one in events else (one,)
        found += every[:1] if verdict == "not-same" else every
    if verdict in ("same", "not-same", "merge") and len(set(found)) < 2:
        raise UsageError(f"{verdict}: name at least two claims or events")
    return tuple(dict.fromkeys(found))


def keep(opened: Ledger, told_now: Sequence[Judgement], json: bool = False) -> None:
    """Add the judgements, derive anew, and say how to take them back."""
    before = o.events_now(opened)
    for one in told_now:
        opened.judge(one)
    after = o.events_now(opened)
    if json:
        screen.print_json(told_now)
        return
    ids = " ".join(j.id for j in told_now)
    changed = f" {screen.many(before, 'event')} before, {after:,} now;" if before != after else ""
    stands = "Judgement" if len(told_now) == 1 else "Judgements"
    screen.note(
        f"{stands} {ids} {'stands' if len(told_now) == 1 else 'stand'};{changed} `dateline judge undo {ids}` takes"
        f" {'it' if len(told_now) == 1 else 'them'} back."
    )
