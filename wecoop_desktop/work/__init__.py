"""The user's own work, which exists nowhere else: proposals, revisions, marks.

In come answers as plain JSON-like data (`forms.codec` makes them); out go frozen values. On disk:
`work.sqlite` (see docs/decisions/0005-work.md), its backups, and `.wecoop` files
(docs/proposal-file.md).
"""
