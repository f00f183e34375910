"""What in a document is not its own text: page furniture and scrape debris."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import pandas as pd

from discourse import tables
from discourse.cleaning.addresses import propose_addresses
from discourse.cleaning.boilerplate import STRENGTHS, propose_boilerplate
from discourse.cleaning.credits import propose_picture_notes
from discourse.cleaning.editor_notes import propose_footnotes, propose_notes
from discourse.cleaning.html_entities import propose_entities
from discourse.cleaning.html_frame import propose_frames
from discourse.cleaning.inline_debris import propose_inline_debris
from discourse.cleaning.line_end_hyphens import find_divided_words, may_divide_words
from discourse.cleaning.line_frames import propose_line_frames
from discourse.cleaning.page_breaks import propose_running_heads
from discourse.cleaning.page_furniture import propose_furniture
from discourse.cleaning.repeated_lines import (
    SharedLines,
    count_shared_lines,
    propose_copies,
    propose_crawler_markers,
)
from discourse.cleaning.repeated_sentences import propose_repeated_sentences
from discourse.cleaning.source_layers import cut_spans
from discourse.cleaning.text_blocks import (
    Page,
    Proposal,
    divide_into_blocks,
    has_letter_or_digit,
    trim_span,
)
from discourse.cleaning.text_lines import Span
from discourse.corpus import Corpus, as_corpus
from discourse.corpus.raw_texts import SpanLayer
from discourse.newspaper_databases import ARTICLE_LAYER
from discourse.progress import shows_progress, track_progress
from discourse.spans import (
    LabelledSpan,
    merge_spans,
    partition_by_label,
    spans_between,
)
from discourse.text_extraction.extracted_text import (
    FOOTNOTE_LAYER,
    FRAME_LAYER,
    NOTE_LAYER,
)
from discourse.text_extraction.frame_labels import HIDDEN_FRAME
from discourse.validation import check_option, check_whole_number, options_by_name

__all__ = ["debris"]

MIN_REPEATS = 2  # the smallest value of `min_repeats` and `min_documents`
_TITLE_COLUMNS = ("title", "headline")


@options_by_name
@shows_progress
def debris(
    corpus: Corpus,
    *,
    min_repeats: int = 3,
    min_documents: int = 3,
    strength: Literal["default", "full"] = "default",
    progress: bool = True,
) -> pd.DataFrame:
    r"""Return spans that are not the documents' own text, as proposals to mask or mark.

    Nothing is removed. Read the table and drop the rows that you disagree with. Then
    give it to ``corpus.mask``. Text with the action ``mask`` is left out of every
    count, and no phrase crosses it. Text with the action ``bridge`` is left out too, and
    what stands before it is read on after it. The action ``join`` makes one word of two
    halves, and text with the action ``mark`` is only shown.

    ===================  ======  =======================================================
    kind                 action  what it is
    ===================  ======  =======================================================
    crawler marker       mask    a short line that ends in dots and occurs `min_repeats`
                                 times in the document
    repeated line        mask    a caption that occurs `min_repeats` times in the
                                 document, or in most documents
    repeated title       mask    the title again; its first occurrence stays
    copy                 mask    three or more paragraphs in a row that occur again in
                                 the document, word for word
    running head         bridge  a page number inside a sentence, and the lines that
                                 recur beside page breaks
    picture note         bridge  a note on a picture, in brackets inside a sentence
    divided word         join    the hyphen and the line end inside a word that the
                                 corpus has in one piece elsewhere
    masthead             mask    what is above the title
    navigation, tags     mask    menus, breadcrumb trails, tags, categories, links from
                                 page to page
    widget               mask    buttons, counters, forms, notices on cookies and
                                 copyright, advertisements
    date, credit         mask    when the page was posted, and by which editor
    recommended          mask    a list of other articles, with its heading
    furniture, page end  mask    short lines between furniture, or after the last
                                 sentence and other furniture
    page frame           mask    what a web page read from its markup has around its
                                 article; or what the pages of a site have around their
                                 texts, where each page is one long line
    note                 mask    applause, a stage direction, the name of a speaker or an
                                 editor's remark, in a TEI or ParlaMint file
    note                 bridge  the same, inside a sentence
    boilerplate          mask    lines of a web page that are no part of the article, by
                                 their place and form, in any language
    address              mask    a web or e-mail address inside the text
    markup               mask    lines of HTML without text
    entity               bridge  a blank or quotation mark left as code (``&nbsp;``)
    entity               mask    another sign left as code (``&gt;``)
    entity               mark    an ampersand or a letter left as code (``&amp;``)
    footnote             mark    a footnote or endnote, where the file says so
    byline, source       mark    who wrote the text, who took the picture, where the
                                 text was taken from
    dateline             mark    the place, day or hour that the text itself gives
    foreign script       mark    a run in another script than most of the document, such
                                 as Han in an English text
    fragment             mark    a few words in lower case between two full stops
    punctuation          mark    a stop or comma that closes nothing
    repeated line        mark    a heading without a title under it, or a signature,
                                 that most documents share
    copy                 mark    a single long paragraph that occurs twice in the
                                 document
    repeated sentence    mark    a sentence that many pages of a site have, such as one
                                 that asks readers to subscribe
    ===================  ======  =======================================================
    The column `rule` gives the rule that proposed a span. All rules are listed in
    :data:`discourse.registries.DEBRIS_RULES`.

    Parameters
    ----------
    corpus : Corpus
        It is read line by line. Where its lines are wrapped (``corpus.paragraphs``), it
        is read paragraph by paragraph.
    min_repeats : int
        How often a line must occur in one document to be a repeated line; 2 or more.
    min_documents : int
        How many documents must share a line; 2 or more. Copies of one document count as
        one. A line on its own must also occur in half of all documents, or beside other
        furniture.
    strength : {'default', 'full'}
        How weak the evidence for boilerplate may be. "default" loses next to nothing of
        an article and leaves more of the page around it. "full" cleans the page, and
        may take short lines of the article: look at the rule ``likely-boilerplate``.
    progress : bool
        Show a bar if the call takes longer than two seconds.

    Returns
    -------
    pandas.DataFrame
        Kind "debris", in the order of documents and places: doc, start, end, surface,
        kind, rule, reason (a sentence), action. ``raw[doc][start:end] == surface``, and
        spans do not overlap. What is already masked is not proposed again.

    Raises
    ------
    OptionError
        A number is below 2, or not a whole number; `strength` is not one of its values.

    See Also
    --------
    Corpus.mask : leave spans out of every count.
    changed : what a mask changed in a table.

    Notes
    -----
    **When to use it.** Use it before you count, on texts that were copied from web
    pages or scanned from print, and on web pages themselves: their markup shows what is
    no part of the article, so the rule ``boilerplate`` is not used on them. Do not use
    it on tables and lists of names, because there the short lines are the text.

    **How to read it.** Each row is a proposal, and its `reason` gives the evidence.
    Read the rows with the action ``mask`` before you accept them.

    **What is not proposed.** Speakers repeat themselves on purpose. Therefore a
    salutation, thanks or a refrain is not proposed for being repeated. A sentence is
    never masked for it. It is marked if 30 % of the pages of a site have it, and if
    these pages share other lines that are to be masked.

    **Words of web pages.** The words of a line count only if it has no other words:
    "Share this article" is furniture, "Share of trade" is a heading. The words are
    those of English, Chinese and Russian pages. On pages in other languages, the rules
    for repetition and layout work, and the rules for words do not.

    **Boilerplate.** Each line of a web page gets a score from its number of words, its
    stops, its capitals, the length of the lines around it, its place, and whether the
    page has it again. No word of any language is needed. The rule is used only if many
    lines are labels of one to four words, above and below the longest run of prose. The
    weights are in ``discourse.cleaning.boilerplate_evidence``.

    **Pages without lines.** A page may be one long line, with its menu, article, lists
    and footer. Then pages of one site are compared word by word. What half of them have
    at the same distance from the first or last word is their frame. The text is the
    stretch of prose between the runs of the frame. Lists that change from page to page
    go with the frame, since they are no prose. `min_documents` pages of a site are
    needed, and a menu or another list that shows that there is a frame.

    **Masked text.** Repeated lines are counted in the raw text. A line that is masked
    already counts too.

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
    min_repeats = check_whole_number("min_repeats", min_repeats, MIN_REPEATS)
    min_documents = check_whole_number("min_documents", min_documents, MIN_REPEATS)
    strength_name = check_option("strength", strength, STRENGTHS)
    pages = _divide_into_pages(corpus)
    all_pages = [item.page for item in pages]
    shared_lines = count_shared_lines(all_pages, min_documents)
    line_frames = propose_line_frames(all_pages, min_documents=min_documents)
    proposals_of_pages = []
    tracked_pages = track_progress(
        pages, "Looking for debris", total=len(pages), unit="texts"
    )
    for item, line_frame in zip(tracked_pages, line_frames, strict=True):
        other_debris = _propose_for_page(
            item.page,
            shared_lines,
            min_repeats=min_repeats,
            strength=strength_name,
            frames=item.frames,
        )
        # What the file itself says of its notes is the best evidence.
        notes = propose_notes(item.page.raw, item.notes)
        known_debris = _resolve_overlaps([notes, line_frame, other_debris])
        footnotes = propose_footnotes(item.footnotes, known_debris)
        proposals_of_pages.append(_resolve_overlaps([known_debris, footnotes]))
    sentences_of_pages = propose_repeated_sentences(
        all_pages, proposals_of_pages, min_documents=min_documents
    )
    proposals = []
    for item, page_proposals, sentences in zip(
        pages, proposals_of_pages, sentences_of_pages, strict=True
    ):
        for proposal in _resolve_overlaps([page_proposals, sentences]):
            proposals.append(item.in_raw_text(proposal))
    table = _table_of_proposals(corpus, proposals)
    return _with_divided_words(corpus, table)


