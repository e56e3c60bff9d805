"""The table leaves as the page shows it: its columns, its rows, its layout."""

import csv
import io
import json
import re

import openpyxl
import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError
from lxml import html

from proposals.core.reading.docx import read_word_table
from proposals.core.words import normal
from proposals.models import Meeting
from proposals.permissions import OPERATOR
from proposals.selectors import export_comparison
from proposals.selectors.drafting import fold_draft
from proposals.selectors.exporting import exported, narrowed
from proposals.selectors.filtering import Filters, kept
from proposals.services import bulk
from proposals.services.decide import Wish, decide_many, take_back
from proposals.services.import_document import import_document
from proposals.services.writing_out import Shape, comparison_bytes
from tests.command import command

TABLE = "/resolutions/901/compare/as/"


@pytest.fixture
def decided(comparison):
    """With what is unanimous adopted."""
    ana = User.objects.create_user("ana")
    decide_many(comparison=comparison, wishes=bulk.unanimous(fold_draft(comparison)), by=ana)
    return comparison


def rows(client, query=""):
    """The rows of the table as JSON."""
    return json.loads(client.get(f"{TABLE}json/{query}").content)["rows"]


def heads(client, ending, query=""):
    """The heads of the table's columns, as a reader of HTML finds them."""
    root = html.document_fromstring(client.get(f"{TABLE}{ending}/{query}").content.decode())
    return [head.text_content() for head in root.findall(".//thead//th")]


# -- the columns --------------------------------------------------------------------------


def test_columns_come_in_the_order_of_the_page(client, comparison):
    found = json.loads(client.get(f"{TABLE}json/?col=RCC&col=ATU").content)
    assert [one["group"] for one in found["columns"]] == ["RCC", "ATU"]
    assert all(list(row["cells"]) == ["RCC", "ATU"] for row in found["rows"])


def test_a_pinned_column_stands_first(client, comparison):
    found = json.loads(client.get(f"{TABLE}json/?pin=RCC").content)
    assert found["columns"][0]["group"] == "RCC"


def test_who_chooses_every_column_still_gets_what_is_only_announced(client, comparison):
    every = export_comparison(None, "901").table.columns
    assert any(one.is_empty for one in every)
    query = "?" + "&".join(f"col={one.group}" for one in every if not one.is_empty)
    assert client.get(f"{TABLE}docx/{query}").content == client.get(f"{TABLE}docx/").content


def test_a_clause_that_no_chosen_column_adds_is_left_out(client, comparison):
    for row in rows(client, "?col=RCC"):
        assert row["base"] is not None or row["cells"]["RCC"] is not None


# -- the rows -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "filters"),
    [
        ("?group=ATU", Filters(groups=("ATU",))),
        ("?change=inserted", Filters(changes=("inserted",))),
        ("?class=substantive&group=RCC", Filters(groups=("RCC",), classes=("substantive",))),
        ("?q=test beds", Filters(text="test beds")),
    ],
)
def test_the_file_holds_the_rows_that_the_page_keeps_and_their_headings(
    client, comparison, query, filters
):
    wanted = kept(OPERATOR, comparison, filters)
    found = rows(client, query)
    others = [row for row in found if row["id"] not in wanted]
    assert {row["id"] for row in found} >= wanted & {row["id"] for row in rows(client)}
    assert all(row["kind"] in ("heading", "annex") for row in others)
    # No heading without a row below it.
    assert found
    assert found[-1] not in others


def test_hidden_rows_stay_behind(client, comparison):
    every, left = rows(client), rows(client, "?hide=1")
    assert len(left) < len(every)
    for row in left:
        if row["kind"] not in ("heading", "annex"):
            states = {cell["state"] for cell in row["cells"].values() if cell}
            assert states != {"unchanged"}


def test_what_is_only_of_form_is_hidden_where_substance_is_asked(client, comparison):
    ids = {row["id"] for row in rows(client, "?hide=1&substantive=1")}
    assert ids < {row["id"] for row in rows(client, "?hide=1")}


@pytest.mark.parametrize("ending", ["docx", "html", "csv", "xlsx", "akn", "critic"])
def test_every_format_is_narrowed_alike(client, comparison, ending):
    whole, narrow = (client.get(f"{TABLE}{ending}/{query}") for query in ("", "?group=ATU&col=ATU"))
    assert narrow.status_code == 200
    assert len(narrow.content) < len(whole.content)


def test_filters_that_name_nothing_known_are_left_out_as_on_the_page(client, comparison):
    assert rows(client, "?group=NOBODY&change=nonsense") == rows(client)


def test_by_section_the_same_clauses_are_left(comparison):
    only = frozenset(kept(OPERATOR, comparison, Filters(groups=("ATU",))))
    table = narrowed(exported(comparison), ["ATU"], only).table
    (column,) = table.columns
    held = [uid for row, uid in zip(table.rows, table.uids, strict=True) if row.cells[0]]
    assert sorted(table.homes[0]) == sorted(set(held) & set(table.homes[0]))
    assert len(column.body.clauses) == len(table.homes[0])


