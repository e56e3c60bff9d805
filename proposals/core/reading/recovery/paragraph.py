"""One flattened paragraph while it is being marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from proposals.core.model import Op, Run, Runs
from proposals.core.reading.recovery.embed import Embedding, stretches
from proposals.core.reading.recovery.evidence import START, Usage
from proposals.core.words import is_word, normal_token, tokens

# Why a run is changed, in the words that a reader sees.
NEW = "not in the in-force text"
REPLACED = "substitution"
ENDED = "end of list"
MOVED = "the same words stand elsewhere"
WITHDRAWN = "inserted, then deleted"

ENDS = ".,;:،؛。，；："

# The word before a deletion, and the first word of what replaced it.
Cut = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Piece:
    """A token of the text, cut where inserted text meets the base's; `key` compares."""

    start: int
    end: int
    text: str
    kept: bool
    key: str
    is_space: bool
    is_word: bool

    @classmethod
    def of(cls, start: int, text: str, kept: bool) -> Piece:
        key = normal_token(text).lower()
        return cls(start, start + len(text), text, kept, key, text.isspace(), is_word(text))


class Paragraph:
    """A paragraph with an operation and a reason for each of its characters.

    `kind` says which paragraphs begin alike (`Usage`). `cuts` are the substitutions
    found in it, `parallel` says how often each was found in its neighbours.
    """

    def __init__(
        self,
        text: str,
        embedding: Embedding,
        kind: str,
        usage: Usage,
        parallel: Mapping[Cut, int],
    ) -> None:
        self.text, self.kind, self.usage, self.parallel = text, kind, usage, parallel
        self.language = usage.language
        self.cuts: list[Cut] = []
        self.ops = [Op.EQUAL if kept else Op.INSERT for kept in embedding.kept]
        self.why = ["" if kept else NEW for kept in embedding.kept]
        self.pieces = list(self._pieces())
        # For each piece, and the end: the word or mark before it, spaces apart.
        self.before = [START + kind]
        for piece in self.pieces:
            self.before.append(self.before[-1] if piece.is_space else piece.key)

    def _pieces(self) -> Iterator[Piece]:
        place = 0
        for op, group in groupby(self.ops):
            end = place + len(list(group))
            for token in tokens(self.text[place:end], self.language):
                yield Piece.of(place, token, op is Op.EQUAL)
                place += len(token)

    def after(self, index: int) -> str:
        """The word or mark from a piece on, as a key; "" at the end."""
        return next((piece.key for piece in self.pieces[index:] if not piece.is_space), "")

    def insertions(self) -> list[tuple[int, int]]:
        """The inserted stretches, as ranges of pieces."""
        return stretches([not piece.kept for piece in self.pieces])

    def is_deleted(self, piece: Piece) -> bool:
        return self.ops[piece.start] is Op.DELETE

    def delete(self, start: int, end: int, why: str) -> None:
        """Delete the base's characters of a stretch.

        What had been inserted there is another author's, and gone with it.
        """
        for place in range(start, end):
            if self.ops[place] is Op.EQUAL:
                self.ops[place], self.why[place] = Op.DELETE, why
            elif self.ops[place] is Op.INSERT:
                self.why[place] = WITHDRAWN

    def keep(self, place: int) -> None:
        """Take back the deletion of one character."""
        self.ops[place], self.why[place] = Op.EQUAL, ""

    def runs(self) -> Runs:
        runs: list[Run] = []
        place = 0
        for (op, why), group in groupby(zip(self.ops, self.why, strict=True)):
            end = place + len(list(group))
            runs.append(Run(op, self.text[place:end], why=why))
            place = end
        return tuple(runs)


def words(pieces: Sequence[Piece]) -> list[Piece]:
    return [piece for piece in pieces if piece.is_word]
