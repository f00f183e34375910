"""Web pages: the text of the whole page, and which of it surrounds the article."""

from __future__ import annotations

import importlib
import importlib.metadata
import itertools
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from discourse.corpus.reading_notes import Oddity
from discourse.optional_packages import check_extra
from discourse.spans import LabelledSpan, merge_spans, partition_by_label
from discourse.text_extraction.extracted_text import (
    FRAME_LAYER,
    ExtractedText,
    describe_left_out,
)
from discourse.text_extraction.frame_labels import hidden_spans, label_frames
from discourse.text_extraction.page_dates import PageDate, check_page_date
from discourse.text_extraction.passage_alignment import PassageMatch, align_passages
from discourse.text_extraction.tree_text import TreeText
from discourse.validation import count_of

__all__ = ["read_web_page"]

# Elements of trafilatura's result that are passages of their own.
_PASSAGE_NAMES = (
    "ab body cell code div doc fw graphic head item lb list main p quote row table"
)
_PASSAGE_ELEMENTS = frozenset(_PASSAGE_NAMES.split())
# htmldate takes no date later than this; without it, the date of today is used.
_LATEST_DATE = "2199-12-31"
_EARLIEST_DATE = "1990-01-01"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# A passage of trafilatura that is not on the page, such as one from the page's data,
# is added if it is as long as this. What is shorter is a word of trafilatura's own.
_MIN_ADDED_LENGTH = 20
_MIN_SHARE_SHOWN = 0.5  # of an article that is shown without a program of the page
_MIN_SHARE_FOUND = 0.5  # of a passage in pieces, below which it is not on the page
# Packages that write to their log what the result says already.
_LOGGERS = ("trafilatura", "htmldate", "justext", "courlan", "readability")


def read_web_page(tree: TreeText, markup: str) -> ExtractedText:
    r"""Return the text of a whole page, and its frame as a layer.

    The text is that of the whole page. What trafilatura discards is in the layer
    `FRAME_LAYER`, with what the markup calls it as the label: "navigation", "footer".

    Parameters
    ----------
    tree : TreeText
        The page, as :func:`~discourse.text_extraction.tree_text.parse_html` gives it.
    markup : str
        The same page.

    Returns
    -------
    ExtractedText
        Title, author, date and language are those that the page declares. If
        trafilatura finds no article, there is no layer, and an oddity says so.

    Examples
    --------
    >>> from discourse.text_extraction.tree_text import parse_html
    >>> sentence = "The ministers agreed on a plan for the river on Monday. "
    >>> markup = f"<html><body><nav>Home</nav><article><p>{sentence * 6}</article>"
    >>> page = read_web_page(parse_html(markup), markup)
    >>> [page.text[span.start : span.end] for span in page.layers[FRAME_LAYER]]
    ['Home']
    """
    check_extra("Web pages", "trafilatura", "lxml_html_clean")
    for name in _LOGGERS:
        # Without a handler, Python would write the messages to the terminal.
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())
    source = _source_for_trafilatura(tree, markup)
    reader = f"trafilatura {importlib.metadata.version('trafilatura')}"
    metadata = _read_metadata(tree, source)
    passages = _find_passages(source)
    matches = align_passages(tree.text, passages)
    added = _passages_not_on_page(passages, matches)
    if not matches and not added:
        no_article = Oddity(
            kind="no article",
            count=1,
            reason="trafilatura finds no article in the page, so all its text counts.",
            remedy="Look at the page, and mask what is not its text.",
        )
        oddities = (no_article,) if tree.text else ()
        oddities = (*oddities, *metadata.oddities)
        hidden = tuple(hidden_spans(tree))
        return ExtractedText(
            tree.text,
            metadata.values,
            layers={FRAME_LAYER: hidden} if hidden else {},
            oddities=oddities,
            losses=tuple(_losses(tree)),
            reader=reader,
        )
    kept = _without_hidden(_kept_spans(tree.text, matches), hidden_spans(tree))
    frames = label_frames(tree, _gaps_between(tree.text, kept), kept)
    text = "\n\n".join([tree.text, *added]) if added else tree.text
    losses = _losses(tree)
    if added:
        verb = "stands" if len(added) == 1 else "stand"
        pronoun = "it was" if len(added) == 1 else "they were"
        losses.append(
            f"{count_of(len(added), 'passage')} {verb} in the data of the page and not "
            f"in its text; {pronoun} added at the end."
        )
    return ExtractedText(
        text,
        metadata.values,
        layers={FRAME_LAYER: tuple(frames)} if frames else {},
        oddities=metadata.oddities,
        losses=tuple(losses),
        reader=reader,
    )


