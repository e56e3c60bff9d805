"""Where a base text stands in a flattened one: which characters are the base's.

A flattened paragraph holds every word of the base, since deleted text is kept, with
inserted words between them and sometimes inside them ("existsto", "carringy",
"20162022"). What is not the base's was inserted. `common` does the same for two
flattened texts, neither of which is the base: what both hold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from itertools import accumulate

import numpy as np
from rapidfuzz.distance import LCSseq

from proposals.core.reading.recovery.evidence import joins
from proposals.core.words import is_word, normal_token, tokens

# What an embedding costs: a new insertion, a base token that is not there (by kind),
# a word with an insertion inside it.
_OPEN, _NO_WORD, _NO_MARK, _NO_SPACE, _INSIDE = 3.0, 6.0, 2.0, 0.3, 2.5


@dataclass(frozen=True, slots=True)
class Embedding:
    """`kept[i]` says whether character i of the text is the base's.

    `missing` are the base's words and marks that the text does not hold, each with
    the place in the text where it should stand: an edit that was not tracked.
    """

    kept: list[bool]
    missing: tuple[tuple[int, str], ...] = ()

    @property
    def insertions(self) -> list[tuple[int, int]]:
        """The inserted stretches as (start, end) of the text."""
        return stretches([not kept for kept in self.kept])


def stretches(flags: list[bool]) -> list[tuple[int, int]]:
    """The runs of true flags as (start, end)."""
    found: list[tuple[int, int]] = []
    for place, flag in enumerate(flags):
        if not flag:
            continue
        if found and found[-1][1] == place:
            found[-1] = (found[-1][0], place + 1)
        else:
            found.append((place, place + 1))
    return found


@lru_cache(maxsize=4096)
def cut(text: str, language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The tokens of a text, and the same in the form in which they are compared."""
    found = tuple(tokens(text, language))
    return found, tuple(map(normal_token, found))


def embed(base: str, text: str, language: str = "en") -> Embedding:
    """Find the base in a flattened text, with as few insertions as possible."""
    old, old_keys = cut(base.strip(), language)
    new, new_keys = cut(text, language)
    start, end = _affixes(old_keys, new_keys)
    last, stop = len(old) - end, len(new) - end
    matches: dict[int, int] = {}  # old index -> new index, of what stands between the affixes
    if any(not token.isspace() for token in old[start:last]):
        found = _match(old_keys[start:last], new_keys[start:stop])
        matches = {start + i: start + j for i, j in found}
    places = [0, *accumulate(map(len, new))]
    kept = [True] * len(text)
    for index in range(start, stop):
        kept[places[index] : places[index + 1]] = [False] * len(new[index])
    for i, j in matches.items():
        inner = None if old_keys[i] == new_keys[j] else _inside(old[i], new[j])
        for place in range(len(new[j])):
            kept[places[j] + place] = inner is None or not inner[0] <= place < inner[1]
    missing: list[tuple[int, str]] = []
    place = places[start]
    for i in range(start, last):
        if i in matches:
            place = places[matches[i] + 1]
        elif not old[i].isspace():
            missing.append((place, old[i]))
    for here, there in stretches([not flag for flag in kept]):
        if text[here:there].isspace():
            kept[here:there] = [True] * (there - here)  # residue of the export, no change
    _turn(text, kept)
    _lead(text, kept, language)
    return Embedding(kept, tuple(missing))


