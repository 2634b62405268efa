from __future__ import annotations

import io
import json
import sys
import zipfile
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from pypdf import PdfReader

from wecoop_desktop.cli.main import run
from wecoop_desktop.work.file import read_proposal

EXAMPLE = "issyk-kul-waste"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One home for all, because a library may have to be built in it."""
    return tmp_path_factory.mktemp("дом")


class Wecoop:
    """The command line with `proposal` in front, in one home."""

    def __init__(self, home: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.home, self.capture = home, capture
        self.told = ""

    def __call__(self, *words: str, lang: str = "en") -> int:
        self.capture.readouterr()
        code = run(["proposal", *words, "--home", str(self.home), "--lang", lang])
        self.said, self.told = self.capture.readouterr()
        return code

    def data(self, *words: str, lang: str = "en") -> dict[str, object]:
        self(*words, "--json", lang=lang)
        found = json.loads(self.said)
        assert isinstance(found, dict)
        return found

    def refused(self, *words: str) -> str:
        """The one sentence with which the command is refused."""
        assert self(*words) == 2
        assert self.said == ""
        (sentence,) = self.told.strip().splitlines()
        return sentence


@pytest.fixture
def wecoop(home: Path, capsys: pytest.CaptureFixture[str]) -> Wecoop:
    return Wecoop(home, capsys)


@cache
def begun(*words: str) -> bytes:
    """A new proposal as a file: begun once, and written for each test that works on it."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "new.wecoop")
        assert run(["proposal", "new", "-o", str(path), *words, "--home", f"{folder}/home"]) == 0
        return path.read_bytes()


@pytest.fixture
def draft(tmp_path: Path) -> str:
    """A new proposal without answers, in a file with a name as people give them."""
    path = tmp_path / "Моя заявка (1).wecoop"
    path.write_bytes(begun())
    return str(path)


@pytest.fixture
def example(tmp_path: Path) -> str:
    path = tmp_path / "пример.wecoop"
    path.write_bytes(begun("--from", EXAMPLE))
    return str(path)


def answers(path: str) -> dict[str, object]:
    return dict(read_proposal(Path(path)).answers)


def test_the_example_has_no_errors_and_shows_what_is_computed(wecoop: Wecoop, example: str) -> None:
    assert wecoop("check", example) == 0
    checked = wecoop.data("check", example)
    assert set(checked) == {"level", "meters", "problems"}
    assert checked["level"] == "concept"
    assert set(checked["meters"]) == {"complete", "consistent", "strong"}  # type: ignore[call-overload]
    shown = wecoop.data("show", example)
    assert set(shown) == {"form", "answers", "computed"}
    assert shown["computed"]["budget.total"]["value"] == "18000000"  # type: ignore[index]
    assert shown["answers"] == json.loads(json.dumps(answers(example)))


def test_an_empty_proposal_has_errors_in_the_language_asked(wecoop: Wecoop, draft: str) -> None:
    assert wecoop("check", draft, "--level", "idea") == 1
    english, russian = (
        wecoop.data("check", draft, "--level", "idea", lang=lang)["problems"]
        for lang in ("en", "ru")
    )
    assert isinstance(english, list)
    assert isinstance(russian, list)
    assert [p["code"] for p in english] == [p["code"] for p in russian]
    assert {"path", "row", "code", "level", "message", "values"} <= set(english[0])
    required = next(p for p in english if p["path"] == "basic.title_ru")
    assert (required["level"], required["row"]) == ("error", None)
    assert all(p["message"] for p in english + russian)


def test_a_template_asks_for_its_own_questions(wecoop: Wecoop, draft: str) -> None:
    everything = wecoop.data("check", draft, "--level", "concept")["problems"]
    asked = wecoop.data("check", draft, "--template", "eu_concept")
    assert asked["level"] == "concept"
    paths = {problem["path"] for problem in asked["problems"]}  # type: ignore[attr-defined]
    assert paths < {problem["path"] for problem in everything}  # type: ignore[attr-defined]
    assert "basic.title_en" in paths


def test_empty_sections_of_a_document_are_named(wecoop: Wecoop, example: str, draft: str) -> None:
    def sections(path: str) -> list[dict[str, object]]:
        problems = wecoop.data("check", path, "--level", "idea", "--template", "gcf_cn")["problems"]
        assert isinstance(problems, list)
        return [p for p in problems if p["code"] == "template-section-empty"]

    named = sections(draft)
    assert named
    assert all(p["level"] == "warning" and str(p["values"]["title"]) in p["message"] for p in named)  # type: ignore[index, operator]
    assert len(sections(example)) < len(named)


def test_new_keeps_what_stood_there(wecoop: Wecoop, draft: str) -> None:
    assert wecoop("set", draft, "basic.acronym=MINE") == 0
    assert wecoop("new", "-o", draft, "--level", "full") == 0
    assert answers(draft) == {"basic.target_maturity": "full"}
    assert answers(draft + ".bak") == {"basic.acronym": "MINE"}
    assert ".bak" in wecoop.told


