"""What we say to python-tuf beside its promise. Where these fail, read sync/client.py and
docs/decisions/0016 before moving to the new version."""

from __future__ import annotations

import inspect

from tuf.ngclient import Updater
from tuf.ngclient._internal.trusted_metadata_set import TrustedMetadataSet

from tests.kit.computer import Computer


def test_the_methods_that_are_overridden_are_there() -> None:
    assert list(inspect.signature(Updater._load_root).parameters) == ["self"]
    assert list(inspect.signature(Updater._update_root_symlink).parameters) == ["self"]
    assert list(inspect.signature(Updater._persist_metadata).parameters) == [
        "self",
        "rolename",
        "data",
    ]


def test_ends_are_held_against_one_time_of_the_set() -> None:
    source = inspect.getsource(TrustedMetadataSet)
    assert source.count("is_expired(self.reference_time)") == source.count("is_expired(")


def test_the_time_is_set_before_any_end_is_looked_at(computer: Computer) -> None:
    """Were the computer's own clock read anywhere, today's real date would show."""
    trust = computer.trust()
    trust.refresh()
    assert trust._trusted().reference == computer.now
