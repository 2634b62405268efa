"""Widgets that screens are made of; they know the theme and words, never presenters."""
