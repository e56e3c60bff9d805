"""What looks wrong in a text: each check a module, each a pure function that gives findings.

Checks flag, they never edit (DOMAIN.md, anatomy). `examine` runs those that need nothing
but the column and data given to it; its messages are English, short, and name the place.
"""

from __future__ import annotations

from collections.abc import Sequence

from proposals.core.checks import action, cross_references, labels, reuse, silent_edits
from proposals.core.checks import citations as citations_check
from proposals.core.checks.citations import AsOf, Entry
from proposals.core.checks.finding import Finding, Severity
from proposals.core.checks.reuse import Passage
from proposals.core.model import Column

__all__ = ["AsOf", "Entry", "Finding", "Passage", "Severity", "examine"]


def examine(
    column: Column,
    *,
    register: Sequence[Entry] = (),
    as_of: AsOf = None,
    corpus: Sequence[Passage] = (),
) -> tuple[Finding, ...]:
    """Every check of one group's column, in the order of the text within each check.

    `register` and `as_of` are for the citations, `corpus` the clauses of other
    resolutions; without them those checks have nothing to say.
    """
    clauses, language = column.body.clauses, column.body.language
    own = column.body.number
    found = [
        *action.check(column),
        *silent_edits.check(clauses),
        *labels.check(clauses),
        *cross_references.check(clauses, own),
    ]
    if register:
        found += citations_check.check(clauses, register, as_of=as_of, language=language)
    if corpus:
        found += reuse.check(clauses, [passage for passage in corpus if passage.resolution != own])
    return tuple(found)
