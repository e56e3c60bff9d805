"""Word out: law 3 by a small reader of our own, by pandoc and through LibreOffice."""

import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from proposals.core.model import (
    Clause,
    Column,
    Document,
    Kind,
    Op,
    Run,
    Runs,
    accept,
    deleted,
    equal,
    everything,
    inserted,
    reject,
)
from proposals.core.writing.docx import (
    Comment,
    Look,
    write_proposal,
    write_resolution,
    write_table,
)
from proposals.core.writing.layout import by_section
from proposals.samples.make import table_columns, word
from proposals.samples.sources import load, names

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
GONE = {"accept": ("del", "moveFrom"), "reject": ("ins", "moveTo")}
SHOWN = {"tab": "\t", "br": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
SIDE = {"accept": accept, "reject": reject}


def part(data: bytes, name: str = "document") -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if f"word/{name}.xml" not in archive.namelist():
            return etree.Element(f"{W}{name}")
        return etree.fromstring(archive.read(f"word/{name}.xml"))


def paragraphs(data: bytes, side: str) -> list[str]:
    """The file's paragraphs after Word's "accept all" or "reject all", notes inline."""
    notes = {
        note.get(f"{W}id"): "".join(_lines(note, side, {})) for note in part(data, "footnotes")
    }
    return [line for line in _lines(part(data), side, notes) if line.strip()]


def _lines(story: etree._Element, side: str, notes: dict[str, str]) -> Iterator[str]:
    line = ""
    for paragraph in story.iter(f"{W}p"):
        line += "".join(_pieces(paragraph, side, notes))
        marks = [paragraph.find(f"{W}pPr/{W}rPr/{W}{name}") for name in GONE[side]]
        if marks == [None, None]:  # else its text joins the next paragraph's (ECMA-376 17.13.5.15)
            yield line
            line = ""
    yield line


def _pieces(element: etree._Element, side: str, notes: dict[str, str]) -> Iterator[str]:
    for child in element:
        name = child.tag.removeprefix(W)
        if name in ("t", "delText"):
            yield child.text or ""
        elif name == "footnoteReference":
            yield f"[{notes[child.get(f'{W}id')]}]"
        elif name not in ("pPr", "rPr", *GONE[side]):
            yield SHOWN.get(name, "")
            yield from _pieces(child, side, notes)


def expected(document: Document, side: str) -> list[str]:
    """What a reader should see: each clause that is there, its label, a tab, its text."""
    seen = [
        (clause, SIDE[side](clause.label), SIDE[side](clause.text)) for clause in document.clauses
    ]
    lines: list[str] = []
    for clause, label, text in seen:
        line = f"{label}\t{text}" if label else text
        if clause.kind is Kind.FOOTNOTE:
            lines[-1] = lines[-1].replace(f"[^{label}]", f"[{line}]{label}", 1)
        elif line.strip():
            lines.append(line)
    return [re.sub(r"\r|\x0b|\x0c", "\n", line) for line in lines]


TEXT = st.text(
    st.one_of(
        st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="[\ufffe\uffff"),
        st.sampled_from("\t\n\u2011\u00ad\u00a0&<>\" 'é؟ق标"),
    ),
    min_size=1,
    max_size=12,
)
RUN = st.builds(Run, st.sampled_from(Op), TEXT, st.sampled_from(["", "ATU", 'A "B" <c>&']))
LABEL = st.sampled_from(
    [(), equal("a)"), inserted("1"), deleted("•"), (*deleted("c)"), *inserted("b)"))]
)
CLAUSE = st.builds(
    Clause,
    st.sampled_from([kind for kind in Kind if kind is not Kind.FOOTNOTE]),
    label=LABEL,
    text=st.lists(RUN, max_size=5).map(tuple),
    level=st.integers(0, 4),
)
DOCUMENTS = st.builds(
    Document,
    st.lists(CLAUSE, max_size=8).map(tuple),
    st.sampled_from(["en", "fr", "es", "ru", "ar", "zh"]),
)


def squeezed(lines: list[str]) -> list[str]:
    # A whole clause's leftover white space can join its neighbour: letters tell the law.
    return [word for word in (" ".join(line.split()) for line in lines) if word]


