"""Floor 3: questions, answers and rules.

A form is data from a pack; answers are values kept under what they mean;
`evaluate(form, answers, ...)` is one pure function that tells everything about them.
"""
