"""Recurring phrases that nobody listed beforehand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
import pyarrow as pa

from discourse import notes, tables
from discourse.corpus import Corpus, as_corpus
from discourse.counting.background import (
    BackgroundSource,
    TermRarity,
    look_up_words,
    read_background,
)
from discourse.counting.content_edges import have_stop_word_at_edge, trim_edges
from discourse.counting.counted_units import token_unit
from discourse.counting.document_term_matrix import parse_term_length
from discourse.counting.lexicon_coverage import measure_lexicon_coverage
from discourse.counting.maximal_repeats import (
    MaximalRepeats,
    c_values,
    count_independent,
    maximal_repeats,
    nest_phrases,
)
from discourse.counting.phrase_cohesion import cohesion_of_phrases, count_places
from discourse.counting.proper_names import detect_proper_names
from discourse.counting.rate_denominators import script_bits_of_terms
from discourse.counting.rate_intervals import Interval, IntervalOptions, phrase_rates
from discourse.counting.stop_word_choice import (
    choose_stop_words,
)
from discourse.counting.stop_words import StopWords, are_stop_words
from discourse.counting.suffix_array import suffix_array_of
from discourse.errors import OptionError
from discourse.lexicons import Formulas, as_lexicon
from discourse.matching import find_mentions
from discourse.measures.similarity import idf
from discourse.notes import Note
from discourse.progress import shows_progress
from discourse.settings import CONFIDENCE_LEVEL, PER_WORDS, RECURRING_LENGTHS
from discourse.spans import expand_ranges
from discourse.text import BREAK, TokenStream, spell_columns
from discourse.validation import (
    check_flag,
    check_option,
    check_whole_number,
    options_by_name,
    show_value,
)

__all__ = ["recurring"]

Sort = Literal["cohesion", "c_value", "count", "rarity"]
Edges = Literal["content", "any"]
SORTS = ("cohesion", "c_value", "count", "rarity")
EDGES = ("content", "any")


@options_by_name
@shows_progress
def recurring(
    corpus: Corpus,
    *,
    by: str | None = None,
    n: tuple[int, int] = RECURRING_LENGTHS,
    min_count: int = 2,
    min_documents: int = 1,
    lexicon: Formulas | None = None,
    known: bool = True,
    sort: Sort = "cohesion",
    edges: Edges = "content",
    stop: StopWords = "auto",
    background: BackgroundSource | None = None,
    per: int = PER_WORDS,
    interval: Interval = "documents",
    confidence_level: float = CONFIDENCE_LEVEL,
    cluster: str | None = None,
    rng: int | np.random.Generator = 0,
    progress: bool = True,
) -> pd.DataFrame:
    """Return the phrases that recur and cannot be made longer.

    A longer phrase would lose an occurrence.

    Parameters
    ----------
    corpus : Corpus
        No phrase crosses the end of a sentence or of a paragraph, or masked text. A
        comma does not end a phrase.
    by : str, optional
        Metadata column whose values make the groups; "doc" for each document by itself.
        The phrases are those of the whole corpus, and so are `min_count`,
        `min_documents` and `known`. The numbers of a row are those of its group.
    n : pair of int
        Smallest and largest number of words in a phrase (64 at most). A longer repeat
        is listed by its first words and marked `cut`.
    min_count : int
        Smallest number of occurrences, 2 or more.
    min_documents : int
        Smallest number of documents with the phrase. With 2, a phrase that only one
        document repeats is left out.
    lexicon : Lexicon, Phrase, dict or str, optional
        Formulas listed beforehand, to tell what is known from what is new.
    known : bool
        False leaves out every phrase of which a family of the lexicon covers an
        occurrence. The other numbers do not change.
    sort : {'cohesion', 'c_value', 'count', 'rarity'}
        Which column orders the rows, the highest first. 'rarity' needs a `background`;
        phrases that are equally rare are in order of cohesion.
    edges : {'content', 'any'}
        'content' lists phrases without the function words at their beginning and end:
        "of the united nations" as "united nations", "in the" not at all. `note` says of
        how many this is true. 'any' lists the repeats as they are.
    stop : str, iterable of str or None
        The function words. ``"auto"`` takes the bundled list of each language that the
        corpus is written in; or names of lists (``"en+zh"``), or words.
    background : Corpus, DataFrame, str or Path, optional
        Other documents, which say how rare the words of a phrase are (column `rarity`):
        a corpus, a table of :func:`discourse.document_frequencies` or its CSV file, or
        the name of a list that comes with the package, ``"un-general-debate"``; see
        :func:`discourse.counting.background.read_background`.
    per : int
        Words a rate refers to.
    interval : {'documents', 'bootstrap', 'words'}
        The units of which the interval assumes that they were sampled, as in
        :func:`frequencies`. A bootstrap takes about 0.3 seconds for a hundred phrases
        in a thousand documents.
    confidence_level : float
        Share of such intervals that are to contain the true value, between 0 and 1.
    cluster : str, optional
        Metadata column of what was written together. Documents of one event, country or
        author then count as one unit of the interval.
    rng : int or numpy.random.Generator
        Seed of the bootstrap; the same seed gives the same table.
    progress : bool
        Show a bar if the call takes longer than two seconds.

    Returns
    -------
    pandas.DataFrame
        Kind "recurring", one row for each phrase, and for each group in which it
        occurs: the highest cohesion first, then the most frequent, then in the order of
        words. ``raw[doc][start:end] == surface`` is its first occurrence. The columns
        background (its name, "" = none), background_documents (N) and
        background_unknown (how many of the words of these phrases it lacks) say what
        `rarity` rests on.

    Raises
    ------
    OptionError
        `n` is no pair of numbers of words; `known` is False without a lexicon, or
        `sort` is 'rarity' without a background; or the background has none of the
        words.

    Notes
    -----
    *When to use it.* To find formulas that no lexicon has yet. Do *not* use it to say
    how common such a phrase is elsewhere. It is in the table because it recurred here,
    so its rate in other texts will tend to be lower, and lower than the interval says.

    *How to read it.* `cohesion` says how strongly the words of a phrase attract
    each other where they do so least. It is low for words that stand together
    because both are frequent. It grows with the count, so compare it within one
    corpus only. `alone` counts the occurrences that lie in no longer phrase of this
    table (before `known` removes rows). `name` says that capital letters inside
    sentences make the phrase a name or title; no phrase is left out for this.
    `covered` is the share of the occurrences that a family of the lexicon covers:
    the occurrence contains a whole mention, or half of its words lie in mentions.
    It is missing without a lexicon. `rate` with its interval and `dispersion` are
    as in :func:`frequencies`, among the words in the scripts of the phrase.

    *With a background*, `rarity` is ``ln((N + 1) / (df + 1/2))``, where df of its N
    documents have the rarest word of the phrase. The phrase itself is in no more of
    them. It is low for what is common in any text, such as "years ago", however
    strongly its words attract each other: ``sort="rarity"`` puts such phrases last. Do
    *not* use it against documents of another language or sort, whose everyday words are
    others; nor to find common words in a new order, as in "community of shared future":
    no word of it is rare, so its rarity is low. A misspelt word or a name comes first.

    *How it is computed.* With ``edges="content"``, function words are taken off the
    edges of each repeat, and the occurrences of what remains are counted anew;
    function words inside a phrase stay. `cohesion` is the log-likelihood ratio G2
    at the weakest place to cut the phrase in two, divided by its number of words
    (:func:`discourse.measures.phrase_cohesion`). Among the first 100 phrases of two
    collections in which people marked the terms, 60 were marked ones; by C-value
    47, by C-value with ``edges="any"`` 15. The C-value is ``log2(n) * (count -
    (1/P) sum (count(b) - t(b)))`` over the P longer phrases b that contain the
    phrase, where t(b) is how often b itself was found nested. Where `n` begins with
    1, the factor is ``log2(n + 1)``.

    See Also
    --------
    coverage : How much of each document such phrases cover.
    discourse.draft_lexicon : Writes phrases of this table as a lexicon.

    References
    ----------
    Gusfield (1997), Algorithms on Strings, Trees, and Sequences, ch. 7 (maximal
    repeats). Dunning (1993), Computational Linguistics 19(1), 61-74 (G2). Frantzi,
    Ananiadou & Mima (2000), International Journal on Digital Libraries 3(2), 115-130
    (C-value). Spärck Jones (1972), Journal of Documentation 28(1), 11-21 (idf).

    Examples
    --------
    >>> texts = {
    ...     "a": "We build a shared future. They share a future. "
    ...     "To build a shared future takes time.",
    ...     "b": "A shared future is near.",
    ... }
    >>> corpus = Corpus.from_texts(texts)
    >>> table = recurring(corpus)
    >>> table[["term", "n", "count", "alone", "documents"]]
                        term  n  count  alone  documents
    0          shared future  2      3      1          2
    1  build a shared future  4      2      2          1
    >>> table = recurring(corpus, edges="any", sort="c_value")
    >>> table[["term", "n", "count", "alone", "documents"]]
                        term  n  count  alone  documents
    0  build a shared future  4      2      2          1
    1        a shared future  3      3      1          2
    """
    corpus = as_corpus(corpus).in_words
    min_length, max_length = _check_lengths(n)
    min_count = check_whole_number("min_count", min_count, 2)
    min_documents = check_whole_number("min_documents", min_documents)
    options = IntervalOptions.check(corpus, interval, confidence_level, cluster, rng)
    per = check_whole_number("per", per, hint=", such as 1000")
    _check_sort(sort, has_background=background is not None)
    check_option("edges", edges, EDGES)
    chosen = choose_stop_words(corpus, stop)
    if not check_flag("known", known) and lexicon is None:
        raise OptionError(
            "known=False asks for what no formula covers, but no lexicon came; "
            "give lexicon=... as well."
        )
    repeats = maximal_repeats(
        suffix_array_of(corpus),
        _ids_to_the_left(corpus.stream),
        n=(min_length, max_length),
        min_count=min_count,
        min_documents=min_documents,
    )
    table_notes: list[Note | None] = []
    if edges == "content":
        # Of a repeat that also function words belong to, the words between them remain.
        is_stop_word = are_stop_words(corpus.stream.vocabulary, chosen.words)
        is_stop_token = is_stop_word[corpus.stream.ids]
        changed = int(have_stop_word_at_edge(repeats, is_stop_token).sum())
        table_notes = [*chosen.notes, _note_on_trimmed(changed)]
        repeats = trim_edges(
            suffix_array_of(corpus), repeats, is_stop_token, min_size=min_length
        )
    is_listed = np.ones(len(repeats), dtype=bool)
    if not known:
        is_listed = _are_unknown(corpus, repeats, lexicon)
    rarity = np.full(len(repeats), np.nan)
    background_columns: dict[str, str | int] = {}
    if background is not None:
        listed = _select_phrases(repeats, np.flatnonzero(is_listed))
        word_rarity = _look_up_words_of(corpus.stream, listed, background)
        rarity[is_listed] = _rarity_of_phrases(corpus.stream, listed, word_rarity)
        background_columns = word_rarity.columns
        table_notes += word_rarity.remarks
    request = _RowRequest(
        lexicon=lexicon,
        min_length=min_length,
        max_length=max_length,
        sort=sort,
        per=per,
        is_listed=is_listed,
        rarity=rarity,
        notes=tuple(table_notes),
    )
    parts = []
    for found in _find_in_groups(corpus, repeats, by):
        if by is not None:
            options = IntervalOptions.check(
                found.corpus, interval, confidence_level, cluster, rng
            )
        rows = _rows_of_group(found, request, options)
        if len(rows):
            parts.append(rows)
    if not parts:
        return tables.make("recurring", {})
    all_rows = _join_columns(parts)
    all_rows["edges"] = edges
    all_rows["stop"] = chosen.name
    all_rows["token_unit"] = token_unit(corpus)
    all_rows |= background_columns
    family_labels = {} if lexicon is None else as_lexicon(lexicon).label_of
    labels = {"family": family_labels, "group": corpus.group_label_of(by)}
    return tables.make("recurring", all_rows, labels=labels)


@dataclass(frozen=True, eq=False)
class _RowRequest:
    """What the rows of every group need.

    Attributes
    ----------
    lexicon : Formulas or None
    min_length, max_length : int
        Words of a phrase.
    sort : str
        The column that orders the rows of a group.
    per : int
        Words a rate refers to.
    is_listed : bool array, shape (phrases,)
        Which phrases of the whole corpus are in the table.
    rarity : float64 array, shape (phrases,)
        Of the phrases of the whole corpus; NaN without a background.
    notes : tuple of Note or None
        Those of every row.
    """

    lexicon: Formulas | None
    min_length: int
    max_length: int
    sort: Sort
    per: int
    is_listed: np.ndarray
    rarity: np.ndarray
    notes: tuple[Note | None, ...]


@dataclass(frozen=True, eq=False)
class _FoundPhrases:
    """The phrases of a group of documents.

    Attributes
    ----------
    group : str
        ``""`` = the whole corpus.
    corpus : Corpus
        The documents of the group.
    repeats : MaximalRepeats
        The phrases in these documents, in order of length.
    number : int64 array, shape (phrases,)
        The number of each phrase in the whole corpus.
    """

    group: str
    corpus: Corpus
    repeats: MaximalRepeats
    number: np.ndarray


def _find_in_groups(
    corpus: Corpus, repeats: MaximalRepeats, by: str | None
) -> Iterator[_FoundPhrases]:
    """Yield the phrases of each group; those of the whole corpus if `by` is None."""
    if by is None:
        yield _FoundPhrases("", corpus, repeats, np.arange(len(repeats)))
        return
    code_of_document, groups = corpus.groups(by)
    stream = corpus.stream
    ranks = expand_ranges(repeats.low, repeats.high)
    tokens = suffix_array_of(corpus).order[ranks]
    phrase_of_token = np.repeat(np.arange(len(repeats)), repeats.count)
    group_of_token = code_of_document[stream.document[tokens]]
    for code, group in enumerate(groups):
        is_member = code_of_document == code
        part = corpus.where(pd.Series(is_member))
        # A token keeps its place among the tokens of the group.
        is_in_group = is_member[stream.document]
        place_in_group = np.cumsum(is_in_group) - 1
        here = group_of_token == code
        number, first_row = np.unique(phrase_of_token[here], return_index=True)
        first_token = place_in_group[tokens[here][first_row]]
        yield _FoundPhrases(
            group, part, _repeats_at(part, first_token, repeats.size[number]), number
        )


def _rows_of_group(
    found: _FoundPhrases, request: _RowRequest, options: IntervalOptions
) -> dict[str, Any]:
    """Return the columns of the phrases of a group, in order; empty if it has none."""
    columns = _columns_of_phrases(
        found.corpus,
        found.repeats,
        request.lexicon,
        min_length=request.min_length,
        max_length=request.max_length,
    )
    columns["rarity"] = request.rarity[found.number]
    order = _order_of_rows(found.repeats, columns, request.sort)
    order = order[request.is_listed[found.number[order]]]
    if not len(order):
        return {}
    rows: dict[str, Any] = {
        name: values.take(order) for name, values in columns.items()
    }
    if request.lexicon is None:
        rows["family"] = ""
    listed_repeats = _select_phrases(found.repeats, order)
    rows |= _columns_of_rates(found.corpus, listed_repeats, request, options)
    rows |= _columns_of_first_occurrence(found.corpus, listed_repeats)
    rows["group"] = found.group
    return rows


def _repeats_at(
    corpus: Corpus, some_token: np.ndarray, size: np.ndarray
) -> MaximalRepeats:
    """Return the phrases that begin at these tokens, with their counts in `corpus`."""
    suffix_array = suffix_array_of(corpus)
    low, high = suffix_array.runs_of_sequences(some_token, size)
    contents = suffix_array.read_runs(low, high)
    return MaximalRepeats(
        low=low,
        high=high,
        size=size,
        documents=contents.documents,
        first_token=contents.first_token,
    )


def _join_columns(parts: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the columns of all groups, one group after the other.

    A column that is one value for a whole group is repeated for each of its rows.
    """
    if len(parts) == 1:
        return parts[0]
    joined: dict[str, Any] = {}
    for name in parts[0]:
        columns = []
        for rows in parts:
            row_count = len(rows["term"])
            is_constant = np.ndim(rows[name]) == 0
            if is_constant:
                columns += [rows[name]] * row_count
            elif isinstance(rows[name], pa.Array):
                columns += rows[name].to_pylist()
            else:
                columns += list(rows[name])
        joined[name] = columns
    return joined