# -- the layout ---------------------------------------------------------------------------


def test_the_text_in_force_can_be_left_out(client, comparison):
    assert "In forceRev. Lakeside, 2020" in heads(client, "html")
    assert not any("In force" in head for head in heads(client, "html", "?nobase=1"))
    # What stays is then said in full, since nothing else says it.
    page = client.get(f"{TABLE}html/?nobase=1").content.decode()
    assert "no change" not in page


def test_the_draft_stands_last_where_it_is_asked_for(client, decided):
    assert "Draft" not in heads(client, "html")
    assert heads(client, "html", "?draft=1")[-1] == "Draft"
    assert heads(client, "html", "?draft=1&by=section")[-1] == "Draft"
    (text,) = {one.text for one in fold_draft(decided).clauses if one.clause.kind == "opening"}
    page = html.document_fromstring(client.get(f"{TABLE}html/?draft=1").content.decode())
    last = [
        "".join(row[-1].xpath(".//text()[not(ancestor::del)]"))
        for row in page.findall(".//tbody/tr")
    ]
    assert any(normal(text).split() == normal(one).split() for one in last)


def test_a_section_is_a_row_where_that_is_asked(client, comparison):
    def count(query):
        page = client.get(f"{TABLE}html/{query}").content.decode()
        return len(html.document_fromstring(page).findall(".//tbody/tr"))

    assert 1 < count("?by=section") < count("?by=clause") == count("")


def test_both_layouts_say_the_same(client, comparison):
    def words(query):
        page = html.document_fromstring(client.get(f"{TABLE}html/{query}").content.decode())
        for say in page.xpath("//*[@class='say']"):
            say.drop_tree()
        places = len(page.findall(".//thead//th"))
        skip = 0 if "section" in query else 1
        columns = [[] for _ in range(places - skip)]
        for row in page.findall(".//tbody/tr"):
            cells = [cell for cell in row if cell.get("class") != "n"]
            for column, cell in zip(columns, cells, strict=True):
                column += "".join(cell.itertext()).replace("–", " ").split()
        return [sorted("".join(column)) for column in columns]

    clauses, sections = words("?nobase=1"), words("?nobase=1&by=section")
    assert len(clauses) == len(sections)
    # By section a column is its document; what a clean text merely lacks is in no document.
    for one, other in zip(clauses, sections, strict=True):
        assert len(other) <= len(one)


def test_clean_is_without_changes(client, comparison):
    page = client.get(f"{TABLE}html/?mode=clean").content.decode()
    body = page.partition("<tbody>")[2]
    assert "<ins" not in body
    assert "<del" not in body
    assert "<ins" in client.get(f"{TABLE}html/").content.decode().partition("<tbody>")[2]


# -- Word, in again -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "query",
    ["", "?by=clause", "?by=section&base=1", "?by=clause&nobase=1", "?by=clause&draft=1"],
)
def test_every_layout_of_the_word_table_gives_the_same_comparison_again(client, decided, query):
    data = client.get(f"{TABLE}docx/{query}").content
    Meeting.objects.create(code="WTSA-D2", conference="WTSA", name="Two", place="Two", year=2028)
    again = import_document(data=data, name="901.docx", meeting="WTSA-D2")
    assert again.comparison.pk != decided.pk
    before, after = (
        json.loads(comparison_bytes(export_comparison(OPERATOR, "901", meeting), "json"))
        for meeting in ("WTSA-D1", "WTSA-D2")
    )
    assert [c["group"] for c in after["columns"]] == [c["group"] for c in before["columns"]]
    assert [c["empty"] for c in after["columns"]] == [c["empty"] for c in before["columns"]]
    assert len(after["rows"]) == len(before["rows"])
    for old, new in zip(before["rows"], after["rows"], strict=True):
        assert new["base"] == old["base"]
        for group, cell in old["cells"].items():
            assert said(new["cells"][group]) == said(cell), (old["section"], group)


def said(cell):
    if cell is None:
        return None
    sides = {
        name: [
            "".join(text for op, text in cell[name] if op != gone) for gone in ("insert", "delete")
        ]
        for name in ("label", "text")
    }
    return cell["state"], {name: [normal(text) for text in both] for name, both in sides.items()}


def test_the_word_table_by_clause_has_a_row_for_each(client, comparison):
    data = client.get(f"{TABLE}docx/?by=clause").content
    word = read_word_table(data).value
    wanted = export_comparison(None, "901").table
    for column, stored in zip(word.columns, wanted.columns, strict=True):
        assert column.group == stored.group
        assert len(column.body.clauses) >= len(stored.body.clauses)


# -- the sheets ---------------------------------------------------------------------------


