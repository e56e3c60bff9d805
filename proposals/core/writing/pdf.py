"""HTML as PDF: tagged, with bookmarks from its headings. The only module that needs Pango."""

from __future__ import annotations


def page_pdf(page: str) -> bytes:
    """The bytes of a PDF/UA-1 of a self-contained page; nothing is fetched for it."""
    # Pango is loaded on import: a server without it serves all else.
    from weasyprint import HTML
    from weasyprint.urls import URLFetchingError

    def refuse(url: str, *args: object, **kwargs: object) -> dict[str, object]:
        raise URLFetchingError(f"A page fetches nothing: {url}")

    pdf: bytes = HTML(string=page, url_fetcher=refuse).write_pdf(pdf_variant="pdf/ua-1")
    return pdf
