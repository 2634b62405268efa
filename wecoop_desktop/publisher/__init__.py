"""For those who publish content. In: packs as read. Out: what an editor should look at.

Nothing here changes a pack; editors decide and write their decisions into it.
"""
