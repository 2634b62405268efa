"""Things that wait for each other in a circle: found in any table of what follows what."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def groups(follows: Mapping[Node, Sequence[Node]]) -> list[list[Node]]:
    """Nodes that wait for each other together, what is followed before what follows.

    A node that waits for nothing that waits for it is a group of its own. What is named but has no
    entry in `follows` is passed over. After Tarjan (1972), without recursion: a chain may have
    thousands of rows.
    """
    number: dict[Node, int] = {}
    lowest: dict[Node, int] = {}
    stack: list[Node] = []
    standing: set[Node] = set()
    found: list[list[Node]] = []
    for start in follows:
        if start in number:
            continue
        path = [(start, iter(follows[start]))]
        number[start] = lowest[start] = len(number)
        stack.append(start)
        standing.add(start)
        while path:
            at, rest = path[-1]
            to = next((node for node in rest if node in follows), None)
            if to is None:
                path.pop()
                if path:
                    above = path[-1][0]
                    lowest[above] = min(lowest[above], lowest[at])
                if lowest[at] == number[at]:
                    group = [stack.pop()]
                    while group[-1] != at:
                        group.append(stack.pop())
                    standing.difference_update(group)
                    found.append(group[::-1])
            elif to not in number:
                number[to] = lowest[to] = len(number)
                stack.append(to)
                standing.add(to)
                path.append((to, iter(follows[to])))
            elif to in standing:
                lowest[at] = min(lowest[at], number[to])
    return found


def circles(follows: Mapping[Node, Sequence[Node]]) -> list[list[Node]]:
    """The groups in which something follows itself, over any number of others in between."""
    return [group for group in groups(follows) if len(group) > 1 or group[0] in follows[group[0]]]
