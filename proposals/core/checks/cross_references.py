"""References to clauses that are missing, deleted, or no longer the same text.

A reference that the proposal leaves as it was is read in the numbering in force: it has
gone stale where its clause is now another number's. One that the proposal writes is read
in the proposal's own numbering.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from proposals.core import references
from proposals.core.checks.finding import Finding, Severity
from proposals.core.checks.outline import Section, headings, outline
from proposals.core.model import Clause, Op, Runs, accept, reject
from proposals.core.references import Reference
from proposals.core.words import normal

NAME = "cross_references"

_Numbering = Mapping[tuple[str, str, str], int]
"""(heading, label, sub-label) -> place of the clause in the document; case folded."""


def check(clauses: Iterable[Clause], number: str = "") -> tuple[Finding, ...]:
    """Findings for the text proposed. `number` is the resolution's own: "resolves 4 of
    Resolution 44" is a reference to itself in Resolution 44."""
    document = tuple(clauses)
    before, after = outline(document, reject), outline(document, accept)
    old, new = _numbering(before), _numbering(after)
    names = tuple(dict.fromkeys(headings(after) + headings(before)))
    found: list[Finding] = []
    for clause in document:
        text = accept(clause.text)
        for reference in references.find(text, names):
            if reference.cited is not None and reference.cited.number != number:
                continue
            fault = _fault(reference, clause, document, old, new)
            if fault:
                severity, message = fault
                quote = text[reference.start : reference.end]
                found.append(Finding.at(clause, NAME, severity, message, quote))
    return tuple(found)


def _numbering(sections: Sequence[Section]) -> dict[tuple[str, str, str], int]:
    numbering: dict[tuple[str, str, str], int] = {}
    for section in sections:
        heading, top = section.heading.casefold(), ""
        for entry in section.items:
            label = references.bare(entry.label)
            if not label:
                continue
            if entry.clause.level <= 1:
                top = label
                numbering.setdefault((heading, label, ""), entry.index)
            else:
                numbering.setdefault((heading, top, label), entry.index)
    return numbering


def _fault(
    reference: Reference,
    clause: Clause,
    document: Sequence[Clause],
    old: _Numbering,
    new: _Numbering,
) -> tuple[Severity, str] | None:
    words = _said(reference)
    now = _target(reference, new)
    if _is_inserted(clause.text, reference.label_start):
        return None if now is not None else (Severity.ERROR, f"there is no {words}")
    was = _target(reference, old)
    if was is None:
        return None if now is not None else (Severity.ERROR, f"there is no {words}")
    if now == was:
        return None
    place = _place_of(was, new)
    if place:
        return Severity.WARNING, f"{words} is now {place}"
    heir = _heir(document, was, new)
    if heir:
        return Severity.WARNING, f"{words} has moved to {heir}"
    what = "now another clause" if now is not None else "no other clause has its number"
    return Severity.ERROR, f"{words} is deleted, {what}"


def _target(reference: Reference, numbering: _Numbering) -> int | None:
    """The clause that a reference names; its heading by its words or its first words."""
    section = normal(reference.section).casefold()
    exact = numbering.get((section, reference.label, reference.sub))
    if exact is not None:
        return exact
    if any(heading == section for heading, _, _ in numbering):
        return None
    for (heading, label, sub), index in numbering.items():
        named = "." in reference.label or heading.startswith(f"{section} ")
        if named and (label, sub) == (reference.label, reference.sub):
            return index
    return None


def _place_of(index: int, numbering: _Numbering) -> str:
    """What a clause is called, "" where it is not numbered."""
    for (heading, label, sub), place in numbering.items():
        if place == index:
            return " ".join(filter(None, (heading, _as_cited(label), sub and f"{sub})")))
    return ""


def _heir(document: Sequence[Clause], index: int, new: _Numbering) -> str:
    """What a clause is called that now holds the text of a deleted one."""
    text = normal(reject(document[index].text))
    for place in new.values():
        if document[place].is_inserted and normal(accept(document[place].text)) == text:
            return _place_of(place, new)
    return ""


def _said(reference: Reference) -> str:
    sub = f" {reference.sub})" if reference.sub else ""
    return f"{reference.section} {_as_cited(reference.label)}{sub}"


def _as_cited(label: str) -> str:
    return label if label[:1].isdigit() else f"{label})"


def _is_inserted(runs: Runs, place: int) -> bool:
    """Whether the character at a place of the proposed text was put in."""
    for run in runs:
        if run.op is Op.DELETE:
            continue
        if place < len(run.text):
            return run.op is Op.INSERT
        place -= len(run.text)
    return False
