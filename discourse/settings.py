"""Defaults and thresholds: every number that is a judgement, with its meaning and its source.

The text below each constant says what the number is, what happens at it, and after "Source:" who chose it:

- a work of the literature;
- a calibration in ``tests/benchmarks``, which can be run again;
- or "practice of this library", where nothing better is known. Such a number may be disputed.

A *few* is a number below which a note says what so small a sample cannot show; the value itself is still given.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = [
    "ANTCONC_LARGEST_P",
    "BOOTSTRAP_RESAMPLES",
    "COLLOCATION_WINDOW",
    "CONFIDENCE_LEVEL",
    "CUE_DISTANCE",
    "DELTA_FREQUENT_WORDS",
    "DIVERSITY_MIN_WORDS",
    "DIVERSITY_WINDOW",
    "DOCUMENTS_SHOWING_VARIANCE",
    "FEW_DOCUMENTS_IN_IDF",
    "FEW_DOCUMENTS_IN_RATE",
    "FEW_DOCUMENTS_OF_DELTA",
    "FEW_DOCUMENTS_OF_DISPERSION",
    "FEW_DOCUMENTS_OF_KEYNESS",
    "FEW_DOCUMENTS_OF_TOPICS",
    "FEW_DOCUMENTS_OF_TOPIC_SHARE",
    "FEW_DOCUMENTS_WITH_COLLOCATE",
    "FEW_DOCUMENTS_WITH_TERM",
    "FEW_MENTIONS_BESIDE_COLLOCATE",
    "FEW_MENTIONS_IN_PROFILE",
    "FEW_MENTIONS_OF_NODE",
    "FEW_PARAGRAPHS_RESAMPLED",
    "FEW_TERMS_OF_CONTAINMENT",
    "FEW_UNITS_OF_BOOTSTRAP",
    "FEW_UNITS_OF_DIVERSITY",
    "FEW_WORDS_OF_COVERAGE",
    "FEW_WORDS_OF_DELTA",
    "FEW_WORDS_OF_SIMILARITY",
    "FEW_WORDS_OF_SIMILARITY_BY_NGRAMS",
    "HDD_SAMPLE",
    "LONGEST_NGRAM",
    "LOW_LARGEST_SIMILARITY",
    "MIN_UNITS_OF_INTERVAL",
    "MOST_BLOCKS_OF_TEXT",
    "MTLD_MIN_WORDS_OF_FACTOR",
    "MTLD_TTR",
    "NGRAM_LENGTHS",
    "ORDER_RESAMPLES",
    "PERMUTATIONS",
    "PERMUTATIONS_FOR_MANY_TERMS",
    "PER_WORDS",
    "RECURRING_LENGTHS",
    "TERMS_THAT_ARE_MANY",
    "TOPICS",
    "TOPIC_MIN_UNITS_WITH_TERM",
    "TOPIC_TOP_TERMS",
    "WORDS_IN_WINDOW",
]

# ---------------------------------------------------------------------------------------------------------------------
# Intervals and tests

CONFIDENCE_LEVEL = 0.95
"""Share of intervals that are to hold the true value, where no `confidence_level` is given.

Source: the convention of the field since Neyman (1937), Philosophical Transactions of the Royal Society A 236, 333-380.
The intervals were tried at this level: ``tests/benchmarks/calibration.py``.
"""

MIN_UNITS_OF_INTERVAL = 3
"""Documents (clusters, paragraphs, blocks) from which the difference between units gives an interval.

With two units the quantile of t is 12.7, and an interval spans nearly all there is.
Source: practice of this library.
"""

DOCUMENTS_SHOWING_VARIANCE = 5
"""Documents with a term from which their group shows how documents differ in it.

Such a group lends its variance to a group of one document (:func:`discourse.keyness`).
Source: practice of this library, tried in ``tests/benchmarks/calibration.py``.
"""

BOOTSTRAP_RESAMPLES = 9999
"""Samples that a bootstrap draws.

With one less than a round number, the ends of usual intervals are themselves resampled values.
Source: Davison & Hinkley (1997), Bootstrap Methods and their Application, ch. 2.
"""

ORDER_RESAMPLES = 999
"""Samples of paragraphs that :func:`discourse.similarity_order` draws: all scores of all pairs are computed in each.

Source: Davison & Hinkley (1997), Bootstrap Methods and their Application, ch. 2 (999 for percentiles of 2.5 and 97.5 %).
"""

PERMUTATIONS = 9999
"""Arrangements of documents that a permutation test draws where there are too many to list; the least p is 1 / 10,000.

