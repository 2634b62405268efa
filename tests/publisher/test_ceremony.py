"""The publisher's manual is true: every command on its page is run, in its order."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path

import pytest

from tests.kit.small import revised, small_packs, write_packs
from wecoop_desktop.cli.main import NO, YES, run
from wecoop_desktop.packs.edition import FILE, read_edition
from wecoop_desktop.publisher.roles import HOLDERS
from wecoop_desktop.sync.folder import Folder
from wecoop_desktop.sync.trust import Trust

PAGE = Path(__file__).resolve().parents[2] / "docs" / "publisher.md"
EDITED = "# the editor works"
BLOCK = re.compile(r"^ *```sh\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
ASKING = ("init", "keys", "sign", "refresh", "rotate")
# Where signatures of others are still missing.
MAY_SAY_NO = (("publish", "sign"), ("publish", "rotate"))


def commands() -> list[list[str]]:
    """The words of each line; none where the packs are edited by hand."""
    page = PAGE.read_text(encoding="utf-8")
    lines = [line for block in BLOCK.findall(page) for line in block.splitlines()]
    split = [(line, shlex.split(line, comments=True)) for line in lines]
    return [words for line, words in split if words or line.strip() == EDITED]


def _phrase_files(folder: Path) -> list[str]:
    given = []
    for holder in HOLDERS:
        file = folder / f"{holder}.txt"
        file.write_text(f"five words of the holder {holder}\n", encoding="utf-8")
        given += ["--passphrase-file", f"{holder}={file}"]
    return given


def test_every_command_of_the_manual(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    work, home = tmp_path / "publishing", tmp_path / "home"
    work.mkdir()
    (work / "stick").mkdir()
    phrases = _phrase_files(tmp_path)
    packs = small_packs()
    write_packs(packs, work / "packs")
    monkeypatch.chdir(work)
    users: list[bytes] = []
    editions: list[int] = []
    ran = 0
    for words in commands():
        if not words:
            write_packs(revised(packs, 1), work / "packs")
        elif words[0] == "wecoop":
            more = phrases if words[1] == "publish" and words[2] in ASKING else []
            code = run([*words[1:], *more, "--home", str(home), "--lang", "en"])
            said = capsys.readouterr()
            allowed = (YES, NO) if tuple(words[1:3]) in MAY_SAY_NO else (YES,)
            assert code in allowed, f"{shlex.join(words)}: {code}\n{said.out}{said.err}"
            ran += 1
            if words[1:3] == ["publish", "trust"] and not users:
                users.append((work / "trust/network/root.json").read_bytes())
            if words[1:3] == ["publish", "release"]:
                editions.append(_seen(work / "www", users[0], tmp_path / "user"))
        else:
            subprocess.run(words, check=True)
    assert ran > 30
    # One user with the first root followed everything: editions, new keys, another organisation.
    assert editions[0] == 1
    assert editions == sorted(editions)
    assert editions[-1] == 2
    assert sorted(path.name for path in (work / "stick").iterdir()) == ["stick", "targets"]


def _seen(release: Path, root: bytes, user: Path) -> int:
    """The edition that a user gets who began with the first root."""
    trust = Trust(user, "network", root, Folder(release, "network"))
    trust.refresh()
    return read_edition(trust.fetch(FILE, user / "parts").read_bytes()).number


def test_a_whole_release_after_the_ceremony_is_clean(tmp_path: Path) -> None:
    """`publish check` finds nothing in a release as the manual makes it."""
    phrases = _phrase_files(tmp_path)
    write_packs(small_packs(), tmp_path / "packs")
    press = str(tmp_path / "press")
    assert run(["publish", "init", press, *phrases]) == YES
    build = ["publish", "build", str(tmp_path / "packs"), "-o", str(tmp_path / "edition")]
    assert run(build) == YES
    edition = ["--edition", str(tmp_path / "edition")]
    keys = ["--keys", f"{press}/keys"]
    assert run(["publish", "sign", "--in", press, *edition, *keys, *phrases]) == YES
    assert run(["publish", "check", press]) == YES
