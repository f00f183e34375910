"""Key words: what one group of documents uses more than another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from math import comb
from typing import Any

import numpy as np
import pandas as pd

from discourse import notes, tables
from discourse.contrast.background_comparison import (
    PresenceCounts,
    check_options_of_background,
    compare_presence,
    count_presence,
    pair_with_background,
    read_reference,
)
from discourse.contrast.group_counts import (
    Floats,
    GroupCounts,
    PairCounts,
    pool_groups,
)
from discourse.contrast.group_pairs import (
    GroupPair,
    find_cluster_columns,
    find_group_pairs,
    note_of_clusters,
    note_of_groups_left_out,
)
from discourse.contrast.keyness_conventions import FUNCTIONS
from discourse.contrast.keyness_p_values import permute_documents
from discourse.contrast.log_ratio_intervals import effective_interval
from discourse.contrast.term_counts import (
    Terms,
    choose_for_terms,
    count_compared_terms,
    label_families,
    note_of_two_languages,
    unit_of_compared_terms,
)
from discourse.corpus import Corpus, as_corpus
from discourse.counting.background import BackgroundSource
from discourse.counting.rate_denominators import TermCounts
from discourse.counting.stop_words import StopWords
from discourse.errors import OptionError
from discourse.measures import SMALLEST_REPORTED_P, chi2_tail, dp_egbert, kld, log_ratio
from discourse.measures.dispersion_proportions import dispersion_by_kind
from discourse.notes import Note
from discourse.progress import shows_progress
from discourse.registries import KEYNESS_PROFILES, KeynessProfile
from discourse.settings import (
    ANTCONC_LARGEST_P,
    CONFIDENCE_LEVEL,
    FEW_DOCUMENTS_OF_KEYNESS,
    MIN_UNITS_OF_INTERVAL,
    PERMUTATIONS,
    PERMUTATIONS_FOR_MANY_TERMS,
    TERMS_THAT_ARE_MANY,
)
from discourse.validation import (
    check_confidence_level,
    check_option,
    check_whole_number,
    options_by_name,
    random_generator,
)

__all__ = ["keyness"]

# The library's own list leaves rarer terms out. Other programs keep them.
MIN_COUNT = 3
MIN_COUNT_OF_OTHER_PROGRAMS = 1
# Two documents against thousands of a background: the smallest p is no limit then.
MANY_ARRANGEMENTS = 1_000_000


@options_by_name
@shows_progress
def keyness(
    corpus: Corpus,
    *,
    by: str | None = None,
    target: str | None = None,
    reference: str | None = None,
    of: Terms = 1,
    min_count: int | None = None,
    stop: StopWords = None,
    cluster: str | None = None,
    profile: str = "discourse",
    confidence_level: float = CONFIDENCE_LEVEL,
    rng: int | np.random.Generator = 0,
    background: BackgroundSource | None = None,
    progress: bool = True,
) -> pd.DataFrame:
    r"""Return key words: what one group of documents uses more than another.

    Parameters
    ----------
    corpus : Corpus
        Masked text is not counted. Documents without a word are left out.
    by : str
        Metadata column that divides the documents. Only with a background it may be
        left out: the target is then the whole corpus.
    target, reference : str, optional
        Values of `by`. Without a reference the target is compared with all other
        documents. Without a target every group is compared with the reference, or with
        all others; of two groups, the first by name is compared with the second.
    of : int, pair of int, Lexicon, Phrase, dict or str
        What is compared: words (1), n-grams of a length (2) or of all lengths of a pair
        ((1, 3)), or formulas.
    min_count : int, optional
        Leave out terms that occur less often in both groups together. The default is 3.
        With another program's profile it is 1, since none of them leaves terms out in
        this way.
    stop : str, iterable of str or None
        Stop words: ``"auto"`` takes the function words of the languages of the corpus;
        or names of lists (``"en"``), or words. None by default: a function word can be
        a finding about style, and the list is in order of the effect. Of n-grams, those that begin or end with one are left out. Rates refer
        to all words all the same, and formulas are never left out.
    cluster : str, optional
        Metadata column of what was written together. Documents of one event, country or
        author are then permuted as one, and vary as one. Without it, each document is a
        unit by itself.
    profile : str
        Whose convention to follow: "discourse", "antconc", "gries", "quanteda",
        "sketchengine" or "ucrel". :data:`discourse.registries.KEYNESS_PROFILES` says
        what each of them does, with the source. :func:`keyness_profiles` shows how two
        lists differ.
    confidence_level : float
        Share of such intervals that contain the true value, between 0 and 1.
    rng : int or numpy.random.Generator
        Seed or generator of the permutations. The same number gives the same table.
    background : Corpus, DataFrame, str or Path, optional
        Other documents, which are the reference: a corpus, a table of
        :func:`document_frequencies`, its file, or the name of a bundled list
        (``"un-general-debate"``, for words of English). Each group is compared with
        them, or the `target` alone. They are known by *documents with the term* only,
        so documents are compared, and not occurrences. Terms in a script that they lack
        are left out. `reference`, `cluster`, other profiles, and formulas do not go
        with a background.
    progress : bool
        Show a bar if the call takes longer than two seconds.

    Returns
    -------
    pandas.DataFrame
        Kind "keyness", one row for each term and comparison: the effect (log_ratio)
        with its interval, p with the smallest p attainable (floor) and corrected for
        many terms, the score by the name in `measure`, dispersion, documents, counts,
        background (its name, "" = none), background_documents (N), background_unknown
        (how many of the terms compared it lacks), and a note. Targets are in order of their names. Within one target, rows are in
        order of the end of the interval that is nearest to 0. The target's own terms
        come first and the reference's last. Then rows are in order of score, then of
        the term.

    Raises
    ------
    ColumnError, OptionError
        There is no such column, value or profile, or a cluster has documents in both
        groups.
    EmptyCorpusError
        A group has no word.

    See Also
    --------
    keyness_profiles : Why two key word lists of the same documents differ.
    dispersion : How evenly terms are spread over the documents.

    Notes
    -----
    *When to use it.* To find the words that two groups of documents use at different
    rates, such as two periods, two newspapers or two countries.

    *How to read it.* `log_ratio` is the size of the difference in doublings: 1 means
    twice as frequent in the target. Read it with its interval. Read `p` and `adjusted`
    with `floor`. Then read the documents and the dispersion: a term of one document
    describes that document.

    ``log_ratio = log2((a/c) / (b/d))``, with 0.5 in place of a count of 0. Its interval
    treats *documents* as the sample: counts are divided by their design effect (see
    `interval`). p is from a permutation of documents. If documents were assigned to the
    groups at random, how often would ``sum over the target of count - r * words`` be as
    far from 0? Here r is the rate in both groups together. And how often would ``sum
    over the target of a document's rate`` be as far from its mean? We report the larger
    of the two p-values. The first alone is too small when the target has few, long
    documents or the term is rare. The second alone is too small when the target has
    few, short documents. Each is a test of documents, and the interval is one of their
    sums: near the limit they may differ. `floor` is the smallest p that a term in so
    many documents could have. `adjusted` holds for all terms of the comparison together
    (Westfall and Young, step-down max-T), not for several comparisons. With more than
    100,000 terms and comparisons, 999 arrangements are drawn in place of 9,999.

    The defaults were chosen by trial (``tests/benchmarks/calibration.py``). We split
    3,806 speeches of the UN General Debate at random a thousand times, 5 to 500 a
    group. So any word that is key is key by chance. At the level of 5 % this p found 0
    to 4 % of the words in each band of frequency, hardly any of the rarest; with ties
    broken by lot 4.7 to 5.4 %. G2 with words as independent found 10 to 64 %: 16 to
    17 % of those of 250 to 1,250 per million, 24 % of the commonest. With the speeches
    of one group cut to a quarter, this p found 0 to 2 %. With 10 whole speeches against
    50 short ones it found 2 to 7 %, most of them the rarest words: few long documents
    against many short ones are a hard case. The 95 % interval contained the true log
    ratio 95 to 100 times in 100. The exact one with words as independent contained it
    76 to 86 times, for words of more than 250 per million in groups of 50 and more.
    Where *whole countries* were assigned to the groups, permuting speeches found 6 to
    41 %. Permuting countries (``cluster="country"``) found 2 to 4 %, and none with 3
    against 3, where no p below 0.1 is possible. Give `cluster` whenever documents come
    from few authors, events or outlets.

    *With a background*, `count_target` and `count_reference` are documents with the
    term, `words_target` and `words_reference` are all documents, and log_ratio compares
    the two shares of documents. The score is that of such counts, with documents
    as independent. p is by Fisher's exact test, which is the permutation of
    documents that have the term or lack it. Only terms that the target has are listed,
    and a rare one is listed because the target happens to have it. So `adjusted`, by
    Holm, allows for all terms of the target and of the background (`terms_compared`),
    and is what to go by. Of 1 to 100 speeches of the UN General Debate that were drawn
    at random, and compared with the others, 3 to 8 % of the terms listed had a p of
    0.05 or less; in 0 to 1.5 % of 200 trials any `adjusted` was so small
    (``tests/benchmarks/background_false_finds.py``). The interval is made of
    Clopper and Pearson's intervals of the two shares (MOVER-R; Donner & Zou 2012), so
    that it holds no ratio that would need a share above 1. In small cases that were
    computed exactly it contained the true ratio in 96 to 100 of 100 samples, and it
    leaves out 0 for 94 to 98 of 100 tables as p below 0.05 says. `min_count` refers to the target. *When not to use it*: for
    documents much longer than those of the background, since a longer document has more
    terms; for documents that are themselves in the background; for one document, which
    is better described by :func:`distinctive`.

    The p of the other programs is a tail without a smallest value. Below 1e-300 it is
    given as 1e-300, and so is their `floor`. With a handful of documents p cannot be
    small, and the note says how small. The effect and the counts still describe *these*
    documents. Documents that differ in date, length or genre as well as in `by` differ
    for those reasons too. G2 is there to put terms in order of evidence, never as a
    test.

    References
    ----------
    Hardie (2014), "Log Ratio: an informal introduction". Evert (2022), "Measuring
    keyness", DH 2022, for ranking by the nearest end. Lijffijt et al. (2016), Digital
    Scholarship in the Humanities 31(2), 374-397, and Mildenberger (2023), arXiv
    2308.13383, for documents as units. Donner & Zou (2012), Statistical Methods
    in Medical Research 21(4), 347-359, for the interval against a background. Westfall & Young (1993), Resampling-Based
    Multiple Testing.

    Examples
    --------
    >>> texts = {"a1": "peace and trade", "a2": "peace, peace", "b1": "war and war"}
    >>> texts |= {"b2": "trade, war", "b3": "war"}
    >>> side = pd.DataFrame({"doc": list(texts), "side": ["a", "a", "b", "b", "b"]})
    >>> table = keyness(Corpus.from_texts(texts, side), by="side")
    >>> shown = ["term", "count_target", "count_reference", "log_ratio", "p", "floor"]
    >>> table[shown].round(2)
        term  count_target  count_reference  log_ratio    p  floor
    0  peace             3                0       2.85  0.1    0.1
    1    war             0                4      -2.74  0.1    0.1
    """
    rules = KEYNESS_PROFILES[check_option("profile", profile, KEYNESS_PROFILES)]
    min_count = _check_min_count(min_count, profile)
    by_documents = rules.tail == "documents"
    corpus = as_corpus(corpus).in_words
    chosen = choose_for_terms(corpus, of, stop)
    counts = count_compared_terms(corpus, of, stop=chosen.words, scripts=by_documents)
    if background is None:
        comparisons = _compare_groups(
            corpus,
            counts,
            by=_check_by(by, corpus),
            target=target,
            reference=reference,
            cluster=cluster,
            min_count=min_count,
        )
    else:
        check_options_of_background(
            reference=reference, cluster=cluster, profile=profile
        )
        comparisons = _compare_with_background(
            corpus,
            counts,
            background,
            by=by,
            target=target,
            of=of,
            min_count=min_count,
        )
    random_generator(rng)  # refuses a wrong seed, also where nothing is drawn
    inference = _Inference(
        permutations=_choose_permutations(comparisons),
        rng=rng if isinstance(rng, np.random.Generator) else int(rng),
        confidence_level=check_confidence_level(confidence_level),
    )
    comparison_tables = []
    for comparison in comparisons:
        columns = _comparison_columns(counts, comparison, rules, inference)
        if len(columns["term"]):
            comparison_tables.append(columns)
    if not comparison_tables:
        return tables.make("keyness", {})
    joined_columns: dict[str, Any] = {}
    for name in comparison_tables[0]:
        arrays = [columns[name] for columns in comparison_tables]
        joined_columns[name] = np.concatenate(arrays)
    joined_columns["profile"] = profile
    joined_columns["min_count"] = min_count
    joined_columns["stop"] = chosen.name
    joined_columns["note"] = notes.add(
        joined_columns["note"], *chosen.notes, note_of_two_languages(corpus, of)
    )
    joined_columns["token_unit"] = unit_of_compared_terms(corpus, of)
    return tables.make("keyness", joined_columns, labels={"term": label_families(of)})


def _check_min_count(min_count: int | None, profile: str) -> int:
    """Return `min_count`, checked, or the default of the profile if it is None."""
    if min_count is not None:
        return check_whole_number("min_count", min_count, hint="; 1 keeps every term")
    return MIN_COUNT if profile == "discourse" else MIN_COUNT_OF_OTHER_PROGRAMS


def _check_by(by: str | None, corpus: Corpus) -> str:
    """Return `by`, or refuse that it is left out."""
    if by is None:
        # The first column is the id; the next divides the documents, if there is one.
        column = corpus.documents.columns[:2].tolist()[-1]
        raise OptionError(
            "by: the metadata column that divides the documents was expected, such as "
            f"by={column!r}; or background= with other documents to compare with."
        )
    return by


@dataclass(frozen=True, eq=False)
class _Comparison:
    """Two groups and their counts.

    Attributes
    ----------
    pair : GroupPair
    counts : PairCounts
        GroupCounts, or PresenceCounts if the reference is a background.
    table_notes : list of Note or None
        What is to be said of all terms.
    """

    pair: GroupPair
    counts: PairCounts
    table_notes: list[Note | None]


def _compare_groups(
    corpus: Corpus,
    counts: TermCounts,
    *,
    by: str,
    target: str | None,
    reference: str | None,
    cluster: str | None,
    min_count: int,
) -> list[_Comparison]:
    """Return the comparisons of groups of the corpus."""
    comparisons = []
    left_out_note = note_of_groups_left_out(corpus, by, target, reference)
    cluster_columns = []
    if cluster is None:
        cluster_columns = find_cluster_columns(corpus, by)
    for pair in find_group_pairs(corpus, by, target, reference, cluster):
        group_counts = pool_groups(counts, pair, min_count)
        cluster_note = note_of_clusters(cluster_columns, pair)
        table_notes = [left_out_note, cluster_note]
        comparison = _Comparison(pair, group_counts, table_notes)
        comparisons.append(comparison)
    return comparisons


def _compare_with_background(
    corpus: Corpus,
    counts: TermCounts,
    background: BackgroundSource,
    *,
    by: str | None,
    target: str | None,
    of: Terms,
    min_count: int,
) -> list[_Comparison]:
    """Return the comparisons of groups of the corpus with a background."""
    other_documents = read_reference(background, counts, of)
    documents_compared = notes.make("documents_compared")
    left_out_note = None
    if target is None:
        left_out_note = note_of_groups_left_out(corpus, by)
    comparisons = []
    for pair in pair_with_background(corpus, by, target, other_documents.name):
        try:
            presence = count_presence(
                counts, pair.documents, other_documents, min_count=min_count
            )
        except OptionError as error:
            # Of many groups, one may be in another language.
            raise OptionError(f"the target {pair.target!r}: {error}") from error
        table_notes: list[Note | None] = [left_out_note, documents_compared]
        table_notes += presence.rarity.remarks
        comparison = _Comparison(pair, presence, table_notes)
        comparisons.append(comparison)
    return comparisons


@dataclass(frozen=True)
class _Inference:
    """The options of intervals and tests."""

    permutations: int
    rng: int | np.random.Generator
    confidence_level: float


def _choose_permutations(comparisons: list[_Comparison]) -> int:
    """Return how many arrangements are drawn: fewer if there are very many terms."""
    term_count = sum(len(comparison.counts) for comparison in comparisons)
    if term_count <= TERMS_THAT_ARE_MANY:
        return PERMUTATIONS
    return PERMUTATIONS_FOR_MANY_TERMS


def _comparison_columns(
    counts: TermCounts,
    comparison: _Comparison,
    rules: KeynessProfile,
    inference: _Inference,
) -> dict[str, np.ndarray]:
    """Return the columns of one comparison, with its rows in order."""
    pair = comparison.pair
    group_counts = comparison.counts
    target = group_counts.target
    reference = group_counts.reference
    score_function = FUNCTIONS[rules.name]
    score = score_function(*group_counts.contingency_table)
    terms = counts.spell(group_counts.terms)
    columns: dict[str, Any] = {
        "term": np.array(terms, dtype=object),
        "log_ratio": _log_ratio_with_direction(group_counts),
        "score": score,
        "count_target": target.count.astype(np.int64),
        "count_reference": reference.count.astype(np.int64),
        "words_target": target.words.astype(np.int64),
        "words_reference": reference.words.astype(np.int64),
        "documents_target": target.documents_with_term,
        "documents_reference": reference.documents_with_term,
        "note": _make_note_column(group_counts, rules, comparison.table_notes),
        **_inference_columns(group_counts, score, rules, inference),
        **_dispersion_columns(counts, pair, group_counts, rules),
    }
    constants: dict[str, str | int] = {
        "target": pair.target,
        "reference": pair.reference,
        "of_target": target.document_count,
        "of_reference": reference.document_count,
        "measure": rules.score,
    }
    if isinstance(group_counts, PresenceCounts):
        constants |= group_counts.rarity.columns
    for name, value in constants.items():
        dtype = object if isinstance(value, str) else np.int64
        columns[name] = np.full(len(group_counts), value, dtype=dtype)
    order = _row_order(columns, rules)
    for name in columns:
        columns[name] = columns[name][order]
    return columns


def _log_ratio_with_direction(counts: PairCounts) -> Floats:
    """Return the log ratio, never in favour of a group that lacks the term.

    A count of 0 is replaced by 0.5. In a short text, 0.5 can be a higher rate than that
    of a long text that has the term. The log ratio is then 0.
    """
    ratio = np.atleast_1d(log_ratio(*counts.contingency_table))
    absent_from_target = counts.target.count == 0
    absent_from_reference = counts.reference.count == 0
    not_negative = np.maximum(ratio, 0.0)
    ratio = np.where(absent_from_reference, not_negative, ratio)
    only_in_reference = absent_from_target & ~absent_from_reference
    not_positive = np.minimum(ratio, 0.0)
    return np.where(only_in_reference, not_positive, ratio)


def _inference_columns(
    counts: PairCounts,
    score: Floats,
    rules: KeynessProfile,
    inference: _Inference,
) -> dict[str, np.ndarray]:
    """Return the columns of interval and test, each with the name of its method.

    A profile without a test has NaN in the place of numbers.
    """
    term_count = len(counts)
    cells: dict[str, Any] = {
        "low": np.nan,
        "high": np.nan,
        "interval": "not_computed",
        "interval_unit": "",
        "confidence_level": np.nan,
        "p": np.nan,
        "floor": np.nan,
        "test": "none",
        "arrangements": 0,
        "adjusted": np.nan,
        "correction": "none",
        "terms_compared": 0,
    }
    if isinstance(counts, PresenceCounts):
        level = inference.confidence_level
        cells |= compare_presence(counts, confidence_level=level)
    elif isinstance(counts, GroupCounts) and rules.tail == "documents" and term_count:
        cells |= _inference_by_documents(counts, inference)
    elif rules.tail == "chi2":
        cells |= _inference_by_words(score, rules)
    columns = {}
    for name, value in cells.items():
        dtype = object if isinstance(value, str) else None
        columns[name] = np.array(np.broadcast_to(value, term_count), dtype=dtype)
    return columns


def _inference_by_documents(
    counts: GroupCounts, inference: _Inference
) -> dict[str, Any]:
    """Return interval and test with documents, or clusters of documents, as units."""
    level = inference.confidence_level
    low, high = effective_interval(counts, confidence_level=level)
    interval = "clopper_pearson_effective"
    unit = _unit_name(counts)
    # The variance of so few units is unknown: words are then taken as independent.
    if counts.number_of_units < MIN_UNITS_OF_INTERVAL:
        interval = "clopper_pearson"
        unit = "words"
    result = permute_documents(counts, draws=inference.permutations, rng=inference.rng)
    return {
        "low": low,
        "high": high,
        "interval": interval,
        "interval_unit": unit,
        "confidence_level": level,
        "p": result.p,
        "floor": result.floor,
        "test": "permutation_exact" if result.exact else "permutation_sampled",
        "arrangements": result.arrangements,
        "adjusted": result.adjusted,
        "correction": "westfall_young",
        "terms_compared": len(counts),
    }


def _inference_by_words(score: Floats, rules: KeynessProfile) -> dict[str, Any]:
    """Return the test of other programs, which takes words as independent."""
    p_values = np.atleast_1d(chi2_tail(score))
    cells = {
        "p": p_values,
        "floor": SMALLEST_REPORTED_P,
        "test": "chi_squared",
        "adjusted": p_values,
    }
    if rules.adjust == "bonferroni":
        cells["adjusted"] = np.minimum(p_values * len(p_values), 1.0)
        cells["correction"] = "bonferroni"
        cells["terms_compared"] = len(p_values)
    return cells


def _unit_name(counts: PairCounts) -> str:
    """Return the name of the units: "documents", or "clusters" of several."""
    document_count = counts.target.document_count + counts.reference.document_count
    if counts.number_of_units == document_count:
        return "documents"
    return "clusters"


def _dispersion_columns(
    counts: TermCounts,
    pair: GroupPair,
    group_counts: PairCounts,
    rules: KeynessProfile,
) -> dict[str, np.ndarray]:
    """Return the columns of dispersion: in the target, in the reference, its name."""
    measure: Callable[..., Floats] = dp_egbert
    name = rules.dispersion_measure
    if name == "kld_exp":
        measure = partial(kld, scale="exp")
    matrix = counts.matrix[:, group_counts.terms]
    kind_of_term = counts.kind[group_counts.terms]

    def dispersion_among(documents: np.ndarray) -> Floats:
        """Return the dispersion of each term over some documents; NaN over none."""
        if not len(documents):
            return np.full(len(kind_of_term), np.nan)
        by_term = matrix[documents].T.tocsr()
        words = counts.words[documents]
        return dispersion_by_kind(by_term, words, kind_of_term, measure=measure)

    in_target = pair.documents[pair.in_target]
    in_reference = pair.documents[~pair.in_target]
    return {
        "dispersion": dispersion_among(in_target),
        "dispersion_reference": dispersion_among(in_reference),
        "dispersion_measure": np.full(len(group_counts), name, dtype=object),
    }


def _make_note_column(
    counts: PairCounts, rules: KeynessProfile, table_notes: list[Note | None]
) -> np.ndarray:
    """Return the column `note`: what each row can and cannot show."""
    if rules.tail == "documents":
        note_texts = _make_term_notes(counts, table_notes)
        return np.array(note_texts, dtype=object)
    key = "order_only"
    if rules.tail == "chi2":
        key = "words_as_independent"
    notes_of_rows: list[Note | None] = [notes.make(key)]
    for note in table_notes:
        if note is not None and note.key == "groups_left_out":
            notes_of_rows.append(note)
    return np.full(len(counts), notes.join(notes_of_rows), dtype=object)


def _make_term_notes(counts: PairCounts, table_notes: list[Note | None]) -> list[str]:
    """Return the text of the note on each term, for a test of documents."""
    few_units_note = _make_few_units_note(counts)
    one_document_note = notes.make("in_one_document")
    absent_from_target_note = notes.make("absent", side="target")
    absent_from_reference_note = notes.make("absent", side="reference")
    documents_with_term = (
        counts.target.documents_with_term + counts.reference.documents_with_term
    )
    no_target_words_note = notes.make("no_words_in_script", side="target")
    no_reference_words_note = notes.make("no_words_in_script", side="reference")
    target_counts = counts.target.count.tolist()
    target_words = counts.target.words.tolist()
    reference_counts = counts.reference.count.tolist()
    reference_words = counts.reference.words.tolist()
    note_texts = []
    for term_number, document_count in enumerate(documents_with_term.tolist()):
        term_notes: list[Note | None] = []
        if document_count == 1:
            term_notes.append(one_document_note)
        # Words are counted in the script of a formula, and a group may have none.
        if not target_words[term_number]:
            term_notes.append(no_target_words_note)
        elif not reference_words[term_number]:
            term_notes.append(no_reference_words_note)
        elif not target_counts[term_number]:
            term_notes.append(absent_from_target_note)
        elif not reference_counts[term_number]:
            term_notes.append(absent_from_reference_note)
        term_notes += [few_units_note, *table_notes]
        note_texts.append(notes.join(term_notes))
    return note_texts


def _make_few_units_note(counts: PairCounts) -> Note | None:
    """Return the note on the smallest p possible; None if there are enough units."""
    target_units = counts.target.number_of_units
    reference_units = counts.reference.number_of_units
    if min(target_units, reference_units) >= FEW_DOCUMENTS_OF_KEYNESS:
        return None
    arrangement_count = comb(target_units + reference_units, target_units)
    has_background = isinstance(counts, PresenceCounts)
    if has_background and arrangement_count > MANY_ARRANGEMENTS:
        return None
    # With groups of one size each arrangement has its mirror image.
    extreme_arrangements = 2.0 if target_units == reference_units else 1.0
    key = "smallest_p"
    if target_units + reference_units <= 2:
        key = "smallest_p_of_two"
    return notes.make(
        key,
        target=target_units,
        reference=reference_units,
        units=_unit_name(counts),
        arrangements=arrangement_count,
        p=min(extreme_arrangements / arrangement_count, 1.0),
    )


def _row_order(columns: Mapping[str, Any], rules: KeynessProfile) -> np.ndarray:
    """Return the numbers of the rows that the profile shows, in its order."""
    score: Floats = columns["score"]
    # The rank of each term among the names, since `lexsort` takes numbers only.
    by_name = np.argsort(columns["term"], kind="stable")
    name_rank = np.argsort(by_name, kind="stable")
    if rules.rank == "nearest":
        nearest_end = _end_nearest_to_zero(columns["low"], columns["high"])
        order = np.lexsort((name_rank, -score, -nearest_end))
    else:
        ranking_score = score
        if rules.rank == "size":
            ranking_score = np.abs(score)
        order = np.lexsort((name_rank, -ranking_score))
    is_shown = _is_shown(columns, rules)
    return order[is_shown[order]]


def _is_shown(columns: Mapping[str, Any], rules: KeynessProfile) -> np.ndarray:
    """Return which rows the profile shows (bool): all, unless it has a rule."""
    score: Floats = columns["score"]
    if rules.shown == "target":
        return np.asarray(columns["count_target"] > 0)
    if rules.shown == "antconc":
        is_significant = columns["adjusted"] < ANTCONC_LARGEST_P
        return np.asarray(is_significant & (score > 0))
    return np.ones(len(score), dtype=bool)


def _end_nearest_to_zero(low: Floats, high: Floats) -> Floats:
    """Return the end of each interval that is nearer to 0; 0 if 0 is inside."""
    below_zero = np.where(high < 0, high, 0.0)
    return np.where(low > 0, low, below_zero)
