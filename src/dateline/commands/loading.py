"""Loads what reading needs, once: parser, outlets, places and parties, lexicon."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dateline.commands import screen
from dateline.commands.options import folder
from dateline.config import Settings
from dateline.errors import UsageError

if TYPE_CHECKING:
    from dateline.pipeline import Chain
    from dateline.second import SecondReader


def chain(
    s: Settings,
    *,
    lexicon: Path | None = None,
    parser: str | None = None,
    published: str | None = None,
    second: str | None = None,
    model: str | None = None,
) -> Chain:
    """The chain for one run. A user's folder may hold events/, actors/, places/ and outlets/, each on top of
    the shipped data. second, model: address and name of a language model that proposes more claims."""
    from dateline.resolve.places import index_path

    extra = folder(lexicon or s.lexicon, "--lexicon")
    if not index_path().exists():
        screen.note("Compiling the gazetteer, once for this version of its data (about half a minute) ...")
    from dateline.coding import load_lexicon
    from dateline.parse import load_parser
    from dateline.pipeline import Chain
    from dateline.read import load_outlets
    from dateline.resolve import load_knowledge

    outlets = extra / "outlets" if extra and (extra / "outlets").is_dir() else None
    return Chain(
        parser=load_parser(parser or s.parser),
        outlets=load_outlets(outlets),
        knowledge=load_knowledge(extra),
        lexicon=load_lexicon(extra),
        published=published,
        second=_second(s, second, model),
    )


def _second(s: Settings, address: str | None, model: str | None) -> SecondReader | None:
    if address is None and model is None:
        return None
    from dateline.second import Endpoint, SecondReader

    if not address or not model or not address.startswith(("http://", "https://")):
        raise UsageError(
            "--second takes an http address and needs --second-model: http://127.0.0.1:11434/v1 and a name"
        )
    return SecondReader(Endpoint(address, model, s.second_key))
