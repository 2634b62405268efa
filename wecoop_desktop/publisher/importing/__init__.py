"""Records of other databases on their way into a pack. In: files of others and the packs as read.
Out: a queue that an editor decides, and the files of a pack as decided.

IATI or the World Bank's list → activities → proposed records → matched with what is published →
queue → an editor → pack. Nothing is dropped silently, nothing unknown is made up: docs/import.md.
"""
