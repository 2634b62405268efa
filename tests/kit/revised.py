"""The packs as their editors would leave them some weeks later: a share of the files is changed.

Projects get another status, amount and date, texts a sentence more; the same number gives the same
changes. Sentences are runs of words from the guide, so that no two are the same.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping

from tests.kit import bulk
from wecoop_desktop.base.folders import resources_folder
from wecoop_desktop.packs import source
from wecoop_desktop.packs.content import Project
from wecoop_desktop.packs.read import Packs as Published

Packs = dict[str, dict[str, bytes]]
LANGUAGES = ("en", "ru")
WORDS = 12  # of a sentence


def shipped() -> Packs:
    """The files of all packs of the repository."""
    folder = resources_folder() / "packs"
    return {pack: dict(files) for pack, files in source.all_files(folder)}


def grown(packs: Packs, number: int, real: Published) -> Packs:
    """The same with as many made-up projects as asked for instead of the real ones."""
    kept = {name: data for name, data in packs["projects"].items() if "/projects/" not in name}
    made = {f"projects/projects/{each.id}.json": _project(each)
            for each in bulk.projects(number, real)}  # fmt: skip
    return {**packs, "projects": {**kept, **made}}


def _project(project: Project) -> bytes:
    """The record as a file of the pack."""
    return _written(
        {
            "id": project.id,
            "title": {"en": project.title.en, "ru": project.title.ru},
            "summary": {"en": project.summary.en, "ru": project.summary.ru},
            "countries": project.countries,
            "sectors": project.sectors,
            "regional": project.regional,
            "funders": [
                {
                    "org_id": line.organisation,
                    "org": {"en": line.name.en, "ru": line.name.ru},
                    "amount": int(line.amount or 0),
                    "currency": line.currency,
                    "instrument": line.instrument,
                }
                for line in project.funding
            ],
            "status": project.status,
            "approved": project.approved,
            "data_as_of": project.data_as_of,
            "sources": [{"org": each.organisation, "identifier": each.identifier}
                        for each in project.sources],
        }
    )  # fmt: skip


def revise(packs: Mapping[str, Mapping[str, bytes]], share: float = 0.01, seed: int = 1) -> Packs:
    """The same packs with that share of all files changed, and the versions of their packs."""
    editor = _Editor(packs, random.Random(seed))
    revised = {pack: dict(files) for pack, files in packs.items()}
    names = sorted(name for files in packs.values() for name in files)
    for name in editor.chance.sample(names, max(1, round(len(names) * share))):
        files = revised[name.partition("/")[0]]
        files[name] = editor.changed(name, files[name])
    for pack, files in revised.items():
        if files != packs[pack]:
            _issue(pack, files)
    return revised


def _issue(pack: str, files: dict[str, bytes]) -> None:
    """Another version and date of the pack."""
    told = json.loads(files[f"{pack}/pack.json"])
    told["version"] += ".1"
    told["issued"] = "2027-02-01"
    files[f"{pack}/pack.json"] = _written(told)


class _Editor:
    """Changes files as people do."""

    def __init__(self, packs: Mapping[str, Mapping[str, bytes]], chance: random.Random) -> None:
        self.chance = chance
        self._words = {language: list(_words(packs, language)) for language in LANGUAGES}

    def changed(self, name: str, data: bytes) -> bytes:
        if name.endswith(".md"):
            language = "ru" if name.endswith(".ru.md") else "en"
            paragraphs = data.decode().split("\n\n")
            paragraphs[self.chance.randrange(len(paragraphs))] += f" {self._sentence(language)}"
            return "\n\n".join(paragraphs).encode()
        told = json.loads(data)
        if isinstance(told, dict):
            self._record(told)
        else:
            told.append(told[self.chance.randrange(len(told))])
        return _written(told)

    def _record(self, told: dict[str, object]) -> None:
        if isinstance(told.get("status"), str):
            told["status"] = "closed" if told["status"] != "closed" else "active"
            told["status_as_of"] = "2027-01-15"
        lines = told.get("funders")
        if isinstance(lines, list) and lines and isinstance(lines[0], dict):
            lines[0]["amount"] = self.chance.randint(100, 90_000) * 1_000
        for key in ("summary", "note", "definition", "name", "title"):
            text = told.get(key)
            if isinstance(text, dict) and set(LANGUAGES) <= text.keys():
                for language in LANGUAGES:
                    text[language] = f"{text[language]} {self._sentence(language)}"
                break
        told["data_as_of" if "data_as_of" in told else "updated"] = "2027-01-31"

    def _sentence(self, language: str) -> str:
        words = self._words[language]
        said: list[str] = []
        while len(said) < WORDS:
            start = self.chance.randrange(len(words) - 3)
            said += words[start : start + 3]
        return " ".join(said[:WORDS]).capitalize() + "."


def _words(packs: Mapping[str, Mapping[str, bytes]], language: str) -> Iterator[str]:
    for name, data in packs["guide"].items():
        if name.endswith(f".{language}.md"):
            yield from data.decode().split()


def _written(told: object) -> bytes:
    return json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"