@given(DOCUMENTS, st.sampled_from(Look), st.sampled_from(["accept", "reject"]))
def test_accepting_gives_the_proposal_and_rejecting_the_base_for_any_document(document, look, side):
    data = write_resolution(document, look=look, author="Editor")
    assert squeezed(paragraphs(data, side)) == squeezed(expected(document, side))


@given(st.lists(DOCUMENTS, min_size=1, max_size=3), st.sampled_from(["accept", "reject"]))
def test_the_table_keeps_every_column_for_any_document(documents, side):
    columns = [Column(f"G{at}", document) for at, document in enumerate(documents)]
    grid = [tuple(column.body.clauses for column in columns)]
    data = write_table(columns, grid, heads=["head"] * len(columns))
    found = squeezed(paragraphs(data, side))[len(columns) :]
    assert found == [line for one in documents for line in squeezed(expected(one, side))]


@given(st.text(max_size=30), st.text(max_size=10))
def test_any_characters_and_any_author_make_well_formed_xml(text, author):
    clause = Clause(Kind.TEXT, text=(Run(Op.INSERT, f"{text}.", author),))
    data = write_resolution(Document((clause,)), header=text, comments={0: [Comment(text, author)]})
    assert part(data).tag == f"{W}document"
    assert part(data, "comments").tag == f"{W}comments"
    assert part(data, "header").tag == f"{W}hdr"


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize("side", ["accept", "reject"])
def test_every_sample_reads_back_as_its_source(name, side):
    source = load(name)
    found = paragraphs(word(source), side)
    wanted = expected(source.body, side)
    if source.is_numbered:
        wanted = [re.sub(r"^[\w•]+\)?\t(?!EUR)", "", line) for line in wanted]
    assert found == wanted


@pytest.mark.parametrize("side", ["accept", "reject"])
def test_the_side_by_side_table_holds_every_column_in_its_own_order(side):
    columns = table_columns()
    found = paragraphs(write_table(columns), side)
    for column in columns:
        wanted = iter(found)
        assert all(line in wanted for line in expected(column.body, side)), column.group


def test_the_table_repeats_its_head_row_and_lies_on_its_side():
    document = part(write_table(table_columns()))
    rows = document.findall(f".//{W}tr")
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows[:2]] == [True, False]
    assert "Proposal 1 (MOD, ) (AST)" in "".join(rows[0].itertext())
    assert document.find(f".//{W}pgSz").get(f"{W}orient") == "landscape"


def test_a_section_with_a_changed_heading_keeps_its_row_and_a_new_one_gets_its_own():
    def column(group: str, *headings: Runs) -> Column:
        return Column(group, Document(tuple(Clause(Kind.HEADING, text=runs) for runs in headings)))

    renamed = (*deleted("noting"), *inserted("recalling"))
    rows = by_section(
        [
            column("A", equal("considering"), equal("noting"), equal("resolves")),
            column("B", equal("considering"), renamed, inserted("welcoming"), equal("resolves")),
        ]
    )
    shown = [[everything(cell[0].text) if cell else "" for cell in row] for row in rows]
    assert shown == [
        ["considering", "considering"],
        ["noting", "notingrecalling"],
        ["", "welcoming"],
        ["resolves", "resolves"],
    ]


def test_a_change_carries_its_own_author_and_date_or_the_groups():
    clause = Clause(
        Kind.TEXT,
        text=(Run(Op.DELETE, "a", "Ana", "2024-01-02T03:04:05Z"), Run(Op.INSERT, "b")),
    )
    document = part(write_proposal(Column("ATU", Document((clause,)))))
    changes = [
        (change.tag.removeprefix(W), change.get(f"{W}author"), change.get(f"{W}date"))
        for change in document.iter(f"{W}ins", f"{W}del")
    ]
    assert changes == [("del", "Ana", "2024-01-02T03:04:05Z"), ("ins", "ATU", None)]


def test_no_two_changes_share_an_id():
    ids = [
        change.get(f"{W}id")
        for change in part(write_table(table_columns())).iter(f"{W}ins", f"{W}del")
    ]
    assert len(ids) > 100
    assert len(set(ids)) == len(ids)


