"""What recovery is given: one group's flattened text."""

from __future__ import annotations

from dataclasses import dataclass

from proposals.core.model import Document


@dataclass(frozen=True, slots=True)
class Witness:
    """One column's document, its marks lost: every run is equal.

    `blocks` has for each clause the number of the piece of the file it stands in (a
    row of the table): what a column lacks in a block that it has nothing of is not
    in the document. Empty: all one block.
    """

    group: str
    body: Document
    blocks: tuple[int, ...] = ()

    def block(self, index: int) -> int:
        return self.blocks[index] if self.blocks else 0
