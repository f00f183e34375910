"""Whether the words of a line are prose or a list."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from discourse.cleaning.prose_evidence import observe_words
from discourse.text import tokenise

SIGNS = ("ends_sentence", "has_comma", "has_separator", "has_capital", "lower_case")


def signs_of(texts: Sequence[str], sign: str) -> list[float]:
    """A sign at each word of some texts."""
    stream, _ = tokenise(texts, ["line"] * len(texts))
    values = getattr(observe_words(texts, stream), sign)
    return [float(value) for value in values]


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize(
    "texts",
    [
        ("The last word", "| Home"),
        ("The last word ", "| Home"),
        ("The last word", " > Home"),
        ("It ends with R&", "amp; goes on"),
        ("amp; comes first", "It ends with R&"),
        ("One word", "", ", and more"),
        ("", "Only these words."),
    ],
)
def test_a_word_at_the_edge_of_a_text_shows_no_sign_of_another_text(
    texts: tuple[str, ...], sign: str
) -> None:
    apart: list[float] = []
    for text in texts:
        apart += signs_of([text], sign)
    assert signs_of(texts, sign) == apart


def test_signs_are_seen_at_their_words() -> None:
    text = "Home | World &gt; Asia: the ministers met, and left."
    assert signs_of([text], "has_separator") == [1, 0, 1, 0, 0, 0, 0, 0, 0]
    assert signs_of([text], "has_comma") == [0, 0, 0, 1, 0, 0, 1, 0, 0]
    assert signs_of([text], "ends_sentence") == [0] * 8 + [1]
    assert signs_of([text], "has_capital") == [1, 1, 0, 1, 0, 0, 0, 0, 0]
    assert np.array(signs_of([text], "lower_case")).sum() == 6
