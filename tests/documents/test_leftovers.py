"""What a document was made of goes with it: nothing waits until circles of objects are looked for,
which Python does when it holds a quarter more than the last time, be that after hours."""

from __future__ import annotations

import gc
from collections.abc import Callable
from io import BytesIO
from typing import BinaryIO

import pytest
from lxml import etree

from tests.kit.content import form, reference
from tests.kit.outlines import TODAY, composed, example_answers
from wecoop_desktop.base.language import Language
from wecoop_desktop.documents.docx import write_docx
from wecoop_desktop.documents.pdf import write_pdf
from wecoop_desktop.documents.xlsx import write_workbook
from wecoop_desktop.forms.evaluate import evaluate

LEFT = 1000  # objects; the marks of a PDF, or the cells of a workbook, are tens of thousands


def _docx() -> Callable[[BinaryIO], object]:
    outline = composed()
    return lambda stream: write_docx(outline, stream)


def _pdf() -> Callable[[BinaryIO], object]:
    outline = composed()
    return lambda stream: write_pdf(outline, stream)


def _xlsx() -> Callable[[BinaryIO], object]:
    answers = example_answers()
    state = evaluate(form(), answers, reference=reference(), today=TODAY)
    return lambda stream: write_workbook(
        form(), answers, state, stream, language=Language("en"), today=TODAY
    )


def _elements() -> int:
    """How many elements stand in the trees of XML that somebody holds."""
    held = (one for one in gc.get_objects() if isinstance(one, etree._Element))
    roots = {id(one): one for one in (each.getroottree().getroot() for each in held)}
    return sum(sum(1 for _ in root.iter()) for root in roots.values())


@pytest.mark.parametrize("made", [_docx, _pdf, _xlsx])
def test_a_written_document_leaves_nothing_behind(
    made: Callable[[], Callable[[BinaryIO], object]],
) -> None:
    write = made()
    write(BytesIO())  # what is kept for the next document is kept now
    gc.collect()
    held = _elements()
    gc.disable()
    try:
        write(BytesIO())
        assert _elements() < held + LEFT  # few objects of Python, and megabytes behind them
        assert gc.collect() < LEFT
    finally:
        gc.enable()
