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
from functools import reduce

from proposals.core import anatomy, labels
from proposals.core.labels import Label
from proposals.core.model import Clause, Document, Kind, equal, everything
from proposals.core.reading.recovery.embed import common
from proposals.core.reading.recovery.rows import ENDS, Row, end_mark
from proposals.core.reading.recovery.witness import Witness
from proposals.core.result import Result, Warning

def recover_base(
    rows: Sequence[Row], witnesses: Sequence[Witness], language: str
) -> Result[tuple[Document, list[int | None]]]:
    """The base document, and for each row the index of its base clause, None if inserted."""
    clauses: list[Clause] = []
    where: list[int | None] = []
    warnings: list[Warning] = []
    revision = ""
    _sift(rows, witnesses, warnings)
    for row in rows:
        held = [witnesses[column].body.clauses[index] for column, index in row.cells.items()]
        first = held[0]
        if first.kind is Kind.PROPOSAL or not row.is_base:
            where.append(None)
            continue
        texts = [everything(clause.text).strip() for clause in held]
        settled = [older(text) for text in texts]
        if first.kind is Kind.TITLE and first.level == 1:
            revision = next((new for _, new in settled if new), "")
        halves = [text for text, _ in settled]
        if first.kind is Kind.HISTORY and revision:
            # The history ends with the revision that is being proposed.
            entry = rf"\s*[;:,.]?\s*{re.escape(revision)}(?=\s*[)）])"
            halves = [re.sub(entry, "", text) for text in halves]
        text = reduce(lambda one, other: common(one, other, language), halves)
        kind = Counter(clause.kind for clause in held).most_common(1)[0][0]
        where.append(len(clauses))
        clauses.append(
            Clause(kind, text=equal(text), level=first.level, source=first.source)
        )
    _label(clauses, rows, where, witnesses)
    _close(clauses, rows, where, witnesses)
    return Result((anatomy.assemble(clauses, language), where), tuple(warnings))


_YEARS = re.compile(r"(?P<old>(?:19|20)\d\d(?:-\d{4})?)(?P<new>(?:19|20)\d\d(?:-\d{4})?)(?!\d)")
_CITED = r"(?:R[eé]v\.\s)?[^\W\d_][^\W\d_.]*(?:[ \xa0'’.-]+[^\W\d_]+){0,3},\s(?:19|20)\d\d"
_CITATIONS = re.compile(rf"(?P<old>{_CITED})(?P<new>{_CITED})")
_PLACES = re.compile(r"(?P<old>[^\W\d_]*[a-zà-ÿ])(?P<new>[A-ZÀ-Þ][^\W\d_]+(?:,(?=,))?)(?=,?\s(?:19|20)\d\d)")


def older(text: str) -> tuple[str, str]:
    """A text without the newer half of citations that run together, and that half.

    `(Rev. Busan, 2014Dubai, 2018)` gives `(Rev. Busan, 2014)` and "Dubai, 2018";
    `(HammametGeneva, 20162022)` the same, though place and year are interleaved.
    """
    newer: list[str] = []

    def keep(match: re.Match[str]) -> str:
        years = [int(re.findall(r"\d{4}", match[half])[-1]) for half in ("old", "new")]
        halves = (match["old"], match["new"])
        old, new = halves if years[0] <= years[1] else halves[::-1]
        newer.append(re.sub(r"^R[eé]v\.\s", "", new))
        return old

    text = _CITATIONS.sub(keep, text)
    place = _PLACES.search(text)
    years = _YEARS.search(text)
    if place and years:
        newer.append(f"{place['new'].rstrip(',')}, {years['new']}")
        text = _PLACES.sub(lambda match: match["old"], text)
    text = _YEARS.sub(keep, text)
    return text, newer[0] if newer else ""


_HIGHEST = 40  # above this a label is rather two glued ones: 54 is 5 and 4


def _label(
    clauses: list[Clause],
    rows: Sequence[Row],
    where: Sequence[int | None],
    witnesses: Sequence[Witness],
) -> None:
    """Give each base clause the label that it had: the one that goes on with its list."""
    lists: dict[str, Label] = {}  # style -> the last label of the open list
    for row, place in zip(rows, where, strict=True):
        if place is None:
            continue
        clause = clauses[place]
        if clause.kind in (Kind.HEADING, Kind.ANNEX):
            lists = {style: label for style, label in lists.items() if style == "I"}
        votes: Counter[Label | str] = Counter()
        for column, index in row.cells.items():
            shown = everything(witnesses[column].body.clauses[index].label).strip()
            votes.update(_options(shown))
        if not votes or votes[""]:
            continue
        best = max(votes, key=lambda option: votes[option] + 1.5 * _fits(option, lists))
        if isinstance(best, Label):
            lists[best.style] = best
        text = best.text if isinstance(best, Label) else best
        clauses[place] = replace(clause, label=equal(text))


