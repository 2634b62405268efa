"""A few real projects as packs for tests of updates: sound, read and built in an instant."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from wecoop_desktop.base.folders import resources_folder
from wecoop_desktop.packs import source

Files = dict[str, bytes]
Packs = dict[str, Files]
PROJECTS = 6


@cache
def _real() -> Mapping[str, Mapping[str, bytes]]:
    return dict(source.all_files(resources_folder() / "packs"))


def small_packs() -> Packs:
    """All packs, most with nothing but what they say of themselves; six projects.

    What would lead into packs that are empty here is left out.
    """
    real = _real()
    packs = {
        pack: {f"{pack}/pack.json": files[f"{pack}/pack.json"]} for pack, files in real.items()
    }
    packs["rates"].update(real["rates"])
    payers = json.loads(real["projects"]["projects/organisations.json"])
    packs["projects"]["projects/organisations.json"] = _written(
        [{**payer, "profiles": []} for payer in payers]
    )
    for path in project_paths(real["projects"])[:PROJECTS]:
        packs["projects"][path] = _alone(path)
    packs["forms"].update(_form())
    return packs


def _form() -> Files:
    """A form of one question."""
    title = {"en": "Small form", "ru": "Малая форма"}
    field = {"id": "title", "type": "text", "label": title}
    form = {
        "id": "proposal",
        "version": "2026.11.0",
        "title": title,
        "groups": [{"id": "start", "title": title, "steps": ["basic"]}],
    }
    step = {"id": "basic", "order": 1, "title": title, "group": "start", "fields": [field]}
    return {"forms/form.json": _written(form), "forms/steps/01-basic.json": _written(step)}


def _alone(path: str) -> bytes:
    """A project that refers to nothing but who pays."""
    return _written({**json.loads(_real()["projects"][path]), "sectors": [], "related": []})


def project_paths(files: Mapping[str, bytes]) -> list[str]:
    return sorted(path for path in files if path.startswith("projects/projects/"))


def revised(packs: Mapping[str, Mapping[str, bytes]], number: int) -> Packs:
    """A next state: the first project has another title, the last one is another project."""
    new = {pack: dict(files) for pack, files in packs.items()}
    files = new["projects"]
    first, *_, last = project_paths(files)
    record = json.loads(files[first])
    record["title"] = {"en": f"Title of edition {number}", "ru": f"Название выпуска {number}"}
    files[first] = _written(record)
    del files[last]
    path = project_paths(_real()["projects"])[PROJECTS + number]
    files[path] = _alone(path)
    manifest = json.loads(files["projects/pack.json"])
    manifest |= {"version": f"2026.12.{number}", "issued": f"2026-12-{number:02}"}
    files["projects/pack.json"] = _written(manifest)
    return new


def _written(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def write_packs(packs: Mapping[str, Mapping[str, bytes]], folder: Path) -> Path:
    """The packs as folders, as they are shipped."""
    for files in packs.values():
        for name, data in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    return folder
