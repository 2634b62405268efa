"""Reading IATI files as they are found, and hostile ones."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.kit.activities import HEAD, OLD, codes, iati, new, one, told
from wecoop_desktop.base.errors import AppError, Cancelled
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.cli.imports import ELEMENTS
from wecoop_desktop.publisher.importing import pieces
from wecoop_desktop.publisher.importing.activity import Activity, Log, Unread
from wecoop_desktop.publisher.importing.iati import read_iati


def test_an_activity_of_version_1(tmp_path: Path) -> None:
    found = one(iati(tmp_path, OLD, version="1.04"))
    assert found.identifier == "XX-TEST-1-7/8"
    assert found.title == {"en": "Rural water & pumps", "fr": "Eau rurale"}
    assert found.summary == {"en": "Pipes & pumps."}
    assert (found.status, found.start, found.end) == ("active", "2014-04-15", "")
    assert (found.countries, found.wider) == (("KG", "TJ"), False)
    assert found.as_of == "2015-02-01"
    assert found.sectors == ("water_supply_sanitation",)
    assert [(one.amount, one.currency) for one in found.money] == [
        (Decimal(1_200_000), "EUR"),
        (Decimal(300_000), "EUR"),
        (Decimal(5), "USD"),
    ]
    assert found.spots[0].latitude == Decimal("41.43")
    lines = {remark.code: remark.line for remark in found.remarks}
    assert lines["import-date"] == 10  # counted in the file, not in the activity
    assert {"import-part", "import-markup", "import-code", "import-amount"} <= set(lines)
    odd = [remark.values["what"] for remark in found.remarks if remark.code == "import-code"]
    assert set(odd) <= set(ELEMENTS)


def test_both_languages_and_one_that_is_called_english(tmp_path: Path) -> None:
    path = iati(tmp_path, new(russian="Отходы города"), new("XX-2", "Отходы"))
    first, other = told(path)[0]
    assert isinstance(first, Activity)
    assert isinstance(other, Activity)
    assert first.title == {"en": "Waste of a town", "ru": "Отходы города"}
    assert other.title == {"ru": "Отходы"}
    assert "import-language" in codes(other)


def test_one_that_is_broken_breaks_no_other(tmp_path: Path) -> None:
    broken = new("XX-B").replace("</title>", "")
    found, log = told(iati(tmp_path, new("XX-1"), broken, new("XX-3")))
    assert [type(one) for one in found] == [Activity, Unread, Activity]
    assert log.read == 3
    unread = found[1]
    assert isinstance(unread, Unread)
    assert unread.remark.code == "import-broken"
    assert unread.remark.line > unread.line == 9


def test_what_is_plain_is_mended_and_told(tmp_path: Path) -> None:
    text = new(title="X").replace("X<", "Wind&nbsp;& sun &#2; &#9;<")
    (found,), _ = told(iati(tmp_path, text))
    assert isinstance(found, Activity)
    assert found.title["en"] == "Wind & sun"
    assert codes(found) == ["import-mended"]


def test_extensions_have_names_of_their_own(tmp_path: Path) -> None:
    path = iati(tmp_path, new(more="<x:budget>1</x:budget>"), spaces=' xmlns:x="http://x.example/"')
    assert codes(one(path)) == ["import-extension"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1251", "iso-8859-5"])
def test_encodings_declared_or_not(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.xml"
    text = f"<iati-activities>{new('XX-1', 'Отходы Бишкека')}</iati-activities>"
    label = {"utf-8-sig": "utf-8", "cp1251": "windows-1251"}.get(encoding, encoding)
    path.write_bytes(f'<?xml version="1.0" encoding="{label}"?>\n{text}'.encode(encoding))
    assert one(path).title == {"ru": "Отходы Бишкека"}


def test_a_wrong_encoding_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    text = f"<iati-activities>\n{new('XX-1', 'Отходы Бишкека')}</iati-activities>"
    path.write_bytes(HEAD.encode() + text.encode("cp1251"))
    found, log = told(path)
    assert isinstance(found[0], Activity)
    assert found[0].title == {"ru": "Отходы Бишкека"}
    assert [(one.code, one.line) for one in log.remarks] == [("import-encoding", 6)]


def test_a_document_type_is_refused(tmp_path: Path) -> None:
    laughs = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    path = tmp_path / "a.xml"
    path.write_text(f"{HEAD}<!-- x -->\n{laughs}<iati-activities>{new()}</iati-activities>")
    with pytest.raises(AppError) as caught:
        told(path)
    assert (caught.value.code, caught.value.values["line"]) == ("import-dtd", 3)


def test_entities_of_others_are_never_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    inner = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret}">]>'
    (found,), _ = told(iati(tmp_path, new(more=f"{inner}<title>&e;</title>")))
    assert isinstance(found, Unread)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "import-no-activities"),
        (b"\x1f\x8b0000", "import-packed"),
        (b"PK\x03\x04", "import-packed"),
        (bytes(range(256)) * 99, "import-no-activities"),
        (b"<iati-organisations><iati-organisation/></iati-organisations>", "import-no-activities"),
        (b"<!-- never closed", "import-no-activities"),
    ],
)
def test_other_files_are_refused(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(content)
    with pytest.raises(AppError) as caught:
        told(path)
    assert caught.value.code == code


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(AppError) as caught:
        told(tmp_path / "none.xml")
    assert caught.value.code == "file-missing"


@pytest.mark.parametrize(
    ("inner", "code"),
    [
        ("<a>" * 5_000 + "</a>" * 5_000, "import-broken"),
        ("<title>" + "a" * (pieces.ACTIVITY + 9) + "</title>", "import-large"),
        ("<b/>" * 450_000, "import-large"),
        ("<!-- " + "a" * (pieces.ACTIVITY + 9), "import-large"),
    ],
)
def test_monsters_are_rejected_and_the_next_is_read(tmp_path: Path, inner: str, code: str) -> None:
    found, log = told(iati(tmp_path, new("XX-1", more=inner), new("XX-2")))
    assert [code] == codes(found[0])
    if not inner.startswith("<!--"):
        assert isinstance(found[-1], Activity)
        assert (found[-1].identifier, log.read) == ("XX-2", 2)


def test_a_file_that_is_cut_off(tmp_path: Path) -> None:
    path = iati(tmp_path, new("XX-1"), new("XX-2"))
    whole = path.read_text()
    path.write_text(whole[: whole.rindex("<sector")])
    found, log = told(path)
    assert codes(found[1]) == ["import-cut"]
    assert log.read == 2


def test_one_inside_another(tmp_path: Path) -> None:
    found, _ = told(iati(tmp_path, "<iati-activity><title>", new("XX-2")))
    assert [type(one) for one in found] == [Unread, Activity]


def test_comments_and_character_data_hide_marks(tmp_path: Path) -> None:
    hidden = "<!-- </iati-activity> --><description><![CDATA[<iati-activity>]]></description>"
    path = iati(tmp_path, f"<!-- {new('XX-0')} -->", new("XX-1", more=hidden))
    assert one(path).identifier == "XX-1"


def test_reading_can_be_stopped(tmp_path: Path) -> None:
    job = Job()
    job.stop()
    with pytest.raises(Cancelled):
        list(read_iati(iati(tmp_path, new()), Log("a", "iati"), job))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_damaged_files_never_raise_anything_else(tmp_path: Path, data: st.DataObject) -> None:
    whole = iati(tmp_path, OLD, new("XX-2"), name="whole.xml").read_bytes()
    place = data.draw(st.integers(0, len(whole)))
    odd = data.draw(st.binary(max_size=12) | st.sampled_from([b"<", b"&", b"<!--", b"]]>", b"\0"]))
    path = tmp_path / "odd.xml"
    path.write_bytes(whole[:place] + odd + whole[place + data.draw(st.integers(0, 9)) :])
    try:
        found, log = told(path)
    except AppError:
        return
    assert len(found) == log.read
