"""Files that belong to a proposal: annexes, maps, permits.

A row of an answer (`annexes.items`, `sites.map`: kind attachments_list) names its file in the
column `file`: it means the attachment of that name, whatever the case of its letters. A name
without an attachment is a document that is kept elsewhere; that is no fault.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file copied into the work. `name` is safe on every system and unique in its proposal.

    `media` is the type found in the content (`application/pdf`), whatever the name says.
    """

    name: str
    sha256: str
    size: int
    media: str
    added: datetime


@dataclass(frozen=True, slots=True)
class Broken:
    """An attachment whose content is `missing` or `damaged` on this computer."""

    name: str
    problem: str
