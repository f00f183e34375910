"""Frames of pages that are one long line."""

from __future__ import annotations

import json
import lzma
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from made_up_sites import MadeUpPage, make_articles, make_sites

from discourse.cleaning import debris
from discourse.cleaning.line_frames import propose_line_frames
from discourse.cleaning.text_blocks import divide_into_blocks
from discourse.corpus import Corpus
from discourse.formulas import mentions
from discourse.lexicons import Lexicon

DATA = Path(__file__).parents[2].parent / "shared" / "data"
SITES = make_sites()


def proposed_characters(
    texts: Sequence[str], *, min_documents: int = 3
) -> list[set[int]]:
    """The offsets that are proposed as frame, for each text."""
    pages = [divide_into_blocks(text, is_wrapped=False) for text in texts]
    offsets = []
    for proposals in propose_line_frames(pages, min_documents=min_documents):
        spans = [range(item.start, item.end) for item in proposals]
        offsets.append({offset for span in spans for offset in span})
    return offsets


def share_masked(
    pages: Sequence[MadeUpPage], masked: Sequence[set[int]], role: str
) -> float:
    """The share of the words of a role that are proposed."""
    counts = [0, 0]
    for page, offsets in zip(pages, masked, strict=True):
        for start, end in page.spans(role):
            for word in re.finditer(r"\S+", page.text[start:end]):
                counts[start + word.start() in offsets] += 1
    return counts[True] / sum(counts)


@pytest.mark.parametrize("site", SITES)
def test_the_frame_of_a_site_is_proposed_and_its_text_is_not(site: str) -> None:
    pages = SITES[site]
    masked = proposed_characters([page.text for page in pages])
    assert share_masked(pages, masked, "body") <= 0.005
    assert share_masked(pages, masked, "title") <= 0.005
    assert share_masked(pages, masked, "frame") >= 0.95


def test_sites_are_told_apart_in_one_corpus_with_other_texts() -> None:
    pages = [page for site in SITES.values() for page in site]
    other_texts = make_articles(30, seed=9)
    masked = proposed_characters([*(page.text for page in pages), *other_texts])
    masked_pages = masked[: len(pages)]
    assert share_masked(pages, masked_pages, "body") <= 0.005
    assert share_masked(pages, masked_pages, "frame") >= 0.95
    assert not any(masked[len(pages) :])


def test_a_site_of_five_pages_is_enough() -> None:
    sites = make_sites(page_count=5)
    for site in ("harbour", "ministry"):
        pages = sites[site]
        masked = proposed_characters([page.text for page in pages])
        assert share_masked(pages, masked, "body") <= 0.005
        assert share_masked(pages, masked, "frame") >= 0.95


def test_no_mention_of_a_family_inside_a_text_is_lost() -> None:
    pages = SITES["harbour"]
    corpus = Corpus.from_texts({page.doc: page.text for page in pages})
    lexicon = Lexicon.read("chinese-diplomacy")
    masked_corpus = corpus.mask(debris(corpus))
    bodies = {page.doc: page.spans("body")[0] for page in pages}
    before = mentions(corpus, lexicon)
    after = mentions(masked_corpus, lexicon)
    starts = before["doc"].map(lambda doc: bodies[doc][0])
    ends = before["doc"].map(lambda doc: bodies[doc][1])
    is_inside = (before["start"] >= starts) & (before["end"] <= ends)
    columns = ["doc", "start", "end", "family"]
    inside = before[is_inside][columns].reset_index(drop=True)
    assert len(inside) > 100
    assert (~is_inside).sum() > 100
    assert after[columns].reset_index(drop=True).equals(inside)


def test_few_pages_have_no_frame() -> None:
    pages = SITES["ministry"]
    assert not any(proposed_characters([page.text for page in pages[:2]]))
    copies = [pages[0].text] * 5
    assert not any(proposed_characters(copies))


def test_more_pages_can_be_asked_for() -> None:
    texts = [page.text for page in SITES["ministry"]]
    assert all(proposed_characters(texts, min_documents=30))
    assert not any(proposed_characters(texts, min_documents=31))


def test_openings_and_closings_that_speeches_share_stay() -> None:
    opening = (
        "Mr. President, allow me at the outset to congratulate you on your election to "
        "the presidency of the General Assembly and to assure you of our support."
    )
    closing = (
        "Let us build a community with a shared future for mankind, and let us do so "
        "together, in a spirit of mutual trust. I thank you, Mr. President."
    )
    articles = make_articles(12, seed=3, min_words=250)
    speeches = [f"{opening} {article} {closing}" for article in articles]
    assert not any(proposed_characters(speeches))


def test_the_proposals_of_a_page_are_spans_of_its_text() -> None:
    pages = SITES["valley"]
    corpus = Corpus.from_texts({page.doc: page.text for page in pages})
    table = debris(corpus)
    frames = table[table["rule"] == "line-frame"]
    assert set(frames["kind"]) == {"page frame"}
    assert set(frames["action"]) == {"mask"}
    assert "30 pages share the frame" in frames["reason"].iloc[0]
    for doc, start, end, surface in zip(
        frames["doc"], frames["start"], frames["end"], frames["surface"], strict=True
    ):
        assert corpus.raw[doc][start:end] == surface


@pytest.mark.parametrize(
    "name", ["federalist", "whitehouse_china_centralasia_2021_2024"]
)
def test_clean_texts_on_one_line_have_no_frame(name: str) -> None:
    path = DATA / f"{name}.jsonl.xz"
    if not path.is_file():
        pytest.skip("the shared texts are not here")
    with lzma.open(path, "rt", encoding="utf-8") as file:
        texts = [" ".join(json.loads(line)["text"].split()) for line in file]
    assert not any(proposed_characters(texts[:300]))
