"""The charts draw the tables that the verbs make of the seeds, and carry their notes."""

from __future__ import annotations

from pathlib import Path

from chart_reading import chart_texts, draw_chart, visible_texts
from sample_tables import (
    distinctive_table,
    ngrams_table,
    passage_families_table,
    shared_passages_table,
)

import discourse as dc
from discourse import plot


def test_charts_carry_what_their_tables_note() -> None:
    under = " ".join(chart_texts(plot.ngrams(ngrams_table()))).replace("\n", " ")
    assert "rates are no test" in under
    assert "of 10 sequences: in one document only" in under
    passages = " ".join(chart_texts(plot.shared_passages(shared_passages_table())))
    assert "likely a set phrase" in passages
    assert "short, and in several" not in passages, "the heading of a passage is brief"
    assert "of 7 families: mostly found by growing" in plot.passage_families(
        passage_families_table()
    ).get_xlabel().replace("\n", " ")
    weights = " ".join(chart_texts(plot.distinctive(distinctive_table()))).replace(
        "\n", " "
    )
    assert "idf of 5 documents has at most 5 levels; a weight is no test" in weights


def test_the_tables_of_the_seeds_are_drawn(seeds: Path) -> None:
    corpus = dc.read(seeds)
    passages = dc.shared_passages(corpus)
    made = {
        "recurring": dc.recurring(corpus, min_documents=2, lexicon="chinese-diplomacy"),
        "ngrams": dc.ngrams(corpus, n=(2, 4), by="doc"),
        "coverage": dc.coverage(corpus),
        "similarity_order": dc.similarity_order(corpus, resamples=19),
        "shared_passages": passages,
        "passage_families": dc.passage_families(passages),
        "topic_quality": dc.topic_quality(corpus, k=(2, 3), runs=1),
        "topic_groups": dc.topic_groups(corpus, by="medium", k=3),
    }
    for kind, own in made.items():
        ax = draw_chart(kind, own, width="single")
        every = visible_texts(ax.get_figure(root=True))
        assert len(every) > 8, kind
    # The chart knows how long the documents are: a place near the end stands near the end.
    assert "10,789 characters" in chart_texts(draw_chart("shared_passages", passages))
