"""How the commands of the documentation are run: a scratch home, given files, and stand-ins."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.kit.activities import iati, new
from tests.kit.publishing import Publisher
from tests.kit.small import small_packs, write_packs
from wecoop_desktop.base.folders import Home
from wecoop_desktop.cli.main import run
from wecoop_desktop.work.store import WorkStore

ELSEWHERE = ("docs/publisher.md",)  # tests/publisher/test_ceremony.py runs it
BLOCK = re.compile(r"^ *```(?:sh)?\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"(?<!`)`(wecoop\s[^`]+)`(?!`)")
EXERCISE = "issyk-kul-logframe"
# Where exit code 1 is an answer: something is missing, differs or waits.
MAY_SAY_NO = (
    ("proposal", "check"), ("proposal", "coverage"), ("proposal", "diff"), ("proposal", "review"),
    ("proposal", "priorities"), ("proposal", "merge"), ("proposal", "take"), ("proposal", "plan"),
    ("backup", "show"), ("feedback", "send"), ("publish", "import-iati"), ("publish", "check"),
    ("publish", "import-worldbank"), ("publish", "duplicates"), ("proposal", "upgrade"),
)  # fmt: skip


def written(page: str) -> Iterator[str]:
    """The commands of a page: lines of its blocks with what continues them, and those in a text."""
    for block in BLOCK.findall(page):
        line = ""
        for each in [*block.splitlines(), ""]:
            if each.startswith("    ") and line:
                line += f" {each.strip()}"
                continue
            if line.startswith("wecoop "):
                yield _plain(line)
            line = each.strip()
    prose = BLOCK.sub("", page)
    yield from (_plain(found) for found in INLINE.findall(prose))


def _plain(line: str) -> str:
    """A command without what is said of it behind three blanks."""
    return " ".join(re.split(r" {3,}", line.strip())[0].split())


def path_of(command: str) -> tuple[str, ...]:
    """The words that name a command: `proposal export`."""
    words = command.split()[1:]
    named = [word for word in words[:2] if re.fullmatch(r"[a-z][a-z-]+", word)]
    if not named or named[0] != words[0]:
        return ()
    alone = ("match", "sync", "selftest")
    return tuple(named[:1] if named[0] in alone else named)


class World:
    """A folder with the files that the pages speak of, and a home with work in it."""

    def __init__(self, folder: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.home, self._capsys = folder, home, capsys
        folder.mkdir()
        packs = small_packs()
        write_packs(packs, folder / "packs")
        publisher = Publisher(datetime.now(UTC))
        publisher.release(packs, 1, date(2026, 12, 1))
        publisher.write(folder / "stick")
        for name in ("class", "pupil", "all", "another"):
            (folder / name).mkdir()
        (folder / "secret.txt").write_text("five words that nobody guesses\n", encoding="utf-8")
        more = "<description><narrative>Bins.</narrative></description>"
        iati(folder, new(more=more))
        store = WorkStore.open(Home(home))
        self.proposal = store.create("proposal", "1", {"basic.title": {"en": "Osh", "ru": "Ош"}})
        store.close()

    def filled(self, line: str) -> str:
        """A command with the ids that only this run knows."""
        for name, value in _KNOWN.items():
            if f"<{name}>" in line:
                line = line.replace(f"<{name}>", value(self))
        return line

    def told(self, *words: str) -> object:
        """The data that a command answers with."""
        self._capsys.readouterr()
        run([*words, "--json", "--home", str(self.home), "--lang", "en"])
        return json.loads(self._capsys.readouterr().out)


def _entry(world: World) -> str:
    listed = world.told("feedback", "list")
    assert isinstance(listed, dict)
    return str(listed["entries"][0]["entry"]["id"])


def _kept(world: World) -> str:
    return next(path.name for path in (world.home / "workshop-kept").glob("*.zip"))


_KNOWN: Mapping[str, Callable[[World], str]] = {
    "proposal": lambda world: world.proposal,
    "entry": _entry,
    "home": lambda world: str(world.home),
    "session": lambda world: str(next((world.folder / "class").glob("wecoop-workshop-*"))),
    "kept": _kept,
    "backup": lambda world: str(next(world.home.glob("backups/*.sqlite"))),
}

_SERVES = "ends only when it is stopped; {} tries it"
_NAMED = "only names the command; that it exists is tried"
# Commands that are not run here, and why.
NOT_RUN: Mapping[str, str] = {
    "wecoop selftest": "opens every screen; tests/cli/test_selftest.py runs it",
    "wecoop --help": "ends the program where it stands; its options are compared below",
    "wecoop --safe": "opens the window; tests/ui/test_faults.py does",
    "wecoop FILE": "opens the window; tests/ui/test_instance.py does",
    "wecoop FILE.wecoop": "opens the window; tests/ui/test_instance.py does",
    "wecoop --home DIR": "opens the window; every command here has a home of its own",
    "wecoop --home ПАПКА": "opens the window; every command here has a home of its own",
    "wecoop sync --serve FOLDER": _SERVES.format("tests/sync/test_serve.py"),
    "wecoop publish trust": _NAMED,
    "wecoop publish build": _NAMED,
    "wecoop sync --trust": _NAMED,
    "wecoop proposal check --template": _NAMED,
    "wecoop projects export --format iati": _NAMED,
    "wecoop proposal coverage": _NAMED,
    "wecoop proposal merge": _NAMED,
    "wecoop feedback send": "needs the publisher's address; with --to it is run",
    "wecoop proposal upgrade": _NAMED,
    "wecoop publish import-worldbank FILE... -o queue.json [--packs PACKS]": (
        "needs the bank's workbook; tests/cli/test_imports.py runs it"
    ),
}

_OFFER = ("wecoop sync --trust stick", "wecoop sync --from stick --check")
# What is run for a command that has placeholders or needs something before it.
STAND_INS: Mapping[str, tuple[str, ...]] = {
    # README.md
    "wecoop sync --from /media/stick --check": _OFFER,
    # docs/backups.md
    "wecoop backup list": ("wecoop backup make", "wecoop backup list"),
    "wecoop backup restore last --proposal ID": (
        "wecoop backup restore last --proposal <proposal>",
    ),
    'wecoop backup rebuild "…/proposals"': ("wecoop backup rebuild <home>/backups/proposals",),
    'wecoop backup restore "…/work-….sqlite"': ("wecoop backup restore <backup>",),
    # docs/exchange.md
    "wecoop proposal export FILE --template ID --format xlsx -o OUT.xlsx": (
        "wecoop proposal export draft.wecoop --template eu_concept --format xlsx -o out.xlsx",
    ),
    "wecoop proposal table FILE [--question PATH] -o T.xlsx": (
        "wecoop proposal table draft.wecoop --question logframe.matrix -o t.xlsx",
    ),
    "wecoop proposal take FILE OLD.docx --preview": (
        "wecoop proposal export draft.wecoop --template eu_concept --format docx -o old.docx",
        "wecoop proposal take draft.wecoop old.docx --preview",
    ),
    # docs/feedback.md
    "wecoop feedback add --kind correction --about project:ID --field total_cost "
    '--proposed "USD 4.1 M" --source "p. 4"': (
        "wecoop feedback add --kind correction --about project:adb-41548-013 --field total_cost "
        '--proposed "USD 4.1 M" --source "p. 4"',
    ),
    "wecoop feedback list | show ID | remove ID": (
        "wecoop feedback list",
        "wecoop feedback show <entry>",
        "wecoop feedback remove <entry>",
    ),
    "wecoop feedback send [ID...] [--to URL]": (
        "wecoop feedback send --to http://127.0.0.1:9/feedback",
    ),
    "wecoop feedback save FILE.feedback [ID...]": ("wecoop feedback save one.feedback <entry>",),
    "wecoop feedback add | list | show | send | save | remove": ("wecoop feedback list",),
    # docs/import.md
    "wecoop publish import-iati FILE... -o queue.json [--packs PACKS]": (
        "wecoop publish import-iati a.xml -o queue.json --packs packs",
    ),
    "wecoop publish review queue.json [--list | --all | --show ID]": (
        "wecoop publish review queue.json --list",
        "wecoop publish review queue.json --all",
        "wecoop publish review queue.json --show xx-test-2-1",
    ),
    "wecoop publish review queue.json --accept ID [--accept ID ...]": (
        "wecoop publish review queue.json --set xx-test-2-1 title.ru=Отходы",
        "wecoop publish review queue.json --set xx-test-2-1 summary.ru=Баки",
        "wecoop publish review queue.json --accept xx-test-2-1",
    ),
    'wecoop publish review queue.json --reject ID --why "..."': (
        'wecoop publish review queue.json --reject xx-test-2-1 --why "not ours"',
    ),
    "wecoop publish review queue.json --set ID PATH=VALUE": (
        "wecoop publish review queue.json --accept xx-test-2-1",
    ),
    "wecoop publish review queue.json --apply PACKS": (
        "wecoop publish review queue.json --apply packs",
    ),
    "wecoop publish check": ("wecoop publish check packs",),
    "wecoop publish duplicates": ("wecoop publish duplicates packs",),
    # docs/lists.md
    "wecoop projects export [TEXT] [filters] [--sort ORDER --reverse] [--lang en|ru] "
    "[--currency USD|EUR] [--format xlsx|csv|pdf|iati] -o FILE": (
        "wecoop projects export вода --country KG --sort title --reverse --currency EUR "
        "--format csv -o list.csv",
        "wecoop projects export --funder gcf -o list.xml",
    ),
    # docs/manual.md
    "wecoop match FILE": ("wecoop match draft.wecoop",),
    "wecoop funders compare A B [C]": ("wecoop funders compare ebrd adb gcf",),
    "wecoop proposal priorities FILE": ("wecoop proposal priorities draft.wecoop",),
    "wecoop proposal review FILE --funder ID [--level full]": (
        "wecoop proposal review draft.wecoop --funder ebrd --level full",
    ),
    "wecoop proposal plan FILE --funder ID --approval 2030-06-30": (
        "wecoop proposal plan draft.wecoop --funder ebrd --approval 2030-06-30",
    ),
    "wecoop policies list [--country KG] [--sector waste]": (
        "wecoop policies list --country KG --sector waste",
    ),
    "wecoop policies show ID": ("wecoop policies show kg_ndp2030",),
    "wecoop sync": _OFFER,
    "wecoop proposal new -o FILE": ("wecoop proposal new -o new.wecoop",),
    "wecoop proposal comments FILE": ("wecoop proposal comments draft.wecoop",),
    "wecoop proposal digest FILE": ("wecoop proposal digest draft.wecoop",),
    "wecoop proposal attach FILE DOCUMENT": ("wecoop proposal attach draft.wecoop old.docx",),
    "wecoop proposal upgrade FILE -o OUT": (
        "wecoop proposal upgrade draft.wecoop -o upgraded.wecoop",
    ),
    "wecoop proposal diff A B": ("wecoop proposal diff new.wecoop draft.wecoop",),
    "wecoop proposal merge BASE MINE THEIRS -o OUT": (
        "wecoop proposal upgrade draft.wecoop -o mine.wecoop",
        "wecoop proposal merge draft.wecoop mine.wecoop upgraded.wecoop -o merged.wecoop",
    ),
    "wecoop proposal table FILE -o T.xlsx": ("wecoop proposal table draft.wecoop -o t2.xlsx",),
    "wecoop proposal take FILE T.xlsx -o OUT": (
        "wecoop proposal take draft.wecoop t.xlsx -o taken.wecoop",
    ),
    "wecoop proposal take FILE OLD.docx -o OUT": (
        "wecoop proposal take draft.wecoop old.docx -o taken2.wecoop",
    ),
    # docs/proposal-file.md
    "wecoop proposal unseal closed.wecoop -o draft.wecoop --password-file secret.txt": (
        "wecoop proposal unseal closed.wecoop -o opened.wecoop --password-file secret.txt",
    ),
    # docs/templates.md
    "wecoop proposal coverage FILE [--template ID] [--json]": (
        "wecoop proposal coverage draft.wecoop",
        "wecoop proposal coverage draft.wecoop --template eu_concept --json",
    ),
    "wecoop proposal export FILE --template ID [--format pdf|docx|iati] -o OUT "
    "[--date YYYY-MM-DD] [--ministry NAME] [--emblem PICTURE] [--with-proposal]": (
        "wecoop proposal export draft.wecoop --template eu_concept --format pdf -o with.pdf "
        "--date 2026-11-23 --ministry Ministry --with-proposal",
    ),
    "wecoop proposal export-all FILE -o FOLDER [--template ID]... [--in en|ru]... "
    "[--format F]... [--date DAY]": (
        "wecoop proposal export-all draft.wecoop -o all --template eu_concept --in en "
        "--format iati --date 2026-11-23",
    ),
    "wecoop proposal open FILE.pdf -o OUT.wecoop": (
        "wecoop proposal open with.pdf -o from-pdf.wecoop",
    ),
    # docs/updates.md
    "wecoop sync --trust FILE": ("wecoop sync --trust stick",),
    "wecoop sync --copy FOLDER": ("wecoop sync --from stick --copy another",),
    # docs/workshop.md
    "wecoop workshop prepare DIR --exercise ID [--language ru] --groups 6 | "
    '--group "KG: Name" ... [--title --place --minutes] [--file FILE.workshop] [--stick]': (
        f"wecoop workshop prepare class --exercise {EXERCISE} --language ru --groups 3 "
        "--title Class --place Karakol --minutes 60 --file one.workshop --stick",
    ),
    "wecoop workshop stick SESSION DIR": ("wecoop workshop stick <session> pupil",),
    "wecoop workshop join PLACE --group N [--session ID]": (
        "wecoop workshop join class --group 1",
    ),
    "wecoop workshop hand-in [FILE] [--done TASK] [--working TASK] [--question TEXT --about TASK] "
    "[--ready] [--person NAME] [-o FILE|DIR]": (
        "wecoop workshop hand-in --working tree --question Why? --about tree --person Aida",
    ),
    "wecoop workshop board SESSION [--take DIR]": ("wecoop workshop board <session>",),
    "wecoop workshop review SESSION [--group N --by NAME --score ROW=N --remark TEXT] "
    "[--comment TEXT --path STEP.FIELD]": (
        "wecoop workshop review <session> --group 1 --by Anna --comment Good "
        "--path problem.situation",
    ),
    "wecoop workshop review SESSION --peers [-o DIR]": (
        "wecoop workshop join class --group 2 --home other",
        "wecoop workshop hand-in --ready --home other",
        "wecoop workshop review <session> --peers",
    ),
    "wecoop workshop review SESSION --pass-on": ("wecoop workshop review <session> --pass-on",),
    "wecoop workshop review --as-group [--packet FILE.wecoop] [--score ROW=N --about ROW=TEXT "
    "--remark TEXT] [-o DIR]": ("wecoop workshop review --as-group --remark Clear",),
    "wecoop workshop highlight SESSION [--group N --path STEP.FIELD [--row N] "
    "--why good|discuss --note TEXT]": (
        "wecoop workshop highlight <session> --group 1 --path problem.core_problem --why good",
    ),
    "wecoop workshop highlight SESSION [--remove N | --move N --to N]": (
        "wecoop workshop highlight <session> --move 1 --to 1",
        "wecoop workshop highlight <session> --remove 1",
    ),
    "wecoop workshop evaluation SESSION --as-participant --score QUESTION=N [-o DIR]": (
        "wecoop workshop evaluation <session> --as-participant --score useful=5",
    ),
    "wecoop workshop report SESSION -o FILE.xlsx": ("wecoop workshop report <session> -o r.xlsx",),
    "wecoop workshop certificates SESSION -o FILE.pdf [--name NAME | --names FILE]": (
        "wecoop workshop certificates <session> -o c.pdf --name Aida",
    ),
    "wecoop workshop evaluation SESSION [--score QUESTION=N --text QUESTION=TEXT] "
    "[--form FILE.pdf] [--summary FILE.pdf]": (
        "wecoop workshop evaluation <session> --score useful=4 --text best=Tree",
        "wecoop workshop evaluation <session> --form form.pdf",
    ),
    "wecoop workshop reset [--session ID] [--yes | --undo NAME | --new-participant]": (
        "wecoop workshop reset",
        "wecoop workshop reset --new-participant",
        "wecoop workshop reset --yes",
        "wecoop workshop reset --undo <kept>",
    ),
    "wecoop workshop model EXERCISE --code CODE -o FILE.wecoop": (
        f"wecoop workshop model {EXERCISE} --code wecoop-trainer -o model.wecoop",
    ),
}
