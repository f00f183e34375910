"""Notes: what a number can and cannot show, in words, and the column ``note``.

A verb decides whether a note applies, and makes it by its key with :func:`make`. The
words of every key are in :data:`WORDINGS`, and nowhere else. To reword a note, change
them there.

One cell of the column ``note`` holds several notes. :func:`join` writes the cell,
:func:`split` reads it. Charts and ``show`` print once what all rows share
(:func:`find_common`, :func:`summarise`). They never make a decision by a note: what a
chart must know has a column of its own.

In a cell, ``"; "`` divides notes, and ``": "`` divides the subject of a note from its
text. Where one of them belongs to the words, as in the name of a document, a backslash
comes before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from numbers import Integral
from types import MappingProxyType

__all__ = [
    "WORDINGS",
    "Note",
    "Wording",
    "add",
    "find_common",
    "join",
    "leave_out",
    "list_notes",
    "make",
    "merge",
    "split",
    "summarise",
    "to_text",
]

MAX_REMARKS = 3  # on some of the rows only: as many as fit on the line below a chart
_BETWEEN_NOTES = "; "
_AFTER_SUBJECT = ": "


@dataclass(frozen=True)
class Wording:
    """The words of a note, with fields to be filled in.

    Attributes
    ----------
    text : str
        The remark. A field is written as for :meth:`str.format`. For a whole number,
        the format can be a noun: ``{words:word}`` gives "1 word" or "1,200 words".
    subject : str
        What the remark is about, such as "5 documents"; ``""`` = nothing in
        particular.
    """

    text: str
    subject: str = ""


@dataclass(frozen=True)
class Note:
    """One remark on what a number can and cannot show.

    Attributes
    ----------
    key : str
        Its key in :data:`WORDINGS`; ``""`` if it was read from a cell.
    subject : str
        What the remark is about; ``""`` = nothing in particular.
    text : str
        The remark.
    """

    key: str
    subject: str
    text: str

    def __str__(self) -> str:
        if self.subject and self.text:
            return f"{self.subject}{_AFTER_SUBJECT}{self.text}"
        return self.subject or self.text

    @property
    def head(self) -> str:
        """The short form of the note: its subject, or its text if it has no subject."""
        return self.subject or self.text


WORDINGS: Mapping[str, Wording] = MappingProxyType(
    {
        # Any table: how many documents a number rests on.
        "in_one_document": Wording("in 1 document only"),
        "in_one_document_only": Wording("in one document only"),
        "in_few_documents": Wording("in {documents:document}"),
        # Rates of phrases (frequencies, recurring) and their intervals.
        "no_rate": Wording("no rate", "no words in the script of the phrase"),
        # Formulas in several languages (keyness, dispersion).
        "words_and_characters": Wording(
            "their rates add Chinese characters to words, so compare documents of one "
            "language",
            "{formulas:formula} in two languages",
        ),
        "bootstrap_too_narrow": Wording(
            "a bootstrap over so few is too narrow for a rare formula",
            "{count:,} {units}",
        ),
        "documents_not_too_narrow": Wording("interval='documents' is not"),
        "interval_of_one_text": Wording(
            "the interval describes this text's own writing process, not a population "
            "of texts",
            "1 document",
        ),
        "interval_of_these_texts": Wording(
            "the interval describes these texts' own writing process, not a population "
            "of texts",
            "{count:,} {units}",
        ),
        "interval_of_few_texts": Wording(
            "the interval is of texts drawn like these, and so few tell little of how "
            "such texts differ",
            "{count:,} {units}",
        ),
        # Shares of wordings (variants).
        "shares_of_one_text": Wording(
            "shares of this text, and of no other", "{mentions:mention} in 1 document"
        ),
        "shares_of_few_texts": Wording(
            "so few tell little of how such texts differ",
            "{mentions:mention} in {documents:document}",
        ),
        # Phrases that begin or end with a function word (recurring, ngrams).
        "edges_trimmed": Wording(
            "without the function words at their edges, or left out",
            "{phrases:phrase}",
        ),
        # Sequences of words (ngrams).
        "rate_of_one_document": Wording("the rate is its own", "one document"),
        "rate_of_few_documents": Wording("the rate is theirs", "few documents"),
        "rates_are_no_test": Wording("rates are no test"),
        # Coverage.
        "shorter_than_phrase": Wording("fewer words than the {length} of a phrase"),
        "one_phrase_weighs": Wording(
            "one phrase of {length} is {share:.0%} of its {words} words"
        ),
        # Collocations.
        "few_beside": Wording(
            "a measure of so few is fragile", "beside {mentions:mention}"
        ),
        "few_mentions_of_node": Wording(
            "read them", "the phrase has {mentions:mention} here"
        ),
        # Dispersion.
        "no_dispersion": Wording("one document has no dispersion"),
        "few_scores": Wording(
            "few scores are possible, and the interval is wide",
            "{documents:document}",
        ),
        "read_between_least_and_most": Wording("read the score between least and most"),
        "cannot_be_even": Wording(
            "it cannot be even", "fewer occurrences than documents"
        ),
        "compare_with_most": Wording("compare the score with most"),
        # Keyness.
        "absent": Wording(
            "0.5 stands for 0 in log_ratio, the interval is open",
            "absent from the {side}",
        ),
        "no_words_in_script": Wording(
            "the two cannot be compared",
            "no words in the script of the formula in the {side}",
        ),
        "smallest_p": Wording(
            "{arrangements:,} arrangements, no p below {p:.2g} is possible",
            "{target} against {reference} {units}",
        ),
        "smallest_p_of_two": Wording(
            "{arrangements:,} arrangements, no p below {p:.2g} is possible, and nothing "
            "is known of how {units} differ within a group",
            "{target} against {reference} {units}",
        ),
        "groups_left_out": Wording("left out, since no document has a word", "{names}"),
        "groups_without_terms": Wording("no term to weigh", "{names}"),
        "may_be_clusters": Wording(
            "if they depend on one another, give cluster={column!r}",
            "documents of one {column} all lie on one side",
        ),
        "words_as_independent": Wording(
            "read it as an order, not as a test",
            "p takes words as independent, and in texts they are not",
        ),
        "documents_compared": Wording(
            "a longer document has more terms", "documents with the term are compared"
        ),
        "order_only": Wording(
            "an order of terms, of these documents alone", "no interval and no test"
        ),
        # Weights of terms (distinctive, alike, similarity).
        "idf_of_one": Wording("idf of one {unit} is the same for every term"),
        "idf_of_few": Wording(
            "idf of {documents} {unit}s has at most {documents} levels"
        ),
        "background_unknown": Wording(
            "taken as in none of its documents",
            "{unknown:,} of {terms:term} not in the background",
        ),
        "background_lacks_script": Wording(
            "not weighed", "{terms:term} in a script the background lacks"
        ),
        "background_lacks_script_of_words": Wording(
            "not weighed",
            "{words:word} of these phrases in a script the background lacks",
        ),
        "background_unknown_words": Wording(
            "taken as in none of its documents",
            "{unknown:,} of the {words:word} of these phrases not in the background",
        ),
        # Stop words chosen by the text.
        "particles_only": Wording(
            "of Chinese by character only particles are left out, chinese_words=True "
            "reads words",
            "stop words",
        ),
        "list_not_taken": Wording(
            "less than a tenth of the corpus is in {lists}, so their words stay, stop= "
            "takes lists by name",
            "stop words",
        ),
        "no_stop_list": Wording(
            "no list of function words fits {documents:document}, so none of theirs is "
            "left out",
            "stop words",
        ),
        "commonest_words": Wording(
            "no list fits {documents:document}, so their commonest words are left out, "
            "{words}",
            "stop words",
        ),
        "weight_is_no_test": Wording("a weight is no test"),
        "group_is_one_document": Wording("the group is one document"),
        "weighs_nothing": Wording("every document has it", "weighs nothing"),
        # Similarity.
        "nothing_to_compare": Wording("nothing to compare in one of them, so 0"),
        "few_mentions_in_profile": Wording("one has only {mentions:mention}"),
        "shorter_text": Wording(
            "{measure} is meant for {least:,} words or more",
            "the shorter has {words:word}",
        ),
        "largest_score": Wording(
            "unlike lengths bound the score", "{score:.2f} at most"
        ),
        "few_terms": Wording(
            "each is {share:.2g} of the score", "the first has {terms:term}"
        ),
        "few_standard_deviations": Wording(
            "standard deviations of {documents} documents"
        ),
        "few_paragraphs": Wording("{documents}", "few paragraphs"),
        "paragraphs_of_document": Wording("{document} has {paragraphs}"),
        # Shared passages.
        "set_phrase": Wording("short, and in several documents", "likely a set phrase"),
        "grown": Wording("mostly found by growing over differences"),
        "chained": Wording("its family joins unlike wordings by overlaps"),
        # Lexical diversity.
        "meant_for_longer": Wording("meant for {words:,} words or more"),
        "moves_with_length": Wording(
            "compare texts of one length only", "moves with length"
        ),
        "left_out": Wording(
            "shorter than {words} words", "{left_out} of {documents} documents left out"
        ),
        "rough_interval": Wording("the interval is rough", "{count} {units}"),
        # Topics.
        "topics_of_documents": Wording(
            "{model} on {documents:document}, {terms:,} terms that stand in {least} "
            "{unit}s or more"
        ),
        "topics_of_units": Wording(
            "{model} on {units:,} {unit}s of {documents:document}, {terms:,} terms that "
            "stand in {least} {unit}s or more"
        ),
        "without_stop_words": Wording("without stop words ({stop})"),
        "stop_words_kept": Wording("stop words kept"),
        "idf_of_background": Wording(
            "idf of the background {background}, {documents:document}"
        ),
        "other_topics": Wording(
            "see topic_quality", "another k or start gives other topics"
        ),
        "not_at_rest": Wording("not yet at rest after {steps:,} steps"),
        "no_population": Wording(
            "topics describe these {units}, not a population",
            "{documents:document}",
        ),
        "topics_not_in_it": Wording("none of the topics is in it"),
        "words_not_in_model": Wording("none of its words is in the model"),
        "no_words": Wording("it has no words"),
        "illustrative": Wording("illustrative", "{documents:document}"),
        "chosen_number": Wording(
            "the most coherent of {lowest} to {highest} topics that are stable",
            "number of topics",
        ),
        "no_stable_number": Wording(
            "no number from {lowest} to {highest} is stable (from {stability}), so {k} "
            "topics are an overview",
            "number of topics",
        ),
        "judged_by_sample": Wording(
            "judged by {documents:document} drawn at random ({segments:,} {units})",
            "number of topics",
        ),
        "most_topics": Wording("no more than {most:,} topics are possible"),
    }
)
"""The words of every note, by key."""


class _CountOfNoun(int):
    """A whole number whose format can be a noun: 2 as "word" gives "2 words"."""

    def __format__(self, noun: str) -> str:
        # Python's own formats are one letter, such as "d", or have other characters.
        is_format_of_python = len(noun) < 2 or not noun.isalpha()
        if is_format_of_python:
            return super().__format__(noun)
        plural = "" if self == 1 else "s"
        return f"{int(self):,} {noun}{plural}"


def make(key: str, /, **values: object) -> Note:
    """Return the note of a key, with `values` in its fields.

    Parameters
    ----------
    key : str
        A key of :data:`WORDINGS`.
    **values : object
        The fields of its wording.

    Examples
    --------
    >>> str(make("few_beside", mentions=1))
    'beside 1 mention: a measure of so few is fragile'
    """
    wording = WORDINGS[key]
    fields = dict(values)
    for name, value in values.items():
        if isinstance(value, Integral):  # a numpy integer too
            fields[name] = _CountOfNoun(value)
    subject = wording.subject.format_map(fields)
    text = wording.text.format_map(fields)
    return Note(key, subject, text)


# --------------------------------------------------------------------------------------
# Cells of the column


def join(notes: Iterable[Note | None]) -> str:
    """Return the cell that holds `notes`, in their order; ``""`` = none.

    An item that is None is left out.

    >>> join([make("in_one_document"), None, make("rates_are_no_test")])
    'in 1 document only; rates are no test'
    """
    cell = ""
    for note in notes:
        if note is None or not str(note):
            continue
        if cell:
            cell = _double_last_backslashes(cell) + _BETWEEN_NOTES
        cell += _escape(_write_clause(note), _BETWEEN_NOTES)
    return cell


def split(cell: str) -> tuple[Note, ...]:
    """Return the notes that a cell holds, without their keys.

    >>> [note.subject for note in split("5 documents: few; rates are no test")]
    ['5 documents', '']
    """
    notes = []
    for clause in _divide(cell, _BETWEEN_NOTES):
        if clause:
            notes.append(_read_clause(clause))
    return tuple(notes)


def _write_clause(note: Note) -> str:
    """Return a note as it is written in a cell."""
    if not note.subject:
        return _escape(note.text, _AFTER_SUBJECT)
    subject = _escape(note.subject, _AFTER_SUBJECT)
    return _double_last_backslashes(subject) + _AFTER_SUBJECT + note.text


def _read_clause(clause: str) -> Note:
    """Return the note that :func:`_write_clause` wrote, without its key."""
    parts = _divide(clause, _AFTER_SUBJECT, max_divisions=1)
    text = parts[-1]
    subject = parts[0] if len(parts) > 1 else ""
    return Note("", subject, text)


def _escape(text: str, divider: str) -> str:
    """Return `text` with a backslash before each `divider` in it.

    Backslashes that are already there, directly before a divider, are doubled.
    Backslashes elsewhere, as in the path of a file, stay as they are.
    """
    if divider not in text:
        return text
    # \1 is the backslashes before the divider; they come twice, then the new one.
    return re.sub(rf"(\\*){divider}", rf"\1\1\\{divider}", text)


def _double_last_backslashes(text: str) -> str:
    """Return `text` with the backslashes at its end doubled.

    A divider will follow, and a single backslash before a divider would escape it.
    """
    without_backslashes = text.rstrip("\\")
    backslash_count = len(text) - len(without_backslashes)
    backslashes = "\\" * backslash_count
    return text + backslashes


def _divide(text: str, divider: str, *, max_divisions: int = 0) -> list[str]:
    """Return the parts of `text` between its dividers, and undo :func:`_escape`.

    A divider after an odd number of backslashes is a part of the words, and does not
    divide. With `max_divisions`, only so many dividers divide, from the first; 0 = all.
    """
    if "\\" not in text:
        if max_divisions == 0:
            return text.split(divider)
        return text.split(divider, max_divisions)
    parts = [""]
    position = 0
    for match in re.finditer(rf"(\\*){divider}", text):
        backslash_count = len(match[1])
        parts[-1] += text[position : match.start()]
        parts[-1] += "\\" * (backslash_count // 2)
        position = match.end()
        is_escaped = backslash_count % 2 == 1
        if is_escaped:
            parts[-1] += divider
            continue
        parts.append("")
        if len(parts) - 1 == max_divisions:
            break
    parts[-1] += text[position:]
    return parts


# --------------------------------------------------------------------------------------
# Several cells


def list_notes(cells: Iterable[str]) -> tuple[Note, ...]:
    """Return every note of `cells` once, in the order in which they first occur."""
    ordered_notes: dict[Note, None] = {}  # a set that keeps its order
    for cell in cells:
        ordered_notes.update(dict.fromkeys(split(cell)))
    return tuple(ordered_notes)


def merge(cells: Iterable[str]) -> str:
    """Return one cell with the notes of several, each note once.

    >>> merge(["a; b", "b; c", ""])
    'a; b; c'
    """
    return join(list_notes(cells))


def add(cells: Iterable[str], *further: Note | None) -> list[str]:
    """Return the cells, each with further notes at its end; one that is None is left out.

    >>> add(["a", ""], make("rates_are_no_test"), None)
    ['a; rates are no test', 'rates are no test']
    """
    end = join(further)
    all_cells = list(cells)
    # Most rows have the same note: each distinct cell is joined once.
    joined = {cell: merge([cell, end]) for cell in set(all_cells)}
    return [joined[cell] for cell in all_cells]


def find_common(cells: Iterable[str]) -> tuple[Note, ...]:
    """Return the notes that every one of `cells` holds, in the order of the first.

    >>> [str(note) for note in find_common(["a; b: c", "b: c", "d; b: c"])]
    ['b: c']
    """
    # Most rows have the same note: each cell is read once.
    distinct_cells = list(dict.fromkeys(cells))
    if not distinct_cells:
        return ()
    common_notes = list(split(distinct_cells[0]))
    for cell in distinct_cells[1:]:
        notes_of_cell = split(cell)
        common_notes = [note for note in common_notes if note in notes_of_cell]
    return tuple(common_notes)


def leave_out(cell: str, notes: Iterable[Note]) -> str:
    """Return the cell without `notes`, such as those printed once for all rows."""
    notes_to_leave_out = set(notes)
    other_notes = []
    for note in split(cell):
        if note not in notes_to_leave_out:
            other_notes.append(note)
    return join(other_notes)


def to_text(notes: Iterable[Note]) -> str:
    """Return notes as one line for a reader, as ``show`` prints them below a table."""
    texts = map(str, notes)
    return _BETWEEN_NOTES.join(texts)


def summarise(cells: Sequence[str], rows: str) -> list[str]:
    """Return a line with the notes of all `cells`, and a line with those of some cells.

    Parameters
    ----------
    cells : sequence of str
        The column ``note`` of the rows that are drawn.
    rows : str
        What a row is, in the plural.

    Returns
    -------
    list of str
        No line is empty. A note of some rows is given by its subject, or by its text if
        several notes have that text, with the number of rows. The first three of these
        notes are given.

    Examples
    --------
    >>> summarise(["no test", "one document: its own; no test", "no test"], "terms")
    ['no test', '1 of 3 terms: one document']
    >>> summarise(["5 words: too short", "8 words: too short", ""], "pairs")
    ['2 of 3 pairs: too short']
    """
    common_notes = find_common(cells)
    row_counts = _count_rows(cells, without=common_notes)
    remarks: list[str] = []
    # The first remark gives the number of all rows, for itself and the others.
    of_all_rows = f" of {len(cells):,} {rows}"
    for short_form, row_count in row_counts.items():
        if len(remarks) == MAX_REMARKS:
            break
        remarks.append(f"{row_count:,}{of_all_rows}: {short_form}")
        of_all_rows = ""
    lines = [to_text(common_notes), _BETWEEN_NOTES.join(remarks)]
    return [line for line in lines if line]


def _count_rows(cells: Sequence[str], *, without: Sequence[Note]) -> dict[str, int]:
    """Return how many cells have each text of a note, by the short form of the note.

    The short form is the head of the notes with that text, or the text itself if their
    heads differ. The notes of `without` are not counted.
    """
    heads_by_text: dict[str, set[str]] = {}
    row_count_by_text: dict[str, int] = {}
    for cell in cells:
        texts_of_cell = set()  # a cell counts once, even with two notes of one text
        for note in split(cell):
            if note in without:
                continue
            texts_of_cell.add(note.text)
            heads = heads_by_text.setdefault(note.text, set())
            heads.add(note.head)
        for text in texts_of_cell:
            row_count_by_text[text] = row_count_by_text.get(text, 0) + 1
    row_counts: dict[str, int] = {}
    for text, heads in heads_by_text.items():
        short_form = text
        if len(heads) == 1:
            short_form = next(iter(heads))
        row_counts[short_form] = row_count_by_text[text]
    return row_counts
