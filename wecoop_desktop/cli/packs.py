"""`wecoop packs`: which packs are in use, whether they are sound, and those before again."""

from __future__ import annotations

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from wecoop_desktop.base.findings import Finding
from wecoop_desktop.base.language import Language, mark
from wecoop_desktop.base.wording import say_finding
from wecoop_desktop.cli.call import Call
from wecoop_desktop.packs import source
from wecoop_desktop.packs.edition import pack_digest
from wecoop_desktop.packs.read import Packs, read_manifests, read_packs
from wecoop_desktop.sync import content
from wecoop_desktop.sync.content import InUse

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
        "folder", nargs="?", type=Path, help=tr("folder of packs; else those in use")
    )
    verify.set_defaults(run=verify_packs)
    back = commands.add_parser(
        "rollback", parents=[common], help=tr("use again what was in use before")
    )
    back.set_defaults(run=roll_back)


def list_packs(call: Call) -> int:
    now = content.in_use(call.home)
    manifests = read_manifests(now.folder)
    _tell_mended(call, now)
    from_update = "update" if now.held else "shipped"
    data = {
        "edition": now.number,
        "issued": now.held.issued if now.held else None,
        "before": _number_before(now),
        "packs": [
            {
                "id": manifest.id,
                "version": manifest.version,
                "issued": manifest.issued.isoformat(),
                "source": from_update,
                "title": call.language.text(manifest.title),
                "format": manifest.format,
            }
            for manifest in manifests
        ],
    }
    tr = call.language.tr
    lines = [
        f"{manifest.id:<10} {manifest.version:<12} {manifest.issued}  "
        f"{call.language.text(manifest.title)}"
        for manifest in manifests
    ]
    if now.held is not None:
        lines.append(tr("Edition {n}, which came with an update.", n=now.number))
    call.answer(data, lines)
    return 0


def _number_before(now: InUse) -> int | None:
    """The edition that a rollback brings: 0 for the program's own packs, None for nothing."""
    return now.previous.number if now.previous else (0 if now.previous == content.SHIPPED else None)


def _tell_mended(call: Call, now: InUse) -> None:
    if now.mended is not None:
        call.say(f"wecoop: {say_finding(call.language, now.mended.finding)}")


def verify_packs(call: Call) -> int:
    """1 when there is an error; warnings and notes are said, but do not count."""
    folder: Path | None = call.arguments.folder
    differing: list[Finding] = []
    if folder is None:
        now = content.in_use(call.home, thorough=True)
        _tell_mended(call, now)
        folder, differing = now.folder, _differing(now)
    packs = read_packs(folder)
    findings = (*differing, *packs.findings)
    sound = packs.sound and not differing
    data = {
        "sound": sound,
        "digest": packs.digest,
        "counts": _counts(packs),
        "findings": finding_data(call.language, findings),
    }
    lines = [finding_line(call.language, finding) for finding in findings]
    call.answer(data, [*lines, _summary(call.language, packs, findings, sound=sound)])
    return 0 if sound else 1


def _differing(now: InUse) -> list[Finding]:
    """The packs of the edition in use that do not hold what was signed."""
    if now.held is None:
        return []
    return [
        Finding("content-differs", f"{pack.id}.pack")
        for pack in now.held.packs
        if pack_digest(source.files_of(now.folder, pack.id, [])) != pack.digest
    ]


def roll_back(call: Call) -> int:
    """Raises `AppError` as `sync.update.rollback`."""
    from wecoop_desktop.library import shelf
    from wecoop_desktop.sync import update

    done = update.rollback(call.home, lambda folder, job: shelf.make(call.home, folder, job))
    tr = call.language.tr
    words = (
        tr("Edition {n} is in use again.", n=done.number)
        if done.number
        else tr("The content that came with the program is in use again.")
    )
    again = tr("The same command goes forward to what was in use until now.")
    call.answer({"edition": done.number, "before": done.before}, [words, again])
    return 0


def answer_findings(call: Call, findings: Sequence[Finding]) -> int:
    """Say what an editor should look at. 1 when there is an error or a warning; notes are said,
    but do not count."""
    language = call.language
    counted = [finding for finding in findings if finding.level != "note"]
    data = {"clean": not counted, "findings": finding_data(language, findings)}
    summary = language.ntr("{n} thing to look at", "{n} things to look at", len(counted))
    call.answer(data, [*(finding_line(language, finding) for finding in findings), summary])
    return 1 if counted else 0


def finding_data(language: Language, findings: Sequence[Finding]) -> list[dict[str, object]]:
    """Findings as they are answered with `--json`."""
    return [
        {
            "level": finding.level,
            "code": finding.code,
            "file": finding.file,
            "path": finding.path,
            "message": say_finding(language, finding),
        }
        for finding in findings
    ]


def finding_line(language: Language, finding: Finding) -> str:
    place = f"{finding.file}: {finding.path}" if finding.path else finding.file
    return f"{language.tr(LEVELS[finding.level])}: {place}: {say_finding(language, finding)}"


def _summary(
    language: Language, packs: Packs, findings: tuple[Finding, ...], *, sound: bool
) -> str:
    levels = Counter(finding.level for finding in findings)
    if sound:
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
