"""What is stored (docs/architecture.md). Everything else is derived from it."""

from proposals.models.comparison import Comparison, Row
from proposals.models.meeting import Group, Meeting
from proposals.models.proposal import Correction, Proposal, ProposedClause
from proposals.models.record import Record
from proposals.models.resolution import Clause, Resolution, Revision
from proposals.models.source import SourceDocument

__all__ = [
    "Clause",
    "Comparison",
    "Correction",
    "Group",
    "Meeting",
    "Proposal",
    "ProposedClause",
    "Record",
    "Resolution",
    "Revision",
    "Row",
    "SourceDocument",
]
