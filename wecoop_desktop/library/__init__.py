"""Floor 5: the library. Packs come in; a read-only SQLite file and a text index stand on the shelf.

`shelf.available(home)` and `shelf.current(home)` give an open `library.Library`, whose `find`
answers a `query.Query` with a `query.Page`, and whose other methods give the values of
`packs.content`. Building uses SQLAlchemy, reading the standard sqlite3: SQLAlchemy must not be
imported before the first paint of the window.
"""
