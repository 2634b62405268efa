"""A screen's state and verbs. QtCore only; one module a screen, named like it."""
