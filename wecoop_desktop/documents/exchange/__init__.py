"""Tables that travel: out to colleagues and back, and old tables in.

Out: `send.write_tables` makes a workbook of tables that a colleague edits without the program.
Back: `read.read_tables` reads an XLSX or DOCX of others into grids, with limits on everything;
`take.taken` merges a workbook that was sent, cell by cell, with what was sent as base.
Old tables in: `mapping.proposed` recognises head, columns and rows of any grid; `intake.rows_in`
makes rows of it. Whatever could not be read is a `Remark` with the address of its cell.
Nothing here knows Qt, files of proposals or the command line.
"""
