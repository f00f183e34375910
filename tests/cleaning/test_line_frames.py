"""Frames of pages that are one long line."""

from __future__ import annotations

import json
import lzma
import random
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from made_up_sites import MadeUpPage, Piece, make_articles, make_sites

from discourse.cleaning import debris
from discourse.cleaning.line_frames import (
    MIN_LONG_RUN,
    _are_in_long_runs,
    propose_line_frames,
)
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


def test_a_sentence_with_which_the_texts_of_a_site_open_stays() -> None:
    opening = (
        "Mr. President, allow me at the outset to congratulate you on your election, and "
        "to assure you of the full support of my delegation in the months to come."
    )
    pages = []
    for page in SITES["ministry"]:
        pieces = []
        for piece in page.pieces:
            is_body = piece.role == "body"
            text = f"{opening} {piece.text}" if is_body else piece.text
            pieces.append(Piece(text, piece.role))
        pages.append(MadeUpPage(page.doc, tuple(pieces)))
    masked = proposed_characters([page.text for page in pages])
    assert share_masked(pages, masked, "body") <= 0.005
    assert share_masked(pages, masked, "title") <= 0.005
    assert share_masked(pages, masked, "frame") >= 0.95


def test_pages_in_chinese_have_a_frame() -> None:
    rng = random.Random(2)
    signs = [chr(code) for code in range(0x4E00, 0x5E00)]
    menu = "首页 时政 国际 财经 文化 体育 教育 科技 健康 旅游 视频 图片 专题 登录 注册 搜索"
    foot = (
        "关于我们 联系我们 广告服务 版权声明 隐私政策 网站地图 首页 时政 国际 财经 文化"
    )
    texts = []
    for _ in range(12):
        clauses = ["".join(rng.choices(signs, k=rng.randint(6, 14))) for _ in range(80)]
        sentences = [f"{'，'.join(clauses[n : n + 2])}。" for n in range(0, 80, 2)]
        title = "".join(rng.choices(signs, k=12))
        texts.append(f"{menu} {title} {''.join(sentences)} {foot}")
    for text, masked in zip(texts, proposed_characters(texts), strict=True):
        outside = set(range(len(menu))) | set(range(len(text) - len(foot), len(text)))
        assert masked == outside


@pytest.mark.parametrize("site", SITES)
def test_a_page_is_judged_alike_whatever_page_stands_after_it(site: str) -> None:
    pages = []
    for number, page in enumerate(SITES[site]):
        # The last words are those of every page, and the first one is its own.
        text = f"x{number}q {page.text} Read Daily news of the river towns"
        pages.append(divide_into_blocks(text, is_wrapped=False))
    proposals = propose_line_frames(pages, min_documents=3)
    in_reverse = propose_line_frames(pages[::-1], min_documents=3)
    assert all(proposals)
    assert proposals == in_reverse[::-1]


def test_a_long_run_does_not_go_on_in_the_next_page() -> None:
    is_frequent = np.array([False] + [True] * 2 * (MIN_LONG_RUN - 1))
    end_of_page = MIN_LONG_RUN
    bounds = np.array([0, end_of_page, len(is_frequent)])
    assert not _are_in_long_runs(is_frequent, bounds).any()
    bounds = np.array([0, 0, len(is_frequent)])
    assert _are_in_long_runs(is_frequent, bounds).tolist() == is_frequent.tolist()
