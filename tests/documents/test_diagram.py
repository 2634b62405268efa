"""Figures: everything inside of the drawing, nothing over another, the same on paper."""

from __future__ import annotations

import io
from itertools import combinations, pairwise

import pypdfium2
import pytest

from wecoop_desktop.base.findings import Finding
from wecoop_desktop.base.folders import resources_folder
from wecoop_desktop.base.text import Text
from wecoop_desktop.documents.diagram import Drawing, Frame, Role, Sketch, drawn, spoken
from wecoop_desktop.documents.outline import (
    Cover,
    Figure,
    Outline,
    Paragraph,
    Properties,
    Run,
    Section,
)
from wecoop_desktop.documents.pdf import write_pdf
from wecoop_desktop.documents.prose import blocks, unmarked
from wecoop_desktop.packs.diagrams import Area, Arrow, Box, Diagram, read_diagrams


class Plain:
    """Letters of one width."""

    unit = 1.0

    def width(self, said: str, role: Role) -> float:
        return len(said) * (7.0 if role in ("title", "band") else 6.0)

    def size(self, role: Role) -> float:
        return 12.0


def _shipped() -> tuple[Diagram, ...]:
    folder = resources_folder() / "packs" / "guide" / "figures"
    files = {f"guide/figures/{path.name}": path.read_bytes() for path in folder.glob("*.json")}
    findings: list[Finding] = []
    return read_diagrams(files, findings)


SHIPPED = {diagram.id: diagram for diagram in _shipped()}


def _inside(drawing: Drawing) -> None:
    for frame in drawing.frames:
        assert frame.x >= -0.01
        assert frame.top >= -0.01
        assert frame.x + frame.width <= drawing.width + 0.01
        assert frame.top + frame.height <= drawing.height + 0.01
    for words in drawing.words:
        assert 0 <= words.baseline <= drawing.height


def _apart(frames: list[Frame]) -> None:
    for one, two in combinations(frames, 2):
        assert (
            one.x + one.width <= two.x + 0.01
            or two.x + two.width <= one.x + 0.01
            or one.top + one.height <= two.top + 0.01
            or two.top + two.height <= one.top + 0.01
        )


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("width", [280.0, 480.0, 700.0])
@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_all_of_a_figure_has_its_place(name: str, width: float, language: str) -> None:
    sketch = spoken(SHIPPED[name], lambda text: text.of(language))
    drawing = drawn(sketch, width, Plain())
    _inside(drawing)
    _apart([frame for frame in drawing.frames if frame.look != "band"])
    said = " ".join(words.said for words in drawing.words).replace(" ", "")
    for box in sketch.boxes:
        assert box.title.replace(" ", "")[:4] in said


def _row(count: int) -> Sketch:
    boxes = tuple(
        Box(str(n), Area(n, 0), Text("Identification", "Идентификация")) for n in range(count)
    )
    arrows = tuple(Arrow(str(n), str(n + 1)) for n in range(count - 1))
    diagram = Diagram("x", Text("T", "Т"), Text("t", "т"), boxes, arrows)
    return spoken(diagram, lambda text: text.en)


def test_a_figure_that_is_too_wide_is_turned() -> None:
    assert not drawn(_row(4), 700.0, Plain()).turned
    turned = drawn(_row(4), 240.0, Plain())
    assert turned.turned
    assert turned.height > drawn(_row(4), 700.0, Plain()).height
    tips = [track.heads[0][0] for track in turned.tracks]
    assert all(before[1] < after[1] for before, after in pairwise(tips))


def test_in_a_very_narrow_place_boxes_follow_the_arrows() -> None:
    sketch = spoken(SHIPPED["project-cycle"], lambda text: text.en)
    drawing = drawn(sketch, 170.0, Plain())
    boxes = [frame for frame in drawing.frames if frame.look != "band"]
    assert len({frame.x for frame in boxes}) == 1
    said = [words.said.split()[0] for words in drawing.words if words.role == "title"]
    names = ["Identification", "Concept", "Preparation", "Appraisal", "Approval", "Signing,"]
    assert [word for word in said if word in names] == names
    assert len(drawing.tracks) == len(sketch.arrows)
    _inside(drawing)
    _apart(boxes)


def test_no_width_and_no_boxes_are_no_fault() -> None:
    assert drawn(_row(3), 0.0, Plain()).height > 0
    assert drawn(Sketch("x", "", "", ()), 400.0, Plain()).height == 0


def test_a_word_wider_than_its_box_is_cut_and_not_lost() -> None:
    box = Box("a", Area(0, 0), Text("W" * 100, "Ш" * 100))
    sketch = spoken(Diagram("x", Text("T"), Text("t"), (box,)), lambda text: text.en)
    drawing = drawn(sketch, 120.0, Plain())
    assert "".join(words.said for words in drawing.words) == "W" * 100
    _inside(drawing)


# In texts and on paper

SKETCH = spoken(SHIPPED["project-cycle"], lambda text: text.ru)


def test_only_a_link_that_stands_alone_is_a_figure() -> None:
    text = "[Цикл](figure:c)\n\nСм. [цикл](figure:c) выше.\n\n[Нет](figure:no)"
    found = blocks(text, lambda _, words: words, {"c": SKETCH}.get)
    assert [type(block) for block in found] == [Figure, Paragraph, Paragraph]
    assert isinstance(found[0], Figure)
    assert found[0].caption == "Цикл"


def test_a_figure_is_printed() -> None:
    cover = Cover("", "T", "", "", "", (), (), "", 1)
    figure = Figure(SKETCH, "Цикл")
    outline = Outline(
        "ru", cover, "Содержание", "T", "T", Properties("T", "", "", ()),
        (Section("S", (Paragraph((Run("текст"),)), figure)),),
    )  # fmt: skip
    stream = io.BytesIO()
    write_pdf(outline, stream)
    document = pypdfium2.PdfDocument(stream.getvalue())
    said = " ".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    for word in ("Идентификация", "Реализация", "После первого платежа"):
        assert word in said


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("a <b>c</b>", "a c"),
        ("x<script>alert(1)</script>y", "xy"),
        ("x<SCRIPT src='a'>alert(1)", "x"),
        ("3 < 5 and 7 > 2", "3 < 5 and 7 > 2"),
        ("<https://example.org>", "<https://example.org>"),
        ("![p](file:///etc/passwd)", "[p](file:///etc/passwd)"),
        ("a <!-- b --> c", "a  c"),
        ("**bold [broken](", "**bold [broken]("),
    ],
)
def test_markup_of_browsers_is_not_shown(written: str, left: str) -> None:
    assert unmarked(written) == left
