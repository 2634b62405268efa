"""A form as plain data for `form.json`: a proposal can then be read where its form is unknown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date

from wecoop_desktop.forms.form import Data, Form


def form_data(form: Form) -> Mapping[str, Data]:
    """The whole form under the names of `forms.form`; what is empty or the default is left out."""
    data = _plain(form)
    assert isinstance(data, dict)
    return data


def _plain(value: object) -> Data:
    if is_dataclass(value) and not isinstance(value, type):
        held = {entry.name: getattr(value, entry.name) for entry in fields(value)}
        defaults = {entry.name: entry.default for entry in fields(value)}
        return {
            name: _plain(each)
            for name, each in held.items()
            if each != defaults[name] and each not in ({}, ())
        }
    if isinstance(value, Mapping):
        return {str(name): _plain(each) for name, each in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if isinstance(value, frozenset | set):
        return sorted(str(each) for each in value)
    return value.isoformat() if isinstance(value, date) else value
