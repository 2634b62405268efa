"""Notes, bookmarks, checklists of a proposal, short checks, figures and the print panel."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar, cast

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.kit.window import settle
from wecoop_desktop.base.errors import Cancelled
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.base.text import Text
from wecoop_desktop.ui.parts.reader import Copy, Reader
from wecoop_desktop.ui.parts.rowpairs import paired
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters import guidenotes
from wecoop_desktop.ui.presenters.guide import GuidePresenter
from wecoop_desktop.ui.presenters.guidenotes import LIMIT, Note
from wecoop_desktop.ui.presenters.guideprint import PrintPresenter
from wecoop_desktop.ui.presenters.guideview import GuideView
from wecoop_desktop.ui.runner import Runner
from wecoop_desktop.ui.screens.guide import GuideScreen
from wecoop_desktop.ui.screens.guidenotes import NoteCard
from wecoop_desktop.ui.window import Window
from wecoop_desktop.work.store import WorkStore

R = TypeVar("R")


@pytest.fixture
def presenter(window: Window) -> GuidePresenter:
    window.go(Place("guide", "B10.4"))
    settle()
    return cast(GuidePresenter, window.presenter("guide"))


def _screen(window: Window) -> GuideScreen:
    return window.findChildren(GuideScreen)[-1]


def _store(window: Window) -> WorkStore:
    desk = window.opening.view.desk
    assert desk is not None
    return desk.store


# Notes


def _texts(presenter: GuidePresenter) -> list[str]:
    return [note.text for note in presenter.view.notes]


def test_a_note_is_written_at_the_paragraph_and_kept(
    window: Window, presenter: GuidePresenter
) -> None:
    presenter.notes.note_at(2, "en")
    note_id = presenter.view.writing
    presenter.notes.write(note_id, "Спросить водоканал")
    presenter.leave()
    kept = json.loads(_store(window).marks(guidenotes.NOTES)[note_id])
    assert kept["text"] == "Спросить водоканал"
    assert kept["section"] == "B10.4"
    assert kept["quote"]
    assert presenter.view.places[note_id] == 2
    assert not presenter.view.waiting


def test_an_empty_note_leaves_nothing_behind(window: Window, presenter: GuidePresenter) -> None:
    presenter.notes.note_at(0, "en")
    presenter.notes.close_note()
    assert presenter.view.notes == ()
    assert not _store(window).marks(guidenotes.NOTES)


def test_a_deleted_note_comes_back_with_undo(window: Window, presenter: GuidePresenter) -> None:
    presenter.notes.note_at(0, "en")
    note_id = presenter.view.writing
    presenter.notes.write(note_id, "Keep me")
    presenter.notes.flush()
    presenter.notes.drop(note_id)
    assert _texts(presenter) == []
    assert not _store(window).marks(guidenotes.NOTES)
    presenter.notes.undrop()
    assert _texts(presenter) == ["Keep me"]
    assert note_id in _store(window).marks(guidenotes.NOTES)


def test_a_bookmark_at_a_paragraph_is_put_and_taken_away(
    window: Window, presenter: GuidePresenter
) -> None:
    presenter.notes.bookmark_at(1, "ru")
    (note,) = presenter.view.notes
    assert note.bookmark
    assert note.language == "ru"
    presenter.notes.bookmark_at(1, "ru")
    assert presenter.view.notes == ()


def test_a_note_of_100_000_letters_is_kept_and_a_longer_one_said(
    window: Window, presenter: GuidePresenter
) -> None:
    presenter.notes.note_at(0, "en")
    note_id = presenter.view.writing
    presenter.notes.write(note_id, ("слово " * 20_000)[:100_000])
    presenter.notes.flush()
    assert len(json.loads(_store(window).marks(guidenotes.NOTES)[note_id])["text"]) == 100_000
    presenter.notes.write(note_id, ("words " * LIMIT)[: LIMIT + 1])
    presenter.notes.flush()
    assert presenter.view.error is not None
    assert presenter.view.error.code == "note-too-large"
    assert len(presenter.view.notes[0].text) == LIMIT + 1  # still in the window


def test_broken_notes_do_not_stop_the_guide(window: Window) -> None:
    store = _store(window)
    store.mark(guidenotes.NOTES, "bad", "{")
    store.mark(guidenotes.NOTES, "odd", '{"section": 3}')
    store.mark("guide.quiz", "A", "nonsense")
    window.go(Place("guide", "B03.1"))
    view = cast(GuidePresenter, window.presenter("guide")).view
    assert view.notes == ()
    assert not view.results
    assert view.error is None


def _note(heading: str, ordinal: int, quote: str) -> Note:
    return Note("n", "S", "en", heading, ordinal, quote, "mine")


BODY = Text(
    "First words of the section.\n\n## Tariff\n\nA fee pays for operation every year.\n\n"
    "- Ask the council in May\n- Ask the bank in June",
    "",
)


def test_a_passage_is_found_where_it_stood_and_where_it_moved() -> None:
    assert guidenotes.place(_note("Tariff", 0, "A fee pays for operation every year."), BODY) == 1
    moved = _note("Money", 4, "A fee pays for the operation every year")
    assert guidenotes.place(moved, BODY) == 1
    assert guidenotes.place(_note("Tariff", 2, "Ask the bank in June"), BODY) == 3


def test_a_passage_that_has_changed_is_said_and_the_note_stays(
    window: Window, presenter: GuidePresenter
) -> None:
    assert guidenotes.place(_note("Tariff", 0, "Glaciers melt in August"), BODY) is None
    note = Note("gone", "B10.4", "en", "X", 9, "Glaciers melt in August", "mine", made="2026-11-22")
    guidenotes.Notebook(_store(window)).put(note)
    presenter._set(GuideView())  # as in a window that begins
    window.go(Place("guide", "notes"))
    assert presenter.view.places == {"gone": None}
    window.go(Place("guide", "B10.4"))
    settle()
    (card,) = [c for c in _screen(window).findChildren(NoteCard) if c.note_id == "gone"]
    assert card._changed.isVisibleTo(card)
    assert card.box.toPlainText() == "mine"


def test_n_and_b_work_at_the_present_paragraph(window: Window, presenter: GuidePresenter) -> None:
    reader = _screen(window).page.reader
    reader.setFocus()
    QTest.keyClick(reader, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(reader, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    number = reader.present
    QTest.keyClick(reader, Qt.Key.Key_N)
    settle()
    assert list(presenter.view.places.values()) == [number]
    focused = QApplication.focusWidget()
    cards = _screen(window).findChildren(NoteCard)
    assert [card.box for card in cards] == [focused]


def test_my_notes_lead_to_the_paragraph(window: Window, presenter: GuidePresenter) -> None:
    presenter.notes.note_at(9, "en")
    presenter.notes.write(presenter.view.writing, "here")
    note_id = presenter.view.notes[0].id
    window.go(Place("guide", "notes"))
    assert presenter.view.page == "notes"
    presenter.choose("B10.4", f"note:{note_id}")
    settle()
    assert _screen(window).page.reader.present == 9


# Checklists of a proposal


def test_ticks_of_a_proposal_are_its_own(window: Window, presenter: GuidePresenter) -> None:
    draft = presenter.view.drafts[0].id
    presenter.tick(0)
    presenter.tick_for(draft)
    assert presenter.view.ticked == frozenset()
    presenter.tick(1, "B03.1")
    assert presenter.view.ticked == {"B03.1/1"}
    presenter.tick_for("")
    assert presenter.view.ticked == {"B10.4/0"}
    assert set(_store(window).marks("guide.tick")) == {"B10.4/0", f"{draft}:B03.1/1"}


def test_checklists_stand_on_one_page(window: Window, presenter: GuidePresenter) -> None:
    window.go(Place("guide", "checklists", "B"))
    settle()
    page = _screen(window).page.checklists
    check = page._checks["B10.4/0"]
    check.click()
    assert "B10.4/0" in presenter.view.ticked
    assert check.isChecked()


def test_the_step_is_opened_in_the_proposal_that_was_chosen(
    window: Window, presenter: GuidePresenter
) -> None:
    other = presenter.view.drafts[-1].id
    presenter.tick_for(other)
    presenter.apply()
    assert window.place == Place("wizard", other, "economics")


# Short checks


def test_a_short_check_explains_and_keeps_the_result(
    window: Window, presenter: GuidePresenter
) -> None:
    window.go(Place("guide", "quiz", "A"))
    settle()
    sitting = presenter.view.sitting
    assert sitting is not None
    page = _screen(window).page.quiz
    for number, question in enumerate(sitting.quiz.questions):
        choice = question.right if number else (question.right + 1) % len(question.answers)
        page._cards[number].answers[choice].click()
        assert page._cards[number].said
    right, of = len(sitting.quiz.questions) - 1, len(sitting.quiz.questions)
    result = presenter.view.results["A"]
    assert (result.right, result.of) == (right, of)
    assert "A" in _store(window).marks("guide.quiz")
    presenter.answer(0, sitting.quiz.questions[0].right)  # too late
    assert presenter.view.results["A"].right == right
    presenter.repeat()
    settle()
    assert not page._cards[0].said
    assert presenter.view.results["A"].right == right


def test_arrows_walk_over_answers_without_giving_them(
    window: Window, presenter: GuidePresenter
) -> None:
    window.go(Place("guide", "quiz", "A"))
    settle()
    answers = _screen(window).page.quiz._cards[0].answers
    answers[0].setFocus()
    QTest.keyClick(answers[0], Qt.Key.Key_Down)
    assert presenter.view.sitting is not None
    assert not presenter.view.sitting.chosen
    QTest.keyClick(answers[1], Qt.Key.Key_Space)
    assert dict(presenter.view.sitting.chosen) == {0: 1}


def test_a_part_without_a_short_check_says_so(window: Window, presenter: GuidePresenter) -> None:
    window.go(Place("guide", "quiz", "Z"))
    assert presenter.view.sitting is None
    assert presenter.view.page == "quiz"


# Figures and the reader


def test_a_figure_stands_in_the_text_and_in_words(
    window: Window, presenter: GuidePresenter
) -> None:
    screen = _screen(window)
    assert set(screen.page.reader.figures) == {"en/financing-gap"}
    screen._follow("told:en/financing-gap")
    assert screen._popup is not None
    settle()
    assert screen.close_top()
    screen._follow("term:t048")  # the first one is taken away only later
    assert screen._popup is not None
    settle()
    assert screen.close_top()
    settle()
    assert screen._popup is None
    assert QApplication.focusWidget() is screen.page.reader
    presenter.show_both(True)
    assert set(screen.page.reader.figures) == {"en/financing-gap", "ru/financing-gap"}


def test_a_figure_that_is_not_there_leaves_its_words(window: Window) -> None:
    reader = Reader("x")
    reader.display(Copy("Before\n\n[The cycle](figure:nowhere)\n\nAfter"))
    assert not reader.figures
    assert "The cycle" in reader.toPlainText()


def test_html_and_scripts_are_neither_run_nor_shown(window: Window) -> None:
    reader = Reader("x")
    reader.display(Copy("One <b>two</b> <script>alert(1)</script><img src='x'> a < b and c > d"))
    said = reader.toPlainText()
    assert "alert" not in said
    assert "<b>" not in said
    assert "two" in said
    assert "a < b" in said


def test_a_section_in_one_language_says_so_beside_the_other(window: Window) -> None:
    window.go(Place("guide", "B10.4"))
    presenter = cast(GuidePresenter, window.presenter("guide"))
    section = presenter.view.section
    assert section is not None
    half = replace(section, body=Text(section.body.en, ""))
    presenter._set(replace(presenter.view, section=half, both_languages=True))
    settle()
    page = _screen(window).page
    assert "Not translated yet" in page.reader.toPlainText()
    assert any("RU" in fact for fact in page._facts(half, presenter.view))


def test_a_link_to_nowhere_is_said(window: Window, presenter: GuidePresenter) -> None:
    _screen(window)._follow("javascript:alert(1)")
    assert presenter.view.lost == "javascript:alert(1)"
    _screen(window)._follow("term:t999999")
    assert presenter.view.lost == "term:t999999"
    assert window.place.id == "B10.4"


def test_rows_stay_beside_each_other_where_one_chapter_differs() -> None:
    rows = paired("a\n\n## H\n\nb\n\nc\n\n## I\n\nd", "а\n\n## Г\n\nб\n\n## Д\n\nг")
    assert rows[0] == ("a", "а")
    assert rows[1] == ("## H\n\nb\n\nc", "## Г\n\nб")
    assert rows[-1] == ("d", "г")
    assert paired("a\n\n## H", "а") == [("a\n\n## H", "а")]


def test_one_highlight_spans_both_languages(window: Window, presenter: GuidePresenter) -> None:
    presenter.show_both(True)
    settle()
    reader = _screen(window).page.reader
    reader.stand(2)
    assert len(reader._places[2]) == 2
    section = presenter.view.section
    assert section is not None
    _screen(window).page.copy_button.click()
    lines = QApplication.clipboard().text().split("\n")
    assert lines[0] == f"{section.title.en}\t{section.title.ru}"
    assert all(line.count("\t") == 1 for line in lines)


def test_the_headings_are_followed_to_the_end(window: Window, presenter: GuidePresenter) -> None:
    reader = _screen(window).page.reader
    assert reader.heading_in_sight() == -1
    reader.verticalScrollBar().setValue(reader.verticalScrollBar().maximum())
    assert reader.heading_in_sight() == len(reader.headings()) - 1
    assert "B10.4" in presenter.view.read


def test_search_marks_the_words_and_f3_walks(window: Window, presenter: GuidePresenter) -> None:
    presenter.search("grants")
    found = presenter.view.found
    assert found
    assert all(snippet.passage for snippet in found)
    settle()
    reader = _screen(window).page.reader
    assert reader.marked > 3
    presenter.search("")
    assert not reader.marked


def test_a_word_of_the_other_language_opens_both(window: Window, presenter: GuidePresenter) -> None:
    presenter.search("дефицит")
    found = presenter.view.found
    assert found
    mine = next(one for one in found if one.hit.id == "B10.4")
    assert mine.language == "ru"
    _screen(window).contents._open(mine)
    assert presenter.view.both_languages
    settle()
    assert _screen(window).page.reader.marked


# PDF


def test_a_section_is_printed_from_the_window(
    window: Window, presenter: GuidePresenter, tmp_path: Path
) -> None:
    presenter.print()
    panel = _screen(window).printing
    assert presenter.printing.view.opened
    presenter.printing.speak("ru")
    target = tmp_path / "раздел.pdf"
    panel.ask = lambda _name: str(target)
    panel.save.click()
    assert presenter.printing.view.file.written == 1
    document = pypdfium2.PdfDocument(target)
    said = " ".join(page.get_textpage().get_text_bounded() for page in document)
    assert "Сколько это стоит" in said  # of the figure
    document.close()
    panel.save.click()
    assert presenter.printing.view.file.clash == target
    presenter.printing.file.keep_both()
    assert len(list(tmp_path.glob("*.pdf"))) == 2


def test_a_pdf_that_cannot_be_written_is_said_and_leaves_nothing(
    window: Window, presenter: GuidePresenter, tmp_path: Path
) -> None:
    presenter.print()
    presenter.printing.choose("section")
    presenter.printing.save(tmp_path / "no" / "such" / "folder.pdf")
    assert presenter.printing.view.file.error is not None
    assert not presenter.printing.view.file.busy
    assert not [path for path in tmp_path.rglob("*") if "folder" in path.name]


class Waiting:
    """Keeps the job instead of doing it."""

    def __init__(self) -> None:
        self.work: list[Callable[[Job], object]] = []
        self.stopped = 0

    def start(
        self, lane: str, work: Callable[[Job], R], done: object, failed: object, progress: object
    ) -> None:
        self.work.append(work)

    def stop(self, lane: str) -> None:
        self.stopped += 1


def test_printing_is_given_up_without_half_a_file(
    window: Window, presenter: GuidePresenter, tmp_path: Path
) -> None:
    desk = window.opening.view.desk
    assert desk is not None
    runner = Waiting()
    printing = PrintPresenter(replace(desk, runner=cast(Runner, runner)))
    printing.open(presenter.view.section, presenter.view.contents)
    target = tmp_path / "half.pdf"
    printing.save(target)
    assert printing.view.file.busy
    printing.file.stop()
    assert runner.stopped == 1
    assert printing.view.file.stopped
    job = Job()
    job.stop()
    with pytest.raises(Cancelled):
        runner.work[0](job)
    assert not [path for path in tmp_path.rglob("*") if "half" in path.name]


def test_what_can_be_printed_follows_from_where_one_is(
    window: Window, presenter: GuidePresenter
) -> None:
    presenter.print()
    within = dict(presenter.printing.view.within)
    assert within == {"section": "B10.4", "chapter": "B10", "part": "B", "book": ""}
    presenter.print()
    assert not presenter.printing.view.opened
    window.go(Place("guide", "glossary"))
    presenter.print()
    assert dict(presenter.printing.view.within) == {"book": ""}
