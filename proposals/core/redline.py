"""Redlines: what was deleted and inserted between two texts, as runs.

Changes are by word, never by letter, and smoothed for reading: no island of one
short word stands between two changes, and a deletion comes before the insertion
that replaces it. Texts are compared in the normal form of their words, so that
`ITUT` beside `ITU-T` is no change. An equal run keeps the *new* text's spelling:
accept() gives the new text to the letter, reject() the old one as `words.normal`
sees it (law 1).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, groupby

from rapidfuzz.distance import Indel, Postfix, Prefix

from proposals.core.model import Op, Run, Runs, accept, equal, reject
from proposals.core.words import is_word, normal_token, tokens

# Why a run differs from the base where the author's tracked changes do not say so.
SILENT = "not tracked"

# An equal word of at most this many letters between two changes is an island.
_SHORT = 3
# So are equal words between two changes that are each this many times as long: a
# reader follows two whole phrases more easily than their scattered echoes.
_DROWNED = 4
# Old × new tokens (bits of the comparison's matrix, 50 MB) above which a changed
# stretch is replaced as a whole: some 20,000 tokens against 20,000.
_LARGEST = 400_000_000

# What may follow a phrase, in the six languages.
_ENDS = ".,;:)،؛.。，；：、）"

# old[a:b] becomes new[c:d]; in tokens.
_Change = tuple[int, int, int, int]


def diff(old: str, new: str, language: str = "en", why: str = "") -> Runs:
    """The redline from `old` to `new`; its changed runs carry `why`."""
    if old == new:
        return equal(new)
    start, ending = _common_ends(old, new)
    before = tokens(old[start : len(old) - ending], language)
    after = tokens(new[start : len(new) - ending], language)
    runs: list[Run] = []
    kept, place = new[:start], 0
    for a, b, c, d in _changes(before, after):
        kept += "".join(after[place:c])
        if kept:
            runs.append(Run(Op.EQUAL, kept))
        if a < b:
            runs.append(Run(Op.DELETE, "".join(before[a:b]), "", "", why))
        if c < d:
            runs.append(Run(Op.INSERT, "".join(after[c:d]), "", "", why))
        kept, place = "", d
    kept += "".join(after[place:]) + new[len(new) - ending :]
    if kept:
        runs.append(Run(Op.EQUAL, kept))
    for at in range(1, len(runs) - 1):
        if runs[at].op is not Op.EQUAL and runs[at].text[0] == runs[at + 1].text[0]:
            _slide(runs, at, language)
    return tuple(run for run in runs if run.text)


def _slide(runs: list[Run], at: int, language: str) -> None:
    """Let a lone insertion or deletion end where its phrase ends, if it can.

    "study [groups and regional] groups;" says the same as "study groups[ and regional
    groups];", and the second is how it was written.
    """
    before, change, after = runs[at - 1 : at + 2]
    if before.op is not Op.EQUAL or after.op is not Op.EQUAL:
        return
    same = Prefix.similarity(change.text, after.text)
    whole = [accumulate(map(len, tokens(run.text, language))) for run in (change, after)]
    for shift in sorted(set(whole[0]).intersection(whole[1]), reverse=True):
        follows = after.text[shift : shift + 1]
        ends = follows in _ENDS if follows else at + 2 == len(runs)
        if shift <= same and ends:
            slid = after.text[:shift]
            runs[at - 1] = Run(Op.EQUAL, before.text + slid)
            runs[at] = replace(change, text=change.text[shift:] + slid)
            runs[at + 1] = Run(Op.EQUAL, after.text[shift:])
            return


def _common_ends(old: str, new: str) -> tuple[int, int]:
    """Lengths of the common beginning and end that no token straddles.

    Most proposals change a few words of a long clause; what stands before and
    after need not be cut into tokens. Only white space is sure to end a token in
    both texts, whatever comes next.
    """
    start = old.rfind(" ", 0, Prefix.similarity(old, new)) + 1
    while start and old[start - 1].isspace():
        start -= 1
    old, new = old[start:], new[start:]
    cut = old.find(" ", len(old) - Postfix.similarity(old, new))
    if cut < 0:
        return start, 0
    while cut < len(old) and old[cut].isspace():
        cut += 1
    return start, len(old) - cut


def _changes(before: Sequence[str], after: Sequence[str]) -> list[_Change]:
    """The smoothed changes between two token lists, in order."""
    old, new = list(map(normal_token, before)), list(map(normal_token, after))
    if len(old) * len(new) > _LARGEST:
        return [(0, len(old), 0, len(new))]
    same = Indel.opcodes(old, new).as_matching_blocks()
    return _smoothed(old, new, [(block.a, block.b, block.size) for block in same])


def _smoothed(
    old: Sequence[str], new: Sequence[str], same: Iterable[tuple[int, int, int]]
) -> list[_Change]:
    """What lies between the equal stretches (start in old, in new, size), smoothed."""
    changes: list[_Change] = []
    a = c = 0
    for next_a, next_c, size in same:
        if next_a > a or next_c > c:
            change = (a, next_a, c, next_c)
            if changes and _is_island(new, changes[-1], change):
                changes[-1] = _joined(old, new, changes[-1], change)
            else:
                changes.append(change)
        a, c = next_a + size, next_c + size
    return changes


def _is_island(new: Sequence[str], left: _Change, right: _Change) -> bool:
    """Whether the equal tokens between two changes hinder the reader."""
    words = 0
    for token in new[left[3] : right[2]]:
        if is_word(token):
            words += 1
            if words > 1 or len(token) > _SHORT:
                break
    else:
        return True
    return (right[2] - left[3]) * _DROWNED <= min(_size(left), _size(right))


def _size(change: _Change) -> int:
    a, b, c, d = change
    return max(b - a, d - c)


def _joined(old: Sequence[str], new: Sequence[str], left: _Change, right: _Change) -> _Change:
    """Two changes and the island between them as one, without equal tokens at its ends."""
    a, b, c, d = left[0], right[1], left[2], right[3]
    while a < b and c < d and old[a] == new[c]:
        a, c = a + 1, c + 1
    while a < b and c < d and old[b - 1] == new[d - 1]:
        b, d = b - 1, d - 1
    return a, b, c, d


def merge_adjacent(runs: Iterable[Run]) -> Runs:
    """Neighbours of one operation, author, date and reason as one run; none empty."""
    merged: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        if merged and replace(merged[-1], text=run.text) == run:
            merged[-1] = replace(run, text=merged[-1].text + run.text)
        else:
            merged.append(run)
    return tuple(merged)


def smooth(runs: Runs, language: str = "en") -> Runs:
    """Runs of any origin made fit to read: whole words, no islands, deletion first.

    `carr{++ing++}{--y--} out` becomes `{--carry--}{++carrying++} out`. accept()
    and reject() stay the same to the letter; authors, dates and reasons stay with
    their text, and equal text drawn into a change takes those of the change.
    """
    runs = merge_adjacent(Run(run.op, run.text) if run.op is Op.EQUAL else run for run in runs)
    before, after = tokens(reject(runs), language), tokens(accept(runs), language)
    starts = [0, *accumulate(map(len, before))], [0, *accumulate(map(len, after))]
    same = [*_kept_tokens(runs, *starts), (len(before), len(after), 0)]
    smoothed: list[Run] = []
    changed = [run for run in runs if run.op is not Op.EQUAL]
    place = 0
    for a, b, c, d in _smoothed(before, after, same):
        smoothed.append(Run(Op.EQUAL, "".join(after[place:c])))
        gone = list(_slice(runs, Op.DELETE, starts[0][a], starts[0][b]))
        come = list(_slice(runs, Op.INSERT, starts[1][c], starts[1][d]))
        for op, parts, others in ((Op.DELETE, gone, come), (Op.INSERT, come, gone)):
            # A repeated word lets a change slide off its own runs: then any of them signs.
            causes = [run for run in parts + others if run.op is not Op.EQUAL] or changed
            for part in parts:
                origin = part if part.op is op else causes[0]
                smoothed.append(replace(origin, op=op, text=part.text))
        place = d
    smoothed.append(Run(Op.EQUAL, "".join(after[place:])))
    return merge_adjacent(smoothed)


def _kept_tokens(
    runs: Runs, old_starts: Sequence[int], new_starts: Sequence[int]
) -> Iterator[tuple[int, int, int]]:
    """Tokens that stand whole in one equal run, as (index in old, in new, 1)."""
    new_index = {start: index for index, start in enumerate(new_starts)}
    old_end = new_end = index = 0
    for run in runs:
        old_end += len(run.text) if run.op is not Op.INSERT else 0
        new_end += len(run.text) if run.op is not Op.DELETE else 0
        if run.op is not Op.EQUAL:
            continue
        shift = new_end - old_end
        while old_starts[index] < old_end - len(run.text):
            index += 1
        while index + 1 < len(old_starts) and old_starts[index + 1] <= old_end:
            start, end = old_starts[index] + shift, old_starts[index + 1] + shift
            other = new_index.get(start)
            if other is not None and new_index.get(end) == other + 1:
                yield index, other, 1
            index += 1


def _slice(runs: Runs, op: Op, start: int, end: int) -> Iterator[Run]:
    """The parts of the old (op: delete) or new (insert) text from start to end."""
    place = 0
    for run in runs:
        if run.op is op or run.op is Op.EQUAL:
            text = run.text[max(start - place, 0) : max(end - place, 0)]
            if text:
                yield replace(run, text=text)
            place += len(run.text)


def compose(base: str, runs: Runs, language: str = "en") -> Runs:
    """A column's runs as changes to `base`, which its own old text may not equal.

    An author edits with tracking switched off, or starts from another edition:
    what differs between `base` and reject(runs) comes out as runs with the reason
    SILENT. Then reject() gives the base (as `words.normal` sees it) and accept()
    the column's text. Text put in silently and deleted with tracking was in
    neither and is left out; `tracked` takes the silent runs out again.
    """
    own = list(runs)
    composed: list[Run] = []
    for silent in diff(base, reject(runs), language, why=SILENT):
        if silent.op is Op.DELETE:
            composed.append(silent)
            continue
        wanted = len(silent.text)
        while wanted or (own and own[0].op is Op.INSERT):
            run = own.pop(0)
            if run.op is Op.INSERT:
                composed.append(run)
                continue
            text, rest = run.text[:wanted], run.text[wanted:]
            wanted -= len(text)
            if rest:
                own.insert(0, replace(run, text=rest))
            if silent.op is Op.EQUAL:
                composed.append(replace(run, text=text))
            elif run.op is Op.EQUAL:
                composed.append(replace(silent, text=text))
    return merge_adjacent(_deletions_first([*composed, *own]))


def _deletions_first(runs: Iterable[Run]) -> Iterator[Run]:
    """Each change's deletions before its insertions; their texts stay the same."""
    for kept, change in groupby(runs, key=lambda run: run.op is Op.EQUAL):
        if kept:
            yield from change
        else:
            yield from sorted(change, key=lambda run: run.op is Op.INSERT)


def tracked(runs: Runs) -> Runs:
    """Only what the author tracked: silent insertions were there, deletions were not."""
    return merge_adjacent(
        Run(Op.EQUAL, run.text) if run.why == SILENT else run
        for run in runs
        if run.why != SILENT or run.op is Op.INSERT
    )
