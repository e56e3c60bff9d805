"""The words of the field as data. Nothing here knows a file format or a database.

All text is stored as it was found; normal forms live in `words`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum


class Op(StrEnum):
    """What a run does to the base text."""

    EQUAL = "equal"
    DELETE = "delete"
    INSERT = "insert"


# Looked up once: a member of an enumeration takes fifteen times as long to find as a name.
_EQUAL, _DELETE, _INSERT = Op.EQUAL, Op.DELETE, Op.INSERT


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text with one operation.

    `author` and `date` (ISO 8601, as in the file) are those of the tracked
    change. `why` is empty for a change that the file records; for one that was
    recovered it is the reason in a few words, and the run is *inferred*.
    """

    op: Op
    text: str
    author: str = ""
    date: str = ""
    why: str = ""


Runs = tuple[Run, ...]


def equal(text: str) -> Runs:
    """Text that changes nothing, as runs; no run at all for empty text."""
    return (Run(Op.EQUAL, text),) if text else ()


def inserted(text: str, why: str = "") -> Runs:
    return (Run(Op.INSERT, text, why=why),) if text else ()


def deleted(text: str, why: str = "") -> Runs:
    return (Run(Op.DELETE, text, why=why),) if text else ()


def accept(runs: Iterable[Run]) -> str:
    """The text after accepting every change (law 1)."""
    return "".join(run.text for run in runs if run.op is not _DELETE)


def reject(runs: Iterable[Run]) -> str:
    """The text before any change (law 1)."""
    return "".join(run.text for run in runs if run.op is not _INSERT)


def everything(runs: Iterable[Run]) -> str:
    """The text with every change left in: what a file without marks shows."""
    return "".join(run.text for run in runs)


class Kind(StrEnum):
    """What a clause is in the anatomy of a resolution (DOMAIN.md)."""

    PROPOSAL = "proposal"  # MOD <tab> AFCP/35A8/1
    TITLE = "title"  # the number line, and the title itself
    HISTORY = "history"
    OPENING = "opening"
    HEADING = "heading"
    CHAPEAU = "chapeau"
    ITEM = "item"
    ANNEX = "annex"
    FOOTNOTE = "footnote"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Clause:
    """One paragraph of a document, with the changes proposed to it.

    `label` ("a)", "1", "1bis", "•", a footnote's mark) and `text` are runs, so an
    in-force clause is one whose runs are all equal. `section` is the base text of
    the heading the clause stands under, "" before the first. `level` counts from
    1 (a top item) down; 0 where a level has no meaning. `source` is the 1-based
    line (text) or paragraph (Word, in document order, table cells included).
    `uid` is the immutable id of a stored in-force clause, "" for any other.

    A footnote mark inside `text` is written `[^1]`; the footnote itself is a
    clause of kind footnote, with label "1", right after the clause that cites it.
    """

    kind: Kind
    section: str = ""
    label: Runs = ()
    text: Runs = ()
    level: int = 0
    source: int = 0
    uid: str = ""

    @property
    def runs(self) -> Runs:
        return self.label + self.text

    @property
    def base(self) -> str:
        """The clause's text with every change rejected."""
        return reject(self.text)

    @property
    def proposed(self) -> str:
        """The clause's text with every change accepted."""
        return accept(self.text)

    @property
    def is_inserted(self) -> bool:
        """True where no word of it stands in the base."""
        return any(run.text.strip() for run in self.runs) and not reject(self.runs).strip()

    @property
    def is_deleted(self) -> bool:
        """True where no word of it is left when the changes are accepted."""
        return any(run.text.strip() for run in self.runs) and not accept(self.runs).strip()

    @property
    def is_changed(self) -> bool:
        return any(run.op is not _EQUAL for run in self.runs)

    @property
    def is_inferred(self) -> bool:
        return any(run.why for run in self.runs)

    def with_section(self, section: str) -> Clause:
        return replace(self, section=section)


@dataclass(frozen=True, slots=True)
class Document:
    """One resolution text: in force, or as one group proposes it."""

    clauses: tuple[Clause, ...] = ()
    language: str = "en"  # BCP 47
    number: str = ""  # "44"
    revision: str = ""  # "Rev. Hammamet, 2016"; the base text's, where changed
    title: str = ""  # the base title, footnote marks and line breaks left out


@dataclass(frozen=True, slots=True)
class Column:
    """One group's proposal: where it came from, and its document.

    `code` is the proposal's code ("AFCP/35A8/1"), `document` the file or series
    name it came in, `action` one of ADD MOD (MOD) SUP NOC. A column that was
    announced and holds nothing has a document without clauses.
    """

    group: str
    body: Document = field(default_factory=Document)
    document: str = ""
    code: str = ""
    action: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.body.clauses


class State(StrEnum):
    """What a cell does to its base clause."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    INSERTED = "inserted"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Cell:
    """One column's clause in a row.

    `clause` is the column's own clause, with runs that lead from the row's base to
    it: its own, or composed with silent edits, or computed for a clean text (see
    `align`). `state` compares it with the row's base. `moved_from` is (section,
    label) of the base place it was moved from, None where it stands in order.
    `confidence` is 0..1.
    """

    clause: Clause
    state: State
    moved_from: tuple[str, str] | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Row:
    """One base clause, or one inserted clause, and what each column does to it.

    `base` is None for an inserted clause. `cells` has one entry a column, None
    where the column's document does not hold the clause ("not in the document"
    is not "deleted"). `rival` numbers rows whose insertions compete for the same
    place: the same number, counted from 1, in every row of one contest; 0: none.
    """

    base: Clause | None
    cells: tuple[Cell | None, ...]
    section: str = ""
    rival: int = 0

    @property
    def lead(self) -> Clause:
        """The clause that stands for the row: the base, else the first cell's."""
        if self.base is not None:
            return self.base
        return next(cell.clause for cell in self.cells if cell is not None)
