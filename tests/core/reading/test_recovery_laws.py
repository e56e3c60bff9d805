"""Recovered redlines: the laws, for any text, and how well recovery does.

Accuracy is measured by characters, on random edits whose marks are known.
"""

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proposals.core.model import Op, everything, reject
from proposals.core.reading.recovery import Witness, recover
from proposals.core.words import normal
from tests.core.reading.lending import BASE, IN_FORCE, document, recovered

token = st.sampled_from(
    ["the", "of", "list", "members", "and", "on", "2014", "Dubai", ",", ";", ".", "(", ")", "ITU-T",
     "instruments", "ing", "a", "new", "to", "for"]
)  # fmt: skip
edit = st.tuples(st.integers(0, 400), st.integers(0, 4), st.lists(token, max_size=6), st.booleans())


def edited(text, edits):
    """A flattened text: what is deleted stays, what is inserted stands before or after it."""
    for place, size, put_in, glued in edits:
        parts = re.findall(r"\S+|\s+", text)
        cut = place % (len(parts) + 1)
        new = " ".join(put_in)
        parts[cut : cut + size] = [*parts[cut : cut + size], new if glued else f" {new} "]
        text = "".join(parts)
    return text


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(5, 19), edit), max_size=8))
def test_the_runs_re_create_the_file_and_rejecting_them_gives_the_base(edits):
    lines = BASE.split("\n")
    for row, each in edits:
        label, tab, text = lines[row].rpartition("\t")
        lines[row] = label + tab + edited(text, [each])
    flattened = document("\n".join(lines))
    result = recover([Witness("ATU", flattened)], IN_FORCE)
    [body] = result.value.bodies
    untracked = {each.source for each in result.warnings if "untracked" in each.message}
    assert len(body.clauses) == len(flattened.clauses)
    texts = {re.sub(r"\s", "", normal(clause.base)) for clause in IN_FORCE.clauses}
    for clause, original in zip(body.clauses, flattened.clauses, strict=True):
        assert everything(clause.label) == everything(original.label)
        assert everything(clause.text) == everything(original.text)
        assert clause.source == original.source
        if reject(clause.text).strip() and clause.source not in untracked:
            assert re.sub(r"\s", "", normal(clause.base)) in texts


@settings(max_examples=60)
@given(st.lists(st.lists(st.tuples(st.integers(4, 19), edit), max_size=4), min_size=1, max_size=4))
def test_without_a_base_the_runs_still_re_create_every_file(columns):
    bodies = []
    for edits in columns:
        lines = BASE.split("\n")
        for row, each in edits:
            lines[row] = edited(lines[row], [each])
        bodies.append(document("\n".join(lines)))
    result = recover([Witness(f"G{n}", body) for n, body in enumerate(bodies)]).value
    for body, flattened in zip(result.bodies, bodies, strict=True):
        for clause, original in zip(body.clauses, flattened.clauses, strict=True):
            assert everything(clause.runs) == everything(original.runs)
            assert all(bool(run.why) == (run.op is not Op.EQUAL) for run in clause.runs)


# How well it does, on edits whose marks are known.

PHRASES = (
    "and in the regions of the {}",
    "including those of the offices of the {}",
    "with due care for {}",
    "for the benefit of {} and its members",
    "as the {} may see fit",
    "or by any other means of the {}",
)
GROUPS = ("north", "south", "east")


def random_column(rng, group):
    """A flattened text, and for each of its lines the operations on its label and text."""
    lines = []
    shift = 0
    for line in BASE.split("\n"):
        label, _, text = line.rpartition("\t")
        first, last = label in ("", "a)", "1"), text.endswith((",", "."))
        if not label:
            shift = 0
        if not first and not last and rng.random() < 0.12:
            lines.append(([(Op.DELETE, label)], [(Op.DELETE, text)]))
            shift -= 1
            continue
        phrase = rng.choice(PHRASES).format(group)
        if not first and rng.random() < 0.12:
            new = f"to lend what no other member lends {phrase};"
            lines.append(([(Op.INSERT, _moved(label, shift))], [(Op.INSERT, new)]))
            shift += 1
        runs = [(Op.EQUAL, text)]
        if label and rng.random() < 0.3:
            place = rng.choice([m.start() for m in re.finditer(r";| and\b|,$", text)] or [None])
            runs = [(Op.EQUAL, text[:place]), (Op.INSERT, f" {phrase}"), (Op.EQUAL, text[place:])]
        lines.append((_relabelled(label, shift), runs))
    shown = "\n".join(
        "\t".join(filter(None, ("".join(text for _, text in part) for part in line)))
        for line in lines
    )
    return shown, [label + text for label, text in lines]


def _moved(label, shift):
    core = label.strip(")")
    moved = str(int(core) + shift) if core.isdigit() else chr(ord(core) + shift)
    return moved + label[len(core) :]


def _relabelled(label, shift):
    if not shift or not label:
        return [(Op.EQUAL, label)]
    core, new = label.strip(")"), _moved(label, shift).strip(")")
    return [(Op.DELETE, core), (Op.INSERT, new), (Op.EQUAL, label[len(core) :])]


def scores(seeds, columns, known):
    """For insertions and deletions: (precision, recall, F1) by characters."""
    right, got, expected = ({Op.INSERT: 0, Op.DELETE: 0} for _ in range(3))
    for seed in range(seeds):
        rng = random.Random(seed)
        made = [random_column(rng, group) for group in GROUPS[:columns]]
        result = recovered(*(text for text, _ in made), base=IN_FORCE if known else None)
        for body, (_, keys) in zip(result.value.bodies, made, strict=True):
            found = {}
            for clause in body.clauses:
                found.setdefault(clause.source, []).extend((r.op, r.text) for r in clause.runs)
            for source, key in enumerate(keys, 1):
                one, other = (
                    [op for op, text in parts for c in text if not c.isspace()]
                    for parts in (key, found[source])
                )
                for op in right:
                    expected[op] += one.count(op)
                    got[op] += other.count(op)
                    right[op] += sum(a is b is op for a, b in zip(one, other, strict=True))
    result = {}
    for op in right:
        precision, recall = right[op] / (got[op] or 1), right[op] / expected[op]
        result[op] = (precision, recall, 2 * precision * recall / (precision + recall))
    return result


@pytest.mark.parametrize(("columns", "known"), [(3, True), (3, False), (2, False)])
def test_insertions_and_whole_clauses_are_recovered(columns, known):
    found = scores(12, columns, known)
    assert found[Op.INSERT][2] >= 0.98, found
    assert found[Op.DELETE][0] >= 0.97, found
    assert found[Op.DELETE][2] >= 0.90, found


def test_everything_that_is_changed_says_why_and_nothing_else_does():
    texts = [random_column(random.Random(seed), "west")[0] for seed in range(4)]
    bodies = recovered(*texts).value.bodies
    runs = [run for body in bodies for clause in body.clauses for run in clause.runs]
    assert all(bool(run.why) == (run.op is not Op.EQUAL) for run in runs)
    assert {run.op for run in runs} == set(Op)
