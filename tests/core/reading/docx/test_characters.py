"""Characters: text, and what stands for it."""

from tests.core.reading.docx.build import after, before, p, r, read


def field(*steps: str) -> str:
    made = {"begin", "separate", "end"}
    return "".join(
        f'<w:r><w:fldChar w:fldCharType="{step}"/></w:r>' if step in made else step
        for step in steps
    )


def code(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def test_characters_that_are_elements_are_text():
    inside = "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>ITU</w:t><w:noBreakHyphen/>"
    inside += '<w:t>T</w:t><w:softHyphen/><w:br w:type="page"/>'
    inside += '<w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
    assert after(read(p(inside))) == ["a\tb\nITU\N{NON-BREAKING HYPHEN}T✓"]


def test_space_around_a_text_stays_only_where_it_asks_for_it():
    word = read(p("<w:r><w:t> a </w:t></w:r>" + r(" b ")))
    assert after(word) == ["a b "]


def test_a_line_break_in_the_xml_is_a_space():
    assert after(read(p("<w:r><w:t>one\ntwo</w:t></w:r>"))) == ["one two"]


def test_entities_stand_for_their_characters():
    assert after(read(p(r("a &amp; b &lt;c&gt; &#233;&#xE9;")))) == ["a & b <c> éé"]


def test_of_a_field_only_the_result_is_text():
    inner = field("begin", code("IF "), field("begin", code("X"), "separate", r("no"), "end"))
    word = read(p(r("see ") + inner + field("separate", r("4"), "end") + r(".")))
    assert after(word) == ["see 4."]


def test_a_field_that_was_deleted_is_deleted():
    gone = '<w:del w:id="1" w:author="A">{}</w:del>'
    steps = field("begin", "<w:r><w:delInstrText>REF</w:delInstrText></w:r>", "separate")
    word = read(p(gone.format(steps + r("4", "delText") + field("end")) + r("!")))
    assert (before(word), after(word)) == (["4!"], ["!"])


def test_a_field_without_an_end_hides_nothing():
    assert after(read(p(field("begin") + r("all of it")) + p(r("more")))) == ["all of it", "more"]


def test_of_ruby_text_the_base_is_read():
    ruby = f"<w:rt>{r('とうきょう')}</w:rt><w:rubyBase>{r('東京')}</w:rubyBase>"
    assert after(read(p(f"<w:r><w:ruby>{ruby}</w:ruby></w:r>"))) == ["東京"]


def test_overriding_direction_marks_are_kept_as_data():
    assert after(read(p(r("a\u202eb")))) == ["a\u202eb"]
