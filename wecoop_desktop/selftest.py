"""Checks that an installation works: each part once, for real, with nothing left behind."""

from __future__ import annotations

import importlib
import io
import platform
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from wecoop_desktop import __version__
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.folders import Home, resources_folder, translations_folder
from wecoop_desktop.base.language import Language, mark

if TYPE_CHECKING:
    from wecoop_desktop.documents.paper import Paper
    from wecoop_desktop.library.library import Library

MODULES = (
    *("alembic", "babel", "cryptography", "docx", "lark", "lxml.etree", "markdown_it"),
    *("openpyxl", "PIL.Image", "platformdirs", "pymorphy3", "pypdfium2", "pyphen", "rapidfuzz"),
    *("reportlab", "securesystemslib", "sqlalchemy", "ssl", "Stemmer", "tantivy"),
    *("tuf.api.metadata", "urllib3", "waitress", "zstandard"),
)
FONTS = (
    *("Inter_400Regular.ttf", "Inter_500Medium.ttf", "Inter_600SemiBold.ttf", "Inter_700Bold.ttf"),
    *("SourceSans3_400Regular.ttf", "SourceSans3_400Regular_Italic.ttf"),
    *("SourceSans3_600SemiBold.ttf", "SourceSans3_700Bold.ttf"),
    *("SourceSerif4_400Regular.ttf", "SourceSerif4_400Regular_Italic.ttf"),
    *("SourceSerif4_600SemiBold.ttf", "SourceSerif4_700Bold.ttf"),
)
# Letters of the languages of the five countries, Cyrillic and Latin, and signs of our texts.
LETTERS = (
    "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя"
    "ӘәҒғҚқҢңӨөҰұҮүҺһІіӢӣӮӯҶҷЎўҲҳ"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    "ÄäÇçŇňÖöŞşÜüÝýŽžĞğİıÑñŪūʻʼ0123456789№€₸«»–—…·×−"
)
TEMPLATE = "eu_concept"
CHANNELS = ("network", "stick")


class WrongError(Exception):
    """A check found something wrong; its text says what."""


@dataclass(frozen=True, slots=True)
class Check:
    """`error` is empty where all is well; else an AppError, or what was wrong in plain words.
    `took` is in seconds."""

    label: str
    found: str = ""
    error: AppError | str = ""
    took: float = 0.0


def versions() -> dict[str, str]:
    """What runs here, for whoever is asked for help. Imports nothing large."""
    bundled = getattr(sys, "frozen", False)
    return {
        "program": __version__,
        "form": "bundle" if bundled else "source",
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "system": platform.platform(),
        "machine": platform.machine(),
    }


def run(home: Home) -> Iterator[Check]:
    """Every check in turn. Writes only into a temporary folder, and the library into the home."""
    yield _check(mark("Parts of the program"), _modules)
    yield _check(mark("Fonts"), _fonts)
    yield _check(mark("Catalogues"), _catalogues)
    yield _check(mark("Packs"), lambda: _packs(home))
    opened: list[Library] = []

    def open_library() -> str:
        from wecoop_desktop.library import shelf
        from wecoop_desktop.sync import content

        opened.append(shelf.current(home, packs=content.packs_in_use(home)))
        counts = opened[0].info().counts
        return ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))

    yield _check(mark("Library"), open_library)
    if opened:
        library = opened[0]
        yield _check(mark("Search"), lambda: _search(library))
        yield _check(mark("Form"), lambda: _form(library))
        yield _check(mark("Documents"), lambda: _documents(library))
        library.close()
    yield _check(mark("Work"), lambda: _work(home))
    yield _check(mark("Signatures"), lambda: _signatures(home))
    yield _check(mark("Certificates of the system"), _certificates)


def window() -> Check:
    """Every screen once, drawn off the screen where there is none; imports Qt."""
    return _check(mark("Screens"), _window)


def _check(label: str, work: Callable[[], str]) -> Check:
    begun = time.perf_counter()
    try:
        check = Check(label, work())
    except AppError as error:
        check = Check(label, error=error)
    except WrongError as error:
        check = Check(label, error=str(error))
    except Exception as error:  # noqa: BLE001 - to find what is broken is what a self-test is for
        check = Check(label, error=f"{type(error).__name__}: {error}")
    return replace(check, took=time.perf_counter() - begun)


