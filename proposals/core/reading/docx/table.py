"""The secretariat's side-by-side table in Word: one column a group, changes tracked.

Cells of the head row announce the columns ("Proposal 2 (MOD, WTSA C-035 ATU Add08)
(ATU)"); a table may go on in further tables of the same grid. The cells of a column,
row after row, are that group's document.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from proposals.core import anatomy
from proposals.core.model import Clause, Column, Document, Kind, accept, equal
from proposals.core.paragraphs import current
from proposals.core.reading.docx.pieces import Place
from proposals.core.reading.docx.proposals import before, language_of
from proposals.core.reading.docx.word import Word, WordParagraph
from proposals.core.reading.recovery.pairing import Entry, pair
from proposals.core.reading.side_by_side import ANNOUNCED, Table
from proposals.core.result import Refused, Result, Warning

Heads = dict[int, Column]  # by the column of the grid that they stand over


def is_table(word: Word) -> bool:
    """Whether a file announces the columns of a side-by-side table."""
    return bool(_heads(word)[0])


def table(word: Word, name: str = "") -> Result[Table]:
    """The columns as announced, and the text they change: the fullest of them, rejected.

    Raises Refused where nothing announces a column.
    """
    heads, places = _heads(word)
    if not heads:
        raise Refused(
            "The file announces no columns: no cell like “Proposal 1 (MOD, document) (GROUP)”."
        )
    cells: dict[int, list[WordParagraph]] = defaultdict(list)
    above = min(((place.table, place.row) for place in places), default=(0, 0))
    for paragraph in word.paragraphs:
        place = paragraph.place
        if place is not None and place not in places and (place.table, place.row) > above:
            cells[place.column].append(paragraph)
    language = language_of(word, name)
    columns: list[Column] = []
    warnings: list[Warning] = []
    for number, head in heads.items():
        inside = cells.pop(number, [])
        found = anatomy.read(inside, language) if inside else None
        body = found.value if found is not None else Document(language=language)
        line = next((clause for clause in body.clauses if clause.kind is Kind.PROPOSAL), None)
        code = current(line.text).strip() if line is not None else ""
        columns.append(replace(head, body=body, code=code))
        if found is not None:
            warnings += [replace(warning, column=head.group) for warning in found.warnings]
    warnings += _left_over(cells)
    fullest = max(columns, key=lambda column: len(before(column.body).clauses)).body
    columns = [replace(column, body=_sectioned(column.body, fullest)) for column in columns]
    title = next((accept(p.text).strip() for p in word.paragraphs if p.place is None), "")
    return Result(Table(tuple(columns), before(fullest), title), tuple(warnings))


def _sectioned(body: Document, fullest: Document) -> Document:
    """The document with the fullest one's sections where both change the same clause.

    A column of the table can leave out a heading and go on with the items below it.
    """
    ours, theirs = _standing(body), _standing(fullest)
    partners = {
        ours[one].source: theirs[other].section
        for one, other in pair(
            [Entry.of(clause, body.language) for clause in ours],
            [Entry.of(clause, fullest.language) for clause in theirs],
        )
    }
    clauses = []
    section = ""
    for clause in body.clauses:
        if clause.kind in (Kind.HEADING, Kind.ANNEX):
            section = clause.section
        elif clause.kind is not Kind.FOOTNOTE:
            section = partners.get(clause.source, section)
        clauses.append(clause.with_section(section))
    return replace(body, clauses=tuple(clauses))


def _standing(body: Document) -> list[Clause]:
    """The clauses that are in force, footnotes aside, without their changes."""
    return [
        replace(clause, text=equal(clause.base))
        for clause in body.clauses
        if clause.base.strip() and clause.kind not in (Kind.FOOTNOTE, Kind.PROPOSAL)
    ]


def _announced(text: str) -> Column | None:
    match = ANNOUNCED.fullmatch(" ".join(text.split()))
    if match is None:
        return None
    return Column(
        group=match["group"],
        document=(match["document"] or "").strip(),
        action=match["action"].upper(),
    )


def _heads(word: Word) -> tuple[Heads, set[Place]]:
    """The announced columns by their place in the grid, and the cells that announce them.

    They stand in the cells of a row, which can be repeated, or in lines above the
    table; then they are its last columns, since the text in force comes first.
    """
    heads: Heads = {}
    above: list[Column] = []
    places: set[Place] = set()
    for text, place in _cells(word.paragraphs):
        head = _announced(text)
        if head is not None and place is None:
            above.append(head)
        elif head is not None and place is not None:
            heads.setdefault(place.column, head)
            places.add(place)
    if not heads and above:
        widest = max((p.place.column for p in word.paragraphs if p.place is not None), default=0)
        heads = dict(enumerate(above, max(0, widest - len(above)) + 1))
    return heads, places


def _cells(paragraphs: Sequence[WordParagraph]) -> Iterator[tuple[str, Place | None]]:
    """The text of every cell, and of every paragraph that is in none."""
    for place, group in groupby(paragraphs, lambda paragraph: paragraph.place):
        texts = [accept(paragraph.text) for paragraph in group]
        if place is None:
            yield from ((text, None) for text in texts)
        else:
            yield " ".join(texts), place


def _left_over(cells: dict[int, list[WordParagraph]]) -> Iterator[Warning]:
    """Columns that nothing announces: the text in force beside them, or a mistake."""
    for place, paragraphs in sorted(cells.items()):
        quote = accept(paragraphs[0].text)[:40]
        yield Warning(
            f"column {place} of the table is announced by nothing and not read: “{quote}”",
            paragraphs[0].source,
        )
