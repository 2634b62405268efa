"""What may stand beside the questions of the wizard: one module a panel.

A panel is a widget made with the wizard's presenter the first time it is opened; `display(view)`
may be called twice. Panels with a state of their own have a presenter of their own, which is a
child of the wizard's. `ui/screens/aside.py` holds their table.
"""
