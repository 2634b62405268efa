"""Words of content for coded values, from the lists of the form."""

from __future__ import annotations

from collections.abc import Mapping

from wecoop_desktop.base.text import Text
from wecoop_desktop.forms.form import Data, Form


def labels(form: Form, name: str) -> Mapping[str, Text]:
    """`{id: words}` of a list of the form (countries, sectors, instruments ...)."""
    lists = form.tables.get("lists")
    entries = lists.get(name) if isinstance(lists, Mapping) else None
    found: dict[str, Text] = {}
    for entry in entries if isinstance(entries, tuple | list) else ():
        if isinstance(entry, Mapping):
            found[str(entry.get("id"))] = _words(entry)
    return found


def _words(entry: Mapping[str, Data]) -> Text:
    label = entry.get("label")
    return Text.from_map(label if isinstance(label, Mapping) else entry)
