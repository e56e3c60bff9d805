"""What a check finds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from proposals.core.model import Clause, accept, reject


class Severity(StrEnum):
    """How much a finding asks of the reader."""

    ERROR = "error"  # the text cannot be right as it stands
    WARNING = "warning"  # someone should look at it
    NOTE = "note"  # good to know


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a check noticed, and where.

    `check` is the name of the check's module. `uid`, `section`, `label` and `source` are
    the clause's; all empty for the document. `quote` holds the words it is about.
    """

    check: str
    severity: Severity
    message: str
    uid: str = ""
    section: str = ""
    label: str = ""
    quote: str = ""
    source: int = 0

    @classmethod
    def at(
        cls, clause: Clause, check: str, severity: Severity, message: str, quote: str = ""
    ) -> Finding:
        """A finding about a clause."""
        label = accept(clause.label) or reject(clause.label)
        return cls(
            check, severity, message, clause.uid, clause.section, label, quote, clause.source
        )