@dataclass(frozen=True)
class _DocumentProposal:
    """A proposal, and the document whose raw text it was made on."""

    doc: str
    proposal: Proposal


@dataclass(frozen=True, eq=False)
class _PageOfText:
    """A page, and where it stands.

    Attributes
    ----------
    doc : str
        The id of the first document made of the raw text.
    page : Page
    offset : int
        Where the page begins in the raw text.
    frames : list of LabelledSpan
        What the markup of the page shows as its frame; offsets are those of the page.
    notes, footnotes : list of LabelledSpan
        What the file shows as remarks of its editors, and as footnotes.
    """

    doc: str
    page: Page
    offset: int
    frames: list[LabelledSpan]
    notes: list[LabelledSpan]
    footnotes: list[LabelledSpan]

    def in_raw_text(self, proposal: Proposal) -> _DocumentProposal:
        """Return a proposal for the page as one for the raw text."""
        if not self.offset:
            return _DocumentProposal(self.doc, proposal)
        moved = replace(
            proposal,
            start=proposal.start + self.offset,
            end=proposal.end + self.offset,
        )
        return _DocumentProposal(self.doc, moved)


def _divide_into_pages(corpus: Corpus) -> list[_PageOfText]:
    """Return the page of each raw text; of a file of many texts, one for each."""
    titles = _titles(corpus)
    modes = corpus.paragraphs
    article_layer = SpanLayer(corpus.source_spans(ARTICLE_LAYER))
    frames = SpanLayer(corpus.source_spans(FRAME_LAYER))
    notes = SpanLayer(corpus.source_spans(NOTE_LAYER))
    footnotes = SpanLayer(corpus.source_spans(FOOTNOTE_LAYER))
    starts, _ = corpus.extents
    known_pages: set[tuple[int, int]] = set()
    pages = []
    for doc, source, doc_start, title in zip(
        corpus.names, corpus.sources.tolist(), starts.tolist(), titles, strict=True
    ):
        if source < 0:
            continue  # the document has no text
        raw = corpus.raw[doc]
        extent = Span(0, len(raw))
        for article in article_layer.between(source, doc_start, doc_start + 1):
            extent = Span(article.start, article.end)
        # Parts of one text are one page.
        if (source, extent.start) in known_pages:
            continue
        known_pages.add((source, extent.start))
        text = extent.cut(raw)
        page = divide_into_blocks(text, is_wrapped=modes[doc] == "blank", title=title)
        start = extent.start
        end = extent.end
        frames_of_page = frames.between(source, start, end)
        notes_of_page = notes.between(source, start, end)
        footnotes_of_page = footnotes.between(source, start, end)
        page_of_text = _PageOfText(
            doc=doc,
            page=page,
            offset=start,
            frames=cut_spans(frames_of_page, start, end),
            notes=cut_spans(notes_of_page, start, end),
            footnotes=cut_spans(footnotes_of_page, start, end),
        )
        pages.append(page_of_text)
    return pages


