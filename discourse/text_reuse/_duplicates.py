"""Documents with the same or nearly the same text, as a proposal of what to leave out."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from discourse import tables
from discourse.corpus import Corpus, as_corpus
from discourse.corpus.metadata import metadata_as_text
from discourse.corpus.metadata_values import column_as_text, present_values
from discourse.progress import shows_progress
from discourse.settings import DUPLICATE_MIN_LENGTH, DUPLICATE_MIN_SHARE
from discourse.text_reuse.duplicate_groups import Copy, group_copies
from discourse.validation import check_number, check_option, options_by_name

__all__ = ["duplicates"]

# Ways to choose which document is kept; any other one is a column of the metadata.
_FIRST = "first"
_LONGEST = "longest"
# With fewer words in common, texts that are no copies would be looked at in vain.
_LOWEST_MIN_SHARE = 0.5


@options_by_name
@shows_progress
def duplicates(
    corpus: Corpus,
    *,
    keep: str = _FIRST,
    min_share: float = DUPLICATE_MIN_SHARE,
    progress: bool = True,
) -> pd.DataFrame:
    """Return groups of documents with the same or nearly the same text.

    One report of an agency may stand in five newspapers, each time with another headline
    and some words changed. Each group is such a text. One document of it is *kept*; the
    others are its copies. Nothing is changed. Read the table and drop the groups that you
    disagree with. Then give it to ``corpus.mask``, which leaves out the copies.

    Parameters
    ----------
    corpus : Corpus
        Masked text is not compared.
    keep : str
        Which document of a group is kept: ``"first"`` (in the order of the corpus),
        ``"longest"`` (with the most words), or the name of a column of the metadata. By
        a column, the document with the smallest value is kept, such as the earliest
        ``date``; documents without a value come last. The first in the corpus is kept
        of several that are equal.
    min_share : float
        Share of the words of the shorter text that must be found in the longer one; at
        least 0.5.
    progress : bool
        Show a bar if the call takes longer than two seconds.

    Returns
    -------
    pandas.DataFrame
        Kind "duplicates", one row for each document of a group, the one that is kept
        first: copy_group (number of the group, from 1), doc, start, end (extent of the
        document in its raw text), words, documents (in the group), kept, kept_doc (the
        document of the group that is kept), kind ("kept text", "same text" or "nearly
        same text"), share (of the shorter one of this document and the kept one, found
        in the longer), rule (what `keep` was), date and source (of the metadata; ``""``
        if there is no such column or value), reason (a sentence), action ("mark" for
        the document that is kept, "mask" for its copies). Groups are in the order of
        their first document. Without copies the table has no row.

    Raises
    ------
    OptionError
        `keep` is neither "first" nor "longest" nor a column of the metadata, or
        `min_share` is not between 0.5 and 1.

    See Also
    --------
    discourse.mask_changes : What it changes in a table to leave the copies out.
    shared_passages : Passages that documents share which are no copies.

    Notes
    -----
    *When to use it.* Before you count, if one text may have come into the corpus several
    times. Copies raise every count, and they make a rate look surer than it is. When
    *not* to use it: if your question is how often a text was printed.

    *To drop the documents* instead of masking their text::

        table = dc.duplicates(corpus)
        copies = table.loc[~table["kept"], "doc"]
        corpus.where(lambda documents: ~documents["doc"].isin(copies))

    After ``corpus.mask(table)`` a copy is still a document of the corpus, without words.
    ``corpus.log`` says of each copy why it was masked.

    *What is the same.* "same text": all words are the same, in the same order. Capitals,
    punctuation and layout may differ, as they do not count as words either. "nearly same
    text": at least `min_share` of the words of the shorter text are found in the longer
    one. A word is found if it stands in a run of three words that the longer text has
    too (of Chinese and Japanese, five characters), or at the place that the runs around
    it say.

    *What is no copy,* although most words are the same:

    - an excerpt that is shorter than a third of the other text;
    - a text of the same form: what differs are years, figures or, in texts of fewer than
      100 words, names, as in the same notice of two years;
    - two texts that both have passages of their own: more than a tenth of each, in runs
      of five words or more that the other does not have. The first 15 words of a text
      may be a headline, and do not count.

    *Chains.* Each copy is compared with the document that is kept, and not with other
    copies. So if A is like B and B like C, but A is not like C, and A is kept, then C is
    in no group with A. Another `keep` may therefore give other groups.

    *How to read it.* Look first at the rows with the smallest share, and at dates far
    from each other: they may be two texts of one form. A later version of a text, with
    corrections or additions, is a copy here; ``keep="longest"`` keeps the fuller one.

    *Documents that overlap,* such as the speakers of one debate after ``corpus.split``,
    are only marked: to mask the extent of one would mask the others.

    *How it is computed.* Documents that have many runs of five words in common are
    candidates; they are found by hashes (Broder 1997). All words of two candidates are
    then compared. Time grows with the number of documents; if thousands are of one
    form, only the likeliest candidates of each are compared.

    References
    ----------
    Broder (1997), On the resemblance and containment of documents, Proceedings of
    Compression and Complexity of Sequences, 21-29.

    Examples
    --------
    >>> from discourse.corpus import Corpus
    >>> report = "The two ministers met in Almaty and spoke about water, trade and roads."
    >>> texts = {"a": report, "b": "No rain fell.", "c": f"NEWS IN BRIEF. {report}"}
    >>> corpus = Corpus.from_texts(texts)
    >>> table = duplicates(corpus)
    >>> table[["copy_group", "doc", "kept", "kind", "share", "action"]]
       copy_group doc   kept              kind  share action
    0           1   a   True         kept text    1.0   mark
    1           1   c  False  nearly same text    1.0   mask
    >>> [document.words for document in corpus.mask(table)]
    [13, 3, 0]
    """
    corpus = as_corpus(corpus)
    ways_to_keep = [_FIRST, _LONGEST, *map(str, corpus.documents.columns)]
    keep = check_option("keep", keep, ways_to_keep)
    min_share = check_number("min_share", min_share, _LOWEST_MIN_SHARE, 1)

    # Runs of Chinese are compared in characters, whether it is counted in words or not.
    characters = corpus.in_characters
    ranking = _rank_documents(characters, keep)
    groups = group_copies(
        characters, ranking, min_share=min_share, min_length=DUPLICATE_MIN_LENGTH
    )
    groups.sort(key=_first_document)
    metadata = _dates_and_sources(corpus)
    overlapping_documents = _find_overlapping(corpus)
    rows: list[dict[str, object]] = []
    for number, copies in enumerate(groups, start=1):
        for copy in copies:
            row = {
                "copy_group": number,
                "documents": len(copies),
                "rule": keep,
                **_cells_of_copy(characters, copy),
                **_proposal(corpus, copy, copies, keep),
                **metadata[copy.document],
            }
            if copy.document in overlapping_documents:
                row["action"] = "mark"
            rows.append(row)
    return tables.from_rows("duplicates", rows, labels={"doc": corpus.label_of})


def _first_document(copies: list[Copy]) -> int:
    """Return the number of the document of a group that is the first in the corpus."""
    return min(copy.document for copy in copies)


def _rank_documents(corpus: Corpus, keep: str) -> np.ndarray:
    """Return the numbers of the documents in the order in which they would be kept."""
    document_count = len(corpus)
    if keep == _FIRST:
        return np.arange(document_count)
    if keep == _LONGEST:
        word_counts = np.diff(corpus.stream.bounds)
        return np.argsort(-word_counts, kind="stable")
    column = corpus.documents[keep]
    values = [value for value in present_values(column) if value]
    rank_of_value = {value: rank for rank, value in enumerate(values)}
    ranks = []
    for value in column_as_text(column).tolist():
        ranks.append(rank_of_value.get(value, len(values)))
    return np.argsort(np.array(ranks, dtype=np.int64), kind="stable")


def _cells_of_copy(corpus: Corpus, copy: Copy) -> dict[str, object]:
    """Return the cells that say where a document is and how it is like the kept one."""
    starts, ends = corpus.extents
    first_token = corpus.stream.bounds[copy.document]
    end_token = corpus.stream.bounds[copy.document + 1]
    return {
        "doc": corpus.names[copy.document],
        "start": int(starts[copy.document]),
        "end": int(ends[copy.document]),
        "words": int(end_token - first_token),
        "kept": copy.document == copy.kept,
        "kept_doc": corpus.names[copy.kept],
        "share": copy.share,
    }


def _proposal(
    corpus: Corpus, copy: Copy, copies: list[Copy], keep: str
) -> dict[str, str]:
    """Return kind, reason and action of a document of a group."""
    why_kept = f"the {keep}"
    if keep not in (_FIRST, _LONGEST):
        why_kept = f"the first by {keep!r}"
    if copy.document == copy.kept:
        reason = (
            f"Kept as {why_kept} of {len(copies):,} documents with the same or nearly "
            "the same text."
        )
        return {"kind": "kept text", "reason": reason, "action": "mark"}
    kept_doc = corpus.names[copy.kept]
    if copy.is_same:
        reason = f"The same text as {kept_doc!r}, which is kept as {why_kept}."
        return {"kind": "same text", "reason": reason, "action": "mask"}
    reason = (
        f"Nearly the same text as {kept_doc!r}, which is kept as {why_kept}: "
        f"{100 * copy.share:.0f} % of the words of the shorter one are found in the "
        "longer one."
    )
    return {"kind": "nearly same text", "reason": reason, "action": "mask"}


def _dates_and_sources(corpus: Corpus) -> list[Mapping[str, str]]:
    """Return date and source of each document; "" without such a column or value."""
    columns = {}
    for name in ("date", "source"):
        values = [""] * len(corpus)
        if name in corpus.documents.columns:
            values = metadata_as_text(corpus.documents[[name]])[name].tolist()
        columns[name] = values
    cells: list[Mapping[str, str]] = []
    for date, source in zip(columns["date"], columns["source"], strict=True):
        cells.append({"date": date, "source": source})
    return cells


def _find_overlapping(corpus: Corpus) -> set[int]:
    """Return the documents whose extent overlaps that of another one."""
    starts, ends = corpus.extents
    sources = corpus.sources
    overlapping = set()
    last_source, last_end, last_document = -1, 0, -1
    for document in np.lexsort((starts, sources)).tolist():
        is_same_source = sources[document] == last_source
        if is_same_source and starts[document] < last_end:
            overlapping |= {document, last_document}
        if not is_same_source or ends[document] > last_end:
            last_source = sources[document]
            last_end = ends[document]
            last_document = document
    return overlapping
