"""Law 3 by three readers: our own, pandoc and LibreOffice say the same of a tracked draft.

Rejecting every change gives the text in force, accepting every change the draft; and what is
read in again is what went out. LibreOffice is asked for its own format, in which it writes what
it took for a change.
"""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from lxml import etree

from proposals.core.merge import Agreement
from proposals.core.model import Kind, accept, reject
from proposals.core.reading.docx import read_word_proposals
from proposals.core.words import normal
from proposals.models import Comparison
from proposals.permissions import OPERATOR
from proposals.selectors import stored_base
from proposals.selectors.draft_export import export_draft
from proposals.selectors.drafting import fold_draft
from proposals.services import bulk
from proposals.services.decide import Wish, decide_many
from proposals.services.import_document import import_document
from proposals.services.writing_out import draft_bytes
from tests.sample import FOLDER

pytestmark = pytest.mark.once

SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"
TABLES = {
    "44": SEEDS / "resolution-44-side-by-side.txt",
    "901": FOLDER / "901-side-by-side.txt",
}
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_MARK = re.compile(r"\[\^[^\]\s]+\]")


@pytest.fixture(params=TABLES)
def merged(request, db):
    """A resolution from the secretariat's table to a draft with every kind of decision."""
    cache.clear()
    table = TABLES[request.param]
    if not table.is_file():
        pytest.skip("ITU's texts are not part of the project: ../shared is not there")
    ana = User.objects.create_superuser("ana")
    import_document(data=table.read_bytes(), name=table.name, meeting="WTSA-20", by=ana)
    comparison = Comparison.objects.select_related("meeting", "base__resolution").get()
    taken, refused = decide_many(
        comparison=comparison, wishes=bulk.unanimous(fold_draft(comparison)), by=ana
    )
    assert taken
    assert not refused
    draft = fold_draft(comparison)
    left = [one for one in draft.contests if one.proposed and draft.by_uid[one.uid].undecided]
    disputed = [o for o in left if any(s.agreement is Agreement.CONFLICT for s in o.spans)]
    wishes = [Wish(one.uid, "bracket", reason="Both stay.") for one in disputed[::2]]
    named = {wish.row for wish in wishes}
    rest = [one for one in left if one.uid not in named]
    wishes += [Wish(one.uid, "adopt", None, list(one.proposed)[-1]) for one in rest[::2]]
    items = [one for one in rest[1::2] if one.base is not None and one.base.kind is Kind.ITEM]
    wishes += [Wish(one.uid, "write", text="to go on & on <as before>;") for one in items[:2]]
    wishes += [Wish(one.uid, "delete", reason="It is done.") for one in items[2:4]]
    taken, refused = decide_many(comparison=comparison, wishes=wishes, by=ana)
    assert len(taken) > len(wishes) // 2
    return comparison


def letters(text):
    return "".join(filter(str.isalnum, text))


def told(pairs):
    """What a reader should see, note by note behind the text: (kind, label, text) each."""
    body = [label + _MARK.sub("", text) for kind, label, text in pairs if kind != Kind.FOOTNOTE]
    notes = [label + text for kind, label, text in pairs if kind == Kind.FOOTNOTE and text]
    return letters("".join(body)), letters("".join(notes))


def wanted(comparison, side):
    """The text in force, or the draft, as the store has it."""
    if side == "reject":
        clauses = stored_base(comparison.base).clauses
        return told([(one.kind, reject(one.label), one.base) for one in clauses])
    clauses = fold_draft(comparison).clauses
    return told([(one.clause.kind, accept(one.clause.label), one.text) for one in clauses])


def ours(file, side):
    (column,) = read_word_proposals(file.read_bytes()).value
    choose = accept if side == "accept" else reject
    return told([(one.kind, choose(one.label), choose(one.text)) for one in column.body.clauses])


def pandoc(file, side):
    """By pandoc's own tree, with the choice that it makes itself."""
    program = shutil.which("pandoc")
    if program is None:
        pytest.skip("pandoc is not installed")
    asked = [program, f"--track-changes={side}", "-t", "json", str(file)]
    found = subprocess.run(asked, capture_output=True, check=True, text=True)
    assert found.stderr == ""
    blocks = json.loads(found.stdout)["blocks"]
    body, notes = [], []
    _gather(blocks, body, notes)
    return letters("".join(body)), letters("".join(notes))


