"""An editor for each kind of question: a value and a scene come in, `edited` values go out.

Every editor has `display(value, scene)`, safe to call at any time and with the cursor in it; the
signals `edited(value | None)`, `kept(texts)` with what was typed and not understood, and `left()`;
`edited_several({path: value})` where one change is of several answers at once, one step of undo;
`complaints()`, the sentences about such texts; and `focus_at(row, column)`.
"""
