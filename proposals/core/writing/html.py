"""Clauses and cells as HTML: real `<ins>`/`<del>`, no style, short class names.

A cell is rendered once, when its text is stored; a page only joins the strings.
Words of the interface are therefore left as marks (`phrase`) that the page, which
knows its reader's language, fills in with one pass (`fill`).

Class names of the table, kept short because there are thousands of them:
`td.b` base · `u` unchanged · `c` changed · `l` renumbered only · `a` added ·
`x` deleted · `z` not there · `v2`.. level · `g0`.. hue of the group.
`ins.i`/`del.i` inferred, `ins.w`/`del.w` computed because the file did not track it;
without one of these the change is the author's own. `o` with any of them: a change of form,
whose title says the rule that classed it (`core.substance`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from html import escape
from itertools import groupby, pairwise

from proposals.core.align import COMPARED
from proposals.core.model import Cell, Clause, Kind, Op, Run, Runs, State, accept, reject
from proposals.core.redline import SILENT
from proposals.core.substance import Change, Class, Renumbered, classify_clause
from proposals.core.words import is_word, normal, tokens

# A stretch that nobody touches is folded when it hides at least this many words.
FOLD = 40
# So many words stay on each side of a fold, to read the change in its sentence.
CONTEXT = 10

# One hue a group, in the order in which the secretariat's tables name the groups.
HUES = {"ATU": 0, "AST": 1, "APT": 2, "CEPT": 3, "CITEL": 4, "RCC": 5}
SPARE_HUES = (6, 7)

INDENTED = (Kind.ITEM, Kind.TEXT, Kind.CHAPEAU)
RIGHT_TO_LEFT = {"ar", "fa", "he", "ur"}

# Reasons that are no guess: the texts were compared, or the file did not track the edit.
COMPUTED = (SILENT, COMPARED)

_OPEN, _CLOSE = "\ue000", "\ue001"  # around the mark of a phrase
_PHRASES = re.compile(f"{_OPEN}([^{_OPEN}{_CLOSE}]*){_CLOSE}")
_NOTE = re.compile(r"\[\^([^\]\s]*)\]")
_LETTER = {
    State.UNCHANGED: "u",
    State.CHANGED: "c",
    State.INSERTED: "a",
    State.DELETED: "x",
}


def phrase(name: str, value: object = "") -> str:
    """A word of the interface, said later in the reader's language.

    `value` may hold HTML; it is handed to the phrase as it is.
    """
    return f"{_OPEN}{name}:{value}{_CLOSE}" if value != "" else f"{_OPEN}{name}{_CLOSE}"


def fill(html: str, say: Callable[[str, str], str]) -> str:
    """HTML with its phrases said: `say(name, value)` gives the words as HTML."""
    # A table has hundreds of phrases, and few different ones: each is said once.
    parts = _PHRASES.split(html)
    marks = parts[1::2]
    words = {}
    for mark in set(marks):
        name, _, value = mark.partition(":")
        words[mark] = say(name, value)
    parts[1::2] = map(words.__getitem__, marks)
    return "".join(parts)


def hue(group: str) -> int:
    """A group's hue, 0..7: fixed for the six, stable for any other."""
    return HUES.get(group, SPARE_HUES[sum(group.encode()) % len(SPARE_HUES)])


def direction(language: str) -> str:
    return "rtl" if language[:2] in RIGHT_TO_LEFT else "ltr"


def text_html(text: str) -> str:
    """Escaped text; a footnote mark is raised, a line break stays."""
    html = escape(text, quote=False).replace("\n", "<br>")
    # The characters that mark a phrase are for private use: no text may speak for us.
    html = html.replace("\ue000", "").replace("\ue001", "")
    return _NOTE.sub(r"<sup>\1</sup>", html) if "[^" in html else html


def runs_html(runs: Iterable[Run], *, fold: bool = False, formal: Sequence[Change] = ()) -> str:
    """Runs as HTML; neighbours of one operation, author and reason become one element.

    `formal` are those changes of the text that are of form only: they are marked as such.
    """
    rules = _rules(runs := tuple(runs), formal)
    merged = [
        (mark, "".join(run.text for run, _ in group))
        for mark, group in groupby(
            zip(runs, rules, strict=True),
            key=lambda pair: (pair[0].op, pair[0].author, pair[0].date, pair[0].why, pair[1]),
        )
    ]
    last = len(merged) - 1
    return "".join(
        _run_html(Run(op, text, *marks), rule, fold and number > 0, fold and number < last)
        for number, ((op, *marks, rule), text) in enumerate(merged)
        if text
    )


