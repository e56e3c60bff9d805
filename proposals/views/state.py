"""What the reader asked for, read from the query string and written back to it.

All of it stands in the address, so a link shows what its sender saw. What is only a
matter of display becomes attributes of `<html>` that the stylesheet obeys: the same
rows serve every mode, and a script can switch without asking the server.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

MODES = ("redline", "clean", "submitted", "base")
MOST_PINNED = 3  # more would leave no room for what they are compared with


@dataclass(frozen=True, slots=True)
class State:
    """The reader's choices; `columns` and `pinned` hold groups, in order."""

    columns: tuple[str, ...] = ()  # empty: every column that holds a document
    pinned: tuple[str, ...] = ()
    meeting: str = ""
    mode: str = "redline"
    base: bool = True
    hide: bool = False
    full: bool = False
    spoken: bool = False
    substantive: bool = False

    @classmethod
    def read(cls, query: QueryDict, groups: Sequence[str]) -> State:
        """The state a query asks for; what is unknown is left out, never an error."""
        columns = tuple(dict.fromkeys(g for g in query.getlist("col") if g in groups))
        mode = query.get("mode", "redline")
        return cls(
            columns=columns,
            pinned=tuple(g for g in query.getlist("pin") if g in groups)[:MOST_PINNED],
            meeting=query.get("meeting", ""),
            mode=mode if mode in MODES else "redline",
            base="nobase" not in query,
            hide="hide" in query,
            full="full" in query,
            spoken="spoken" in query,
            substantive="substantive" in query,
        )

    def query(self, **changed: Any) -> str:
        """The query string of this state with something changed; "?" for the plain page."""
        state = replace(self, **changed)
        pairs = [("meeting", state.meeting)] if state.meeting else []
        pairs += [("col", group) for group in state.columns]
        pairs += [("pin", group) for group in state.pinned]
        if state.mode != "redline":
            pairs.append(("mode", state.mode))
        if not state.base:
            pairs.append(("nobase", "1"))
        for name in ("hide", "full", "spoken", "substantive"):
            if getattr(state, name):
                pairs.append((name, "1"))
        return "?" + urlencode(pairs)

    def order(self, groups: Sequence[str]) -> tuple[str, ...]:
        """The columns to show, those pinned first."""
        shown = self.columns or tuple(groups)
        kept = [group for group in self.pinned if group in shown]
        return (*kept, *(group for group in shown if group not in kept))

    def moved(self, group: str, groups: Sequence[str], step: int) -> str:
        """The query of the same page with a column one place earlier (-1) or later (1)."""
        order = list(self.order(groups))
        place = order.index(group)
        order.insert(max(place + step, 0), order.pop(place))
        return self.query(columns=tuple(order))

    def without(self, group: str, groups: Sequence[str]) -> str:
        return self.query(columns=tuple(g for g in self.order(groups) if g != group))

    def pin(self, group: str) -> str:
        """The query of the same page with a column pinned, or let go."""
        if group in self.pinned:
            return self.query(pinned=tuple(g for g in self.pinned if g != group))
        return self.query(pinned=(*self.pinned, group)[-MOST_PINNED:])
