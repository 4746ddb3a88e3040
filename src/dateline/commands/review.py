"""`dateline review`: the doubtful ones, those first whose judging would change most; asked one by one on request."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.text import Text

from dateline.commands import options as o
from dateline.commands import screen
from dateline.errors import UsageError

if TYPE_CHECKING:
    from dateline.ledger import Ledger
    from dateline.model import LedgerView
    from dateline.views.questions import Question

KINDS = ("match", "member", "value", "claim")


def register(app: typer.Typer) -> None:
    app.command()(review)


def review(
    kind: Annotated[str | None, typer.Option("--kind", help=f"Only {', '.join(KINDS)}.")] = None,
    walk: Annotated[bool, typer.Option("--walk", help="Ask one after the other, and record the answers.")] = False,
    limit: Annotated[int, typer.Option("--limit", help="At most this many.", min=1)] = 20,
    person: Annotated[
        str | None, typer.Option("--person", help="Who judges, with --walk. [default: your login name]")
    ] = None,
    json: o.JsonOption = False,
    ledger: o.LedgerOption = None,
) -> None:
    """List what is doubtful, most consequential first.

    Events that may be one (match), claims that hardly fit their event (member), values that cannot all be true
    (value), claims the coder is unsure of (claim).

    Before each stands how much hangs on it; below it, the commands that settle it. --walk asks and records; an empty
    answer passes on, q ends.

    \b
    dateline review --limit 5
    dateline review --kind value
    dateline review --walk --person Ada
    """
    from dateline.views.questions import questions

    if kind is not None and kind not in KINDS:
        raise UsageError(f"--kind: there is no {kind!r}; one of {', '.join(KINDS)}")
    if walk and json:
        raise UsageError("--walk asks a person; leave out --json")
    with o.open_ledger(ledger) as opened:
        view = o.derived(opened)
        found = [q for q in questions(view) if kind is None or q.kind == kind]
        if walk:
            _walk(opened, found[:limit], view, person or getpass.getuser())
            return
    if json:
        screen.print_json(_record(q) for q in found[:limit])
        return
    out = screen.console()
    for q in found[:limit]:
        _show(out, q, view)
        for word, arguments in q.answers:
            out.print(_inset(f"{word}: dateline {' '.join(arguments)}", "cyan"))
        out.print()
    more = f", the first {limit} shown" if len(found) > limit else ""
    screen.note(f"{screen.many(len(found), 'question')}{more}. `dateline review --walk` asks them one by one.")


def _record(q: Question) -> dict[str, object]:
    return {
        "kind": q.kind,
        "ask": q.ask,
        "events": [e.id for e in q.events],
        "claims": list(q.claims),
        "why": q.why,
        "changes": q.changes,
        "chance": round(q.chance, 3),
        "effect": q.effect,
        "answers": {word: list(arguments) for word, arguments in q.answers},
    }


def _show(out: Console, q: Question, view: LedgerView) -> None:
    """The question, its events, and for single claims their own words."""
    from dateline.commands.show import marked
    from dateline.views.wording import sentence_of

    out.print(Text.assemble((f"{q.changes:>3}  ", "dim"), screen.words(q.ask, "bold")))
    for event in q.events:
        out.print(_inset(f"{event.id[:8]} {sentence_of(event)}"))
    reports = {r.id: r for r in view.reports}
    for claim in (c for c in view.claims if c.id in q.claims and q.kind != "match"):
        report = reports[claim.report]
        head = Text.assemble(_inset(f"{report.outlet or report.id}:", "cyan"), " ")
        out.print(head.append("“").append_text(marked(report.text, claim)).append("”"))
    out.print(_inset(q.why, "dim"))
    out.print(_inset(q.effect, "dim"))


def _inset(words: str, style: str = "") -> Text:
    return Text.assemble("     ", screen.words(words, style))


def _walk(opened: Ledger, found: list[Question], view: LedgerView, person: str) -> None:
    """Ask, record, go on. What an answer has changed meanwhile is asked again by the next run."""
    from dateline.commands.judge import Judge, made

    out, done = screen.console(), 0
    for q in found:
        _show(out, q, view)
        chosen = _answer(q)
        if chosen is None:
            break
        if chosen < 0:
            continue
        _, (_, verdict, *subjects) = q.answers[chosen]
        by = Judge(person, datetime.now(UTC).isoformat(timespec="microseconds"), "")
        for one in made(by, verdict, subjects, opened):
            opened.judge(one)
        done += 1
    o.derived(opened)
    screen.note(f"{screen.many(done, 'answer')} recorded; `dateline judgements` lists them.")


def _answer(q: Question) -> int | None:
    """The number of the chosen answer, -1 for passing on, None for ending."""
    words = "  ".join(f"[{n}] {screen.clean(word)}" for n, (word, _) in enumerate(q.answers, 1))
    while True:
        typed = typer.prompt(f"     {words}  [enter] pass  [q] end", default="", show_default=False, err=True).strip()
        if typed.lower() in ("q", "quit"):
            return None
        if not typed:
            return -1
        if typed.isdigit() and 1 <= int(typed) <= len(q.answers):
            return int(typed) - 1
