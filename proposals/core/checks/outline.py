"""A document as one reading has it: its sections, and the items of each.

Headings and labels change with the proposal, so the same clauses give two outlines:
the text in force (`reject`) and the text proposed (`accept`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from proposals.core.model import Clause, Kind, Runs
from proposals.core.words import normal

View = Callable[[Runs], str]


@dataclass(frozen=True, slots=True)
class Entry:
    """One clause with its label and text in a reading; `index` is its place in the document."""

    index: int
    clause: Clause
    label: str
    text: str


@dataclass(slots=True)
class Section:
    """A heading ("" before the first), what it says, and what stands under it."""

    heading: str = ""
    in_annex: bool = False
    entries: list[Entry] = field(default_factory=list)

    @property
    def is_verbal(self) -> bool:
        """Whether its heading is a verb phrase, "resolves", and not a title as in rules of
        procedure: those have other customs."""
        return not self.in_annex and bool(self.heading) and not self.heading[0].isupper()

    @property
    def items(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.clause.kind is Kind.ITEM]


def outline(clauses: Iterable[Clause], view: View) -> tuple[Section, ...]:
    """The sections of a reading, in order; clauses that it does not hold are left out."""
    sections = [Section()]
    for index, clause in enumerate(clauses):
        text = view(clause.text)
        if not text.strip():
            continue
        is_annex = clause.kind is Kind.ANNEX
        if is_annex or clause.kind is Kind.HEADING:
            in_annex = is_annex or sections[-1].in_annex
            sections.append(Section(normal(text), in_annex))
        elif clause.kind is not Kind.PROPOSAL:
            sections[-1].entries.append(Entry(index, clause, view(clause.label).strip(), text))
    return tuple(sections)


def headings(sections: Sequence[Section]) -> tuple[str, ...]:
    """The headings that a reference can name, each once; an annex is named otherwise."""
    return tuple(dict.fromkeys(s.heading for s in sections if s.is_verbal))
