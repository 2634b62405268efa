"""Floor 6: advice made of form, answers, content and library.

Which funders fit a proposal and why (`matching`; `profile` for a few facts without a draft), which
projects are alike and why (`similar`),
what a project's money is (`account`), how it is cited (`citation`), what a new proposal takes from
it (`seed`). Comes in: values and a library. Goes out: values with reasons; words only as tables,
and in the language they are asked for.
"""
