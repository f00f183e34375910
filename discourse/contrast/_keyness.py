"""The key word list."""

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
from discourse.contrast.term_counts import Terms, count_compared_terms
from discourse.corpus import Corpus
from discourse.counting.rate_denominators import TermCounts
from discourse.measures import SMALLEST_REPORTED_P, chi2_tail, dp_egbert, kld, log_ratio
from discourse.measures.dispersion_proportions import dispersion_by_kind
from discourse.notes import Note
from discourse.registries import DISPERSION_MEASURES, KEYNESS_PROFILES, KeynessProfile
from discourse.settings import (
    ANTCONC_LARGEST_P,
    CONFIDENCE_LEVEL,
    FEW_DOCUMENTS_OF_KEYNESS,
    PERMUTATIONS,
    PERMUTATIONS_FOR_MANY_TERMS,
    TERMS_THAT_ARE_MANY,
)
from discourse.validation import (
    check_confidence_level,
    check_option,
    check_whole_number,
    options_by_name,
    percent_of_confidence,
    random_generator,
)

__all__ = ["keyness"]


# More than seven parameters: who is compared, in what, and how are each asked for by themselves.
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
    r"""Which words, phrases or formulas one group of documents uses more than another: key words.

    Parameters
    ----------
    corpus : Corpus
        Masked text is not counted. Documents without a word are left out.
    by : str
        Metadata column that divides the documents.
    target, reference : str, optional
        Values of `by`. Without a reference: all other documents. Without a target: every group against the reference
        or against all others; of two groups, the first by name against the second.
    of : int, pair of int, Lexicon, Phrase, dict or str
        What is compared: words (1), n-grams of a length (2) or of all lengths of a pair ((1, 3)), or formulas.
    min_count : int, optional
        Leave out terms that occur less often in both groups together. If not given 3, or with another program's
        profile 1, since none of them leaves terms out so.
    cluster : str, optional
        Metadata column of what was written together: documents of one event, country or author are dealt out as one,
        and differ as one. Without it each document stands by itself.
    profile : str
        Whose convention to follow: "discourse", "antconc", "gries", "quanteda", "sketchengine" or "ucrel". What each of
        them does, and by which source, stands in :data:`discourse.registries.KEYNESS_PROFILES`;
        :func:`keyness_profiles` says how two lists differ.
    rng : int or numpy.random.Generator
        Where chance comes from; the same number gives the same table.

    Returns
    -------
    pandas.DataFrame
        Kind "keyness", one row a term and comparison: the effect (log_ratio) with its interval, p with the smallest
        p attainable (floor) and corrected for many terms, the score by the name in `measure`, dispersion, documents,
        counts, and a note. Targets in order of their names; within one, by the end of the interval nearest to 0,
        the target's own terms first and the reference's last; then by score, then by term.

    Raises
    ------
    ColumnError, OptionError
        No such column, value or profile; a cluster with documents on both sides.
    EmptyCorpusError
        A group without a word.

    Notes
    -----
    ``log_ratio = log2((a/c) / (b/d))``, 0.5 standing for a count of 0. Its interval treats *documents* as drawn, by
    counts divided by their design effect (see `interval`). p is a permutation of documents: had they been dealt out by
    chance, how often would ``sum over the target of count - r * words`` be as far from 0, r being the rate in both
    groups together; and how often ``sum over the target of a document's rate`` from its mean? The larger p counts: the
    first alone takes the length of documents for evidence where the target's are few and long, or a term is rare, the
    second where they are few and short. Each is a test of documents, the interval one of their sums: near the edge
    they may differ. `floor` is the smallest p that a term in so many documents could have. `adjusted` holds for all
    terms of the comparison together (Westfall and Young, step-down max-T), not for several comparisons. With more than
    100,000 terms and comparisons 999 arrangements are drawn in the place of 9,999.

    The defaults were chosen by trial (``tests/benchmarks/calibration.py``): 3,806 speeches of the UN General Debate split
    at random a thousand times, 5 to 500 a group, so that no word is key but by chance. At the level of 5 % this p found
    0 to 4 % of the words in each band of frequency, hardly any of the rarest, and with ties broken by lot 4.7 to 5.4 %; G2
    with words as independent 10 to 64 %: 16 to 17 % of those of 250 to 1,250 per million, 24 % of the commonest. With
    the speeches of one group cut to a quarter it found 0 to 2 %, but where 10 whole speeches stood against 50 short ones
    2 to 7 %, most of the rarest words: few long documents against many short ones are a hard case. The 95 % interval held
    the true log ratio 95 to 100 times in 100; the exact one with words as independent, for words of more than 250 per
    million in groups of 50 and more, 76 to 86 times. Where *whole countries* were dealt out, permuting speeches found
    6 to 41 %, permuting countries (``cluster="country"``) 2 to 4 %, and none with 3 against 3, where no p below 0.1 is
    possible: give `cluster` whenever documents come from few authors, events or outlets.

    The other programs' p is a tail without a smallest value; below 1e-300 it is given as 1e-300, and so is their `floor`.
    With a handful of documents p cannot be small, and the note says how small; the effect and the counts can still be
    read as a description of *these* documents. Documents that differ in date, length or genre as well as in `by` differ
    for those reasons too. G2 is there as an ordering by evidence, never as a test.

    References
    ----------
    Hardie (2014), "Log Ratio: an informal introduction". Evert (2022), "Measuring keyness", DH 2022, for ranking by
    the nearest end. Lijffijt et al. (2016), Digital Scholarship in the Humanities 31(2), 374-397, and Mildenberger
    (2023), arXiv 2308.13383, for documents as units. Westfall & Young (1993), Resampling-Based Multiple Testing.

    Examples
    --------
    >>> texts = {"a1": "peace and trade", "a2": "peace, peace", "b1": "war and war", "b2": "trade, war", "b3": "war"}
    >>> side = pd.DataFrame({"doc": list(texts), "side": ["a", "a", "b", "b", "b"]})
    >>> table = keyness(Corpus.from_texts(texts, side), by="side")
    >>> table[["term", "count_target", "count_reference", "log_ratio", "p", "floor"]].round(2)
        term  count_target  count_reference  log_ratio    p  floor
    0  peace             3                0       2.85  0.1    0.1
    1    war             0                4      -2.74  0.1    0.1
    """
    rules = KEYNESS_PROFILES[check_option("profile", profile, KEYNESS_PROFILES)]
    default = 3 if profile == "discourse" else 1
    least = (
        default
        if min_count is None
        else check_whole_number("min_count", min_count, hint="; 1 keeps every term")
    )
    found = count_compared_terms(corpus, of, scripts=rules.tail == "documents")
    every = [
        (pair, pool_groups(found, pair, least))
        for pair in find_group_pairs(corpus, by, target, reference, cluster)
    ]
    random_generator(rng)  # a wrong seed is told before anything is counted
    confidence_level = check_confidence_level(confidence_level)
    draws = (
        PERMUTATIONS
        if sum(len(counts.which) for _, counts in every) <= TERMS_THAT_ARE_MANY
        else PERMUTATIONS_FOR_MANY_TERMS
    )
    inference = _Inference(
        permutations=draws,
        rng=rng if isinstance(rng, np.random.Generator) else int(rng),
        confidence_level=confidence_level,
    )
    hints = [
        note_of_clusters(corpus, pair, by) if cluster is None else None
        for pair, _ in every
    ]
    parts = [
        _columns(found, pair, counts, rules, inference, hint)
        for (pair, counts), hint in zip(every, hints, strict=True)
    ]
    parts = [part for part in parts if len(part["term"])]
    if not parts:
        return tables.make("keyness", {})
    columns = {
        name: np.concatenate([part[name] for part in parts]) for name in parts[0]
    }
    return tables.make(
        "keyness", {**columns, "profile": profile, "min_count": int(least)}
    )


