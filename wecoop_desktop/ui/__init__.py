"""Floor 7, the only one with Qt: window, screens, parts and presenters; runner, place, wording."""

import builtins

import PySide6.QtCore  # noqa: F401 - so that it has put its own import in place

# To see who asks for the other spellings of `__feature__`, Qt for Python reads the source of every
# module that is imported after it, and keeps it: a fifth of the memory at rest. Nobody here asks.
builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
