"""`wecoop packs`: which packs are on this computer, and whether they are sound."""

from __future__ import annotations

from argparse import ArgumentParser
from collections import Counter
from pathlib import Path

from wecoop_desktop.base.findings import Finding
from wecoop_desktop.base.folders import resources_folder
from wecoop_desktop.base.language import Language, mark
from wecoop_desktop.base.wording import say_finding
from wecoop_desktop.cli.call import Call
from wecoop_desktop.packs.read import Packs, read_manifests, read_packs

LEVELS = {"error": mark("error"), "warning": mark("warning"), "note": mark("note")}


def declare(parser: ArgumentParser, common: ArgumentParser, language: Language) -> None:
    tr = language.tr
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    listing = commands.add_parser("list", parents=[common], help=tr("list the packs"))
    listing.set_defaults(run=list_packs)
    verify = commands.add_parser(
        "verify", parents=[common], help=tr("read every file and say what is wrong")
    )
    verify.add_argument(
        "folder", nargs="?", type=Path, help=tr("folder of packs; else those of the program")
    )
    verify.set_defaults(run=verify_packs)


def list_packs(call: Call) -> int:
    manifests = read_manifests(resources_folder() / "packs")
    data = {
        "packs": [
            {
                "id": manifest.id,
                "version": manifest.version,
                "issued": manifest.issued.isoformat(),
                "source": "shipped",
                "title": call.language.text(manifest.title),
                "format": manifest.format,
            }
            for manifest in manifests
        ]
    }
    lines = (
        f"{manifest.id:<10} {manifest.version:<12} {manifest.issued}  "
        f"{call.language.text(manifest.title)}"
        for manifest in manifests
    )
    call.answer(data, lines)
    return 0


def verify_packs(call: Call) -> int:
    """1 when there is an error; warnings and notes are said, but do not count."""
    packs = read_packs(call.arguments.folder or resources_folder() / "packs")
    data = {
        "sound": packs.sound,
        "digest": packs.digest,
        "counts": _counts(packs),
        "findings": [
            {
                "level": finding.level,
                "code": finding.code,
                "file": finding.file,
                "path": finding.path,
                "message": say_finding(call.language, finding),
            }
            for finding in packs.findings
        ],
    }
    lines = [finding_line(call.language, finding) for finding in packs.findings]
    call.answer(data, [*lines, _summary(call.language, packs)])
    return 0 if packs.sound else 1


def finding_line(language: Language, finding: Finding) -> str:
    place = f"{finding.file}: {finding.path}" if finding.path else finding.file
    return f"{language.tr(LEVELS[finding.level])}: {place}: {say_finding(language, finding)}"


def _summary(language: Language, packs: Packs) -> str:
    levels = Counter(finding.level for finding in packs.findings)
    if packs.sound:
        things = sum(_counts(packs).values())
        return language.ntr(
            "{packs} packs with {n} record are sound.",
            "{packs} packs with {n} records are sound.",
            things,
            packs=len(packs.manifests),
        )
    return language.ntr("{n} error", "{n} errors", levels["error"])


def _counts(packs: Packs) -> dict[str, int]:
    return {
        "projects": len(packs.projects),
        "organisations": len(packs.organisations),
        "funders": len(packs.funders),
        "policies": len(packs.policies),
        "events": len(packs.events),
        "sections": len(packs.sections),
        "terms": len(packs.terms),
        "forms": len(packs.forms),
        "templates": len(packs.templates),
        "examples": len(packs.examples),
    }