@dataclass(frozen=True)
class _Inference:
    """How far off a difference may be, and where the test takes chance from."""

    permutations: int
    rng: int | np.random.Generator
    confidence_level: float


def _columns(
    found: TermCounts,
    pair: GroupPair,
    counts: GroupCounts,
    rules: KeynessProfile,
    inference: _Inference,
    hint: Note | None,
) -> dict[str, np.ndarray]:
    """The rows of one comparison, in order."""
    size = len(counts.which)
    terms = np.array(found.spell(counts.which), dtype=object)
    ratio = np.atleast_1d(log_ratio(counts.a, counts.b, counts.c, counts.d))
    # In a short text 0.5 can outweigh what the long one has: that is no direction.
    ratio = np.where(
        counts.b == 0,
        np.maximum(ratio, 0.0),
        np.where(counts.a == 0, np.minimum(ratio, 0.0), ratio),
    )
    values: dict[str, Any] = {
        "term": terms,
        "log_ratio": ratio,
        "score": FUNCTIONS[rules.name](counts.a, counts.b, counts.c, counts.d),
        "count_target": counts.a.astype(np.int64),
        "count_reference": counts.b.astype(np.int64),
        "words_target": counts.c.astype(np.int64),
        "words_reference": counts.d.astype(np.int64),
        "documents_target": counts.documents[0],
        "documents_reference": counts.documents[1],
        "note": _notes(counts, rules, hint),
        **_evidence(counts, rules, inference),
        **_spreads(found, pair, counts, rules),
    }
    told = {
        "target": pair.target,
        "reference": pair.reference,
        "of_target": counts.of_documents[0],
        "of_reference": counts.of_documents[1],
        "measure": rules.measure,
    }
    values |= {
        name: np.full(size, value, dtype=object if isinstance(value, str) else np.int64)
        for name, value in told.items()
    }
    order = _order(values, rules)
    return {name: column[order] for name, column in values.items()}