def _columns_of_phrases(
    corpus: Corpus,
    repeats: MaximalRepeats,
    lexicon: Formulas | None,
    *,
    min_length: int,
    max_length: int,
) -> dict[str, np.ndarray]:
    """Return the columns that are computed from all phrases together."""
    suffix_array = suffix_array_of(corpus)
    nesting = nest_phrases(suffix_array, repeats.low, repeats.high, repeats.size)
    has_unigrams = min_length == 1
    share_covered, family = _coverage_by_lexicon(corpus, repeats, lexicon)
    return {
        "n": repeats.size,
        "count": repeats.count,
        "alone": count_independent(suffix_array, repeats.size, nesting),
        "cohesion": cohesion_of_phrases(
            suffix_array,
            first_token=repeats.first_token,
            size=repeats.size,
            count=repeats.count,
            places=count_places(corpus.stream),
        ),
        "c_value": c_values(suffix_array, repeats, nesting, unigrams=has_unigrams),
        "documents": repeats.documents,
        "cut": _are_cut(corpus, repeats, max_length),
        "name": detect_proper_names(corpus, suffix_array, repeats, nesting),
        "covered": share_covered,
        "family": family,
    }


def _check_lengths(n: tuple[int, int]) -> tuple[int, int]:
    """Return the smallest and the largest number of words in a phrase."""
    length = parse_term_length(n)
    if length.unit != "word":
        raise OptionError(
            f"n={show_value(n)}: a pair of numbers of words was expected, such as (2, "
            "64)."
        )
    return length.shortest, length.longest


