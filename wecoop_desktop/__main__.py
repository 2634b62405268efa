"""`wecoop`: without arguments the window, else a command."""

from __future__ import annotations

import sys


def main() -> int:
    from wecoop_desktop.cli.main import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