def _affixes(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[int, int]:
    """How many tokens two texts share at the beginning and at the end."""
    limit = min(len(old), len(new))
    # Two equal end marks are the same mark, whatever was put in before it.
    end = 1 if limit and old[-1] == new[-1] else 0
    start = 0
    while start < limit - end and old[start] == new[start]:
        start += 1
    while end < limit - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return start, end


def _turn(text: str, kept: list[bool]) -> None:
    """Choose between two readings of a word said twice: the one that explains a lost space.

    "regional groupsStudy groups have" is "groups" and "Study groups", not "groupsStudy "
    and "groups": no one writes a word like "groupsStudy".
    """
    for start, end in stretches([not flag for flag in kept]):
        if not start or text[start - 1].isalnum() or not text[end - 1].isspace():
            continue
        stop = end
        while stop < len(text) and kept[stop] and text[stop].isalnum():
            stop += 1
        size = stop - end
        glued = text[start + size : start + size + 1]
        begins = glued.isupper() or glued.isdigit()
        if size and begins and text[start : start + size] == text[end:stop]:
            kept[start : start + size] = [True] * size
            kept[end:stop] = [False] * size


def _lead(text: str, kept: list[bool], language: str) -> None:
    """Let an insertion begin with its connective: "{and y} and z" for "and {y and} z"."""
    for start, end in stretches([not flag for flag in kept]):
        words = text[start:end].rstrip().rsplit(maxsplit=1)
        if len(words) < 2 or not joins(words[-1], language):
            continue
        size = len(words[-1]) + 1
        before = start - size
        if before < 0 or not text[start - 1].isspace() or not all(kept[before:start]):
            continue
        if text[before:start] == text[end - size : end]:
            kept[before:start] = [False] * size
            kept[end - size : end] = [True] * size


def _inside(base: str, word: str) -> tuple[int, int] | None:
    """What was inserted into one word of the base to make `word`: (start, end) in it.

    At its end ("existsto"), at its beginning, or inside ("carringy" from "carry").
    """
    extra = len(word) - len(base)
    if extra <= 0 or not base:
        return None
    if word.startswith(base):
        return len(base), len(word)
    if word.endswith(base):
        return 0, extra
    same = 0
    while base[same] == word[same]:
        same += 1
    if same and word.endswith(base[same:]):
        return same, same + extra
    return None


def _match(old: tuple[str, ...], new: tuple[str, ...]) -> list[tuple[int, int]]:
    """Pairs (old index, new index) that lay old into new, in order.

    As long as there is one clear place where the base goes on, it is taken; what is
    left when there is none is matched at the least cost.
    """
    pairs: list[tuple[int, int]] = []
    i = j = 0
    while i < len(old) and j < len(new):
        if old[i] == new[j]:
            pairs.append((i, j))
        elif (place := _resumes(old, new, i, j)) is not None:
            j = place
            continue
        elif len(old[i]) > 1 and is_word(old[i]) and is_word(new[j]) and _inside(old[i], new[j]):
            # Only where the next word is clear: "2014Rev. Dubai, 2018)" holds "2014)".
            if i + 1 < len(old) and _resumes(old, new, i + 1, j + 1) is None:
                break
            pairs.append((i, j))
        else:
            break
        i, j = i + 1, j + 1
    if i == len(old):
        return pairs
    rest = _cheapest(old[i:], new[j:])
    return pairs + [(i + a, j + b) for a, b in rest]


_CLEAR = 6  # tokens: three words in a row, or the rest of the base


def _resumes(old: tuple[str, ...], new: tuple[str, ...], i: int, j: int) -> int | None:
    """The one place from `j` on where new goes on with old[i:]; None if it is not clear."""
    found: list[tuple[int, int]] = []
    for place in range(j, len(new)):
        if new[place] != old[i]:
            continue
        length = 1
        while i + length < len(old) and place + length < len(new):
            if old[i + length] != new[place + length]:
                break
            length += 1
        if i + length == len(old) and place + length < len(new):
            length = min(length, _CLEAR - 1)  # the end of the base is where the text ends
        found.append((length, place))
    if not found:
        return None
    found.sort(reverse=True)
    length, place = found[0]
    if length < _CLEAR and not (i + length == len(old) and place + length == len(new)):
        return None
    return place if len(found) == 1 or found[1][0] * 2 <= length else None


def _cheapest(old: tuple[str, ...], new: tuple[str, ...]) -> list[tuple[int, int]]:
    """Pairs (old index, new index) of the cheapest monotone matching of old in new."""
    width = len(new)
    ids: dict[str, int] = {}
    codes = np.array([ids.setdefault(key, len(ids)) for key in new], dtype=np.int64)
    inner: dict[int, list[int]] = {}
    had, has = Counter(old), Counter(new)
    for index, key in enumerate(new):
        if is_word(key) and has[key] > had[key]:
            for place, word in enumerate(old):
                if is_word(word) and _inside(word, key):
                    inner.setdefault(place, []).append(index)
    places = np.arange(width + 1)
    # ended[j]: the cheapest way to have matched or missed all of old so far, with
    # everything in new[:j] used up and no insertion open.
    ended = np.full(width + 1, np.inf)
    ended[0] = 0.0
    steps: list[tuple[np.ndarray, np.ndarray]] = []
    for index, key in enumerate(old):
        lowest = np.minimum.accumulate(ended)
        origin = np.maximum.accumulate(np.where(ended == lowest, places, 0))
        reached, came = ended.copy(), places.copy()
        opens = lowest[:-1] + _OPEN < ended[1:]
        reached[1:][opens] = lowest[:-1][opens] + _OPEN
        came[1:][opens] = origin[:-1][opens]
        price = np.where(codes == ids.get(key, -1), 0.0, np.inf)
        price[inner.get(index, [])] = _INSIDE
        ended = reached + (_NO_SPACE if key == " " else _NO_WORD if is_word(key) else _NO_MARK)
        matched = reached[:-1] + price
        chosen = np.zeros(width + 1, dtype=bool)
        chosen[1:] = matched <= ended[1:]
        ended[1:][chosen[1:]] = matched[chosen[1:]]
        steps.append((chosen, came))
    ended[:-1] += _OPEN
    place = int(np.flatnonzero(ended == ended.min())[-1])
    pairs: list[tuple[int, int]] = []
    for index in range(len(old) - 1, -1, -1):
        chosen, came = steps[index]
        if chosen[place]:
            pairs.append((index, place - 1))
            place -= 1
        place = int(came[place])
    return pairs[::-1]


def common(texts: Sequence[str], language: str = "en") -> str:
    """What several flattened texts of the same base all hold, as text.

    The base is in it; so is what all of them inserted alike, which cannot be told apart.
    """
    ordered = sorted(texts, key=len)
    for text in ordered:  # a column that changes nothing here is the base itself
        if not any(embed(text, other, language).missing for other in ordered if other != text):
            return text
    return reduce(lambda one, other: _common(one, other, language), ordered)


def _common(one: str, other: str, language: str) -> str:
    a, b = _spaced(one, language), _spaced(other, language)
    kept: list[tuple[str, bool]] = []
    before = 0, 0
    keys = [key for key, _, _ in a], [key for key, _, _ in b]
    for block in (*LCSseq.opcodes(*keys), None):
        if block is not None and block.tag != "equal":
            continue
        ends = (block.src_start, block.dest_start) if block else (len(a), len(b))
        kept += _shared(a[before[0] : ends[0]], b[before[1] : ends[1]])
        if block:
            for i, j in zip(
                range(block.src_start, block.src_end),
                range(block.dest_start, block.dest_end),
                strict=True,
            ):
                kept.append((a[i][1], a[i][2] and b[j][2]))
            before = block.src_end, block.dest_end
    return "".join(f" {token}" if space else token for token, space in kept).strip()


# A token that is no space: how it is compared, as it is, whether a space stands before it.
_Spaced = tuple[str, str, bool]


def _spaced(text: str, language: str) -> list[_Spaced]:
    found, keys = cut(text, language)
    return [
        (key, token, place > 0 and found[place - 1].isspace())
        for place, (token, key) in enumerate(zip(found, keys, strict=True))
        if not token.isspace()
    ]


def _shared(a: Sequence[_Spaced], b: Sequence[_Spaced]) -> list[tuple[str, bool]]:
    """The words of one side that stand inside a word of the other, in order."""
    found: list[tuple[str, bool]] = []
    start = 0
    for _, token, space in a:
        for place in range(start, len(b)):
            if not (is_word(token) and is_word(b[place][1])):
                continue
            shorter, longer = sorted((token, b[place][1]), key=len)
            if _inside(shorter, longer):
                found.append((shorter, space and b[place][2]))
                start = place + 1
                break
    return found
