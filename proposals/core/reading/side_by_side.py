"""The secretariat's side-by-side table, as text: one document for each group.

The file announces its columns ("Proposal 2 (MOD, WTSA C-035 ATU Add08) (ATU)"),
then holds the table's cells. Each group's cells, row after row, are its document;
their redlines are recovered, since the export lost them. Facts in DOMAIN.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from proposals.core import anatomy
from proposals.core.model import Column, Document, Kind, everything
from proposals.core.reading.cells import Cell, TableRow, read_rows
from proposals.core.reading.recovery import Witness, recover
from proposals.core.reading.text import decode, footnotes
from proposals.core.result import Refused, Result, Warning

# "Proposal 1 (MOD, ) (AST)", "PROPOSAL 4 (MOD, TSAG-C187-R1) (RCC)"
ANNOUNCED = re.compile(
    r"\s*proposal\s+\d+\s*\(\s*(?P<action>\(?\w+\)?)\s*(?:,(?P<document>(?:[^()]|\([^()]*\))*))?\)"
    r"\s*\(\s*(?P<group>[^()]+?)\s*\)\s*",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Table:
    """The columns in the order announced, and the in-force text that they change.

    `base` is the text that was given, or the one recovered from the columns; its
    clauses have all runs equal. `title` is the file's first line.
    """

    columns: tuple[Column, ...]
    base: Document
    title: str = ""


def is_table(text: str) -> bool:
    """Whether a text announces the columns of a side-by-side table near its beginning."""
    return any(ANNOUNCED.fullmatch(line) for line in text.split("\n", 60)[:60])


def read_table(data: bytes, base: Document | None = None) -> Result[Table]:
    """Read the table and recover each column's redline.

    `base` is the in-force text where it is known. Every run that was recovered says
    why; what a person should look at is a warning with its line and column. Raises
    Refused for what is no UTF-8 text or announces no columns.
    """
    lines = list(enumerate(decode(data).split("\n"), 1))
    announced = [(source, match) for source, line in lines if (match := ANNOUNCED.fullmatch(line))]
    if not announced:
        raise Refused(
            "The file announces no columns: no line like “Proposal 1 (MOD, document) (GROUP)”."
        )
    first, last = announced[0][0], announced[-1][0]
    heads = [
        Column(
            group=match["group"],
            document=(match["document"] or "").strip(),
            action=match["action"].upper(),
        )
        for _, match in announced
    ]
    rows = read_rows(lines[last:], [not head.document for head in heads])
    if not rows:
        raise Refused(f"The table is empty: nothing stands after line {last}.")
    title = next((line.strip() for _, line in lines[: first - 1] if line.strip()), "")
    warnings = [*_repeated(heads), *_oddities(rows, heads)]
    witnesses: list[Witness] = []
    for place, head in enumerate(heads):
        result = _document(rows, place)
        warnings += [replace(warning, column=head.group) for warning in result.warnings]
        witnesses.append(Witness(head.group, result.value, _blocks(result.value, rows, place)))
    recovered = recover(witnesses, base)
    warnings += recovered.warnings
    columns = tuple(
        _named(head, body) for head, body in zip(heads, recovered.value.bodies, strict=True)
    )
    return Result(Table(columns, recovered.value.base, title), tuple(warnings))


def _lines(cells: Iterable[Cell | None]) -> Iterator[tuple[int, str]]:
    for cell in cells:
        if cell is not None:
            yield from cell.lines


def _document(rows: Sequence[TableRow], place: int) -> Result[Document]:
    """One column's cells, row after row, as one document."""
    found = footnotes(_lines(row[place] for row in rows))
    if not found.value:
        return Result(Document())
    result = anatomy.read(found.value)
    return Result(result.value, found.warnings + result.warnings)


def _blocks(body: Document, rows: Sequence[TableRow], place: int) -> tuple[int, ...]:
    """For each clause the number of the row of the table that it stands in."""
    number = {source: index for index, row in enumerate(rows) for source, _ in _lines([row[place]])}
    return tuple(number[clause.source] for clause in body.clauses)


def _named(head: Column, body: Document) -> Column:
    """The column with its document, and the code of its proposal line (`MOD AFCP/35A8/1`)."""
    line = next((clause for clause in body.clauses if clause.kind is Kind.PROPOSAL), None)
    code = everything(line.text).strip() if line else ""
    return replace(head, body=body, code=code)


def _repeated(heads: Sequence[Column]) -> Iterator[Warning]:
    groups = [head.group for head in heads]
    for group in sorted({group for group in groups if groups.count(group) > 1}):
        yield Warning(f"{group} is announced {groups.count(group)} times", column=group)


def _oddities(rows: Sequence[TableRow], heads: Sequence[Column]) -> Iterator[Warning]:
    """What was guessed when cells were put in columns."""
    filled = [any(_has_text(row[place]) for row in rows) for place in range(len(heads))]
    for head, has_text in zip(heads, filled, strict=True):
        if not has_text:
            why = "" if head.document else "announced without a document: "
            yield Warning(f"{why}its column is empty", column=head.group)
    for row in rows:
        cells = {
            head.group: cell
            for head, cell in zip(heads, row, strict=True)
            if cell is not None and _has_text(cell)
        }
        for group, cell in cells.items():
            if cell.untabbed:
                message = f"“{cell.title}” begins a cell without a tab: taken as {group}'s"
                yield Warning(message, cell.source, group)
        missing = [
            head.group
            for head, has_text in zip(heads, filled, strict=True)
            if has_text and head.group not in cells
        ]
        if missing:
            group, cell = next(iter(cells.items()))
            message = (
                f"the row “{cell.title}” has {len(cells)} of {len(cells) + len(missing)} cells:"
                f" taken as {', '.join(cells)}'s; it is not in the document of {', '.join(missing)}"
            )
            yield Warning(message, cell.source, group)


def _has_text(cell: Cell | None) -> bool:
    return cell is not None and not cell.is_empty
