"""What the reader asked for, read from the query string and written back to it.

All of it stands in the address, so a link shows what its sender saw. What is only a
matter of display becomes attributes of `<html>` that the stylesheet obeys: the same
rows serve every mode, and a script can switch without asking the server.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from proposals.models import Row
from proposals.selectors.filtering import CHANGES, CLASSES, Filters

MODES = ("redline", "clean", "submitted", "base")
MOST_PINNED = 3  # more would leave no room for what they are compared with
MOST_TEXT = 200  # characters that are looked for

# A filter's name in addresses, and where its values stand in `Filters`.
NAMED = {
    "group": "groups",
    "change": "changes",
    "class": "classes",
    "section": "sections",
    "agreement": "agreements",
    "status": "statuses",
}
SWITCHES = {"comments": "commented", "new": "new"}
NO_FILTERS = Filters()


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
    repeat: bool = False
    draft: bool = True  # shown, if anything is decided
    filters: Filters = NO_FILTERS

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
            repeat="repeat" in query,
            draft="nodraft" not in query,
            filters=_filters(query, groups),
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
        if not state.draft:
            pairs.append(("nodraft", "1"))
        for name in ("hide", "full", "spoken", "substantive", "repeat"):
            if getattr(state, name):
                pairs.append((name, "1"))
        pairs += _pairs(state.filters)
        return "?" + urlencode(pairs)

    def widened(self, name: str = "", value: str = "") -> str:
        """The query of the same page without one value of a filter; with no name, without any."""
        kept = [pair for pair in _pairs(self.filters) if name and pair != (name, value)]
        return self.query(filters=NO_FILTERS) + ("&" + urlencode(kept) if kept else "")

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


def _filters(query: QueryDict, groups: Sequence[str]) -> Filters:
    """The filters that a query names; what is unknown is left out, never an error."""
    known: dict[str, Iterable[str]] = {
        "group": groups,
        "change": CHANGES,
        "class": CLASSES,
        "agreement": Row.Agreement.values,
        "status": Row.Status.values,
    }
    values: dict[str, Any] = {
        field: tuple(
            value
            for value in dict.fromkeys(query.getlist(name))
            if value and value in known.get(name, (value,))
        )
        for name, field in NAMED.items()
    }
    values |= {field: name in query for name, field in SWITCHES.items()}
    return Filters(**values, text=query.get("q", "").strip()[:MOST_TEXT])


def _pairs(filters: Filters) -> list[tuple[str, str]]:
    """Filters as they stand in an address."""
    pairs = [(name, value) for name, field in NAMED.items() for value in getattr(filters, field)]
    pairs += [(name, "1") for name, field in SWITCHES.items() if getattr(filters, field)]
    return pairs + ([("q", filters.text)] if filters.text else [])
