"""Sheets of a workbook (Office Open XML): text that is only ever text, redlines as rich text.

Every cell is written as a string, so that nothing is computed, no link is made and no number
loses its zeros. What looks like a formula is marked as quoted, or it would become one as soon
as somebody edits the cell.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import xlsxwriter

from proposals.core.model import Column, Op, Row, Run, Runs, equal, reject
from proposals.core.writing.csv import FORMULA, cell_runs

MOST = 32_767  # characters that a cell holds (Excel's specifications and limits)
CUT = "…"
_NAMELESS = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_INSERTED = {"font_color": "#0A4B90", "underline": 1}
_DELETED = {"font_color": "#94310F", "font_strikeout": True}
_ANCIENT = datetime(2000, 1, 1)

Value = str | Runs


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, its columns' heads with their widths in characters, and its lines.

    A value is text, or runs, whose changes are then underlined and struck. The first `frozen`
    columns stay where they are when the sheet is moved sideways.
    """

    name: str
    heads: Sequence[tuple[str, int]]
    lines: Iterable[Sequence[Value]]
    frozen: int = 0


@dataclass(frozen=True, slots=True)
class Heads:
    """The heads of the comparison's sheet in the reader's language."""

    name: str = "Comparison"
    section: str = "section"
    kind: str = "kind"
    label: str = "No."
    base: str = "in force"
    state: str = "{group}: state"
    draft: str = "draft"
    id: str = "id"


def comparison_sheet(
    columns: Sequence[Column],
    rows: Sequence[Row],
    ids: Sequence[str],
    *,
    drafted: Sequence[Runs] | None = None,
    heads: Heads | None = None,
) -> Sheet:
    """A row a clause, a column a group; as `csv.comparison_csv`, with redlines as rich text."""
    said = heads or Heads()
    named = [(said.section, 18), (said.label, 8), (said.base, 48)]
    for column in columns:
        named += [(column.group, 48), (said.state.format(group=column.group), 12)]
    if drafted is not None:
        named.append((said.draft, 48))
    named += [(said.kind, 10), (said.id, 14)]
    lines = []
    for at, (row, id_) in enumerate(zip(rows, ids, strict=True)):
        base = row.base
        line: list[Value] = [
            row.section,
            reject(base.label) if base else "",
            base.base if base else "",
        ]
        for cell in row.cells:
            line += [cell_runs(cell.clause), cell.state.value] if cell else ["", ""]
        if drafted is not None:
            line.append(drafted[at])
        lines.append([*line, row.lead.kind.value, id_])
    return Sheet(said.name, named, lines, frozen=2)


def workbook(sheets: Sequence[Sheet], *, title: str = "", rtl: bool = False) -> bytes:
    """The sheets as the bytes of an .xlsx; `rtl` turns them for Arabic."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"title": title, "created": _ANCIENT})
        formats = _Formats(book, rtl)
        names: set[str] = set()
        for sheet in sheets:
            _write(book, sheet, _named(sheet.name, names), formats, rtl)
    return out.getvalue()


def _named(name: str, taken: set[str]) -> str:
    """A name that Excel takes: short, without its signs, and only once whatever the case."""
    plain = " ".join(name.translate(_NAMELESS).strip("' ").split())[:28] or "Sheet"
    number, found = 1, plain
    while found.casefold() in taken:
        number += 1
        found = f"{plain} {number}"
    taken.add(found.casefold())
    return found


class _Formats:
    """A workbook's formats, each made once."""

    def __init__(self, book: Any, rtl: bool) -> None:
        base = {"text_wrap": True, "valign": "top", "num_format": "@"}
        if rtl:
            base["reading_order"] = 2
        self.make = cache(lambda *more: book.add_format(base | dict(more)))
        self.part = cache(lambda *more: book.add_format(dict(more)))

    def head(self) -> Any:
        return self.make(("bold", True), ("bg_color", "#EEF1F4"), ("bottom", 2))

    def cell(self, text: str, op: Op) -> Any:
        quoted = (("quote_prefix", True),) if text.startswith(FORMULA) else ()
        return self.make(*_look(op), *quoted)

    def run(self, op: Op) -> Any:
        return self.part(*_look(op))


def _look(op: Op) -> tuple[tuple[str, object], ...]:
    looks: dict[Op, dict[str, object]] = {Op.INSERT: {**_INSERTED}, Op.DELETE: {**_DELETED}}
    return tuple(looks.get(op, {}).items())


def _write(book: Any, sheet: Sheet, name: str, formats: _Formats, rtl: bool) -> None:
    page = book.add_worksheet(name)
    if rtl:
        page.right_to_left()
    for at, (head, width) in enumerate(sheet.heads):
        page.set_column(at, at, width)
        page.write_string(0, at, head, formats.head())
    number = 0
    for number, line in enumerate(sheet.lines, 1):
        for at, value in enumerate(line):
            _cell(page, number, at, equal(value) if isinstance(value, str) else value, formats)
    page.freeze_panes(1, sheet.frozen)
    page.autofilter(0, 0, number, len(sheet.heads) - 1)
    page.set_landscape()
    page.set_paper(8)  # A3
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _cell(page: Any, row: int, at: int, runs: Runs, formats: _Formats) -> None:
    runs = _short(runs)
    if not runs:
        return
    whole = formats.cell(runs[0].text, runs[0].op if len(runs) == 1 else Op.EQUAL)
    if len(runs) == 1:
        page.write_string(row, at, runs[0].text, whole)
        return
    parts: list[Any] = []
    for run in runs:
        # A piece of text without a format of its own takes the cell's.
        parts += [run.text] if run.op is Op.EQUAL else [formats.run(run.op), run.text]
    page.write_rich_string(row, at, *parts, whole)


def _short(runs: Runs) -> Runs:
    """Neighbours of one kind joined, empty ones left out, and no more than a cell holds."""
    joined: list[Run] = []
    left = MOST
    for run in runs:
        text = run.text
        if len(text) > left:
            text = text[: max(left - 1, 0)] + CUT if left else ""
        left -= len(text)
        if not text:
            continue
        if joined and joined[-1].op is run.op:
            joined[-1] = Run(run.op, joined[-1].text + text)
        else:
            joined.append(Run(run.op, text))
    return tuple(joined)
