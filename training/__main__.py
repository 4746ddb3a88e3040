"""Everything in one command: `python -m training --data DIR --out DIR`.

1. treebanks and Wikigold (finds its feet on syntax), 2. all corpora, 3. all corpora once more from a lower rate (a
warm restart, after Loshchilov and Hutter 2017), 4. export, 5. scores on the dev splits.
Each step is skipped when its result is there already, and training resumes from its last epoch.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

FIRST = ["--epochs", "3", "--only", "ewt,gum,wikigold"]
SECOND = ["--epochs", "8", "--encoder-rate", "2e-4", "--head-rate", "1.5e-3", "--keep-pieces"]

THIRD = ["--epochs", "12", "--encoder-rate", "1.6e-4", "--head-rate", "1.2e-3", "--keep-pieces", "--seed", "11"]


def main() -> None:
    """Run the steps that are not done yet."""
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--data", type=Path, required=True, help="folder of the public corpora")
    p.add_argument("--out", type=Path, required=True, help="folder for runs and weights")
    p.add_argument("--threads", default="2")
    p.add_argument("--quick", action="store_true", help="one sentence in forty, one epoch a stage: tries the machinery")
    args = p.parse_args()
    first, second, third = args.out / "first", args.out / "second", args.out / "third"
    weights = args.out / "weights"
    common = ["--data", str(args.data), "--threads", args.threads]
    short = ["--sample", "40", "--epochs", "1"] if args.quick else []
    if not (first / "network.pt").exists():
        _step("training.train", *common, "--out", str(first), *FIRST, *short)
    if not (second / "network.pt").exists():
        _step("training.train", *common, "--out", str(second), "--init", str(first), *SECOND, *short)
    if not (third / "network.pt").exists():
        _step("training.train", *common, "--out", str(third), "--init", str(second), *THIRD, *short)
    _step("training.export", "--run", str(third), "--out", str(weights))
    _step("training.evaluate", *common, "--weights", str(weights), "--split", "dev")


def _step(module: str, *arguments: str) -> None:
    subprocess.run([sys.executable, "-m", module, *arguments], check=True)


if __name__ == "__main__":
    main()
