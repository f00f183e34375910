"""Which occurrences of phrases mentions of formulas cover: against a slow search."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_suffix_array import arrays, tokens

from discourse.counting import lexicon_coverage as coverage_module
from discourse.counting.lexicon_coverage import measure_lexicon_coverage
from discourse.counting.suffix_array import build_suffix_array

# First token, length and family of each mention.
MENTIONS = st.lists(
    st.tuples(st.integers(0, 59), st.integers(1, 4), st.sampled_from([0, 1, 2, 7])),
    max_size=25,
)

Mention = tuple[int, int, int]


def apart(mentions: list[Mention], size: int) -> list[Mention]:
    """Those that lie in the stream and overlap none of their own family before them."""
    kept: list[Mention] = []
    for first, length, family in mentions:
        last = first + length
        clash = any(
            family == own and first < end and begin < last for begin, end, own in kept
        )
        if last <= size and not clash:
            kept.append((first, last, family))
    return kept


def covers(low: int, high: int, mentions: list[Mention]) -> bool:
    """Whether the mentions of one family cover the words from `low` to `high`."""
    whole = any(low <= first and last <= high for first, last, _ in mentions)
    words = {token for first, last, _ in mentions for token in range(first, last)}
    return whole or 2 * len(words & set(range(low, high))) >= high - low


def slowly_covered(places: list[int], size: int, mentions: list[Mention]) -> tuple:
    """Share of the occurrences that any family covers, and the family of the most."""
    best, most, covered = -1, 0, set()
    for family in sorted({own for _, _, own in mentions}):
        of_family = [mention for mention in mentions if mention[2] == family]
        own = {place for place in places if covers(place, place + size, of_family)}
        covered |= own
        if len(own) > most:
            best, most = family, len(own)
    return len(covered) / len(places), best


@pytest.mark.parametrize("block", [1, 10, 1 << 22])
@given(made=tokens, mentions=MENTIONS)
def test_coverage_is_that_of_a_slow_search(
    block: int, made: list[tuple[int, int]], mentions: list[Mention]
) -> None:
    ids, broken, document = arrays(made)
    index = build_suffix_array(ids, broken, document)
    levels = [index.ngram_runs(size) for size in (1, 2, 3, 5)]
    low = np.concatenate([level[0] for level in levels])
    high = np.concatenate([level[1] for level in levels])
    size = np.repeat([1, 2, 3, 5], [len(level[0]) for level in levels])
    kept = apart(mentions, len(ids))
    first, last, of_family = np.array(kept, dtype=np.int64).reshape(-1, 3).T
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(coverage_module, "_BLOCK_SIZE", block)
        share, family = measure_lexicon_coverage(
            index,
            low=low,
            high=high,
            size=size,
            start=first,
            end=last,
            family=of_family,
        )
    expected = [
        slowly_covered(index.order[a:b].tolist(), words, kept)
        for a, b, words in zip(low, high, size.tolist(), strict=True)
    ]
    assert share.tolist() == [share for share, _ in expected]
    assert family.tolist() == [family for _, family in expected]