Source: Davison & Hinkley (1997), Bootstrap Methods and their Application, ch. 4.
"""

PERMUTATIONS_FOR_MANY_TERMS = 999
"""The same where :func:`discourse.keyness` compares more than :data:`TERMS_THAT_ARE_MANY` terms.

Source: practice of this library: ten times as many take ten times as long.
"""

TERMS_THAT_ARE_MANY = 100_000
"""Terms, of all comparisons together, above which fewer arrangements are drawn.

Source: practice of this library.
"""

ANTCONC_LARGEST_P = 0.05
"""Corrected p below which AntConc lists a key word.

Source: the settings that AntConc 4 comes with (Anthony 2023).
"""

# ---------------------------------------------------------------------------------------------------------------------
# Rates and lengths

PER_WORDS = 1000
"""Words that a rate refers to, where no `per` is given.

Source: Biber, Conrad & Reppen (1998), Corpus Linguistics, 263-264: norm counts to about the length of the texts.
"""

LONGEST_NGRAM = 64
"""Words of the longest n-gram or repeat that is told apart; a longer repeat is listed by its first words.

Source: practice of this library: the index compares suffixes up to this length.
"""

NGRAM_LENGTHS = (1, 5)
"""Words in a sequence that :func:`discourse.ngrams` lists, at least and at most.

Source: practice of this library; lexical bundles have 3 to 5 words in Biber et al. (1999), Longman Grammar, ch. 13.
"""

RECURRING_LENGTHS = (2, LONGEST_NGRAM)
"""Words in a phrase that :func:`discourse.recurring` lists, at least and at most.

Source: practice of this library: a phrase has two words or more, and the index knows no longer one.
"""

COLLOCATION_WINDOW = 5
"""Words on each side of a mention in which collocates are counted.

Source: Sinclair, Jones & Daley (1970), English Collocation Studies: a span of four; AntConc and #LancsBox begin with five.
"""

CUE_DISTANCE = 10
"""Words before or after a mention in which a cue of its level is looked for.

Source: practice of this library.
"""

# ---------------------------------------------------------------------------------------------------------------------
# Small samples: rates, keyness, dispersion, collocation

FEW_DOCUMENTS_IN_RATE = 10
"""Documents (clusters) of a rate or share below which a note says how little so few tell of texts.

Source: practice of this library.
"""

FEW_UNITS_OF_BOOTSTRAP = 50
"""Documents (clusters) up to which a bootstrap of a rate is too narrow for a rare formula.

Source: ``tests/benchmarks/calibration.py``: with 50 speeches 95 % intervals held the rate of a formula 62 times in 100.
"""

FEW_DOCUMENTS_OF_KEYNESS = 6
"""Documents (clusters) in a group of a comparison below which a note says how small its p can be.

Source: practice of this library; 6 against 6 have 924 arrangements.
"""

FEW_DOCUMENTS_OF_DISPERSION = 8
"""Documents below which a note says that few scores of dispersion are possible.

Source: practice of this library.
"""

FEW_DOCUMENTS_WITH_TERM = 5
"""Documents with a term below which a chart draws its dispersion as an open mark.

Source: practice of this library.
"""

FEW_WORDS_OF_COVERAGE = 100
"""Words of a document below which one phrase weighs much in its coverage.

Source: practice of this library.
"""

FEW_MENTIONS_OF_NODE = 20
"""Mentions of a phrase below which a note says so beside its collocates.

Source: practice of this library.
"""

FEW_MENTIONS_BESIDE_COLLOCATE = 5
"""Mentions beside a collocate below which a note says that its measures are fragile.

Source: Evert (2005), The Statistics of Word Cooccurrences, Stuttgart: pairs that occur less often cannot be judged.
"""

FEW_DOCUMENTS_WITH_COLLOCATE = 5
"""Documents in which a collocate stands beside the phrase, below which a note says in how many.

Source: practice of this library.
"""

FEW_DOCUMENTS_IN_IDF = 30
"""Documents below which a note says how many levels an inverse document frequency can have.

Source: practice of this library.
"""

# ---------------------------------------------------------------------------------------------------------------------
# Small samples: similarity

FEW_WORDS_OF_DELTA = 1500
"""Words of the shorter text below which a note says so of Burrows's Delta.

Source: Burrows (2002), Literary and Linguistic Computing 17(3), 267-287.
"""

FEW_WORDS_OF_SIMILARITY = 500
"""Words of the shorter text below which a note says so of any other measure of single words.

Source: practice of this library, tried on 60 speeches of the UN General Debate: of two samples of 500 words half found
their own other half to be the nearest by cosine; of 200 words 2 in 10, of 1,000 words 7 to 9.
"""

FEW_WORDS_OF_SIMILARITY_BY_NGRAMS = 100
"""The same of n-grams, which texts share more rarely than words.

