"""A document as plain text: a clause a line, its label before a tab."""

from __future__ import annotations

from proposals.core.model import Clause, Document, Kind, Run, accept
from proposals.core.writing.critic import runs_critic


def document_text(document: Document, *, changes: bool = False) -> str:
    """The accepted text; with `changes` every change in CriticMarkup. Empty clauses are left out.

    A footnote stands after the clause that cites it, behind its mark: `[^1]: …`.
    """
    lines = (_line(clause, changes) for clause in document.clauses)
    return "".join(f"{line}\n" for line in lines if line.strip())


def _line(clause: Clause, changes: bool) -> str:
    label, text = _written(clause.label, changes), _written(clause.text, changes)
    if clause.kind is Kind.FOOTNOTE and text:
        return f"[^{label}]: {text}"
    return f"{label}\t{text}" if label else text


def _written(runs: tuple[Run, ...], changes: bool) -> str:
    return runs_critic(runs) if changes else accept(runs)
