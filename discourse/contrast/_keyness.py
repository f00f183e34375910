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
from discourse.contrast.group_counts import Floats, GroupCounts, pool_groups
from discourse.contrast.group_pairs import GroupPair, find_group_pairs, note_of_clusters
from discourse.contrast.keyness_conventions import FUNCTIONS
from discourse.contrast.keyness_p_values import permute_documents
from discourse.contrast.log_ratio_intervals import effective_interval
from discourse.contrast.term_counts import Terms, count_compared_terms, label_families
from discourse.corpus import Corpus
from discourse.counting.rate_denominators import TermCounts
from discourse.measures import SMALLEST_REPORTED_P, chi2_tail, dp_egbert, kld, log_ratio
from discourse.measures.dispersion_proportions import dispersion_by_kind
from discourse.notes import Note
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

# The library's own list leaves rarer terms out. Other programs leave none out so.
MIN_COUNT = 3
MIN_COUNT_OF_OTHER_PROGRAMS = 1


@options_by_name
def keyness(
    corpus: Corpus,
    *,
    by: str,
    target: str | None = None,
    reference: str | None = None,
    of: Terms = 1,
    min_count: int | None = None,
    cluster: str | None = None,
    profile: str = "discourse",
    confidence_level: float = CONFIDENCE_LEVEL,
    rng: int | np.random.Generator = 0,
) -> pd.DataFrame:
    r"""Return key words: what one group of documents uses more than another.

    Parameters
    ----------
    corpus : Corpus
        Masked text is not counted. Documents without a word are left out.
    by : str
        Metadata column that divides the documents.
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

    Returns
    -------
    pandas.DataFrame
        Kind "keyness", one row for each term and comparison: the effect (log_ratio)
        with its interval, p with the smallest p attainable (floor) and corrected for
        many terms, the score by the name in `measure`, dispersion, documents, counts,
        and a note. Targets are in order of their names. Within one target, rows are in
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
    2308.13383, for documents as units. Westfall & Young (1993), Resampling-Based
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
    own_test = rules.tail == "documents"
    counts = count_compared_terms(corpus, of, scripts=own_test)
    comparisons = []
    for pair in find_group_pairs(corpus, by, target, reference, cluster):
        pooled = pool_groups(counts, pair, min_count)
        hint = None
        if cluster is None:
            hint = note_of_clusters(corpus, pair, by)
        comparisons.append(_Comparison(pair, pooled, hint))
    random_generator(rng)  # so that a wrong seed is refused whatever the profile
    inference = _Inference(
        permutations=_choose_permutations(comparisons),
        rng=rng if isinstance(rng, np.random.Generator) else int(rng),
        confidence_level=check_confidence_level(confidence_level),
    )
    parts = []
    for comparison in comparisons:
        columns = _compare(counts, comparison, rules, inference)
        if len(columns["term"]):
            parts.append(columns)
    if not parts:
        return tables.make("keyness", {})
    table: dict[str, Any] = {}
    for name in parts[0]:
        table[name] = np.concatenate([part[name] for part in parts])
    table["profile"] = profile
    table["min_count"] = min_count
    label_of = label_families(of)
    table["family_label"] = [label_of.get(term, "") for term in table["term"].tolist()]
    return tables.make("keyness", table)


def _check_min_count(min_count: int | None, profile: str) -> int:
    if min_count is not None:
        return check_whole_number("min_count", min_count, hint="; 1 keeps every term")
    return MIN_COUNT if profile == "discourse" else MIN_COUNT_OF_OTHER_PROGRAMS


@dataclass(frozen=True, eq=False)
class _Comparison:
    """Two groups, their counts, and a note that proposes clusters."""

    pair: GroupPair
    counts: GroupCounts
    hint: Note | None


@dataclass(frozen=True)
class _Inference:
    """Options of interval and test."""

    permutations: int
    rng: int | np.random.Generator
    confidence_level: float


def _choose_permutations(comparisons: list[_Comparison]) -> int:
    terms = sum(len(comparison.counts) for comparison in comparisons)
    if terms <= TERMS_THAT_ARE_MANY:
        return PERMUTATIONS
    return PERMUTATIONS_FOR_MANY_TERMS


def _compare(
    counts: TermCounts,
    comparison: _Comparison,
    rules: KeynessProfile,
    inference: _Inference,
) -> dict[str, np.ndarray]:
    """Return the columns of one comparison, with its rows in order."""
    pair, pooled = comparison.pair, comparison.counts
    target, reference = pooled.target, pooled.reference
    score_function = FUNCTIONS[rules.name]
    score = score_function(*pooled.contingency_table)
    terms = counts.spell(pooled.terms)
    columns: dict[str, Any] = {
        "term": np.array(terms, dtype=object),
        "log_ratio": _log_ratio_with_direction(pooled),
        "score": score,
        "count_target": target.count.astype(np.int64),
        "count_reference": reference.count.astype(np.int64),
        "words_target": target.words.astype(np.int64),
        "words_reference": reference.words.astype(np.int64),
        "documents_target": target.documents,
        "documents_reference": reference.documents,
        "note": _notes(pooled, rules, comparison.hint),
        **_infer(pooled, score, rules, inference),
        **_disperse(counts, pair, pooled, rules),
    }
    constants = {
        "target": pair.target,
        "reference": pair.reference,
        "of_target": target.of_documents,
        "of_reference": reference.of_documents,
        "measure": rules.score,
    }
    for name, value in constants.items():
        dtype = object if isinstance(value, str) else np.int64
        columns[name] = np.full(len(pooled), value, dtype=dtype)
    order = _order(columns, rules)
    for name in columns:
        columns[name] = columns[name][order]
    return columns


def _log_ratio_with_direction(counts: GroupCounts) -> Floats:
    """Return the log ratio, 0 where only the 0.5 for an absent term gives a direction.

    In a short text 0.5 can outweigh the count in a long one.
    """
    ratio = np.atleast_1d(log_ratio(*counts.contingency_table))
    absent_from_target = counts.target.count == 0
    absent_from_reference = counts.reference.count == 0
    not_negative = np.maximum(ratio, 0.0)
    ratio = np.where(absent_from_reference, not_negative, ratio)
    only_in_reference = absent_from_target & ~absent_from_reference
    not_positive = np.minimum(ratio, 0.0)
    return np.where(only_in_reference, not_positive, ratio)


def _infer(
    counts: GroupCounts,
    score: Floats,
    rules: KeynessProfile,
    inference: _Inference,
) -> dict[str, np.ndarray]:
    """Return interval, p, floor and corrected p, each with what it is called."""
    size = len(counts)
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
    if rules.tail == "documents" and size:
        cells |= _infer_by_documents(counts, inference)
    elif rules.tail == "chi2":
        cells |= _infer_by_words(score, rules)
    columns = {}
    for name, value in cells.items():
        dtype = object if isinstance(value, str) else None
        columns[name] = np.array(np.broadcast_to(value, size), dtype=dtype)
    return columns


def _infer_by_documents(counts: GroupCounts, inference: _Inference) -> dict[str, Any]:
    """Return interval and test that take documents, or clusters of them, as units."""
    level = inference.confidence_level
    low, high = effective_interval(counts, confidence_level=level)
    interval, unit = "clopper_pearson_effective", _unit_name(counts)
    if counts.number_of_units < MIN_UNITS_OF_INTERVAL:
        interval, unit = "clopper_pearson", "words"
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


def _infer_by_words(score: Floats, rules: KeynessProfile) -> dict[str, Any]:
    """Return the test of other programs, which takes words as independent."""
    p = np.atleast_1d(chi2_tail(score))
    cells = {
        "p": p,
        "floor": SMALLEST_REPORTED_P,
        "test": "chi_squared",
        "adjusted": p,
    }
    if rules.adjust == "bonferroni":
        cells["adjusted"] = np.minimum(p * len(p), 1.0)
        cells["correction"] = "bonferroni"
        cells["terms_compared"] = len(p)
    return cells


def _unit_name(counts: GroupCounts) -> str:
    of_documents = counts.target.of_documents + counts.reference.of_documents
    if counts.number_of_units == of_documents:
        return "documents"
    return "clusters"


def _disperse(
    counts: TermCounts, pair: GroupPair, pooled: GroupCounts, rules: KeynessProfile
) -> dict[str, np.ndarray]:
    """Return the dispersion of each term in both groups, and its name."""
    measure: Callable[..., Floats] = dp_egbert
    name = rules.dispersion_measure
    if name == "kld_exp":
        measure = partial(kld, scale="exp")
    matrix = counts.matrix[:, pooled.terms]
    kind = counts.kind[pooled.terms]

    def disperse(documents: np.ndarray) -> Floats:
        by_term = matrix[documents].T.tocsr()
        words = counts.words[documents]
        return dispersion_by_kind(by_term, words, kind, measure=measure)

    in_target = pair.documents[pair.inside]
    in_reference = pair.documents[~pair.inside]
    return {
        "dispersion": disperse(in_target),
        "dispersion_reference": disperse(in_reference),
        "dispersion_measure": np.full(len(pooled), name, dtype=object),
    }


def _notes(counts: GroupCounts, rules: KeynessProfile, hint: Note | None) -> np.ndarray:
    """Return what each row can and cannot show."""
    if rules.tail == "documents":
        cells = _notes_of_terms(counts, hint)
        return np.array(cells, dtype=object)
    key = "order_only"
    if rules.tail == "chi2":
        key = "words_as_independent"
    note = notes.make(key)
    return np.full(len(counts), notes.join([note]), dtype=object)


def _notes_of_terms(counts: GroupCounts, hint: Note | None) -> list[str]:
    """Return what the effect and the permutation can and cannot show of each term."""
    few = _note_of_few(counts)
    in_one = notes.make("in_one_document")
    absent_from_target = notes.make("absent", side="target")
    absent_from_reference = notes.make("absent", side="reference")
    documents = counts.target.documents + counts.reference.documents
    target = counts.target.count.tolist()
    reference = counts.reference.count.tolist()
    cells = []
    for number, with_term in enumerate(documents.tolist()):
        of_term: list[Note | None] = []
        if with_term == 1:
            of_term.append(in_one)
        if not target[number]:
            of_term.append(absent_from_target)
        elif not reference[number]:
            of_term.append(absent_from_reference)
        of_term += [few, hint]
        cells.append(notes.join(of_term))
    return cells


def _note_of_few(counts: GroupCounts) -> Note | None:
    """Return how small p can be with so few documents; None where there are enough."""
    target = counts.target.number_of_units
    reference = counts.reference.number_of_units
    if min(target, reference) >= FEW_DOCUMENTS_OF_KEYNESS:
        return None
    arrangements = comb(target + reference, target)
    # With groups of one size each arrangement has its mirror image.
    as_extreme = 2.0 if target == reference else 1.0
    return notes.make(
        "smallest_p" if target + reference > 2 else "smallest_p_of_two",
        target=target,
        reference=reference,
        units=_unit_name(counts),
        arrangements=arrangements,
        p=min(as_extreme / arrangements, 1.0),
    )


def _order(columns: Mapping[str, Any], rules: KeynessProfile) -> np.ndarray:
    """Return the rows that are kept, in the order of the profile."""
    score: Floats = columns["score"]
    by_name = np.argsort(columns["term"], kind="stable")
    name_rank = np.argsort(by_name, kind="stable")
    if rules.rank == "nearest":
        nearest_end = _end_nearest_to_zero(columns["low"], columns["high"])
        order = np.lexsort((name_rank, -score, -nearest_end))
    else:
        ranked_by = score
        if rules.rank == "size":
            ranked_by = np.abs(score)
        order = np.lexsort((name_rank, -ranked_by))
    if rules.shown == "target":
        in_target = columns["count_target"][order] > 0
        return order[in_target]
    if rules.shown == "antconc":
        significant = columns["adjusted"][order] < ANTCONC_LARGEST_P
        positive = score[order] > 0
        return order[significant & positive]
    return order


def _end_nearest_to_zero(low: Floats, high: Floats) -> Floats:
    """Return the end of each interval that is nearest to 0; 0 if 0 is inside."""
    below_zero = np.where(high < 0, high, 0.0)
    return np.where(low > 0, low, below_zero)