def _evidence(
    counts: GroupCounts, rules: KeynessProfile, inference: _Inference
) -> dict[str, np.ndarray]:
    """Interval, p, floor and corrected p, each with its name."""
    size = len(counts.which)
    nothing = np.full(size, np.nan)
    values: dict[str, Any] = {
        "low": nothing,
        "high": nothing,
        "p": nothing,
        "floor": nothing,
        "adjusted": nothing,
    }
    names = {
        "interval": rules.interval,
        "test": rules.test,
        "correction": rules.correction,
    }
    if rules.tail == "documents" and size:
        level = inference.confidence_level
        low, high = effective_interval(counts, confidence_level=level)
        dealing = permute_documents(
            counts, draws=inference.permutations, rng=inference.rng
        )
        values = {
            "low": low,
            "high": high,
            "p": dealing.p,
            "floor": dealing.floor,
            "adjusted": dealing.adjusted,
        }
        names = {
            "interval": _named_interval(counts, level),
            "test": f"permutation of {_units(counts)}, by occurrences and by rates, {dealing.arrangements:,} arrangements"
            + (" (all there are)" if dealing.exact else " drawn"),
            "correction": f"Westfall-Young max-T over the {size:,} terms of the comparison",
        }
    elif rules.tail == "chi2":
        p = np.atleast_1d(
            chi2_tail(FUNCTIONS[rules.name](counts.a, counts.b, counts.c, counts.d))
        )
        bonferroni = rules.adjust == "bonferroni"
        adjusted = np.minimum(p * size, 1.0) if bonferroni else p
        values |= {
            "p": p,
            "floor": np.full(size, SMALLEST_REPORTED_P),
            "adjusted": adjusted,
        }
        names["test"] = "chi-squared tail of the score; words as if independent"
        names["correction"] = (
            f"Bonferroni over {size:,} terms" if bonferroni else "none"
        )
    values |= {
        name: np.full(size, value, dtype=object) for name, value in names.items()
    }
    return {name: np.atleast_1d(value) for name, value in values.items()}


def _units(counts: GroupCounts) -> str:
    return "documents" if len(counts.side) == sum(counts.of_documents) else "clusters"