def _check_sort(sort: Sort, *, has_background: bool) -> None:
    """Raise an OptionError for an order that there is not, or that needs more."""
    check_option("sort", sort, SORTS)
    if sort == "rarity" and not has_background:
        raise OptionError(
            "sort='rarity' came without a background, and only a background says how "
            "rare words are; give background=..., such as 'un-general-debate', or sort "
            "by one of 'cohesion', 'c_value' and 'count'."
        )


def _ids_to_the_left(stream: TokenStream) -> np.ndarray:
    """Return the type id of the token before each token; -1 after a break (int32)."""
    left_ids = np.full(len(stream), -1, dtype=np.int32)
    previous_ids = stream.ids[:-1]
    follows_word = stream.gap[1:] < BREAK
    left_ids[1:] = np.where(follows_word, previous_ids, -1)
    return left_ids


def _are_cut(corpus: Corpus, repeats: MaximalRepeats, max_length: int) -> np.ndarray:
    """Return which phrases are only the first words of a longer repeat (bool).

    They have the largest number of words, and the same word follows them at each
    occurrence.
    """
    is_cut = np.zeros(len(repeats), dtype=bool)
    has_max_length = repeats.size == max_length
    phrases = has_max_length.nonzero()[0]
    if not len(phrases):
        return is_cut
    ranks = expand_ranges(repeats.low[phrases], repeats.high[phrases])
    first_token = suffix_array_of(corpus).order[ranks]
    next_id = _type_ids_at(corpus.stream, first_token + max_length)
    # The occurrences of the phrases lie end to end, phrase by phrase.
    counts = repeats.count[phrases]
    occurrence_starts = np.cumsum(counts) - counts
    smallest_id = np.minimum.reduceat(next_id, occurrence_starts)
    largest_id = np.maximum.reduceat(next_id, occurrence_starts)
    is_same_word = smallest_id == largest_id
    is_word = smallest_id >= 0  # -1 is a break
    is_cut[phrases] = is_same_word & is_word
    return is_cut


