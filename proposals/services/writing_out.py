"""What leaves the product, as bytes in a format that was asked for by its ending."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TypedDict

from django.utils.translation import gettext as _

from proposals.core.model import Column
from proposals.core.writing.akn import column_akn, comparison_akn, document_akn
from proposals.core.writing.critic import comparison_critic
from proposals.core.writing.csv import comparison_csv
from proposals.core.writing.docx import write_proposal, write_resolution, write_table
from proposals.core.writing.json import Heading, comparison_json
from proposals.core.writing.layout import Cells, Layout, head, lay
from proposals.core.writing.page import document_page
from proposals.core.writing.table_page import Words, comparison_page, section_page
from proposals.core.writing.text import document_text
from proposals.selectors.draft_export import ExportedDraft, without_changes
from proposals.selectors.exporting import Exported, draft_document
from proposals.services.printing import printed
from proposals.services.sheets import SHEETS, drafted_runs, exported_workbook, sheet_csv

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "txt": "text/plain; charset=utf-8",
    "akn": "application/akn+xml",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "critic": "text/markdown; charset=utf-8",
}
ENDINGS = {"critic": "md", "akn": "xml"}  # of file names, where it is not the format's name
DRAFT_FORMATS = ("docx", "html", "pdf", "akn", "txt")
COLUMN_FORMATS = ("docx", "akn")
COMPARISON_FORMATS = ("json", "csv", "xlsx", "docx", "html", "pdf", "akn", "critic")
LAYOUTS = ("clause", "section")


class About(TypedDict):
    """What both pages of a table are told."""

    head: str
    base: str
    language: str
    words: Words
    with_base: bool


@dataclass(frozen=True, slots=True)
class Shape:
    """How the table is to be written, as far as its format has a choice.

    `by` is one of LAYOUTS, "" for the format's own: Word is for the secretariat, whose table
    has a section a row and the groups' columns alone. `base` None means the same. `sheet` is
    one of SHEETS, for CSV.
    """

    by: str = ""
    base: bool | None = None
    sheet: str = "rows"

    def layout(self, format_: str) -> Layout:
        is_word = format_ == "docx"
        sections = self.by == "section" or (is_word and not self.by)
        base = not (is_word and sections) if self.base is None else self.base
        return Layout(base, sections)


def draft_bytes(draft: ExportedDraft, format_: str, *, changes: bool = True) -> bytes:
    """The draft in one of DRAFT_FORMATS, with its changes against the text in force, or clean."""
    document = draft.document if changes else without_changes(draft.document)
    if format_ == "docx":
        comments = draft.comments if changes else None
        return write_resolution(document, header=draft.head, comments=comments)
    if format_ == "txt":
        return document_text(document, changes=changes).encode()
    if format_ == "akn":
        return document_akn(document)
    page = document_page(document, head=draft.head, changes=changes)
    return printed(page) if format_ == "pdf" else page.encode()


def comparison_bytes(exported: Exported, format_: str, shape: Shape | None = None) -> bytes:
    """The table in one of COMPARISON_FORMATS."""
    table, shape = exported.table, shape or Shape()
    layout = shape.layout(format_)
    match format_:
        case "csv":
            return _csv(exported, shape.sheet).encode()
        case "xlsx":
            return exported_workbook(exported)
        case "html":
            return _table_page(exported, layout).encode()
        case "pdf":
            return printed(_table_page(exported, layout))
        case "akn":
            return comparison_akn(table.base, table.columns, table.rows, table.uids)
        case "critic":
            return comparison_critic(table.columns, table.rows).encode()
        case "docx":
            return _word_table(exported, layout)
    heading = Heading(exported.conference, exported.number, exported.base, exported.title)
    found = comparison_json(heading, table.columns, table.rows, table.uids)
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()


def _csv(exported: Exported, sheet: str) -> str:
    if sheet != SHEETS[0]:
        return sheet_csv(exported, sheet)
    table = exported.table
    return comparison_csv(table.columns, table.rows, table.uids, drafted_runs(exported))


def _word_table(exported: Exported, layout: Layout) -> bytes:
    columns, cells = _laid(exported, layout)
    groups = exported.table.columns
    heads = [head(column, at) for at, column in enumerate(groups, 1)]
    if layout.base:
        heads.insert(0, f"{_('In force')} ({exported.base})" if exported.base else _("In force"))
    if exported.draft is not None:
        heads.append(_("Draft"))
    title = f"Resolution {exported.number} proposals side-by-side"
    return write_table(columns, cells, title=title, heads=heads)


def _laid(exported: Exported, layout: Layout) -> tuple[list[Column], list[Cells]]:
    table = exported.table
    if exported.draft is None:
        return lay(layout, table.base, table.columns, table.rows)
    drafted = [exported.draft.get(uid) for uid in table.uids]
    draft = draft_document(exported)
    return lay(layout, table.base, table.columns, table.rows, drafted, draft)


def _table_page(exported: Exported, layout: Layout) -> str:
    """The table as a page that says its own words in the reader's language."""
    table, with_draft = exported.table, exported.draft is not None
    words = Words(
        in_force=_("In force"),
        number=_("No."),
        same=_("no change"),
        absent=_("not in the document"),
        added=_("new clause"),
        gone=_("deleted"),
        inserted=_("inserted"),
        deleted=_("deleted"),
        inferred=_("dotted: inferred, the file had lost its marks"),
        moved=_("moved from"),
        empty=_("announced; no document"),
        draft=_("Draft"),
    )
    about: About = {
        "head": _("Resolution %(number)s: proposals side by side") % {"number": exported.number},
        "base": exported.base,
        "language": table.base.language,
        "words": words,
        "with_base": layout.base,
    }
    if layout.sections:
        return section_page(*_laid(exported, layout), with_draft=with_draft, **about)
    drafted = (
        [exported.draft.get(uid) for uid in table.uids] if exported.draft is not None else None
    )
    return comparison_page(table.columns, table.rows, drafted=drafted, **about)


def column_bytes(column: Column, format_: str = "docx") -> bytes:
    """One group's proposal in one of COLUMN_FORMATS, its changes tracked."""
    return column_akn(column) if format_ == "akn" else write_proposal(column)
