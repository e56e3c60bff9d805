"""Clauses as paragraphs: labels and their tabs, paragraph marks, footnotes, comments.

A footnote clause is written into the footnotes part, where its mark `[^1]` stands
in the clause before it. A clause that is new or deleted as a whole has its
paragraph mark in or out too, so that no empty paragraph stays behind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache

from proposals.core.model import Clause, Kind, Op, Run, Runs, accept, reject
from proposals.core.writing.docx.markup import Pen, attribute, element, pieces
from proposals.core.writing.docx.numbering import Numbering
from proposals.core.writing.docx.styles import style_of

_MARK = re.compile(r"(\[\^[^\]\s]+\])")
_ITALIC = re.compile(r"[a-z]{1,3}\)(?:bis|ter)?")
_SUPERSCRIPT = '<w:rStyle w:val="FootnoteReference"/>'
# Looked up once: a table asks ten thousand times.
_EQUAL, _DELETE, _INSERT = Op.EQUAL, Op.DELETE, Op.INSERT
_FOOTNOTE = Kind.FOOTNOTE


class Look(StrEnum):
    """How the anatomy shows in the file."""

    ITU = "itu"  # ITU's paragraph styles
    PLAIN = "plain"  # no styles: bold, italic and centred by hand, as some authors do


_ITU = Look.ITU


@dataclass(frozen=True, slots=True)
class Comment:
    """A Word comment on one clause; `date` is ISO 8601."""

    text: str
    author: str = ""
    date: str = ""


_BY_HAND = {
    "ResNo": ('<w:jc w:val="center"/>', ""),
    "Restitle": ('<w:jc w:val="center"/>', "<w:b/>"),
    "Resref": ('<w:jc w:val="center"/>', ""),
    "AnnexNo": ('<w:jc w:val="center"/>', ""),
    "Annextitle": ('<w:jc w:val="center"/>', "<w:b/>"),
    "Headingb": ("", "<w:b/>"),
    "Proposal": ("", "<w:b/>"),
    "Call": ('<w:ind w:left="794"/>', "<w:i/>"),
}


@dataclass(slots=True)
class Body:
    """The stories of one document while they are written: text, notes, comments."""

    pen: Pen
    look: Look = Look.ITU
    numbering: Numbering | None = None
    footnotes: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    _unchanged: dict[tuple[Kind, int, str, str, bool], str] = field(default_factory=dict)

    def write(
        self, clauses: Sequence[Clause], comments: Mapping[int, Sequence[Comment]] | None = None
    ) -> str:
        """The clauses as paragraphs; `comments` by a clause's place in them, from 0."""
        said = comments or {}
        return "".join(
            [
                self._paragraph(clauses[at], notes, said.get(at, ()))
                for at, notes in _with_notes(clauses)
            ]
        )

    def _paragraph(self, clause: Clause, notes: list[Clause], said: Sequence[Comment]) -> str:
        label, text = clause.label, clause.text
        if (
            notes
            or said
            or self.numbering
            or len(text) != 1
            or text[0].op is not _EQUAL
            or (label and (len(label) > 1 or label[0].op is not _EQUAL))
        ):
            return self._written(clause, notes, said)
        # Side by side, most paragraphs stand unchanged in every column.
        key = (
            clause.kind,
            clause.level,
            label[0].text if label else "",
            text[0].text,
            self.pen.rtl,
        )
        found = self._unchanged.get(key)
        if found is None:
            found = self._unchanged[key] = self._written(clause, [], ())
        return found

    def _written(self, clause: Clause, notes: list[Clause], said: Sequence[Comment]) -> str:
        style = style_of(clause)
        is_itu = self.look is _ITU
        by_hand, props = ("", "") if is_itu else _BY_HAND.get(style, ("", ""))
        number = self.numbering.take(clause) if self.numbering else ""
        label = "" if number else self._label(clause.label, props)
        write = self.pen.write
        text = "".join(
            [
                self._text(run, props, notes) if "[^" in run.text else write(run, props)
                for run in clause.text
            ]
        )
        content = self._commented(label + text, said) if said else label + text
        styled = f'<w:pStyle w:val="{style}"/>' if is_itu else ""
        bidi = "<w:bidi/>" if self.pen.rtl else ""
        about = f"{styled}{number}{bidi}{by_hand}{self.pen.mark(_whole(clause))}"
        left = "".join([self._paragraph(note, [], ()) for note in notes]) if notes else ""
        return f"<w:p>{f'<w:pPr>{about}</w:pPr>' if about else ''}{content}</w:p>{left}"

    def _label(self, label: Runs, props: str) -> str:
        """The label as typed text and its tab; the tab comes and goes with the label."""
        if not label:
            return ""
        if len(label) == 1:
            shown = _label_run(label[0].text, props, self.pen.rtl, label[0].op is _DELETE)
            return self.pen.wrap(label[0], shown)
        was, is_now = reject(label), accept(label)
        props = "<w:i/>" if _ITALIC.fullmatch(is_now or was) else props
        op = _EQUAL if was and is_now else _INSERT if is_now else _DELETE
        tab = Run(op, "\t", label[-1].author, label[-1].date)
        return "".join([self.pen.write(run, props) for run in (*label, tab)])

    def _text(self, run: Run, props: str, notes: list[Clause]) -> str:
        """A run that cites footnotes."""
        parts = []
        for part in _MARK.split(run.text):
            note = _take(notes, part[2:-1], run.op) if part.startswith("[^") else None
            if note is None:  # text, or a mark whose footnote the document does not hold
                parts.append(self.pen.write(_with(run, part), props))
            else:
                parts.append(self._reference(_with(run, part[2:-1]), note))
        return "".join(parts)

    def _reference(self, mark: Run, note: Clause) -> str:
        """A custom mark and its footnote (ECMA-376 17.11.14), which ITU's files use."""
        id_ = len(self.footnotes) + 1
        props = f"<w:pPr>{self._note_style()}{self.pen.mark(_whole(note))}</w:pPr>"
        label = "".join(self.pen.write(run, _SUPERSCRIPT) for run in note.label)
        text = "".join(self.pen.write(run) for run in note.text)
        tab = self.pen.write(Run(_whole_op(note), "\t", mark.author, mark.date))
        self.footnotes.append(
            f'<w:footnote w:id="{id_}"><w:p>{props}{label}{tab}{text}</w:p></w:footnote>'
        )
        reference = f'<w:footnoteReference w:customMarkFollows="1" w:id="{id_}"/>'
        shown = pieces(mark.text, mark.op is _DELETE)
        return self.pen.wrap(mark, element(reference + shown, _SUPERSCRIPT, self.pen.rtl))

    def _note_style(self) -> str:
        return '<w:pStyle w:val="FootnoteText"/>' + ("<w:bidi/>" if self.pen.rtl else "")

    def _commented(self, content: str, said: Sequence[Comment]) -> str:
        """Content between the anchors of its comments (ECMA-376 17.13.4)."""
        for comment in said:
            id_ = len(self.comments)
            dated = f' w:date="{attribute(comment.date)}"' if comment.date else ""
            lines = "".join(
                f"<w:p>{element(pieces(line), '', self.pen.rtl)}</w:p>"
                for line in comment.text.split("\n")
            )
            self.comments.append(
                f'<w:comment w:id="{id_}" w:author="{attribute(comment.author)}"{dated}>'
                f"{lines}</w:comment>"
            )
            content = (
                f'<w:commentRangeStart w:id="{id_}"/>{content}<w:commentRangeEnd w:id="{id_}"/>'
                f'<w:r><w:commentReference w:id="{id_}"/></w:r>'
            )
        return content


