"""`wecoop selftest`: does this installation work? One line a part; exit code 1 if one does not."""

from __future__ import annotations

from argparse import ArgumentParser

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.language import Language
from wecoop_desktop.base.wording import say
from wecoop_desktop.cli.call import Call
from wecoop_desktop.selftest import Check, run, window


def declare(parser: ArgumentParser, common: ArgumentParser, language: Language) -> None:
    parser.add_argument(
        "--window",
        action="store_true",
        help=language.tr("also draw the window, off the screen where there is none"),
    )
    parser.set_defaults(run=selftest)


def selftest(call: Call) -> int:
    checks = list(run(call.home))
    if call.arguments.window:
        checks.append(window())
    well = not any(check.error for check in checks)
    data = {
        "ok": well,
        "checks": [
            {
                "check": check.label,
                "ok": not check.error,
                "found": check.found,
                "error": _said(call.language, check.error) or None,
            }
            for check in checks
        ],
    }
    call.answer(data, (_line(call.language, check) for check in checks))
    return 0 if well else 1


def _said(language: Language, error: AppError | str) -> str:
    return say(language, error) if isinstance(error, AppError) else error


def _line(language: Language, check: Check) -> str:
    verdict = language.tr("WRONG") if check.error else language.tr("ok")
    return f"{verdict:<8} {language.tr(check.label)}: {_said(language, check.error) or check.found}"