def test_a_new_clause_has_its_paragraph_mark_and_its_tab_inserted():
    clause = Clause(Kind.ITEM, label=inserted("d)"), text=inserted("that x,"), level=1)
    paragraph = part(write_resolution(Document((clause,)))).find(f".//{W}p")
    assert paragraph.find(f"{W}pPr/{W}rPr/{W}ins") is not None
    assert [run.getparent().tag for run in paragraph.iter(f"{W}r")] == [f"{W}ins"] * 2
    assert paragraph.find(f"{W}ins/{W}r/{W}tab") is not None


@pytest.mark.parametrize(("runs", "side"), [(deleted, "accept"), (inserted, "reject")])
def test_no_empty_paragraph_is_left_of_a_clause_that_goes(runs, side):
    going = Clause(Kind.ITEM, label=runs("b)"), text=runs("that x;"), level=1)
    staying = Clause(Kind.ITEM, label=equal("a)"), text=equal("that y,"), level=1)
    data = write_resolution(Document((staying, going, staying)))
    assert list(_lines(part(data), side, {})) == ["a)\tthat y,", "a)\tthat y,", ""]


@pytest.mark.parametrize(
    ("kind", "level", "label", "text", "style"),
    [
        (Kind.TITLE, 1, "", "RESOLUTION 901", "ResNo"),
        (Kind.TITLE, 2, "", "Sharing test beds", "Restitle"),
        (Kind.HISTORY, 0, "", "(Lakeside, 2020)", "Resref"),
        (Kind.OPENING, 0, "", "The Assembly,", "Normalaftertitle"),
        (Kind.HEADING, 0, "", "considering", "Call"),
        (Kind.ITEM, 1, "a)", "that x;", "Normal"),
        (Kind.ITEM, 2, "i)", "x;", "enumlev1"),
        (Kind.ITEM, 5, "–", "x;", "enumlev3"),
        (Kind.ANNEX, 0, "", "ANNEX", "AnnexNo"),
        (Kind.ANNEX, 0, "", "Programmes", "Annextitle"),
        (Kind.ANNEX, 0, "I", "Programme 1", "Headingb"),
        (Kind.PROPOSAL, 0, "MOD", "AFCP/12A1/1", "Proposal"),
        (Kind.TEXT, 0, "", "Reasons: it is done.", "Reasons"),
    ],
)
def test_the_anatomy_shows_in_itus_style_names(kind, level, label, text, style):
    data = write_resolution(Document((Clause(kind, "", equal(label), equal(text), level),)))
    assert part(data).find(f".//{W}pStyle").get(f"{W}val") == style
    assert style in [one.get(f"{W}styleId") for one in part(data, "styles")]


def test_no_break_hyphens_and_arabic_are_what_word_calls_them():
    data = word(load("903-ast"))
    paragraph = part(data).find(f".//{W}p")
    assert paragraph.find(f"{W}pPr/{W}bidi") is not None
    assert paragraph.find(f".//{W}rPr/{W}rtl") is not None
    assert part(word(load("901-atu"))).find(f".//{W}noBreakHyphen") is not None


def footnoted(mark: Runs, label: Runs, text: Runs) -> bytes:
    clauses = (
        Clause(Kind.TITLE, text=(*equal("Networks"), *mark, *equal(" shared")), level=2),
        Clause(Kind.FOOTNOTE, label=label, text=text),
    )
    return write_resolution(Document(clauses))


@pytest.mark.parametrize(
    ("mark", "label", "text", "before", "after"),
    [
        (
            equal("[^1]"),
            equal("1"),
            (*equal("Old"), *inserted(" new")),
            "[1\tOld]1",
            "[1\tOld new]1",
        ),
        (inserted("[^1]"), inserted("1"), inserted("Note"), "", "[1\tNote]1"),
        (deleted("[^bis]"), deleted("bis"), deleted("Note"), "[bis\tNote]bis", ""),
        (
            (*deleted("[^1]"), *inserted("[^2]")),
            (*deleted("1"), *inserted("2")),
            equal("Note"),
            "[1\tNote]1",
            "[2\tNote]2",
        ),
        (equal("[^3]"), equal("1"), equal("Note"), "[^3]", "[^3]"),
    ],
    ids=["changed", "inserted", "deleted", "renumbered", "not in the document"],
)
def test_a_footnote_stands_where_its_mark_is_cited(mark, label, text, before, after):
    data = footnoted(mark, label, text)
    assert paragraphs(data, "reject")[0] == f"Networks{before} shared"
    assert paragraphs(data, "accept")[0] == f"Networks{after} shared"


