"""A download is known by what is in it; no other text is taken for one."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_downloads import check_whole, paragraphs

from discourse.newspaper_databases import find_download
from discourse.newspaper_databases.articles import ARTICLE_COLUMNS

SHARED = Path(__file__).parents[2].parent / "shared" / "data"
EXPORTS = SHARED / "exports_made"
FILES = [
    "nexis_uni.docx",
    "lexisnexis.txt",
    "factiva.txt",
    "factiva.rtf",
    "proquest.txt",
]


def text_of(path: Path) -> str:
    """The text of a file, as the readers of the library give it."""
    data = path.read_bytes()
    if path.suffix == ".docx":
        word_text = pytest.importorskip("discourse.text_extraction.word_text")
        return str(word_text.read_word(data).text)
    if path.suffix == ".rtf":
        rtf_text = pytest.importorskip("discourse.text_extraction.rtf_text")
        return str(rtf_text.read_rtf(data).text)
    return data.decode("utf-8")


@pytest.mark.parametrize("name", FILES)
def test_every_file_of_exports_made_gives_what_is_expected(name):
    if not EXPORTS.is_dir():
        pytest.skip(f"{EXPORTS} is not there")
    expected = json.loads((EXPORTS / "expected.json").read_text(encoding="utf-8"))
    text = text_of(EXPORTS / name)
    download = find_download(text, file_kind=name.partition(".")[2])
    assert download is not None
    check_whole(text, download)
    assert download.oddities == ()
    articles = []
    for article in download.articles:
        row = dict(article.metadata, paragraphs=paragraphs(text, article))
        articles.append({key: row[key] for key in expected[name][0]})
    assert articles == expected[name]


@pytest.mark.parametrize("name", FILES)
def test_an_article_has_all_columns_and_no_missing_text(name):
    if not EXPORTS.is_dir():
        pytest.skip(f"{EXPORTS} is not there")
    download = find_download(text_of(EXPORTS / name), file_kind="X")
    assert download is not None
    for article in download.articles:
        assert tuple(article.metadata)[: len(ARTICLE_COLUMNS)] == ARTICLE_COLUMNS
        for column, value in article.metadata.items():
            assert isinstance(value, str) or column == "words_stated"


def test_no_speech_of_the_shared_collections_is_a_download():
    path = SHARED / "federalist.jsonl.xz"
    if not path.is_file():
        pytest.skip(f"{path} is not there")
    with lzma.open(path, "rt", encoding="utf-8") as file:
        texts = [json.loads(line) for line in file]
    for row in texts:
        for value in row.values():
            if isinstance(value, str):
                assert find_download(value, file_kind="TXT") is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Document 12 of the treaty says who pays.",
        "1 of 3 documents that we saw names a lower figure.",
        "1 of 3 DOCUMENTS\n\nA text on how such files look.\n\nLENGTH: 65 words\n",
        "Title: On bridges\nAuthor: Mo Adams\n\nA text with labels above it.\n",
        "Section: A\nLength: 65 words\nBody\n\nHow a file of Nexis Uni looks.\n",
        "_" * 60 + "\n\nDocument 1 of 3\n\nA text.\n\n" + "_" * 60 + "\n",
        "65 words\n12 June 2023\nare what she wrote about.\n",
        "Document HRBT000020230612ej6c00000\n\nis the code of an article.\n",
    ],
)
def test_a_text_about_downloads_is_none(text):
    assert find_download(text, file_kind="TXT") is None


PIECES = [
    "1 of 2 DOCUMENTS",
    "   2 of 2 DOCUMENTS",
    "June 12, 2023 Monday",
    "The River Post",
    "LENGTH: 65 words",
    "Length:\u00a065 words",
    "65 words",
    "12 June 2023",
    "English",
    "Body",
    "Classification",
    "End of Document",
    "LOAD-DATE: June 12, 2023",
    "Load-Date: June 12, 2023",
    "Copyright 2023 River Media",
    "Document HRBT000020230612ej6c00000",
    "_" * 60,
    "Document 1 of 2",
    "Full text: A text.",
    "Subject: Bridges",
    "ProQuest document ID: 28000",
    "Publication title: The River Post",
    "Date and Time: Friday, 5. July 2024",
    "Job Number: 1",
    "XYZZY: foo",
    "A sentence of the text.",
    "GRAPHIC: A bridge.",
    "\ufeff",
    "\f",
    "",
    "",
]


@given(st.lists(st.sampled_from(PIECES), max_size=60), st.sampled_from(["\n", "\r\n"]))
def test_whatever_the_lines_are_the_articles_cover_the_file(pieces, line_end):
    text = line_end.join(pieces)
    download = find_download(text, file_kind="TXT")
    if download is not None:
        check_whole(text, download)
