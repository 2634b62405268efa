"""The concept note as PDF, beside reportlab writing as many pages of plain paragraphs."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator
from datetime import date

from pypdf import PdfReader

from tests.bench.figure import Figure, best
from tests.kit.content import form, packs, reference
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.base.language import Language
from wecoop_desktop.documents.compose import compose
from wecoop_desktop.documents.coverage import coverage
from wecoop_desktop.documents.docx import write_docx
from wecoop_desktop.documents.outline import Outline
from wecoop_desktop.documents.pdf import write_pdf
from wecoop_desktop.forms.codec import read_answers
from wecoop_desktop.forms.evaluate import evaluate
from wecoop_desktop.ui.presenters.exporting import Order, make

TODAY = date(2026, 11, 22)
PAGES = 45


def figures(*, long: bool = False) -> Iterator[Figure]:
    for name, language, goal_pages in (("eu_concept", "ru", None), ("prefeasibility", "ru", PAGES)):
        pages, spent = _write(name, language)
        floor = _plain(pages)
        goal = 600 * max(1.0, pages / PAGES) if goal_pages else 600
        yield Figure(f"PDF: {name} in Russian, {pages} pages", spent, "ms", round(goal), floor)
    yield Figure("Word: eu_concept in Russian", _word("eu_concept", "ru"), "ms", 2000)

    for code in ("en", "ru"):
        pages, spent = _preview(code)
        yield Figure(f"preview of a changed section, {pages} pages, {code}", spent, "ms", 300)
    yield Figure("PDF: budget of 2,000 lines", _long(), "ms", 2000)
    yield Figure("memory that a PDF of 40 pages takes at most", _memory(), "MB", 150)
    yield _coverage()


def _coverage() -> Figure:
    """What every template would hold, at three levels, from answers that were never looked at."""
    published, asked, cards = packs(), form(), reference()
    example = next(one for one in published.examples if one.id == "issyk-kul-waste")
    answers, _ = read_answers(asked, example.answers)

    def run() -> None:
        coverage(published.templates, asked, answers, reference=cards, today=TODAY)

    run()
    return Figure(f"coverage of {len(published.templates)} templates", best(run, 3), "ms", 100)


def _write(template_id: str, code: str) -> tuple[int, float]:
    """Pages and milliseconds from answers to the finished file, without the imports."""
    last = io.BytesIO()

    def run() -> None:
        nonlocal last
        last = io.BytesIO()
        write_pdf(_composed(template_id, code), last)

    run()
    spent = best(run, 3)
    return len(PdfReader(last).pages), spent


def _composed(template_id: str, code: str) -> Outline:
    published, asked, cards = packs(), form(), reference()
    example = next(one for one in published.examples if one.id == "issyk-kul-waste")
    answers, _ = read_answers(asked, example.answers)
    template = next(one for one in published.templates if one.id == template_id)
    state = evaluate(asked, answers, reference=cards, today=TODAY, language=code)
    return compose(
        template, asked, answers, state, language=Language(code), reference=cards, today=TODAY
    )


def _preview(code: str) -> tuple[int, float]:
    """Pages, and milliseconds from a changed text to all pages with their length, after the first
    time: as the window does it when one comes back from a question."""
    published, asked, cards = packs(), form(), reference()
    example = next(one for one in published.examples if one.id == "issyk-kul-waste")
    answers, _ = read_answers(asked, example.answers)
    template = next(one for one in published.templates if one.id == "eu_concept")
    path = f"basic.summary_{code}"
    pages, count = 0, 0

    def run() -> None:
        nonlocal pages, count
        count += 1
        changed = {**answers, path: f"{answers[path]} {count}."}
        made = make(Order(asked, changed, cards, TODAY, 1), template, code, Job())
        pages = made.pages

    run()
    return pages, best(run, 3)


def _budget(lines: int) -> Outline:
    """The concept note with a budget of so many lines."""
    published, asked, cards = packs(), form(), reference()
    example = next(one for one in published.examples if one.id == "issyk-kul-waste")
    answers, _ = read_answers(asked, example.answers)
    given = answers["budget.lines"]
    assert isinstance(given, tuple)
    answers = {**answers, "budget.lines": tuple(given[at % len(given)] for at in range(lines))}  # type: ignore[dict-item]
    template = next(one for one in published.templates if one.id == "eu_concept")
    state = evaluate(asked, answers, reference=cards, today=TODAY, language="ru")
    return compose(
        template, asked, answers, state, language=Language("ru"), reference=cards, today=TODAY
    )


def _long() -> float:
    outline = _budget(2000)

    def run() -> None:
        write_pdf(outline, io.BytesIO())

    run()
    return best(run, 3)


def _memory() -> float:
    """Most megabytes of a process of its own that composes and writes 40 pages."""
    script = (
        "import io, pathlib\n"
        "from tests.bench.documents import _budget\n"
        "from wecoop_desktop.documents.pdf import write_pdf\n"
        "write_pdf(_budget(500), io.BytesIO())\n"
        "told = pathlib.Path('/proc/self/status').read_text().split('VmHWM:')[1]\n"
        "print(int(told.split()[0]) / 1024)\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=120
    )
    return float(told.stdout)


def _word(template_id: str, code: str) -> float:
    """Milliseconds from answers to the finished Word file with its drawings, without imports."""

    def run() -> None:
        write_docx(_composed(template_id, code), io.BytesIO())

    run()
    return best(run, 3)


def _plain(pages: int) -> float:
    """reportlab alone: the same number of pages of paragraphs, embedded fonts, nothing else."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate

    from wecoop_desktop.documents.pdf import fonts

    name = fonts.font_name("Serif", bold=False, italic=False)
    style = ParagraphStyle("body", fontName=name, fontSize=10.5, leading=15.5)
    words = "Отходы города вывозятся на свалку без изоляции. " * 40

    def run() -> None:
        story: list[object] = []
        for _ in range(pages):
            story += [Paragraph(words, style), PageBreak()]
        SimpleDocTemplate(io.BytesIO()).build(story)

    run()
    return best(run, 3)
