"""What careful counting finds that a plain search does not, and the other way round."""

from __future__ import annotations

import pandas as pd
import pytest

from discourse import tables
from discourse.corpus import Corpus
from discourse.errors import ColumnError
from discourse.formulas import frequencies, search_comparison
from discourse.lexicons import Lexicon

PLAIN_AND_RIGHT = {
    "community_shared_future": (7, 17), "belt_and_road": (6, 7), "mutual_trust": (11, 11), "core_interests": (3, 3),
    "three_forces": (2, 2), "development_path": (4, 4), "mutual_benefit": (3, 9), "strategic_partnership": (6, 11),
    "good_neighbourliness": (1, 5), "people_to_people": (2, 5), "heads_of_state_consensus": (4, 8),
    "un_sco_multilateralism": (1, 5), "new_era": (9, 9),
}  # fmt: skip


def test_plain_and_right_counts_by_hand(
    seed_texts_corpus: Corpus, lexicon: Lexicon
) -> None:
    table = search_comparison(seed_texts_corpus, lexicon).set_index(
        ["family", "search"]
    )["count"]
    found = {
        name: (table[name, "plain string"], table[name, "careful, masked"])
        for name in PLAIN_AND_RIGHT
    }
    assert found == PLAIN_AND_RIGHT


def test_plain_and_right_counts_of_the_shared_future_by_document(
    seed_texts_corpus: Corpus, lexicon: Lexicon
) -> None:
    table = search_comparison(
        seed_texts_corpus, lexicon.only("community_shared_future"), by="doc"
    )
    assert table[table["search"] == "plain string"]["count"].tolist() == [2, 0, 2, 2, 1]
    assert table[table["search"] == "careful, masked"]["count"].tolist() == [
        4,
        5,
        2,
        3,
        3,
    ]


def test_an_audit_counts_without_masks_and_with_them(
    seed_texts_corpus: Corpus, lexicon: Lexicon
) -> None:
    title = seed_texts_corpus.raw["001"].index("\n")
    masks = pd.DataFrame(
        {
            "doc": "001",
            "start": [title + 2, 2 * title + 4],
            "end": [2 * title + 2, 3 * title + 4],
        }
    )
    masked = seed_texts_corpus.mask(masks)
    table = search_comparison(masked, lexicon.only("new_era"))
    assert tables.kind_of(table) == "search_comparison"
    assert table[["search", "count"]].to_numpy().tolist() == [
        ["plain string", 9],
        ["careful, unmasked", 9],
        ["careful, masked", 7],
    ]
    assert frequencies(masked, lexicon.only("new_era"))["count"].tolist() == [7]
    for by in (None, "doc"):
        whole = (
            search_comparison(seed_texts_corpus, lexicon, by=by)
            .groupby(["family", "search"], sort=False)["count"]
            .sum()
        )
        assert (
            whole.tolist()
            == search_comparison(seed_texts_corpus, lexicon)["count"].tolist()
        )


def test_the_plain_search_is_a_string_search() -> None:
    corpus = Corpus.from_texts(
        {"x": "Win-win; WIN-WIN outcomes; win\nwin; unwin-wins; win -win", "y": ""}
    )
    table = search_comparison(corpus, "win-win", by="doc")
    assert table["group"].tolist() == ["x"] * 3 + ["y"] * 3
    assert table["count"].tolist() == [3, 3, 3, 0, 0, 0]
    with pytest.raises(ColumnError, match="is no column"):
        search_comparison(corpus, "win-win", by="side")


def test_the_plain_search_of_a_part_reads_that_part_only() -> None:
    corpus = Corpus.from_texts({"x": "Win-win. Win-win. Win-win."})
    spoken = corpus.split(
        pd.DataFrame({"doc": "x", "start": [0, 18], "end": [8, 26], "label": "s"})
    )
    plain = search_comparison(spoken, "win-win", by="doc")
    assert plain[plain["search"] == "plain string"]["count"].tolist() == [2, 1]
    sentences = search_comparison(corpus.segment("sentence"), "win-win", by="doc")
    assert sentences["count"].tolist() == [1] * 9


@pytest.mark.parametrize(
    "wording", ["peace & prosperity", "12.5% corporation tax", "law and/or order"]
)
def test_a_plain_search_finds_the_very_words_of_a_pattern_with_a_sign(
    wording: str,
) -> None:
    corpus = Corpus.from_texts({"a": f"We stand for {wording}, and say so."})
    table = search_comparison(corpus, {"w": [wording]})
    assert table["count"].tolist() == [1, 1, 1]
