"""What a new edition brings, in words: for an editor who looks before signing, and as a note."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.language import Language
from wecoop_desktop.packs import source
from wecoop_desktop.packs.changes import Changes, changes
from wecoop_desktop.packs.wording import how, say_change, say_counts
from wecoop_desktop.publisher.history import packs_of, past_editions
from wecoop_desktop.publisher.inspection import is_release
from wecoop_desktop.publisher.press import FILE, open_press

Packs = Mapping[str, Mapping[str, bytes]]
_SIGNS = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]<>#|"})


def packs_in(folder: Path) -> Packs:
    """The packs of a folder of packs, of an edition, or the newest of a release.

    Raises `AppError` packs-missing, release-empty, release-file-damaged.
    """
    release = open_press(folder).release if (folder / FILE).is_file() else folder
    if not is_release(release):
        return dict(source.all_files(folder))
    past = past_editions(release)
    if not past:
        raise AppError("release-empty", path=folder)
    return packs_of(past[0])


def difference(old: Path, new: Path) -> Changes:
    """Raises as `packs_in`."""
    return changes(packs_in(old), packs_in(new))


def lines(language: Language, found: Changes) -> Iterator[str]:
    """Counts first, then pack by pack its version, then every thing."""
    if not found.packs and not found.things:
        yield language.tr("Nothing differs.")
        return
    yield from say_counts(language, found)
    for pack in found.packs:
        yield f"{language.text(pack.title) or pack.id}: {pack.before or '—'} → {pack.after or '—'}"
    for change in found.things:
        fields = f" ({', '.join(change.fields)})" if change.fields else ""
        yield f"{say_change(language, change)}{fields}"


def note(language: Language, found: Changes) -> Iterator[str]:
    """The same as Markdown, without what only editors know: a note for those who read."""
    title = language.tr("What is new")
    yield f"# {title}"
    yield ""
    if not found.things:
        yield language.tr("Nothing differs.")
        return
    for line in say_counts(language, found):
        yield f"- {line}"
    listed = [change for change in found.things if how(change) in ("new", "closed", "gone")]
    if listed:
        yield ""
        for change in listed:
            yield f"- {say_change(language, change).translate(_SIGNS)}"
