"""Digests of what a proposal holds: the same on every computer for the same content.

Canonical JSON: members of objects sorted by name at every depth, no spaces, UTF-8, numbers with
their own digits; an answer that is null is no answer. Described in docs/proposal-file.md.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from wecoop_desktop.forms.form import Data
from wecoop_desktop.work.data import DEPTH_LIMIT, encode

LENGTH = 64  # letters of hex


def canonical(data: Data) -> str:
    """The canonical JSON of plain data; raises as `encode`."""
    # The encoder of json in C is thirty times as fast; what it does not know, or would write in
    # another way, goes the long way.
    try:
        text = _ENCODER.encode(data)
        text.encode()
    except (TypeError, ValueError):  # a Decimal, a mapping that is no dict; half a letter
        return encode(_sorted(data), DEPTH_LIMIT + 2)
    return text


_ENCODER = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
)


def _sorted(data: Data) -> Data:
    if isinstance(data, Mapping):
        return {name: _sorted(data[name]) for name in sorted(data)}
    if isinstance(data, list | tuple):
        return [_sorted(each) for each in data]
    return data


def state_digest(answers: Mapping[str, Data]) -> str:
    """sha256 of the answers alone: by it two copies find what they have in common."""
    given = {path: data for path, data in answers.items() if data is not None}
    return _sha256(canonical(given))


def proposal_digest(
    form: str, version: str, answers: Mapping[str, Data], attachments: Mapping[str, str]
) -> str:
    """sha256 of all that is handed in: form, answers, and attachments (their sha256 by name)."""
    whole: dict[str, Data] = {
        "answers": {path: data for path, data in answers.items() if data is not None},
        "attachments": dict(attachments),
        "form": {"id": form, "version": version},
    }
    return _sha256(canonical(whole))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def is_digest(text: object) -> bool:
    """Whether it is 64 small letters of hex."""
    return isinstance(text, str) and len(text) == LENGTH and not set(text) - set("0123456789abcdef")


def short(digest: str) -> str:
    """The beginning of a digest in groups, to be printed and compared by eye."""
    return "-".join(digest[start : start + 4] for start in range(0, 16, 4))