def _options(shown: str) -> set[Label | str]:
    """What a label of a column can have been in the base."""
    plain = [reading for reading in labels.readings(shown) if reading.ordinal <= _HIGHEST]
    halves = [
        reading
        for pair in labels.unglue(shown)
        for half in pair
        for reading in labels.readings(half)
        if reading.ordinal <= _HIGHEST
    ]
    return {*plain, *halves} or {shown}


def _fits(option: Label | str, lists: dict[str, Label]) -> bool:
    if not isinstance(option, Label) or option.is_bullet:
        return True
    last = lists.get(option.style)
    return option.ordinal == 1 if last is None else option.follows(last)


def _close(
    clauses: list[Clause],
    rows: Sequence[Row],
    where: Sequence[int | None],
    witnesses: Sequence[Witness],
) -> None:
    """Give items the end mark that no column changed alike: `,` for the last, else `;`."""
    for row, place in zip(rows, where, strict=True):
        if place is None or clauses[place].kind is not Kind.ITEM:
            continue
        text = everything(clauses[place].text).rstrip()
        if end_mark(text):
            continue
        shown = Counter(
            end_mark(everything(witnesses[column].body.clauses[index].text))
            for column, index in row.cells.items()
        )
        if not all(shown):
            continue
        last = place + 1 == len(clauses) or clauses[place + 1].kind in (Kind.HEADING, Kind.ANNEX)
        # An item put in behind it explains another mark, nothing explains the usual one.
        usual = ",." if last else ";"
        best = max(shown, key=lambda mark: (mark in usual, shown[mark]))
        clauses[place] = replace(clauses[place], text=equal(text + best))


def _sift(rows: Sequence[Row], witnesses: Sequence[Witness], warnings: list[Warning]) -> None:
    """Where one column speaks alone: items at a list's end that begin unlike the others.

    The items of a list begin alike ("Providing …", "Organizing …"): those that come
    last and do not were rather inserted. It is a guess, and warned of.
    """
    start = 0
    while start < len(rows):
        stop = start
        while stop < len(rows) and rows[stop].alone and rows[stop].cells.keys() == rows[start].cells.keys() and _clause(rows[stop], witnesses).kind is not Kind.PROPOSAL:
            stop += 1
        if stop > start:
            _sift_alone(rows[start:stop], witnesses, warnings)
        start = max(stop, start + 1)


def _clause(row: Row, witnesses: Sequence[Witness]) -> Clause:
    column, index = next(iter(row.cells.items()))
    return witnesses[column].body.clauses[index]


def _sift_alone(
    rows: Sequence[Row], witnesses: Sequence[Witness], warnings: list[Warning]
) -> None:
    column = next(iter(rows[0].cells))
    witness = witnesses[column]
    clauses = [witness.body.clauses[row.cells[column]] for row in rows]
    first = clauses[0].source
    warnings.append(
        Warning(
            f"lines {first} to {clauses[-1].source} stand in this column only: what it changed"
            " there cannot be told from the in-force text",
            first,
            witness.group,
        )
    )
    start = 0
    for stop in range(1, len(rows) + 1):
        if stop < len(rows) and _same_list(clauses[stop], clauses[start]):
            continue
        for number in _unlike(clauses[start:stop]):
            rows[start + number].is_base = False
            source = clauses[start + number].source
            warnings.append(
                Warning("taken as inserted: it begins unlike its list", source, witness.group)
            )
        start = stop


def _same_list(one: Clause, other: Clause) -> bool:
    return one.kind is other.kind is Kind.ITEM and one.level == other.level


def _unlike(items: Sequence[Clause]) -> list[int]:
    """The last items whose first word has not the ending that most of the list has."""
    endings = [everything(item.text).split(" ")[0].strip(",")[-3:] for item in items]
    usual, count = Counter(endings).most_common(1)[0]
    if count < 4 or count < 0.6 * len(items):
        return []
    number = len(items)
    while endings[number - 1] != usual:
        number -= 1
    return list(range(number, len(items)))
