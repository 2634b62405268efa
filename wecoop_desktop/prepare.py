"""What an installation makes from its sources: compiled modules, catalogues, and the library.

`python -m wecoop_desktop.prepare`, called by script/setup and by the bundle; both parts are left
alone where they are newer than what they are made from.
"""

from __future__ import annotations

import sys
from pathlib import Path

from wecoop_desktop.base import folders


def compile_catalogues(folder: Path) -> int:
    """Compile every `wecoop.po` that is newer than its `wecoop.mo`. Returns how many."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = 0
    for source in sorted(folder.glob("*/LC_MESSAGES/wecoop.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as stream:
            catalogue = read_po(stream, locale=source.parts[-3])
        with target.open("wb") as stream:
            write_mo(stream, catalogue)
        compiled += 1
    return compiled


def compile_modules(package: Path) -> bool:
    """Compile the program once, so that no start has to."""
    import compileall

    return compileall.compile_dir(package, quiet=2)


def main() -> int:
    compile_modules(Path(__file__).parent)
    compiled = compile_catalogues(folders.translations_folder())
    if compiled:
        sys.stdout.write(f"prepare: {compiled} catalogue compiled\n")
    from wecoop_desktop.library import shelf

    if shelf.build_shipped():
        sys.stdout.write("prepare: library built from the packs\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