def _titles(corpus: Corpus) -> list[str]:
    """Return the title of each document as the metadata give it, or ``""``."""
    documents = corpus.documents
    for column in _TITLE_COLUMNS:
        if column in documents.columns:
            return documents[column].astype(tables.TEXT_DTYPE).tolist()
    return [""] * len(documents)


def _propose_for_page(
    page: Page,
    shared_lines: SharedLines,
    *,
    min_repeats: int,
    strength: str,
    frames: Sequence[LabelledSpan],
) -> list[Proposal]:
    """Return the proposals for a page, in the order of the text and apart.

    Where the markup of the page shows its frame, `frames`, it is better evidence than
    headings of lists and the form of lines, and the rules for these are not used.
    """
    # What is hidden shows nothing of the frame that readers see.
    shows_frame = any(span.label != HIDDEN_FRAME for span in frames)
    copies = propose_copies(page)
    furniture = propose_furniture(page, shared_lines, min_repeats=min_repeats)
    running_heads = propose_running_heads(page)
    markers = propose_crawler_markers(page, min_repeats=min_repeats)
    if shows_frame:
        furniture = [item for item in furniture if item.rule != "reading-list"]
    reading_lists = [item for item in furniture if item.rule == "reading-list"]
    # In groups, the best evidence first.
    known_debris = _resolve_overlaps(
        [
            propose_frames(frames),
            _with_action(copies, "mask"),
            running_heads + markers,
            reading_lists,
            _with_action(furniture, "mask"),
            propose_picture_notes(page),
            _with_action(furniture, "mark"),
        ]
    )
    # What no rule knows by its words, its layout or its repetition.
    boilerplate = []
    if not shows_frame:
        boilerplate = propose_boilerplate(
            page, strength=strength, known_debris=known_debris
        )
    return _resolve_overlaps(
        [
            known_debris,
            boilerplate,
            propose_addresses(page),
            propose_entities(page),
            propose_inline_debris(page),
            _with_action(copies, "mark"),
        ]
    )


