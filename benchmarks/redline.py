"""Redlines.

The pairs of a made-up table (`synthetic.py`), the size of Resolution 44's and as much of it
changed: about 400 pairs of a base clause and a column's, a third of them different. Peers get
the tokens ready made, ours starts from the texts.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Sequence
from functools import partial

import cydifflib
from rapidfuzz.distance import Indel

from benchmarks.align import fastest
from benchmarks.synthetic import Rates, sample
from proposals.core.model import Op, Run, Runs, accept, reject
from proposals.core.redline import diff
from proposals.core.words import is_word, normal, tokens

Texts = list[tuple[str, str]]


def rows() -> Iterator[tuple[str, str, str, bool | None]]:
    """The figures, as `benchmarks.__main__` wants them."""
    every = made_up()
    changed = [(old, new) for old, new in every if old != new]
    redlined = [(old, new, diff(old, new)) for old, new in every]
    faults = sum(not lossless(*each) for each in redlined)
    yield "pairs, of which changed", f"{len(every)}, {len(changed)}", "", None
    yield "redlines that lose or add text", str(faults), "0", faults == 0
    cuts = sum(cut_words(old, new, runs) for old, new, runs in redlined)
    yield "words cut", str(cuts), "0", cuts == 0
    slivers = sum(islands(runs) for _, _, runs in redlined)
    peer = sum(islands(by_opcodes(*each)) for each in map(tokenised, changed))
    yield "islands of one short word", f"{slivers}, difflib {peer}", "0", slivers == 0
    for what, texts in (("all pairs", every), ("changed pairs only", changed)):
        yield from timed(what, texts, goals=texts is every)


def timed(what: str, texts: Texts, goals: bool) -> Iterator[tuple[str, str, str, bool | None]]:
    ready = [tokenised(each) for each in texts]
    ours = seconds(lambda: [diff(old, new) for old, new in texts])
    cutting = seconds(lambda: [tokenised(each) for each in texts])
    yield (
        f"{what}: beside tokenising alone",
        f"{ours * 1000:.1f} ms, {ours / cutting:.2f} ×",
        "at most 2 ×" if goals else "",
        ours <= 2 * cutting if goals else None,
    )
    peers: list[tuple[str, Callable[[Sequence[str], Sequence[str]], object]]] = [
        ("difflib", lambda a, b: difflib.SequenceMatcher(None, a, b, False).get_opcodes()),
        ("cydifflib", lambda a, b: cydifflib.SequenceMatcher(None, a, b, False).get_opcodes()),
        ("rapidfuzz, unsmoothed", lambda a, b: Indel.opcodes(a, b).as_list()),
    ]
    for name, compare in peers:
        theirs = seconds(partial(_each, compare, ready))
        goal = goals and name == "difflib"
        yield (
            f"{what}: beside {name}",
            f"{theirs * 1000:.1f} ms, ours {theirs / ours:.1f} × faster",
            "7 × faster" if goal else "",
            theirs >= 7 * ours if goal else None,
        )


def made_up() -> Texts:
    made = sample(140, 3, Rates(edit=0.4))
    return [
        (made.base.clauses[base].base, column.body.clauses[own].base)
        for column, pairs in zip(made.columns, made.pairs, strict=True)
        for own, base in pairs.items()
    ]


def tokenised(texts: tuple[str, str]) -> tuple[list[str], list[str]]:
    return tokens(texts[0]), tokens(texts[1])


def _each(
    compare: Callable[[Sequence[str], Sequence[str]], object],
    pairs: Sequence[tuple[Sequence[str], Sequence[str]]],
) -> None:
    for old, new in pairs:
        compare(old, new)


def seconds(run: Callable[[], object]) -> float:
    return fastest(run, 9)[0]


def lossless(old: str, new: str, runs: Runs) -> bool:
    return accept(runs) == new and normal(reject(runs)) == normal(old)


def cut_words(old: str, new: str, runs: Runs) -> int:
    """Runs that do not start and end where a token of their text does."""
    return sum(
        [token for run in runs if run.op is not left_out for token in tokens(run.text)]
        != tokens(text)
        for left_out, text in ((Op.INSERT, reject(runs)), (Op.DELETE, accept(runs)))
    )


def islands(runs: Runs) -> int:
    """Equal runs between two changes that hold no word but a short one."""
    found = 0
    for run in runs[1:-1]:
        held = [token for token in tokens(run.text) if is_word(token)]
        found += run.op is Op.EQUAL and (not held or (len(held) == 1 and len(held[0]) <= 3))
    return found


def by_opcodes(before: list[str], after: list[str]) -> Runs:
    """What difflib's opcodes show, unsmoothed."""
    runs: list[Run] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, before, after, False).get_opcodes():
        if tag == "equal":
            runs.append(Run(Op.EQUAL, "".join(after[c:d])))
        else:
            runs.append(Run(Op.DELETE, "".join(before[a:b])))
            runs.append(Run(Op.INSERT, "".join(after[c:d])))
    return tuple(run for run in runs if run.text)
