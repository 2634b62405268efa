"""Pieces that screens are made of; they know the theme and the wording, no presenter."""
