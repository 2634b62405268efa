"""What an installation makes from its sources: compiled modules, catalogues, and the library.

`python -m wecoop_desktop.prepare`, called by script/setup and by the bundle; both parts are left
alone where they are newer than what they are made from.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from wecoop_desktop.base import folders


def compile_catalogues(folder: Path) -> int:
    """Compile every `wecoop.po` that is newer than its `wecoop.mo`. Returns how many."""
    from babel.messages.catalog import Catalog, Message
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    class _Whole(Catalog):
        """A catalogue with the lines of its head that Babel would leave out."""

        def __init__(self, read: Catalog, head: str) -> None:
            super().__init__(locale=read.locale)
            self._read, self._head = read, head

        @property
        def num_plurals(self) -> int:
            return self._read.num_plurals

        def __iter__(self) -> Iterator[Message]:
            head, *sentences = self._read
            yield Message("", f"{head.string}{self._head}")
            yield from sentences

    compiled = 0
    for source in sorted(folder.glob("*/LC_MESSAGES/wecoop.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as stream:
            catalogue = read_po(stream, locale=source.parts[-3])
        with target.open("wb") as made:
            write_mo(made, _Whole(catalogue, _own_head(source.read_text(encoding="utf-8"))))
        compiled += 1
    return compiled


def _own_head(written: str) -> str:
    """The lines `X-...` of a catalogue's head."""
    head = written.partition("\n\n")[0]
    found = re.findall(r'^"(X-[\w-]+: [^"\\]*)\\n"$', head, re.MULTILINE)
    return "".join(f"{line}\n" for line in found)


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
