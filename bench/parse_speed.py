"""How fast the parser reads, what it needs, and whether its answer depends on how it is asked.

The text is plain prose of the repository's own making (samples/, else a built-in paragraph) repeated to the
size asked for, so that anyone can run it; `--data FILE` reads a text of your own. Every figure is for text to
finished Doc. Each thread count runs in a process of its own: peak memory is that process's, "first" is from
its start (the interpreter included) to the first Doc. "words/cpu s" counts processor time of all threads: on
a machine that does nothing else it is words/s of one thread, on a busy one it is the figure to trust.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

NAME = "parse-speed"
SUMMARY = "words a second from text to Doc, peak memory, time to the first Doc, same answer however asked"
ROOT = Path(__file__).resolve().parent.parent
PROSE = """KELDRA, Ostrany (NWA) - Government forces withdrew from the Brenik airbase on Tuesday, two days
after rockets killed three soldiers and wounded 14 others there, the Defence Ministry said.

"We have handed the site over to the regional guard, and no foreign troops remain," Col. Marek Tovin, a
ministry spokesman, told reporters. He said about 2,500 personnel would leave by Jan. 31 under the agreement
that was signed in Lessaw last month.

A rebel commander denied that his fighters had fired on the base. It wasn't immediately clear who was behind
the attack, which followed weeks of talks between the U.N.-backed administration and the northern tribes. Aid
agencies reported that at least 40,000 people had fled their homes since the middle of December, many of them
children.

The Health Ministry confirmed 363 new infections on Wednesday, up from 177 a week earlier; schools in the
capital's eastern districts will stay closed until further notice.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--words", type=int, default=20_000, help="size of the text")
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--weights", type=Path, help="folder of weights instead of the shipped ones")


def run(args: argparse.Namespace) -> dict[str, object]:
    """A row a thread count, and whether all answers were the same."""
    figures: dict[str, object] = {}
    answers: set[str] = set()
    for threads in args.threads:
        row, digests = _measured(args, threads)
        figures[f"{threads} thread" + "s" * (threads > 1)] = row
        answers |= set(digests)
    figures["same answer at batches 1, 8, 32 and all threads"] = str(len(answers) == 1)
    return figures


def _measured(args: argparse.Namespace, threads: int) -> tuple[dict[str, float], list[str]]:
    """One thread count, in a process of its own."""
    command = [sys.executable, "-m", "bench.parse_speed", str(threads), str(args.words), str(time.time())]
    command += [str(args.data or ""), str(args.weights or "")]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if found.returncode:
        raise SystemExit(found.stderr)
    answer = json.loads(found.stdout.splitlines()[-1])
    return answer["row"], answer["digests"]


def reports(words: int, file: Path | None) -> list[str]:
    """Report-sized texts of about `words` words in all."""
    if file is not None and file.is_file():
        source = [file.read_text(encoding="utf-8")]
    else:
        source = [p.read_text(encoding="utf-8") for p in sorted((ROOT / "samples").glob("**/*.txt"))] or [PROSE]
    out: list[str] = []
    while words > 0:
        out.append(source[len(out) % len(source)])
        words -= len(out[-1].split()) or words
    return out


def digest(docs: Sequence[Doc]) -> str:
    """A fingerprint of everything a Doc says."""
    seen = sha256()
    for doc in docs:
        seen.update(json.dumps(doc.to_json(), sort_keys=True).encode())
        for key in ("names", "timex"):
            seen.update(repr([(s.start, s.end, s.label_) for s in doc.spans[key]]).encode())
        told = [(p.i, None if p.factuality is None else round(p.factuality, 4), p.roles) for p in doc._.predicates]
        seen.update(repr(told).encode())
    return seen.hexdigest()


def _child(threads: int, words: int, born: float, file: str, weights: str) -> None:
    """Runs in the measured process: prints one line of JSON."""
    from dateline.parse.component import DatelineParser

    texts = reports(words, Path(file) if file else None)
    parser = DatelineParser.load(Path(weights) if weights else None, threads=threads)
    parser.parse(texts[0])
    first, warm = time.time() - born, time.process_time()
    rates, costs = [], []
    for _ in range(3):
        start, spent = time.perf_counter(), time.process_time()
        count = sum(sum(not t.is_space for t in doc) for doc in parser.parse_many(texts))
        rates.append(count / (time.perf_counter() - start))
        costs.append(count / (time.process_time() - spent))
    row = {
        "words/s": round(max(rates)),
        "median": round(sorted(rates)[1]),
        "words/cpu s": round(max(costs)),
        "peak MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "first s": round(first, 2),
        "first cpu s": round(warm, 2),
        "cores": float(len(os.sched_getaffinity(0))),
    }
    few = texts[:33]
    digests = [digest(list(parser.parse_many(few, batch=size))) for size in (1, 8, 32)]
    print(json.dumps({"row": row, "digests": digests}))


if __name__ == "__main__":
    _child(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), sys.argv[4], sys.argv[5])
