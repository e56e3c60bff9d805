"""Akoma Ntoso 3.0 (OASIS), as AKN4UN uses it: a resolution is a `statement`.

What stands before the opening line is the preface, up to the first operative section the
preamble (`recitals`), the rest the main body. Changes are `<ins>` and `<del>`, and each
changed clause has a `textualMod`. What the standard has no word for (a clause's kind, level
and source, a change's author, date and reason) is in attributes of a namespace of our own,
which its schema allows (attributeGroup `core`); so nothing is lost (`reading.akn`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from lxml import etree

from proposals.core.model import Clause, Column, Document, Kind, Op, Row, Run, Runs, reject
from proposals.core.writing.akn_meta import AKN, OWN, clean, meta

_MARK = re.compile(r"\[\^([^\]\s]+)\]")
_PREFACE = (Kind.PROPOSAL, Kind.TITLE, Kind.HISTORY)
_OPENS = (Kind.HEADING, Kind.ANNEX)
# How the first operative section of a resolution begins, in the six languages.
_OPERATIVE = re.compile(r"\W*(resolves|decides|décide|resuelve|решает|[تي]قرر|做出决议|决议)", re.I)
_NAMES: Any = {None: AKN[1:-1], "w": OWN[1:-1]}
_ELEMENTS = {Op.INSERT: "ins", Op.DELETE: "del", Op.EQUAL: "inline"}

Placed = tuple[Clause, str]  # a clause, and the row it stands in
Noted = tuple[Clause, list[Placed], str]  # the same, with its footnotes


def document_akn(document: Document) -> bytes:
    """A resolution, or a draft with its changes, as the bytes of an XML file."""
    return _file(_Statement().write(document))


def column_akn(column: Column) -> bytes:
    """One group's proposal, its changes marked."""
    return _file(_Statement(column=column).write(column.body))


def comparison_akn(
    base: Document, columns: Sequence[Column], rows: Sequence[Row], ids: Sequence[str]
) -> bytes:
    """The text in force and each column as the components of one `documentCollection`.

    `ids` are the rows' permanent ids: every clause names the row it stands in.
    """
    row_of = {
        row.base.uid: id_ for row, id_ in zip(rows, ids, strict=True) if row.base and row.base.uid
    }
    collection = _element("documentCollection", name="side-by-side")
    collection.append(meta(base, work="/side-by-side"))
    body = _add(collection, "collectionBody")
    in_force = _Statement("base__", rows=[row_of.get(one.uid, "") for one in base.clauses])
    _add(body, "component", eId="base").append(in_force.write(base))
    for at, column in enumerate(columns):
        held = _in_order(rows, ids, at)
        shown = Document(
            tuple(clause for clause, _ in held),
            column.body.language,
            base.number,
            base.revision,
            base.title,
        )
        one = _Statement(f"col_{at + 1}__", column, [id_ for _, id_ in held])
        _add(body, "component", eId=f"col_{at + 1}").append(one.write(shown))
    return _file(collection)


def _in_order(rows: Sequence[Row], ids: Sequence[str], at: int) -> list[Placed]:
    """A column's clauses as its document has them, as changes of the text in force."""
    placed: list[tuple[int, Clause, str]] = []
    source = 0
    for row, id_ in zip(rows, ids, strict=True):
        if (cell := row.cells[at]) is not None:
            source = cell.clause.source or source
            placed.append((source, cell.clause, id_))
    return [(clause, id_) for _, clause, id_ in sorted(placed, key=lambda one: one[0])]


