"""Real Word files by others, held against what Word makes of them (docs/word.md).

The files are not ours to ship: without ../shared/corpus these tests are skipped.
"""

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from proposals.core import anatomy
from proposals.core.model import Kind, accept, reject
from proposals.core.reading.docx import Part, Word, WordParagraph, read_paragraphs, reader
from proposals.core.reading.docx.markup import NotPlain
from proposals.core.words import normal

CORPUS = Path(__file__).parents[4].parent / "shared" / "corpus"
WORD = CORPUS / "word"
SIDES = {"accept": accept, "reject": reject}

pytestmark = pytest.mark.skipif(
    not WORD.is_dir(),
    reason="LEFT OUT: the corpus of real Word files, ../shared/corpus, is not here",
)


def manifest() -> list[dict[str, str]]:
    if not WORD.is_dir():
        return []
    with (WORD / "MANIFEST.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def graded() -> list[tuple[str, str]]:
    """Files and readings whose oracle is sure."""
    return [
        (entry["name"], side)
        for entry in manifest()
        for side in SIDES
        if entry[f"grade_{side}"] in ("A", "A+")
    ]


def word(name: str) -> Word:
    return read_paragraphs((WORD / f"{name}.docx").read_bytes(), has_marks=False).value


def told(paragraphs: list[WordParagraph], side: str) -> list[str]:
    return [SIDES[side](paragraph.text) for paragraph in paragraphs]


def letters(texts: list[str]) -> list[str]:
    found = ("".join(filter(str.isalnum, text)) for text in texts)
    return [text for text in found if text]


def spaced(texts: list[str]) -> list[str]:
    return [" ".join(text.split()) for text in texts if text.strip()]


def stories(name: str, side: str) -> list[tuple[list[str], list[str]]]:
    """What was read and what it should be: body, notes, text boxes.

    Notes are read where they are cited, footnotes and endnotes mixed; the oracle has
    all of the one kind, then the other, and the line above the notes, which no one cites.
    """
    found = word(name).paragraphs
    oracle = json.loads((WORD / f"{name}.oracle.json").read_text(encoding="utf-8"))[side]
    lists = [
        [one for one in found if one.part is Part.BODY],
        [one for one in found if one.part is Part.FOOTNOTE]
        + [one for one in found if one.part is Part.ENDNOTE],
        [one for one in found if one.part is Part.BOX],
    ]
    notes = [text for text in oracle["notes"] if text.strip("_ ")]
    expected = [oracle["body"], notes, oracle["textboxes"]]
    return [(told(one, side), other) for one, other in zip(lists, expected, strict=True)]


@pytest.mark.parametrize(("name", "side"), graded())
def test_every_paragraph_has_the_letters_and_digits_that_word_shows(name: str, side: str):
    for found, expected in stories(name, side):
        if side == "accept" and name == "oxsdk_Comment042":
            assert sorted(letters(found)) == sorted(letters(expected))  # see docs/word.md
        else:
            assert letters(found) == letters(expected)


def test_nearly_all_have_the_space_and_punctuation_too():
    missed = [
        (name, side)
        for name, side in graded()
        if any(sorted(spaced(one)) != sorted(spaced(other)) for one, other in stories(name, side))
    ]
    # Symbols, which the oracle has as a replacement character: docs/word.md.
    assert {name for name, _ in missed} <= {"oxpt_TestDocument", "oxpt_CA013-Lots-of-Stuff"}
    assert len(missed) <= 0.05 * len(graded())


BULLETS = "•◦▪–—➢❖✓●○■"


def test_nearly_all_list_labels_are_those_that_libreoffice_computes():
    right = total = 0
    for path in sorted(WORD.glob("*.labels.txt")):
        name, side = path.name.removesuffix(".labels.txt").rsplit(".", 1)
        lines = Counter(_shown(line) for line in path.read_text(encoding="utf-8-sig").split("\n"))
        for paragraph in word(name).paragraphs:
            label = SIDES[side](paragraph.label or ())
            if label and paragraph.part in (Part.BODY, Part.BOX):
                total += 1
                text = SIDES[side](paragraph.text).split("\n")[0]
                line = _shown(f"{label} {text}")
                right += lines[line] > 0
                lines[line] -= 1
    assert total > 300
    assert right >= 0.95 * total


def _shown(line: str) -> str:
    """A line with any bullet as one: LibreOffice's text export writes its own."""
    line = " ".join(line.split())
    return "•" + line[1:] if line[:1] and line[0] in BULLETS else line


@pytest.mark.parametrize("name", [entry["name"] for entry in manifest()])
def test_the_quick_way_and_the_parsers_way_read_the_same(
    name: str, monkeypatch: pytest.MonkeyPatch
):
    data = (WORD / f"{name}.docx").read_bytes()
    quick = read_paragraphs(data).value

    def refuse(*args: object, **options: object) -> None:
        raise NotPlain

    monkeypatch.setattr(reader.SCANNER, "blocks", refuse)
    assert read_paragraphs(data).value == quick


@pytest.mark.parametrize("side", SIDES)
def test_the_rcc_proposal_is_read_word_for_word(side: str):
    name = "resolution-44-rcc-tracked"
    data = (CORPUS / f"{name}.docx").read_bytes()
    body = [
        one for one in read_paragraphs(data, has_marks=False).value.paragraphs if not one.is_note
    ]
    expected = (CORPUS / f"{name}.{side}.txt").read_text(encoding="utf-8")
    # What the export left behind, and what it lost: the no-break hyphens of ITU-T.
    expected = expected.replace("[footnoteRef:3]", "")
    found = [normal(text) for text in spaced(told(body, side))]
    assert found == [normal(text) for text in spaced(expected.split("\n"))]


def test_resolution_44_in_force_is_read_whole():
    data = (CORPUS / "resolution-44-hammamet-2016.docx").read_bytes()
    body = anatomy.read(read_paragraphs(data).value.paragraphs).value
    assert (body.number, body.revision) == ("44", "Rev. Hammamet, 2016")
    assert body.title.startswith("Bridging the standardization gap")
    note = next(clause for clause in body.clauses if clause.kind is Kind.FOOTNOTE)
    assert (accept(note.label), note.base[:13]) == ("1", "These include")


def test_resolution_1_has_its_sections_labels_and_footnotes_in_place():
    data = (CORPUS / "T-RES-T.1-2016-MSW-E.docx").read_bytes()
    clauses = anatomy.read(read_paragraphs(data).value.paragraphs).value.clauses
    labels = [accept(clause.label) for clause in clauses]
    assert {"b)bis", "1.1", "7.1.11"} <= set(labels)
    notes = [accept(c.label) for c in clauses if c.kind is Kind.FOOTNOTE]
    assert notes == ["1", "1bis", "2", "3", "4", "5"]
    for note in (n for n, clause in enumerate(clauses) if clause.kind is Kind.FOOTNOTE):
        citing = next(c for c in reversed(clauses[:note]) if c.kind is not Kind.FOOTNOTE)
        assert f"[^{labels[note]}]" in citing.base
    sections = {normal(clause.base).strip() for clause in clauses if clause.kind is Kind.HEADING}
    assert {"considering", "resolves", "SECTION 1", "Section 1bis", "SECTION 9"} <= sections