def _type_ids_at(stream: TokenStream, tokens: np.ndarray) -> np.ndarray:
    """Return the type id at each position.

    -1 stands for a position after a break or after the end of the corpus.
    """
    last_token = len(stream) - 1
    is_in_corpus = tokens <= last_token
    # A position behind the end is replaced by the last token, whose id is not used.
    existing_tokens = np.minimum(tokens, last_token)
    has_no_break = stream.gap[existing_tokens] < BREAK
    return np.where(is_in_corpus & has_no_break, stream.ids[existing_tokens], -1)


def _coverage_by_lexicon(
    corpus: Corpus, repeats: MaximalRepeats, lexicon: Formulas | None
) -> tuple[np.ndarray, np.ndarray]:
    """Return how much of each phrase a lexicon covers, and which family covers most.

    Both arrays have one entry for each phrase: the share of its occurrences (float64;
    NaN without a lexicon), and the name of the family (``""`` = none).
    """
    phrase_count = len(repeats)
    if lexicon is None:
        no_share = np.full(phrase_count, np.nan)
        no_family = np.full(phrase_count, "", dtype=object)
        return no_share, no_family
    lexicon = as_lexicon(lexicon)
    hits = find_mentions(corpus, lexicon)
    share, family = measure_lexicon_coverage(
        suffix_array_of(corpus),
        low=repeats.low,
        high=repeats.high,
        size=repeats.size,
        start=hits.first,
        end=hits.last,
        family=hits.family,
    )
    # A phrase without a family has the number -1, which takes the last, empty name.
    names = np.array([*lexicon.names, ""], dtype=object)
    return share, names[family]


