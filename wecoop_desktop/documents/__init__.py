"""Floor 5: documents from answers.

In: a template, a form, answers and their state. `compose` makes an `Outline`, which names no form,
no field and no format; the writers (`pdf`, later DOCX and HTML) put an outline into a stream.
reportlab is imported only while a document is written.
"""