def _modules() -> str:
    for name in MODULES:
        importlib.import_module(name)
    return str(len(MODULES))


def _fonts(wanted: str = LETTERS) -> str:
    """Every file is there, and the fonts of window and documents have every letter we need."""
    from reportlab.pdfbase.ttfonts import TTFError, TTFontFile

    folder, lacking = resources_folder() / "fonts", []
    for name in FONTS:
        try:
            letters = set(map(chr, TTFontFile(str(folder / name)).charToGlyph))
        except (TTFError, LookupError, ValueError) as error:
            raise WrongError(name) from error
        gaps = "".join(letter for letter in wanted if letter not in letters)
        # What the serif has not, documents take from the other family.
        if gaps and not name.startswith("SourceSerif"):
            lacking.append(f"{name}: {gaps}")
    if lacking:
        raise WrongError("; ".join(lacking))
    return f"{len(FONTS)}, {len(wanted)}"


def _catalogues() -> str:
    from babel.messages.mofile import read_mo

    found = {}
    for path in sorted(translations_folder().glob("*/LC_MESSAGES/wecoop.mo")):
        with path.open("rb") as stream:
            try:
                found[path.parts[-3]] = len(read_mo(stream))
            except (ValueError, LookupError) as error:
                raise WrongError(path.parts[-3]) from error
    if not found.get("ru"):
        raise WrongError("ru")
    return ", ".join(f"{code} {count}" for code, count in found.items())


def _packs(home: Home) -> str:
    from wecoop_desktop.packs.read import read_packs
    from wecoop_desktop.sync import content

    packs = read_packs(content.packs_in_use(home))
    wrong = [finding for finding in packs.findings if finding.level == "error"]
    if wrong:
        raise WrongError("; ".join(f"{each.code} {each.file} {each.path}" for each in wrong[:5]))
    return ", ".join(f"{manifest.id} {manifest.version}" for manifest in packs.manifests)


def _search(library: Library) -> str:
    """Word forms in both languages, a typing error, a wrong keyboard layout."""
    from wecoop_desktop.library.query import Query

    words = ("отходы", "отходами", "waste", "wastes", "jn[jls")
    totals = {word: library.find(Query(word, limit=1, typing=False)).total for word in words}
    if not all(totals.values()) or totals["отходы"] != totals["отходами"]:
        raise WrongError(str(totals))
    return ", ".join(f"{word} {total}" for word, total in totals.items())


def _form(library: Library) -> str:
    paper = _paper(library, "en")
    if not paper.state.progress:
        raise WrongError(paper.form.id)
    form, complete = paper.form, paper.state.meters.complete
    return f"{form.id} {form.version}, {len(paper.answers)}, {complete} %"


def _documents(library: Library) -> str:
    """The worked example in every format and both languages, read back."""
    from wecoop_desktop.documents.formats import FORMATS, write
    from wecoop_desktop.documents.glyphs import missing
    from wecoop_desktop.documents.paper import outline_of

    said = []
    for form in FORMATS:
        sizes = []
        for code in ("en", "ru"):
            paper = _paper(library, code)
            if form.from_outline is not None and (gaps := missing(outline_of(paper))):
                raise WrongError(f"{form.id} {code}: {gaps[0]}")
            stream = io.BytesIO()
            write(paper, form, stream)
            size = stream.tell()
            stream.seek(0)
            try:
                _read_back(form.id, stream)
            except (ValueError, LookupError, SyntaxError) as error:  # ParseError is the last
                raise WrongError(f"{form.id} {code}: {error}") from error
            sizes.append(f"{size // 1000}")
        said.append(f"{form.id} {'/'.join(sizes)} kB")
    return ", ".join(said)