def _source_for_trafilatura(tree: TreeText, markup: str) -> str:
    """Return the markup that trafilatura is given.

    Its parser loses what follows the end of a page, and stops where elements are nested
    too deep. Such a page is given as it was repaired.
    """
    if not tree.is_repaired:
        return markup
    from lxml import html as lxml_html

    return str(lxml_html.tostring(tree.root, encoding="unicode"))


def _losses(tree: TreeText) -> list[str]:
    """Return what the page holds and the text does not, as sentences."""
    # An element "picture" has an element "img" in it, and shows nothing without one.
    count = sum(1 for _ in tree.root.iter("img", "video", "audio"))
    return describe_left_out({"picture or recording": count})


# --------------------------------------------------------------------------------------
# The article


def _find_passages(source: str) -> list[str]:
    """Return the passages of the article as trafilatura gives them; none if it fails."""
    trafilatura = importlib.import_module("trafilatura")
    try:
        document = trafilatura.bare_extraction(
            source,
            include_comments=False,
            include_tables=True,
            deduplicate=False,
            with_metadata=False,
        )
    # Markup of any kind comes in, and a page must not stop the reading of a folder.
    except Exception:  # noqa: BLE001
        return []
    if document is None:
        return []
    return _passages_of(document.body)


def _passages_of(body: Any) -> list[str]:
    """Return the passages of a tree of trafilatura."""
    from lxml import etree

    passages: list[str] = []
    parts: list[str] = []

    def close_passage() -> None:
        passage = "".join(parts).strip()
        parts.clear()
        if passage:
            passages.append(passage)

    for event, element in etree.iterwalk(body, events=("start", "end")):
        if element.tag in _PASSAGE_ELEMENTS:
            close_passage()
        text = element.text if event == "start" else element.tail
        if event == "end" and element is body:
            text = None
        if text:
            parts.append(text)
    close_passage()
    return passages


def _kept_spans(text: str, matches: Sequence[PassageMatch]) -> list[LabelledSpan]:
    """Return the spans of the article, in order and apart.

    What stands on one line between two pieces of one passage belongs to it. Marks
    without a letter between two passages belong to them, too.
    """
    starts = [match.start for match in matches]
    ends = [match.end for match in matches]
    for match, following in itertools.pairwise(matches):
        between = text[match.end : following.start]
        is_one_passage = match.passage == following.passage
        if is_one_passage and between and "\n" not in between:
            starts.append(match.end)
            ends.append(following.start)
    merged_starts, merged_ends = merge_spans(np.array(starts), np.array(ends))
    kept: list[LabelledSpan] = []
    for start, end in zip(merged_starts.tolist(), merged_ends.tolist(), strict=True):
        if kept and not _holds_words(text[kept[-1].end : start]):
            kept[-1] = LabelledSpan(kept[-1].start, end, "article")
        else:
            kept.append(LabelledSpan(start, end, "article"))
    return [_with_edges(text, span) for span in kept]


def _without_hidden(
    kept: Sequence[LabelledSpan], hidden: Sequence[LabelledSpan]
) -> list[LabelledSpan]:
    """Return the spans of the article without what the markup hides from readers.

    Where most of the article is hidden, a program of the page shows it.
    """
    visible: list[LabelledSpan] = []
    position = 0
    for span in kept:
        while position < len(hidden) and hidden[position].end <= span.start:
            position += 1
        inside = []
        for part in hidden[position:]:
            if part.start >= span.end:
                break
            inside.append(part)
        for part in partition_by_label(inside, span.start, span.end):
            if not part.label:
                visible.append(LabelledSpan(part.start, part.end, span.label))
    if _total_length(visible) < _MIN_SHARE_SHOWN * _total_length(kept):
        return list(kept)
    return visible


def _total_length(spans: Sequence[LabelledSpan]) -> int:
    """Return how many characters some spans have together."""
    return sum(span.end - span.start for span in spans)


_EDGE_MARKS = re.compile(r"[^\w\n\t]*")