Source: practice of this library.
"""

FEW_MENTIONS_IN_PROFILE = 10
"""Mentions of formulas in a text below which a note says so of the similarity of profiles.

Source: practice of this library.
"""

FEW_TERMS_OF_CONTAINMENT = 100
"""Terms of the first text below which a note says how much each of them moves a containment.

Source: practice of this library: with fewer, one term moves the score by more than 0.01.
"""

LOW_LARGEST_SIMILARITY = 0.5
"""Score below which a note says that the lengths of two texts allow no higher one.

Source: practice of this library.
"""

FEW_DOCUMENTS_OF_DELTA = 10
"""Documents below which a note says that the standard deviations of Delta rest on few.

Source: practice of this library.
"""

DELTA_FREQUENT_WORDS = 150
"""Most frequent words that Burrows's Delta compares.

Source: Burrows (2002), Literary and Linguistic Computing 17(3), 267-287.
"""

FEW_PARAGRAPHS_RESAMPLED = 8
"""Paragraphs of a document below which a note says that few are drawn anew.

Source: practice of this library; 8 paragraphs have 6,435 resamples.
"""

# ---------------------------------------------------------------------------------------------------------------------
# Lexical diversity

DIVERSITY_WINDOW = 50
"""Words of a stretch for MATTR and MSTTR.

Source: Zenker & Kyle (2021), Assessing Writing 47, 100505: MATTR by 50 words is steady in short texts.
"""

HDD_SAMPLE = 42
"""Words that HD-D draws.

Source: McCarthy & Jarvis (2010), Behavior Research Methods 42(2), 381-392.
"""

MTLD_TTR = 0.72
"""Type-token ratio at which a stretch of MTLD ends.

Source: McCarthy & Jarvis (2010), Behavior Research Methods 42(2), 381-392.
"""

MTLD_MIN_WORDS_OF_FACTOR = 10
"""Words of a stretch of MTLD before which it cannot end.

Source: Kyle, Crossley & Jarvis (2021), Language Assessment Quarterly 18(2), 154-170, by their program.
"""

MOST_BLOCKS_OF_TEXT = 20
"""Blocks that a text is cut into, at most, for the interval of a mean over its windows.

So what runs on for several windows stays within one block.
Source: Schmeiser (1982), Operations Research 30(3), 556-568: more than 10 to 30 batches gain little.
"""

FEW_UNITS_OF_DIVERSITY = 8
"""Texts (paragraphs, blocks) below which a note calls an interval of diversity rough.

Source: practice of this library.
"""

DIVERSITY_MIN_WORDS: Mapping[str, int] = MappingProxyType(
    {
        "corrected_ttr": 1,
        "dugast_u": 100,
        "hdd": 50,
        "herdan_c": 100,
        "herdan_vm": 1000,
        "maas": 100,
        "mattr": 50,
        "msttr": 50,
        "mtld": 100,
        "root_ttr": 1,
        "simpson_d": 1000,
        "summer_s": 100,
        "ttr": 1,
        "yule_k": 1000,
    }
)
"""Words a text should have, by measure; below, the value is arithmetic and not a finding.

50 is the window of MATTR and MSTTR, and holds HD-D's sample of 42; MTLD is steady from 100, and the logarithmic ratios
are held to no less. K and its like rest on repeated words, of which a short text has few. The plain ratios compare only
texts of one length, whatever it is: 1.
Source: Koizumi (2012), Vocabulary Learning and Instruction 1(1), for MTLD; 1,000 is practice of this library.
"""

# ---------------------------------------------------------------------------------------------------------------------
# Topics

TOPICS = 5
"""How many topics, where no `k` is given.

Source: practice of this library; :func:`discourse.topic_quality` helps to choose.
"""

TOPIC_TOP_TERMS = 10
"""Terms that stand for a topic, in its table and in measures of its quality.

Source: Röder, Both & Hinneburg (2015), WSDM, 399-408: ten terms a topic.
"""

TOPIC_MIN_UNITS_WITH_TERM = 2
"""Paragraphs that must have a term, or a phrase of a label: one paragraph cannot tie paragraphs together.

Source: practice of this library.
"""

WORDS_IN_WINDOW = 100
"""Words of a window, where a text is divided into windows.

Source: practice of this library: about the length of a paragraph of a speech.
"""

FEW_DOCUMENTS_OF_TOPICS = 50
"""Documents below which a note says that topics describe these paragraphs, and not a population.

Source: practice of this library.
"""

FEW_DOCUMENTS_OF_TOPIC_SHARE = 8
"""Documents of a group below which a note calls its share of a topic illustrative.

Source: practice of this library.
"""