def test_answers_of_each_kind_are_set(wecoop: Wecoop, draft: str, tmp_path: Path) -> None:
    long = tmp_path / "проблема.txt"
    long.write_text("\ufeffДлинный текст 🚜 \u202eمرحبا", encoding="utf-8")
    assert (
        wecoop(
            "set",
            draft,
            "basic.title_ru=Отходы = ресурс",
            "basic.countries=KG, TJ",
            "basic.total_cost=12 600 000,50 EUR",
            "basic.start_date=01.02.2027",
            "basic.duration_months=48",
            f"basic.summary_ru=@{long}",
            "basic.acronym=@@home",
            "budget.lines[+].code=1.1",
            "budget.lines[+].description:ru=Насосы",
            "budget.lines[+].description:en=Pumps",
            "budget.lines[+].code=1.2",
            "budget.lines[1].amount=1.234.567,8",
            "es_screening.checklist[q01].answer=no",
        )
        == 0
    ), wecoop.told
    lines = answers(draft).pop("budget.lines")
    assert isinstance(lines, list)
    assert lines == [
        {"code": "1.1", "description": {"en": "Pumps", "ru": "Насосы", "older": "ru"}},
        {"code": "1.2", "amount": "1234567.8"},
    ]
    kept = answers(draft)
    assert kept["basic.title_ru"] == "Отходы = ресурс"
    assert kept["basic.countries"] == ["KG", "TJ"]
    assert kept["basic.total_cost"] == {"amount": "12600000.50", "currency": "EUR"}
    assert kept["basic.start_date"] == "2027-02-01"
    assert kept["basic.duration_months"] == "48"
    assert kept["basic.summary_ru"] == "Длинный текст 🚜 \u202eمرحبا"
    assert kept["basic.acronym"] == "@home"
    assert kept["es_screening.checklist"] == [{"question": "q01", "answer": "no"}]


def test_a_language_written_again_makes_the_other_one_older(wecoop: Wecoop, draft: str) -> None:
    for typed in (":ru=Насосы", ":en=Pumps", ":ru=Насосы и трубы"):
        assert wecoop("set", draft, "budget.lines[+].description=x") == 0
        assert wecoop("set", draft, f"budget.lines[0].description{typed}") == 0
    row = answers(draft)["budget.lines"][0]  # type: ignore[index]
    assert row == {"description": {"en": "Pumps", "ru": "Насосы и трубы", "older": "en"}}


def test_empty_values_clear(wecoop: Wecoop, example: str) -> None:
    before = answers(example)["budget.lines"]
    assert isinstance(before, list)
    assert wecoop("set", example, "budget.lines[0]=", "basic.acronym=", "basic.sdg=") == 0
    kept = answers(example)
    assert kept["budget.lines"] == before[1:]
    assert not {"basic.acronym", "basic.sdg"} & set(kept)


def test_what_the_form_does_not_know_is_kept_and_told(wecoop: Wecoop, draft: str) -> None:
    _change(draft, lambda head: head["answers"].update({"later.question": [1, {"x": None}]}))
    assert wecoop("set", draft, "basic.acronym=X") == 0
    assert answers(draft)["later.question"] == [1, {"x": None}]
    problems = wecoop.data("check", draft)["problems"]
    assert isinstance(problems, list)
    (unknown,) = (p for p in problems if p["path"] == "later.question")
    assert (unknown["code"], unknown["level"]) == ("answer-unknown-path", "not_checked")


def _change(path: str, change: object, form: object = None) -> None:
    """Change `proposal.json` of a file from outside, as another program would."""
    source = zipfile.ZipFile(io.BytesIO(Path(path).read_bytes()))
    head = json.loads(source.read("proposal.json"))
    change(head)  # type: ignore[operator]
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("proposal.json", json.dumps(head))
        if form is not None:
            packed.writestr("form.json", json.dumps(form))


def test_a_file_without_its_form_is_read_where_the_form_is_known(
    wecoop: Wecoop, example: str
) -> None:
    _change(example, lambda head: None)
    assert wecoop("check", example) == 0
    _change(example, lambda head: head["form"].update(id="another"))
    assert "“another”" in wecoop.refused("check", example)


REFUSED = [
    ("basic.titel_ru=x", "basic.title_ru"),
    ("basic.title_ru", "step.field=text"),
    ("=x", "step.field=text"),
    ("basic.total_cost[0]=x", "step.field=text"),
    ("budget.total=5", "computed"),
    ("budget.lines[7].amount=5", "no row 7"),
    ("budget.lines[99999999999].amount=5", "no row"),
    ("budget.lines[x]=", "no row"),
    ("budget.lines=text", "step.field=text"),
    ("budget.lines[+].amunt=5", "amount"),
    ("es_screening.checklist[q99999].answer=no", "q99999"),
    ("basic.duration_months=NaN", "NaN"),
    ("basic.duration_months=Infinity", "Infinity"),
    ("basic.duration_months=1e400", "1e400"),
    ("basic.duration_months=" + "9" * 50, "999"),
    ("basic.total_cost=5 dollars", ""),
    ("basic.start_date=31.02.2027", "31.02.2027"),
    ("basic.project_type=bridge", "bridge"),
    ("basic.title_ru:xx=a", "xx"),
    ("basic.summary_ru=@nowhere.txt", "nowhere.txt"),
]


