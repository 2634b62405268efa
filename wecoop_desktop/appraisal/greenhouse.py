"""What a method for greenhouse gases knows beside its own variables.

The methods themselves are data of the form: their formulas are worked out by `forms`.
"""

from __future__ import annotations

# Global warming potentials of the chosen set, tonnes of CO2 for one tonne of the gas.
GIVEN = ("GWP_CH4", "GWP_N2O")
