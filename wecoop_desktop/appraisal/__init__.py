"""Floor 2: pure calculation: cash flow, sensitivity, debt, schedules, decay of waste, E&S category.

Comes in: tuples of Decimal and small values. Goes out: numbers, with a reason where there is none.
"""
