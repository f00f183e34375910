"""What a chart takes: its table, or the object that holds it."""

from __future__ import annotations

import pytest

import discourse
from discourse.corpus import Corpus
from discourse.errors import TableError

TEXT = "Ports need trade.\nTrade needs ports.\nPeace needs talks.\nTalks bring peace."


def test_the_charts_of_topics_take_what_topics_gave() -> None:
    found = discourse.topics(Corpus.from_texts({"a": TEXT, "b": TEXT}), k=2, top=2)
    for chart, table in (
        (discourse.plot.topics, found.terms),
        (discourse.plot.topic_documents, found.documents),
    ):
        drawn = [chart(given) for given in (found, table)]
        sizes = [axes.get_figure().get_size_inches().tolist() for axes in drawn]
        texts = [[text.get_text() for text in axes.texts] for axes in drawn]
        assert sizes[0] == sizes[1]
        assert texts[0] == texts[1]


def test_an_object_without_such_a_table_is_refused() -> None:
    corpus = Corpus.from_texts({"a": TEXT})
    found = discourse.topics(corpus, k=2, top=2)
    with pytest.raises(TableError, match="what came is a Topics"):
        discourse.plot.ngrams(found)  # type: ignore[arg-type]
    with pytest.raises(TableError, match="what came is a Corpus"):
        discourse.plot.topics(corpus)  # type: ignore[arg-type]