def _are_unknown(
    corpus: Corpus, repeats: MaximalRepeats, lexicon: Formulas | None
) -> np.ndarray:
    """Return of which phrases a lexicon covers no occurrence (bool)."""
    share_covered, _ = _coverage_by_lexicon(corpus, repeats, lexicon)
    return np.asarray(share_covered == 0)


def _order_of_rows(
    repeats: MaximalRepeats, columns: dict[str, np.ndarray], sort: Sort
) -> np.ndarray:
    """Return the phrases by the column `sort`, count and the order of their words.

    Phrases of one word have no cohesion. They come last. Many phrases share a rarest
    word, and so their rarity: cohesion comes before count there.
    """
    # Rounded as in the table, so that values that look equal there count as equal.
    # `lexsort` takes a missing value as the largest, also after the change of sign.
    highest_first = -tables.round_to_digits(columns[sort].astype(np.float64))
    most_cohesive_first = np.zeros(len(repeats))
    if sort == "rarity":
        most_cohesive_first = -tables.round_to_digits(columns["cohesion"])
    most_frequent_first = -repeats.count
    # Of two phrases with one first rank, the shorter is the beginning of the longer.
    # `lexsort` sorts by its last key first.
    keys = (
        repeats.size,
        repeats.low,
        most_frequent_first,
        most_cohesive_first,
        highest_first,
    )
    return np.lexsort(keys)


