"""What the tests of downloads share: the body of an article, lines of many kinds."""

from __future__ import annotations

import re

from discourse.newspaper_databases.articles import Article, Download
from discourse.newspaper_databases.recognition import find_download

HOSTILE_PARAGRAPHS = [
    "Document 12 of the treaty says who pays.",
    "1 of 3 documents that we saw names a lower figure. It was signed on June 1, 2020.",
    "Length: 900 kilometres",
    "End of document seven, as the clerk called it, is missing.",
    "June 12, 2023",
    "Copyright is a matter of law: all of it.",
    "NOTE TO READERS: the list below is old.",
    "Page 2 of 14 was torn out.",
    "Correction Appended",
]


def read(text: str, kind: str = "TXT") -> Download:
    """The download in a text; it must be one, and whole."""
    download = find_download(text, file_kind=kind)
    assert download is not None
    check_whole(text, download)
    return download


def check_whole(text: str, download: Download) -> None:
    """Articles cover the file, and masks lie in order inside them."""
    end = 0
    for article in download.articles:
        assert article.start == end
        end = article.end
        start = article.start
        for mask in article.masks:
            assert start <= mask.start < mask.end <= article.end
            assert mask.reason.endswith(".")
            start = mask.end
    assert end == len(text)


def paragraphs(text: str, article: Article) -> list[str]:
    """The paragraphs of the body: what is not masked, between blank lines."""
    pieces = []
    start = article.start
    for mask in article.masks:
        pieces.append(text[start : mask.start])
        start = mask.end
    pieces.append(text[start : article.end])
    body = "\n\n".join(pieces).replace("\r\n", "\n").replace("\f", "\n")
    blocks = re.split(r"\n[\s\ufeff]*\n", body)
    texts = [" ".join(block.replace("\ufeff", "").split()) for block in blocks]
    return [text for text in texts if text]


def kinds(download: Download) -> list[str]:
    """The kinds of what looks odd."""
    return [oddity.kind for oddity in download.oddities]
