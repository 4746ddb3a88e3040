"""What the corpus benchmarks share: the chain from options, text to claims in memory, fair samples, names
compared.

A corpus of sentences is coded sentence by sentence as reports of one day (`sentence`): no masthead is
looked for. A corpus of articles is read as reports are (`article`). `--limit N` draws N items with a fixed
seed, in corpus order; 0 takes all. Every benchmark runs on one thread, so its figures say what one core
does.
"""

from __future__ import annotations

import argparse
import random
import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import pycountry

from bench.linking import f1
from dateline.coding import load_lexicon
from dateline.model import Claim, Interval, Issue, Party, RawReport, Report, Source
from dateline.parse import load_parser
from dateline.pipeline import Chain, read, understand
from dateline.read import load_outlets
from dateline.resolve import load_knowledge

Item = TypeVar("Item")


def bag(told: str) -> frozenset[str]:
    """The words of a line, as a set."""
    return frozenset(told.split())


SEED = 20200327
ANY_DAY = date(2020, 3, 27)  # a sentence with no date of its own is read as if published then
GENERIC = bag(
    "the a an of and in on at for to s from by with former president minister prime foreign leader "
    "leaders official officials government governments authorities authority state military army troops "
    "troop forces force police soldiers soldier security people group groups members member supporters "
    "secretary general spokesman some two three several"
)


def add_options(parser: argparse.ArgumentParser, limit: int = 0) -> None:
    parser.add_argument("--parser", default="dateline", help="parser to use (default: the shipped model)")
    parser.add_argument("--lexicon", type=Path, help="a user's lexicon folder on top of the shipped one")
    parser.add_argument(
        "--limit", type=int, default=limit, help=f"so many items, drawn with --seed; 0: all (default {limit})"
    )
    parser.add_argument("--seed", type=int, default=SEED, help="seed of the draw")


def chain_of(args: argparse.Namespace) -> Chain:
    """The chain as the options say, on one thread."""
    return Chain(
        load_parser(args.parser, threads=1),
        load_outlets(),
        load_knowledge(args.lexicon),
        load_lexicon(args.lexicon),
    )


def shipped() -> Chain:
    """The chain as shipped, on one thread."""
    return Chain(load_parser("dateline", threads=1), load_outlets(), load_knowledge(), load_lexicon())


def sample(items: Iterable[Item], limit: int, seed: int = SEED) -> list[Item]:
    """`limit` of the items, drawn with a fixed seed and left in their order; all of them for 0."""
    all_ = list(items)
    if not limit or limit >= len(all_):
        return all_
    chosen = sorted(random.Random(seed).sample(range(len(all_)), limit))
    return [all_[i] for i in chosen]


def sentence(chain: Chain, text: str, name: str = "s", day: date = ANY_DAY) -> tuple[Claim, ...]:
    """The claims of one sentence or snippet, read as a report of that day without masthead or furniture."""
    report = Report(name, text, Source(name, "text/plain"), published=Interval(day, day, "day"), language="en")
    return understand(report, chain).claims


def article(
    chain: Chain, text: str, name: str, *, title: str | None = None, published: str | None = None
) -> tuple[Report, tuple[Claim, ...]] | None:
    """Report and claims of one article, read with its masthead; None where nothing of it is story."""
    raw = RawReport(Source(name, "text/plain"), text, id=name, title=title, published=published)
    report = read(raw, chain)
    return None if isinstance(report, Issue) else (report, understand(report, chain).claims)


# ---------------------------------------------------------------------------------------------------- figures


def scores(hit: int, ours: int, gold: int) -> dict[str, Any]:
    """Precision, recall and F1 from counts; 0 where there is nothing to divide by."""
    p, r = hit / ours if ours else 0.0, hit / gold if gold else 0.0
    return {"gold": gold, "ours": ours, "p": p, "r": r, "f1": f1(p, r)}


def share(part: int, whole: int) -> float | None:
    """A share, or None where it is of nothing."""
    return part / whole if whole else None


# ------------------------------------------------------------------------------------------------------ names


def words(text: str) -> tuple[str, ...]:
    """Lower-case words without accents and punctuation; "U.S." is one word."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = re.sub(r"\b([a-z])\.(?=[a-z]\b|\s|$)", r"\1", plain)
    return tuple(re.findall(r"[a-z0-9]+", plain))


def same_words(a: str, b: str) -> bool:
    """Whether two names share a word that tells: titles and bare kinds count only where a name has nothing
    else.
    """
    left, right = set(words(a)), set(words(b))
    telling = (left - GENERIC, right - GENERIC)
    if all(telling):
        return bool(telling[0] & telling[1])
    return not any(telling) and bool((left & right) - {"the", "a", "an", "of", "and"})


def party_words(party: Party) -> str:
    """A party's canonical name and the words that named it."""
    return f"{party.name} {party.text or ''}"


@cache
def alpha2(iso3: str) -> str | None:
    """ISO 3166-1 alpha-2 of an alpha-3 code; None for what is no country."""
    country = pycountry.countries.get(alpha_3=iso3.upper()) if len(iso3) == 3 else None
    return str(country.alpha_2) if country else None


def found_in(gold: Sequence[Any], ours: Sequence[Party], same: Any) -> int:
    """How many of the gold parties one of ours is."""
    return sum(any(same(g, p) for p in ours) for g in gold)
