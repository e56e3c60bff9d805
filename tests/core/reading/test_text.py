"""Resolutions as text: what is refused, the export's residue, and the real files."""

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.core.model import Kind, everything
from proposals.core.reading import text
from proposals.core.reading.text import decode, footnotes, read_resolution
from proposals.core.result import Refused

SEEDS = Path(__file__).parents[4] / "shared" / "seeds"
needs_seeds = pytest.mark.skipif(
    not SEEDS.is_dir(), reason="the ITU texts are not part of the project (../shared/seeds)"
)
FOREWORD = 5  # lines before the resolution in each of ITU's files


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \n\t", "empty"),
        ("RESOLUTION 1".encode("utf-16"), "UTF-16"),
        ("RESOLUTION 1".encode("utf-16-le"), "Line 1 holds a NUL"),
        (b"\x89PNG\r\n\x1a\n...", "PNG"),
        (b"PK\x03\x04....", "Word file"),
        (b"resolves\n\xe9t\xe9", "Line 2 is not UTF-8"),
        (b"resolves\n1\t\0", "Line 2 holds a NUL"),
        (b"A letter.\nDear all,\nall is well.", "no resolution"),
    ],
)
def test_what_is_no_resolution_is_refused_with_one_plain_sentence(data, why):
    with pytest.raises(Refused, match=why) as refusal:
        read_resolution(data)
    assert "\n" not in str(refusal.value)


def test_a_file_that_is_too_large_is_refused_before_it_is_read():
    with pytest.raises(Refused, match="50 MB"):
        decode(b"a" * (50 * 2**20))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_is_a_line_end_and_the_byte_order_mark_goes(end):
    assert decode(f"\ufeffone{end}two".encode()) == "one\ntwo"


def paragraphs_of(*lines):
    result = footnotes(enumerate(lines, 1))
    return [
        (p.source, everything(p.label or ()), everything(p.text), p.style) for p in result.value
    ], [str(warning) for warning in result.warnings]


def test_a_footnote_follows_the_paragraph_that_cites_it_with_its_printed_mark():
    found, warnings = paragraphs_of(
        "Sharing[footnoteRef:4]1 of", "results [4: 1 \tSee [the plan], too.] ", "", "end"
    )
    assert found == [
        (1, "", "Sharing[^1] of", ""),
        (2, "1", "See [the plan], too.", "FootnoteText"),
        (2, "", "results", ""),
        (4, "", "end", ""),
    ]
    assert not warnings


def test_a_printed_mark_is_not_taken_from_the_word_that_follows():
    found, _ = paragraphs_of("groups[footnoteRef:2]bis2030 [2: bis\tSee the plan.]")
    assert [entry[2] for entry in found] == ["groups[^bis]2030", "See the plan."]


def test_a_footnote_without_a_mark_and_a_mark_without_a_footnote_are_kept_and_warned_of():
    found, warnings = paragraphs_of("one[footnoteRef:1]1;", "two [3: 2\tlost]")
    assert [entry[2] for entry in found] == ["one[^1];", "two", "lost"]
    assert len(warnings) == 2


def test_bookmarks_rules_and_images_are_residue():
    found, _ = paragraphs_of(" [bookmark: _Toc1]noting", "______", "image1.gif", "that")
    assert [entry[2] for entry in found] == ["noting", "that"]


PIECES = st.sampled_from(["[footnoteRef:1]", "1", "[1: 1\t", "[2: ", "]", "[", "a", "b ", "\t"])


@given(st.lists(st.lists(PIECES, max_size=12).map("".join), max_size=5))
def test_the_footnote_reader_loses_no_letter_of_any_line(lines):
    value = footnotes(enumerate(lines, 1)).value
    left = letters(everything((p.label or ()) + p.text) for p in value)
    assert all(left[letter] >= "".join(lines).count(letter) for letter in "ab")


def letters(texts):
    return Counter(filter(str.isalnum, "".join(texts)))


