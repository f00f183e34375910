"""Propose what in a document is not its own text: page furniture and scrape debris."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import numpy as np
import pandas as pd

from discourse import tables
from discourse.cleaning.inline_debris import traces
from discourse.cleaning.page_breaks import running_heads
from discourse.cleaning.page_furniture import furnish
from discourse.cleaning.repeated_lines import Shared, copies, markers
from discourse.cleaning.text_blocks import Page, Proposal, divide, trimmed
from discourse.corpus import Corpus, as_corpus
from discourse.spans import LabelledSpan, merge_spans, partition_by_label
from discourse.validation import check_whole_number, options_by_name

__all__ = ["debris"]


@options_by_name
def debris(
    corpus: Corpus, *, min_repeats: int = 3, min_documents: int = 3
) -> pd.DataFrame:
    r"""Propose what is not the documents' own text: page furniture and scrape debris.

    Nothing is removed. Read the table, drop the rows you disagree with, and give it to ``corpus.mask``: rows with the
    action ``mask`` then stay out of every count; rows with ``mark`` are only shown.

    ===================  ======  ====================================================================================
    kind                 action  what it is
    ===================  ======  ====================================================================================
    crawler marker       mask    a short line that ends in dots and stands `min_repeats` times in the document
    repeated line        mask    a caption that stands `min_repeats` times in the document, or in most documents
    repeated title       mask    the title again; the first copy stays
    copy                 mask    three or more paragraphs in a row that the document holds twice, word for word
    running head         mask    a page number inside a sentence, and the lines repeated beside page breaks
    masthead             mask    what stands above the title
    navigation, tags     mask    menus, breadcrumb trails, tags, categories, links from page to page
    widget               mask    buttons, counters, forms, notices on cookies and copyright, advertisements
    date, credit         mask    when the page was posted, and by which editor
    recommended          mask    a list of other articles, with its heading
    furniture, page end  mask    short lines between furniture, or after the last sentence and other furniture
    markup               mask    lines of HTML without text
    byline, source       mark    who wrote the text, who took the picture, where it was taken from
    dateline             mark    the place, day or hour the text gives itself
    foreign script       mark    a run in another script than the document's, such as Han in an English text
    fragment             mark    a few words in lower case between two full stops
    punctuation          mark    a stop or comma that closes nothing
    repeated line        mark    a heading without a title under it, or a signature, that most documents share
    copy                 mark    a single long paragraph that the document holds twice
    ===================  ======  ====================================================================================

    The column `rule` says which rule found a span; all are listed in :data:`discourse.registries.DEBRIS_RULES`.

    Parameters
    ----------
    corpus : Corpus
        Read line by line; where its lines are wrapped (``corpus.paragraphs``), paragraph by paragraph.
    min_repeats : int
        How often a line must stand in one document to be called repeated; 2 or more.
    min_documents : int
        How many documents must share a line, 2 or more. Copies of one document count as one. A line on its own must
        moreover stand in half of all documents, or beside other furniture.

    Returns
    -------
    pandas.DataFrame
        Kind "debris": ``doc``, ``start``, ``end`` (characters of the raw text), ``surface``, ``kind``, ``rule``,
        ``reason`` (a sentence), ``action``. In order of documents, then of place; spans do not overlap. What is masked
        already is not proposed again; what repeats is judged on the raw text.

    Raises
    ------
    OptionError
        A number below 2.

    Notes
    -----
    A salutation, thanks or a refrain is never proposed for being repeated, nor is a sentence: repetition is a figure of
    speech. What a line says counts only when it says nothing else: "Share this article" is furniture, "Share of trade"
    is a heading. The words looked for are those of English, Chinese and Russian pages; on pages in other languages
    repetition and layout still work, words do not. Not meant for HTML (read the page with an extractor first), nor for
    tables and lists of names, where short lines are the text.

    Examples
    --------
    >>> from discourse.corpus import Corpus
    >>> lines = [
    ...     "Home > World > Asia",
    ...     "Ministers agree on a river plan",
    ...     "The ministers agreed on a river plan on Monday, after nine years of talks.",
    ...     "Share this article",
    ... ]
    >>> corpus = Corpus.from_texts({"a": "\n".join(lines)})
    >>> debris(corpus)[["surface", "kind", "action"]]
                   surface        kind action
    0  Home > World > Asia  navigation   mask
    1   Share this article      widget   mask
    """
    corpus = as_corpus(corpus)
    min_repeats, min_documents = (
        check_whole_number("min_repeats", min_repeats, 2),
        check_whole_number("min_documents", min_documents, 2),
    )
    docs, pages = _pages(corpus)
    shared = Shared(pages, min_documents)
    rows = [
        (doc, proposal)
        for doc, page in zip(docs, pages, strict=True)
        for proposal in _settled(_proposals(page, shared, min_repeats))
    ]
    return _table(corpus, rows)


def _pages(corpus: Corpus) -> tuple[list[str], list[Page]]:
    """One page for each raw text, under the first document that stands on it."""
    modes = corpus.paragraphs
    table = corpus.documents
    column = next(
        (name for name in ("title", "headline") if name in table.columns), None
    )
    titles = table[column].astype("str").tolist() if column else [""] * len(table)
    seen: set[int] = set()
    docs, pages = [], []
    for doc, source, title in zip(
        corpus.names, corpus.sources.tolist(), titles, strict=True
    ):
        if source in seen or source < 0:
            continue
        seen.add(source)
        docs.append(doc)
        pages.append(
            divide(corpus.raw[doc], wrapped=modes[doc] == "blank", title=title)
        )
    return docs, pages


def _proposals(page: Page, shared: Shared, min_repeats: int) -> list[list[Proposal]]:
    """All proposals for a page, in groups, the stronger first."""
    runs, singles = copies(page)
    furniture = furnish(page, shared, min_repeats=min_repeats)
    lists = [proposal for proposal in furniture if proposal.rule == "reading-list"]
    masks = [proposal for proposal in furniture if proposal.action == "mask"]
    marks = [proposal for proposal in furniture if proposal.action == "mark"]
    return [
        runs,
        [*running_heads(page), *markers(page, min_repeats=min_repeats)],
        lists,
        masks,
        marks,
        traces(page),
        singles,
    ]


def _settled(groups: Sequence[Sequence[Proposal]]) -> list[Proposal]:
    """Leave out every proposal that overlaps one of an earlier group, or an earlier one of its own; sort the rest."""
    kept: list[Proposal] = []
    for group in groups:
        fresh: list[Proposal] = []
        at = reach = 0
        for proposal in sorted(
            group, key=lambda proposal: (proposal.start, -proposal.end)
        ):
            while at < len(kept) and kept[at].end <= proposal.start:
                at += 1
            if proposal.start >= reach and (
                at == len(kept) or kept[at].start >= proposal.end
            ):
                fresh.append(proposal)
                reach = proposal.end
        kept = sorted([*kept, *fresh])
    return kept


def _table(corpus: Corpus, rows: Sequence[tuple[str, Proposal]]) -> pd.DataFrame:
    """Lay the proposals over the documents, and leave out what is masked already."""
    if not rows:
        return tables.make("debris", {})
    spans = pd.DataFrame(
        [
            (doc, proposal.start, proposal.end, str(number))
            for number, (doc, proposal) in enumerate(rows)
        ],
        columns=["doc", "start", "end", "label"],
    )
    masked = _masked(corpus)
    raw = corpus.raw
    found: list[dict[str, object]] = []
    laid = corpus.lay("debris", spans).layers["debris"]
    for doc, low, high, number in laid[["doc", "start", "end", "label"]].itertuples(
        index=False, name=None
    ):
        proposal = rows[int(number)][1]
        starts, ends = masked.get(doc, ([], []))
        near = slice(bisect_right(ends, low), bisect_left(starts, high))
        stretches = [
            LabelledSpan(start, end, "masked")
            for start, end in zip(starts[near], ends[near], strict=True)
        ]
        for start, end, label in partition_by_label(stretches, low, high):
            place = trimmed(raw[doc], start, end)
            if label or place is None:
                continue
            surface = raw[doc][slice(*place)]
            if proposal.action == "mark" or any(map(str.isalnum, surface)):
                found.append(
                    {
                        "doc": doc,
                        "start": place[0],
                        "end": place[1],
                        "surface": surface,
                        "kind": proposal.kind,
                        "rule": proposal.rule,
                        "reason": proposal.reason,
                        "action": proposal.action,
                    }
                )
    table = tables.from_rows("debris", found)
    order = {doc: number for number, doc in enumerate(corpus.names)}
    by_place = np.lexsort((table["start"], table["doc"].map(order)))
    return table.iloc[by_place].reset_index(drop=True)


def _masked(corpus: Corpus) -> dict[str, tuple[list[int], list[int]]]:
    """Where each document is masked: starts and ends, sorted and apart."""
    spans: dict[str, tuple[list[int], list[int]]] = {}
    places = corpus.masks[["doc", "start", "end"]]
    for doc, start, end in places.itertuples(index=False, name=None):
        starts, ends = spans.setdefault(doc, ([], []))
        starts.append(start)
        ends.append(end)
    union = {
        doc: merge_spans(np.array(starts), np.array(ends))
        for doc, (starts, ends) in spans.items()
    }
    return {
        doc: (starts.tolist(), ends.tolist()) for doc, (starts, ends) in union.items()
    }
