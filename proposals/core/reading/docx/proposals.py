"""A Word file as the resolution in force, or as the proposals it makes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import PurePath

from proposals.core import anatomy, codes, cues
from proposals.core.cues import Part
from proposals.core.model import Column, Document, Kind, Op, accept, equal, everything, reject
from proposals.core.paragraphs import current
from proposals.core.reading.docx.word import Word, WordParagraph
from proposals.core.result import Result, Warning

_UNTRACKED = "it has no tracked changes: it is compared with the text in force word by word"


def language_of(word: Word, name: str = "") -> str:
    """The language of a file: by its name, its letters, its styles; "en" if none says.

    The default language of styles is that of Latin letters only (ECMA-376 Part 1,
    17.3.2.20): Arabic, Chinese and Russian are told by their letters.
    """
    named = codes.parse_file(name)
    if named is not None:
        return named.language
    shown = cues.language_of(" ".join(everything(p.text) for p in word.paragraphs))
    if shown in ("ar", "ru", "zh"):
        return shown
    styled = word.language[:2].lower()
    return shown if shown != "en" else (styled if styled in ("fr", "es") else "en")


def resolution(word: Word, name: str = "") -> Result[Document]:
    """The file as a resolution in force: its changes, if any, count as accepted."""
    found = anatomy.read(word.paragraphs, language_of(word, name))
    if not word.is_tracked:
        return found
    clauses = [
        replace(clause, label=equal(accept(clause.label)), text=equal(clause.proposed))
        for clause in found.value.clauses
        if clause.kind is not Kind.PROPOSAL and not clause.is_deleted
    ]
    warning = Warning("it has tracked changes: they are taken as accepted")
    return Result(anatomy.assemble(clauses, found.value.language), (*found.warnings, warning))


def proposals(word: Word, name: str = "") -> Result[tuple[Column, ...]]:
    """The file's proposals, each from its own line (`MOD AFCP/35A8/1`) to the next.

    A file without such a line is one proposal. Group, document, code and action are
    what the file says, its name where it does not; "" for what neither tells.
    """
    language = language_of(word, name)
    starts = [index for index, one in enumerate(word.paragraphs) if begins(one)]
    front = word.paragraphs[: starts[0]] if starts else ()
    group, guessed = _group(front, word, name)
    named = codes.parse_file(name)
    document = named.document if named is not None else PurePath(name).stem
    columns: list[Column] = []
    warnings: list[Warning] = []
    for start, stop in zip(starts or [0], [*starts[1:], len(word.paragraphs)], strict=True):
        found = anatomy.read(word.paragraphs[start:stop], language)
        column = _column(found.value, group, document)
        warnings += [replace(warning, column=column.group) for warning in found.warnings]
        warnings += _judged(column, word.paragraphs[start].source)
        columns.append(column)
    if guessed and any(column.group == group and not column.code for column in columns):
        warnings.append(Warning(f"the group {group} is taken from {guessed}"))
    return Result(tuple(columns), tuple(warnings))


def begins(paragraph: WordParagraph) -> bool:
    """Whether a proposal begins with a paragraph: its style, `MOD <code>`, `MOD RESOLUTION`."""
    if cues.style_part(paragraph.style) is Part.PROPOSAL:
        return True
    text = current((*(paragraph.label or ()), *equal(" "), *paragraph.text))
    if cues.PROPOSAL.fullmatch(text):
        return True
    match = cues.NUMBER.fullmatch(text)
    return match is not None and match["action"] is not None


def _column(body: Document, group: str, document: str) -> Column:
    line = next((clause for clause in body.clauses if clause.kind is Kind.PROPOSAL), None)
    action = current(line.label).strip().upper() if line is not None else "MOD"
    code = current(line.text).strip() if line is not None else ""
    parsed = codes.parse(code)
    if parsed is not None:
        group = parsed.group
    return Column(group=group, body=body, document=document, code=code, action=action)


def _judged(column: Column, source: int) -> Iterable[Warning]:
    """What a person should know of one proposal."""
    changed = any(clause.is_changed for clause in column.body.clauses)
    if column.action in ("MOD", "(MOD)") and not changed:
        yield Warning(_UNTRACKED, source, column.group)
    if column.code and codes.parse(column.code) is None:
        yield Warning(f"“{column.code[:60]}” is no code as ITU writes them", source, column.group)
    given = any(cues.REASONS.fullmatch(clause.proposed) for clause in column.body.clauses)
    if column.action in ("SUP", "NOC") and not given:
        yield Warning(f"a {column.action} should give its reasons; none were found", source)


def _group(front: Sequence[WordParagraph], word: Word, name: str) -> tuple[str, str]:
    """The group the file speaks for, and where it was found: cover, file name, authors."""
    cover = " ".join(accept(paragraph.text) for paragraph in front)
    authors = {
        run.author
        for paragraph in word.paragraphs
        for run in paragraph.text
        if run.op is not Op.EQUAL
    }
    for text, where in (
        (cover, "the first page"),
        (PurePath(name).stem, "the file's name"),
        (" ".join(sorted(authors)), "the authors of the changes"),
    ):
        if group := codes.group_named(text):
            return group, where
    return "", ""


def before(body: Document) -> Document:
    """A proposal's document with every change rejected: the text it was drafted on."""
    clauses = [
        replace(clause, label=equal(reject(clause.label)), text=equal(reject(clause.text)))
        for clause in body.clauses
        if clause.kind is not Kind.PROPOSAL and not clause.is_inserted
    ]
    return anatomy.assemble(clauses, body.language)