@lru_cache(maxsize=1024)
def _label_run(label: str, props: str, rtl: bool, is_deleted: bool) -> str:
    """A label and its tab as one run; a document has the same few over and over."""
    props = "<w:i/>" if _ITALIC.fullmatch(label) else props
    return element(pieces(f"{label}\t", is_deleted), props, rtl)


def _with_notes(clauses: Sequence[Clause]) -> Iterator[tuple[int, list[Clause]]]:
    """Each clause's place, with the footnotes that follow it."""
    at, many = 0, len(clauses)
    while at < many:
        end = at + 1
        while end < many and clauses[end].kind is _FOOTNOTE:
            end += 1
        yield at, list(clauses[at + 1 : end]) if end > at + 1 else []
        at = end


def _take(notes: list[Clause], mark: str, op: Op) -> Clause | None:
    """Take the footnote of this mark off the list, as it reads where the mark stands.

    A footnote whose mark changed is cited twice, once deleted and once inserted;
    Word has no such thing, so it becomes two: its old text and its new.
    """
    side = accept if op is _INSERT else reject
    for place, note in enumerate(notes):
        if side(note.label).strip() != mark:
            continue
        if op is _EQUAL or _whole_op(note) is op:
            return notes.pop(place)
        if op is _INSERT:
            notes.pop(place)
        return _only(note, op)
    return None


def _only(note: Clause, op: Op) -> Clause:
    other = _DELETE if op is _INSERT else _INSERT

    def one_side(runs: Runs) -> Runs:
        return tuple(replace(run, op=op) for run in runs if run.op is not other)

    return replace(note, label=one_side(note.label), text=one_side(note.text))


def _with(run: Run, text: str) -> Run:
    return Run(run.op, text, run.author, run.date)


def _whole(clause: Clause) -> Run | None:
    """The revision that a whole clause stands for, None where some of it stays.

    That is what `Clause.is_inserted` and `is_deleted` say, found in one pass.
    """
    change: Run | None = None
    comes = goes = False
    for runs in (clause.label, clause.text):
        for run in runs:
            if run.op is not _EQUAL:
                change = change or run
                if run.text.strip():
                    comes, goes = comes or run.op is _INSERT, goes or run.op is _DELETE
            elif run.text.strip():
                return None
    return change if comes != goes else None


def _whole_op(clause: Clause) -> Op:
    whole = _whole(clause)
    return whole.op if whole else _EQUAL
