"""Paragraphs into clauses: the anatomy of a resolution (DOMAIN.md).

Paragraph styles come first, then what the words say (`cues`). The text may hold
tracked runs, or be flattened (every run equal), where a heading or a number line
can show deleted and inserted words run together; nothing here needs them apart.
Whatever fits nothing is kept as a clause of kind text, with a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from proposals.core import cues, labels
from proposals.core.cues import Part
from proposals.core.model import Clause, Document, Kind, Op, Run, Runs, accept, reject
from proposals.core.paragraphs import Line, Paragraph, Span, current, cut, joined, split_runs
from proposals.core.result import Result, Warning

__all__ = ["Paragraph", "assemble", "read", "split_runs"]

_MARK = re.compile(r"\[\^[^\]]*\]")


def read(paragraphs: Iterable[Paragraph], language: str = "") -> Result[Document]:
    """Read a resolution's paragraphs, in order, into its clauses.

    White space around a label and empty paragraphs go, the paragraphs of a title
    become one clause, joined by line breaks; all other text is kept. `language` is
    guessed from the text where it is not given.
    """
    reader = _Reader([line for line in map(Line.of, paragraphs) if line.shown or line.mark])
    clauses = reader.read()
    guess = language or cues.language_of(" ".join(clause.base for clause in clauses))
    return Result(assemble(clauses, guess), tuple(reader.warnings))


def assemble(clauses: Sequence[Clause], language: str = "en") -> Document:
    """Clauses into a document: sections, levels, number, revision and title.

    All of them follow from the clauses' own base text, so that a reader which
    changes runs (a recovered redline) calls this again.
    """
    sectioned = _levelled(_sectioned(clauses))
    number = next((c for c in sectioned if c.kind is Kind.TITLE and c.level == 1), None)
    title = next((c for c in sectioned if c.kind is Kind.TITLE and c.level == 2), None)
    match = number and cues.NUMBER.fullmatch(_standing(number.text))
    return Document(
        clauses=sectioned,
        language=language,
        number=(match["number"] or match["nummer"]) if match else "",
        revision=" ".join((match["revision"] or "").split()) if match else "",
        title=" ".join(_MARK.sub("", _standing(title.text)).split()) if title else "",
    )


def _standing(runs: Runs) -> str:
    """The base text, or the proposed text of what is new."""
    return reject(runs).strip() or accept(runs).strip()


def _sectioned(clauses: Iterable[Clause]) -> list[Clause]:
    section = ""
    result = []
    for clause in clauses:
        if clause.kind in (Kind.HEADING, Kind.ANNEX):
            section = " ".join(_MARK.sub("", _standing(clause.text)).split())
        result.append(clause.with_section(section))
    return result


def _levelled(clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """Give every item its level, section by section; an unlabelled item is at the top."""
    result = list(clauses)
    starts = [n for n, c in enumerate(clauses) if c.kind in (Kind.HEADING, Kind.ANNEX)]
    for start, stop in zip([0, *starts], [*starts, len(clauses)], strict=True):
        items = [n for n in range(start, stop) if clauses[n].kind is Kind.ITEM]
        marks = [current(clauses[n].label) for n in items]
        lead = [cues.leads(current(clauses[n].text)) for n in items]
        for n, (_, level) in zip(items, labels.assign(marks, lead), strict=True):
            result[n] = replace(clauses[n], level=level or 1)
    return tuple(result)


class _Reader:
    """Walks the paragraphs once: front matter, preface, then the sections.

    `stage` is the part of the preface last seen, None in the front matter, BODY from
    the first heading on, REASONS after the resolution's end.
    """

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.clauses: list[Clause] = []
        self.warnings: list[Warning] = []
        self.stage: Part | None = None
        self.title: list[Line] = []
        self.notes: list[Clause] = []  # footnotes to a title that is not yet whole
        # Where there is a number line, what stands before it is front matter. A style
        # is surer than words, which a cover page can hold too.
        numbers = [n for n, line in enumerate(lines) if _is_number(line)]
        styled = [n for n in numbers if lines[n].style is Part.NUMBER]
        self.begin = min(styled or numbers, default=0)

    def read(self) -> list[Clause]:
        for index, line in enumerate(self.lines):
            part = self._part(index, line)
            if part not in (Part.TITLE, Part.FOOTNOTE) or (part is Part.TITLE and line.label):
                self._end_title()
            self._take(index, line, part)
        self._end_title()
        self._judge()
        return self.clauses

    def _part(self, index: int, line: Line) -> Part:
        """The paragraph's part: its style's, else what its words and its place say."""
        if line.style in (Part.FOOTNOTE, Part.PROPOSAL):
            return line.style
        if not line.label and cues.PROPOSAL.fullmatch(line.shown):
            return Part.PROPOSAL
        if index < self.begin:
            return Part.BODY
        if self.stage in (None, Part.PROPOSAL) and _is_number(line):
            return Part.NUMBER
        if not line.label and cues.REASONS.fullmatch(line.shown):
            return Part.REASONS
        preface = self._preface_part(line)
        if preface is not None:
            return preface
        if line.style not in (None, Part.OPENING):
            return line.style
        return self._body_part(index, line)

    def _preface_part(self, line: Line) -> Part | None:
        """Title, history or opening line, between the number line and the sections."""
        if line.label or self.stage not in _PREFACE:
            return None
        titled = self.stage in (Part.NUMBER, Part.TITLE)
        if cues.OPENING.fullmatch(line.shown) or line.style is Part.OPENING:
            return Part.OPENING
        if titled and cues.HISTORY.fullmatch(line.shown):
            return Part.HISTORY
        if line.style is not None or not titled:
            return None
        untitled = cues.is_heading(line.shown) or cues.ends(line.shown)
        return None if untitled else Part.TITLE

    def _body_part(self, index: int, line: Line) -> Part:
        if self._opens_annex(line):
            return Part.ANNEX
        if not line.label and self._is_heading(index, line):
            return Part.HEADING
        return Part.BODY

    def _opens_annex(self, line: Line) -> bool:
        """An annex's number and title, or a programme: `I<tab>Programme 1: …`."""
        if cues.ends(line.shown):
            return False
        if line.label:
            return any(label.style == "I" for label in labels.readings(line.mark))
        if cues.ANNEX.fullmatch(line.shown) or cues.PROGRAMME.fullmatch(line.shown):
            return True
        last = self._last()
        if last is None or last.kind is not Kind.ANNEX or cues.is_heading(line.shown):
            return False
        # Below "ANNEX" stands "(to Resolution 7)", and below either one the title.
        above = current(last.text)
        return above.startswith("(") or cues.ANNEX.fullmatch(above) is not None

    def _is_heading(self, index: int, line: Line) -> bool:
        """A known verb; or, where a section has just ended, a line without an end."""
        if any(cues.is_heading(text) for text in (reject(line.text), accept(line.text))):
            return True
        last = self._last()
        if self.stage is not Part.BODY or last is None or last.kind is not Kind.ITEM:
            return False
        ended = any(t.rstrip().endswith((",", ".")) for t in (last.base, last.proposed))
        following = self._next(index)
        if not ended or following is None or len(line.shown) > cues.LONGEST_HEADING:
            return False
        if cues.ends(line.shown) or not (following.label or cues.ends(following.shown)):
            return False
        self._warn("read as a heading, though it begins with no verb that is known", line)
        return True

    def _take(self, index: int, line: Line, part: Part) -> None:
        """Make the paragraph's clauses, and note how far the resolution has come."""
        if part is Part.PROPOSAL:
            self.clauses.append(_proposal(line))
        elif part is Part.NUMBER:
            self.clauses.extend(_numbered(line))
        elif part is Part.TITLE:
            self.title.append(line)
        elif part is Part.FOOTNOTE and self.title:
            self.notes.append(line.clause(Kind.FOOTNOTE))
        else:
            kind = _KINDS.get(part) or self._body_kind(index, line)
            self.clauses.append(line.clause(kind))
        if part in (Part.HEADING, Part.ANNEX):
            self.stage = Part.BODY
        elif part not in (Part.FOOTNOTE, Part.BODY):
            self.stage = part

    def _body_kind(self, index: int, line: Line) -> Kind:
        if index < self.begin or self.stage is Part.REASONS:
            return Kind.TEXT
        if line.label:
            return Kind.ITEM
        if self.stage is not Part.BODY:
            if self.stage is not None:
                self._warn("stands before the first section and is no part of the preface", line)
            return Kind.TEXT
        if self._introduces(index, line):
            return Kind.CHAPEAU
        opened = next(c for c in reversed(self.clauses) if c.kind in (Kind.HEADING, Kind.ANNEX))
        return Kind.TEXT if opened.kind is Kind.ANNEX else Kind.ITEM

    def _introduces(self, index: int, line: Line) -> bool:
        """Whether an unlabelled paragraph leads to the labelled items that follow it."""
        following = self._next(index)
        if following is None or not following.label:
            return False
        options = labels.readings(following.mark)
        if options and not any(label.ordinal <= 1 for label in options):
            return False
        last = self._last()
        hangs = last is not None and last.kind in (Kind.HEADING, Kind.CHAPEAU)
        return cues.leads(line.shown) or (hangs and not line.shown.endswith((".", ";")))

    def _end_title(self) -> None:
        """The lines of the title as one clause, then the footnotes that it cites."""
        if self.title:
            text = self.title[0].text
            for line in self.title[1:]:
                ops = {run.op for run in line.text}
                # A line that is all new or all deleted takes its line break along.
                op = ops.pop() if len(ops) == 1 else Op.EQUAL
                text = joined((*text, Run(op, "\n"), *line.text))
            title = replace(self.title[0].clause(Kind.TITLE, level=2), text=text)
            self.clauses.extend([title, *self.notes])
            self.title, self.notes = [], []

    def _judge(self) -> None:
        """What a person should know of the whole."""
        kinds = {clause.kind for clause in self.clauses}
        if self.clauses and not any(c.kind is Kind.TITLE and c.level == 1 for c in self.clauses):
            self._warn("there is no line with the resolution's number")
        if Kind.HEADING not in kinds and Kind.ANNEX not in kinds and Kind.OPENING in kinds:
            self._warn("no section heading was found")
        front = [line for line in self.lines[: self.begin] if not _is_proposal(line)]
        if front:
            self._warn(
                f"{len(front)} paragraphs stand before the resolution and are kept as text",
                front[0],
            )

    def _last(self) -> Clause | None:
        """The clause before this one, footnotes aside."""
        return next((c for c in reversed(self.clauses) if c.kind is not Kind.FOOTNOTE), None)

    def _next(self, index: int) -> Line | None:
        rest = self.lines[index + 1 : index + 10]
        return next((line for line in rest if line.style is not Part.FOOTNOTE), None)

    def _warn(self, message: str, line: Line | None = None) -> None:
        quote = f"“{line.shown[:60]}” " if line else ""
        self.warnings.append(Warning(quote + message, line.source if line else 0))


