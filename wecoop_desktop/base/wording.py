"""The sentence for each code of `AppError`, of findings, problems and job steps.

One sentence says what is wrong, where, and what to do. A table per room; marked here, translated
where it is shown.
"""

from __future__ import annotations

from pathlib import Path

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.language import Language, mark

FILES = {
    "disk-full": mark("The disk is full: {path} was not written. Free some space and try again."),
    "folder-missing": mark("The folder {path} does not exist. Choose another one."),
    "file-not-writable": mark(
        "{path} cannot be written. Choose another place, or close the program that uses it."
    ),
    "file-missing": mark("There is no file {path}. Check the name."),
    "file-not-readable": mark("{path} cannot be read. Check the permissions or copy the file."),
    "file-too-large": mark("{path} is larger than {limit} bytes and was not opened."),
}

USE = {
    "use-wrong": mark("Wrong use of {command}: {problem}. “{command} --help” shows how."),
    "language-unknown": mark("There is no language “{language}”; use en or ru."),
}

MESSAGES: dict[str, str] = {**FILES, **USE}


def say(language: Language, error: AppError) -> str:
    """The sentence for an error in `language`; values that are paths are shown as given."""
    values = {
        name: str(value) if isinstance(value, Path) else value
        for name, value in error.values.items()
    }
    return language.tr(MESSAGES[error.code], **values)
