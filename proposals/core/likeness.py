"""How alike two clauses are: what alignment, moves and rival insertions ask.

Each word is one symbol, so that rapidfuzz compares whole clauses at the speed at
which it compares short strings. Words that stand in every fifth clause of the base
("Telecommunication", "of the") tell nothing apart and are left out: what is left
keeps unrelated clauses of one resolution below a likeness of some .2.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist, cpdist

from proposals.core.labels import BULLETS
from proposals.core.model import Clause, Kind, Op
from proposals.core.words import normal

Matrix = NDArray[np.float32]

# Clauses pair within a lane; a document has one of each of the lanes in _SINGLE.
_LANES = {
    Kind.PROPOSAL: "proposal",
    Kind.HISTORY: "history",
    Kind.OPENING: "opening",
    Kind.HEADING: "heading",
    Kind.ANNEX: "heading",
    Kind.FOOTNOTE: "footnote",
}
_OPEN = ("body", "heading")
_SINGLE = ("title1", "title2", "history", "opening")
# The base and its heir are alike at least this much when nothing else is their peer.
_PEERS = 0.5
# Readers differ on what is a heading: near-identical text may cross open lanes.
_CROSSING = 0.9
# What the same label, section and relative place add: enough to settle a tie.
_LABEL, _SECTION, _PLACE = 0.05, 0.05, 0.02

_UNTOLD = ("", *BULLETS)
_LANE, _LABEL_OF, _SECTION_OF = attrgetter("lane"), attrgetter("label"), attrgetter("section")

# Likeness below which clauses are strangers (see above).
STRANGERS = 0.2

_FEW = 40  # pairs up to which calling cdist costs more than it saves
_MANY = 2_000  # pairs from which it saves to screen them
_COMMON = 0.2  # share of the base's clauses in which a word tells nothing apart
_FEWEST = 3  # symbols a clause is compared by, even if all its words are common
_IDEOGRAPH = "\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_IDEOGRAPH}]|[^\W_{_IDEOGRAPH}]+")


class Sketch(NamedTuple):
    """What of a clause takes part in comparisons; texts in normal form."""

    lane: str
    text: str
    label: str
    section: str

    @property
    def is_heading(self) -> bool:
        return self.lane == "heading"


@lru_cache(maxsize=1 << 14)
def _normal(text: str) -> str:
    return normal(text)


@lru_cache(maxsize=1 << 14)
def words(text: str) -> tuple[str, ...]:
    """The words of a text, case folded, punctuation left out; ideographs singly."""
    return tuple(_WORD.findall(text.casefold()))


def sketch(clause: Clause, proposed: bool = False) -> Sketch:
    """A clause as its base text has it, or as it is proposed."""
    left_out = Op.DELETE if proposed else Op.INSERT
    lane = _LANES.get(clause.kind, "body")
    if clause.kind is Kind.TITLE:
        lane = f"title{clause.level}"
    text = "".join([run.text for run in clause.text if run.op is not left_out])
    label = "".join([run.text for run in clause.label if run.op is not left_out])
    return Sketch(lane, _normal(text), _normal(label), _normal(clause.section))


class _Alphabet(dict[str, str]):
    """A character for every word, made when it is asked for."""

    def __missing__(self, word: str) -> str:
        symbol = self[word] = chr(0x100 + len(self))
        return symbol


class _Narrow(dict[str, str]):
    """Symbols of 16 bits narrowed to 8: the same word stays the same, others may meet."""

    def __missing__(self, symbols: str) -> str:
        narrow = self[symbols] = symbols.translate(_NARROW)
        return narrow


class _Bytes(dict[int, int]):
    def __missing__(self, symbol: int) -> int:
        code = self[symbol] = 0x20 + symbol % 224
        return code


_NARROW = _Bytes()


class Lexicon:
    """Symbols for the words of one alignment; made from the base's sketches."""

    def __init__(self, base: Sequence[Sketch]) -> None:
        seen = Counter(chain.from_iterable(set(words(each.text)) for each in base))
        limit = max(_COMMON * len(base), 2)
        self._common = {word for word, count in seen.items() if count > limit}
        self._alphabet = _Alphabet()
        self._symbols: dict[str, str] = {}
        self._narrow = _Narrow()

    def symbols(self, text: str) -> str:
        """A text as one character a word."""
        known = self._symbols.get(text)
        if known is None:
            told = words(text)
            rare = [word for word in told if word not in self._common]
            spelled = rare if len(rare) >= _FEWEST else told
            known = self._symbols[text] = "".join(map(self._alphabet.__getitem__, spelled))
        return known

    def alike(self, one: Sketch, other: Sketch) -> float:
        """Likeness 0..1 of two clauses' words."""
        if one.text == other.text:
            return 1.0
        return Indel.normalized_similarity(self.symbols(one.text), self.symbols(other.text))

    def likeness(self, first: Iterable[Sketch], second: Iterable[Sketch]) -> Matrix:
        """Likeness 0..1 of every pair's words, len(first) × len(second).

        Where there are many pairs, strangers count 0.
        """
        rows = [self.symbols(each.text) for each in first]
        columns = [self.symbols(each.text) for each in second]
        pairs = len(rows) * len(columns)
        if pairs > _MANY:
            return self._screened(rows, columns)
        if pairs > _FEW:
            return cdist(rows, columns, scorer=Indel.normalized_similarity, dtype=np.float32)
        likeness = [[Indel.normalized_similarity(a, b) for b in columns] for a in rows]
        return np.array(likeness, np.float32).reshape(len(rows), len(columns))

    def _screened(self, rows: Sequence[str], columns: Sequence[str]) -> Matrix:
        """Likeness of the pairs that are no strangers, much faster than by comparing all.

        A byte a word is compared seven times faster, and can but bring texts closer.
        """
        narrow = self._narrow
        likeness = cdist(
            [narrow[each] for each in rows],
            [narrow[each] for each in columns],
            scorer=Indel.normalized_similarity,
            dtype=np.float32,
        )
        likeness[likeness < STRANGERS] = 0
        at, to = np.nonzero(likeness)
        likeness[at, to] = cpdist(
            [rows[place] for place in at.tolist()],
            [columns[place] for place in to.tolist()],
            scorer=Indel.normalized_similarity,
            dtype=np.float32,
        )
        return likeness

    def scores(self, first: Sequence[Sketch], second: Sequence[Sketch]) -> Matrix:
        """Likeness, lanes kept apart, peers drawn together and ties settled; 0 for strangers.

        May exceed 1 by what the same label, section and place add.
        """
        likeness = self.likeness(first, second)
        _draw_peers(likeness, first, second)
        rows, columns = np.nonzero(likeness >= STRANGERS)
        known = likeness[rows, columns]

        def same(trait: Callable[[Sketch], str]) -> NDArray[np.bool_]:
            numbers: dict[str, int] = {}
            ours = [numbers.setdefault(trait(each), len(numbers)) for each in first]
            theirs = [numbers.setdefault(trait(each), len(numbers)) for each in second]
            equal: NDArray[np.bool_] = np.array(ours)[rows] == np.array(theirs)[columns]
            return equal

        peers = same(_LANE)
        strays = ~peers & (known >= _CROSSING)
        strays &= np.array([each.lane in _OPEN for each in first])[rows]
        strays &= np.array([each.lane in _OPEN for each in second])[columns]
        known[strays] *= _PEERS
        told = np.array([each.label not in _UNTOLD for each in first])
        known += _LABEL * (same(_LABEL_OF) & told[rows])
        known += _SECTION * same(_SECTION_OF)
        known += _PLACE * (1 - np.abs(_places(first)[rows] - _places(second)[columns]))
        scores = np.zeros_like(likeness)
        kept = peers | strays
        scores[rows[kept], columns[kept]] = known[kept]
        return scores


def _draw_peers(likeness: Matrix, first: Sequence[Sketch], second: Sequence[Sketch]) -> None:
    """What a document has one of, and a footnote of the same mark, have each other."""
    for at, one in enumerate(first):
        if one.lane in _SINGLE or one.lane == "footnote":
            for to, other in enumerate(second):
                if one.lane == other.lane and (one.lane in _SINGLE or one.label == other.label):
                    likeness[at, to] = max(likeness[at, to], _PEERS)


def _places(sketches: Sequence[Sketch]) -> Matrix:
    return np.linspace(0, 1, len(sketches), dtype=np.float32)