def _with_edges(text: str, span: LabelledSpan) -> LabelledSpan:
    """Return a span with the marks around it that have their line to themselves."""
    line_start = text.rfind("\n", 0, span.start) + 1
    line_end = text.find("\n", span.end)
    if line_end < 0:
        line_end = len(text)
    start = span.start
    end = span.end
    if _EDGE_MARKS.fullmatch(text, line_start, start):
        start = line_start
    if _EDGE_MARKS.fullmatch(text, end, line_end):
        end = line_end
    return LabelledSpan(start, end, span.label)


def _holds_words(text: str) -> bool:
    """Return whether a text has a letter or a figure."""
    return any(map(str.isalnum, text))


def _gaps_between(text: str, kept: Sequence[LabelledSpan]) -> list[LabelledSpan]:
    """Return what lies between spans, before and behind them."""
    gaps = []
    start = 0
    for span in kept:
        gaps.append(LabelledSpan(start, span.start, ""))
        start = span.end
    gaps.append(LabelledSpan(start, len(text), ""))
    return [gap for gap in gaps if _holds_words(text[gap.start : gap.end])]


def _passages_not_on_page(
    passages: Sequence[str], matches: Sequence[PassageMatch]
) -> list[str]:
    """Return the passages of which less than half is in the text of the page."""
    found_lengths = [0] * len(passages)
    for match in matches:
        found_lengths[match.passage] += match.end - match.start
    missing = []
    for passage, found_length in zip(passages, found_lengths, strict=True):
        is_long = len(passage) >= _MIN_ADDED_LENGTH
        if is_long and found_length < _MIN_SHARE_FOUND * len(passage):
            missing.append(" ".join(passage.split()))
    return missing


# --------------------------------------------------------------------------------------
# Metadata


def _oddities_of_date(page_date: PageDate) -> tuple[Oddity, ...]:
    """Return an oddity for a date that can be read in two ways."""
    if not page_date.ambiguous_text:
        return ()
    oddity = Oddity(
        kind="date",
        count=1,
        reason=(
            f"The page has the date {page_date.ambiguous_text!r}, in which either "
            "number may be the day, so it was not read."
        ),
        remedy="Give the date in a table of metadata.",
    )
    return (oddity,)


@dataclass(frozen=True)
class _PageMetadata:
    """What a page says about itself, and what looks odd about it."""

    values: dict[str, str]
    oddities: tuple[Oddity, ...]


def _read_metadata(tree: TreeText, source: str) -> _PageMetadata:
    """Return title, author, date and language, as far as the page declares them."""
    metadata_module = importlib.import_module("trafilatura.metadata")
    # No search through the text: the year of a copyright notice is no date. The latest
    # date is fixed, so that the clock has no say.
    date_options = {
        "original_date": True,
        "extensive_search": False,
        "min_date": _EARLIEST_DATE,
        "max_date": _LATEST_DATE,
    }
    fields: dict[str, str | None] = {}
    page_date = PageDate("")
    language = _declared_language(tree)
    try:
        document = metadata_module.extract_metadata(source, date_config=date_options)
    # What the page declares may be of any form.
    except Exception:  # noqa: BLE001
        document = None
    if document is not None:
        if _DAY.fullmatch(document.date or ""):
            page_date = check_page_date(tree, document.date, language)
        fields = {
            "title": document.title,
            "author": document.author,
            "date": page_date.date,
        }
    if not fields.get("title"):
        fields["title"] = _title_of_window(tree)
    fields["language"] = language
    values = {}
    for name, value in fields.items():
        words = " ".join((value or "").split())
        if words:
            values[name] = words
    return _PageMetadata(values, _oddities_of_date(page_date))


def _title_of_window(tree: TreeText) -> str:
    """Return the title of the page's window, or ``""``."""
    title = tree.root.find(".//title")
    return "" if title is None else "".join(title.itertext())


def _declared_language(tree: TreeText) -> str:
    """Return the language that the page declares for all its text, or ``""``."""
    body = tree.root.find("body")
    for element in (tree.root, body):
        if element is None:
            continue
        language = element.get("lang") or element.get("xml:lang") or ""
        if language.strip():
            return language.strip()
    for meta in tree.root.iter("meta"):
        name = (meta.get("http-equiv") or meta.get("name") or "").lower()
        if name in ("content-language", "language"):
            return (meta.get("content") or "").strip()
    return ""