def _named_interval(counts: GroupCounts, confidence_level: float) -> str:
    percent = percent_of_confidence(confidence_level)
    if len(counts.side) < 3:
        return f"Clopper-Pearson on words {percent}, as if independent"
    return f"Clopper-Pearson on effective counts {percent}, {_units(counts)} as units"


def _spreads(
    found: TermCounts, pair: GroupPair, counts: GroupCounts, rules: KeynessProfile
) -> dict[str, np.ndarray]:
    measure: Callable[..., Floats]
    if rules.dispersion_measure == "kld":
        name, measure = "1 - e^-KLD, 0 = even", partial(kld, scale="exp")
    else:
        name, measure = DISPERSION_MEASURES["dp_egbert"].written, dp_egbert
    matrix, kind = found.matrix[:, counts.which], found.kind[counts.which]

    def measured(documents: np.ndarray) -> Floats:
        by_term = matrix[documents].T.tocsr()
        return dispersion_by_kind(
            by_term, found.words[documents], kind, measure=measure
        )

    return {
        "dispersion": measured(pair.documents[pair.inside]),
        "dispersion_reference": measured(pair.documents[~pair.inside]),
        "dispersion_measure": np.full(len(counts.which), name, dtype=object),
    }


def _notes(counts: GroupCounts, rules: KeynessProfile, hint: Note | None) -> np.ndarray:
    """What each row can and cannot show."""
    size = len(counts.which)
    if rules.tail == "documents":
        cells = _notes_of_terms(counts, hint)
    elif rules.tail == "chi2":
        cells = [notes.join([notes.make("words_as_independent")])] * size
    else:
        cells = [notes.join([notes.make("order_only")])] * size
    return np.array(cells, dtype=object)


def _notes_of_terms(counts: GroupCounts, hint: Note | None) -> list[str]:
    """What an effect and a permutation of documents can and cannot show of each term."""
    few = _note_of_few(counts)
    in_one = notes.make("in_one_document")
    absent_from_target = notes.make("absent", side="target")
    absent_from_reference = notes.make("absent", side="reference")
    cells = []
    for target, reference, documents in zip(
        counts.a.tolist(),
        counts.b.tolist(),
        counts.documents.sum(axis=0).tolist(),
        strict=True,
    ):
        told: list[Note | None] = []
        if documents == 1:
            told.append(in_one)
        if not target:
            told.append(absent_from_target)
        elif not reference:
            told.append(absent_from_reference)
        cells.append(notes.join([*told, few, hint]))
    return cells


def _note_of_few(counts: GroupCounts) -> Note | None:
    """How small p can be with so few documents; None where these are enough."""
    target = int(counts.side.sum())
    reference = int((~counts.side).sum())
    if min(target, reference) >= FEW_DOCUMENTS_OF_KEYNESS:
        return None
    arrangements = comb(target + reference, target)
    # With sides of one size each arrangement has its mirror image.
    as_far = 2.0 if target == reference else 1.0
    return notes.make(
        "smallest_p" if target + reference > 2 else "smallest_p_of_two",
        target=target,
        reference=reference,
        units=_units(counts),
        arrangements=arrangements,
        p=min(as_far / arrangements, 1.0),
    )


def _order(values: Mapping[str, Any], rules: KeynessProfile) -> np.ndarray:
    """The rows that are kept, in the order of the profile."""
    score: Floats = values["score"]
    places = np.argsort(np.argsort(values["term"], kind="stable"), kind="stable")
    if rules.rank == "nearest":
        low, high = values["low"], values["high"]
        order = np.lexsort(
            (places, -score, -np.where(low > 0, low, np.where(high < 0, high, 0.0)))
        )
    else:
        order = np.lexsort(
            (places, -(np.abs(score) if rules.rank == "size" else score))
        )
    if rules.shown == "target":
        order = order[values["count_target"][order] > 0]
    elif rules.shown == "antconc":
        order = order[
            (values["adjusted"][order] < ANTCONC_LARGEST_P) & (score[order] > 0)
        ]
    return order
