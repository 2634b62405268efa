"""The documentation is true: its commands are run, its links lead somewhere, both manuals agree.

A command that stands on a page word for word is run as it stands; one with placeholders by its
stand-in in `tests/house/commands.py`, which says where one is not run and why. docs/publisher.md
has a test of its own, `tests/publisher/test_ceremony.py`.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.house.commands import ELSEWHERE, MAY_SAY_NO, NOT_RUN, STAND_INS, World, path_of, written
from wecoop_desktop.cli.main import NO, YES, run
from wecoop_desktop.ui.presenters.manual import NAMED as TITLE
from wecoop_desktop.ui.presenters.manual import slug

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\(([^)\s]+)\)")
FENCED = re.compile(r"^ *```.*?^ *```", re.MULTILINE | re.DOTALL)
# A page that a sentence names: docs/house.md, decisions/0016.
NAMED = re.compile(r"(?<![\w/.])((?:docs/)?(?:decisions/)?[\w-]+\.md|decisions/\d{4})(?![\w/])")


def _said() -> Iterator[tuple[str, str]]:
    """Every command with the page on which it first stands."""
    seen: set[str] = set()
    for page in PAGES:
        name = str(page.relative_to(ROOT))
        if name in ELSEWHERE:
            continue
        for command in written(page.read_text(encoding="utf-8")):
            if command not in seen:
                seen.add(command)
                yield name, command


def test_every_command_of_the_documentation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    world = World(tmp_path / "folder", tmp_path / "home", capsys)
    monkeypatch.chdir(world.folder)
    ran, wrong = 0, []
    for page, command in _said():
        if command in NOT_RUN:
            continue
        for line in STAND_INS.get(command, (command,)):
            words = shlex.split(world.filled(line))
            code = run(["--home", str(world.home), "--lang", "en", *words[1:]])
            told = capsys.readouterr()
            allowed = (YES, NO) if tuple(words[1:3]) in MAY_SAY_NO else (YES,)
            if code not in allowed:
                wrong.append(f"{page}: {command}\n  {shlex.join(words)}: {code} {told.err.strip()}")
            ran += 1
    assert not wrong, "\n".join(wrong)
    assert ran > 70


def test_options_named_in_the_documentation_exist(capsys: pytest.CaptureFixture[str]) -> None:
    helps: dict[tuple[str, ...], str] = {}
    wrong = []
    for page, command in _said():
        options = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", command))
        path = path_of(command)
        if path not in helps:
            with pytest.raises(SystemExit) as ended:
                run([*path, "--help", "--lang", "en"])
            assert not ended.value.code, command
            helps[path] = capsys.readouterr().out
        known = set(re.findall(r"--[a-z][a-z-]+", helps[path]))
        if not path and options - known - {"--safe"}:
            wrong.append(f"{page}: {command}")
        elif path and options - known:
            wrong.append(f"{page}: {command}: {sorted(options - known)}")
    assert not wrong, "\n".join(wrong)


def test_no_stand_in_is_for_a_command_that_no_page_names() -> None:
    said = {command for _, command in _said()}
    assert sorted({*STAND_INS, *NOT_RUN} - said) == []


def test_links_between_pages_lead_to_pages() -> None:
    lost = []
    for page in PAGES:
        text = FENCED.sub("", page.read_text(encoding="utf-8"))
        for address in LINK.findall(text):
            file, _, part = unquote(address).partition("#")
            target = (page.parent / file).resolve() if file else page
            if ":" in address:
                continue
            if not target.exists():
                lost.append(f"{page.name}: {address}")
            elif part and part not in _anchors(target):
                lost.append(f"{page.name}: {address} has no such heading")
        for name in NAMED.findall(text):
            if not _is_page(name):
                lost.append(f"{page.name}: {name}")
    assert not lost, "\n".join(lost)


def _is_page(name: str) -> bool:
    if re.fullmatch(r"decisions/\d{4}", name):
        return any((ROOT / "docs" / "decisions").glob(f"{name[-4:]}-*.md"))
    places = (ROOT, ROOT / "docs", ROOT / "docs" / "decisions")
    return any((place / name).exists() for place in places)


def _anchors(page: Path) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {found["id"] if (found := TITLE.match(head)) else slug(head) for head in heads}


def _chapters(name: str) -> dict[str, str]:
    """The text of each chapter of a manual by its id."""
    pieces = re.split(r"^## ", (ROOT / "docs" / name).read_text(encoding="utf-8"), flags=re.M)[1:]
    found = {}
    for piece in pieces:
        head, _, body = piece.partition("\n")
        named = TITLE.match(head)
        found[named["id"] if named else slug(head)] = body
    return found


def test_both_manuals_have_the_same_chapters_and_say_the_same() -> None:
    english, russian = _chapters("manual.md"), _chapters("manual.ru.md")
    assert list(english) == list(russian)
    different = []
    for name, body in english.items():
        other = russian[name]
        for what, told in _COUNTED.items():
            if told(body) != told(other):
                different.append(f"{name}: {what}: {told(body)} / {told(other)}")
    assert not different, "\n".join(different)


_COUNTED: Mapping[str, Callable[[str], object]] = {
    "commands": lambda body: sorted({path_of(each) for each in written(body)}),
    "settings": lambda body: re.findall(r"^### ([a-z_]+)$", body, re.MULTILINE),
    "headings": lambda body: len(re.findall(r"^### ", body, re.MULTILINE)),
    "rows of tables": lambda body: len(re.findall(r"^\|", body, re.MULTILINE)),
    "steps": lambda body: len(re.findall(r"^\d+\. ", body, re.MULTILINE)),
}
