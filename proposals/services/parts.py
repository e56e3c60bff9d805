"""One file may hold proposals on several resolutions: each goes its own way."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from proposals.core import anatomy
from proposals.core.model import Column
from proposals.core.result import Refused, Warning
from proposals.services.reading import Kind, Reading


def by_resolution(reading: Reading, asked: str = "") -> list[tuple[str, Reading]]:
    """What a file says of each resolution, with the resolution's number.

    `asked` names one: what a file of several says of the others is left out, and what a
    file of a single one says is about `asked`, whatever its own number.
    """
    numbers = list(dict.fromkeys(one.body.number for one in reading.columns))
    if reading.kind is not Kind.PROPOSAL or len(numbers) == 1:
        number = asked or reading.number
        columns, said = _joined(reading.columns, reading.kind)
        if reading.number and reading.number.casefold() != _bare(number):
            said += (Warning(f"the file says that it is Resolution {reading.number}"),)
        return [(number, replace(reading, columns=columns, warnings=reading.warnings + said))]
    found = [number for number in numbers if not asked or number.casefold() == _bare(asked)]
    if not found:
        raise Refused(f"The file says nothing of {asked}: it is about {', '.join(numbers)}.")
    parts = []
    for number in found:
        mine = tuple(one for one in reading.columns if one.body.number == number)
        columns, said = _joined(mine, reading.kind)
        spans = [_span(one) for one in columns]
        warnings = tuple(
            one
            for one in reading.warnings
            if not one.source or any(first <= one.source <= last for first, last in spans)
        )
        sources = {clause.source for one in columns for clause in one.body.clauses}
        comments = tuple(one for one in reading.comments if one.source in sources)
        part = replace(reading, columns=columns, warnings=warnings + said, comments=comments)
        parts.append((asked or number, part))
    return parts


def _bare(number: str) -> str:
    """ "PP-71" -> "71"; a number in brackets, of a new resolution, stays as it is."""
    return number.casefold() if number.startswith("[") else number.rpartition("-")[2].casefold()


def _span(column: Column) -> tuple[int, int]:
    sources = [clause.source for clause in column.body.clauses]
    return (min(sources), max(sources)) if sources else (0, 0)


def _joined(
    columns: tuple[Column, ...], kind: Kind
) -> tuple[tuple[Column, ...], tuple[Warning, ...]]:
    """A group has one column: two proposals of one on the same resolution are read as one."""
    if kind is not Kind.PROPOSAL:
        return columns, ()
    groups: dict[str, list[Column]] = defaultdict(list)
    for column in columns:
        groups[column.group].append(column)
    warnings = []
    found = []
    for group, mine in groups.items():
        first = mine[0]
        if len(mine) > 1:
            codes = ", ".join(one.code for one in mine)
            warnings.append(Warning(f"{codes}: several proposals, read as one", 0, group))
            clauses = [clause for one in mine for clause in one.body.clauses]
            body = anatomy.assemble(clauses, first.body.language)
            first = replace(first, body=body, code=", ".join(filter(None, [o.code for o in mine])))
        found.append(first)
    return tuple(found), tuple(warnings)
