"""A document as one self-contained HTML page: no script, no link, its style inside.

The same page is what PDF is made from, so it carries page boxes, running heads and
bookmarks (CSS Paged Media) beside what a screen needs.
"""

from __future__ import annotations

from html import escape

from proposals.core.model import Clause, Document, Kind, Runs, accept, equal
from proposals.core.writing.html import direction, fill, label_html, runs_html

_STYLE = """
@page { size: A4; margin: 22mm 20mm 20mm;
  @top-center { content: string(head); font: 9pt sans-serif }
  @bottom-center { content: counter(page) " / " counter(pages); font: 9pt sans-serif } }
body { font: 11pt/1.45 Georgia, "Noto Serif", "Noto Naskh Arabic", "Noto Serif CJK SC", serif;
  max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #111 }
@media print { body { margin: 0; padding: 0; max-width: none } }
header { string-set: head content(); font: 9pt/1.4 sans-serif; color: #444 }
h1, h2 { text-align: center; font-size: 13pt } h2 { font-size: 12pt }
h3 { font: italic bold 11pt/1.4 inherit; margin: 1.2em 0 .3em; break-after: avoid }
p { margin: .35em 0; hyphens: auto } .n { display: inline-block; min-width: 2.2em }
.l2 { margin-inline-start: 2.2em } .l3, .l4 { margin-inline-start: 4.4em }
.note { font-size: 9.5pt; color: #333 }
ins { color: #0a4b90; text-decoration: underline }
del { color: #94310f; text-decoration: line-through }
"""
_TAGS = {Kind.HEADING: "h3", Kind.ANNEX: "h3"}


def document_page(document: Document, *, head: str = "", changes: bool = True) -> str:
    """The document as an HTML page; `head` stands above it and on every printed page.

    Without `changes` it is the accepted text, and clauses without any are left out.
    """
    language = document.language
    body = "".join(_clause(clause, changes) for clause in document.clauses)
    title = escape(" ".join(document.title.split()) or f"Resolution {document.number}")
    return (
        f'<!doctype html><html lang="{language}" dir="{direction(language)}"><head>'
        f'<meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style></head>'
        f"<body><header>{escape(head)}</header><main>{body}</main></body></html>\n"
    )


def _clause(clause: Clause, changes: bool) -> str:
    label, text = clause.label, clause.text
    if not changes:
        label, text = equal(accept(label)), equal(accept(text))
    if not label and not text:
        return ""
    tag = _TAGS.get(clause.kind, "p")
    if clause.kind is Kind.TITLE:
        tag = "h1" if clause.level <= 1 else "h2"
    name = "note" if clause.kind is Kind.FOOTNOTE else f"l{clause.level}"
    return f'<{tag} class="{name}">{_html(label, text)}</{tag}>'


def _html(label: Runs, text: Runs) -> str:
    """No folds here, so that no phrase of the interface is left to say."""
    return fill(label_html(label) + runs_html(text), lambda name, value: "")
