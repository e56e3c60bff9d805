"""New clauses that are nearly the text of another resolution's clauses.

Two texts side by side say the same twice, or a group moves text between resolutions:
the reader should know. A clause can join several of the other resolution's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from proposals.core.checks.finding import Finding, Severity
from proposals.core.likeness import words
from proposals.core.model import Clause, Kind, Op
from proposals.core.words import normal

NAME = "reuse"

# Fewer words are an idiom of the house ("to encourage Member States").
_FEWEST = 8
# An insertion into a clause says less by itself.
_FEWEST_INSERTED = 14
# Of the words of both texts, in order; below, two clauses only share a subject.
_LIKE = 0.75
# Of a text's runs of three words, found in the other: the one holds the other.
_HELD = 0.65


@dataclass(frozen=True, slots=True)
class Passage:
    """A clause of another resolution: its number, section, label and text."""

    resolution: str
    section: str
    label: str
    text: str

    @property
    def place(self) -> str:
        return " ".join(filter(None, (self.section, self.label)))


def check(clauses: Iterable[Clause], corpus: Sequence[Passage]) -> tuple[Finding, ...]:
    """A finding for each new clause, or long insertion, that the corpus holds already."""
    index = _Index(corpus)
    found: list[Finding] = []
    for clause in clauses:
        if clause.kind not in (Kind.ITEM, Kind.CHAPEAU, Kind.TEXT, Kind.FOOTNOTE):
            continue
        for text in _new(clause):
            passages = index.like(text)
            if passages:
                found.append(Finding.at(clause, NAME, Severity.NOTE, _message(passages), text))
    return tuple(found)


def _new(clause: Clause) -> list[str]:
    if clause.is_inserted:
        return [clause.proposed]
    added = (run.text.strip() for run in clause.text if run.op is Op.INSERT)
    return [text for text in added if len(_said(text)) >= _FEWEST_INSERTED]


def _message(passages: Sequence[Passage]) -> str:
    places: dict[str, list[str]] = defaultdict(list)
    for passage in passages:
        places[passage.resolution].append(passage.place)
    texts = "; ".join(f"Resolution {number}, {', '.join(of)}" for number, of in places.items())
    return f"nearly the text of {texts}"


class _Index:
    """The corpus by runs of three words, which near texts share."""

    def __init__(self, corpus: Iterable[Passage]) -> None:
        self._passages = [
            (passage, said) for passage in corpus if len(said := _said(passage.text)) >= _FEWEST
        ]
        self._holding: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for number, (_, said) in enumerate(self._passages):
            for three in _threes(said):
                self._holding[three].append(number)

    def like(self, text: str) -> list[Passage]:
        """The passages that a text nearly is, holds, or is held by; in the corpus's order."""
        said = _said(text)
        if len(said) < _FEWEST:
            return []
        shared: dict[int, int] = defaultdict(int)
        for three in _threes(said):
            for number in self._holding.get(three, ()):
                shared[number] += 1
        return [
            self._passages[number][0]
            for number in sorted(shared)
            if _is_near(said, self._passages[number][1], shared[number])
        ]


def _is_near(said: Sequence[str], other: Sequence[str], shared: int) -> bool:
    shorter = min(len(_threes(said)), len(_threes(other)))
    return shared >= _HELD * shorter or Indel.normalized_similarity(said, other) >= _LIKE


def _said(text: str) -> tuple[str, ...]:
    return words(normal(text))


def _threes(said: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(said[place : place + 3]) for place in range(len(said) - 2)}
