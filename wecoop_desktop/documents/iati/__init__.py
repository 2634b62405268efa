"""A proposal as an IATI 2.03 activity in the state of a pipeline: a `Paper` in, XML out.

Both languages stand in it, whatever language the paper is in. What is not known stays out: nothing
is made up to fill an element. The contact is left out, because such files are published.
"""

from __future__ import annotations

from wecoop_desktop.documents.iati.activity import write_proposal

__all__ = ["write_proposal"]
