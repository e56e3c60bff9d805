"""HTML as PDF: tagged, with bookmarks from its headings. The only module that needs Pango."""

from __future__ import annotations

import logging


def page_pdf(page: str) -> bytes:
    """The bytes of a PDF/UA-1 of a self-contained page; nothing is fetched for it."""
    # What they tell of each step and each font, from their import on, is no news.
    for name in ("weasyprint.progress", "fontTools"):
        logging.getLogger(name).setLevel(logging.WARNING)
    # Pango is loaded on import: a server without it serves all else.
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

    nothing = URLFetcher(allowed_protocols=())
    pdf: bytes = HTML(string=page, url_fetcher=nothing).write_pdf(pdf_variant="pdf/ua-1")
    return pdf
