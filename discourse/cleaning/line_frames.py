"""The frame of pages without lines: menu, article, lists and footer in one long line.

What many pages of a site have in the same place is its frame. The text of a page is the
stretch with the most prose outside it. Lists that differ from page to page stand
between the repeated runs and are no prose; they go with the frame. The title stays,
also where a button or a date divides it from the text.

A frame is proposed only at the edges of a page, and only where runs of lists show that
there is one. Formulas that speeches share, at their opening or anywhere, are prose.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from discourse.cleaning.anchored_runs import (
    MAX_SHIFT,
    MAX_SHIFT_OF_LONG_RUNS,
    count_anchored,
    find_sites,
)
from discourse.cleaning.prose_evidence import (
    NO_CASE,
    WordSigns,
    observe_words,
    score_prose,
)
from discourse.cleaning.text_blocks import Page, Proposal, trim_span
from discourse.cleaning.text_lines import Span
from discourse.text import TokenStream, fold, tokenise

__all__ = ["propose_line_frames"]

MIN_LINE_LENGTH = 1000  # characters at the mean; a paragraph is shorter
MIN_HAN_LINE_LENGTH = 800  # in Han text; shorter pages lost words of their articles
HAN_SAMPLE = 2000  # characters; so many show the script of a page
MIN_HAN_SHARE = 0.5  # of these characters; the others are Latin names and the menu
MIN_PROSE = 0.5  # score from which a word is more likely prose than a list
CLEAR_PROSE = 0.6
MIN_LISTED_WORDS = 10  # anchored and listed, of a page that may have a frame
QUANTILE_OF_SITE = 0.9  # of their counts: how many pages the site has
MIN_PAGES_OF_RUN = 4  # or all pages of a site, if it has fewer
MIN_FRAME_SHARE = 0.5  # of the pages of a site: a run in so many is of its frame
# The same, for prose. Reports made by one pattern share sentences, but not all of them.
MIN_FRAME_SHARE_OF_PROSE = 0.8
MIN_LIST_WORDS = 12  # of a run that shows that a page has a frame
MAX_LOWER_CASE_OF_LIST = 0.6  # of its words
MAX_COMMAS_OF_LIST = 1 / 14  # for each of its words
MIN_SITE_SHARE = 0.2  # of the pages that look like one site: so many share the frame
MIN_LONG_RUN = 12  # words, more than a formula has
MIN_INNER_SHARE = 0.8  # the same, for a run inside the text
MIN_INNER_WORDS = 4
MAX_INNER_LOWER_CASE = 0.5
# Share of pages from which repetition speaks against a word, and against it in full.
MIN_PENALISED_SHARE = 0.3
FULLY_PENALISED_SHARE = 0.7
# Words between the frame and the first or last clear prose of the text, at most.
MAX_ROW_AT_START = 60
MAX_ROW_AT_END = 60
MAX_START_SHIFT = 10  # words by which the edge of the text is moved to a better one
MAX_END_SHIFT = 25
MAX_OPENING_WORDS = 12  # of a first sentence that many pages share
# Of its words: most words of a sentence are in lower case, most words of a title not.
MIN_LOWER_CASE_OF_OPENING = 0.5
MIN_TEXT_WORDS = 20
MAX_PROSE_OUTSIDE = 180  # words, such as those of a copyright notice
MAX_WORDS_ABOVE_TEXT = 45  # between title and text, the title included
MIN_TITLE_WORDS = 4
MAX_TITLE_WORDS = 25
MAX_OWN_SENTENCE_WORDS = 60
MAX_WORDS_BEFORE_LIST = 30  # such as a title
MIN_LISTED_BELOW = 20  # words
MIN_PAGES_FOR_ONE_SIDE = 5
MIN_PAGES_OF_LARGE_SITE = 10
MIN_LISTED = 20  # words above and below the text of a page of a large site
MIN_LISTED_OF_SMALL_SITE = 40
# What stands above the text, or below it, is of the frame if it has
MIN_FRAME = 3  # words of the part on one side that are anchored
MIN_SHARE_OF_PART = 0.1  # of its words
MIN_FRAME_OVER_PROSE = 2  # of these words, for each word of other prose
_HAN = re.compile("[\u3400-\u9fff]")
_CLOSING_PUNCTUATION = ".!?…\"”’')]»。！？"
_OPENING_PUNCTUATION = "\"“‘'([«¿¡（【"

_Bools = NDArray[np.bool_]
_Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class _PageWords:
    """The words of one page, with the evidence for each.

    Attributes
    ----------
    page : Page
    starts, ends : int arrays
        Half-open spans in the raw text.
    ends_sentence, has_capital : bool arrays
    lower_case : float array
    prose : float array
        How likely the word is prose, by the words between the runs beside it.
    prose_of_line : float array
        The same, by all words of the page.
    is_frame : bool array
        Whether the word stands in a run that many pages have in this place.
    is_evidence : bool array
        Whether it stands in such a run that is a list.
    share : float array
        The share of the pages of the site that have the word in this place.
    page_count : int
        How many pages the site has.
    """

    page: Page
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    ends_sentence: _Bools
    has_capital: _Bools
    lower_case: _Floats
    prose: _Floats
    prose_of_line: _Floats
    is_frame: _Bools
    is_evidence: _Bools
    share: _Floats
    page_count: int

    def __len__(self) -> int:
        return len(self.starts)


def propose_line_frames(
    pages: Sequence[Page], *, min_documents: int
) -> list[list[Proposal]]:
    """Return the frame of each page that is one long line, or a few.

    Parameters
    ----------
    pages : sequence of Page
    min_documents : int
        How many pages must have a run of words in the same place. Copies of one page
        count as one.
    """
    proposals_by_text: dict[str, list[Proposal]] = {}
    pages_by_text = {page.raw: page for page in pages if _has_no_lines(page)}
    if len(pages_by_text) >= min_documents:
        for words in _read_pages(list(pages_by_text.values()), min_documents):
            proposals_by_text[words.page.raw] = _propose_for_page(words)
    return [proposals_by_text.get(page.raw, []) for page in pages]


def _has_no_lines(page: Page) -> bool:
    """Return whether the lines of a page are much longer than a paragraph."""
    mean_length = len(page.raw) / max(len(page.lines), 1)
    if mean_length < MIN_HAN_LINE_LENGTH:
        return False
    if mean_length >= MIN_LINE_LENGTH:
        return True
    sample = page.raw[:HAN_SAMPLE]
    return len(_HAN.findall(sample)) > MIN_HAN_SHARE * len(sample)


# --------------------------------------------------------------------------------------
# Evidence from all pages


def _read_pages(pages: Sequence[Page], min_documents: int) -> list[_PageWords]:
    """Return the words of the pages that belong to sites with frames."""
    texts = [page.raw for page in pages]
    stream, _ = tokenise(texts, ["line"] * len(texts))
    signs = observe_words(texts, stream)
    scores = score_prose(signs, stream.bounds)
    are_listed = scores < MIN_PROSE
    sites = find_sites(stream, are_listed, min_documents)
    site_sizes = np.bincount(sites)
    if not len(site_sizes) or site_sizes.max() < min_documents:
        return []
    counts = count_anchored(stream, sites, max_shift=MAX_SHIFT)
    counts[counts < min_documents] = 0
    counts_of_long_runs = count_anchored(
        stream, sites, max_shift=MAX_SHIFT_OF_LONG_RUNS
    )
    page_counts = _count_pages_with_frame(stream, counts, are_listed)
    page_counts[page_counts < MIN_SITE_SHARE * site_sizes[sites]] = 0
    pages_of_word = page_counts[stream.document]
    share = _share_of(counts, pages_of_word)
    share_of_long_runs = _share_of(counts_of_long_runs, pages_of_word)
    are_in_long_runs = _are_in_long_runs(
        share_of_long_runs >= MIN_FRAME_SHARE, stream.bounds
    )
    share = np.where(are_in_long_runs, share_of_long_runs, share)
    min_share = np.where(
        scores >= CLEAR_PROSE, MIN_FRAME_SHARE_OF_PROSE, MIN_FRAME_SHARE
    )
    runs = _find_frame_runs(share >= min_share, signs, stream)
    is_frame = np.zeros(len(stream), dtype=bool)
    is_evidence = np.zeros(len(stream), dtype=bool)
    edges = [stream.bounds]
    for run in runs:
        is_frame[run.start : run.end] = True
        is_evidence[run.start : run.end] = _is_list(run, signs)
        edges.append(np.array(run, dtype=np.int64))
    # A word is judged again, by the words between the runs that are beside it.
    pieces = np.unique(np.concatenate(edges))
    prose = score_prose(signs, pieces)
    readings = []
    for number in np.flatnonzero(page_counts).tolist():
        first_word = int(stream.bounds[number])
        words = slice(first_word, int(stream.bounds[number + 1]))
        reading = _PageWords(
            page=pages[number],
            starts=stream.start[words],
            ends=stream.end[words],
            ends_sentence=signs.ends_sentence[words],
            has_capital=signs.has_capital[words],
            lower_case=signs.lower_case[words],
            prose=prose[words],
            prose_of_line=scores[words],
            is_frame=is_frame[words],
            is_evidence=is_evidence[words],
            share=share[words],
            page_count=int(page_counts[number]),
        )
        readings.append(reading)
    return readings


def _count_pages_with_frame(
    stream: TokenStream, counts: NDArray[np.int64], are_listed: _Bools
) -> NDArray[np.int64]:
    """Return for each page how many pages share its frame; 0 if it has none."""
    page_counts = np.zeros(len(stream.bounds) - 1, dtype=np.int64)
    is_listed_in_place = are_listed & (counts > 0)
    for number in range(len(page_counts)):
        words = slice(int(stream.bounds[number]), int(stream.bounds[number + 1]))
        counts_of_lists = counts[words][is_listed_in_place[words]]
        if len(counts_of_lists) >= MIN_LISTED_WORDS:
            counts_of_lists.sort()
            rank = int(QUANTILE_OF_SITE * (len(counts_of_lists) - 1))
            page_counts[number] = counts_of_lists[rank]
    return page_counts


def _share_of(counts: NDArray[np.int64], page_counts: NDArray[np.int64]) -> _Floats:
    """Return the share of the pages of a site, at most 1; 0 where it is no evidence."""
    shares = np.zeros(len(counts))
    min_counts = np.minimum(page_counts, MIN_PAGES_OF_RUN)
    is_evidence = (page_counts > 0) & (counts >= min_counts)
    np.divide(counts, page_counts, out=shares, where=is_evidence)
    return np.minimum(shares, 1.0)


def _are_in_long_runs(is_frequent: _Bools, bounds: NDArray[np.int64]) -> _Bools:
    """Return which words stand in a long row of frequent words of one page."""
    are_in_long_runs = np.zeros(len(is_frequent), dtype=bool)
    for page_start, page_end in itertools.pairwise(bounds.tolist()):
        for run_of_page in _runs_of(is_frequent[page_start:page_end]):
            run = run_of_page.moved_by(page_start)
            if run.length >= MIN_LONG_RUN:
                are_in_long_runs[run.start : run.end] = True
    return are_in_long_runs


def _runs_of(flags: _Bools) -> list[Span]:
    """Return the longest rows of words that have a flag, in order.

    >>> _runs_of(np.array([True, True, False, True]))
    [Span(start=0, end=2), Span(start=3, end=4)]
    """
    changes = np.diff(flags.astype(np.int8), prepend=0, append=0)
    starts = np.flatnonzero(changes == 1).tolist()
    ends = np.flatnonzero(changes == -1).tolist()
    return list(map(Span, starts, ends))


def _find_frame_runs(
    is_frequent: _Bools, signs: WordSigns, stream: TokenStream
) -> list[Span]:
    """Return the runs of words that many pages have in their place.

    A run ends with a sentence. The words of a sentence that begins or ends outside it
    belong to the text.
    """
    begins_run = is_frequent.copy()
    follows = is_frequent[1:] & is_frequent[:-1] & ~signs.ends_sentence[:-1]
    begins_run[1:] &= ~follows
    starts_of_pages = stream.bounds[:-1][np.diff(stream.bounds) > 0]
    begins_run[starts_of_pages] |= is_frequent[starts_of_pages]
    ends_run = is_frequent.copy()
    ends_run[:-1] &= ~is_frequent[1:] | begins_run[1:]
    ends_of_pages = frozenset(stream.bounds.tolist())
    runs = []
    run_starts = np.flatnonzero(begins_run).tolist()
    run_ends = (np.flatnonzero(ends_run) + 1).tolist()
    for run in map(Span, run_starts, run_ends):
        # What follows the last run of a page is another page.
        if run.end not in ends_of_pages:
            run = _without_opening(run, signs, is_frequent)
        if run.length > 0:
            runs.append(run)
    return runs


def _is_list(run: Span, signs: WordSigns) -> bool:
    """Return whether a run of the frame is a list, and long enough to show it."""
    place = slice(run.start, run.end)
    word_count = _count_words(signs.lower_case[place])
    if word_count < MIN_LIST_WORDS:
        return False
    if signs.lower_case[place].mean() > MAX_LOWER_CASE_OF_LIST:
        return False
    comma_count = int(signs.has_comma[place].sum())
    return comma_count < MAX_COMMAS_OF_LIST * word_count


def _count_words(lower_case: _Floats) -> float:
    """Return how many words some tokens are.

    In scripts without case, such as Han, a word has about two tokens.
    """
    has_no_case = lower_case == NO_CASE
    return len(lower_case) - int(has_no_case.sum()) / 2


def _without_opening(run: Span, signs: WordSigns, is_frequent: _Bools) -> Span:
    """Return a run without the words with which a sentence of the text begins.

    If a word in lower case follows the run, the sentence began inside it.
    """
    if is_frequent[run.end]:
        return run
    if signs.lower_case[run.end] < 1.0 or signs.ends_sentence[run.end - 1]:
        return run
    first_place = max(run.start, run.end - MAX_OPENING_WORDS)
    capitals = np.flatnonzero(signs.has_capital[first_place : run.end])
    if not len(capitals):
        return run
    # The words after the first capital from which most are in lower case.
    for capital in capitals.tolist():
        opening = slice(first_place + capital, run.end)
        if signs.lower_case[opening].mean() >= MIN_LOWER_CASE_OF_OPENING:
            return Span(run.start, opening.start)
    return run


# --------------------------------------------------------------------------------------
# The text of one page


def _propose_for_page(words: _PageWords) -> list[Proposal]:
    """Return the proposals for the frame of one page."""
    text = _find_text(words)
    if text.length < MIN_TEXT_WORDS:
        return []
    head = _shrink_to_frame(words, Span(0, text.start), from_start=True)
    tail = _shrink_to_frame(words, Span(text.end, len(words)), from_start=False)
    if not _has_site_frame(words, head, tail):
        return []
    # Where articles are made by one pattern, most of the prose may be repeated.
    prose_above = _count_prose(words, head)
    prose_below = _count_prose(words, tail)
    prose_outside = prose_above + prose_below
    max_prose_outside = max(MAX_PROSE_OUTSIDE, text.length)
    if prose_outside > max_prose_outside:
        return []
    proposals = []
    if _is_frame(words, head):
        title = _find_title(words, head)
        for part in _parts_around(head, title):
            proposals += _propose_part(words, part, "before the text")
    for run in _find_inner_runs(words, text):
        proposals += _propose_part(words, run, "inside the text")
    if _is_frame(words, tail):
        proposals += _propose_part(words, tail, "after the text")
    return proposals


def _find_text(words: _PageWords) -> Span:
    """Return the stretch of words with the most prose, between better edges."""
    penalised_range = FULLY_PENALISED_SHARE - MIN_PENALISED_SHARE
    penalties = (words.share - MIN_PENALISED_SHARE) / penalised_range
    weights = 2 * words.prose - 1
    weights -= np.where(words.is_frame, np.clip(penalties, 0.0, 1.0), 0.0)
    start, end = _find_heaviest(weights)
    while start < end and words.is_frame[start]:
        start += 1
    while start < end and words.is_frame[end - 1]:
        end -= 1
    start = _with_shared_opening(words, _settle_start(words, start))
    return Span(start, _settle_end(words, end))


def _find_heaviest(weights: _Floats) -> Span:
    """Return the stretch whose weights have the largest sum (Kadane's algorithm)."""
    sums = np.concatenate([[0.0], np.cumsum(weights)])
    least_sums = np.minimum.accumulate(sums)
    end = int(np.argmax(sums - least_sums))
    start = int(np.flatnonzero(sums[: end + 1] == least_sums[end])[-1])
    return Span(start, end)


def _settle_start(words: _PageWords, start: int) -> int:
    """Return the first word of the text, near the word where its prose begins.

    The title and the first sentence stand between the last run of the frame and this
    word. If too many words stand there, some of them are a list.
    """
    frame_words = np.flatnonzero(words.is_frame[:start])
    edge = int(frame_words[-1]) + 1 if len(frame_words) else 0
    stops = np.flatnonzero(words.ends_sentence[edge:start]) + edge
    for stop in reversed(stops.tolist()):
        # Sentences before the prose are prose too.
        if start - stop > MAX_ROW_AT_START:
            break
        start = stop + 1
    if start - edge <= MAX_ROW_AT_START:
        return edge
    first_place = max(start - MAX_START_SHIFT, 0)
    stops = np.flatnonzero(words.ends_sentence[first_place:start])
    if len(stops):
        return first_place + int(stops[-1]) + 1
    capitals = np.flatnonzero(words.has_capital[first_place : start + 1])
    if len(capitals):
        return first_place + int(capitals[-1])
    return start


def _with_shared_opening(words: _PageWords, start: int) -> int:
    """Return the start of the text with the sentences with which many texts open.

    They are runs of prose directly above the text.
    """
    first_place = max(start - MAX_ROW_AT_START, 0)
    opening = start
    for place in range(start - 1, first_place - 1, -1):
        is_prose = words.prose_of_line[place] >= MIN_PROSE
        if words.is_evidence[place] or not is_prose:
            break
        follows_frame = place > 0 and words.is_frame[place - 1]
        if follows_frame or not words.is_frame[place]:
            continue
        lower_case = words.lower_case[place:start].mean()
        if lower_case >= MIN_LOWER_CASE_OF_OPENING:
            opening = place
    return opening


def _settle_end(words: _PageWords, end: int) -> int:
    """Return the end of the last sentence of the text, near the end of its prose."""
    frame_words = np.flatnonzero(words.is_frame[end:])
    next_run = end + int(frame_words[0]) if len(frame_words) else len(words)
    stops = np.flatnonzero(words.ends_sentence[end:next_run]) + end
    settled_end = end
    for stop in stops.tolist():
        # Sentences after the prose are prose too.
        if stop - settled_end > MAX_ROW_AT_END:
            break
        settled_end = stop + 1
    if settled_end > end:
        return settled_end
    first_place = max(end - MAX_END_SHIFT, 0)
    place = slice(first_place, end)
    stops = np.flatnonzero(words.ends_sentence[place] & ~words.is_frame[place])
    return first_place + int(stops[-1]) + 1 if len(stops) else end


def _find_title(words: _PageWords, head: Span) -> Span:
    """Return the title above the text, or an empty span at its start.

    It is the title that the metadata give, or else the longest row of words between
    runs of the frame shortly above the text.
    """
    nothing = Span(head.end, head.end)
    known_title = _find_known_title(words, head)
    if known_title is not None:
        return known_title
    first_place = max(head.end - MAX_WORDS_ABOVE_TEXT, 0)
    title = nothing
    for run in _runs_of(~words.is_frame[first_place : head.end]):
        row = run.moved_by(first_place)
        is_whole = row.start > first_place or first_place == 0
        has_length = MIN_TITLE_WORDS <= row.length <= MAX_TITLE_WORDS
        if is_whole and has_length and row.length > title.length:
            title = row
    return title


def _find_known_title(words: _PageWords, head: Span) -> Span | None:
    """Return the last place above the text of the title that the metadata give."""
    title = words.page.title
    if not title or head.length == 0:
        return None
    text_above = fold(words.page.raw[: words.ends[head.end - 1]])
    start = text_above.rfind(title)
    if start < 0:
        return None
    first_word = int(np.searchsorted(words.starts, start))
    end_word = int(np.searchsorted(words.starts, start + len(title)))
    return Span(first_word, min(end_word, head.end))


def _find_inner_runs(words: _PageWords, text: Span) -> list[Span]:
    """Return the runs of labels inside the text that nearly all pages have there."""
    is_common = words.is_frame & (words.share >= MIN_INNER_SHARE)
    runs = []
    for run_of_text in _runs_of(is_common[text.start : text.end]):
        run = run_of_text.moved_by(text.start)
        place = slice(run.start, run.end)
        is_sentence = words.ends_sentence[place].any()
        lower_case = words.lower_case[place].mean()
        if run.length < MIN_INNER_WORDS or is_sentence:
            continue
        if lower_case < MAX_INNER_LOWER_CASE:
            runs.append(run)
    return runs


# --------------------------------------------------------------------------------------
# The parts around the text


def _shrink_to_frame(words: _PageWords, part: Span, *, from_start: bool) -> Span:
    """Return a part, or what is on its outer side of the first prose of its own.

    Prose that no other page has in this place may be text. A part with much of it is
    no frame.
    """
    if _has_little_prose(words, part):
        return part
    is_prose = _is_own_prose(words, part)
    prose_words = np.flatnonzero(is_prose) + part.start
    if from_start:
        return Span(part.start, int(prose_words[0]))
    return Span(int(prose_words[-1]) + 1, part.end)


def _is_own_prose(words: _PageWords, part: Span) -> _Bools:
    """Return which words of a part are prose that is not of the frame.

    They have the score of prose, or are a sentence with its stop.
    """
    place = slice(part.start, part.end)
    is_own = ~words.is_frame[place]
    is_prose = words.prose[place] >= CLEAR_PROSE
    stops = np.flatnonzero(words.ends_sentence[place] & is_own)
    # A sentence begins after the last stop, or after the last run of the frame.
    is_edge = words.ends_sentence[place] | ~is_own
    edges = np.flatnonzero(is_edge)
    for stop in stops.tolist():
        earlier_edges = np.searchsorted(edges, stop)
        start = int(edges[earlier_edges - 1]) + 1 if earlier_edges else 0
        if stop - start < MAX_OWN_SENTENCE_WORDS:
            is_prose[start : stop + 1] = True
    return is_own & is_prose


def _has_little_prose(words: _PageWords, part: Span) -> bool:
    """Return whether a part has much more of the frame than prose of its own."""
    prose_count = int(_is_own_prose(words, part).sum())
    return _count_frame(words, part) >= MIN_FRAME_OVER_PROSE * prose_count


def _count_frame(words: _PageWords, part: Span) -> int:
    """Return how many words of a part many pages have in the same place."""
    return int(words.is_frame[part.start : part.end].sum())


def _count_prose(words: _PageWords, part: Span) -> int:
    """Return how many words of a part are clear prose, repeated or not."""
    place = slice(part.start, part.end)
    is_prose = words.prose_of_line[place] >= CLEAR_PROSE
    is_list = words.is_evidence[place]
    is_counted = is_prose & ~is_list
    return int(is_counted.sum())


def _has_site_frame(words: _PageWords, head: Span, tail: Span) -> bool:
    """Return whether lists around the text show that the page has a frame.

    The page begins with a list that many pages have, or a long one stands below the
    text. The pages of a small site must begin with one: they may be versions of one
    text. In very few pages, both are needed.
    """
    opens_with_list = _opens_with_list(words, head)
    listed_below = _count_listed(words, tail)
    closes_with_list = listed_below >= MIN_LISTED_BELOW
    listed_count = _count_listed(words, head) + listed_below
    if words.page_count >= MIN_PAGES_OF_LARGE_SITE:
        has_list = opens_with_list or closes_with_list
        return has_list and listed_count >= MIN_LISTED
    if words.page_count < MIN_PAGES_FOR_ONE_SIDE and not closes_with_list:
        return False
    return opens_with_list and listed_count >= MIN_LISTED_OF_SMALL_SITE


def _count_listed(words: _PageWords, part: Span) -> float:
    """Return how many words of a part stand in lists of the frame."""
    place = slice(part.start, part.end)
    is_listed = words.is_evidence[place]
    return _count_words(words.lower_case[place][is_listed])


def _opens_with_list(words: _PageWords, head: Span) -> bool:
    """Return whether the first run of the frame is a list, near the first word."""
    frame_words = np.flatnonzero(words.is_frame[head.start : head.end])
    if not len(frame_words) or frame_words[0] > MAX_WORDS_BEFORE_LIST:
        return False
    return bool(words.is_evidence[head.start + frame_words[0]])


def _is_frame(words: _PageWords, part: Span) -> bool:
    """Return whether a part of a page with a frame is of the frame."""
    min_count = max(MIN_FRAME, MIN_SHARE_OF_PART * part.length)
    has_enough = _count_frame(words, part) >= min_count
    return has_enough and _has_little_prose(words, part)


def _parts_around(part: Span, kept: Span) -> list[Span]:
    """Return what is left of a part without a span inside it."""
    parts = [Span(part.start, kept.start), Span(kept.end, part.end)]
    return [item for item in parts if item.length > 0]


def _propose_part(words: _PageWords, part: Span, place: str) -> list[Proposal]:
    """Return the proposal of a part, between the punctuation of the text beside it."""
    raw = words.page.raw
    start = 0
    if part.start > 0:
        start = int(words.ends[part.start - 1])
        while start < len(raw) and raw[start] in _CLOSING_PUNCTUATION:
            start += 1
    end = len(raw)
    if part.end < len(words):
        end = int(words.starts[part.end])
        while end > start and raw[end - 1] in _OPENING_PUNCTUATION:
            end -= 1
    span = trim_span(raw, start, end)
    if span is None:
        return []
    repeated_count = int(words.is_frame[part.start : part.end].sum())
    reason = (
        f"{part.length} words {place}, {repeated_count} of which stand in the same "
        f"place on other pages: {words.page_count} pages share the frame"
    )
    return [Proposal(span.start, span.end, "line-frame", reason)]
