"""The comparison, its readings and its decisions as sheets: of one workbook, or as CSV."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from proposals.core.merge import Agreement
from proposals.core.model import Runs
from proposals.core.writing.csv import cell_runs, write_lines
from proposals.core.writing.docx.markup import is_rtl
from proposals.core.writing.xlsx import Heads, Sheet, comparison_sheet, workbook
from proposals.selectors.exporting import Exported
from proposals.selectors.sheets import DecisionLine, ReadingLine, decisions, readings

SHEETS = ("rows", "readings", "decisions")
Line = list[str]


def exported_workbook(exported: Exported) -> bytes:
    """An .xlsx of every sheet that there is; two revisions have but the first."""
    sheets = [_comparison(exported)]
    if exported.comparison is not None:
        sheets += [
            Sheet(_("Readings"), *_readings(exported), frozen=2),
            Sheet(_("Decisions"), *_decisions(exported), frozen=1),
        ]
    title = _("Resolution %(number)s: proposals side by side") % {"number": exported.number}
    return workbook(sheets, title=title, rtl=is_rtl(exported.table.base.language))


def sheet_csv(exported: Exported, sheet: str) -> str:
    """The readings or the decisions as CSV, with the heads of the workbook's sheet."""
    heads, lines = _readings(exported) if sheet == "readings" else _decisions(exported)
    return write_lines([[head for head, width in heads], *lines])


def drafted_runs(exported: Exported) -> list[Runs] | None:
    """The draft's text for each row of the table; None where it was not asked for."""
    if exported.draft is None:
        return None
    found = (exported.draft.get(uid) for uid in exported.table.uids)
    return [cell_runs(one) if one is not None else () for one in found]


def _comparison(exported: Exported) -> Sheet:
    heads = Heads(
        name=_("Comparison"),
        section=_("section"),
        kind=_("kind"),
        label=_("No."),
        base=_("in force"),
        state=_("{group}: state"),
        draft=_("draft"),
        id=_("row"),
    )
    table = exported.table
    drafted = drafted_runs(exported)
    return comparison_sheet(table.columns, table.rows, table.uids, drafted=drafted, heads=heads)


def _readings(exported: Exported) -> tuple[list[tuple[str, int]], list[Line]]:
    heads = [
        (_("section"), 18),
        (_("No."), 8),
        (_("in force"), 48),
        (_("reading"), 48),
        (_("groups"), 18),
        (_("agreement"), 14),
        (_("decision"), 18),
        (_("row"), 14),
    ]
    if exported.comparison is None:
        return heads, []
    only = frozenset(exported.table.uids)
    return heads, [_reading(one) for one in readings(exported.comparison, only)]


def _reading(one: ReadingLine) -> Line:
    said = {
        Agreement.UNANIMOUS: _("unanimous"),
        Agreement.AGREED: _("agreed"),
        Agreement.SINGLE: _("single"),
        Agreement.CONFLICT: _("conflict"),
    }
    return [
        one.section,
        one.label,
        one.base,
        one.text or _("(deleted)"),
        ", ".join(one.groups),
        said[one.agreement],
        one.decided,
        one.row,
    ]


def _decisions(exported: Exported) -> tuple[list[tuple[str, int]], list[Line]]:
    heads = [
        (_("time"), 18),
        (_("who"), 14),
        (_("section"), 18),
        (_("No."), 8),
        (_("in force"), 36),
        (_("decision"), 16),
        (_("group"), 10),
        (_("text"), 48),
        (_("reason"), 36),
        (_("status"), 16),
        (_("stands"), 8),
        (_("row"), 14),
    ]
    if exported.comparison is None:
        return heads, []
    return heads, [_decision(one) for one in decisions(exported.comparison)]


def _decision(one: DecisionLine) -> Line:
    return [
        _time(one.at),
        one.by,
        one.section,
        one.label,
        one.words,
        one.choice,
        one.group,
        one.text,
        one.reason,
        one.status,
        _("yes") if one.holds else _("no"),
        one.row,
    ]


def _time(at: datetime) -> str:
    return timezone.localtime(at).isoformat(sep=" ", timespec="seconds")
