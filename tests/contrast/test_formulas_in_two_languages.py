"""Formulas compared in documents of two languages: the note says what is added."""

from __future__ import annotations

import pandas as pd
import pytest

from discourse.contrast import dispersion, keyness
from discourse.corpus import Corpus

LEXICON = {
    "road": {"patterns": ["belt and road"], "zh": "一带一路"},
    "era": {"patterns": ["new era"]},
}
TEXTS = {
    "e1": "The Belt and Road in a new era of peace and trade for all of us.",
    "e2": "A new era, and the Belt and Road, and a new era again for all.",
    "z1": "共建一带一路，推动和平与贸易的发展。",
    "z2": "一带一路的建设与共同发展。",
}
NOTE = "1 formula in two languages"


def corpus(*docs: str) -> Corpus:
    texts = {doc: TEXTS[doc] for doc in docs}
    table = pd.DataFrame({"doc": docs, "language": [doc[0] for doc in docs]})
    return Corpus.from_texts(texts, table)


def test_the_note_says_that_characters_are_added_to_words() -> None:
    both = corpus("e1", "e2", "z1", "z2")
    compared = keyness(both, by="language", target="e", of=LEXICON, min_count=1)
    assert compared["note"].str.contains(NOTE).all()
    assert dispersion(both, LEXICON)["note"].str.contains(NOTE).all()


@pytest.mark.parametrize("docs", [("e1", "e2"), ("z1", "z2")])
def test_documents_of_one_language_need_no_note(docs: tuple[str, str]) -> None:
    one = corpus(*docs)
    assert not dispersion(one, LEXICON)["note"].str.contains("two languages").any()


def test_words_and_formulas_in_one_language_need_no_note() -> None:
    both = corpus("e1", "e2", "z1", "z2")
    english = {"era": LEXICON["era"]}
    assert not dispersion(both, english)["note"].str.contains("two languages").any()
    assert not dispersion(both, 1)["note"].str.contains("two languages").any()
