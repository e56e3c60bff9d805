"""What a file says, before anything is stored."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import PurePath

from django.conf import settings

from proposals.core import anatomy
from proposals.core import model as core
from proposals.core.reading.akn import (
    holds_comparison,
    is_akn,
    read_akn_column,
    read_akn_comparison,
)
from proposals.core.reading.detect import kind_of
from proposals.core.reading.docx import Comment, read_paragraphs
from proposals.core.reading.docx import proposals as word_proposals
from proposals.core.reading.docx import table as word_table
from proposals.core.reading.side_by_side import is_table, read_table
from proposals.core.reading.text import decode, read_resolution
from proposals.core.result import Refused, Warning


class Kind(StrEnum):
    """What kind of document a file holds; `text` is any, read without looking for anatomy."""

    BASE = "base"
    PROPOSAL = "proposal"
    TABLE = "table"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as it was read. Its documents are its columns; a text in force is one of them.

    `base` is a table's text in force, given or recovered; `number` the resolution's that
    the file names, "" where it names none. `formatting` counts changes of form alone.
    """

    kind: Kind
    columns: tuple[core.Column, ...]
    base: core.Document | None = None
    warnings: tuple[Warning, ...] = ()
    comments: tuple[Comment, ...] = ()
    formatting: int = 0

    @property
    def document(self) -> core.Document:
        return self.base or self.columns[0].body

    @property
    def language(self) -> str:
        return self.document.language

    @property
    def number(self) -> str:
        return self.document.number


def read(
    data: bytes, name: str, as_: Kind | None = None, base: core.Document | None = None
) -> Reading:
    """Read a file; `as_` overrules what it looks like, `base` is the text in force if known.

    Raises Refused.
    """
    if len(data) > settings.UPLOAD_LIMIT:
        most = settings.UPLOAD_LIMIT // 2**20
        raise Refused(f"The file has more than {most} MB, which is the limit here.")
    if as_ is Kind.TEXT:
        return _text(data, name)
    if _is_word(data):
        return _word(data, name, as_)
    if is_akn(data):
        return _akn(data, name, as_)
    text = decode(data)
    if as_ is Kind.TABLE or (as_ is None and is_table(text)):
        result = read_table(data, base)
        return Reading(Kind.TABLE, result.value.columns, result.value.base, result.warnings)
    found = read_resolution(data)
    return _resolution(found.value, found.warnings, name, as_)


def _is_word(data: bytes) -> bool:
    return data.startswith((b"PK", b"\xd0\xcf\x11\xe0"))


def _word(data: bytes, name: str, as_: Kind | None) -> Reading:
    found = read_paragraphs(data)
    word = found.value
    kind = as_ or Kind(kind_of(word))
    base = None
    said: tuple[Warning, ...]
    if kind is Kind.TABLE:
        table = word_table.table(word, name)
        columns, base, said = table.value.columns, table.value.base, table.warnings
    elif kind is Kind.PROPOSAL:
        proposals = word_proposals.proposals(word, name)
        columns, said = proposals.value, proposals.warnings
    else:  # where nothing looks like a resolution, reading it as one says what is missing
        kind, body = Kind.BASE, word_proposals.resolution(word, name)
        columns = (core.Column("", body.value, PurePath(name).stem),)
        said = body.warnings
    warnings = found.warnings + said
    return Reading(kind, columns, base, warnings, word.comments, word.formatting)


def _akn(data: bytes, name: str, as_: Kind | None) -> Reading:
    """Akoma Ntoso of our own writing: everything is marked, so nothing has to be recovered."""
    if holds_comparison(data):
        found = read_akn_comparison(data)
        # The ids are those of the store that wrote it: here the clauses get their own.
        clauses = tuple(replace(clause, uid="") for clause in found.base.clauses)
        return Reading(Kind.TABLE, found.columns, replace(found.base, clauses=clauses))
    column = read_akn_column(data)
    if not column.group or as_ is Kind.BASE:
        return _resolution(column.body, (), name, as_)
    return Reading(Kind.PROPOSAL, (column,))


def _text(data: bytes, name: str) -> Reading:
    """Every paragraph a clause of kind text, in the order of the file."""
    if _is_word(data):
        word = read_paragraphs(data, has_marks=False)
        clauses = tuple(
            core.Clause(
                core.Kind.FOOTNOTE if p.is_note else core.Kind.TEXT,
                label=p.label or (),
                text=p.text,
                source=p.source,
            )
            for p in word.value.paragraphs
        )
        language, warnings = word_proposals.language_of(word.value, name), word.warnings
    else:
        lines = enumerate(decode(data).split("\n"), 1)
        clauses = tuple(
            core.Clause(core.Kind.TEXT, text=core.equal(line), source=source)
            for source, line in lines
        )
        language, warnings = "en", ()
    body = core.Document(clauses, language)
    return Reading(Kind.TEXT, (core.Column("", body, PurePath(name).stem),), None, warnings)


def _resolution(
    body: core.Document, warnings: tuple[Warning, ...], name: str, as_: Kind | None
) -> Reading:
    """A whole resolution: a proposal if it says so or changes anything, else in force."""
    line = next((c for c in body.clauses if c.kind is core.Kind.PROPOSAL), None)
    changed = any(clause.is_changed for clause in body.clauses)
    kind = as_ or (Kind.PROPOSAL if line is not None or changed else Kind.BASE)
    if kind is Kind.BASE:
        # A text in force has no changes: what it shows, with all of them accepted, is it.
        body = anatomy.assemble(
            [
                replace(c, label=core.equal(core.accept(c.label)), text=core.equal(c.proposed))
                for c in body.clauses
                if c.kind is not core.Kind.PROPOSAL and not c.is_deleted
            ],
            body.language,
        )
        return Reading(kind, (core.Column("", body, PurePath(name).stem),), None, warnings)
    action = core.accept(line.label).strip() if line else "MOD"
    code = core.accept(line.text).strip() if line else ""
    if action == "MOD" and not changed:
        warnings += (
            Warning(
                "it has no tracked changes: it is compared with the text in force word by word"
            ),
        )
    column = core.Column("", body, PurePath(name).stem, code, action)
    return Reading(kind, (column,), None, warnings)
