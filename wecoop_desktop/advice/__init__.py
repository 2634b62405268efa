"""Floor 6: advice made of form, answers and content: which funders fit, and why.

Comes in: a form, answers and the cards of content. Goes out: values with reasons, no words of ours.
"""
