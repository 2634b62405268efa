"""Real financed projects as profiles for matching: only what their records say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tests.kit.content import packs
from wecoop_desktop.advice.profile import Profile
from wecoop_desktop.forms.answers import Money

TYPES = {"technical_assistance": "ta"}


class Financed(NamedTuple):
    project: str
    funders: tuple[str, ...]  # profiles of the organisation that paid; one of them is the real one
    profile: Profile


def financed() -> Iterator[Financed]:
    """For each project with amount and instrument, its largest line by a funder with a profile.

    Funders that take no new projects are left out: their rules are of today, the projects are not.
    """
    found = packs()
    open_now = {funder.id for funder in found.funders if funder.status != "closed"}
    profiles = {one.id: one.profiles for one in found.organisations}
    for project in found.projects:
        lines = [
            line
            for line in project.funding
            if line.amount and line.instrument and open_now & set(profiles[line.organisation])
        ]
        if not lines or not project.countries:
            continue
        line = max(lines, key=lambda one: one.amount or 0)
        assert line.amount is not None
        kind = line.instrument.replace("mixed", "blending")
        yield Financed(
            project.id,
            tuple(sorted(open_now & set(profiles[line.organisation]))),
            Profile(
                countries=project.countries,
                sectors=project.sectors,
                requested=Money(line.amount, line.currency),
                instruments=(kind,),
                excluded="no",
                kind=TYPES.get(kind, ""),
            ),
        )