def _look_up_words_of(
    stream: TokenStream, repeats: MaximalRepeats, background: BackgroundSource
) -> TermRarity:
    """Return what a background knows of the words of phrases, in order of type ids."""
    type_ids = np.unique(stream.ids[_tokens_of_phrases(repeats)])
    words = [stream.vocabulary[type_id] for type_id in type_ids.tolist()]
    return look_up_words(words, read_background(background))


def _rarity_of_phrases(
    stream: TokenStream, repeats: MaximalRepeats, word_rarity: TermRarity
) -> np.ndarray:
    """Return the idf of the rarest word of each phrase (float64).

    Parameters
    ----------
    stream : TokenStream
    repeats : MaximalRepeats
    word_rarity : TermRarity
        Of the words of these phrases, in order of type ids.
    """
    if not len(repeats):
        return np.zeros(0)
    type_id = stream.ids[_tokens_of_phrases(repeats)]
    _, word = np.unique(type_id, return_inverse=True)
    documents_with_word = word_rarity.documents[word]
    # The words of the phrases lie end to end, phrase by phrase.
    phrase_starts = np.cumsum(repeats.size) - repeats.size
    fewest_documents = np.minimum.reduceat(documents_with_word, phrase_starts)
    rarity = idf(fewest_documents, word_rarity.of_documents, scheme="half")
    return np.asarray(rarity)


