"""The in-force text, where nobody has it: what the columns together give back.

Every column keeps the words it deletes, so the base is in all of them: a clause or a
word that another column lacks at the same place was inserted. What every column
inserted alike cannot be told apart, but for citations, where the later year is new.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from proposals.core import anatomy, labels
from proposals.core.labels import Label
from proposals.core.model import Clause, Document, Kind, equal, everything
from proposals.core.reading.recovery.alone import sift
from proposals.core.reading.recovery.embed import common
from proposals.core.reading.recovery.rows import Row, end_mark
from proposals.core.reading.recovery.witness import Witness
from proposals.core.result import Result

_HEADS = (Kind.HEADING, Kind.ANNEX)


def recover_base(
    rows: Sequence[Row], witnesses: Sequence[Witness], language: str
) -> Result[tuple[Document, list[int | None]]]:
    """The base document, and for each row the index of its base clause, None if inserted.

    Warned of is what only one column has: there the base is a guess.
    """
    warnings = sift(rows, witnesses)
    clauses: list[Clause] = []
    where: list[int | None] = []
    revision = ""
    for row in rows:
        held = row.clauses(witnesses)
        if held[0].kind is Kind.PROPOSAL or not row.is_base:
            where.append(None)
            continue
        halves = [older(everything(clause.text).strip()) for clause in held]
        texts = [text for text, _ in halves]
        if held[0].kind is Kind.TITLE and held[0].level == 1:
            revision = next((new for _, new in halves if new), "")
        if held[0].kind is Kind.HISTORY and revision:
            # The history may end with the revision that is being proposed.
            entry = rf"\s*[;:,.]?\s*{re.escape(revision)}(?=\s*[)）])"
            texts = [re.sub(entry, "", text) for text in texts]
        text = common(texts, language)
        kind = Counter(clause.kind for clause in held).most_common(1)[0][0]
        where.append(len(clauses))
        clauses.append(Clause(kind, text=equal(text), level=held[0].level, source=held[0].source))
    pairs = [(row, place) for row, place in zip(rows, where, strict=True) if place is not None]
    _label(clauses, pairs, witnesses)
    _close(clauses, pairs, witnesses)
    return Result((anatomy.assemble(clauses, language), where), tuple(warnings))


_YEAR = r"(?:19|20)\d\d"
_RUN_TOGETHER = re.compile(r"\d{4}[^\W_]")
_YEARS = re.compile(rf"(?P<old>{_YEAR}(?:-\d{{4}})?)(?P<new>{_YEAR}(?:-\d{{4}})?)(?!\d)")
_CITED = rf"(?:R[eé]v\.\s)?[^\W\d_][^\W\d_.]*(?:[ \xa0'’.-]+[^\W\d_]+){{0,3}},\s{_YEAR}"
_CITATIONS = re.compile(rf"(?P<old>{_CITED})(?P<new>{_CITED})")
_PLACES = re.compile(
    rf"(?P<old>[^\W\d_]*[a-zà-ÿ])(?P<new>[A-ZÀ-Þ][^\W\d_]+(?:,(?=,))?)(?=,?\s{_YEAR})"
)


def older(text: str) -> tuple[str, str]:
    """A text without the newer half of citations that run together, and that half.

    `(Rev. Busan, 2014Dubai, 2018)` gives `(Rev. Busan, 2014)` and "Dubai, 2018";
    `(HammametGeneva, 20162022)` the same, though place and year are interleaved.
    """
    if not _RUN_TOGETHER.search(text):
        return text, ""
    newer: list[str] = []

    def keep(match: re.Match[str]) -> str:
        halves = match["old"], match["new"]
        years = [int(re.findall(r"\d{4}", half)[-1]) for half in halves]
        old, new = halves if years[0] <= years[1] else halves[::-1]
        newer.append(re.sub(r"^R[eé]v\.\s", "", new))
        return old

    text = _CITATIONS.sub(keep, text)
    place, years = _PLACES.search(text), _YEARS.search(text)
    if place and years:
        newer.append(f"{place['new'].rstrip(',')}, {years['new']}")
        text = _PLACES.sub(lambda match: match["old"], text)
    text = _YEARS.sub(keep, text)
    return text, newer[0] if newer else ""


_HIGHEST = 40  # above this a label is rather two glued ones: 54 is 5 and 4
_FITS = 1.5  # votes that a label gets for going on with its list


def _label(
    clauses: list[Clause], pairs: Sequence[tuple[Row, int]], witnesses: Sequence[Witness]
) -> None:
    """Give each base clause its label: what the columns show that goes on with its list.

    A clause that some column shows without a label had none.
    """
    lists: dict[str, Label] = {}  # style -> the last label of the open list
    for row, place in pairs:
        clause = clauses[place]
        if clause.kind in _HEADS:
            lists = {style: label for style, label in lists.items() if style == "I"}
        votes: Counter[Label | str] = Counter()
        for held in row.clauses(witnesses):
            votes.update(_options(everything(held.label).strip()))
        if votes[""]:
            continue
        best = max(votes, key=lambda option: votes[option] + _FITS * _fits(option, lists))
        if isinstance(best, Label):
            lists[best.style] = best
        text = best.text if isinstance(best, Label) else best
        clauses[place] = replace(clause, label=equal(text))


def _options(shown: str) -> set[Label | str]:
    """What a label of a column can have been in the base."""
    parts = [shown, *(half for pair in labels.unglue(shown) for half in pair)]
    found = {reading for part in parts for reading in labels.readings(part)}
    return {reading for reading in found if reading.ordinal <= _HIGHEST} or {shown}


def _fits(option: Label | str, lists: dict[str, Label]) -> bool:
    if not isinstance(option, Label) or option.is_bullet:
        return True
    last = lists.get(option.style)
    return option.ordinal == 1 if last is None else option.follows(last)


def _close(
    clauses: list[Clause], pairs: Sequence[tuple[Row, int]], witnesses: Sequence[Witness]
) -> None:
    """Give items on whose end marks the columns differ the usual one: `,` last, else `;`.

    An item put in behind it explains another mark, nothing explains the usual one.
    """
    for row, place in pairs:
        text = everything(clauses[place].text)
        if clauses[place].kind is not Kind.ITEM or end_mark(text):
            continue
        shown = Counter(end_mark(everything(held.text)) for held in row.clauses(witnesses))
        last = place + 1 == len(clauses) or clauses[place + 1].kind in _HEADS
        usual = ",." if last else ";"
        best = max(shown, key=lambda mark: (mark != "" and mark in usual, shown[mark]))
        clauses[place] = replace(clauses[place], text=equal(text.rstrip() + best))