def _with_action(proposals: Sequence[Proposal], action: str) -> list[Proposal]:
    """Return the proposals whose action is `action`."""
    return [proposal for proposal in proposals if proposal.action == action]


def _resolve_overlaps(groups: Sequence[Sequence[Proposal]]) -> list[Proposal]:
    """Return the proposals in the order of the text, without those that overlap others.

    A proposal of an earlier group is kept. In one group, the one that starts first is
    kept, then the longer one.
    """
    kept_proposals: list[Proposal] = []
    for group in groups:
        kept_proposals += _select_free(group, kept_proposals)
        kept_proposals.sort(key=_start)
    return kept_proposals


def _select_free(
    group: Sequence[Proposal], kept_proposals: Sequence[Proposal]
) -> list[Proposal]:
    """Return the proposals of a group that overlap neither others nor each other.

    The others are `kept_proposals`, in the order of the text.
    """
    free_proposals: list[Proposal] = []
    kept_count = len(kept_proposals)
    starts = [proposal.start for proposal in kept_proposals]
    ends = [proposal.end for proposal in kept_proposals]
    position = 0  # of the first kept proposal that ends after the start of this one
    end_of_last = 0
    for proposal in sorted(group, key=_start_and_length):
        while position < kept_count and ends[position] <= proposal.start:
            position += 1
        overlaps = position < kept_count and starts[position] < proposal.end
        if not overlaps and proposal.start >= end_of_last:
            free_proposals.append(proposal)
            end_of_last = proposal.end
    return free_proposals


def _start(proposal: Proposal) -> int:
    return proposal.start


def _start_and_length(proposal: Proposal) -> tuple[int, int]:
    """Return a sort key: by start; of those that start together, the longest first."""
    return proposal.start, -proposal.end


