"""A trainer, a projector, twenty laptops, no network: sessions on a stick or a shared folder.

Comes in: an exercise of the packs, a folder that others can reach, drafts as they come back in it.
Goes out: session folders, sandbox homes, the board, reviews, reports, certificates. The trainer's
record and the participants' sandboxes stand in the home, apart from everybody's own work; nothing
else in the program asks whether it is in a workshop. docs/workshop.md names files and values.
"""
