"""Counts add up: over any division of a corpus, over corpora put together, and a part is never rarer than its whole."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from discourse.contrast import dispersion, keyness
from discourse.corpus import Corpus, join
from discourse.formulas import frequencies, mentions
from discourse.phraseology import ngrams, recurring

FORMULAS = {
    "w": ["win-win", {"p": "win win", "strict": False}],
    "p": ["peace <1> all"],
    "h": ["赢 赢"],
}

texts = st.lists(
    st.lists(
        st.sampled_from(
            ["win", "win-win", "peace", "all", "赢", ".", "\n\n", ",", "2030"]
        ),
        max_size=18,
    ).map(" ".join),
    min_size=1,
    max_size=5,
)
several = st.lists(st.sampled_from("xyz"), min_size=5, max_size=5)


def made(written: list[str], sides: list[str], prefix: str = "d") -> Corpus:
    names = [f"{prefix}{number}" for number in range(len(written))]
    return Corpus.from_texts(
        dict(zip(names, written, strict=True)),
        pd.DataFrame({"doc": names, "side": sides[: len(written)]}),
    )


def totals(
    table: pd.DataFrame, key: str, columns: list[str]
) -> dict[str, tuple[int, ...]]:
    sums = table.groupby(key, sort=False)[columns].sum()
    return {
        name: tuple(map(int, row))
        for name, row in zip(sums.index, sums.to_numpy(), strict=True)
        if row[0]
    }


@given(texts, several)
def test_counts_add_up_over_any_division(written: list[str], sides: list[str]) -> None:
    corpus = made(written, sides)
    for by in ("side", "doc"):
        columns = ["count", "count_strict", "words", "documents", "of_documents"]
        whole, parts = (
            frequencies(corpus, FORMULAS),
            frequencies(corpus, FORMULAS, by=by),
        )
        assert totals(whole, "family", columns) == totals(parts, "family", columns)
        grams = [ngrams(corpus, n=(1, 3), min_count=1, by=name) for name in (None, by)]
        assert totals(grams[0], "term", ["count", "documents"]) == totals(
            grams[1], "term", ["count", "documents"]
        )
        ledger = mentions(corpus, FORMULAS)["family"].value_counts().to_dict()
        assert ledger == {
            name: row[0] for name, row in totals(parts, "family", columns).items()
        }
        spread = dispersion(corpus, 1, by=by, min_count=1, interval="none")
        rows = spread[spread["measure"] == "dp"], spread[spread["kind"] == "document"]
        words = totals(ngrams(corpus, n=1, min_count=1), "term", ["count"])
        assert (
            totals(rows[0], "term", ["count"])
            == totals(rows[1], "term", ["count"])
            == words
        )


@given(texts, texts, several)
def test_corpora_put_together_add_up(
    first: list[str], second: list[str], sides: list[str]
) -> None:
    one, other = made(first, sides, "a"), made(second, sides, "b")
    both = join(one, other)
    columns = ["count", "count_strict", "words", "documents", "of_documents"]
    parts = pd.concat([frequencies(part, FORMULAS) for part in (one, other)])
    assert totals(frequencies(both, FORMULAS), "family", columns) == totals(
        parts, "family", columns
    )
    grams = pd.concat([ngrams(part, n=(1, 3), min_count=1) for part in (one, other)])
    whole = totals(ngrams(both, n=(1, 3), min_count=1), "term", ["count", "documents"])
    assert whole == totals(grams, "term", ["count", "documents"])


@given(texts, several)
def test_an_n_gram_is_never_more_frequent_than_what_it_is_made_of(
    written: list[str], sides: list[str]
) -> None:
    corpus = made(written, sides)
    for by in (None, "side"):
        table = ngrams(corpus, n=(1, 4), min_count=1, by=by)
        ids = table["term"].str.replace("赢", " 赢 ").str.split().map(tuple)
        known = {
            (group, words): (count, documents)
            for group, words, count, documents in zip(
                table["group"], ids, table["count"], table["documents"], strict=True
            )
        }
        for (group, words), (count, documents) in known.items():
            for inner in (words[:-1], words[1:]) if len(words) > 1 else ():
                assert count <= known[group, inner][0], (words, inner)
                assert documents <= known[group, inner][1], (words, inner)
    listed = ngrams(corpus, n=(2, 64), min_count=2).set_index("term")["count"].to_dict()
    for term, count, alone in recurring(corpus)[["term", "count", "alone"]].itertuples(
        index=False
    ):
        assert listed[term] == count >= alone >= 0


@given(texts, several)
def test_key_words_count_what_the_sides_hold(
    written: list[str], sides: list[str]
) -> None:
    written = [*written, "win peace", "win all"]
    corpus = made(written, [*sides[: len(written) - 2], "x", "y"])
    table = keyness(corpus, by="side", target="x", min_count=1)
    inside = (
        ngrams(corpus.where(side="x"), n=1, min_count=1)
        .set_index("term")["count"]
        .to_dict()
    )
    every = ngrams(corpus, n=1, min_count=1).set_index("term")["count"].to_dict()
    for term, target, reference in table[
        ["term", "count_target", "count_reference"]
    ].itertuples(index=False):
        assert target == inside.get(term, 0)
        assert target + reference == every[term]
