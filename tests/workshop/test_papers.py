"""Certificates, the form of evaluation and the report as files."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.kit.classroom import DAY, NINE, Classroom, exercise, handed
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.language import Language
from wecoop_desktop.documents.certificate import lacking, write_certificates
from wecoop_desktop.documents.pdf import write_pdf
from wecoop_desktop.workshop import evaluation, rubric
from wecoop_desktop.workshop.certificate import Issuer, certificates
from wecoop_desktop.workshop.collect import collect
from wecoop_desktop.workshop.record import load
from wecoop_desktop.workshop.report import Judging, report, write_report
from wecoop_desktop.workshop.sandbox import ask, name_people


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_certificate_says_all_in_both_languages(room: Classroom, language: str) -> None:
    issuer = Issuer("Тренер", "эксперт", "Министерство")
    names = ("Айгүл Өмүрбекова", "Айгүл Өмүрбекова", "  ", "Ш" * 150)
    made = certificates(names, room.session.session, DAY, issuer)
    stream, again = io.BytesIO(), io.BytesIO()
    for target in (stream, again):
        write_certificates(made, language, "Семинар", target)
    assert stream.getvalue() == again.getvalue()
    pages = PdfReader(stream).pages
    assert len(pages) == 2
    text = pages[0].extract_text()
    for said in (
        "Айгүл Өмүрбекова", "Certificate of participation", "Каракол", "24 November 2026",
        "24 ноября 2026", exercise().title.en[:20], exercise().title.ru[:20], "Министерство",
    ):  # fmt: skip
        assert said in text
    root = PdfReader(stream).trailer["/Root"]
    assert bool(root["/MarkInfo"]["/Marked"])  # type: ignore[index]
    assert root["/Lang"] == language  # type: ignore[index]


def test_a_session_with_a_title_of_its_own_names_the_exercise(room: Classroom) -> None:
    named = replace(room.session.session, title="День 2")
    made = certificates(["A"], named, DAY)[0]
    assert made.what.en == "День 2"
    assert exercise().title.en in made.facts.en
    assert exercise().title.ru in made.facts.ru


def test_names_in_scripts_that_the_fonts_lack_are_told() -> None:
    assert lacking("Ўткир Жўраев, Қайрат Әлиев, Gözel") == ""
    assert lacking("王小明 A") == "王小明"


def test_no_certificate_without_names(room: Classroom) -> None:
    with pytest.raises(AppError, match="workshop-no-people"):
        certificates([" ", ""], room.session.session, DAY)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_form_of_evaluation_is_one_page_in_both_languages(
    room: Classroom, language: str
) -> None:
    stream = io.BytesIO()
    form = evaluation.evaluation_form(room.session.session, Language(language), DAY)
    write_pdf(form, stream)
    pages = PdfReader(stream).pages
    assert len(pages) == 1
    text = " ".join(pages[0].extract_text().split())
    for code in ("en", "ru"):
        for said in (*evaluation.JUDGED.values(), *evaluation.WRITTEN.values()):
            assert Language(code).tr(said) in text


def test_damaged_forms_are_told_and_others_count(room: Classroom) -> None:
    evaluation.save_evaluation(room.folder, evaluation.Evaluation({"useful": 4}, {"best": " Да "}))
    evaluation.save_evaluation(room.folder, evaluation.Evaluation({"useful": 1}))
    folder = room.folder / "evaluations"
    for name, told in (("a", "{"), ("b", json.dumps({"format": 1, "scores": {"useful": 9}}))):
        (folder / f"{name}.json").write_text(told, "utf-8")
    found = evaluation.summary(room.folder)
    assert found.forms == 2
    assert len(found.faults) == 2
    assert found.judged[0].counts == (1, 0, 0, 1, 0)
    assert str(found.judged[0].mean) == "2.50"
    assert found.texts["best"] == ("Да",)
    for wrong in ({"useful": 0}, {"useful": 6}, {"x": 1}):
        with pytest.raises(AppError, match="workshop-answer-wrong"):
            evaluation.save_evaluation(room.folder, evaluation.Evaluation(wrong))
    stream = io.BytesIO()
    write_pdf(evaluation.summary_outline(found, room.session.session, Language("en"), DAY), stream)
    assert "2.5" in PdfReader(stream).pages[0].extract_text()


def test_forms_and_reviews_stay_when_the_stick_is_lost(room: Classroom, tmp_path: Path) -> None:
    evaluation.save_evaluation(room.folder, evaluation.Evaluation({"useful": 4}))
    record = room.record()
    collect(record, NINE)
    room.share.rename(tmp_path / "lost")
    assert evaluation.summary(record.root, room.folder).forms == 1
    (tmp_path / "lost").rename(room.share)
    assert evaluation.summary(record.root, room.folder).forms == 1


def test_a_report_of_a_session_in_which_nothing_came(room: Classroom) -> None:
    stream = io.BytesIO()
    made = report(room.board(), room.gauge(), Judging(), Language("en"))
    write_report(made, Language("en"), stream)
    sheet = load_workbook(stream).worksheets[0]
    assert [cell.value for cell in sheet[2]][:4] == [1, "Министерство", "KG", "no file yet"]


def test_what_people_wrote_stays_text_in_the_report(room: Classroom) -> None:
    place = ask(room.participant("a", 1), '=HYPERLINK("http://x")', "tree")
    handed(name_people(place, ("@SUM(1+1)", "-2+3")))
    record = room.record()
    review = rubric.Review(1, "+cmd", remark="=1+1")
    rubric.save_review(record, exercise(), review, NINE)
    board = room.board()
    record = load(record.root)
    judging = Judging(rubric.standings(record, exercise()), rubric.reviews_of(record))
    stream = io.BytesIO()
    write_report(report(board, room.gauge(), judging, Language("ru")), Language("ru"), stream)
    cells = [
        cell
        for sheet in load_workbook(stream).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.value[:1] in "=+-@"
    ]
    assert len(cells) >= 4
    assert all(cell.data_type == "s" for cell in cells)
