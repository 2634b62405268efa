"""Packs that carry Kazakh beside English and Russian, published as pack files and read back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from tests.kit.small import project_paths, small_packs
from wecoop_desktop.base.folders import Home
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.base.language import Language
from wecoop_desktop.base.text import Text, joined
from wecoop_desktop.documents import book
from wecoop_desktop.documents.listing.listing import listing_of
from wecoop_desktop.documents.listing.write import write
from wecoop_desktop.library import shelf
from wecoop_desktop.library.library import Library
from wecoop_desktop.library.query import Query
from wecoop_desktop.packs.archive import pack_bytes
from wecoop_desktop.packs.read import Packs, read_packs

TITLES = (
    "Өскемен қаласының су құбыры желілерін қайта жаңарту",
    "Ақтөбедегі қатты тұрмыстық қалдықтарды басқару",
    "Шымкентте жылумен жабдықтауды жаңғырту",
)
SUMMARY = "Қалдықтарды бөлек жинау және жаңа полигон салу."
BODY = "Жоба дайындығы қаржыландыру көздерін іздеуден басталады."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six projects, three with a Kazakh title; a section of the guide with a Kazakh text."""
    packs = small_packs()
    files = packs["projects"]
    for path, title in zip(project_paths(files), TITLES, strict=False):
        record = json.loads(files[path])
        record["title"]["kk"] = title
        record["locations"] = [{
            "name": {"en": "Oskemen", "ru": "Усть-Каменогорск", "kk": "Өскемен"},
            "admin1": "KZ-63", "lat": 49.95, "lon": 82.61, "geo": "gazetteer", "precision": "place",
        }]  # fmt: skip
        if title == TITLES[1]:
            record["summary"]["kk"] = SUMMARY
        files[path] = json.dumps(record, ensure_ascii=False).encode()
    section = {"id": "A1", "parent": "", "level": 0, "number": "1",
               "title": {"en": "Preparation", "ru": "Подготовка", "kk": "Дайындық"},
               "checklist": [{"en": "Ready", "ru": "Готово", "kk": "Дайын"}]}  # fmt: skip
    packs["guide"] |= {
        "guide/sections/A1.json": json.dumps(section, ensure_ascii=False).encode(),
        "guide/sections/A1.en.md": b"Preparation begins with money.",
        "guide/sections/A1.ru.md": "Подготовка начинается с денег.".encode(),
        "guide/sections/A1.kk.md": BODY.encode(),
        "guide/glossary.json": b"[]",
    }
    target = tmp_path_factory.mktemp("packs")
    for pack, held in packs.items():
        (target / f"{pack}.pack").write_bytes(pack_bytes(held))
    return target


@pytest.fixture(scope="module")
def published(folder: Path) -> Packs:
    return read_packs(folder)


@pytest.fixture(scope="module")
def library(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    opened = shelf.current(Home(tmp_path_factory.mktemp("home")), packs=folder)
    yield opened
    opened.close()


def test_further_languages_are_no_finding(published: Packs) -> None:
    wrong = [f for f in published.findings if "language" in f.code or "unknown" in f.code]
    assert not [f for f in wrong if f.file.startswith(("projects/projects", "guide/sections"))]
    titles = [project.title for project in published.projects]
    assert sorted(title.own("kk") for title in titles if title.own("kk")) == sorted(TITLES)
    assert published.sections[0].body.own("kk") == BODY


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("өскемен қаласының", TITLES[0]),
        ("оскемен каласынын", TITLES[0]),  # on a Russian keyboard
        ("құбыр", TITLES[0]),  # the beginning of a word
        ("қалдықтарды", TITLES[1]),
        ("ЖЫЛУМЕН", TITLES[2]),
    ],
)
def test_words_of_a_further_language_find(library: Library, typed: str, title: str) -> None:
    page = library.find(Query(text=typed, language="kk"))
    assert title in [hit.title.of("kk") for hit in page.hits]
    mine = next(hit for hit in page.hits if hit.title.of("kk") == title)
    assert mine.why[0].language == "kk"
    assert library.project(mine.id).title.own("kk") == title


def test_a_text_says_in_which_language_it_is_given(library: Library) -> None:
    page = library.find(Query(sort="title", limit=None, language="kk"))
    given = [hit.title.given("kk") for hit in page.hits]
    assert sorted(given) == ["kk", "kk", "kk", "ru", "ru", "ru"]
    assert page.hits[0].title.given("ky") == "ru"
    assert page.hits[0].title.given("en") == page.hits[0].title.given("qps") == "en"
    with_summary = next(hit for hit in page.hits if hit.title.own("kk") == TITLES[1])
    assert with_summary.summary.of("kk") == SUMMARY


@pytest.mark.parametrize("code", ["en", "ru", "kk", "tg", "qps"])
def test_the_order_by_title_is_that_of_the_reader(library: Library, code: str) -> None:
    page = library.find(Query(sort="title", limit=None, language=code))
    titles = [hit.title.of(code) for hit in page.hits]
    reads = code if code in ("kk", "en") else "ru" if code != "qps" else "en"
    assert titles == sorted(titles, key=Language(reads).order)
    assert library.info().languages == ("en", "ru", "kk")


def test_places_have_their_names(library: Library) -> None:
    names = {spot.name.of("kk") for spot in library.places(Query()).spots}
    assert "Өскемен" in names


def test_a_list_is_written_in_the_further_language(library: Library, tmp_path: Path) -> None:
    query, language = Query(limit=None, language="kk", sort="title"), Language("kk")
    listing = listing_of(
        library, library.projects(query), library.statistics(query), filters=(),
        language=language, made=date(2026, 11, 23),
    )  # fmt: skip
    for form in ("pdf", "xlsx", "csv"):
        written = write(listing, form, tmp_path / f"list.{form}", Job())
        assert written.projects == 6
    text = _text(tmp_path / "list.pdf")
    assert all(word in text for title in TITLES for word in title.split())
    assert "Жобалар" in text  # a word of the catalogue


def test_the_guide_is_printed_in_the_further_language(library: Library, tmp_path: Path) -> None:
    from wecoop_desktop.documents.pdf import write_pdf

    outline = book.compose(book.read(library), Language("kk"))
    target = tmp_path / "guide.pdf"
    with target.open("wb") as stream:
        write_pdf(outline, stream)
    text = _text(target)
    assert "Жоба дайындығы" in text
    assert "Подготовка начинается" not in text
    tajik = book.compose(book.read(library), Language("tg"))
    assert "Подготовка начинается" in repr(tajik)
    assert Language("tg").tr("Not translated yet") not in repr(tajik)


def _text(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    return " ".join(" ".join(pages).replace("-\r\n", "").replace("\xad", "").split())


def test_what_is_no_language_is_left() -> None:
    given = {"id": "x", "en": "water", "ru": "вода", "kk": "су", "tg": " ", "e1": "?", "url": "u"}
    assert Text.from_map(given).more == (("kk", "су"),)
    assert Text.from_map({"en": "water", "kk": 5, "ky": ["суу"]}) == Text("water")
    named = Text.from_map({"name_en": "water", "name_ru": "вода", "name_ky": "суу"}, "name")
    assert named.of("ky") == "суу"
    both = joined((named, Text("air", "воздух")))
    assert (both.of("en"), both.own("ky").strip()) == ("water air", "суу")
