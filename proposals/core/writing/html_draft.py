"""The draft as the last column of the table: what its clause says, and how far it is.

`td.d` with `d-open`, `d-deferred`, `d-bracketed` or `d-decided`, and `d-new` for a new clause;
`u` where nothing is to be decided. As in every cell, the words of the interface are phrases
(`html.phrase`).
"""

from __future__ import annotations

from dataclasses import replace

from proposals.core.draft import DraftClause, Status
from proposals.core.model import Op
from proposals.core.writing.html import direction, label_html, phrase, runs_html


def draft_cell(drafted: DraftClause, *, language: str, mark: str = "", group: str = "") -> str:
    """The `<td>` of one clause. `mark` is what the drafting group said of it ("agreed"), of
    which `group` made a reservation."""
    said = [_status(drafted)]
    if mark:
        said.append(phrase("mark", f"{mark} {group}".strip()))
    return (
        f'<td class="d {_class(drafted)}" lang={language} dir={direction(language)}>'
        f"{_content(drafted)}<p>{' · '.join(said)}</p></td>"
    )


def _class(drafted: DraftClause) -> str:
    if drafted.status is Status.UNTOUCHED:
        return "u"
    return f"d-{drafted.status.value}{' d-new' if drafted.is_new else ''}"


def _content(drafted: DraftClause) -> str:
    """What the draft changes; a clause that it leaves as it is says so in a word."""
    clause = drafted.clause
    if not clause.is_changed:
        return ""
    # The draft numbers its clauses itself: that is no guess at what somebody meant.
    label = label_html(tuple(replace(run, why="") for run in clause.label))
    if all(run.op is Op.EQUAL for run in clause.text):
        return label
    return label + runs_html(clause.text, fold=not drafted.is_new)


def _status(drafted: DraftClause) -> str:
    if drafted.status is Status.UNTOUCHED:
        return phrase("same")
    if drafted.status is Status.OPEN:
        return phrase("draft_open", len(drafted.undecided))
    if drafted.status is Status.DECIDED and not drafted.clause.is_changed:
        return phrase("draft_never" if drafted.is_absent else "draft_kept")
    if drafted.status is Status.DECIDED and drafted.is_absent:
        return phrase("deleted")
    if drafted.status is Status.DECIDED and drafted.is_moved:
        return phrase("draft_moved")
    return phrase(f"draft_{drafted.status.value}")