def test_a_footnote_that_no_mark_cites_is_kept_as_a_paragraph():
    data = footnoted((), equal("1"), equal("Note"))
    assert paragraphs(data, "accept") == ["Networks shared", "1\tNote"]


def test_a_comment_is_anchored_to_its_clause():
    clauses = (Clause(Kind.TEXT, text=equal("one")), Clause(Kind.TEXT, text=equal("two")))
    data = write_resolution(Document(clauses), comments={1: [Comment("why\nso", "TSB")]})
    second = part(data).findall(f".//{W}p")[1]
    assert second.find(f"{W}commentRangeStart") is not None
    comment = part(data, "comments")[0]
    assert comment.get(f"{W}author") == "TSB"
    assert [  # one paragraph a line
        "".join(line.itertext()) for line in comment
    ] == ["why", "so"]


def test_labels_that_word_can_count_are_left_to_its_numbering():
    source = load("901-cept")
    document = part(word(source))
    items = [clause for clause in source.body.clauses if clause.kind is Kind.ITEM and clause.label]
    assert len(document.findall(f".//{W}numPr")) == len(items) + 2  # two programmes
    assert document.find(f".//{W}pStyle") is None


def test_a_label_that_word_would_count_otherwise_is_typed():
    items = (("a)", "first"), ("b)bis", "put in"), ("b)", "second"))
    clauses = tuple(Clause(Kind.ITEM, "", equal(mark), equal(text), 1) for mark, text in items)
    data = write_resolution(Document(clauses), is_numbered=True)
    assert paragraphs(data, "accept") == ["first", "b)bis\tput in", "second"]


def test_the_same_document_gives_the_same_bytes():
    source = load("901-atu")
    assert word(source) == word(load("901-atu"))
    changed = replace(source.column, code="AFCP/99/1")
    assert write_proposal(changed) != write_proposal(source.column)


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _pandoc_text(node: object) -> str:
    if isinstance(node, list):
        return "".join(map(_pandoc_text, node))
    if not isinstance(node, dict):
        return ""
    if node["t"] in ("Str",):
        return node["c"]
    if node["t"] == "OrderedList":
        return _pandoc_text(node["c"][1])
    return _pandoc_text(node.get("c"))


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize("side", ["accept", "reject"])
def test_pandoc_reads_every_sample_as_we_do(name, side, tmp_path):
    pandoc = shutil.which("pandoc")
    if pandoc is None:
        pytest.skip("pandoc is not installed")
    file = tmp_path / "sample.docx"
    file.write_bytes(word(load(name)))
    told = subprocess.run(
        [pandoc, f"--track-changes={side}", "-t", "json", file],
        capture_output=True,
        check=True,
        text=True,
    )
    assert told.stderr == ""
    found = letters(_pandoc_text(json.loads(told.stdout)["blocks"]))
    wanted = "".join(paragraphs(file.read_bytes(), side))
    # Pandoc leaves out a custom mark beside its note (ECMA-376 17.11.14).
    assert found == letters(re.sub(r"\[(\w+)\t(.*?)\]\1", r"\1\2", wanted))


def test_libreoffice_opens_every_sample_and_saves_the_same_changes(tmp_path):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    for name in names():
        (tmp_path / f"{name}.docx").write_bytes(word(load(name)))
    subprocess.run(
        [office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
        + ["--convert-to", "docx", "--outdir", str(tmp_path / "saved")]
        + [str(path) for path in sorted(tmp_path.glob("*.docx"))],
        capture_output=True,
        check=True,
    )
    for name in names():
        saved = (tmp_path / "saved" / f"{name}.docx").read_bytes()
        for side in ("accept", "reject"):
            wanted = letters("".join(paragraphs(word(load(name)), side)))
            assert letters("".join(paragraphs(saved, side))) == wanted, (name, side)
