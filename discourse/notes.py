"""Notes: what a number can and cannot show, in words, and the column ``note``.

A verb decides whether a note applies, and makes it by its key with :func:`make`. The
words of every key are in :data:`WORDINGS`: whoever rewords a note does so there, and
nowhere else. One cell of the column ``note`` holds several notes: :func:`join` writes
the cell, :func:`split` reads it. Charts and ``show`` print what all rows say once
(:func:`find_common`, :func:`summarise`), and decide nothing by it: what a chart must know
has a column of its own.

In a cell, notes are divided by ``"; "``, and the subject of a note from its text by
``": "``. A backslash stands before either where it belongs to the words, as in the name
of a document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from numbers import Integral
from types import MappingProxyType

__all__ = [
    "NO_INTERVAL",
    "WORDINGS",
    "Note",
    "Wording",
    "find_common",
    "join",
    "leave_out",
    "list_notes",
    "make",
    "merge",
    "no_interval",
    "split",
    "summarise",
    "to_text",
]

MOST_REMARKS = 3  # on some of the rows only: as many as a foot line has room for
_BETWEEN_NOTES = "; "
_AFTER_SUBJECT = ": "


@dataclass(frozen=True)
class Wording:
    """The words of a note, with fields to be filled in.

    Attributes
    ----------
    text : str
        What the note says. A field is written as for :meth:`str.format`; of a whole
        number, a noun in the place of a format gives the number with that noun:
        ``{words:word}`` is "1 word" or "1,200 words".
    subject : str
        What it says so of, such as "5 documents"; ``""`` = nothing in particular.
    """

    text: str
    subject: str = ""


@dataclass(frozen=True)
class Note:
    """One remark on what a number can and cannot show.

    Attributes
    ----------
    key : str
        Its key in :data:`WORDINGS`; ``""`` when it was read from a cell.
    subject : str
        What it says something of; ``""`` = nothing in particular.
    text : str
        What it says.
    """

    key: str
    subject: str
    text: str

    def __str__(self) -> str:
        return _AFTER_SUBJECT.join(filter(None, (self.subject, self.text)))

    @property
    def head(self) -> str:
        """The note in brief: its subject, or its text where it has none."""
        return self.subject or self.text


WORDINGS: Mapping[str, Wording] = MappingProxyType(
    {
        # Of any table: how many documents stand behind a number.
        "in_one_document": Wording("in 1 document only"),
        "in_one_document_only": Wording("in one document only"),
        "in_few_documents": Wording("in {documents:document}"),
        # Rates of phrases (frequencies, recurring) and their intervals.
        "no_rate": Wording("no rate", "no words in the script of the phrase"),
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
        "smallest_p": Wording(
            "{arrangements:,} arrangements, no p below {p:.2g} is possible",
            "{target} against {reference} {units}",
        ),
        "smallest_p_of_two": Wording(
            "{arrangements:,} arrangements, no p below {p:.2g} is possible, and nothing "
            "is known of how {units} differ within a group",
            "{target} against {reference} {units}",
        ),
        "may_be_clusters": Wording(
            "if they depend on one another, give cluster={column!r}",
            "documents of one {column} all lie on one side",
        ),
        "words_as_independent": Wording(
            "read it as an order, not as a test",
            "p takes words as independent, and in texts they are not",
        ),
        "order_only": Wording(
            "an order of terms, of these documents alone", "no interval and no test"
        ),
        # Weights of terms (distinctive, alike, similarity).
        "idf_of_one": Wording("idf of one {unit} is the same for every term"),
        "idf_of_few": Wording(
            "idf of {documents} {unit}s has at most {documents} levels"
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
        "most_topics": Wording("no more than {most:,} topics are possible"),
    }
)
"""The words of every note, by key."""

NO_INTERVAL: Mapping[str, str] = MappingProxyType(
    {
        "absent": "absent",
        "at_end_of_scale": "at the end of the scale",
        "do_not_differ": "the {units} do not differ",
        "few_paragraphs": "segments begin in fewer than three paragraphs",
        "in_one_document": "in one document",
        "no_share": "no share",
        "not_asked_for": "not asked for",
        "one_document": "one document",
        "one_short_document": "one document, shorter than {words:,} words",
        "perfectly_even": "perfectly even",
        "too_short": "too short",
        "two_documents": "two documents",
        "two_texts": "two texts know too little of how texts differ",
        "words_repeat": "documents drawn anew repeat their words",
    }
)
"""Why there is no interval, by key: what the column ``interval`` says then."""


class _Whole(int):
    """A whole number that a noun may take the place of a format for."""

    def __format__(self, form: str) -> str:
        if len(form) < 2 or not form.isalpha():
            return super().__format__(form)
        return f"{int(self):,} {form}" if self == 1 else f"{int(self):,} {form}s"


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
    filled = dict(values)
    for name, value in values.items():
        if isinstance(value, Integral):
            filled[name] = _Whole(value)
    subject = wording.subject.format_map(filled)
    text = wording.text.format_map(filled)
    return Note(key, subject, text)


def no_interval(key: str, /, **values: object) -> str:
    """Return the cell of the column ``interval`` that says why there is none.

    Parameters
    ----------
    key : str
        A key of :data:`NO_INTERVAL`.
    **values : object
        The fields of its words.

    Examples
    --------
    >>> no_interval("one_short_document", words=1200)
    'none: one document, shorter than 1,200 words'
    """
    return f"none: {NO_INTERVAL[key].format_map(values)}"


# ---------------------------------------------------------------------------------------
# Cells of the column


def join(notes: Iterable[Note | None]) -> str:
    """Return the cell that holds `notes`, in their order; ``""`` = none.

    None in the place of a note is left out.

    >>> join([make("in_one_document"), None, make("rates_are_no_test")])
    'in 1 document only; rates are no test'
    """
    cell = ""
    for note in notes:
        if note is None or not str(note):
            continue
        if cell:
            cell = _double_last_backslashes(cell) + _BETWEEN_NOTES
        cell += _escape(_clause(note), _BETWEEN_NOTES)
    return cell


def split(cell: str) -> tuple[Note, ...]:
    """Return the notes that a cell holds, without their keys.

    >>> [note.subject for note in split("5 documents: few; rates are no test")]
    ['5 documents', '']
    """
    notes = []
    for clause in _divide(cell, _BETWEEN_NOTES):
        if clause:
            notes.append(_read(clause))
    return tuple(notes)


def _clause(note: Note) -> str:
    if not note.subject:
        return _escape(note.text, _AFTER_SUBJECT)
    subject = _escape(note.subject, _AFTER_SUBJECT)
    return _double_last_backslashes(subject) + _AFTER_SUBJECT + note.text


def _read(clause: str) -> Note:
    subject, *rest = _divide(clause, _AFTER_SUBJECT, most=1)
    return Note("", subject, rest[0]) if rest else Note("", "", subject)


def _escape(text: str, divider: str) -> str:
    """Put a backslash before each `divider` in `text`, and double those that stand there.

    Backslashes that stand elsewhere, as in the path of a file, stay as they are.
    """
    if divider not in text:
        return text
    return re.sub(rf"(\\*){divider}", rf"\1\1\\{divider}", text)


def _double_last_backslashes(text: str) -> str:
    """Double the backslashes at the end of `text`, where a divider follows."""
    backslashes = len(text) - len(text.rstrip("\\"))
    return text + "\\" * backslashes


def _divide(text: str, divider: str, *, most: int = 0) -> list[str]:
    """Undo :func:`_escape` and divide `text` at its dividers; at the first `most`, if any."""
    if "\\" not in text:
        return text.split(divider, most or -1)
    parts = [""]
    place = 0
    for found in re.finditer(rf"(\\*){divider}", text):
        backslashes = len(found[1])
        parts[-1] += text[place : found.start()]
        parts[-1] += "\\" * (backslashes // 2)
        place = found.end()
        if backslashes % 2:
            parts[-1] += divider
            continue
        parts.append("")
        if len(parts) - 1 == most:
            break
    parts[-1] += text[place:]
    return parts


# ---------------------------------------------------------------------------------------
# Several cells


def list_notes(cells: Iterable[str]) -> tuple[Note, ...]:
    """Return every note of `cells` once, in the order of their first rows."""
    notes: dict[Note, None] = {}
    for cell in cells:
        notes.update(dict.fromkeys(split(cell)))
    return tuple(notes)


def merge(cells: Iterable[str]) -> str:
    """Return one cell with the notes of several, each note once.

    >>> merge(["a; b", "b; c", ""])
    'a; b; c'
    """
    return join(list_notes(cells))


def find_common(cells: Iterable[str]) -> tuple[Note, ...]:
    """Return the notes that every one of `cells` holds, in the order of the first.

    >>> [str(note) for note in find_common(["a; b: c", "b: c", "d; b: c"])]
    ['b: c']
    """
    different = list(dict.fromkeys(cells))
    if not different:
        return ()
    notes = list(split(different[0]))
    for cell in different[1:]:
        others = split(cell)
        notes = [note for note in notes if note in others]
    return tuple(notes)


def leave_out(cell: str, notes: Iterable[Note]) -> str:
    """Return the cell without `notes`, such as those that are told once for all rows."""
    unwanted = set(notes)
    return join(note for note in split(cell) if note not in unwanted)


def to_text(notes: Iterable[Note]) -> str:
    """Return notes as a sentence for a reader, as ``show`` prints them below a table."""
    return _BETWEEN_NOTES.join(map(str, notes))


def summarise(cells: Sequence[str], rows: str) -> list[str]:
    """Return a line with what all `cells` say, and one with what some say and how many.

    Parameters
    ----------
    cells : sequence of str
        The column ``note`` of what is drawn.
    rows : str
        What a row is, in the plural.

    Returns
    -------
    list of str
        No line that is empty. What some rows say is told by the subject of the note,
        or by its text where several notes have that text; the first three are told.

    Examples
    --------
    >>> summarise(["no test", "one document: its own; no test", "no test"], "terms")
    ['no test', '1 of 3 terms: one document']
    >>> summarise(["5 words: too short", "8 words: too short", ""], "pairs")
    ['2 of 3 pairs: too short']
    """
    of_all = find_common(cells)
    of_some = _count_rows(cells, without=of_all)
    remarks: list[str] = []
    for brief, count in list(of_some.items())[:MOST_REMARKS]:
        # The first remark says of how many rows it and the others are.
        of_rows = "" if remarks else f" of {len(cells):,} {rows}"
        remarks.append(f"{count:,}{of_rows}: {brief}")
    lines = (to_text(of_all), _BETWEEN_NOTES.join(remarks))
    return list(filter(None, lines))


def _count_rows(cells: Sequence[str], *, without: Sequence[Note]) -> dict[str, int]:
    """Count the cells that have a text, by that text, or by its subject if it has one only."""
    heads_by_text: dict[str, dict[str, None]] = {}
    counts_by_text: dict[str, int] = {}
    for cell in cells:
        texts = set()
        for note in split(cell):
            if note in without:
                continue
            texts.add(note.text)
            heads_by_text.setdefault(note.text, {})[note.head] = None
        for text in texts:
            counts_by_text[text] = counts_by_text.get(text, 0) + 1
    counts: dict[str, int] = {}
    for text, heads in heads_by_text.items():
        brief = text if len(heads) > 1 else next(iter(heads))
        counts[brief] = counts_by_text[text]
    return counts