def _gather(node, body, notes):
    """The words of pandoc's tree, those of notes apart."""
    if isinstance(node, list):
        for one in node:
            _gather(one, body, notes)
    elif isinstance(node, dict):
        if node["t"] == "Str":
            body.append(node["c"])
        elif node["t"] == "Note":
            _gather(node["c"], notes, notes)
        elif node["t"] == "OrderedList":
            _gather(node["c"][1], body, notes)
        else:
            _gather(node.get("c"), body, notes)


def libreoffice(file, side):
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    flat = file.with_suffix(".fodt")
    if not flat.exists():
        asked = [program, f"-env:UserInstallation=file://{file.parent}/profile", "--headless"]
        asked += ["--convert-to", "fodt", "--outdir", str(file.parent), str(file)]
        subprocess.run(asked, capture_output=True, check=True)
    text = etree.parse(str(flat)).find(f"{OFFICE}body/{OFFICE}text")
    reader = _Flat(text, side)
    reader.walk(text)
    return letters("".join(reader.body)), letters("".join(reader.notes))


class _Flat:
    """Reads OpenDocument (OASIS 1.3, 5.5): a change stands between two marks; what was deleted
    can also lie apart, where a single mark says that it was."""

    def __init__(self, text, side):
        self.side = side
        self.body, self.notes = [], []
        self.into = self.body
        self.open = set()
        self.deleted, self.kinds = {}, {}
        for region in text.iter(f"{TEXT}changed-region"):
            self.kinds[region.get(f"{TEXT}id")] = etree.QName(region[0]).localname
            self.deleted[region.get(f"{TEXT}id")] = region[0]

    def say(self, words):
        gone = "insertion" if self.side == "reject" else "deletion"
        if words and not any(self.kinds[change] == gone for change in self.open):
            self.into.append(words)

    def walk(self, element):
        self.say(element.text)
        for child in element:
            self.visit(child)
            self.say(child.tail)

    def visit(self, child):
        if not isinstance(child.tag, str):
            return
        name = etree.QName(child).localname
        change = child.get(f"{TEXT}change-id")
        if name == "change-start":
            self.open.add(change)
        elif name == "change-end":
            self.open.discard(change)
        elif name == "change" and self.side == "reject" and self.kinds[change] == "deletion":
            for part in self.deleted[change]:
                if etree.QName(part).localname != "change-info":
                    self.walk(part)
        elif name == "note":
            self.into, before = self.notes, self.into
            self.walk(child)
            self.into = before
        elif name not in ("tracked-changes", "annotation", "sequence-decls"):
            self.walk(child)


@pytest.mark.parametrize("reader", [ours, pandoc, libreoffice])
def test_rejecting_gives_the_text_in_force_and_accepting_the_draft(merged, reader, tmp_path):
    file = tmp_path / "draft.docx"
    draft = export_draft(OPERATOR, merged.base.resolution.slug)
    file.write_bytes(draft_bytes(draft, "docx"))
    for side in ("reject", "accept"):
        assert reader(file, side) == wanted(merged, side), side


def test_what_is_read_in_again_is_the_draft_clause_by_clause(merged):
    draft = export_draft(OPERATOR, merged.base.resolution.slug)
    (column,) = read_word_proposals(draft_bytes(draft, "docx")).value
    for choose in (accept, reject):
        found, stored = (
            [
                (normal(choose(one.label)).strip(), normal(choose(one.text)).strip())
                for one in clauses
                if choose(one.runs).strip()
            ]
            for clauses in (column.body.clauses, draft.document.clauses)
        )
        assert found == stored


def test_every_reason_is_a_comment_in_the_file(merged):
    draft = export_draft(OPERATOR, merged.base.resolution.slug)
    said = [one.text for found in draft.comments.values() for one in found]
    assert any("Both stay." in one for one in said)
