"""The sentences of the program and their Russian: read from the source, merged into the catalogue.

`script/words` runs this file: new sentences are added without a translation, those no longer said
are left out, translations stay. The catalogue names the files of a sentence but no lines and no
dates, so that it changes only when words change.
"""

from __future__ import annotations

import io
import sys
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "wecoop_desktop"
RUSSIAN = ROOT / "translations" / "ru" / "LC_MESSAGES" / "wecoop.po"
KEYWORDS = {"tr": None, "mark": None, "ntr": (1, 2), "nmark": (1, 2)}
HEADER = r"""# Russian words of WECOOP Desktop; docs/translation.md says how they are kept.
msgid ""
msgstr ""
"Project-Id-Version: WECOOP Desktop\n"
"Report-Msgid-Bugs-To: \n"
"Language: ru\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && "
"(n%100<10 || n%100>=20) ? 1 : 2);\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"

"""

Message = str | tuple[str, ...]


@cache
def sentences() -> tuple[tuple[Message, str, int], ...]:
    """Every sentence with file and line where it is said, in the order of the files; read once."""
    found = extract_from_dir(
        str(SOURCE), [("**.py", "python")], keywords=KEYWORDS, strip_comment_tags=False
    )
    return tuple(
        (message, file, line)
        for file, line, message, _comments, _context in sorted(found, key=lambda one: one[:2])
        if message and (not isinstance(message, tuple) or all(message))
    )


def russian() -> Catalog:
    return read_po(io.BytesIO(RUSSIAN.read_bytes()), locale="ru")


def merged(old: Catalog) -> Catalog:
    """The sentences of the source with the translations of `old` where it has them."""
    new = Catalog(locale="ru")
    for message, file, _line in sentences():
        place = (f"{SOURCE.name}/{file}", None)
        entry = new.get(message[0] if isinstance(message, tuple) else message)
        if entry is None or place not in entry.locations:
            new.add(message, locations=[place])
    for entry in new:
        known = (
            old.get(entry.id[0] if isinstance(entry.id, tuple) else entry.id) if entry.id else None
        )
        if known is not None and isinstance(known.id, tuple) == isinstance(entry.id, tuple):
            entry.string = known.string
    return new


def written(catalogue: Catalog) -> str:
    stream = io.BytesIO()
    write_po(stream, catalogue, width=100, omit_header=True, include_lineno=False)
    return HEADER + stream.getvalue().decode().lstrip("\n")


def others() -> dict[str, Path]:
    """Catalogues of further languages by their code; what they leave out is said in Russian."""
    found = sorted(RUSSIAN.parents[2].glob("*/LC_MESSAGES/wecoop.po"))
    return {path.parts[-3]: path for path in found if path != RUSSIAN}


def head_of(path: Path) -> str:
    """The comment and the head of a catalogue, as they are written, with the empty line behind."""
    return path.read_text(encoding="utf-8").partition("\n\n")[0] + "\n\n"


def further(code: str, path: Path) -> str:
    """A further catalogue without what is no longer said; what it has not said stays out."""
    said = {entry.id[0] if isinstance(entry.id, tuple) else entry.id for entry in merged(russian())}
    old = read_po(io.BytesIO(path.read_bytes()), locale=code)
    new = Catalog(locale=code)
    for entry in old:
        key = entry.id[0] if isinstance(entry.id, tuple) else entry.id
        if key and key in said and _said(entry.string):
            new.add(entry.id, entry.string)
    stream = io.BytesIO()
    write_po(stream, new, width=100, omit_header=True)
    return head_of(path) + stream.getvalue().decode().lstrip("\n")


def main() -> int:
    for code, path in others().items():
        kept = further(code, path)
        if kept != path.read_text(encoding="utf-8"):
            path.write_text(kept, encoding="utf-8", newline="\n")
    catalogue = merged(russian())
    text = written(catalogue)
    changed = text != RUSSIAN.read_text(encoding="utf-8")
    if changed:
        RUSSIAN.write_text(text, encoding="utf-8", newline="\n")
    waiting = [entry for entry in catalogue if entry.id and not _said(entry.string)]
    for entry in waiting:
        sys.stdout.write(f"{entry.locations[0][0]}: {entry.id!r}\n")
    sys.stdout.write(f"{len(catalogue)} sentences, {len(waiting)} without Russian\n")
    return 1 if waiting else 0


def _said(string: str | tuple[str, ...] | list[str] | None) -> bool:
    return all(string) if isinstance(string, tuple | list) else bool(string)


if __name__ == "__main__":
    sys.exit(main())
