"""Reading the store: every page's queries, a fixed number a page.

What comes out are frozen page objects; no template ever touches a query. Where a visitor
may not see a thing, it is not found: its existence is no one's business.
"""

from .comparison import (
    ClausePage,
    Page,
    Reading,
    Stamp,
    clause_page,
    comparison_page,
    comparison_stamp,
    import_warnings,
    joined_table,
    table_rows,
)
from .documents import document, documents
from .exporting import Exported, export_comparison, export_revisions
from .meetings import in_force, meetings
from .resolution import Head, find_comparison, find_resolution
from .revisions import revisions_page
from .stored import stored_base, stored_columns, stored_table
from .text import TextPage, text_page

__all__ = [
    "ClausePage",
    "Exported",
    "Head",
    "Page",
    "Reading",
    "Stamp",
    "TextPage",
    "clause_page",
    "comparison_page",
    "comparison_stamp",
    "document",
    "documents",
    "export_comparison",
    "export_revisions",
    "find_comparison",
    "find_resolution",
    "import_warnings",
    "in_force",
    "joined_table",
    "meetings",
    "revisions_page",
    "stored_base",
    "stored_columns",
    "stored_table",
    "table_rows",
    "text_page",
]
