"""Words divided at line ends: what is proposed to be joined, and why."""

from __future__ import annotations

import pytest

from discourse import debris, mask_changes, mentions, ngrams, tables
from discourse.corpus import Corpus

WIDE = (
    "The states of the region have said more than once, and say it again today, that\n"
)


def wrapped(*lines: str) -> Corpus:
    """A text of wrapped lines, and the lines among them."""
    raw = "".join(WIDE + line + "\n" for line in lines)
    return Corpus.from_texts({"a": raw}, paragraphs="blank")


def joins_of(corpus: Corpus) -> list[str]:
    table = debris(corpus)
    return table["surface"][table["kind"] == "divided word"].tolist()


COOPERATION = (
    "cooperation is good and they will go on with their coop-\neration at last"
)


def test_a_word_that_the_corpus_has_in_one_piece_is_joined() -> None:
    corpus = wrapped(COOPERATION)
    table = debris(corpus)
    assert tables.check(table, "debris") is not None
    (row,) = table.itertuples()
    assert row.surface == "-\n"
    assert (row.rule, row.action) == ("divided-word", "join")
    assert row.reason == (
        "in this corpus “cooperation” occurs 1 time and “coop-eration” 0 times"
    )
    assert corpus.raw["a"][row.start : row.end] == row.surface
    masked = corpus.mask(table)
    assert len(mentions(corpus, {"f": ["cooperation"]})) == 1
    found = mentions(masked, {"f": ["cooperation"]})
    assert found["surface"].tolist() == ["cooperation", "coop-\neration"]
    assert debris(masked)["kind"].tolist() == []


def test_what_a_join_gains_is_shown_by_the_verb_for_it() -> None:
    corpus = wrapped(COOPERATION)
    masked = corpus.mask(debris(corpus))
    table = mask_changes(masked, ngrams, n=1, min_count=1)
    counts = table[table["column"] == "count"]
    change = dict(zip(counts["row"], counts["change"], strict=True))
    found = {row.split(" · ")[0]: value for row, value in change.items()}
    assert found == {"coop": -1.0, "eration": -1.0, "cooperation": 1.0}


@pytest.mark.parametrize(
    "line",
    [
        "a win-win result is what it wants, and what comes of it is a win-\nwin deal",
        "a long-term, a long-term plan, one longterm plan and then a long-\nterm one",
        "it was re-elected, not reelected but re-elected: it was then re-\nelected",
        "cooperation is good and so is their Coop-\nEration at the very last",
        "they went on with their coop-\neration, which is a word found once here",
        "cooperation of 5-\neration and more, and cooperation and coop-\n5 again",
        "shortand it is, and both the short- and the long-term, and the short-\n, and",
        "cooperation is good and they will go on with their coop -\neration at last",
        "cooperation is good and they will go on with their coop–\neration at last",
    ],
)
def test_what_the_corpus_does_not_show_is_not_joined(line: str) -> None:
    assert joins_of(wrapped(line)) == []


def test_a_document_that_keeps_to_the_hyphen_keeps_it() -> None:
    raw = WIDE + "peace-keeping is their work and will be, and peace-\nkeeping it is\n"
    others = {f"b{number}": "Peacekeeping." for number in range(5)}
    corpus = Corpus.from_texts({"a": raw} | others, paragraphs="blank")
    assert joins_of(corpus) == []
    raw = WIDE + "that is their work and will be, and peace-\nkeeping it is\n"
    corpus = Corpus.from_texts({"a": raw} | others, paragraphs="blank")
    assert joins_of(corpus) == ["-\n"]


def test_only_line_ends_inside_a_paragraph_divide_a_word() -> None:
    raw = "They seek cooperation and more coop-\neration"
    lines = Corpus.from_texts({"a": raw}, paragraphs="line")
    assert joins_of(lines) == []
    blank = Corpus.from_texts({"a": raw.replace("-\n", "-\n\n")}, paragraphs="blank")
    assert joins_of(blank) == []


def test_a_word_is_joined_over_a_page_head_that_is_bridged() -> None:
    parts = ["For cooperation they met and"]
    for number in range(4, 8):
        letters = "abcdefgh"[number] * 3
        parts.append(
            f"they spoke in {letters} of\npeace and of the {letters} coop-\n\n"
        )
        parts.append(
            f"{number}\n\n\x0cWHITE PAPER\n\neration of the states in {letters}. "
        )
    raw = " ".join(parts)
    corpus = Corpus.from_texts({"a": raw})
    table = debris(corpus)
    counts = table["action"].value_counts().to_dict()
    assert counts == {"bridge": 8, "join": 4}
    assert (table["end"][:-1].to_numpy() <= table["start"][1:].to_numpy()).all()
    found = mentions(corpus.mask(table), {"f": ["cooperation of the states"]})
    assert len(found) == 4
    for row in found.itertuples():
        assert raw[row.start : row.end] == row.surface
    assert found["surface"].tolist()[0].startswith("coop-\n\n 4\n\n\x0cWHITE")


def test_halves_in_masked_text_or_in_another_proposal_are_left_alone() -> None:
    corpus = wrapped(COOPERATION)
    raw = corpus.raw["a"]
    start = raw.index("coop-")
    span = {"doc": ["a"], "start": [start], "end": [start + 4]}
    masked = corpus.mask(tables.make("debris", span | _cells("mask")))
    assert joins_of(masked) == []


def _cells(action: str) -> dict[str, list[str]]:
    cells = {"surface": ["coop"], "kind": [""], "rule": [""], "reason": [""]}
    return cells | {"action": [action]}
