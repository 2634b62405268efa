"""`script/bench [--json] [--only NAME] [--long]`: one line a figure."""

from __future__ import annotations

import argparse
import importlib
import json
import sys

from tests.bench.figure import Figure

GROUPS = (
    "start", "window", "map", "search", "judged", "scale", "forms", "work", "documents", "listing",
    "matching", "wizard", "hour", "updates", "bundle",
)  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument("--json", action="store_true", help="answer with JSON")
    parser.add_argument("--only", choices=GROUPS, help="one group of figures")
    parser.add_argument("--long", action="store_true", help="also what takes minutes")
    arguments = parser.parse_args()
    figures: list[Figure] = []
    if not arguments.json:
        print(f"{'figure':<52} {'value':>14} {'floor':>14} {'ratio':>8}  goal")
    for group in [arguments.only] if arguments.only else GROUPS:
        module = importlib.import_module(f"tests.bench.{group}")
        for figure in module.figures(long=arguments.long):
            figures.append(figure)
            if not arguments.json:
                print(figure.line(), flush=True)
    if arguments.json:
        json.dump({"figures": [f.data() for f in figures]}, sys.stdout, ensure_ascii=False)
        print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
