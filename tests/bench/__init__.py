"""The figures of the house: each measured beside its floor in the same run. Not timed tests."""