_PREFACE = (None, Part.PROPOSAL, Part.NUMBER, Part.TITLE, Part.HISTORY)
_KINDS = {
    Part.FOOTNOTE: Kind.FOOTNOTE,
    Part.HISTORY: Kind.HISTORY,
    Part.OPENING: Kind.OPENING,
    Part.HEADING: Kind.HEADING,
    Part.ANNEX: Kind.ANNEX,
    Part.REASONS: Kind.TEXT,
}


def _is_number(line: Line) -> bool:
    if line.label or line.style not in (None, Part.NUMBER):
        return False
    return line.style is Part.NUMBER or cues.NUMBER.fullmatch(line.shown) is not None


def _is_proposal(line: Line) -> bool:
    return line.style is Part.PROPOSAL or cues.PROPOSAL.fullmatch(line.shown) is not None


def _proposal(line: Line) -> Clause:
    """`MOD<tab>AFCP/35A8/1`: the action is the label, the code the text."""
    if line.label:
        return line.clause(Kind.PROPOSAL)
    label, text = _cut_action(line.text, re.compile(r"\s*(?P<action>\S+)\s*"))
    return Clause(Kind.PROPOSAL, label=label, text=text, source=line.source)


def _numbered(line: Line) -> tuple[Clause, ...]:
    """The number line; where an action stands in it too, a proposal line before it."""
    if line.label:
        return (line.clause(Kind.TITLE, level=1),)
    action, text = _cut_action(line.text, re.compile(rf"\s*(?P<action>{cues.ACTIONS})\s+"))
    number = Clause(Kind.TITLE, text=text, level=1, source=line.source)
    return (
        (Clause(Kind.PROPOSAL, label=action, source=line.source), number) if action else (number,)
    )


def _cut_action(runs: Runs, pattern: re.Pattern[str]) -> tuple[Runs, Runs]:
    def span(text: str) -> Span:
        match = pattern.match(text)
        return (match.start("action"), match.end("action"), match.end()) if match else (0, 0, 0)

    return cut(runs, span)