def _rules(runs: Sequence[Run], formal: Sequence[Change]) -> list[str]:
    """For each run the rule of the change of form that it belongs to, or ""."""
    if not formal:
        return [""] * len(runs)
    found, at = [], 0
    for run in runs:
        length = 0 if run.op is Op.INSERT else len(run.text)
        found.append("" if run.op is Op.EQUAL else _rule(run, at, at + length, formal))
        at += length
    return found


def _rule(run: Run, start: int, stop: int, formal: Sequence[Change]) -> str:
    for change in formal:
        within = change.start <= start and stop <= change.start + len(change.deleted)
        if within and (run.op is Op.DELETE or run.text in change.inserted):
            return change.rule.name.lower()
    return ""


def _run_html(run: Run, rule: str, after: bool, before: bool) -> str:
    if run.op is Op.EQUAL:
        return _folded(run.text, after, before)
    name = "ins" if run.op is Op.INSERT else "del"
    who = escape(run.why or ", ".join(part for part in (run.author, run.date[:10]) if part))
    classes = "w" if run.why in COMPUTED else "i" if run.why else ""
    if rule:
        who = " · ".join(filter(None, (who, phrase("rule", rule))))
        classes = f'"{classes} o"' if classes else "o"
    mark = (f" class={classes}" if classes else "") + (f' title="{who}"' if who else "")
    return f"<{name}{mark}>{text_html(run.text)}</{name}>"


def _folded(text: str, after: bool, before: bool) -> str:
    """Unchanged text whose middle can fold; a change stands `before` or `after` it.

    A stretch with no change on either side is a clause of its own and stays whole.
    """
    if not (after or before) or len(text) < 4 * FOLD:
        return text_html(text)
    pieces = tokens(text)
    words = [place for place, piece in enumerate(pieces) if is_word(piece)]
    hidden = len(words) - 2 * CONTEXT
    if hidden < FOLD:
        return text_html(text)
    start, stop = words[CONTEXT], words[-CONTEXT]
    return "".join(
        (
            text_html("".join(pieces[:start])),
            fold_html("".join(pieces[start:stop]), hidden),
            text_html("".join(pieces[stop:])),
        )
    )


def fold_html(text: str, words: int) -> str:
    """A folded stretch: found by the browser's own search, opened by its button."""
    return (
        f"<button type=button class=f>{phrase('words', words)}</button>"
        f"<span class=m hidden=until-found>{text_html(text)}</span>"
    )


def label_html(label: Runs) -> str:
    """A label apart from the text's direction: "a)" reads the same in any script."""
    return f"<bdi class=n>{runs_html(label)}</bdi> " if label else ""


@dataclass(frozen=True, slots=True)
class CellPart:
    """A rendered cell: its `<td>`, its letter, its changes, how many of each class.

    `reading` names its text and label: cells of a row that name the same read the same.
    It is "" where there is more to say than the text: nothing changes, or it moved.
    """

    html: str
    letter: str
    changes: int
    classes: Mapping[str, int] = field(default_factory=dict)
    reading: str = ""

    @property
    def is_formal(self) -> bool:
        """Whether it changes only the form."""
        return bool(self.classes) and Class.SUBSTANTIVE not in self.classes

    @property
    def words(self) -> str:
        """Names its text alone: groups renumber the same words differently."""
        return self.reading[: 2 * READING]


READING = 6  # bytes of a name: only the cells of one row are held against each other


def cell_part(
    cell: Cell,
    *,
    group: str,
    language: str,
    links: str = "",
    renumbered: Renumbered | None = None,
) -> CellPart:
    """One column's cell of a row; `links` say where it moved, `renumbered` what follows whom."""
    clause = cell.clause
    found = classify_clause(clause, language, renumbered)
    letter, content = _content(cell, [change for change in found if change.kind.is_formal])
    if letter == "c" and found and all(change.kind.is_formal for change in found):
        rules = dict.fromkeys(change.rule.name.lower() for change in found)
        content += f"<p>{phrase('form', ' '.join(rules))}</p>"
    html = (
        f'<td class="{letter}{_indent(clause)} g{hue(group)}" data-g="{escape(group)}"'
        f" lang={language} dir={direction(language)}>{content}{links}</td>"
    )
    reading = "" if links or letter == "u" else _reading(letter, clause)
    return CellPart(html, letter, changes(clause), _classes(found), reading)


