"""Widgets that display a presenter's view; one module a screen."""
