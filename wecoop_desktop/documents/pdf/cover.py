"""The first page: a dark band with contour lines, the title, six facts, to whom and when; or a
sheet of facts, as the forms of funds begin."""

from __future__ import annotations

import math
import random

from wecoop_desktop.documents.emblem import fitted
from wecoop_desktop.documents.outline import Column, Cover, Row, Table, plain
from wecoop_desktop.documents.pdf.lines import broken, shortened
from wecoop_desktop.documents.pdf.pen import Pen
from wecoop_desktop.documents.pdf.style import (
    A4,
    BLACK,
    FAINT,
    GREY,
    INK,
    NAVY,
    PETROL,
    RULE,
    SIDE,
    TOP,
    WARN,
    WHITE,
    Type,
)
from wecoop_desktop.documents.pdf.tables import table_pieces
from wecoop_desktop.documents.pdf.tags import Node

BAND = 329.0
EMBLEM, MARGIN = 62.0, 5.0  # points of the longer side, and of the white around it
CONTOURS = 17
TYPE_WIDTH = 142.0
TITLE_LINES = 3
PALE = "#C7D9DD"
LINES = ("#3F7F86", "#37747C", "#2F6A73", "#28606A", "#225661")

APPLICANT = Type("Sans", 11.5, 15, WHITE, bold=True)
COUNTRY = Type("Sans", 11.5, 15, PALE)
KIND = Type("Sans", 16.5, 19, WHITE, bold=True)
TITLES = tuple(Type("Sans", size, size * 1.2, NAVY, bold=True) for size in (28.0, 23.0, 18.0, 14.0))
PLACE = Type("Sans", 13.5, 18, GREY)
FACT = Type("Sans", 9.5, 12, GREY)
VALUE = Type("Sans", 12.5, 15, NAVY, bold=True)
WHO = Type("Sans", 11.5, 15, BLACK, bold=True)
SHEET_KIND = Type("Sans", 11, 15, GREY, bold=True)
SHEET_TITLE = Type("Sans", 19, 23, BLACK, bold=True)
LABELS = 34  # percent of the width that the questions of the box take
FOOT = 742.0  # where the box ends at the latest
MOST_LINES = 4
FINE = Type("Sans", 8.5, 11, GREY)
SAID = Type("Sans", 10, 14.5, INK)
DRAFT = Type("Sans", 10.5, 13, WARN, bold=True)


def draw_cover(pen: Pen, cover: Cover, draft: str, language: str, node: Node) -> None:
    """Draw the cover on a portrait page; `draft` is the word of the mark or empty. Its texts are
    elements of `node`."""
    width = A4[0] - 2 * SIDE
    if cover.sheet:
        _sheet(pen, cover, width, language, node)
    else:
        _banded(pen, cover, width, language, node)
    _foot(pen, cover, draft, width, language, node)


def _banded(pen: Pen, cover: Cover, width: float, language: str, node: Node) -> None:
    pen.box(0, 0, A4[0], BAND, NAVY)
    _contours(pen, cover.seed)
    if cover.emblem:
        _emblem(pen, cover, width, node)
    with pen.inside(node.add("P")):
        _who(pen, cover, width, language)
    with pen.inside(node.add("P")):
        _kind(pen, cover.kind, language)
    below = _title(pen, cover, width, language, node)
    _facts(pen, cover, width, language, max(546.0, below + 26), node)


def _sheet(pen: Pen, cover: Cover, width: float, language: str, node: Node) -> None:
    """A sheet of facts as forms of funds begin: who, what, and a box of questions with answers."""
    room = width
    if cover.emblem:
        wide, high = fitted(cover.emblem, EMBLEM, EMBLEM)
        picture = node.add("Figure", alt=cover.emblem_words)
        with pen.figure(picture, SIDE + width - wide, TOP, wide, high):
            pen.image(SIDE + width - wide, TOP, wide, high, cover.emblem)
        room = width - wide - 14
    y = TOP
    for said, kind in (
        (cover.ministry, WHO),
        (cover.applicant, WHO),
        (cover.applicant_note, FACT),
    ):
        y = _said(pen, said, kind, y, room, language, node.add("P")) if said else y
    y = max(y + 16, TOP + EMBLEM + 10 if cover.emblem else 0.0)
    pen.rule(SIDE, y, SIDE + width, y, colour=BLACK, thick=1.2)
    y = _said(pen, cover.kind, SHEET_KIND, y + 10, width, language, node.add("P"))
    y = _said(pen, cover.title, SHEET_TITLE, y + 2, width, language, node.add("H1"))
    if cover.place:
        y = _said(pen, cover.place, FACT, y + 2, width, language, node.add("P"))
    _box(pen, cover, y + 14, width, language, node)