def _table_of_proposals(
    corpus: Corpus, proposals: Sequence[_DocumentProposal]
) -> pd.DataFrame:
    """Return the proposals as a table, without what is already masked.

    A corpus of parts of documents has a proposal in each part that it reaches into.
    """
    if not proposals:
        return tables.make("debris", {})
    masks_of_document = _spans_by_document(corpus.masks)
    raw = corpus.raw
    rows: list[dict[str, object]] = []
    spans_in_documents = _spans_in_documents(corpus, proposals)
    spans = spans_in_documents.itertuples(index=False, name=None)
    for doc, start, end, number in spans:
        proposal = proposals[int(number)].proposal
        masked_spans = spans_between(masks_of_document.get(doc, []), start, end)
        for part in partition_by_label(masked_spans, start, end):
            span = trim_span(raw[doc], part.start, part.end)
            is_masked = part.label != ""
            if is_masked or span is None:
                continue
            surface = span.cut(raw[doc])
            # To mask nothing but punctuation would change no count.
            if proposal.action == "mark" or has_letter_or_digit(surface):
                rows.append(_row(doc, span, surface, proposal))
    table = tables.from_rows("debris", rows)
    return _sort_by_place(corpus, table)


def _sort_by_place(corpus: Corpus, table: pd.DataFrame) -> pd.DataFrame:
    """Return the proposals in the order of documents and places."""
    document_numbers = {doc: number for number, doc in enumerate(corpus.names)}
    documents = table["doc"].map(document_numbers)
    by_place = np.lexsort((table["start"], documents))
    return table.iloc[by_place].reset_index(drop=True)


def _with_divided_words(corpus: Corpus, table: pd.DataFrame) -> pd.DataFrame:
    """Return the proposals with those to join divided words.

    Words are looked for in the text that the other proposals leave: not in what they
    mask, and over what they bridge.
    """
    if not may_divide_words(corpus):
        return table
    is_left_out = table["action"].isin(["mask", "bridge"])
    proposed_corpus = corpus.mask(table[is_left_out])
    marked_spans = _spans_by_document(table[~is_left_out])
    rows: list[dict[str, object]] = []
    for divided_word in find_divided_words(proposed_corpus):
        doc = divided_word.doc
        proposal = divided_word.proposal
        marks = marked_spans.get(doc, [])
        if spans_between(marks, proposal.start, proposal.end):
            continue  # proposals do not overlap
        span = Span(proposal.start, proposal.end)
        surface = span.cut(corpus.raw[doc])
        rows.append(_row(doc, span, surface, proposal))
    if not rows:
        return table
    joins = tables.from_rows("debris", rows)
    whole_table = pd.concat([table, joins], ignore_index=True)
    return _sort_by_place(corpus, whole_table)


def _row(doc: str, span: Span, surface: str, proposal: Proposal) -> dict[str, object]:
    """Return the row of a proposal, for a part of it in one document."""
    return {
        "doc": doc,
        "start": span.start,
        "end": span.end,
        "surface": surface,
        "kind": proposal.kind,
        "rule": proposal.rule,
        "reason": proposal.reason,
        "action": proposal.action,
    }


def _spans_in_documents(
    corpus: Corpus, proposals: Sequence[_DocumentProposal]
) -> pd.DataFrame:
    """Return doc, start and end of the proposals in the documents of the corpus.

    The column `label` holds the number of the proposal.
    """
    spans = pd.DataFrame(
        {
            "doc": [item.doc for item in proposals],
            "start": [item.proposal.start for item in proposals],
            "end": [item.proposal.end for item in proposals],
            "label": list(map(str, range(len(proposals)))),
        }
    )
    # A layer counts offsets in the raw text and gives them back for each document.
    layer = corpus.lay("debris", spans).layers["debris"]
    return layer[["doc", "start", "end", "label"]]


def _spans_by_document(table: pd.DataFrame) -> dict[str, list[LabelledSpan]]:
    """Return the spans of each document that has some, merged, in order."""
    spans_by_document: dict[str, list[LabelledSpan]] = {}
    for doc, spans in table.groupby("doc", sort=False):
        starts = spans["start"].to_numpy()
        ends = spans["end"].to_numpy()
        starts, ends = merge_spans(starts, ends)
        merged_spans = spans_by_document.setdefault(str(doc), [])
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
            merged_spans.append(LabelledSpan(start, end, "span"))
    return spans_by_document
