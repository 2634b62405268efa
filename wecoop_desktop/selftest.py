"""Checks that an installation works: each part once, for real, with nothing left behind."""

from __future__ import annotations

import importlib
import io
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.folders import Home, resources_folder
from wecoop_desktop.base.language import Language, mark

if TYPE_CHECKING:
    from wecoop_desktop.library.library import Library

MODULES = (
    *("alembic", "babel", "lark", "platformdirs", "pymorphy3", "pyphen", "rapidfuzz"),
    *("reportlab", "sqlalchemy", "Stemmer", "tantivy"),
)
FONTS = (
    *("Inter_400Regular.ttf", "Inter_500Medium.ttf", "Inter_600SemiBold.ttf", "Inter_700Bold.ttf"),
    *("SourceSans3_400Regular.ttf", "SourceSans3_700Bold.ttf"),
    *("SourceSerif4_400Regular.ttf", "SourceSerif4_700Bold.ttf"),
)


class WrongError(Exception):
    """A check found something wrong; its text says what."""


@dataclass(frozen=True, slots=True)
class Check:
    """`error` is empty where all is well; else an AppError, or what was wrong in plain words."""

    label: str
    found: str = ""
    error: AppError | str = ""


def run(home: Home) -> Iterator[Check]:
    """Every check in turn. Writes only into a temporary folder, and the library into the home."""
    yield _check(mark("Parts of the program"), _modules)
    yield _check(mark("Fonts"), _fonts)
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
        yield _check(mark("Document"), lambda: _document(library))
        library.close()
    yield _check(mark("Work"), lambda: _work(home))


def window() -> Check:
    """The first window, drawn off the screen; imports Qt."""
    return _check(mark("Window"), _window)


def _check(label: str, work: Callable[[], str]) -> Check:
    try:
        return Check(label, work())
    except AppError as error:
        return Check(label, error=error)
    except (WrongError, ImportError, OSError) as error:
        return Check(label, error=str(error) or type(error).__name__)


def _modules() -> str:
    for name in MODULES:
        importlib.import_module(name)
    return str(len(MODULES))


def _fonts() -> str:
    missing = [name for name in FONTS if not (resources_folder() / "fonts" / name).is_file()]
    if missing:
        raise WrongError(", ".join(missing))
    return str(len(FONTS))


def _packs(home: Home) -> str:
    from wecoop_desktop.packs.read import read_packs
    from wecoop_desktop.sync import content

    packs = read_packs(content.packs_in_use(home))
    wrong = [finding for finding in packs.findings if finding.level == "error"]
    if wrong:
        raise WrongError("; ".join(f"{each.code} {each.file} {each.path}" for each in wrong[:5]))
    return ", ".join(f"{manifest.id} {manifest.version}" for manifest in packs.manifests)


def _search(library: Library) -> str:
    from wecoop_desktop.library.query import Query

    totals = {
        word: library.find(Query(word, limit=1, typing=False)).total
        for word in ("отходы", "отходами", "waste")
    }
    if not all(totals.values()) or totals["отходы"] != totals["отходами"]:
        raise WrongError(str(totals))
    return ", ".join(f"{word} {total}" for word, total in totals.items())


def _form(library: Library) -> str:
    from wecoop_desktop.forms.codec import read_answers
    from wecoop_desktop.forms.evaluate import evaluate

    form = library.form()
    answers = read_answers(form, library.examples()[0].answers)[0] if library.examples() else {}
    state = evaluate(form, answers, reference=library.reference(), today=_today())
    if not state.progress:
        raise WrongError(form.id)
    return f"{form.id} {form.version}, {len(answers)}, {state.meters.complete} %"


def _document(library: Library) -> str:
    from wecoop_desktop.documents.compose import compose
    from wecoop_desktop.documents.glyphs import missing
    from wecoop_desktop.documents.pdf import write_pdf
    from wecoop_desktop.forms.evaluate import evaluate

    form, reference, today = library.form(), library.reference(), _today()
    state = evaluate(form, {}, reference=reference, today=today)
    outline = compose(
        library.templates()[0],
        form,
        {},
        state,
        language=Language("ru"),
        reference=reference,
        today=today,
    )
    if missing(outline):
        raise WrongError(str(missing(outline)[:3]))
    stream = io.BytesIO()
    write_pdf(outline, stream)
    if not stream.getvalue().startswith(b"%PDF-"):
        raise WrongError("%PDF")
    return f"{len(stream.getvalue()):,} B"


def _work(home: Home) -> str:
    """A store is tried in a temporary folder; the user's own is only looked at."""
    from wecoop_desktop.work.opening import look
    from wecoop_desktop.work.store import WorkStore

    look(home)
    with tempfile.TemporaryDirectory() as folder:
        store = WorkStore.open(Home(Path(folder)))
        made = store.create("selftest", "1", {"basic.title": {"en": "Water", "ru": "Вода"}})
        store.write(made, "basic.title", {"en": "Water", "ru": "Вода и лёд"})
        kept = store.load(made).answers["basic.title"]
        store.close()
    if kept != {"en": "Water", "ru": "Вода и лёд"}:
        raise WrongError(str(kept))
    return "1"


def _window() -> str:
    from wecoop_desktop.app import draw

    with tempfile.TemporaryDirectory() as folder:
        return draw(Home(Path(folder)))


def _today() -> date:
    return datetime.now(UTC).date()
