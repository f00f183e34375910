"""The token stream: its arrays, and ranges widened in it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reference_tokenizer import tokenise_one

from discourse import text
from discourse.text import BLANK, TokenStream, tokenise


def test_the_arrays_of_a_stream_cannot_be_written_to() -> None:
    stream = tokenise_one("One belt, one road")
    for name in ("ids", "start", "end", "gap", "bounds", "document", "scripts"):
        with pytest.raises(ValueError, match="read-only"):
            getattr(stream, name)[0] = 0
    with pytest.raises(AttributeError):
        stream.ids = stream.ids  # type: ignore[misc]


def test_a_stream_tells_the_document_the_number_and_the_script_of_words() -> None:
    raws = ["One belt", "", "—", "路 one дорога 2030", "belt"]
    stream = tokenise(raws, ["auto"] * len(raws))[0]
    assert stream.vocabulary == ("2030", "belt", "one", "дорога", "路")
    assert stream.document.tolist() == [0, 0, 3, 3, 3, 3, 4]
    assert stream.ids.tolist() == [2, 1, 4, 2, 3, 0, 1]
    assert stream.lookup == {"2030": 0, "belt": 1, "one": 2, "дорога": 3, "路": 4}
    scripts = ["common", "latin", "latin", "cyrillic", "han"]
    assert stream.scripts.tolist() == scripts
    assert len(stream) == 7


@settings(max_examples=100)
@given(
    st.lists(st.lists(st.booleans(), max_size=9), min_size=1, max_size=3),
    st.integers(0, 5),
)
def test_what_stands_around_words_ends_at_a_mask_and_at_the_document(
    documents: list[list[bool]], width: int
) -> None:
    """`documents` says of each word whether a mask stands before it."""
    masked = [mask for document in documents for mask in document]
    bounds = np.cumsum([0, *map(len, documents)])
    stream = TokenStream(
        np.zeros(len(masked), dtype=np.int32),
        np.arange(len(masked), dtype=np.int32) * 2,
        np.arange(len(masked), dtype=np.int32) * 2 + 1,
        np.where(masked, text.MASK, BLANK).astype(np.uint8),
        bounds.astype(np.int64),
        ("a",),
    )
    edges = {*bounds.tolist(), *(at for at, mask in enumerate(masked) if mask)}
    first, last, low, high = [], [], [], []
    for a in range(len(masked)):
        for b in range(a + 1, len(masked) + 1):
            if not edges & set(range(a + 1, b)):
                before = [at for at in edges if at <= a]
                after = [at for at in edges if at >= b]
                first.append(a)
                last.append(b)
                low.append(max(a - width, *before, 0))
                high.append(min(b + width, *after, len(masked)))
    cells = np.array(first, dtype=np.int64), np.array(last, dtype=np.int64)
    found = stream.widen_ranges(*cells, width)
    assert [array.tolist() for array in found] == [low, high]


def test_what_stands_around_words_over_a_mask() -> None:
    stream = tokenise_one("a b c d e f")
    gap = stream.gap.copy()
    gap[[2, 4]] = text.MASK
    masked = TokenStream(
        stream.ids, stream.start, stream.end, gap, stream.bounds, ("a",)
    )
    low, high = masked.widen_ranges(np.array([1, 3, 1]), np.array([3, 4, 5]), 9)
    assert (low.tolist(), high.tolist()) == ([0, 2, 0], [3, 4, 5])
