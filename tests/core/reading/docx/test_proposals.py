"""Word files as resolutions and as the proposals they make."""

from proposals.core.model import Kind, accept
from proposals.core.reading.docx import read_word_proposals, read_word_resolution
from tests.core.reading.docx.build import dele, docx, ins, p, r

STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/></w:style>'
    for name in ("Proposal", "ResNo", "Restitle", "Call", "Reasons")
)
TAB = "<w:r><w:tab/></w:r>"


def resolution(number: str = "9", change: str = "") -> str:
    return (
        p(r(f"RESOLUTION {number} (Rev. Geneva, 2022)"), style="ResNo")
        + p(r("On the use of examples"), style="Restitle")
        + p(r("(Geneva, 2022)"))
        + p(r("The World Telecommunication Standardization Assembly (Geneva, 2022),"))
        + p(r("considering"), style="Call")
        + p(r("that examples are useful") + change + r(","))
        + p(r("resolves"), style="Call")
        + p(r("to give one."))
    )


def proposal(action: str, code: str, inside: str = "") -> str:
    return p(r(action) + TAB + r(code), style="Proposal") + inside


REASONS = p(r("Reasons:") + TAB + r("It is out of date."), style="Reasons")
CHANGE = dele(" now") + ins(r(" always"))


def test_a_proposal_says_its_action_code_and_group():
    data = docx(proposal("MOD", "AFCP/35A8/1", resolution(change=CHANGE)) + REASONS, styles=STYLES)
    (column,) = read_word_proposals(data, "T17-WTSA.20-C-0035!A8!MSW-E.docx").value
    assert (column.group, column.action, column.code) == ("ATU", "MOD", "AFCP/35A8/1")
    assert (column.document, column.body.number) == ("C-0035-A8", "9")
    item = next(c for c in column.body.clauses if c.is_changed)
    assert (item.base, item.proposed) == (
        "that examples are useful now,",
        "that examples are useful always,",
    )


def test_several_proposals_in_one_file_are_told_apart():
    cover = p(r("Asia-Pacific Telecommunity")) + p(r("PROPOSALS"))
    body = cover + proposal("MOD", "ACP/36A1/1", resolution("9", CHANGE))
    body += proposal("ADD", "ACP/36A1/2", resolution("[NEW]"))
    body += proposal("SUP", "ACP/36A1/3", p(r("RESOLUTION 7"), style="ResNo") + REASONS)
    result = read_word_proposals(docx(body, styles=STYLES), "apt.docx")
    assert [(one.action, one.code, one.group) for one in result.value] == [
        ("MOD", "ACP/36A1/1", "APT"),
        ("ADD", "ACP/36A1/2", "APT"),
        ("SUP", "ACP/36A1/3", "APT"),
    ]
    assert [one.body.number for one in result.value] == ["9", "[NEW]", "7"]
    assert "Asia-Pacific" not in str(result.value)


def test_without_tracked_changes_a_modification_is_compared_and_that_is_said():
    result = read_word_proposals(docx(proposal("MOD", "SEN/56/1", resolution()), styles=STYLES))
    assert result.value[0].group == "SEN"
    assert any("no tracked changes" in warning.message for warning in result.warnings)


def test_a_suppression_without_reasons_is_pointed_out():
    result = read_word_proposals(docx(proposal("SUP", "SEN/56/2"), styles=STYLES))
    assert any("reasons" in warning.message for warning in result.warnings)
    result = read_word_proposals(docx(proposal("SUP", "SEN/56/2", REASONS), styles=STYLES))
    assert not any("reasons" in warning.message for warning in result.warnings)


def test_a_file_without_a_proposal_line_is_one_proposal_of_its_author():
    change = dele(" now", "RCC Commission")
    result = read_word_proposals(docx(resolution(change=change), styles=STYLES), "a.docx")
    (column,) = result.value
    assert (column.group, column.action, column.document) == ("RCC", "MOD", "a")
    assert any("authors" in warning.message for warning in result.warnings)


def test_action_and_number_can_share_a_line():
    body = resolution(change=CHANGE).replace("RESOLUTION 9", "MOD  RESOLUTION 9")
    (column,) = read_word_proposals(docx(body, styles=STYLES)).value
    assert (column.action, column.body.number) == ("MOD", "9")


def test_a_code_that_is_none_is_kept_and_pointed_out():
    data = docx(proposal("MOD", "TSAG/C187", resolution(change=CHANGE)), styles=STYLES)
    result = read_word_proposals(data)
    assert result.value[0].code == "TSAG/C187"
    assert any("no code" in warning.message for warning in result.warnings)


def test_a_resolution_in_force_counts_changes_as_accepted():
    result = read_word_resolution(docx(resolution(change=CHANGE), styles=STYLES))
    assert not any(clause.is_changed for clause in result.value.clauses)
    item = next(c for c in result.value.clauses if c.kind is Kind.ITEM)
    assert accept(item.text) == "that examples are useful always,"
    assert any("taken as accepted" in warning.message for warning in result.warnings)


def test_the_language_is_told_by_name_letters_or_styles():
    french = p(r("RÉSOLUTION 9 (Rév. Genève, 2022)"), style="ResNo") + p(r("considérant"))
    assert (
        read_word_resolution(docx(french), "T22-WTSA.24-C-0042!MSW-F.docx").value.language == "fr"
    )
    arabic = p(r("القرار 9 (المراجَع في جنيف، 2022)")) + p(r("إذ تضع في اعتبارها"))
    assert read_word_resolution(docx(arabic)).value.language == "ar"
    styles = '<w:docDefaults><w:rPr><w:lang w:val="es-ES"/></w:rPr></w:docDefaults>' + STYLES
    assert read_word_resolution(docx(p(r("9")), styles=styles)).value.language == "es"
