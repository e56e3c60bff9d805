"""Moves: what the order-preserving path leaves over, found by its words."""

from proposals.core.likeness import Lexicon, Sketch
from proposals.core.moves import moves, retyped
from proposals.core.path import Pair, in_order

TEXTS = [
    "that the plan annexed to this resolution should be reviewed every year;",
    "to support regional groups within available resources;",
    "that interpretation shall be provided at all plenary meetings on request;",
    "to keep a separate item in the budget for bridging the gap;",
    "to invite the private sector to offer voluntary contributions;",
    "Objective",
]


def sketches(*texts, lane="body"):
    return [Sketch(lane, text, str(number), "") for number, text in enumerate(texts, 1)]


def found(old, new):
    lexicon = Lexicon(old)
    path = in_order(old, new, lexicon)
    return sorted((pair.base, pair.column) for pair in moves(old, new, lexicon, path))


def test_what_kept_its_order_did_not_move():
    assert found(sketches(*TEXTS), sketches(*TEXTS)) == []


def test_a_clause_that_went_to_the_end_moved():
    a, b, c, d, e, f = TEXTS
    assert found(sketches(a, b, c, d, e, f), sketches(b, c, d, e, f, a)) == [(0, 5)]


def test_an_edited_clause_still_moved():
    a, b, c, d, e, _ = TEXTS
    edited = a.replace("every year", "once in two years")
    assert found(sketches(a, b, c, d, e), sketches(b, c, d, e, edited)) == [(0, 4)]


def test_a_rewritten_clause_is_new_and_did_not_move():
    a, b, c, d, e, _ = TEXTS
    other = "that nothing more need be said of the matter at this stage;"
    assert found(sketches(a, b, c, d, e), sketches(b, c, d, e, other)) == []


def test_a_clause_of_a_few_words_is_no_evidence():
    a, b, c, d, _, short = TEXTS
    assert found(sketches(short, a, b, c, d), sketches(a, b, c, d, short)) == []


def test_a_short_neighbour_moves_along():
    a, b, c, d, e, short = TEXTS
    old = sketches(short, a, b, c, d, e)
    new = sketches(b, c, d, e, short, a)
    assert found(old, new) == [(0, 4), (1, 5)]


def test_a_strong_pair_across_is_not_given_to_a_weaker_one_in_order():
    one = "to support regional groups of all study groups within the resources available;"
    other = "to support regional meetings of the advisory group on request of its members;"
    a, c = TEXTS[0], TEXTS[2]
    old, new = sketches(one, a, c), sketches(other, a, c, one)
    path = in_order(old, new, Lexicon(old))
    assert [(pair.base, pair.column) for pair in path] == [(1, 1), (2, 2)]
    assert found(old, new) == [(0, 3)]


def test_each_clause_moves_once():
    a, b, c, d, e, _ = TEXTS
    old, new = sketches(a, b, c, d, e), sketches(b, c, d, e, a, a)
    assert len(found(old, new)) == 1


def test_clauses_that_may_not_be_paired_are_left_alone():
    a, b, c, d, e, _ = TEXTS
    old, new = sketches(a, b, c, d, e), sketches(b, c, d, e, a)
    lexicon = Lexicon(old)
    assert moves(old, new, lexicon, in_order(old, new, lexicon), excluded={4}) == []


def test_a_footnote_does_not_become_a_clause():
    a, b, c, d, e, _ = TEXTS
    new = [*sketches(b, c, d, e), *sketches(a, lane="footnote")]
    assert found(sketches(a, b, c, d, e), new) == []


def test_what_is_deleted_here_and_inserted_there_must_be_nearly_the_same():
    a, b, *_ = TEXTS
    old = sketches(a, b)
    new = sketches(a.replace("every", "each"), b[:30] + "and to think of something else;")
    assert [(p.base, p.column) for p in retyped([0, 1], [0, 1], old, new, Lexicon(old))] == [(0, 0)]


def test_too_many_clauses_to_compare_move_by_equal_text_only(monkeypatch):
    monkeypatch.setattr("proposals.core.moves.LARGEST", 0)
    a, b, c, d, e, _ = TEXTS
    old, new = sketches(a, b, c, d, e), sketches(c, d, e, a, b.replace("within", "beyond"))
    everything = [Pair(2, 0, 1.0), Pair(3, 1, 1.0), Pair(4, 2, 1.0)]
    pairs = moves(old, new, Lexicon(old), everything)
    assert (0, 3) in {(pair.base, pair.column) for pair in pairs}
