"""What each measure says when it refuses: word by word, what came and what was expected."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy.sparse import csr_array

from discourse import measures as m
from discourse.errors import OptionError
from discourse.measures.bootstrap import Statistic
from discourse.measures.dispersion_intervals import leave_one_out_scores


def first(weights: np.ndarray) -> np.ndarray:
    """A statistic: the weight of the first document."""
    return weights[:, 0]


def of_words(weights: np.ndarray) -> Any:
    """What is no statistic, since it gives words."""
    return ["a"] * len(weights)


def of_nothing(weights: np.ndarray) -> Any:
    """What is no statistic, since it gives one number for all rows."""
    return 1.0


RATE: Statistic = m.pooled_rate([1, 2], [10, 10])
TWICE = [["a", "b"], ("a", "b")]
MASKED = np.ma.masked_array([1, 2], [1, 0])

REFUSALS: list[tuple[Callable[[], Any], str]] = [
    (
        lambda: m.text_dispersion_keyness(1, [1]),
        "target came as one number; the counts in all documents were expected (last axis).",
    ),
    (
        lambda: m.text_dispersion_keyness([1], 1),
        "reference came as one number; the counts in all documents were expected (last axis).",
    ),
    (
        lambda: m.g2(MASKED[:1], 1, 9, 9),
        "a came as a masked array, whose mask would be lost; fill it first, as in x.filled(np.nan).",
    ),
    (
        lambda: m.g2([MASKED[:1], 2], 1, 9, 9),
        "a came as a masked array, whose mask would be lost; fill it first, as in x.filled(np.nan).",
    ),
    (
        lambda: m.g2("5", 1, 9, 9),
        "a came as str with '5'; numbers were expected, and NaN where one is not known.",
    ),
    (
        lambda: m.g2([None, 1], 1, 9, 9),
        "a came as list with None; numbers were expected, and NaN where one is not known.",
    ),
    (
        lambda: m.g2(1, ["a" * 60], 9, 9),
        "b came as list with 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; numbers were expected, and NaN where one is not known.",
    ),
    (
        lambda: m.bic([math.inf], 9),
        "statistic holds infinity; finite numbers were expected, and NaN where one is not known.",
    ),
    (
        lambda: m.bic([10**400], 9),
        "statistic holds a number beyond 1e308, too large to reckon with; check what it counts.",
    ),
    (
        lambda: m.g2(1, [-2, 1], 9, 9),
        "b has a negative count, -2; give how often something occurred, 0 or more.",
    ),
    (
        lambda: m.g2(1, 1, math.inf, 9),
        "c has a count of inf; counts up to 2**53 (9,007,199,254,740,992) were expected, since above that whole numbers are no longer exact. Leave out what is not known (NaN).",
    ),
    (
        lambda: m.fisher_exact(1, 1.5, 9, 9),
        "b holds 1.5, which is not whole; things that were counted are expected, not rates.",
    ),
    (
        lambda: m.g2([1, 2], [1, 2, 3], 9, 9),
        "a of shape (2,), b of shape (3,), c of shape (), d of shape () came; they do not go together. Give arrays of one shape, or single numbers (numpy's broadcasting).",
    ),
    (
        lambda: m.g2(10, 1, 9, 9),
        "a of c: 10 occurrences came among 9 words; a part cannot exceed its whole. Count each word once, and give the total that the count belongs to.",
    ),
    (
        lambda: m.g2([1, 1], [3, 10], 9, [9, 8]),
        "b of d: 10 occurrences came among 8 words; a part cannot exceed its whole. Count each word once, and give the total that the count belongs to.",
    ),
    (
        lambda: m.mi(5, 4, 9, 100),
        "f=5, f1=4, f2=9, n=100 cannot be one corpus: f may not exceed f1 or f2, nor f1 + f2 - f exceed n. Count each position inside any window once.",
    ),
    (
        lambda: m.mi([1, 1], 60, [20, 60], 100),
        "f=1, f1=60, f2=60, n=100 cannot be one corpus: f may not exceed f1 or f2, nor f1 + f2 - f exceed n. Count each position inside any window once.",
    ),
    (
        lambda: m.mi(1, 2, 3, 9, power=4),
        "power=4 came; 1 (MI), 2 (MI2) or 3 (MI3) was expected.",
    ),
    (
        lambda: m.document_share([3, 1], [2, 2]),
        "a document came with more mentions of one kind than mentions in all; a part cannot exceed its whole.",
    ),
    (
        lambda: m.document_interval([1, 2, 3], [10, 10]),
        "counts of shape (3,) came with words of (2,); one row for each document is needed.",
    ),
    (
        lambda: m.document_interval([1, 2], [10, 10], clusters=["x"]),
        "clusters of shape (1,) came; one label for each of 2 documents is needed.",
    ),
    (
        lambda: m.umass(3, 2),
        "more documents have both words than have the second; `second` counts all that have it.",
    ),
    (
        lambda: m.umass(1, 2, smoothing=-1),
        "smoothing=-1 came; a number of 0 or more was expected.",
    ),
    (
        lambda: m.confirmation(0, 4, 4, 5),
        "these cannot be documents of one corpus: both may not exceed first or second, nor first + second - both n.",
    ),
    (
        lambda: m.confirmation(1, 2, 2, 5, smoothing="little"),
        "smoothing='little' came; a number of 0 or more was expected.",
    ),
    (
        lambda: m.indirect_coherence([[1, 2]]),
        "a matrix of shape (1, 2) came; a square one was expected, one row and one column for each word.",
    ),
    (
        lambda: m.dp([50, 5], [10, 10]),
        "a part of 10 words came with 50 occurrences; sizes are the words of the parts (not their shares), in the order of v.",
    ),
    (
        lambda: m.dp([1, 5], [10, 0]),
        "a part of size 0 holds the word; give the words of each part, in the order of v.",
    ),
    (
        lambda: m.juilland_d(5),
        "v came without parts; the counts of a word in each part were expected (last axis).",
    ),
    (
        lambda: m.juilland_d([1, 2], [1, 2, 3]),
        "v has 2 parts and sizes has shape (3,); one size for each part is needed.",
    ),
    (
        lambda: m.dp(csr_array([[1, 5]]), [10]),
        "v has 2 parts and sizes has shape (1,); one size for each part is needed.",
    ),
    (
        lambda: m.dp_bounds(25, [10, 10]),
        "f of 25 came for 20 words; a word cannot occur more often than that.",
    ),
    (
        lambda: m.dp_bounds(2, [0, 0]),
        "sizes came without words or with several axes; one size for each part was expected.",
    ),
    (
        lambda: m.mattr(MASKED),
        "ids came as a masked array, whose mask would be lost; leave the masked words out first.",
    ),
    (
        lambda: m.mattr(["a", "b"]),
        "ids: a flat array of whole numbers, 0 or more, was expected, one for each word of the text.",
    ),
    (
        lambda: m.mattr(np.array([1, 2**63], dtype=np.uint64)),
        "ids run to 9223372036854775808; number the types from 0.",
    ),
    (
        lambda: m.arf([1, 2], types=2),
        "types=2 came, but the ids run to 2; give the size of the vocabulary.",
    ),
    (
        lambda: m.arf_over_orders([1, 2], [0, 3]),
        "bounds: rising numbers from 0 to the length of ids were expected, one more than documents.",
    ),
    (
        lambda: m.ttr(5, 4),
        "more types than tokens came; types are the different words, tokens all of them.",
    ),
    (
        lambda: m.maas(8, 10, base=1),
        "base=1 came; the base of a logarithm above 1 was expected.",
    ),
    (
        lambda: m.chi2_tail(5, [1, 0]),
        "df of 0 came; degrees of freedom above 0 were expected, 1 for two groups.",
    ),
    (
        lambda: m.log_ratio_interval(1, 1, 9, 9, tests=0),
        "tests=0 came; the number of words looked at of 1 or more was expected.",
    ),
    (
        lambda: m.simple_maths(1, 1, 9, 9, k=-1),
        "k=-1 came; a rate of 0 or more was expected.",
    ),
    (
        lambda: m.simple_maths(1, 1, 9, 9, per=0),
        "per=0 came; the words a rate refers to, above 0 was expected.",
    ),
    (
        lambda: m.wilson(3, 2),
        "a count above its whole came; `of` is how many there are in all.",
    ),
    (
        lambda: leave_one_out_scores("dp", [1, 2], [10, 10]),
        "2 documents came; of fewer than three none can be left out.",
    ),
    (
        lambda: leave_one_out_scores("dpp", [1, 2, 3], [10, 10, 10]),
        "measure='dpp' is not an option; expected one of 'carroll_d2', 'da', 'dp', 'dp_egbert', 'dp_norm', 'juilland_d', 'kld', 'rosengren_s'. Did you mean 'dp'?",
    ),
    (
        lambda: m.dispersion_interval("dp", [1, 2], [10, 0]),
        "v of shape (2,) and sizes of (2,) came; one size above 0 for each document is needed. Leave documents without words out.",
    ),
    (
        lambda: m.dispersion_interval("dp", [1, 2, 3], [10, 10]),
        "v of shape (3,) and sizes of (2,) came; one size above 0 for each document is needed. Leave documents without words out.",
    ),
    (
        lambda: m.dispersion_interval("dp", [[1, 2]], [[10, 10]]),
        "v of shape (1, 2) and sizes of (1, 2) came; one size above 0 for each document is needed. Leave documents without words out.",
    ),
    (
        lambda: m.g2(1, 1, 9, 9, terms=3),
        "terms=3 came; 2 (cells of the word only) or 4 (all cells) was expected.",
    ),
    (lambda: m.bic(5, 10, df=0), "df=0 came; degrees of freedom above 0 was expected."),
    (
        lambda: m.informative_prior(5, total=2),
        "background came as one number; the counts of all words were expected (last axis).",
    ),
    (
        lambda: m.informative_prior([1, 0], total=0),
        "total=0 came; the words the prior is worth, above 0 was expected.",
    ),
    (
        lambda: m.informative_prior([1, 0], total=5, unseen=-1),
        "unseen=-1 came; a pseudo-count of 0 or more was expected.",
    ),
    (
        lambda: m.weighted_log_odds([1, 1], [1, 1], 9, 9, prior=0.5, prior_total=0.7),
        "prior_total=0.7 came, but the priors given add up to 1; give the sum over the whole vocabulary, of which these are a part.",
    ),
    (
        lambda: m.weighted_log_odds([1], [1], 9, 9, prior=0.5, prior_total=-5),
        "prior_total=-5 came; pseudo-counts in all, of 0 or more was expected.",
    ),
    (
        lambda: m.class_tf_idf([1, 2]),
        "a table of 1 axes came; groups in rows and terms in columns were expected.",
    ),
    (
        lambda: m.ngram_pmi(1, [2], 9),
        "parts: the counts of the two or more words were expected on the last axis.",
    ),
    (
        lambda: m.ngram_pmi(5, [5, 4], 40),
        "f exceeds the count of one of its words; count each occurrence once.",
    ),
    (
        lambda: m.ngram_pmi(5, [5, 5], 4),
        "a word came more often than there are words; n is how many there are in all.",
    ),
    (
        lambda: m.independence_g2([1, 2, 3]),
        "cells: 3 came on the last axis; 4, 8, 16 ... were expected, 2**n for n words.",
    ),
    (
        lambda: m.interaction([1, 2, 3, 4], smoothing=0),
        "smoothing=0 came; a number, such as 0.5, above 0 was expected.",
    ),
    (
        lambda: m.scp(5, 1, 1),
        "heads and tails came without places to cut; one count for each was expected (last axis).",
    ),
    (
        lambda: m.scp(5, [1], [9]),
        "f exceeds the count of one of its pieces; each piece occurs wherever the n-gram does.",
    ),
    (
        lambda: m.branching_entropy(5),
        "following came as one number; the counts of all continuations were expected (last axis).",
    ),
    (
        lambda: m.branching_entropy([5], owner=[0, 1]),
        "owner: one whole number, 0 or more, was expected for each entry of a flat `following`.",
    ),
    (
        lambda: m.c_value(TWICE, [1, 2]),
        "the phrase 'a b' came twice; each was expected once, with its frequency.",
    ),
    (
        lambda: m.local_maxima(TWICE, [1, 2]),
        "the phrase 'a b' came twice; each was expected once, with its glue.",
    ),
    (
        lambda: m.c_value([["a", "b"]], [1, 2]),
        "1 phrases and frequency of shape (2,) came; one frequency for each phrase is needed.",
    ),
    (
        lambda: m.c_value([[]], [1]),
        "an empty phrase came; each needs at least one word.",
    ),
    (
        lambda: m.c_value(["a b"], [1]),
        "a phrase came as 'a b'; a list of words was expected, as in 'a b'.split(), since a string would be read letter by letter.",
    ),
    (
        lambda: m.permutation_test(first, [1, 0]),
        "target: one True or False for each document was expected, True for the documents of the target.",
    ),
    (
        lambda: m.permutation_test(first, [True, False], clusters=["x"]),
        "clusters of shape (1,) came for 2 documents; one label each is needed.",
    ),
    (
        lambda: m.permutation_test(
            first, [True, False, True], clusters=["y", "x", "x"]
        ),
        "cluster 'x' has documents on both sides; a cluster is moved as one, so it cannot.",
    ),
    (
        lambda: m.ratio_interval([1, 2], [1, 2, 3]),
        "above of shape (2,) came with below of (3,); one value for each text is needed.",
    ),
    (
        lambda: m.moving_average_interval([[0.5]], 2),
        "values came in 2 dimensions; one share for each window was expected, in order.",
    ),
    (
        lambda: m.hdd(5),
        "counts_of_types came as one number; the count of each type was expected (last axis).",
    ),
    (
        lambda: m.pooled_rate([1, 2], [10]),
        "count of shape (2,) and words of (1,) came; one row for each document is needed.",
    ),
    (
        lambda: m.pooled_rate([1], [1], per=0),
        "per=0 came; the words a rate refers to, above 0 was expected.",
    ),
    (
        lambda: m.bootstrap_interval(5, 2),
        "a statistic came as int; a function of weights was expected, as in lambda w: (w @ count) / (w @ words).",
    ),
    (
        lambda: m.bootstrap_interval(of_nothing, 2, resamples=9),
        "the statistic returned shape () for 1 rows of weights; one row of values for each was expected, as in lambda w: (w @ count) / (w @ words).",
    ),
    (
        lambda: m.bootstrap_interval(of_words, 2),
        "the result of the statistic came as list with 'a'; numbers were expected, and NaN where one is not known.",
    ),
    (
        lambda: m.bootstrap_interval(first, 2, clusters=["x"]),
        "clusters of shape (1,) came; one label for each of 2 documents is needed.",
    ),
    (
        lambda: m.bootstrap_interval(RATE, 3),
        "weights for 3 documents came to a rate of 2; resample or permute as many documents as it was made of.",
    ),
    (
        lambda: m.jaccard(3, 2, 4),
        "more things are shared than one side has; `first` and `second` are the sizes of the sets.",
    ),
    (
        lambda: m.jensen_shannon(1, 1),
        "x and y came as single numbers; the counts of all terms were expected (last axis).",
    ),
    (
        lambda: m.idf([5], 4),
        "a term is in more documents than there are; `of_documents` is how many there are in all.",
    ),
    (
        lambda: m.cosine([1, 2]),
        "rows of shape (2,) came; one row for each text was expected.",
    ),
    (
        lambda: m.burrows_delta(1, 1),
        "first and second came without words; one z-score for each word was expected (last axis).",
    ),
    (
        lambda: m.holm([3.84]),
        "p holds a number outside 0 to 1; give p-values, not statistics or logarithms.",
    ),
    (
        lambda: m.westfall_young([1, 2], [[1]]),
        "observed of shape (2,), null of (1, 1): words, and rows of words, are needed.",
    ),
    (
        lambda: m.smallest_p(5, 6),
        "target documents: from 0 to the number of documents was expected.",
    ),
    (
        lambda: m.rank_sum([1, math.nan], [2]),
        "x or y holds NaN, which has no rank; leave those documents out first.",
    ),
    (
        lambda: m.mtld([1, 2, 3], threshold=1.0),
        "threshold=1.0 came; a share between 0 and 1 was expected, such as 0.72.",
    ),
    (
        lambda: m.mtld([1, 2, 3], threshold=0),
        "threshold=0 came; a share above 0 was expected.",
    ),
]


@pytest.mark.parametrize(("call", "message"), REFUSALS)
def test_a_refusal_says_what_came_and_what_was_expected(
    call: Callable[[], Any], message: str
) -> None:
    with pytest.raises(OptionError) as caught:
        call()
    assert str(caught.value) == message


def test_uneven_lists_are_refused_with_the_reason() -> None:
    uneven: Any = [[1], [1, 2]]
    with pytest.raises(OptionError, match=r"^a came as list; numbers were expected \("):
        m.g2(uneven, 1, 9, 9)
    with pytest.raises(OptionError, match=r"^ids: a flat array .* each word \(.*\)\.$"):
        m.mattr(uneven)
