"""`wecoop proposal export` and `open`: formats, the proposal inside of its document."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from PIL import Image
from pypdf import PdfReader

from tests.cli.test_proposal import Wecoop, draft, example, home, wecoop
from wecoop_desktop.documents.formats import FORMATS
from wecoop_desktop.work.comments import Author, Comment, Spot
from wecoop_desktop.work.file import read_proposal, write_proposal

__all__ = ["draft", "example", "home", "wecoop"]
NOTE = ("--template", "eu_concept", "--date", "2026-11-22")


@pytest.mark.parametrize("form", [form.id for form in FORMATS])
def test_every_format_is_written_twice_alike(
    wecoop: Wecoop, example: str, tmp_path: Path, form: str
) -> None:
    first, second = tmp_path / "один", tmp_path / "two"
    for out in (first, second):
        words = ("export", example, *NOTE, "--format", form, "-o", str(out))
        assert wecoop(*words) == 0, wecoop.told
    assert first.read_bytes() == second.read_bytes()
    assert first.stat().st_size > 4_000


def test_a_document_is_its_own_backup(wecoop: Wecoop, example: str, tmp_path: Path) -> None:
    out, back = tmp_path / "note.pdf", tmp_path / "back.wecoop"
    assert wecoop("export", example, *NOTE, "--with-proposal", "-o", str(out)) == 0
    assert "comments" in wecoop.told
    assert wecoop("open", str(out), "-o", str(back)) == 0
    assert back.read_bytes() == Path(example).read_bytes()
    back.write_bytes(b"older")
    assert wecoop("open", str(out), "-o", str(back)) == 0
    assert (tmp_path / "back.wecoop.bak").read_bytes() == b"older"


def test_word_holds_no_proposal(wecoop: Wecoop, example: str, tmp_path: Path) -> None:
    out = tmp_path / "note.docx"
    words = ("export", example, *NOTE, "--format", "docx", "--with-proposal", "-o", str(out))
    assert "docx" in wecoop.refused(*words)
    assert not out.exists()


def test_pdfs_without_a_proposal_are_refused(wecoop: Wecoop, example: str, tmp_path: Path) -> None:
    bare, back = tmp_path / "bare.pdf", tmp_path / "back.wecoop"
    assert wecoop("export", example, *NOTE, "-o", str(bare)) == 0
    assert "bare.pdf" in wecoop.refused("open", str(bare), "-o", str(back))
    assert wecoop.refused("open", example, "-o", str(back))
    assert wecoop.refused("open", str(tmp_path / "none.pdf"), "-o", str(back))
    assert not back.exists()


def test_what_is_inside_must_be_a_proposal(wecoop: Wecoop, example: str, tmp_path: Path) -> None:
    odd, out = tmp_path / "odd.wecoop", tmp_path / "odd.pdf"
    with zipfile.ZipFile(odd, "w") as archive:
        archive.writestr("hello.txt", "nothing")
    from tests.kit.outlines import outline_of
    from wecoop_desktop.documents.enclosed import Enclosed
    from wecoop_desktop.documents.pdf import write_pdf

    stream = io.BytesIO()
    write_pdf(outline_of(), stream, enclosed=Enclosed("x.wecoop", odd.read_bytes(), "note"))
    out.write_bytes(stream.getvalue())
    assert "odd.pdf" in wecoop.refused("open", str(out), "-o", str(tmp_path / "b.wecoop"))
    assert not (tmp_path / "b.wecoop").exists()


@pytest.mark.parametrize("written", ["22.11.2026", "2026-02-30", ""])
def test_dates_are_dates(wecoop: Wecoop, example: str, tmp_path: Path, written: str) -> None:
    out = tmp_path / "a.pdf"
    words = ("--template", "eu_concept", "--date", written, "-o", str(out))
    assert "date" in wecoop.refused("export", example, *words)
    assert not out.exists()


def test_coverage_tells_every_template(wecoop: Wecoop, example: str, draft: str) -> None:
    assert wecoop("coverage", example) == 0
    assert "eu_concept" in wecoop.said
    found = wecoop.data("coverage", draft, "--template", "gcf_cn")["templates"]
    assert isinstance(found, list)
    (only,) = found
    assert (only["id"], only["verdict"], only["ready"]) == ("gcf_cn", "missing", 0)
    assert only["sections"][0]["blocking"][0]["path"] == "basic.title_en"
    assert wecoop("coverage", draft, "--template", "gcf_cn", lang="ru") == 1
    assert "basic.title_en" in wecoop.said
    assert "gcf_cm" in wecoop.refused("coverage", draft, "--template", "gcf_cm")


def test_all_documents_go_into_a_folder(wecoop: Wecoop, example: str, tmp_path: Path) -> None:
    folder = tmp_path / "папка"
    words = ("export-all", example, "-o", str(folder), "--date", "2026-11-22")
    some = ("--template", "one_page", "--template", "logframe", "--format", "pdf")
    assert "папка" in wecoop.refused(*words, *some)
    folder.mkdir()
    found = wecoop.data(*words, *some, "--format", "iati")["documents"]
    assert isinstance(found, list)
    assert len(found) == len(list(folder.iterdir())) == 8
    assert not any(one["error"] for one in found)
    before = {path: path.read_bytes() for path in folder.iterdir()}
    assert wecoop(*words, *some, "--in", "ru") == 0
    assert {path: path.read_bytes() for path in before} == before
    assert len(list(folder.iterdir())) == 10
    assert wecoop.refused(*words, "--format", "odt")


def test_a_batch_tells_how_far_it_is_and_has_the_cover_that_was_asked_for(
    wecoop: Wecoop, example: str, tmp_path: Path
) -> None:
    picture, folder = tmp_path / "emblem.png", tmp_path / "out"
    Image.new("RGB", (60, 40), "navy").save(picture)
    folder.mkdir()
    some = ("--template", "eu_concept", "--in", "en", "--in", "ru", "--date", "2026-11-22")
    cover = ("--ministry", "Ministry of Lakes", "--emblem", str(picture))
    assert wecoop("export-all", example, "-o", str(folder), *some, *cover) == 0, wecoop.told
    assert wecoop.told.splitlines() == ["Document 1 of 2", "Document 2 of 2"]
    for path in folder.iterdir():
        first = PdfReader(path).pages[0]
        assert "Ministry of Lakes" in first.extract_text()
        assert len(first.images) == 1
    picture.write_bytes(b"no picture")
    assert "emblem.png" in wecoop.refused("export-all", example, "-o", str(folder), *some, *cover)
    assert len(list(folder.iterdir())) == 2


def test_coverage_of_one_document_says_how_long_its_sections_are(
    wecoop: Wecoop, example: str
) -> None:
    found = wecoop.data("coverage", example, "--template", "gcf_cn")["templates"]
    assert isinstance(found, list)
    (note,) = found
    (whole,) = note["lengths"]
    assert (whole["measure"], whole["limit"], whole["firm"]) == ("pages", 12, True)
    section = next(one for one in note["sections"] if one["number"] == "B.4")
    (room,) = section["lengths"]
    assert room["limit"] == 0.5
    assert room["over"] == max(0, round(room["found"] - 0.5, 1))
    wecoop("coverage", example, "--template", "gcf_cn")
    assert "of 0.5" in wecoop.said
    everything = wecoop.data("coverage", example)["templates"]
    assert isinstance(everything, list)
    assert not any(one["lengths"] for one in everything)


def test_what_cannot_be_made_does_not_stop_the_others(
    wecoop: Wecoop, draft: str, tmp_path: Path
) -> None:
    words = ("export-all", draft, "-o", str(tmp_path), "--template", "one_page", "--in", "en")
    assert wecoop(*words, "--format", "iati", "--format", "pdf", "--json") == 1
    found = json.loads(wecoop.said)["documents"]
    assert [one["error"] for one in found] == ["iati-no-start", ""]
    assert [Path(one["path"]).exists() for one in found] == [False, True]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize("form", [form.id for form in FORMATS])
def test_a_full_disk_is_told(wecoop: Wecoop, example: str, form: str) -> None:
    words = ("export", example, *NOTE, "--format", form, "-o", "/dev/full")
    assert "full" in wecoop.refused(*words)


def test_an_empty_proposal_gives_marked_skeletons(
    wecoop: Wecoop, draft: str, tmp_path: Path
) -> None:
    words = ("export-all", draft, "-o", str(tmp_path), "--in", "ru", "--date", "2026-11-22")
    assert wecoop(*words, "--template", "one_page", "--template", "gcf_cn") == 0, wecoop.told
    made = sorted(tmp_path.glob("proposal_*.pdf"))
    assert len(made) == 2
    for path in made:
        assert "ПРОЕКТ" in "".join(page.extract_text() for page in PdfReader(path).pages).upper()


def test_open_comments_travel_in_a_word_file_only(
    wecoop: Wecoop, draft: str, tmp_path: Path
) -> None:
    file, moment = read_proposal(Path(draft)), datetime(2026, 11, 22, tzinfo=UTC)
    who, where = Author("Reader", "head of unit"), Spot("problem.core_problem")
    said = Comment("1" * 32, "Who says so?", moment, where, author=who)
    done = replace(said, id="2" * 32, resolved=Author("Reader"))
    write_proposal(Path(draft), replace(file, comments=(said, done)))
    out = tmp_path / "a.docx"
    wanted = ("export", draft, "--template", "eu_concept", "-o", str(out))
    assert wecoop(*wanted, "--format", "docx", "--with-comments") == 0
    (comment,) = docx.Document(str(out)).comments
    assert comment.text.endswith(": Who says so?")
    assert comment.author == "Reader, head of unit"
    assert wecoop(*wanted, "--format", "docx") == 0
    assert not list(docx.Document(str(out)).comments)
    assert "cannot hold comments" in wecoop.refused(*wanted, "--format", "pdf", "--with-comments")


def test_a_document_asked_for_in_a_further_language_is_russian(
    wecoop: Wecoop, example: str, tmp_path: Path
) -> None:
    """Answers of a proposal have two languages; Kazakh goes with Russian (decisions/0021)."""
    for language in ("kk", "ru"):
        out = str(tmp_path / language)
        words = ("export", example, *NOTE, "--format", "docx", "-o", out, "--lang", language)
        assert wecoop(*words) == 0, wecoop.told
    assert (tmp_path / "kk").read_bytes() == (tmp_path / "ru").read_bytes()