def _said(
    pen: Pen, said: str, kind: Type, y: float, width: float, language: str, node: Node
) -> float:
    """At most four lines from `y` on; gives where they end."""
    lines = shortened(broken(plain(said), kind, width, language), MOST_LINES, kind)
    with pen.inside(node):
        for line in lines:
            pen.line_of_text(SIDE, y + kind.leading * 0.5 + kind.size * 0.33, line, kind.size)
            y += kind.leading
    return y


def _box(pen: Pen, cover: Cover, top: float, width: float, language: str, node: Node) -> None:
    """The facts in a box with lines; what does not fit on the page stands in the sections."""
    rows = tuple(Row((plain(label), value)) for label, value in cover.sheet)
    table = Table((Column("", share=LABELS), Column("", share=100 - LABELS)), rows, look="facts")
    y, across = top, width * LABELS / 100
    for piece in table_pieces(table, width, FOOT - top, language):
        if y + piece.height > FOOT:
            break
        pen.box(SIDE, y, across, piece.height, FAINT)
        piece.paint(pen, SIDE, y)
        y += piece.height
        if piece.node is not None and piece.node not in node.children:
            node.children.append(piece.node)
    pen.frame(SIDE, top, width, y - top, colour=GREY)
    pen.rule(SIDE + across, top, SIDE + across, y, colour=GREY)


def _foot(pen: Pen, cover: Cover, draft: str, width: float, language: str, node: Node) -> None:
    """To whom and when, the draft mark, and the form that was followed."""
    y = 769.0
    for said in cover.lines[-3:]:
        line = shortened(broken(plain(said), SAID, width - 110, language), 1, SAID)[0]
        with pen.inside(node.add("P")):
            pen.line_of_text(SIDE, y, line, SAID.size)
        y += SAID.leading
    if draft:
        wide = max(48.0, len(draft) * 7.4 + 18)
        pen.frame(SIDE + width - wide, 764, wide, 23, colour=WARN)
        with pen.inside(node.add("P")):
            pen.text(SIDE + width - wide / 2, 779.2, draft, DRAFT, "centre")
    pen.rule(SIDE, 806, SIDE + width, 806, colour=RULE)
    origin = broken(plain(cover.origin), FINE, width, language)[:2]
    with pen.inside(node.add("P")):
        for index, line in enumerate(origin):
            pen.line_of_text(SIDE, 818 + index * FINE.leading, line, FINE.size)


def _contours(pen: Pen, seed: int) -> None:
    """Wavy lines that lie closer at the top, always the same for the same seed."""
    chance = random.Random(seed)
    waves = [
        (chance.uniform(0.6, 2.4), chance.uniform(0, 6.3), chance.uniform(3, 9)) for _ in range(4)
    ]
    pen.clipped(0, 0, A4[0], BAND)
    for index in range(CONTOURS):
        depth = index / CONTOURS
        base = 128 + 235 * depth**1.25
        points = []
        for step in range(0, 61):
            share = step / 60
            rise = sum(
                size * (1.25 - 0.5 * depth) * math.sin(speed * share * 6.3 + phase + index * 0.16)
                for speed, phase, size in waves
            )
            points.append((share * A4[0], base + rise))
        pen.path(points, colour=LINES[min(int(depth * len(LINES)), len(LINES) - 1)], thick=0.8)
    pen.free()
    pen.box(0, BAND, A4[0], 3, WHITE)  # viewers smooth the lower edge of what is clipped


