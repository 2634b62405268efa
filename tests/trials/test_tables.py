"""Tables, PDFs and numbers that were made to break the program: an answer or a sentence, soon."""

from __future__ import annotations

import json
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfWriter
from pypdf.generic import NameObject

from tests.documents.test_exchange_old import BOOK, RELS, book, cells, packed
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.cli.main import run
from wecoop_desktop.documents.enclosed import enclosed
from wecoop_desktop.documents.exchange import words
from wecoop_desktop.documents.exchange.pasted import from_html
from wecoop_desktop.documents.exchange.read import read_tables


def document(body: str) -> bytes:
    whole = f"<document><body>{body}</body></document>".encode()
    return packed(**{"word/document.xml": whole})


AREAS = "<mergeCells>{}</mergeCells></worksheet>".format('<mergeCell ref="A1:T1000"/>' * 5_000)
HARMFUL = {
    "frames.docx": (document("<sdt>" * 5_000 + "</sdt>" * 5_000), "tables-damaged"),
    "runs.docx": (
        document(f"<tbl><tr><tc><p>{'<r>' * 5_000}<t>x</t>{'</r>' * 5_000}</p></tc></tr></tbl>"),
        "tables-damaged",
    ),
    "areas.xlsx": (
        book(
            b'<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
            + AREAS.encode()
        ),
        "tables-too-long",
    ),
    "rows.xlsx": (
        book(b"<worksheet><sheetData>" + b"<row/>" * 4_000_000 + b"</sheetData></worksheet>"),
        "tables-too-large",
    ),
}


@pytest.mark.parametrize("name", HARMFUL)
def test_tables_that_would_never_end_are_refused(name: str, tmp_path: Path) -> None:
    data, code = HARMFUL[name]
    (tmp_path / name).write_bytes(data)
    with pytest.raises(AppError) as refused:
        read_tables(tmp_path / name)
    assert refused.value.code == code


def test_the_last_day_of_the_other_epoch_is_no_day(tmp_path: Path) -> None:
    relations = {"xl/_rels/workbook.xml.rels": RELS}
    data = packed(
        **{
            "xl/workbook.xml": BOOK.replace(b"<sheets>", b'<workbookPr date1904="1"/><sheets>'),
            "xl/worksheets/s.xml": cells('<row r="1"><c r="A1" s="0"><v>2958465</v></c></row>'),
            "xl/styles.xml": b'<styleSheet><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>',
        },
        **relations,
    )
    (tmp_path / "a.xlsx").write_bytes(data)
    assert read_tables(tmp_path / "a.xlsx").grids[0].at(0, 0).text == "2958465"


def test_half_letters_of_a_sheet_are_shown_as_such(tmp_path: Path) -> None:
    text = '<row r="1"><c t="inlineStr"><is><t>_xD800_a_x0436_</t></is></c></row>'
    (tmp_path / "a.xlsx").write_bytes(book(cells(text)))
    assert read_tables(tmp_path / "a.xlsx").grids[0].at(0, 0).text == "\ufffdaж"


def test_a_long_text_is_no_number() -> None:
    with pytest.raises(AppError) as refused:
        words.figure("1" + " " * 1_000_000 + "!")
    assert refused.value.code == "tables-no-number"


def test_pasted_pages_end_soon() -> None:
    crossed = "<del>" * 100_000 + "</style></del>" * 100_000
    (grid,) = from_html(f"{crossed}<table><tr><td>after")
    assert grid.at(0, 0).text == "after"
    with pytest.raises(AppError) as refused:
        from_html("<table><tr><td>" + "word<p>" * 500_000)
    assert refused.value.code == "tables-too-long"


def test_a_bomb_in_a_pdf_is_refused(tmp_path: Path) -> None:
    writer = PdfWriter()
    writer.add_blank_page(10, 10)
    writer.add_attachment("a.wecoop", b"x")
    held: Any = next(
        each
        for each in writer._objects
        if isinstance(each, dict) and each.get("/Type") == "/EmbeddedFile"
    )
    packing = zlib.compressobj(9)
    packed_zeros = [packing.compress(bytes(10_000_000)) for _ in range(7)]
    held._data = b"".join(packed_zeros) + packing.flush()
    held[NameObject("/Filter")] = NameObject("/FlateDecode")
    writer.write(tmp_path / "a.pdf")
    with pytest.raises(AppError) as refused:
        enclosed(tmp_path / "a.pdf")
    assert refused.value.code == "file-too-large"


def test_an_amount_of_24_digits_is_matched(
    example: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Converted into a smaller currency it has more digits than are counted with."""
    path = tmp_path / "a.wecoop"
    with zipfile.ZipFile(example) as source, zipfile.ZipFile(path, "w") as made:
        for name in source.namelist():
            data = source.read(name)
            if name == "proposal.json":
                whole = json.loads(data)
                for amount in ("basic.requested", "basic.total_cost"):
                    whole["answers"][amount] = {"amount": "9" * 24, "currency": "USD"}
                for row in whole["answers"]["basic.exchange_rates"]:
                    row["rate"] = "9" * 24
                data = json.dumps(whole).encode()
            made.writestr(name, data)
    for words_ in ((), ("--what-if", "amount=" + "9" * 24 + " UZS"), ("--evidence",)):
        assert run(["match", str(path), *words_]) in (0, 1)
        assert "Traceback" not in capsys.readouterr().err
