"""What is stored (docs/architecture.md). What can be derived is not, but for a cell's HTML.

Nothing here renders, reads files or decides who may do something: see `services`.
"""

from .annotation import Annotation, Delegation, Wording
from .comparison import Comparison, Proposal, ProposedClause, Row
from .decision import Decision, Floor, Presence, Snapshot, Unsent
from .document import SourceDocument
from .look import Look
from .meeting import Group, Meeting
from .pack import Pack, PackFile
from .record import Correction, Record
from .register import CitedText
from .resolution import Clause, Resolution, Revision
from .staged import StagedFile

__all__ = [
    "Annotation",
    "CitedText",
    "Clause",
    "Comparison",
    "Correction",
    "Decision",
    "Delegation",
    "Floor",
    "Group",
    "Look",
    "Meeting",
    "Pack",
    "PackFile",
    "Presence",
    "Proposal",
    "ProposedClause",
    "Record",
    "Resolution",
    "Revision",
    "Row",
    "Snapshot",
    "SourceDocument",
    "StagedFile",
    "Unsent",
    "Wording",
]
