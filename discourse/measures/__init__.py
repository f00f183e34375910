"""Statistics on counts: arrays in, arrays out.

One file a subject; all of it is importable from here::

    keyness      G2, chi-squared, BIC, ELL, weighted log odds, c-TF-IDF    is a word more typical of one group
    alternatives text-dispersion and KLD keyness                           ... by documents, or as a divergence
    effects      log ratio and its conservative form, %DIFF ...            how large the difference is
    exact        Fisher's test, the chi-squared tail
    dispersion   range, D, D2, S, DA, D3                                   how evenly a word is spread over parts
    proportions  DP, DPnorm, D_P, KLD                                      ... against the sizes of the parts
    distances    ARF, ALD, AWT                                             ... along a text
    association  MI, NPMI, t, z, simple-ll                                 how strongly two words attract each other
    directions   Dice, logDice, Delta P, Liddell ...
    multiword    n-gram PMI, lambda, SCP, branching entropy                three words and more
    nesting      C-value, LocalMaxs                                        phrases inside phrases
    diversity    TTR and its kin                                           how rich a vocabulary is
    windows      MSTTR, MATTR, MTLD                                        ... read along the text
    repetition   Yule's K, Simpson's D, Herdan's Vm, HD-D                  how much a text repeats itself
    resemblance  Jaccard, containment, idf, cosine, Delta                  how alike two texts are
    coherence    UMass, UCI, NPMI, C_v                                     whether a topic's words belong together
    intervals    Garwood, Wilson, Clopper-Pearson                          of one rate or share
    clustered    a rate or share, documents as units                       ... that come in bursts
    jackknife    a measure of dispersion, documents as units               ... of what is spread
    ratios       a mean over documents, or over windows along a text       ... never off its scale
    resampling   bootstrap over documents                                  of what has no other interval
    permutations permutation of documents                                  p, with the smallest p attainable
    testing      Benjamini-Hochberg, Holm, Westfall-Young                  many p-values at once

Four rules hold throughout. What cannot be known is NaN, never 0, and NaN may be given for it. What cannot be a count (a
part above its whole, a negative, infinity, more than 2**53, text, a masked array) is an
:class:`discourse.errors.OptionError`. No p is 0: one below 1e-300 is given as 1e-300 (:data:`FAINTEST`). And a name says
which of several formulas in use is meant.
"""

from __future__ import annotations

from discourse.measures.alternatives import kld_keyness, text_dispersion_keyness
from discourse.measures.association import (
    contingency,
    mi,
    npmi,
    simple_ll,
    t_score,
    z_score,
)
from discourse.measures.clustered import document_interval, document_share
from discourse.measures.coherence import confirmation, indirect_coherence, umass
from discourse.measures.directions import (
    delta_p,
    dice,
    liddell,
    log_dice,
    minimum_sensitivity,
    phi_squared,
)
from discourse.measures.dispersion import (
    carroll_d2,
    da,
    juilland_d,
    juilland_u,
    lyne_d3,
    occupied,
    rosengren_s,
)
from discourse.measures.distances import ald, arf, arf_over_orders, awt
from discourse.measures.diversity import (
    corrected_ttr,
    dugast_u,
    herdan_c,
    maas,
    root_ttr,
    summer_s,
    ttr,
)
from discourse.measures.effects import (
    conservative_log_ratio,
    difference_coefficient,
    log_ratio,
    log_ratio_interval,
    odds_ratio,
    percent_difference,
    relative_risk,
    simple_maths,
)
from discourse.measures.exact import FAINTEST, chi2_tail, fisher_exact
from discourse.measures.intervals import clopper_pearson, garwood, wilson
from discourse.measures.jackknife import dispersion_interval
from discourse.measures.keyness import (
    bic,
    chi_squared,
    class_tf_idf,
    ell,
    g2,
    informative_prior,
    weighted_log_odds,
)
from discourse.measures.multiword import (
    branching_entropy,
    independence_g2,
    interaction,
    ngram_pmi,
    ngram_t,
    scp,
)
from discourse.measures.nesting import c_value, local_maxima
from discourse.measures.permutations import Permutation, permutation_test
from discourse.measures.proportions import dp, dp_bounds, dp_egbert, dp_norm, kld
from discourse.measures.ratios import moving_interval, ratio_interval
from discourse.measures.repetition import hdd, herdan_vm, simpson_d, yule_k
from discourse.measures.resampling import Statistic, bootstrap_interval, pooled_rate
from discourse.measures.resemblance import (
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
from discourse.measures.testing import (
    benjamini_hochberg,
    holm,
    rank_sum,
    smallest_p,
    westfall_young,
)
from discourse.measures.windows import mattr, msttr, mtld
from discourse.settings import DIVERSITY_MIN_WORDS as SHORTEST

__all__ = [
    "FAINTEST",
    "SHORTEST",
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
    "moving_interval",
    "msttr",
    "mtld",
    "ngram_pmi",
    "ngram_t",
    "npmi",
    "occupied",
    "odds_ratio",
    "percent_difference",
    "permutation_test",
    "phi_squared",
    "pooled_rate",
    "rank_sum",
    "ratio_interval",
    "relative_risk",
    "root_ttr",
    "rosengren_s",
    "scp",
    "set_cosine",
    "set_dice",
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
