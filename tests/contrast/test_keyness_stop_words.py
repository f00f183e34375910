"""Key words without function words, on request."""

from __future__ import annotations

import pandas as pd

from discourse.contrast import keyness
from discourse.corpus import Corpus

TEXTS = {
    "a1": "It is the road, and it is the sea. We have the road for all of us.",
    "a2": "The road is for them. It was the road and they have it.",
    "b1": "It is the war, and it is the end. We had no war for all of you.",
    "b2": "The war is not for them. It was the war and they had it.",
}
SIDES = pd.DataFrame({"doc": list(TEXTS), "side": ["a", "a", "b", "b"]})
CORPUS = Corpus.from_texts(TEXTS, SIDES)


def test_nothing_is_left_out_unasked() -> None:
    table = keyness(CORPUS, by="side")
    assert "the" in set(table["term"])
    assert set(table["stop"]) == {""}


def test_function_words_of_the_language_are_left_out_on_request() -> None:
    table = keyness(CORPUS, by="side", stop="auto")
    assert set(table["term"]) == {"road", "war"}
    assert set(table["stop"]) == {"en"}
    # Rates refer to all words all the same.
    everything = keyness(CORPUS, by="side").set_index("term")
    assert (
        table.set_index("term").loc["road", "words_target"]
        == (everything.loc["road", "words_target"])
    )


def test_formulas_are_never_left_out() -> None:
    table = keyness(CORPUS, by="side", of={"it": ["it is"]}, min_count=1, stop="auto")
    assert table["term"].tolist() == ["it"]
    assert set(table["stop"]) == {""}
