"""Certificates: a page for each, English at the left and Russian at the right of one name."""

from __future__ import annotations

import io
import math
from typing import BinaryIO

from wecoop_desktop.base.text import Text
from wecoop_desktop.documents.certificate import Certificate
from wecoop_desktop.documents.emblem import fitted
from wecoop_desktop.documents.outline import (
    Cover,
    Outline,
    Properties,
    plain,
)
from wecoop_desktop.documents.pdf.archive import archive
from wecoop_desktop.documents.pdf.lines import broken, shortened
from wecoop_desktop.documents.pdf.pen import Pen
from wecoop_desktop.documents.pdf.structure import Structure
from wecoop_desktop.documents.pdf.style import A4, GREY, INK, NAVY, PETROL, RULE, WHITE, Type
from wecoop_desktop.documents.pdf.tags import Node, Tags
from wecoop_desktop.documents.pdf.write import new_canvas

WIDE, HIGH = A4[1], A4[0]
SIDE, BAND, GAP = 54.0, 118.0, 36.0
COLUMN = (WIDE - 2 * SIDE - GAP) / 2
EMBLEM, MARGIN = 56.0, 5.0
WAVES = ("#28606A", "#225661", "#1C4C57")

HEAD = Type("Sans", 23, 27, WHITE, bold=True)
OTHER_HEAD = Type("Sans", 15, 19, "#C7D9DD")
WHO = Type("Sans", 11, 14, "#C7D9DD")
NAMES = tuple(Type("Sans", size, size * 1.25, NAVY, bold=True) for size in (34.0, 27.0, 21.0, 16.0))
SAID = Type("Sans", 12, 17, INK)
WHAT = Type("Sans", 15, 20, PETROL, bold=True)
FACTS = Type("Sans", 10.5, 15, GREY)
SIGNED = Type("Sans", 9.5, 12, GREY)
MOST = 4  # lines of each text


def write(
    certificates: tuple[Certificate, ...], language: str, subject: str, stream: BinaryIO
) -> None:
    """Draw first, write to the stream last."""
    title = certificates[0].title.of(language) if certificates else ""
    about = Properties(title, "", subject, ())
    empty = Cover(title, "", "", "", "", (), (), "", 0)
    buffer = io.BytesIO()
    canvas = new_canvas(Outline(language, empty, "", "", "", about, ()), buffer)
    root = Node("Document")
    tags = Tags(canvas, root, len(certificates))
    canvas.setPageSize((WIDE, HIGH))
    pen = Pen(canvas, HIGH, tags)
    for certificate in certificates:
        page = root.add("Sect")
        _page(pen, certificate, language, page)
        pen.end_page()
    Structure(canvas._doc, tags, language).write()
    archive(canvas, about, language, None)
    canvas.save()
    stream.write(buffer.getvalue())


def _page(pen: Pen, certificate: Certificate, language: str, node: Node) -> None:
    pen.box(0, 0, WIDE, BAND, NAVY)
    _waves(pen)
    own, other = ("ru", "en") if language == "ru" else ("en", "ru")
    room = WIDE - 2 * SIDE
    if certificate.emblem:
        wide, high = fitted(certificate.emblem, EMBLEM, EMBLEM)
        left, top = WIDE - SIDE - wide, (BAND - high) / 2
        with pen.figure(node.add("Figure", alt=certificate.ministry or "–"), left, top, wide, high):
            pen.box(left - MARGIN, top - MARGIN, wide + 2 * MARGIN, high + 2 * MARGIN, WHITE)
            pen.image(left, top, wide, high, certificate.emblem)
        room -= wide + 3 * MARGIN
    with pen.inside(node.add("H1")):
        pen.text(SIDE, 56, certificate.title.of(own), HEAD)
    with pen.inside(node.add("P")):
        pen.text(SIDE, 80, certificate.title.of(other), OTHER_HEAD)
    if certificate.ministry:
        _lines(pen, certificate.ministry, WHO, (SIDE, 91, room), own, node, most=1)
    below = _name(pen, certificate.name, language, node)
    ends = [
        _column(pen, certificate, code, (x, below), node)
        for code, x in ((own, SIDE), (other, SIDE + COLUMN + GAP))
    ]
    pen.rule(SIDE + COLUMN + GAP / 2, below, SIDE + COLUMN + GAP / 2, max(ends), colour=RULE)
    _signatures(pen, certificate, (own, other), node)


def _waves(pen: Pen) -> None:
    pen.clipped(0, 0, WIDE, BAND)
    for index in range(9):
        points = [
            (
                WIDE * step / 80,
                34 + index * 12 + 9 * math.sin(step / 80 * 9 + index * 0.35) + step * 0.25,
            )
            for step in range(81)
        ]
        pen.path(points, colour=WAVES[index % len(WAVES)], thick=0.8)
    pen.free()
    pen.box(0, BAND, WIDE, 3, WHITE)


def _name(pen: Pen, name: str, language: str, node: Node) -> float:
    """The name in the largest size in which it stands on one line; gives where it ends."""
    width = WIDE - 2 * SIDE
    kind = next((k for k in NAMES if len(broken(plain(name), k, width, language)) == 1), NAMES[-1])
    end = _lines(pen, name, kind, (SIDE, BAND + 40, width), language, node, most=2)
    pen.rule(SIDE, end + 6, WIDE - SIDE, end + 6, colour=PETROL)
    return end + 26


def _column(
    pen: Pen, certificate: Certificate, code: str, at: tuple[float, float], node: Node
) -> float:
    x, y = at
    for said, kind, after in (
        (certificate.took_part, SAID, 4.0),
        (certificate.what, WHAT, 10.0),
        (certificate.facts, FACTS, 0.0),
    ):
        if said.of(code):
            y = _lines(pen, said.of(code), kind, (x, y, COLUMN), code, node, most=MOST) + after
    return y


def _signatures(pen: Pen, certificate: Certificate, codes: tuple[str, str], node: Node) -> None:
    top = HIGH - 92
    for number, said in enumerate(certificate.signed[:2]):
        x = SIDE + number * (COLUMN + GAP)
        pen.rule(x, top, x + COLUMN * 0.8, top, colour=GREY)
        _lines(pen, _both(said, codes), SIGNED, (x, top + 4, COLUMN), codes[0], node, most=2)


def _both(said: Text, codes: tuple[str, str]) -> str:
    own, other = said.of(codes[0]), said.of(codes[1])
    return own if own == other else f"{own} · {other}"


def _lines(
    pen: Pen,
    said: str,
    kind: Type,
    at: tuple[float, float, float],
    language: str,
    node: Node,
    *,
    most: int,
) -> float:
    """At most so many lines from x and y in a width; gives where they end."""
    x, y, width = at
    lines = shortened(broken(plain(said), kind, width, language), most, kind)
    with pen.inside(node.add("P")):
        for line in lines:
            y += kind.leading
            pen.line_of_text(x, y - kind.leading * 0.25, line, kind.size)
    return y
