"""`wecoop selftest`: does this installation work? One line a part; exit code 1 if one does not."""

from __future__ import annotations

from argparse import ArgumentParser, BooleanOptionalAction
from collections.abc import Iterator, Mapping, Sequence

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.language import Language
from wecoop_desktop.base.wording import say
from wecoop_desktop.cli.call import Call
from wecoop_desktop.selftest import Check, run, versions, window


def declare(parser: ArgumentParser, common: ArgumentParser, language: Language) -> None:
    parser.add_argument(
        "--window",
        action=BooleanOptionalAction,
        default=True,
        help=language.tr("open every screen too, off the screen where there is none"),
    )
    parser.set_defaults(run=selftest)


def selftest(call: Call) -> int:
    checks = list(run(call.home))
    if call.arguments.window:
        checks.append(window())
    well = not any(check.error for check in checks)
    told = {**versions(), "home": str(call.home.root), "kept": call.home.kept or "system"}
    data = {
        "ok": well,
        "versions": told,
        "checks": [
            {
                "check": check.label,
                "ok": not check.error,
                "found": check.found,
                "error": _said(call.language, check.error) or None,
                "seconds": round(check.took, 2),
            }
            for check in checks
        ],
    }
    call.answer(data, _report(call.language, told, checks))
    return 0 if well else 1


def _report(language: Language, told: Mapping[str, str], checks: Sequence[Check]) -> Iterator[str]:
    """For people: what runs here, a line for each part, and the verdict."""
    yield f"WECOOP Desktop {told['program']} ({told['form']}), {told['system']}"
    yield f"Python {told['python']}, SQLite {told['sqlite']}; {told['home']} ({told['kept']})"
    yield ""
    for check in checks:
        yield _line(language, check)
    yield ""
    wrong = sum(bool(check.error) for check in checks)
    yield (
        language.ntr("{n} part does not work.", "{n} parts do not work.", wrong)
        if wrong
        else language.tr("Everything works.")
    )


def _said(language: Language, error: AppError | str) -> str:
    return say(language, error) if isinstance(error, AppError) else error


def _line(language: Language, check: Check) -> str:
    verdict = language.tr("WRONG") if check.error else language.tr("ok")
    said = _said(language, check.error) or check.found
    return f"{verdict:<8} {check.took:5.1f} s  {language.tr(check.label)}: {said}"
