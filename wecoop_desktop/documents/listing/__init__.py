"""A list of projects as files: XLSX, CSV, a PDF report and IATI XML.

In: a `Listing`, whose projects are gone through once; out: bytes in a stream. openpyxl and
reportlab are imported only while a file is written.
"""
