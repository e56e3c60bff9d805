"""The draft beside the proposals: its cells in the table, by their rows' uids."""

from __future__ import annotations

from proposals.core.writing.html_draft import draft_cell
from proposals.models import Comparison
from proposals.selectors.drafting import kept_draft


def draft_cells(comparison: int) -> dict[str, str]:
    found = (
        Comparison.objects.select_related("meeting", "base__resolution")
        .defer("joined_nav", "joined_body")
        .get(pk=comparison)
    )
    draft = kept_draft(found)
    cells = {}
    for drafted in draft.clauses:
        said = draft.statuses.get(drafted.uid)
        mark, group = (said.status, said.group) if said else ("", "")
        cells[drafted.uid] = draft_cell(
            drafted, language=found.base.language, mark=mark, group=group
        )
    return cells
