"""For those who publish content. In: packs as read, keys of holders, feedback that came in. Out:
what an editor should look at, editions, signed releases, lists and answers.

Nothing here changes a pack unasked; editors decide and write their decisions into it. Trust is The
Update Framework's (python-tuf); docs/publisher.md says who does what when.
"""
