"""What Python's argparse says of wrong use and above its lists, in the language of the answer."""

from __future__ import annotations

import argparse

from wecoop_desktop.base.language import Language, mark, nmark

# As argparse has them, with their placeholders; a test compares them with its source.
SAID = (
    mark("usage: "),
    mark("positional arguments"),
    mark("options"),
    mark("show this help message and exit"),
    mark("show program's version number and exit"),
    mark("unrecognized arguments: %s"),
    mark("the following arguments are required: %s"),
    mark("one of the arguments %s is required"),
    mark("not allowed with argument %s"),
    mark("expected one argument"),
    mark("expected at most one argument"),
    mark("expected at least one argument"),
    mark("ignored explicit argument %r"),
    mark("ambiguous option: %(option)s could match %(matches)s"),
    mark("unexpected option string: %s"),
    mark("invalid %(type)s value: %(value)r"),
    mark("invalid choice: %(value)r (choose from %(choices)s)"),
    mark("unknown parser %(parser_name)r (choices: %(choices)s)"),
    mark("argument %(argument_name)s: %(message)s"),
    mark("can't open '%(filename)s': %(error)s"),
)
COUNTED = (nmark("expected %s argument", "expected %s arguments"),)


def speak(language: Language) -> None:
    """From now on argparse speaks this language; it asks for its words when it says them.

    Its own way, the text domain of the system's language, knows nothing of `--lang`.
    """
    setattr(argparse, "_", language.tr)  # noqa: B010 - typed as if it were not there
    setattr(argparse, "ngettext", language.ntr)  # noqa: B010
