"""Floor 2: pure calculation over numbers: cash flow, environmental and social category.

Comes in: tuples of Decimal and small values. Goes out: numbers, with a reason where there is none.
"""
