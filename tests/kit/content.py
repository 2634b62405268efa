"""The real packs of the repository, read once for a test run."""

from __future__ import annotations

from functools import cache

from wecoop_desktop.base.folders import resources_folder
from wecoop_desktop.forms.evaluate import Reference
from wecoop_desktop.forms.form import Form
from wecoop_desktop.packs.read import Packs, read_packs


@cache
def packs() -> Packs:
    return read_packs(resources_folder() / "packs")


def form() -> Form:
    return packs().forms[0]


@cache
def reference() -> Reference:
    found = packs()
    return Reference(
        {funder.id: funder.card for funder in found.funders},
        {policy.id: policy.card for policy in found.policies},
        {template.id: {"id": template.id} for template in found.templates},
    )
