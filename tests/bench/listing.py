"""Lists of all projects as files, beside the bare library writing as many cells or pages."""

from __future__ import annotations

import csv
import io
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

from pypdf import PdfReader

from tests.bench.documents import _plain
from tests.bench.figure import Figure, best
from tests.kit.content import packs
from tests.kit.window import shared_library
from wecoop_desktop.base.folders import Home
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.base.language import Language
from wecoop_desktop.documents.listing.listing import Listing, listing_of
from wecoop_desktop.documents.listing.tables import PROJECTS, SHEETS
from wecoop_desktop.documents.listing.write import FORMATS, Format, writer
from wecoop_desktop.library import shelf
from wecoop_desktop.library.library import Library
from wecoop_desktop.library.query import Query

GOALS: dict[Format, int] = {"xlsx": 2000, "csv": 2000, "pdf": 3000, "iati": 2000}  # ms
RUNS = 3


def figures(*, long: bool = False) -> Iterator[Figure]:
    os.environ["OPENPYXL_LXML"] = "False"  # the program comes without it
    shared_library()
    with tempfile.TemporaryDirectory() as folder:
        yield from _figures(shelf.current(Home(Path(folder) / "home")))


def _figures(library: Library) -> Iterator[Figure]:
    count = library.find(Query(limit=0)).total
    for form in FORMATS:
        stream = io.BytesIO()

        def run(form: Format = form) -> None:
            nonlocal stream
            stream = io.BytesIO()
            writer(form)(_listing(library), stream, Job())

        run()
        name = f"{form.upper()}: a list of {count} projects in Russian"
        yield Figure(name, best(run, RUNS), "ms", GOALS[form], _floor(form, count, stream))
    library.close()


def _listing(library: Library) -> Listing:
    """Read from the library anew each time, as an export does."""
    query = Query(language="ru", limit=None)
    return listing_of(
        library,
        library.projects(query),
        library.statistics(query),
        filters=(),
        language=Language("ru"),
        made=packs().manifests[0].issued,
    )


def _floor(form: Format, count: int, written: io.BytesIO) -> float:
    if form == "pdf":
        return _plain(len(PdfReader(written).pages))
    if form == "iati":
        tree = ElementTree.fromstring(written.getvalue())
        return best(lambda: ElementTree.tostring(tree, encoding="utf-8"), RUNS)
    return best(FLOORS[form](count), RUNS)


def _rows_of_sheets(count: int) -> Callable[[], None]:
    """openpyxl alone: about as many cells of short text and one sheet for each of ours."""
    from openpyxl import Workbook

    def run() -> None:
        book = Workbook(write_only=True)
        for sheet in SHEETS:
            page = book.create_sheet()
            for _ in range(count):
                page.append(["Отходы города"] * len(sheet.columns))
        book.save(io.BytesIO())

    return run


def _rows_of_text(count: int) -> Callable[[], None]:
    def run() -> None:
        text = io.StringIO()
        rows = csv.writer(text, delimiter=";")
        for _ in range(count):
            rows.writerow(["Отходы города вывозятся"] * len(PROJECTS.columns))
        text.getvalue().encode()

    return run


FLOORS: dict[Format, Callable[[int], Callable[[], None]]] = {
    "xlsx": _rows_of_sheets,
    "csv": _rows_of_text,
}