def _emblem(pen: Pen, cover: Cover, width: float, node: Node) -> None:
    """At the right of the band, on white: emblems are made for it."""
    wide, high = fitted(cover.emblem, EMBLEM, EMBLEM)
    left, top = SIDE + width - wide - 2 * MARGIN, 36.0
    pen.box(left, top, wide + 2 * MARGIN, high + 2 * MARGIN, WHITE)
    picture = node.add("Figure", alt=cover.emblem_words)
    with pen.figure(picture, left + MARGIN, top + MARGIN, wide, high):
        pen.image(left + MARGIN, top + MARGIN, wide, high, cover.emblem)


def _who(pen: Pen, cover: Cover, width: float, language: str) -> None:
    y = 55.0
    if cover.ministry:
        for line in broken(plain(cover.ministry), APPLICANT, width * 0.75, language)[:2]:
            pen.line_of_text(SIDE, y, line, APPLICANT.size)
            y += APPLICANT.leading
        y += 6
    for line in broken(plain(cover.applicant), APPLICANT, width * 0.8, language)[:3]:
        pen.line_of_text(SIDE, y, line, APPLICANT.size)
        y += APPLICANT.leading
    pen.text(SIDE, y, cover.applicant_note, COUNTRY)


def _kind(pen: Pen, said: str, language: str) -> None:
    """The type of the document in its block; a long one gets a wider and smaller block."""
    small = Type("Sans", 13, 16, WHITE, bold=True)
    for wide, kind in ((TYPE_WIDTH, KIND), (TYPE_WIDTH, small), (TYPE_WIDTH * 1.9, small)):
        lines = broken(plain(said), kind, wide - 27, language)[:5]
        torn = any(len(broken(plain(word), kind, wide - 27, language)) > 1 for word in said.split())
        if len(lines) <= 3 and not torn:
            break
    height = max(70.0, 26 + len(lines) * kind.leading)
    pen.box(SIDE, BAND - height, wide, height, PETROL)
    y = BAND - height + 14 + kind.size
    for line in lines:
        pen.line_of_text(SIDE + 13.5, y, line, kind.size)
        y += kind.leading


def _title(pen: Pen, cover: Cover, width: float, language: str, node: Node) -> float:
    """Title and place; the type becomes smaller until the title has at most three lines."""
    for kind in TITLES:
        lines = broken(plain(cover.title), kind, width, language)
        if len(lines) <= TITLE_LINES:
            break
    y = BAND + 30 + kind.size
    with pen.inside(node.add("H1")):
        for line in shortened(lines, TITLE_LINES, kind):
            pen.line_of_text(SIDE, y, line, kind.size)
            y += kind.leading
    y += 3
    with pen.inside(node.add("P")):
        for line in broken(plain(cover.place), PLACE, width, language)[:2]:
            pen.line_of_text(SIDE, y, line, PLACE.size)
            y += PLACE.leading
    return y


def _facts(pen: Pen, cover: Cover, width: float, language: str, top: float, node: Node) -> None:
    third = width / 3
    inner = third - 18
    rows = [cover.facts[start : start + 3] for start in range(0, len(cover.facts), 3)]
    pen.rule(SIDE, top, SIDE + width, top, colour=PETROL, thick=1.5)
    for row in rows:
        set_values = [broken(plain(value), VALUE, inner, language)[:3] for _, value in row]
        height = 34.5 + 15 * max((len(lines) for lines in set_values), default=1)
        for index, ((label, _), lines) in enumerate(zip(row, set_values, strict=True)):
            x = SIDE + index * third + (13 if index else 0)
            if index:
                pen.rule(SIDE + index * third, top, SIDE + index * third, top + height, colour=RULE)
            with pen.inside(node.add("P")):
                pen.text(x, top + 19, label, FACT)
                for number, line in enumerate(lines):
                    pen.line_of_text(x, top + 37 + number * 15, line, VALUE.size)
        top += height
        pen.rule(SIDE, top, SIDE + width, top, colour=RULE)