def _paper(library: Library, code: str) -> Paper:
    from wecoop_desktop.advice.inserts import inserts_of
    from wecoop_desktop.documents.paper import Paper
    from wecoop_desktop.forms.codec import read_answers
    from wecoop_desktop.forms.evaluate import evaluate

    form, reference, today = library.form(), library.reference(), _today()
    answers = read_answers(form, library.examples()[0].answers)[0] if library.examples() else {}
    state = evaluate(form, answers, reference=reference, today=today, language=code)
    names = [template.id for template in library.templates()]
    template = library.template(TEMPLATE if TEMPLATE in names else names[0])
    language = Language(code)
    inserts = inserts_of(
        template,
        form,
        answers,
        policies=library.policies(),
        funders=library.funders(),
        language=language,
    )
    return Paper(template, form, answers, state, language, reference, today, inserts=inserts)


def _read_back(name: str, stream: BinaryIO) -> None:
    """Open what was written with the reader of its format. Raises as that reader does."""
    if name == "pdf":
        import pypdfium2

        with pypdfium2.PdfDocument(stream) as document:
            if len(document) < 2 or not document[0].render(scale=0.2).to_pil().getcolors(100_000):
                raise WrongError("pdf")
    elif name == "docx":
        import docx

        if not docx.Document(stream).paragraphs:
            raise WrongError("docx")
    elif name == "xlsx":
        import openpyxl

        if len(openpyxl.load_workbook(stream, read_only=True).sheetnames) < 2:
            raise WrongError("xlsx")
    else:
        from xml.etree import ElementTree

        if not len(ElementTree.parse(stream).getroot()):
            raise WrongError(name)


def _work(home: Home) -> str:
    """A store and a file of it in a temporary folder; the user's own work is only looked at."""
    from wecoop_desktop.work.file import read_proposal
    from wecoop_desktop.work.opening import look
    from wecoop_desktop.work.store import WorkStore

    look(home)
    with tempfile.TemporaryDirectory() as folder:
        store = WorkStore.open(Home(Path(folder)))
        made = store.create("selftest", "1", {"basic.title": {"en": "Water", "ru": "Вода"}})
        store.write(made, "basic.title", {"en": "Water", "ru": "Вода и лёд"})
        path = Path(folder) / "Вода.wecoop"
        store.export_file(made, path)
        kept = (store.load(made).answers["basic.title"], read_proposal(path).answers["basic.title"])
        store.close()
    if kept != ({"en": "Water", "ru": "Вода и лёд"},) * 2:
        raise WrongError(str(kept))
    return "1"


def _signatures(home: Home) -> str:
    """A sample signed with keys made on the spot counts, one with a changed letter does not; and
    the roots that this home believes are signed by themselves."""
    from securesystemslib.signer import CryptoSigner
    from tuf.api.metadata import Metadata, Root

    from wecoop_desktop.sync import root as roots
    from wecoop_desktop.sync import trust

    sample, signer = Root(version=7, consistent_snapshot=True), CryptoSigner.generate_ed25519()
    sample.add_key(signer.public_key, Root.type)
    metadata = Metadata(sample)
    metadata.sign(signer)
    signed = metadata.to_bytes()
    said = []
    with tempfile.TemporaryDirectory() as folder:
        trust.begin_trust(Home(Path(folder)), CHANNELS[0], signed)
        try:
            trust.begin_trust(Home(Path(folder)), CHANNELS[0], signed.replace(b"7", b"8", 1))
        except AppError:
            pass
        else:
            raise WrongError("8")
        for channel in CHANNELS:
            root = roots.trusted_root(home, channel)
            trust.begin_trust(Home(Path(folder)), channel, root)
            expires = Metadata[Root].from_bytes(root).signed.expires
            said.append(f"{channel} {expires:%Y-%m-%d}")
    return ", ".join(said)


def _certificates() -> str:
    """With what updates by network know a server; a system without any is no fault of ours."""
    from wecoop_desktop.sync.web import authorities

    count, place = authorities()
    return f"{count}, {place or '-'}"


def _window() -> str:
    from wecoop_desktop.app import walk

    with tempfile.TemporaryDirectory() as folder:
        seen = walk(Home(Path(folder)))
    wrong = [f"{one.place.screen} {one.place.part}: {one.problem}" for one in seen if one.problem]
    if wrong:
        raise WrongError("; ".join(wrong[:5]))
    return str(len(seen))


def _today() -> date:
    return datetime.now(UTC).date()
