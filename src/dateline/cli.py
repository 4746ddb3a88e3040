"""The command line: `dateline COMMAND ...`. Each command lives in its own file under `commands/`.

Heavy libraries are imported inside the commands that need them, so that looking something up starts at once.

Exit codes: 0 done; 1 done, but something was set aside or found wrong; 2 wrong usage, or what was asked for
is not there; 3 trouble with the ledger; 4 a data file breaks its schema; 5 the model is missing or damaged;
130 interrupted.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from logging import ERROR, Handler
from typing import Annotated

import typer

from dateline.commands import (
    add,
    backup,
    brief,
    bulk,
    check,
    conflicts,
    events,
    explain,
    export,
    figures,
    gazetteer,
    issues,
    judge,
    lexicon,
    plans,
    print_,
    review,
    search,
    serve,
    show,
    state,
    watch,
)
from dateline.config import settings
from dateline.errors import DatelineError

HELP = """Keeps the books on a developing situation from the news: who did what to whom, where, when, how many, and
according to whom, each value with the words that say so.

\b
Begin   dateline add reports/                   read reports into the ledger
Look    dateline events                         what happened, told how often
        dateline show EVENT                     each value and who says so
        dateline plans --open                   what is announced and not done
        dateline conflicts --words              where the reports disagree
        dateline state --on 2020-03-27          who holds what
Settle  dateline review --walk                  the doubtful ones, one by one
        dateline correct CLAIM when 2020-03-29  what the report really says
Hand on dateline brief -o brief.html            a situation report, all cited
        dateline export --list                  tables, maps, other formats

\b
The ledger is --ledger, else $DATELINE_LEDGER, else dateline.db right here.
--json gives programs what people get as a table. Exit codes: 0 done; 1 done,
but something was set aside or found wrong; 2 wrong usage, or not there;
3 ledger; 4 data file; 5 model; 130 interrupted.
"""

_logs: list[Handler] = []  # the open log, if one was asked for

app = typer.Typer(
    name="dateline",
    help=HELP,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

for _command in (
    add,
    events,
    show,
    plans,
    figures,
    conflicts,
    state,
    brief,
    explain,
    search,
    issues,
    review,
    judge,
    print_,
    export,
    serve,
    watch,
    check,
    backup,
    bulk,
):
    _command.register(app)
app.add_typer(lexicon.app, name="lexicon")
app.add_typer(gazetteer.app, name="gazetteer")


def _version(wanted: bool) -> None:
    if wanted:
        from dateline import __version__

        print(f"dateline {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and end.", callback=_version, is_eager=True)
    ] = False,
    log_json: Annotated[
        str | None,
        typer.Option(
            "--log-json", metavar="FILE|-", help="Log to this file as JSON lines; -: standard error. [$DATELINE_LOG]"
        ),
    ] = None,
) -> None:
    """Options that stand before a command."""
    where = log_json or settings(os.environ).log
    if where:
        from dateline import log

        _logs.append(log.start(where))


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code; never raises for what a user can mend."""
    words, begun = list(sys.argv[1:] if argv is None else argv), time.monotonic()
    code = 1
    try:
        code = _run(words)
    finally:
        if _logs:
            from dateline import log

            log.tell("end", {"words": words, "exit": code, "seconds": round(time.monotonic() - begun, 3)})
            log.stop(_logs.pop())
    return code


def _run(words: list[str]) -> int:
    try:
        done = app(words, standalone_mode=False, prog_name="dateline")
        sys.stdout.flush()
        return done if isinstance(done, int) else 0
    except DatelineError as error:
        return _failed(str(error), error.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        return _failed("interrupted; what was read is in the ledger, and the same command goes on from there", 130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if shown := _usage(error):
            return _failed(shown, 2)
        if settings(os.environ).debug or not isinstance(error, OSError):
            raise
        return _failed(str(error), 2)


def _usage(error: Exception) -> str | None:
    """The line for a wrong option or argument: what is wrong, and where to read on."""
    told = getattr(error, "format_message", None)
    if told is None:
        return None
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "dateline"
    if path == "dateline" and getattr(error, "option_name", "").startswith("-"):
        return (
            f"{str(told()).rstrip('.')} before a command; options such as --ledger stand behind it, see `{path} --help`"
        )
    return f"{str(told()).rstrip('.')}; see `{path} --help`"


def _failed(message: str, code: int) -> int:
    from dateline.commands.screen import clean

    print(f"dateline: {clean(message)}", file=sys.stderr)
    if _logs:
        from dateline import log

        log.tell("failed", {"message": message, "exit": code}, ERROR)
    return code


if __name__ == "__main__":
    raise SystemExit(main())
