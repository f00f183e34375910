"""The furniture of made-up pages is masked, and nothing of their texts."""

from __future__ import annotations

from collections import Counter

import pytest
from made_up_pages import PAGES, RAW_PAGES, SENTENCE, debris_rows, judge_lines

from discourse.cleaning import debris
from discourse.corpus import Corpus


@pytest.mark.parametrize(
    "names",
    [list(PAGES), *([name] for name in PAGES)],
    ids=lambda names: names[0] if len(names) == 1 else "all",
)
def test_nothing_of_a_text_is_masked(names: list[str]) -> None:
    masked = [line for line in judge_lines(names) if line.masked]
    assert [line.text for line in masked if line.sign in " ~"] == []


def test_furniture_of_unknown_sites_is_masked() -> None:
    lines = judge_lines(list(PAGES))
    known = [line for line in lines if line.sign == "#"]
    assert [line.text for line in known if not line.masked] == []
    counts = Counter(line.masked for line in lines if line.sign in "#?")
    assert counts[True] > 250
    assert counts[True] / counts.total() > 0.97  # the rest has the sign "?"


def test_most_furniture_is_found_on_a_page_without_the_others_of_its_site() -> None:
    lines = [line for name in PAGES for line in judge_lines([name])]
    counts = Counter(line.masked for line in lines if line.sign in "#?")
    assert counts[True] / counts.total() > 0.9


def test_provenance_is_marked_and_sentences_are_not() -> None:
    lines = judge_lines(list(PAGES))
    provenance = [line for line in lines if line.sign == "~"]
    assert [line.text for line in provenance if not line.marked] == []
    text = [line for line in lines if line.sign == " "]
    assert [line.text for line in text if line.marked] == []


def test_the_headline_stays_where_it_occurs_first() -> None:
    raw = RAW_PAGES["blog"]
    title = "Notes on a phrase that would not stay put"
    start = raw.index(title)
    end = start + len(title)
    spans = debris(Corpus.from_texts({"blog": raw}))
    assert not ((spans["start"] < end) & (spans["end"] > start)).any()


def test_an_article_that_goes_on_after_a_list_keeps_its_sentences() -> None:
    text = "\n".join(
        [
            "A title of five words",
            SENTENCE,
            "Related articles",
            "The bridge at Tal",
            "The road to Orm",
            SENTENCE,
            "It rained.",
        ]
    )
    assert [surface for surface, _, _ in debris_rows(text)] == [
        "Related articles\nThe bridge at Tal\nThe road to Orm"
    ]


def test_a_list_above_the_article_keeps_the_title() -> None:
    text = "\n".join(
        [
            "Latest news",
            "The bridge at Tal",
            "The road to Orm",
            "Ministers agree on a river plan",
            SENTENCE,
        ]
    )
    assert [surface for surface, _, _ in debris_rows(text)] == [
        "Latest news\nThe bridge at Tal\nThe road to Orm"
    ]


LISTED = ["Related articles", "The bridge at Tal", "The road to Orm opens"]
SHORT = "The talks went on for two hours, and nobody left the room."


def masked_text(lines: list[str]) -> str:
    table = debris(Corpus.from_texts({"a": "\n".join(lines)}))
    return "\n".join(table.loc[table["action"] == "mask", "surface"])


def test_a_list_of_other_articles_ends_at_the_first_paragraph_of_prose() -> None:
    lines = [SENTENCE, *LISTED, SHORT, SHORT, "A quiet end", SHORT]
    assert masked_text(lines) == "\n".join(LISTED)
    lines = [SENTENCE, *LISTED, SHORT, "A quiet end", SENTENCE * 3, "The close", SHORT]
    assert masked_text(lines) == "\n".join(LISTED)


def test_teasers_belong_to_a_list_at_the_end_of_a_page() -> None:
    lines = [*LISTED, SHORT, "Night trains are back", SHORT]
    assert masked_text([SENTENCE, *lines]) == "\n".join(lines)
