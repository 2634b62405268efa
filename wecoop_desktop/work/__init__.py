"""The user's own work, which exists nowhere else: proposals, revisions, comments, files, marks.

In come answers as plain JSON-like data (`forms.codec` makes them); out go frozen values. On disk:
`work.sqlite` (see docs/decisions/0005-work.md), its backups, the folder of attachments
(docs/decisions/0010-attachments.md), and `.wecoop` files (docs/proposal-file.md).
"""
