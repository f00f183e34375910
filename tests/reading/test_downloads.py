"""Downloads of newspaper databases, from the file to the documents of a corpus."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from discourse import read
from discourse.corpus import Corpus
from discourse.newspaper_databases.articles import ARTICLE_COLUMNS

ROOT = Path(__file__).resolve().parents[2]
EXPORTS = ROOT.parent / "shared" / "data" / "exports_made"
NAMES = (
    "europresse.html",
    "factiva.html",
    "factiva.rtf",
    "factiva.txt",
    "factiva.xml",
    "lexisnexis.html",
    "lexisnexis.txt",
    "nexis_uni.docx",
    "proquest.txt",
)
needs_exports = pytest.mark.skipif(
    not EXPORTS.is_dir(), reason="the made-up downloads beside the project are missing"
)


def expected(name: str) -> list[dict[str, Any]]:
    """What a file holds, as its maker says."""
    text = (EXPORTS / "expected.json").read_text(encoding="utf-8")
    return json.loads(text)[name]


def paragraphs_of(corpus: Corpus, doc: str) -> list[str]:
    """The paragraphs of a document that are counted, each in one line."""
    segments = corpus.where(doc=doc).segment("paragraph")
    return [
        re.sub(r"\s+", " ", segment.unmasked_text)
        for segment in segments
        if segment.words
    ]


@needs_exports
@pytest.mark.parametrize("name", NAMES)
def test_each_article_is_what_the_maker_wrote(name: str) -> None:
    corpus = read(EXPORTS / name)
    articles = expected(name)
    assert len(corpus) == len(articles)
    documents = corpus.documents.set_index("doc")
    for doc, article in zip(corpus.names, articles, strict=True):
        row = documents.loc[doc]
        for column in ("title", "source", "date", "byline", "section", "language"):
            assert row[column] == article[column], column
        words = None if row["words_stated"] in ("", None) else row["words_stated"]
        assert (None if words != words else words) == article["words_stated"]
        assert paragraphs_of(corpus, doc) == article["paragraphs"]


@needs_exports
@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_a_file_is_lost(name: str) -> None:
    corpus = read(EXPORTS / name)
    whole = read(EXPORTS / name, split=False)
    assert "".join(corpus.texts) == whole.texts[0]
    assert corpus.raw[corpus.names[0]] == whole.texts[0]
    assert corpus.files["documents"].tolist() == [len(corpus)]
    assert corpus.files["database"].iloc[0] != ""
    assert (corpus.log["reason"] != "").all()


@needs_exports
def test_a_folder_of_downloads_is_one_corpus(tmp_path: Path) -> None:
    for name in NAMES:
        shutil.copy(EXPORTS / name, tmp_path / name)
    (tmp_path / "speech.txt").write_text("A win-win result.", encoding="utf-8")
    corpus = read(tmp_path)
    assert len(corpus) == 3 * len(NAMES) + 1
    assert set(ARTICLE_COLUMNS) | {"file"} <= set(corpus.documents)
    assert corpus["speech"].text == "A win-win result."
    assert corpus.where(source="Inland Daily", date="2023-06-12").names
    assert corpus.files["documents"].sum() == len(corpus)
