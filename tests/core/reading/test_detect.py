"""What kind of file it is."""

import pytest

from proposals.core.reading.detect import FileKind, detect
from proposals.core.result import Refused
from tests.core.reading.docx.build import docx, ins, p, r, row, table

NUMBER = p(r("RESOLUTION 9 (Rev. Geneva, 2022)"))


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (NUMBER + p(r("considering")), FileKind.RESOLUTION),
        (NUMBER + p(ins(r("considering"))), FileKind.PROPOSAL),
        (p(r("MOD\tAFCP/35A8/1")) + NUMBER, FileKind.PROPOSAL),
        (p(r("SUP\tAFCP/35A8/1")), FileKind.PROPOSAL),
        (p(r("MOD  RESOLUTION 9 (Rev. Geneva, 2022)")), FileKind.PROPOSAL),
        (table(row(p(r("Proposal 1 (MOD, C-1) (ATU)")))), FileKind.TABLE),
        (p(r("A letter.")), FileKind.TEXT),
        (p(r("A ") + ins(r("letter."))), FileKind.PROPOSAL),
    ],
)
def test_a_word_file_says_what_it_is(body: str, kind: FileKind):
    assert detect(docx(body)) is kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("RESOLUTION 9 (Rev. Geneva, 2022)\nconsidering", FileKind.RESOLUTION),
        ("MOD\tAFCP/35A8/1\nRESOLUTION 9 (Geneva, 2022)", FileKind.PROPOSAL),
        ("MOD  RESOLUTION 9 (Rev. Geneva, 2022)", FileKind.PROPOSAL),
        ("Resolution 9\n\tProposal 1 (MOD, C-1) (ATU)", FileKind.TABLE),
        ("A letter.", FileKind.TEXT),
    ],
)
def test_a_text_file_says_what_it_is(text: str, kind: FileKind):
    assert detect(text.encode()) is kind


def test_what_is_neither_is_refused():
    with pytest.raises(Refused):
        detect(b"\xff\xfe\x00")