@dataclass(slots=True)
class _Statement:
    """One document while it is written; `prefix` keeps ids apart within a collection."""

    prefix: str = ""
    column: Column | None = None
    rows: Sequence[str] = ()
    ids: int = 0
    section: str = ""
    mods: list[tuple[str, str]] = field(default_factory=list)  # of what kind, and its id

    def write(self, document: Document) -> etree._Element:
        statement = _element("statement", name="resolution")
        if any(clause.is_changed for clause in document.clauses):
            statement.set("contains", "multipleVersions")
        noted = list(_noted(document.clauses, self.rows))
        front = next((n for n, one in enumerate(noted) if one[0].kind not in _PREFACE), len(noted))
        main = next((n for n, one in enumerate(noted) if n >= front and _begins(one[0])), None)
        parts = [part for part in (noted[:front], noted[front:main]) if part]
        if noted[:front]:
            preface = _add(statement, "preface")
            for one in noted[:front]:
                self._clause(preface, "p", one)
        if len(parts) > bool(noted[:front]):
            self._preamble(_add(statement, "preamble"), noted[front:main])
        body = _add(statement, "mainBody")
        self._body(body, [] if main is None else noted[main:])
        if not len(body):
            _add(body, "p")  # the schema asks for something
        statement.insert(0, meta(document, column=self.column, mods=self.mods))
        return statement

    def _preamble(self, into: etree._Element, noted: Sequence[Noted]) -> None:
        for _, group in groupby(_sectioned(noted), key=lambda pair: pair[0]):
            first, *rest = (one for _, one in group)
            if first[0].kind is Kind.HEADING and rest:
                recitals = _add(into, "recitals", eId=self._id("recitals"))
                self._clause(recitals, "heading", first)
                for one in rest:
                    self._item(recitals, "recital", one)
                continue
            for one in (first, *rest):
                if one[0].kind is Kind.OPENING:
                    formula = _add(into, "formula", name="enactingFormula", eId=self._id("formula"))
                    self._clause(formula, "p", one)
                else:
                    self._clause(into, "p", one)

    def _body(self, into: etree._Element, noted: Sequence[Noted]) -> None:
        place = into
        for one in noted:
            if one[0].kind in _OPENS:
                name = "annex" if one[0].kind is Kind.ANNEX else "section"
                place = _add(into, "hcontainer", name=name, eId=self._id(name))
                self._clause(place, "heading", one)
            else:
                self._item(place, "paragraph", one)

    def _item(self, into: etree._Element, tag: str, noted: Noted) -> None:
        """A clause with a number of its own: a `recital` or a `paragraph`."""
        clause, notes, row = noted
        item = self._marked(_add(into, tag), clause, row)
        if clause.label:
            _write(_add(item, "num"), clause.label)
        place = item if tag == "recital" else _add(item, "content")
        left = _write(_add(place, "p"), clause.text, self._notes(notes))
        for note in left:
            place.append(_block(note))

    def _clause(self, into: etree._Element, tag: str, noted: Noted) -> None:
        """A clause that is one element; its label, if any, stands first in it."""
        clause, notes, row = noted
        element = self._marked(_add(into, tag), clause, row)
        if clause.label:
            _write(_add(element, "inline", name="num"), clause.label)
        for note in _write(element, clause.text, self._notes(notes)):
            # A heading holds no paragraphs: what it does not cite stands at its end.
            element.append(_loose(note)) if tag == "heading" else into.append(_block(note))

    def _notes(self, notes: Sequence[Placed]) -> list[etree._Element]:
        return [self._note(*note) for note in notes]

    def _note(self, clause: Clause, row: str) -> etree._Element:
        element = self._marked(_element("authorialNote", placement="bottom"), clause, row)
        element.set("marker", clean(reject(clause.label) or "".join(r.text for r in clause.label)))
        text = _add(element, "p")
        if clause.label:
            _write(_add(text, "inline", name="num"), clause.label)
        _write(text, clause.text)
        return element

    def _marked(self, element: etree._Element, clause: Clause, row: str) -> etree._Element:
        """What the standard has no attribute for, and an id."""
        element.set("eId", self._id("cl"))
        found: Mapping[str, object] = {
            "kind": clause.kind.value,
            "level": clause.level or "",
            "source": clause.source or "",
            "uid": clause.uid,
            "row": row,
        }
        _set(element, found)
        if clause.section != self.section:
            element.set(f"{OWN}section", clean(clause.section))
            self.section = clause.section
        if clause.is_changed:
            mod = "insertion" if clause.is_inserted else "repeal" if clause.is_deleted else ""
            self.mods.append((mod or "substitution", str(element.get("eId"))))
        return element

    def _id(self, name: str) -> str:
        self.ids += 1
        return f"{self.prefix}{name}_{self.ids}"


def _loose(note: etree._Element) -> etree._Element:
    """A footnote that its clause does not cite."""
    note.set(f"{OWN}loose", "true")
    return note


def _block(note: etree._Element) -> etree._Element:
    block = _element("p")
    block.append(_loose(note))
    return block


def _begins(clause: Clause) -> bool:
    """Whether the main body begins here."""
    if clause.kind is Kind.ANNEX:
        return True
    text = reject(clause.text) or "".join(run.text for run in clause.text)
    return clause.kind is Kind.HEADING and bool(_OPERATIVE.match(text))


def _noted(clauses: Sequence[Clause], rows: Sequence[str]) -> Iterator[Noted]:
    """Each clause with the footnotes that follow it; a footnote that is first stands alone."""
    held: Noted | None = None
    for at, clause in enumerate(clauses):
        row = rows[at] if rows else ""
        if clause.kind is Kind.FOOTNOTE and held is not None:
            held[1].append((clause, row))
            continue
        if held is not None:
            yield held
        held = (clause, [], row)
    if held is not None:
        yield held


def _sectioned(noted: Iterable[Noted]) -> Iterator[tuple[int, Noted]]:
    number = 0
    for one in noted:
        number += one[0].kind is Kind.HEADING
        yield number, one


def _write(
    into: etree._Element, runs: Runs, notes: Sequence[etree._Element] = ()
) -> list[etree._Element]:
    """Runs as mixed content, each footnote where its mark stands; those left over."""
    left = list(notes)
    for run in runs:
        place = into
        if run.op is not Op.EQUAL or run.author or run.date or run.why:
            place = _add(into, _ELEMENTS[run.op])
            if run.op is Op.EQUAL:
                place.set("name", "kept")
            _set(place, {"author": run.author, "date": run.date, "why": run.why})
        _say(place, run, left)
    return left


def _say(place: etree._Element, run: Run, left: list[etree._Element]) -> None:
    done = 0
    for match in _MARK.finditer(run.text):
        # In their own order: a note that comes too early is left for the end.
        if left and left[0].get("marker") == match[1]:
            _text(place, run.text[done : match.start()])
            place.append(left.pop(0))
            done = match.end()
    _text(place, run.text[done:])


def _text(place: etree._Element, text: str) -> None:
    first, *rest = clean(text).split("\n")
    _append(place, first)
    for line in rest:
        _add(place, "eol")
        _append(place, line)


def _append(place: etree._Element, text: str) -> None:
    if len(place):
        place[-1].tail = (place[-1].tail or "") + text
    else:
        place.text = (place.text or "") + text


def _set(element: etree._Element, found: Mapping[str, object]) -> None:
    for name, value in found.items():
        if value:
            element.set(f"{OWN}{name}", clean(str(value)))


def _element(tag: str, **attributes: str) -> etree._Element:
    return etree.Element(f"{AKN}{tag}", attributes)


def _add(parent: etree._Element, tag: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{AKN}{tag}", attributes)


def _file(document: etree._Element) -> bytes:
    root = etree.Element(f"{AKN}akomaNtoso", nsmap=_NAMES)
    root.append(document)
    etree.cleanup_namespaces(root, keep_ns_prefixes=["w"])
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)
