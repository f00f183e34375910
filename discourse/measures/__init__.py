"""Statistics on counts: arrays in, arrays out.

One file a subject; everything can be imported from here. Each docstring has the
formula, its source, when not to use it, and an example::

    keyness                 is a word more typical of one group than of another
        bic, chi_squared, class_tf_idf, ell, g2, informative_prior, weighted_log_odds
    keyness_by_documents    ... by the documents that have it, or as a divergence
        kld_keyness, text_dispersion_keyness
    effect_sizes            how large the difference is
        conservative_log_ratio, difference_coefficient, log_ratio, log_ratio_interval,
        odds_ratio, percent_difference, relative_risk, simple_maths
    exact_tests             ... and its exact test, and the tail of chi-squared
        SMALLEST_REPORTED_P, chi2_tail, fisher_exact
    dispersion              how evenly a word is spread over parts
        carroll_d2, da, dispersion_range, juilland_d, juilland_u, lyne_d3, rosengren_s
    dispersion_proportions  ... compared with the sizes of the parts
        dp, dp_bounds, dp_egbert, dp_norm, kld
    dispersion_distances    ... along a text
        ald, arf, arf_over_orders, awt
    association             how strongly two words attract each other
        contingency, delta_p, dice, liddell, log_dice, mi, minimum_sensitivity, npmi,
        phi_squared, simple_ll, t_score, z_score
    association_multiword   how strongly three or more words attract each other
        branching_entropy, independence_g2, interaction, ngram_pmi, ngram_t,
        phrase_cohesion, scp
    nested_terms            phrases inside longer phrases
        c_value, local_maxima
    diversity               how rich a vocabulary is
        DIVERSITY_MIN_WORDS, corrected_ttr, dugast_u, herdan_c, maas, root_ttr,
        summer_s, ttr
    diversity_windows       ... read along the text
        mattr, msttr, mtld
    diversity_repetition    how much a text repeats itself
        hdd, herdan_vm, simpson_d, yule_k
    similarity              how similar two texts are
        bag_overlap, burrows_delta, containment, cosine, idf, jaccard, jensen_shannon,
        set_cosine, set_dice
    topic_coherence         whether the words of a topic belong together
        confirmation, indirect_coherence, umass
    exact_intervals         interval of one rate or share
        clopper_pearson, garwood, wilson
    design_effects          ... with documents as units, since words come in bursts
        document_interval, document_share
    dispersion_intervals    ... of a measure of dispersion
        dispersion_interval
    ratio_intervals         ... of a mean over documents or windows
        moving_average_interval, ratio_interval
    share_ratio_intervals   ... of the ratio of two shares of documents
        share_ratio_interval
    bootstrap               ... of any other statistic: bootstrap over documents
        Statistic, bootstrap_interval, pooled_rate
    permutation_tests       permutation of documents: p, with the smallest possible p
        Permutation, permutation_test
    multiple_testing        many p-values at once
        benjamini_hochberg, holm, rank_sum, smallest_p, westfall_young

Two further files hold what these share: ``argument_checks`` checks the counts that a
function is given, and ``exact_arithmetic`` has differences and quotients without
rounding trouble.

The measures that the verbs offer by name are listed in :mod:`discourse.registries`.
All measures can be computed from the columns of a table. With a table `t` of key
words, for example: ``odds_ratio(t["count_target"], t["count_reference"],
t["words_target"], t["words_reference"])``.

Four rules hold for all of them:

- A value that cannot be known is NaN, never 0. NaN may also be given as an input.
- A number that cannot be a count is refused with
  :class:`discourse.errors.OptionError`: a part above its whole, a negative number,
  infinity, more than 2**53, text, a masked array.
- No p is 0. A p below 1e-300 is given as 1e-300 (:data:`SMALLEST_REPORTED_P`).
- Where several formulas are in use, the name of the function says which one is meant.
"""

from __future__ import annotations

