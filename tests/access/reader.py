"""A screen reader for tests: reads the accessibility tree of another program over AT-SPI.

Runs in the Python of the system, which has GLib's bindings (Debian: python3-gi). A line in is
`read` (the tree of the window) or `heard` (the announcements since the last time); a line out is
JSON. Nodes that are not shown, and what is inside of tables beyond their heads, are left out.
"""

import collections
import json
import sys

from gi.repository import Gio, GLib

A11Y = "org.a11y.atspi."
ACCESSIBLE, TABLE, ROOT = A11Y + "Accessible", A11Y + "Table", "/org/a11y/atspi/accessible/root"
PROPERTIES = "org.freedesktop.DBus.Properties"
REGISTRY = "org.a11y.atspi.Registry"
CLOSED = {"table", "tree table", "tree", "list", "list box"}  # whose cells are not walked
# Bits of org.a11y.atspi.Accessible.GetState (AtspiStateType).
STATES = {
    1: "active", 4: "checked", 7: "editable", 8: "enabled", 9: "expandable", 10: "expanded",
    11: "focusable", 12: "focused", 23: "selected", 24: "sensitive", 25: "showing", 30: "visible",
    33: "required", 36: "invalid entry", 41: "checkable", 43: "read only", 20: "pressed",
}  # fmt: skip


class Reader:
    def __init__(self):
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        (address,) = session.call_sync(
            "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None,
            None, Gio.DBusCallFlags.NONE, 10_000,
        ).unpack()  # fmt: skip
        flags = Gio.DBusConnectionFlags
        self.bus = Gio.DBusConnection.new_for_address_sync(
            address, flags.AUTHENTICATION_CLIENT | flags.MESSAGE_BUS_CONNECTION
        )
        self.loop = GLib.MainLoop()
        self.under_way = 0
        self.waiting = collections.deque()
        self.said = []
        self.asked = 0
        self.bus.signal_subscribe(
            None, "org.a11y.atspi.Event.Object", "Announcement", None, None,
            Gio.DBusSignalFlags.NONE, self.hear,
        )  # fmt: skip
        for kind in ("object:announcement", "object:state-changed", "focus:"):
            self.wait(REGISTRY, "/org/a11y/atspi/registry", REGISTRY, "RegisterEvent",
                      GLib.Variant("(sass)", (kind, [], "")))  # fmt: skip

    def hear(self, _bus, _sender, _path, _interface, _name, parameters):
        _detail, urgency, _, words, _ = parameters.unpack()
        self.said.append({"words": words, "urgency": urgency})

    def wait(self, name, path, interface, method, arguments=None):
        return self.bus.call_sync(
            name, path, interface, method, arguments, None, Gio.DBusCallFlags.NONE, 10_000
        ).unpack()

    def ask(self, node, interface, method, take, arguments=None):
        """Ask without waiting; `take` is called with the answer, or None where there is none."""
        name, path = node
        self.asked += 1
        self.under_way += 1

        def done(bus, result):
            try:
                answer = bus.call_finish(result).unpack()
            except GLib.Error:
                answer = None
            take(answer)
            self.under_way -= 1
            if not self.under_way:
                self.loop.quit()

        self.bus.call(
            name,
            path,
            interface,
            method,
            arguments,
            None,
            Gio.DBusCallFlags.NONE,
            20_000,
            None,
            done,
        )

    def run(self):
        if self.under_way:
            self.loop.run()

    def program(self):
        """The one program on the bus."""
        (children,) = self.wait(REGISTRY, ROOT, ACCESSIBLE, "GetChildren")
        return children[0] if children else None

    def read(self):
        program = self.program()
        if program is None:
            return []
        found = []
        self.visit(program, 0, found, None)
        self.run()
        return found

    def visit(self, node, depth, found, above):
        seen = {"depth": depth, "path": node[1].rsplit("/", 1)[-1], "above": above}

        def role(answer):
            seen["role"] = answer[0] if answer else ""
            self.ask(node, ACCESSIBLE, "GetState", state)

        def state(answer):
            low, high = answer[0] if answer else (0, 0)
            bits = low | high << 32
            seen["states"] = [word for bit, word in STATES.items() if bits >> bit & 1]
            if depth > 1 and "showing" not in seen["states"]:
                return
            found.append(seen)
            for name in ("Name", "Description"):
                self.property(node, ACCESSIBLE, name, seen)
            if seen["role"] in CLOSED:
                if seen["role"] in ("table", "tree table"):
                    self.table(node, seen)
            else:
                self.ask(node, ACCESSIBLE, "GetChildren", children)

        def children(answer):
            for child in answer[0] if answer else ():
                self.visit(child, depth + 1, found, seen["path"])

        self.ask(node, ACCESSIBLE, "GetRoleName", role)

    def property(self, node, interface, name, seen):
        def take(answer):
            seen[name.lower()] = answer[0] if answer else None

        self.ask(node, PROPERTIES, "Get", take, GLib.Variant("(ss)", (interface, name)))

    def table(self, node, seen):
        """How many rows and columns, the words above the columns, the first cell."""
        seen["heads"] = []

        def columns(answer):
            seen["ncolumns"] = answer[0] if answer else None
            for at in range(min(answer[0], 12) if answer else 0):
                self.ask(node, TABLE, "GetColumnDescription", head, GLib.Variant("(i)", (at,)))

        def head(answer):
            seen["heads"].append(answer[0] if answer else None)

        self.property(node, TABLE, "NRows", seen)
        self.ask(node, PROPERTIES, "Get", columns, GLib.Variant("(ss)", (TABLE, "NColumns")))


def main():
    reader = Reader()
    print("ready", flush=True)
    for line in sys.stdin:
        if line.strip() == "read":
            answer = reader.read()
        else:
            context = GLib.MainContext.default()
            while context.iteration(False):
                pass
            answer, reader.said = reader.said, []
        print(json.dumps(answer, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