def _tokens_of_phrases(repeats: MaximalRepeats) -> np.ndarray:
    """Return the tokens of one occurrence of each phrase, phrase by phrase."""
    end_token = repeats.first_token + repeats.size
    return expand_ranges(repeats.first_token, end_token)


def _note_on_trimmed(phrase_count: int) -> Note | None:
    """Return the note on how many phrases function words were taken from."""
    if not phrase_count:
        return None
    return notes.make("edges_trimmed", phrases=phrase_count)


def _select_phrases(repeats: MaximalRepeats, phrases: np.ndarray) -> MaximalRepeats:
    """Return the phrases numbered `phrases`, in that order."""
    return MaximalRepeats(
        low=repeats.low[phrases],
        high=repeats.high[phrases],
        size=repeats.size[phrases],
        documents=repeats.documents[phrases],
        first_token=repeats.first_token[phrases],
    )


def _columns_of_rates(
    corpus: Corpus,
    phrases: MaximalRepeats,
    request: _RowRequest,
    options: IntervalOptions,
) -> dict[str, Any]:
    """Return the columns of the words of each phrase, its rate and its interval."""
    stream = corpus.stream
    script_bits = np.empty(len(phrases), dtype=np.int64)
    phrases_by_length = []
    words_by_length = []
    for length in np.unique(phrases.size).tolist():
        numbers = np.flatnonzero(phrases.size == length)
        type_ids = _type_ids_from(stream, phrases.first_token[numbers], length)
        script_bits[numbers] = script_bits_of_terms(corpus, type_ids)
        phrases_by_length.append(numbers)
        words_by_length.append(type_ids)
    terms = pa.concat_arrays(spell_columns(words_by_length, stream.vocabulary))
    # From the order of length back to that of the phrases.
    place = np.empty(len(phrases), dtype=np.int64)
    place[np.concatenate(phrases_by_length)] = np.arange(len(phrases))
    columns = phrase_rates(
        corpus,
        options,
        low=phrases.low,
        high=phrases.high,
        script_bits=script_bits,
        further_notes=request.notes,
    )
    per = request.per
    columns["term"] = terms.take(pa.array(place))
    columns["rate"] = per * phrases.count / columns["words"]
    columns["per"] = per
    columns["low"] = per * columns["low"]
    columns["high"] = per * columns["high"]
    return columns


def _type_ids_from(
    stream: TokenStream, first_token: np.ndarray, length: int
) -> np.ndarray:
    """Return the type ids of `length` tokens from each first token, one row each."""
    offsets = np.arange(length)
    tokens = first_token[:, None] + offsets
    return stream.ids[tokens]


def _columns_of_first_occurrence(
    corpus: Corpus, phrases: MaximalRepeats
) -> dict[str, Any]:
    """Return where each phrase first occurs, and its raw text there."""
    stream = corpus.stream
    last_token = phrases.first_token + phrases.size - 1
    documents = stream.document[phrases.first_token]
    starts = stream.start[phrases.first_token]
    ends = stream.end[last_token]
    return {
        "doc": tables.take_texts(corpus.names, documents),
        "start": starts,
        "end": ends,
        "surface": tables.cut_text_column(_raw_texts(corpus), documents, starts, ends),
    }


def _raw_texts(corpus: Corpus) -> list[str]:
    """Return the raw text behind each document."""
    return [corpus.raw[doc] for doc in corpus.names]
