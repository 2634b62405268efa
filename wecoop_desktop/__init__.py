"""WECOOP Desktop: from a national environmental priority to a financed project.

The floors of the house, lowest first: base, appraisal, forms, packs, then the rooms library,
work and documents side by side, then ui, app, and on top the ways in (cli, selftest, __main__).
A package imports itself and lower floors only; see docs/house.md.
"""

__version__ = "0.1.0"
