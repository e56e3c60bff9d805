"""The samples' notation: a header, a blank line, and a clause a line.

    group: CITEL
    base: 901-in-force.txt

    heading  | {~~taking into account~>bearing in mind~~}
    + item b) | the growing number of test beds that consist of software only;
    item {~~b)~>c)~~} | that regional organizations already keep lists;

Before the bar stand the clause's kind and its label, after it the text, with
CriticMarkup for changes: {++in++}, {--out--}, {~~old~>new~~}. A leading + or - is
a clause that is new or deleted as a whole. `\\n` is a line break inside a title,
a line that starts with # a remark.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from proposals.core.anatomy import assemble
from proposals.core.model import Clause, Column, Document, Kind, Op, Run, Runs, reject

FOLDER = Path(__file__).parent

_LINE = re.compile(r"([+-] )?(\w+)(?: +([^|]*?))? *\| ?(.*)")
_CHANGE = re.compile(r"\{\+\+(.*?)\+\+\}|\{--(.*?)--\}|\{~~(.*?)~>(.*?)~~\}")
_KINDS = {"number": (Kind.TITLE, 1), "title": (Kind.TITLE, 2), "note": (Kind.FOOTNOTE, 0)}


@dataclass(frozen=True, slots=True)
class Source:
    """One sample: its column (a text in force is one without a group), and its header.

    `look` is "itu" or "plain", `numbering` "typed" or "automatic": how its Word file
    is made.
    """

    name: str
    column: Column
    header: dict[str, str] = field(default_factory=dict)

    @property
    def body(self) -> Document:
        return self.column.body

    @property
    def is_proposal(self) -> bool:
        return bool(self.column.group)

    @property
    def is_plain(self) -> bool:
        return self.header.get("look") == "plain"

    @property
    def is_numbered(self) -> bool:
        return self.header.get("numbering") == "automatic"


def load(name: str) -> Source:
    """The sample in the file of this name ("901-citel", with or without .txt).

    Raises ValueError with the line that breaks the notation.
    """
    path = FOLDER / f"{name.removesuffix('.txt')}.txt"
    head, _, rest = path.read_text(encoding="utf-8").partition("\n\n")
    header = dict(line.split(": ", 1) for line in head.splitlines())
    author, date = header.get("author", ""), header.get("date", "")
    clauses = [
        _clause(line, number, author, date)
        for number, line in enumerate(rest.splitlines(), len(head.splitlines()) + 2)
        if line.strip() and not line.startswith("#")
    ]
    proposal = next((clause for clause in clauses if clause.kind is Kind.PROPOSAL), None)
    column = Column(
        group=header.get("group", ""),
        body=assemble(clauses, header["language"]),
        document=header.get("document", ""),
        code=reject(proposal.text) if proposal else "",
        action=reject(proposal.label) if proposal else "",
    )
    return Source(path.stem, column, header)


def names() -> list[str]:
    """Every sample's name, those in force first within a resolution."""
    found = (path.stem for path in FOLDER.glob("[0-9]*.txt") if "side-by-side" not in path.stem)
    return sorted(found, key=lambda name: (name[:3], load(name).is_proposal, name))


def proposals(resolution: str) -> list[Source]:
    """The proposals to change a resolution, in order of their document numbers."""
    found = [load(name) for name in names() if name.startswith(f"{resolution}-")]
    return sorted(
        (source for source in found if source.is_proposal), key=lambda one: one.column.document
    )


def _clause(line: str, number: int, author: str, date: str) -> Clause:
    match = _LINE.fullmatch(line)
    if match is None:
        raise ValueError(f"line {number}: not a clause: {line!r}")
    whole = {"+ ": Op.INSERT, "- ": Op.DELETE}.get(match[1] or "")
    kind, level = _KINDS.get(match[2]) or (Kind(match[2]), 0)
    text = match[4].replace("\\n", "\n")
    return Clause(
        kind,
        label=tuple(_runs(match[3] or "", whole, author, date)),
        text=tuple(_runs(text, whole, author, date)),
        level=level,
        source=number,
    )


def _runs(text: str, whole: Op | None, author: str, date: str) -> Runs:
    if whole is not None:
        return (Run(whole, text, author, date),) if text else ()
    runs: list[Run] = []
    done = 0
    for change in _CHANGE.finditer(text):
        inserted, deleted, old, new = change.groups(default="")
        runs.append(Run(Op.EQUAL, text[done : change.start()]))
        runs.append(Run(Op.DELETE, deleted or old, author, date))
        runs.append(Run(Op.INSERT, inserted or new, author, date))
        done = change.end()
    runs.append(Run(Op.EQUAL, text[done:]))
    return tuple(run for run in runs if run.text)
