"""The numbered lists of one column, and the clauses that they say are deleted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from proposals.core import labels
from proposals.core.model import Clause, Document, Kind, Op, accept, everything
from proposals.core.reading.recovery import numbering
from proposals.core.reading.recovery.numbering import Entry
from proposals.core.reading.recovery.paragraph import ENDED
from proposals.core.words import normal

_HEADS = (Kind.HEADING, Kind.ANNEX)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a base item stands: its list, the style of its labels, its number, its level."""

    list: int
    style: str
    ordinal: int
    level: int


def _sections(clauses: Sequence[Clause]) -> Iterator[range]:
    starts = [n for n, clause in enumerate(clauses) if clause.kind in _HEADS]
    return (range(*ends) for ends in pairwise([0, *starts, len(clauses)]))


def places(base: Document) -> dict[int, Place]:
    """The numbered items of the base, by index."""
    found: dict[int, Place] = {}
    count = 0
    for section in _sections(base.clauses):
        items = [n for n in section if base.clauses[n].kind is Kind.ITEM]
        marks = [everything(base.clauses[n].label) for n in items]
        leads = [base.clauses[n].base.rstrip().endswith((":", "：")) for n in items]
        open_lists: dict[int, int] = {}
        for n, (label, level) in zip(items, labels.assign(marks, leads), strict=True):
            if label is None or label.is_bullet:
                continue
            if label.ordinal == 1 or level not in open_lists:
                count += 1
                open_lists[level] = count
            found[n] = Place(open_lists[level], label.style, label.ordinal, level)
    return found


class Lists:
    """A column's clauses with their runs, list by list.

    `partners` maps a clause to its base clause. `continued`, after `deleted`, are the
    headings of sections whose numbers go on from the section before.
    """

    def __init__(self, base: Document, partners: dict[int, int], clauses: Sequence[Clause]) -> None:
        self.base, self.partners, self.clauses = base, partners, clauses
        self.continued: list[int] = []
        everywhere = places(base)
        self.known = {
            index: everywhere[partner]
            for index, partner in partners.items()
            if partner in everywhere
        }
        self.referred = dict(self._references(everywhere))

    def deleted(self) -> dict[int, str]:
        """The clauses that their list says are deleted as a whole: index -> why."""
        gone: dict[int, str] = {}
        before: dict[str, int] = {}
        for section in _sections(self.clauses):
            after: dict[str, int] = {}
            for style, entries in self._lists(section):
                story = numbering.read(entries, before.get(style, 0))
                after[style] = story.last
                if story.continued:
                    self.continued.append(section.start)
                for index, why in story.gone.items():
                    gone |= dict.fromkeys([index, *self._under(index, section.stop)], why)
            before = after or before
        return dict(sorted(gone.items()))

    def _lists(self, section: range) -> list[tuple[str, list[Entry]]]:
        """The numbered lists of one section: (style, entries)."""
        lists: dict[int, tuple[str, list[Entry]]] = {}
        current: Place | None = None
        for index in section:
            place = self.known.get(index)
            if place is not None:
                current = place
            elif index not in self.partners and self.clauses[index].kind is Kind.ITEM:
                following = next((n for n in section if n > index and n in self.known), None)
                around = (current, self.known[following] if following is not None else None)
                place = self._joins(index, around)
            if place is not None:
                entry = self._entry(index, place, index in self.known)
                lists.setdefault(place.list, (place.style, []))[1].append(entry)
        return list(lists.values())

    def _joins(self, index: int, around: tuple[Place | None, ...]) -> Place | None:
        """The list that an inserted clause joins: one around it, with labels of its style."""
        shown = everything(self.clauses[index].label)
        styles = {label.style for label in labels.readings(shown)}
        return next((place for place in around if place and place.style in styles), None)

    def _entry(self, index: int, place: Place, is_base: bool) -> Entry:
        clause = self.clauses[index]
        new = accept(clause.label)
        return Entry(
            index=index,
            old=place.ordinal if is_base else None,
            shown=tuple(
                label.ordinal for label in labels.readings(new) if label.style == place.style
            ),
            marked=is_base and any(run.op is not Op.EQUAL for run in clause.label),
            edited=any(
                run.op is Op.INSERT and any(map(str.isalnum, run.text)) for run in clause.text
            ),
            closes=any(run.why == ENDED for run in clause.text)
            and accept(clause.text).rstrip().endswith((",", ".")),
            referred=self.referred.get((place.list, place.ordinal)) if is_base else None,
        )

    def _under(self, index: int, stop: int) -> Iterator[int]:
        """The clauses nested under an item."""
        level = self.known[index].level
        for other in range(index + 1, stop):
            partner = self.partners.get(other)
            if partner is None or self.base.clauses[partner].level <= level:
                return
            yield other

    def _references(self, everywhere: dict[int, Place]) -> Iterator[tuple[tuple[int, int], int]]:
        """Cross-references that the renumbering moved: (list, old number), new number.

        `resolves 43` with 4 deleted and 3 inserted says that resolves 4 became 3.
        """
        names: dict[str, int] = {}
        for n, place in everywhere.items():
            if place.level == 1:
                names.setdefault(normal(self.base.clauses[n].section), place.list)
        for clause in self.clauses:
            runs = clause.text
            for before, old, new in zip(runs, runs[1:], runs[2:], strict=False):
                if (before.op, old.op, new.op) != (Op.EQUAL, Op.DELETE, Op.INSERT):
                    continue
                if old.text.isdigit() and new.text.isdigit():
                    said = normal(before.text)
                    named = [name for name in names if name and said.endswith(name)]
                    if named:
                        yield (names[max(named, key=len)], int(old.text)), int(new.text)
