"""Made-up resolutions with known pairs: what alignment is measured on.

Nothing of ITU's: words of an invented vocabulary, drawn so that a few are in every
clause and most are rare, as in legal text. The same seed gives the same texts.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from proposals.core.model import Clause, Column, Document, Kind, Runs, equal

_SYLLABLES = [c + v for c in "bdfgklmnprstvz" for v in "aeiou"]


@dataclass(frozen=True)
class Rates:
    """How often a column changes a clause: each a share of the base clauses."""

    edit: float = 0.3
    insert: float = 0.08
    delete: float = 0.05
    move: float = 0.03


@dataclass
class Sample:
    """A base, columns, and the pairs (column, clause index) -> base index that are right."""

    base: Document
    columns: list[Column] = field(default_factory=list)
    pairs: list[dict[int, int]] = field(default_factory=list)


def sample(clauses: int, columns: int, rates: Rates = Rates(), seed: int = 44) -> Sample:
    """`columns` clean proposals against a base of `clauses` clauses."""
    rng = random.Random(seed)
    vocabulary = [
        "".join(rng.choices(_SYLLABLES, k=rng.choice([1, 2, 2, 3, 3, 4]))) for _ in range(3000)
    ]
    weights = [1 / (rank + 3) for rank in range(len(vocabulary))]

    def words(count: int) -> list[str]:
        return rng.choices(vocabulary, weights, k=count)

    def clause(section: str) -> Clause:
        text = " ".join(words(rng.randint(6, 45))) + ";"
        return Clause(Kind.ITEM, section, (), equal(text), 1)

    base: list[Clause] = []
    section = ""
    while len(base) < clauses:
        if len(base) % 8 == 0:
            section = " ".join(words(rng.randint(1, 4)))
            base.append(Clause(Kind.HEADING, section, (), equal(section)))
        else:
            base.append(clause(section))
    made = Sample(Document(_numbered(base)))
    for number in range(columns):
        body: list[tuple[Clause, int | None]] = []
        for index, old in enumerate(base):
            chance = rng.random()
            if chance < rates.delete and old.kind is Kind.ITEM:
                continue
            new = old
            if rng.random() < rates.edit and old.kind is Kind.ITEM:
                new = replace(old, text=equal(_edited(old.base, words, rng)))
            body.append((new, index))
            if rng.random() < rates.insert:
                body.append((clause(old.section), None))
        for _ in range(round(rates.move * len(body))):
            moved = body.pop(rng.randrange(len(body)))
            body.insert(rng.randrange(len(body)), moved)
        kept = _numbered([each for each, _ in body])
        made.columns.append(Column(f"G{number + 1}", Document(kept)))
        made.pairs.append({at: old for at, (_, old) in enumerate(body) if old is not None})
    return made


def _edited(text: str, words: Callable[[int], list[str]], rng: random.Random) -> str:
    """A text after one to four edits of one to eight words each."""
    tokens = text.rstrip(";").split()
    for _ in range(rng.randint(1, 4)):
        at, size = rng.randrange(len(tokens)), rng.randint(1, 8)
        kind = rng.random()
        cut = size if kind < 0.7 and len(tokens) > size + 4 else 0
        tokens[at : at + cut] = words(size) if kind > 0.3 else []
    return " ".join(tokens) + ";"


def _numbered(clauses: list[Clause]) -> tuple[Clause, ...]:
    """Sections and labels as they stand, counted anew, and sources in order."""
    numbered: list[Clause] = []
    section, item = "", 0
    label: Runs
    for source, clause in enumerate(clauses, 1):
        if clause.kind is Kind.HEADING:
            section, item, label = clause.base, 0, ()
        else:
            item += 1
            label = equal(str(item))
        numbered.append(replace(clause, section=section, label=label, source=source))
    return tuple(numbered)
