"""Updates: signed content from the web, a folder or a stick, and feedback that goes back.

In come an address or a folder, the root that is trusted, and the packs in use; out go verified
parts, offers, and the one switch from an edition to the next. What is genuine is decided by The
Update Framework (python-tuf); none of its rules stands here. Rooms beside this one are not known:
whoever calls hands in how a library is built.
"""
