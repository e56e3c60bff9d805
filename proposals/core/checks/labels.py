"""Labels in sequence, and the marks that end items (DOMAIN.md, anatomy 7 and punctuation).

Items end with ";", a section's last with ",", the resolution's last with ".", lead-ins
with ":". Adopted texts breach this too: what is already so in force is only a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from proposals.core import labels
from proposals.core.checks.finding import Finding, Severity
from proposals.core.checks.outline import Entry, Section, View, outline
from proposals.core.labels import Label
from proposals.core.model import Clause, Kind, accept, reject

NAME = "labels"

_ENDINGS = {";": ";；؛", ",": ",，،", ".": ".。۔", ":": ":："}
# "…; and" before the last item, and what can stand after the mark: notes, brackets, quotes.
_AND = re.compile(r"(?<=[;；؛])\s*(?:and|or|et|ou|y|e|o|u|и|или|و|أو|和|或)$", re.IGNORECASE)
_AFTER = re.compile(r"(?:\[\^[^\]]*\]|[\s\])）»”\"])+$")

_Flaw = tuple[Entry, str, str]
"""Where, what, and the words it is about."""


def check(clauses: Iterable[Clause]) -> tuple[Finding, ...]:
    """Findings for the text proposed; of a text in force every one is a note."""
    clauses = tuple(clauses)
    known = {(entry.index, message) for entry, message, _ in _flaws(clauses, reject)}
    return tuple(
        Finding.at(
            entry.clause,
            NAME,
            Severity.NOTE if (entry.index, message) in known else Severity.WARNING,
            message,
            quote,
        )
        for entry, message, quote in _flaws(clauses, accept)
    )


def _flaws(clauses: Sequence[Clause], view: View) -> Iterator[_Flaw]:
    sections = outline(clauses, view)
    for section in sections:
        yield from _out_of_sequence(section)
    body = [section for section in sections if section.items and section.is_verbal]
    for section in body:
        yield from _wrong_endings(section, is_last=section is body[-1])


def _out_of_sequence(section: Section) -> Iterator[_Flaw]:
    items = section.items
    leads = [_ending(item.text) in _ENDINGS[":"] for item in items]
    placed = labels.assign([item.label for item in items], leads)
    last: list[Label] = []  # of each open list, outermost first
    for item, (label, level) in zip(items, placed, strict=True):
        if label is None:
            if item.label:
                yield item, f"“{item.label}” is no label", item.label
            elif section.is_verbal and last:
                yield item, f"no label, after “{last[0].text}”", _start(item.text)
            continue
        before = last[level - 1] if level <= len(last) else None
        message = _sequence(label, before)
        if message:
            yield item, message, item.label
        last[level - 1 :] = [label]
    if len(items) == 1 and items[0].label and section.is_verbal:
        label = placed[0][0]
        if label is not None and not label.is_bullet:
            yield items[0], "a single item carries no label", items[0].label


def _sequence(label: Label, before: Label | None) -> str:
    if label.is_bullet or (before is not None and label.follows(before)):
        return ""
    if before is None or before.style != label.style:
        return "" if label.ordinal == 1 else f"the list starts with “{label.text}”"
    if (label.ordinal, label.suffix) == (before.ordinal, before.suffix):
        return f"“{label.text}” stands twice"
    return f"“{label.text}” after “{before.text}”: “{before.successor().text}” was expected"


def _wrong_endings(section: Section, *, is_last: bool) -> Iterator[_Flaw]:
    entries = [e for e in section.entries if e.clause.kind in (Kind.ITEM, Kind.CHAPEAU)]
    placed = labels.assign([entry.label for entry in entries])
    for number, entry in enumerate(entries):
        if entry.clause.kind is not Kind.ITEM:
            continue
        final = number == len(entries) - 1
        level = placed[number][1]
        if not final and level and placed[number + 1][1] > level:
            wanted, what = ":", "an item that leads on"
        elif not final:
            wanted, what = ";", "an item with another after it"
        elif is_last:
            wanted, what = ".", "the last item of the resolution"
        else:
            wanted, what = ",", "the last item of a section"
        ending = _ending(entry.text)
        if ending not in _ENDINGS[wanted]:
            has = (
                f"“{ending}”" if any(ending in marks for marks in _ENDINGS.values()) else "nothing"
            )
            yield entry, f"{what} ends with “{wanted}”, this one with {has}", _end(entry.text)


def _ending(text: str) -> str:
    """The character that ends a text, without what may stand after it."""
    return _AND.sub("", _AFTER.sub("", text.strip()))[-1:] or " "


def _start(text: str) -> str:
    return " ".join(text.split()[:6])


def _end(text: str) -> str:
    return " ".join(text.split()[-4:])
