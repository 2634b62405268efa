"""Floor 6: advice made of form, answers, content and library.

Which funders fit a proposal and why (`matching` by the rules of `rulebook`; `profile` for a few
facts without a draft; `records` of what they paid for), what a change would do and which one cures
(`whatif`, `change`), what was financed like it (`evidence`, `typical`), which projects are alike
and why (`similar`), what a project's money is (`account`), how it is cited (`citation`), what a new
proposal takes from it (`seed`). Comes in: values and a library. Goes out: values with reasons;
words only as tables, and in the language they are asked for.
"""
