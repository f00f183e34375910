"""Sentences that many pages of one site have."""

from __future__ import annotations

import random

import pandas as pd
import pytest
from made_up_sites import make_articles, make_sites

from discourse.cleaning import debris
from discourse.corpus import Corpus

SENTENCES = (
    "The news of the day reaches our readers in the morning.",
    "Iratkozzon fel hírlevelünkre, és olvassa reggelente a híreket.",
    "Đăng ký nhận bản tin để đọc tin tức mỗi buổi sáng.",
    "Haberleri her sabah sizin için okuyoruz.",
)
MENU = ["Front page", "Politics", "Economy", "Share this article", "Imprint"]


def make_pages(
    sentence: str, *, has_frame: bool, page_count: int = 6
) -> dict[str, str]:
    """Pages of lines; each has the sentence between two of its paragraphs."""
    texts = {}
    for number, article in enumerate(make_articles(page_count, seed=5)):
        sentences = article.split(". ")
        lines = [". ".join(sentences[:3]) + ".", sentence, ". ".join(sentences[3:])]
        title = f"Report number {number} on the harbour"
        frame = MENU if has_frame else []
        texts[f"d{number}"] = "\n".join([*frame[:3], title, *lines, *frame[3:]])
    return texts


def marked(texts: dict[str, str]) -> pd.DataFrame:
    """The proposals of the rule."""
    table = debris(Corpus.from_texts(texts))
    return table[table["rule"] == "repeated-sentence"]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_of_a_site_is_marked_in_any_language(sentence: str) -> None:
    texts = make_pages(sentence, has_frame=True)
    table = marked(texts)
    assert table["surface"].tolist() == [sentence] * len(texts)
    assert set(table["action"]) == {"mark"}
    assert set(table["kind"]) == {"repeated sentence"}
    assert "6 documents" in table["reason"].iloc[0]


def test_a_sentence_that_speeches_share_is_not_proposed() -> None:
    assert marked(make_pages(SENTENCES[0], has_frame=False)).empty


def test_a_sentence_of_few_pages_of_a_site_is_not_proposed() -> None:
    texts = make_pages(SENTENCES[0], has_frame=True, page_count=12)
    for number in range(3, 12):
        doc = f"d{number}"
        texts[doc] = texts[doc].replace(SENTENCES[0], f"It was day {number} of talks.")
    assert marked(texts).empty
    shorter_site = {doc: texts[doc] for doc in list(texts)[:8]}
    assert len(marked(shorter_site)) == 3


def test_copies_of_one_page_count_as_one() -> None:
    text = make_pages(SENTENCES[0], has_frame=True)["d0"]
    assert marked({"a": text, "b": text, "c": text}).empty


def test_a_sentence_inside_pages_of_one_line_is_marked() -> None:
    rng = random.Random(4)
    texts = {}
    for page in make_sites(page_count=12)["valley"]:
        pieces = []
        for piece in page.pieces:
            text = piece.text
            if piece.role == "body":
                sentences = text.split(". ")
                place = rng.randrange(1, len(sentences))
                sentences.insert(place, SENTENCES[0].rstrip("."))
                text = ". ".join(sentences)
            pieces.append(text)
        texts[page.doc] = " ".join(pieces)
    table = marked(texts)
    assert table["surface"].tolist() == [SENTENCES[0]] * len(texts)
