"""What leaves the product, as bytes in a format that was asked for by its ending."""

from __future__ import annotations

import json

from django.utils.translation import gettext as _

from proposals.core.model import Column
from proposals.core.writing.akn import column_akn, comparison_akn, document_akn
from proposals.core.writing.critic import comparison_critic
from proposals.core.writing.csv import comparison_csv
from proposals.core.writing.docx import write_proposal, write_resolution, write_table
from proposals.core.writing.json import Heading, comparison_json
from proposals.core.writing.page import document_page
from proposals.core.writing.pdf import page_pdf
from proposals.core.writing.table_page import Words, comparison_page
from proposals.core.writing.text import document_text
from proposals.selectors.draft_export import ExportedDraft, without_changes
from proposals.selectors.exporting import Exported

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
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
COMPARISON_FORMATS = ("json", "csv", "docx", "html", "pdf", "akn", "critic")


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
    return page_pdf(page) if format_ == "pdf" else page.encode()


def comparison_bytes(exported: Exported, format_: str) -> bytes:
    """The table in one of COMPARISON_FORMATS."""
    table = exported.table
    heading = Heading(exported.conference, exported.number, exported.base, exported.title)
    match format_:
        case "csv":
            return comparison_csv(table.columns, table.rows, table.uids).encode()
        case "html":
            return _table_page(exported).encode()
        case "pdf":
            return page_pdf(_table_page(exported))
        case "akn":
            return comparison_akn(table.base, table.columns, table.rows, table.uids)
        case "critic":
            return comparison_critic(table.columns, table.rows).encode()
        case "docx":
            title = f"Resolution {exported.number} proposals side-by-side"
            return write_table(list(table.columns), title=title)
    found = comparison_json(heading, table.columns, table.rows, table.uids)
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()


def _table_page(exported: Exported) -> str:
    """The table as a page that says its own words in the reader's language."""
    table = exported.table
    head = _("Resolution %(number)s: proposals side by side") % {"number": exported.number}
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
    )
    return comparison_page(
        table.columns,
        table.rows,
        head=head,
        base=exported.base,
        language=table.base.language,
        words=words,
    )


def column_bytes(column: Column, format_: str = "docx") -> bytes:
    """One group's proposal in one of COLUMN_FORMATS, its changes tracked."""
    return column_akn(column) if format_ == "akn" else write_proposal(column)