# What the files hold, written down by reading them: heading -> labels of its items,
# an unlabelled paragraph as "·", a chapeau as "…", a footnote as "[1]".
RESOLUTION_54 = {
    "considering": "a) [1] b)",
    "recognizing": "a) b) c) d) e) f) [2]",
    "noting": "a) b) c) d) e) f)",
    "bearing in mind": "·",
    "taking into consideration": "a) b)",
    "recognizing further": "a) b) c)",
    "resolves": "1 2",
    "invites the regions and their Member States": "1 2 3",
    "invites the regional groups thus created": "1 2",
    "instructs study groups and the": "·",
    "instructs the Director": "1 2 3",
    "calls upon the Director": "… i) ii) iii)",
    "further invites the regional groups": "·",
}
RESOLUTION_59 = {
    "recognizing": "a) b) c) d) e)",
    "taking into account": "·",
    "considering": "a) b)",
    "resolves to invite the Director": "1 2 3",
    "invites Member States": "·",
}
RESOLUTION_68_DUBAI = {
    "recognizing": "a) b) [1] c) d) – –",
    "considering": "a) b)",
    "noting": "a) b) c)",
    "resolves to instruct the Director": "1 2 3 4",
}
RESOLUTION_68_NEW_DELHI = {
    "considering": "a) b) [1] c) d) e) f) g) h) i) j)",
    "recognizing": "a) b) c)",
    "recognizing further": "a) b) i) ii) iii) iv)",
    "noting": "a) b) c) d) e) f)",
    "resolves to instruct the Director": "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15",
    "resolves to instruct the Telecommunication": "1 2 3 4",
    "encourages all Members States": "·",
    "encourages Sector Members and Associates": "1 2",
}
FILES = {
    "resolution-54-dubai-2012.txt": ("54", "Rev. Dubai, 2012", RESOLUTION_54),
    "resolution-59-dubai-2012.txt": ("59", "Rev. Dubai, 2012", RESOLUTION_59),
    "resolution-68-dubai-2012.txt": ("68", "Rev. Dubai, 2012", RESOLUTION_68_DUBAI),
    "resolution-68-new-delhi-2024.txt": ("68", "Rev. New Delhi, 2024", RESOLUTION_68_NEW_DELHI),
}
each_file = pytest.mark.parametrize("name", FILES)


def seed(name):
    return (SEEDS / name).read_bytes()


@needs_seeds
@each_file
def test_the_sections_of_a_real_resolution_and_their_items(name):
    sections = []
    for clause in read_resolution(seed(name)).value.clauses:
        label = everything(clause.label)
        if clause.kind is Kind.HEADING:
            sections.append((clause.base, []))
        elif sections:
            sections[-1][1].append(
                {Kind.CHAPEAU: "…", Kind.FOOTNOTE: f"[{label}]"}.get(clause.kind, label or "·")
            )
    expected = FILES[name][2]
    assert [" ".join(items) for _, items in sections] == list(expected.values())
    for (heading, _), start in zip(sections, expected, strict=True):
        assert heading.startswith(start)


@needs_seeds
@each_file
def test_the_preface_of_a_real_resolution(name):
    document = read_resolution(seed(name)).value
    number, revision, _ = FILES[name]
    assert (document.number, " ".join(document.revision.split())) == (number, revision)
    preface = [c.kind for c in document.clauses[FOREWORD:] if not c.section]
    notes = [Kind.FOOTNOTE] if number == "59" else []
    assert preface == [Kind.TITLE, Kind.TITLE, *notes, Kind.HISTORY, Kind.OPENING]
    assert {c.kind for c in document.clauses[:FOREWORD]} == {Kind.TEXT}


@needs_seeds
@each_file
def test_sub_items_stand_one_level_below_their_item(name):
    for clause in read_resolution(seed(name)).value.clauses:
        label = everything(clause.label)
        deeper = label == "–" or (label.startswith("i") and clause.section == "recognizing further")
        if clause.kind is Kind.ITEM:
            assert clause.level == (2 if deeper else 1), (label, clause.base)


@needs_seeds
@each_file
def test_the_clauses_of_a_real_resolution_re_create_its_file(name):
    written = decode(seed(name))
    for residue in (r"\[bookmark:[^\]]*\]", r"\[footnoteRef:\d+\]", r"\[\d+: "):
        written = re.sub(residue, "", written)
    document = read_resolution(seed(name)).value
    assert letters(everything(c.runs) for c in document.clauses) == letters(written)
    body = [c.source for c in document.clauses if c.kind is not Kind.FOOTNOTE]
    assert body == sorted(body)


@needs_seeds
@each_file
def test_every_clause_names_the_line_it_stands_on(name):
    lines = decode(seed(name)).split("\n")
    for clause in read_resolution(seed(name)).value.clauses:
        start = re.split(r"\[\^|\n", clause.base)[0].strip()
        assert start in lines[clause.source - 1]


@needs_seeds
def test_a_title_over_two_lines_is_one_clause_and_one_line_as_the_document_s_title():
    document = read_resolution(seed("resolution-59-dubai-2012.txt")).value
    title = next(c for c in document.clauses if c.kind is Kind.TITLE and c.level == 2)
    assert title.base.count("\n") == 1
    assert title.base.endswith("countries[^1]")
    assert document.title.endswith("telecommunication operators from developing countries")


def test_a_foreword_is_warned_of_but_a_clean_resolution_is_not():
    clean = "RESOLUTION 7 (Newtown, 2030)\nTests\nThe Assembly (Newtown, 2030),\nnoting\nthat."
    assert read_resolution(clean.encode()).warnings == ()
    assert len(read_resolution(f"PREFACE\n{clean}".encode()).warnings) == 1


def test_the_size_limit_is_a_constant_that_a_deployment_can_read():
    assert text.MAX_BYTES == 10 * 2**20