from discourse.measures.association import (
    contingency,
    delta_p,
    dice,
    liddell,
    log_dice,
    mi,
    minimum_sensitivity,
    npmi,
    phi_squared,
    simple_ll,
    t_score,
    z_score,
)
from discourse.measures.association_multiword import (
    branching_entropy,
    independence_g2,
    interaction,
    ngram_pmi,
    ngram_t,
    phrase_cohesion,
    scp,
)
from discourse.measures.bootstrap import Statistic, bootstrap_interval, pooled_rate
from discourse.measures.design_effects import document_interval, document_share
from discourse.measures.dispersion import (
    carroll_d2,
    da,
    dispersion_range,
    juilland_d,
    juilland_u,
    lyne_d3,
    rosengren_s,
)
from discourse.measures.dispersion_distances import ald, arf, arf_over_orders, awt
from discourse.measures.dispersion_intervals import dispersion_interval
from discourse.measures.dispersion_proportions import (
    dp,
    dp_bounds,
    dp_egbert,
    dp_norm,
    kld,
)
from discourse.measures.diversity import (
    corrected_ttr,
    dugast_u,
    herdan_c,
    maas,
    root_ttr,
    summer_s,
    ttr,
)
from discourse.measures.diversity_repetition import hdd, herdan_vm, simpson_d, yule_k
from discourse.measures.diversity_windows import mattr, msttr, mtld
from discourse.measures.effect_sizes import (
    conservative_log_ratio,
    difference_coefficient,
    log_ratio,
    log_ratio_interval,
    odds_ratio,
    percent_difference,
    relative_risk,
    simple_maths,
)
from discourse.measures.exact_intervals import clopper_pearson, garwood, wilson
from discourse.measures.exact_tests import SMALLEST_REPORTED_P, chi2_tail, fisher_exact
from discourse.measures.keyness import (
    bic,
    chi_squared,
    class_tf_idf,
    ell,
    g2,
    informative_prior,
    weighted_log_odds,
)
from discourse.measures.keyness_by_documents import kld_keyness, text_dispersion_keyness
from discourse.measures.multiple_testing import (
    benjamini_hochberg,
    holm,
    rank_sum,
    smallest_p,
    westfall_young,
)
from discourse.measures.nested_terms import c_value, local_maxima
from discourse.measures.permutation_tests import Permutation, permutation_test
from discourse.measures.ratio_intervals import moving_average_interval, ratio_interval
from discourse.measures.share_ratio_intervals import share_ratio_interval
from discourse.measures.similarity import (
    bag_overlap,
    burrows_delta,
    containment,
    cosine,
    idf,
    jaccard,
    jensen_shannon,
    set_cosine,
    set_dice,
)
from discourse.measures.topic_coherence import confirmation, indirect_coherence, umass
from discourse.settings import DIVERSITY_MIN_WORDS

__all__ = [
    "DIVERSITY_MIN_WORDS",
    "SMALLEST_REPORTED_P",
    "Permutation",
    "Statistic",
    "ald",
    "arf",
    "arf_over_orders",
    "awt",
    "bag_overlap",
    "benjamini_hochberg",
    "bic",
    "bootstrap_interval",
    "branching_entropy",
    "burrows_delta",
    "c_value",
    "carroll_d2",
    "chi2_tail",
    "chi_squared",
    "class_tf_idf",
    "clopper_pearson",
    "confirmation",
    "conservative_log_ratio",
    "containment",
    "contingency",
    "corrected_ttr",
    "cosine",
    "da",
    "delta_p",
    "dice",
    "difference_coefficient",
    "dispersion_interval",
    "dispersion_range",
    "document_interval",
    "document_share",
    "dp",
    "dp_bounds",
    "dp_egbert",
    "dp_norm",
    "dugast_u",
    "ell",
    "fisher_exact",
    "g2",
    "garwood",
    "hdd",
    "herdan_c",
    "herdan_vm",
    "holm",
    "idf",
    "independence_g2",
    "indirect_coherence",
    "informative_prior",
    "interaction",
    "jaccard",
    "jensen_shannon",
    "juilland_d",
    "juilland_u",
    "kld",
    "kld_keyness",
    "liddell",
    "local_maxima",
    "log_dice",
    "log_ratio",
    "log_ratio_interval",
    "lyne_d3",
    "maas",
    "mattr",
    "mi",
    "minimum_sensitivity",
    "moving_average_interval",
    "msttr",
    "mtld",
    "ngram_pmi",
    "ngram_t",
    "npmi",
    "odds_ratio",
    "percent_difference",
    "permutation_test",
    "phi_squared",
    "phrase_cohesion",
    "pooled_rate",
    "rank_sum",
    "ratio_interval",
    "relative_risk",
    "root_ttr",
    "rosengren_s",
    "scp",
    "set_cosine",
    "set_dice",
    "share_ratio_interval",
    "simple_ll",
    "simple_maths",
    "simpson_d",
    "smallest_p",
    "summer_s",
    "t_score",
    "text_dispersion_keyness",
    "ttr",
    "umass",
    "weighted_log_odds",
    "westfall_young",
    "wilson",
    "yule_k",
    "z_score",
]
