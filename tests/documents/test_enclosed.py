"""A proposal file inside a PDF, and the way back."""

from __future__ import annotations

import contextlib
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from tests.kit.outlines import composed, outline_of, pdf
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.documents.enclosed import Enclosed, enclosed
from wecoop_desktop.documents.outline import Paragraph, plain
from wecoop_desktop.documents.pdf import write_pdf

DATA = b"PK\x03\x04 not really a proposal \xff\x00 endstream endobj"
FILE = Enclosed("Заявка 1.wecoop", DATA, "The answers of this document")


def with_file(path: Path, file: Enclosed = FILE) -> Path:
    stream = BytesIO()
    write_pdf(composed(), stream, enclosed=file)
    path.write_bytes(stream.getvalue())
    return path


def test_what_was_enclosed_comes_out_again(tmp_path: Path) -> None:
    found = enclosed(with_file(tmp_path / "Записка.pdf"))
    assert (found.name, found.data) == (FILE.name, DATA)


def test_it_is_the_source_of_the_document_and_archives_allow_it(tmp_path: Path) -> None:
    reader = PdfReader(with_file(tmp_path / "a.pdf"))
    catalogue = reader.trailer["/Root"]
    (file,) = catalogue["/AF"]  # type: ignore[index]
    assert file.get_object()["/AFRelationship"] == "/Source"
    stream = file.get_object()["/EF"]["/F"].get_object()
    assert stream["/Subtype"] == "/application/vnd.wecoop+zip"
    assert stream["/Params"]["/Size"] == len(DATA)
    assert b"<pdfaid:part>3</pdfaid:part>" in catalogue["/Metadata"].get_object().get_data()  # type: ignore[index]


def test_a_pdf_that_another_program_saved_again_is_read(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=with_file(tmp_path / "a.pdf"))
    writer.write(tmp_path / "b.pdf")
    assert enclosed(tmp_path / "b.pdf").data == DATA


def test_a_pdf_without_one_says_so(tmp_path: Path) -> None:
    path = tmp_path / "plain.pdf"
    path.write_bytes(pdf(outline_of(Paragraph(plain("Nothing inside.")))))
    with pytest.raises(AppError) as caught:
        enclosed(path)
    assert caught.value.code == "pdf-without-proposal"


@pytest.mark.parametrize("data", [b"", b"no pdf", b"%PDF-1.7\n%%EOF", b"PK\x03\x04"])
def test_what_is_no_pdf_is_told(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    with pytest.raises(AppError) as caught:
        enclosed(path)
    assert caught.value.code == "pdf-broken"


def test_every_cut_end_is_an_error_or_the_whole_file(tmp_path: Path) -> None:
    whole = with_file(tmp_path / "a.pdf").read_bytes()
    for tenth in range(1, 10):
        path = tmp_path / f"{tenth}.pdf"
        path.write_bytes(whole[: len(whole) * tenth // 10])
        with contextlib.suppress(AppError):
            assert enclosed(path).data == DATA


def test_a_password_is_told(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=with_file(tmp_path / "a.pdf"))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(tmp_path / "b.pdf")
    with pytest.raises(AppError) as caught:
        enclosed(tmp_path / "b.pdf")
    assert caught.value.code == "pdf-broken"


def test_a_folder_and_nothing_are_told(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing.pdf"):
        with pytest.raises(AppError) as caught:
            enclosed(path)
        assert caught.value.code == "file-not-readable"
