"""Lines that recur in one document or in many, and passages that occur twice."""

from __future__ import annotations

import itertools

import pandas as pd
import pytest
from made_up_pages import SENTENCE, debris_rows

from discourse.cleaning import debris
from discourse.corpus import Corpus


def test_repeats_must_be_as_many_as_asked_for() -> None:
    text = "\n".join(
        [
            SENTENCE + "One.",
            "Valley Gazette Online",
            SENTENCE + "Two.",
            "Valley Gazette Online",
            SENTENCE + "Three.",
        ]
    )
    assert debris_rows(text) == []
    assert (
        debris_rows(text, min_repeats=2)
        == [("Valley Gazette Online", "repeated line", "mask")] * 2
    )


def test_documents_must_be_as_many_as_asked_for_and_copies_count_once() -> None:
    pages = {
        f"d{n}": f"Valley Gazette Online\nRain falls for day {n} in Tal\n{SENTENCE}{n}.\n"
        for n in range(3)
    }
    table = debris(Corpus.from_texts(pages))
    assert table["surface"].tolist() == ["Valley Gazette Online"] * 3
    assert set(table["reason"]) == {"the line stands in 3 of 3 documents"}
    assert "repeated-across" not in set(
        debris(Corpus.from_texts(pages), min_documents=4)["rule"]
    )
    same = {
        f"d{n}": f"Valley Gazette Online\nRain falls on day {n} in Tal\n{SENTENCE}\n"
        for n in range(3)
    }
    assert "repeated-across" not in set(debris(Corpus.from_texts(same))["rule"])


def test_a_title_the_metadata_give_is_never_taken_for_a_running_line() -> None:
    texts = {
        f"d{number}": f"Report on the work of the government\n{SENTENCE}{number}.\n"
        for number in range(3)
    }
    table = pd.DataFrame(
        {"doc": list(texts), "title": ["Report on the work of the government"] * 3},
        dtype="str",
    )
    assert debris(Corpus.from_texts(texts, table)).empty


@pytest.mark.parametrize(
    "page", ["{}Anton Berg\n", "The White Tower\n{}"], ids=["signature", "heading"]
)
def test_what_may_be_the_documents_own_is_only_marked(page: str) -> None:
    texts = {f"d{number}": page.format(f"{SENTENCE}{number}.\n") for number in range(3)}
    assert debris(Corpus.from_texts(texts))["action"].tolist() == ["mark"] * 3


@pytest.mark.parametrize(
    "line",
    [
        "Mr. President,",
        "Mr. President",
        "Thank you.",
        "Yes, we can",
        "(Applause.)",
        "II.",
        "Question",
        "各位代表！",
    ],
)
def test_salutations_refrains_and_labels_may_repeat(line: str) -> None:
    body = [SENTENCE + str(number) + "." for number in range(5)]
    text = "\n".join(itertools.chain.from_iterable((line, text) for text in body))
    rows = debris_rows(text)
    assert [surface for surface, _, action in rows if action == "mask"] == []


def test_a_passage_that_occurs_twice_is_masked_the_second_time() -> None:
    passage = [
        f"Paragraph {word} of the budget speech says what it says about the year and about the next."
        for word in "abcd"
    ]
    parts = ["<<<<<<< ours", *passage, "=======", *passage, ">>>>>>> theirs"]
    rows = debris_rows("\n\n".join(parts))
    copies = [row for row in rows if row[1] == "copy"]
    assert copies == [("\n\n".join(passage), "copy", "mask")]
    assert rows[0][2] == "mask"
    rows_of_paragraph = debris_rows("\n".join([*passage, passage[0]]))
    assert "mask" not in {action for _, _, action in rows_of_paragraph}
