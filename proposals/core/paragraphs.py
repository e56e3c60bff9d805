"""One paragraph as a reader found it, and its label cut off.

Runs are cut in the base reading and in the proposed reading at once, since a label
can be split over tracked runs, or stand in one of the two only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from proposals.core import cues, labels
from proposals.core.cues import Part
from proposals.core.model import Clause, Kind, Op, Run, Runs, accept, reject


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph as a reader found it.

    `label` is None where a label, if any, stands in the text before a tab; runs
    where the file gives it apart (automatic numbering, a footnote's mark). `style`
    is the paragraph style's name, "" for none. `source` is the 1-based line or
    paragraph.
    """

    text: Runs
    label: Runs | None = None
    style: str = ""
    source: int = 0


def current(runs: Runs) -> str:
    """The proposed text, or the base text of what is deleted."""
    return accept(runs).strip() or reject(runs).strip()


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph with its label cut off, and the text by which it is judged."""

    label: Runs
    text: Runs
    style: Part | None
    source: int
    shown: str

    @classmethod
    def of(cls, paragraph: Paragraph) -> Line:
        label, text = paragraph.label or (), paragraph.text
        if paragraph.label is None:
            label, text = split_runs(text)
        style = cues.style_part(paragraph.style)
        return cls(label, text, style, paragraph.source, current(text))

    @property
    def mark(self) -> str:
        """The label as it is judged."""
        return current(self.label)

    def clause(self, kind: Kind, level: int = 0) -> Clause:
        return Clause(kind, label=self.label, text=self.text, level=level, source=self.source)


def split_runs(runs: Runs) -> tuple[Runs, Runs]:
    """Cut runs into label and text, in the base reading and in the proposed one alike.

    A label can be split over several runs, or stand in one reading only. The tab
    belongs to neither.
    """
    if len(runs) == 1:  # nothing to weigh: most paragraphs
        start, end, rest = labels.label_span(runs[0].text)
        if not rest:
            return (), runs
        parts = runs[0].text[start:end], runs[0].text[rest:]
        label, text = (((replace(runs[0], text=part),) if part else ()) for part in parts)
        return label, text
    return cut(runs, labels.label_span)


Span = tuple[int, int, int]  # where a label starts and ends, and where the text starts


def cut(runs: Runs, find: Callable[[str], Span]) -> tuple[Runs, Runs]:
    """Cut runs in two where `find` sees a label in the base and in the proposed text.

    What is label in one reading and text in the other is told as a change of both.
    """
    base, proposed = find(reject(runs)), find(accept(runs))
    if not base[2] and not proposed[2]:
        return (), runs
    label: list[Run] = []
    text: list[Run] = []
    here = there = 0  # how far the two readings have come
    for run in runs:
        for position, character in enumerate(run.text):
            if here >= base[2] and there >= proposed[2]:
                text.append(replace(run, text=run.text[position:]))
                break
            sides: list[tuple[Op, list[Run] | None]] = []
            if run.op is not Op.INSERT:
                sides.append((Op.DELETE, _side(here, base, label, text)))
                here += 1
            if run.op is not Op.DELETE:
                sides.append((Op.INSERT, _side(there, proposed, label, text)))
                there += 1
            if len(sides) == 2 and sides[0][1] is sides[1][1]:
                sides = [(Op.EQUAL, sides[0][1])]
            for op, side in sides:
                if side is not None:
                    side.append(replace(run, op=op, text=character))
    return joined(label), joined(text)


def _side(position: int, span: Span, label: list[Run], text: list[Run]) -> list[Run] | None:
    start, end, rest = span
    if position >= rest:
        return text
    return label if start <= position < end else None


def joined(runs: Iterable[Run]) -> Runs:
    """Neighbouring runs that differ in nothing but their text become one."""
    result: list[Run] = []
    for run in runs:
        if result and replace(result[-1], text=run.text) == run:
            result[-1] = replace(run, text=result[-1].text + run.text)
        else:
            result.append(run)
    return tuple(result)