@pytest.mark.parametrize(("typed", "named"), REFUSED)
def test_a_wrong_answer_is_refused_and_nothing_is_written(
    wecoop: Wecoop, draft: str, typed: str, named: str
) -> None:
    before = Path(draft).read_bytes()
    assert named in wecoop.refused("set", draft, "basic.acronym=X", typed)
    assert Path(draft).read_bytes() == before


def test_a_proposal_begins_in_a_file_with_a_name_as_people_give_them(
    wecoop: Wecoop, tmp_path: Path
) -> None:
    path = tmp_path / "Моя заявка (1).wecoop"
    assert wecoop("new", "-o", str(path)) == 0
    assert answers(str(path)) == {}
    assert wecoop("check", str(path)) == 1


def test_a_file_that_is_no_text_is_refused(wecoop: Wecoop, draft: str, tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(b"\xff\xfe\xd0")
    assert "UTF-8" in wecoop.refused("set", draft, f"basic.summary_ru=@{tmp_path / 'a.bin'}")


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_the_concept_note_is_exported(
    wecoop: Wecoop, example: str, tmp_path: Path, lang: str
) -> None:
    out = tmp_path / f"записка {lang}.pdf"
    words = ("export", example, "--template", "eu_concept", "--format", "pdf", "-o", str(out))
    assert wecoop(*words, lang=lang) == 0, wecoop.told
    assert wecoop.told == ""
    reader = PdfReader(out)
    assert len(reader.pages) > 10
    text = "".join(page.extract_text() for page in reader.pages)
    assert ("Иссык-Кул" if lang == "ru" else "Issyk-Kul") in text


def test_letters_without_a_font_are_named(wecoop: Wecoop, example: str, tmp_path: Path) -> None:
    assert wecoop("set", example, "basic.title_en=水") == 0
    out = str(tmp_path / "a.pdf")
    assert wecoop("export", example, "--template", "eu_concept", "-o", out) == 0
    assert "水" in wecoop.told


def test_exports_that_cannot_be_made_are_refused(
    wecoop: Wecoop, example: str, tmp_path: Path
) -> None:
    out = str(tmp_path / "a.pdf")
    template = ("--template", "eu_concept")
    assert "pdf" in wecoop.refused("export", example, *template, "--format", "odt", "-o", out)
    assert "eu_concept" in wecoop.refused("export", example, "--template", "eu_concpt", "-o", out)
    nowhere = str(tmp_path / "нет" / "a.pdf")
    assert "нет" in wecoop.refused("export", example, *template, "-o", nowhere)
    assert wecoop.refused("export", example, *template, "-o", str(tmp_path))
    assert "use" in wecoop.refused("export", example, "-o", out).lower()
    assert not Path(out).exists()


def test_files_that_are_no_proposals_are_refused(wecoop: Wecoop, tmp_path: Path) -> None:
    broken = tmp_path / "broken.wecoop"
    broken.write_text("not a zip")
    for verb in (["show"], ["check"], ["export", "--template", "eu_concept", "-o", "x.pdf"]):
        assert "broken.wecoop" in wecoop.refused(*verb, str(broken))
        assert "none.wecoop" in wecoop.refused(*verb, str(tmp_path / "none.wecoop"))
    assert "broken" in wecoop.refused("set", str(broken), "basic.acronym=X")
    assert "issyk" in wecoop.refused("new", "-o", str(tmp_path / "a"), "--from", "issyk-kul")
    assert wecoop.refused("new", "-o", str(tmp_path / "none" / "a.wecoop"))


def test_a_megabyte_of_text_is_kept_or_refused_whole(
    wecoop: Wecoop, draft: str, tmp_path: Path
) -> None:
    long = tmp_path / "long.txt"
    long.write_text("ж" * 1_000_000, encoding="utf-8")
    before = Path(draft).read_bytes()
    if wecoop("set", draft, f"basic.summary_ru=@{long}"):
        assert len(wecoop.told.splitlines()) == 1
        assert Path(draft).read_bytes() == before
    else:
        assert answers(draft)["basic.summary_ru"] == "ж" * 1_000_000


def test_the_window_is_not_needed() -> None:
    import subprocess

    program = (
        "import sys; import wecoop_desktop.cli.proposal, wecoop_desktop.cli.assign;"
        "wrong = {'PySide6', 'sqlalchemy', 'alembic', 'reportlab', 'babel'} & set(sys.modules);"
        "assert not wrong, wrong"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
