"""`dateline serve`: the web desk and the API over one ledger."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.commands import options as o
from dateline.commands import screen
from dateline.errors import UsageError

if TYPE_CHECKING:
    from dateline.web.access import Access

SWITCH = 0.0005  # seconds: what is worked out behind the scenes must not hold up readers
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def register(app: typer.Typer) -> None:
    app.command()(serve)


def serve(
    host: Annotated[str, typer.Option("--host", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", help="Port to listen on.", min=1, max=65535)] = 8765,
    read_only: Annotated[bool, typer.Option("--read-only", help="Nobody may judge.")] = False,
    tokens: Annotated[
        Path | None,
        typer.Option(
            "--tokens", help="File of who may read and review: lines `read NAME TOKEN` or `review NAME TOKEN`."
        ),
    ] = None,
    name: Annotated[
        list[str] | None,
        typer.Option("--name", help="A further host name that the server answers to; may be repeated."),
    ] = None,
    tiles: Annotated[
        str | None, typer.Option("--tiles", help="Address of map tiles, https://host/{z}/{x}/{y}.png. [default: none]")
    ] = None,
    person: Annotated[
        str | None, typer.Option("--person", help="Who signs judgements, without tokens. [default: your login name]")
    ] = None,
    ledger: o.LedgerOption = None,
) -> None:
    """Show the ledger in the browser, and to programs under /api/v1. It needs no internet and asks none; only this
    machine reaches it unless --host says otherwise.

    \b
    dateline serve
    dateline serve --port 9000 --read-only
    dateline serve --host 0.0.0.0 --name desk.example.org --tokens tokens.txt
    """
    try:
        import uvicorn

        from dateline.web.app import LOCAL, Settings, make_app
    except ModuleNotFoundError as error:
        raise UsageError(f"the web desk needs {error.name}; install it with: pip install 'dateline[web]'") from None
    if tiles is not None and not tiles.startswith(("https://", "http://")):
        raise UsageError("--tiles: write an address such as https://tiles.example.org/{z}/{x}/{y}.png")
    sys.setswitchinterval(SWITCH)
    access = access_of(host, read_only, tokens, person)
    hosts = None if host in ("0.0.0.0", "::") and not name else LOCAL | {host} | set(name or ())
    with o.open_ledger(ledger, readonly=read_only) as opened:
        app = make_app(opened, Settings(access, hosts, tiles))
        screen.note(f"Reading {opened.name} ...")
        desk = app.state.desks.current()
        told = f"{screen.many(len(desk.view.reports), 'report')}, {screen.many(len(desk.view.events), 'event')}"
        screen.note(f"{told}. Open http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}/ (Ctrl-C ends)")
        uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False, proxy_headers=False)


def access_of(host: str, read_only: bool, tokens: Path | None, person: str | None) -> Access:
    """Who may do what. Raises UsageError where others could reach the server and judge without a token."""
    from dateline.web.access import Access, read_tokens

    if tokens is not None:
        return Access(tokens=read_tokens(tokens), readonly=read_only)
    if host not in LOOPBACK and not read_only:
        raise UsageError(f"--host {host}: others could reach it and judge; give --tokens FILE, or --read-only")
    return Access(person=person or getpass.getuser(), readonly=read_only)
