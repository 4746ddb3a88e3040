"""Fuzz one door with atheris (libFuzzer): python -m tests.fuzz.run NAME --seconds 300 [--corpus FOLDER]

Stops at the first finding and leaves the input that made it in the folder; without one it prints how many tries it
made. `--list` names the doors. Needs `pip install atheris`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from hashlib import sha1
from pathlib import Path


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("name", nargs="?")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--corpus", type=Path, help="keep and extend the inputs in this folder")
    parser.add_argument("--list", action="store_true")
    args = parser.parse_args()

    import atheris

    with atheris.instrument_imports(include=["dateline"]):
        from tests.fuzz.targets import TARGETS
    if args.list or args.name not in TARGETS:
        sys.exit("\n".join(TARGETS))
    target = TARGETS[args.name]
    folder = args.corpus or Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    for data in target.seeds():
        (folder / sha1(data).hexdigest()).write_bytes(data)
        target.run(data)  # loads what is loaded late
    options = [
        f"-max_total_time={args.seconds}",
        "-max_len=4096",
        "-timeout=30",
        "-rss_limit_mb=3000",
        "-print_final_stats=1",
    ]
    atheris.Setup([sys.argv[0], str(folder), f"-artifact_prefix={folder}/finding-", *options], target.run)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