def sheet(client, name):
    data = client.get(f"{TABLE}csv/?sheet={name}").content.decode()
    return list(csv.reader(io.StringIO(data)))


def test_every_reading_is_a_line_with_its_groups(client, decided):
    head, *lines = sheet(client, "readings")
    contests = fold_draft(decided).contests
    assert len(lines) == sum(len(span.readings) for one in contests for span in one.spans)
    groups, words = head.index("groups"), head.index("agreement")
    assert {line[words] for line in lines} >= {"unanimous", "single"}
    assert all(line[groups] for line in lines)
    decided_on = [line for line in lines if line[head.index("decision")]]
    assert decided_on
    assert all(line[words] == "unanimous" for line in decided_on)


def test_every_decision_is_a_line_with_who_when_and_why(client, comparison):
    ana = User.objects.create_user("ana")
    contest = next(one for one in fold_draft(comparison).contests if one.spans and one.base)
    wish = Wish(contest.uid, "adopt", None, next(iter(contest.proposed)), reason="=1+1")
    (taken,), _ = decide_many(comparison=comparison, wishes=[wish], by=ana)
    take_back(comparison=comparison, decision=taken.pk, by=ana)
    head, first, second = sheet(client, "decisions")
    line = dict(zip(head, first, strict=True))
    assert (line["who"], line["reason"], line["stands"]) == ("ana", "'=1+1", "no")
    assert re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d", line["time"])
    assert line["row"] == contest.uid
    assert dict(zip(head, second, strict=True))["decision"].startswith("taken back")


def test_the_workbook_holds_the_same_as_the_csvs(client, decided):
    data = client.get(f"{TABLE}xlsx/?draft=1").content
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["Comparison", "Readings", "Decisions"]
    for name, title in (("readings", "Readings"), ("decisions", "Decisions")):
        found = [
            ["" if c is None else c for c in row] for row in book[title].iter_rows(values_only=True)
        ]
        wanted = [[c[1:] if c[:1] == "'" else c for c in line] for line in sheet(client, name)]
        assert [[normal(c) for c in row] for row in found] == [
            [normal(c) for c in row] for row in wanted
        ]
    head = [cell.value for cell in book["Comparison"][1]]
    assert "draft" in head


def test_a_csv_of_the_rows_takes_the_draft_along(client, decided):
    data = client.get(f"{TABLE}csv/?draft=1").content.decode()
    head, *lines = csv.reader(io.StringIO(data))
    assert head[-1] == "draft"
    assert any(line[-1] for line in lines)


# -- the command --------------------------------------------------------------------------


def test_the_command_lays_it_out_as_the_address_does(client, decided):
    for args, query in (
        (("--by", "clause", "--draft"), "?by=clause&draft=1"),
        (("--by", "section", "--base"), "?by=section&base=1"),
        (("--groups", "rcc,ATU", "--no-base"), "?col=RCC&col=ATU&nobase=1"),
    ):
        written = command("export_comparison", "901", *args, format="docx")
        assert written == client.get(f"{TABLE}docx/{query}").content
    for name in ("readings", "decisions"):
        written = command("export_comparison", "901", format="csv", sheet=name)
        assert written == client.get(f"{TABLE}csv/?sheet={name}").content


def test_a_column_that_is_not_there_is_said(comparison):
    with pytest.raises(CommandError, match=r"no column “XYZ”; there are .*ATU") as error:
        command("export_comparison", "901", groups="XYZ")
    assert error.value.returncode == 2


# -- PDF ----------------------------------------------------------------------------------


def test_what_was_printed_is_not_laid_out_again(client, decided, monkeypatch):
    made = []

    def print_(page):
        made.append(page)
        return b"%PDF-" + str(len(page)).encode()

    monkeypatch.setattr("proposals.services.printing.page_pdf", print_)
    first, second = (client.get(f"{TABLE}pdf/").content for _ in range(2))
    assert first == second
    assert len(made) == 1
    client.get(f"{TABLE}pdf/?col=ATU")
    client.get("/resolutions/901/draft/as/pdf/")
    assert len(made) == 3


def test_a_decision_makes_the_draft_be_printed_again(client, comparison, monkeypatch):
    monkeypatch.setattr("proposals.services.printing.page_pdf", lambda page: page.encode())
    before = client.get("/resolutions/901/draft/as/pdf/").content
    ana = User.objects.create_user("ana")
    decide_many(comparison=comparison, wishes=bulk.unanimous(fold_draft(comparison)), by=ana)
    assert client.get("/resolutions/901/draft/as/pdf/").content != before


def test_shapes_say_what_each_format_does_by_itself():
    assert (Shape().layout("docx").base, Shape().layout("docx").sections) == (False, True)
    assert (Shape().layout("html").base, Shape().layout("html").sections) == (True, False)
    assert Shape(by="clause").layout("docx").base
