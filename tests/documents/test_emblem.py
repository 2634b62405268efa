"""The emblem on the cover: any picture from outside, small and plain in the document."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from tests.kit.outlines import outline_of, pdf
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.documents.docx import write_docx
from wecoop_desktop.documents.emblem import SIDE, emblem, fitted, read_emblem, shape
from wecoop_desktop.documents.outline import Outline

HERE = Path("герб.png")


def picture(size: tuple[int, int] = (900, 450), mode: str = "RGBA", kind: str = "PNG") -> bytes:
    stream = io.BytesIO()
    Image.new(mode, size, "red" if mode != "RGBA" else (200, 0, 0, 120)).save(stream, kind)
    return stream.getvalue()


def covered(data: bytes) -> Outline:
    plain = outline_of()
    cover = replace(plain.cover, ministry="Министерство", emblem=data, emblem_words="Герб")
    return replace(plain, cover=cover)


@pytest.mark.parametrize("mode", ["RGBA", "RGB", "L", "P", "1"])
def test_pictures_of_every_kind_become_small_and_opaque(mode: str) -> None:
    found = emblem(picture(mode=mode), HERE)
    assert shape(found) == (SIDE, SIDE // 2)
    assert Image.open(io.BytesIO(found)).mode == "RGB"
    assert emblem(picture(mode=mode), HERE) == found


def test_photographs_are_taken_too() -> None:
    assert emblem(picture(mode="RGB", kind="JPEG"), HERE).startswith(b"\x89PNG")


@pytest.mark.parametrize("data", [b"", b"hello", b"<svg/>", picture()[:200], b"GIF89a"])
def test_what_is_no_picture_is_told(data: bytes) -> None:
    with pytest.raises(AppError) as caught:
        emblem(data, HERE)
    assert caught.value.code == "emblem-broken"


def test_huge_pictures_are_not_unpacked() -> None:
    with pytest.raises(AppError) as caught:
        emblem(picture((9000, 9000), "1"), HERE)
    assert caught.value.code == "emblem-too-large"


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(AppError) as caught:
        read_emblem(tmp_path / "none.png")
    assert caught.value.code == "file-missing"


@given(st.binary(max_size=300))
@settings(max_examples=40, deadline=None)
def test_odd_bytes_never_break_it(tail: bytes) -> None:
    for data in (tail, picture((20, 20))[:40] + tail):
        told = ""
        try:
            assert emblem(data, HERE).startswith(b"\x89PNG")
        except AppError as error:
            told = error.code
        assert told in ("", "emblem-broken", "emblem-too-large")


@given(st.integers(1, 400), st.integers(1, 400))
def test_its_shape_stays(wide: int, high: int) -> None:
    png = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + wide.to_bytes(4, "big") + high.to_bytes(4, "big")
    width, height = fitted(png, 60, 60)
    assert max(width, height) == pytest.approx(60)
    assert width / height == pytest.approx(wide / high)


def test_it_stands_on_the_cover_of_both_formats() -> None:
    outline = covered(emblem(picture(), HERE))
    made = pdf(outline)
    assert made == pdf(outline)
    first = PdfReader(io.BytesIO(made)).pages[0]
    assert len(first.images) == 1
    assert "Министерство" in first.extract_text()
    stream = io.BytesIO()
    write_docx(outline, stream)
    with zipfile.ZipFile(stream) as archive:
        assert any(name.startswith("word/media/") for name in archive.namelist())
        document = archive.read("word/document.xml").decode()
    assert 'descr="Герб"' in document
    assert "Министерство" in document