def _classes(found: Iterable[Change]) -> dict[str, int]:
    kinds = [change.kind.value for change in found]
    return {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)}


def _reading(letter: str, clause: Clause) -> str:
    kept = reject if letter == "x" else accept
    texts = (letter + normal(kept(clause.text)), normal(kept(clause.label)))
    return "".join(
        blake2b(text.strip().encode(), digest_size=READING).hexdigest() for text in texts
    )


def _indent(clause: Clause) -> str:
    """The class of a clause that stands further in than a section's items."""
    return f" v{min(clause.level, 4)}" if clause.level > 1 and clause.kind in INDENTED else ""


def _content(cell: Cell, formal: Sequence[Change]) -> tuple[str, str]:
    """The letter and the content of a cell that its document holds."""
    clause, letter = cell.clause, _LETTER[cell.state]
    if cell.state is State.UNCHANGED and not clause.is_changed:
        return letter, f"<p>{phrase('same')}</p>"
    label = label_html(clause.label)
    if cell.state in (State.INSERTED, State.DELETED):
        words = "added" if cell.state is State.INSERTED else "deleted"
        inferred = any(run.why and run.why not in COMPUTED for run in clause.runs)
        words += "_inferred" if inferred else ""
        return letter, f"{label}{runs_html(clause.text)}<p>{phrase(words)}</p>"
    if not any(run.op is not Op.EQUAL for run in clause.text):
        return "l", f"{label}<p>{phrase('renumbered')}</p>"
    formal = [change for change in formal if not change.in_label]
    return letter, label + runs_html(clause.text, fold=True, formal=formal)


def base_html(base: Clause, *, language: str, cells: Iterable[Cell | None] = ()) -> str:
    """The base column's cell: its label stands in the row's head, what nobody touches folds."""
    return (
        f'<td class="b{_indent(base)}" lang={language} dir={direction(language)}>'
        f"{_base_text(base, cells)}</td>"
    )


def _base_text(base: Clause, cells: Iterable[Cell | None]) -> str:
    text = base.base
    touched = _touched(text, [cell.clause for cell in cells if cell and cell.clause.is_changed])
    return _fold_untouched(text, touched) if touched else text_html(text)


def _touched(text: str, clauses: Iterable[Clause]) -> set[int]:
    """The words of the base text (numbers, in order) at which a clause changes it."""
    count = sum(map(is_word, tokens(text)))
    touched: set[int] = set()
    for clause in clauses:
        if sum(map(is_word, tokens(reject(clause.text)))) != count:
            return set()  # not the same words: nothing can be said about their places
        place = 0
        for run in clause.text:
            words = sum(map(is_word, tokens(run.text)))
            if run.op is not Op.EQUAL:
                touched.update((max(place - 1, 0), place))
            if run.op is Op.DELETE:
                touched.update(range(place, place + words))
            if run.op is not Op.INSERT:
                place += words
    return touched


def _fold_untouched(text: str, touched: set[int]) -> str:
    pieces = tokens(text)
    words = [place for place, piece in enumerate(pieces) if is_word(piece)]
    html: list[str] = []
    done = 0
    stops = [-1, *sorted(touched), len(words)]
    for left, right in pairwise(stops):
        first, last = left + 1 + CONTEXT, right - CONTEXT
        if last - first >= FOLD:
            html.append(text_html("".join(pieces[done : words[first]])))
            done = words[last] if last < len(words) else len(pieces)
            html.append(fold_html("".join(pieces[words[first] : done]), last - first))
    return "".join((*html, text_html("".join(pieces[done:]))))


def changes(clause: Clause) -> int:
    """How many places of a clause change: touching edits are one change."""
    edited = [run.op is not Op.EQUAL for run in clause.runs if run.text]
    return sum(now and not before for before, now in pairwise([False, *edited]))
