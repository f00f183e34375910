"""Defaults and thresholds: every number that is a judgement, with meaning and source.

The text below each constant says what the number is and what depends on it. After
"Source:" it says where the number comes from:

- a work of the literature;
- a calibration in ``tests/benchmarks``, which can be run again;
- or "practice of this library", if nothing better is known. Such a number may be
  disputed.

A constant ``FEW_...`` is a number below which a note says what so small a sample cannot
show. The value itself is still given.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = [
    "ANTCONC_LARGEST_P",
    "BOOTSTRAP_RESAMPLES",
    "COLLOCATION_WINDOW",
    "COMMONEST_LEAST_SHARE_OF_DOCUMENTS",
    "COMMONEST_LEAST_SHARE_OF_STRETCHES",
    "COMMONEST_MIN_DOCUMENTS",
    "COMMONEST_STRETCH",
    "CONFIDENCE_LEVEL",
    "CUE_DISTANCE",
    "DELTA_FREQUENT_WORDS",
    "DIVERSITY_MIN_WORDS",
    "DIVERSITY_WINDOW",
    "DOCUMENTS_SHOWING_VARIANCE",
    "DUPLICATE_MIN_LENGTH",
    "DUPLICATE_MIN_SHARE",
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
    "FEW_PLACES_OF_KEPT_WORDS",
    "FEW_TERMS_OF_CONTAINMENT",
    "FEW_UNITS_OF_BOOTSTRAP",
    "FEW_UNITS_OF_DIVERSITY",
    "FEW_WORDS_OF_COVERAGE",
    "FEW_WORDS_OF_DELTA",
    "FEW_WORDS_OF_SIMILARITY",
    "FEW_WORDS_OF_SIMILARITY_BY_NGRAMS",
    "HDD_SAMPLE",
    "LEAST_SHARE_OF_BACKGROUND",
    "LEAST_SHARE_OF_CHINESE_LIST",
    "LEAST_SHARE_OF_KANA",
    "LEAST_SHARE_OF_KEPT_WORDS",
    "LEAST_SHARE_OF_LANGUAGE",
    "LEAST_SHARE_OF_SCRIPT",
    "LEAST_SHARE_OF_STATED_WORDS",
    "LEAST_SHARE_OF_STOP_LIST",
    "LONGEST_NGRAM",
    "LOW_LARGEST_SIMILARITY",
    "MIN_UNITS_OF_INTERVAL",
    "MIN_WORDS_OF_STOP_LIST",
    "MOST_BLOCKS_OF_TEXT",
    "MOST_COMPARISONS",
    "MOST_COMPARISONS_PER_WORD",
    "MOST_PLACES",
    "MOST_PLACES_PER_WORD",
    "MOST_RELAXED_SEQUENCES",
    "MOST_SHARE_OF_STATED_WORDS",
    "MTLD_MIN_WORDS_OF_FACTOR",
    "MTLD_TTR",
    "NEAR_MISSES_OF_PATTERN",
    "NGRAM_LENGTHS",
    "NO_VALUE",
    "ORDER_RESAMPLES",
    "PERMUTATIONS",
    "PERMUTATIONS_FOR_MANY_TERMS",
    "PER_WORDS",
    "PROGRESS_DELAY",
    "RECURRING_LENGTHS",
    "SIMILARITY_SCHEME",
    "SPARE_STATED_WORDS",
    "TERMS_THAT_ARE_MANY",
    "TOPICS_IF_NONE_STABLE",
    "TOPICS_THAT_ARE_FEW",
    "TOPIC_MIN_UNITS_WITH_TERM",
    "TOPIC_NUMBERS",
    "TOPIC_RUNS",
    "TOPIC_STABILITY",
    "TOPIC_TOP_TERMS",
    "TOPIC_TRIAL_UNITS",
    "WORDS_IN_WINDOW",
    "WORDS_OF_WHOLE_CORPUS",
]

# --------------------------------------------------------------------------------------
# Groups

NO_VALUE = "(no value)"
"""Name of the group of documents that have no value in the column ``by``.

It is also what :meth:`discourse.Corpus.where` takes for such documents. It differs from
``""``, the name of the one group of all documents where nothing is divided.
Source: practice of this library; brackets keep it apart from what texts call themselves.
"""

# --------------------------------------------------------------------------------------
# Intervals and tests

CONFIDENCE_LEVEL = 0.95
"""Share of intervals that should contain the true value.

It is used if no `confidence_level` is given.

Source: the convention of the field since Neyman (1937), Philosophical Transactions of
the Royal Society A 236, 333-380. The intervals were calibrated at this level:
``tests/benchmarks/calibration.py``.
"""

MIN_UNITS_OF_INTERVAL = 3
"""Units from which the differences between them give an interval.

Units are documents, clusters, paragraphs or blocks.

With two units the quantile of t is 12.7, and an interval spans nearly all there is.
Source: practice of this library.
"""

DOCUMENTS_SHOWING_VARIANCE = 5
"""Documents with a term from which their group can show how documents differ in it.

:func:`discourse.keyness` uses the variance of such a group for a group of one document.
Source: practice of this library, tried in ``tests/benchmarks/calibration.py``.
"""

BOOTSTRAP_RESAMPLES = 9999
"""Resamples of a bootstrap.

The number is one less than a round number. So the ends of usual intervals are
themselves resampled values.
Source: Davison & Hinkley (1997), Bootstrap Methods and their Application, ch. 2.
"""

ORDER_RESAMPLES = 999
"""Resamples of paragraphs in :func:`discourse.similarity_order`.

In each of them, the scores of all pairs are computed.

Source: Davison & Hinkley (1997), Bootstrap Methods and their Application, ch. 2 (999
for percentiles of 2.5 and 97.5 %).
"""

PERMUTATIONS = 9999
"""Arrangements that a permutation test draws if there are too many to list.

The smallest possible p is 1 / 10,000.

Source: Davison & Hinkley (1997), Bootstrap Methods and their Application, ch. 4.
"""

PERMUTATIONS_FOR_MANY_TERMS = 999
"""The same if :func:`discourse.keyness` compares very many terms.

These are more than :data:`TERMS_THAT_ARE_MANY`.

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

# --------------------------------------------------------------------------------------
# Rates and lengths

PER_WORDS = 1000
"""Words that a rate refers to, if no `per` is given.

Source: Biber, Conrad & Reppen (1998), Corpus Linguistics, 263-264: norm counts to about
the length of the texts.
"""

LONGEST_NGRAM = 64
"""Words of the longest n-gram or repeat; a longer repeat is listed by its first words.

Source: practice of this library: the index compares suffixes up to this length.
"""

NGRAM_LENGTHS = (1, 5)
"""Smallest and largest number of words in a sequence of :func:`discourse.ngrams`.

Source: practice of this library; lexical bundles have 3 to 5 words in Biber et al.
(1999), Longman Grammar, ch. 13.
"""

LEAST_SHARE_OF_STOP_LIST = 0.15
"""Least share of a document's words that a list must cover if it is in its language.

Source: practice of this library. The list of a text's own language covers 27 to 54 % of
its words (Universal Declaration of Human Rights, in eight languages) and hardly ever
less than 18 % (842 statements in English); the list of a language that is no close
relative covers up to 13 % (German of Dutch, French of Romanian; one paragraph each).
"""

LEAST_SHARE_OF_CHINESE_LIST = 0.1
"""Least share of a document's words that the Chinese list must cover.

Source: practice of this library. Chinese needs fewer function words: the list covers
15 % of the words, and 16 to 20 % of the characters, of 17 government reports. Five
English articles quote Chinese; the Chinese list covers 0.2 % of them.
"""

LEAST_SHARE_OF_LANGUAGE = 0.1
"""Least share of the words of a corpus that are in documents of one of its languages.

Also the least share of a document that function words of a second language must have,
and that words in the script of a language must have for formulas to be counted in it.

Source: practice of this library: a quotation, or one document of many, makes no corpus
of two languages.
"""

MIN_WORDS_OF_STOP_LIST = 3
"""Fewest different words of a list of stop words that tell of its language.

Source: practice of this library: one word or two are shared by many languages.
"""

WORDS_OF_WHOLE_CORPUS = 20
"""So many words of the whole corpus are counted with each document to find its language.

A document of fewer words may have none of the function words of its language.

Source: practice of this library: a document of one sentence has about 20 words, and a
few function words, which related languages may share.
"""

LEAST_SHARE_OF_KANA = 0.05
"""Share of kana among the words of a document above which it is not in Chinese.

Source: practice of this library: half of a Japanese text is kana, and of a Chinese one
nothing but quotations.
"""

COMMONEST_MIN_DOCUMENTS = 10
"""Fewest documents of a language without a list whose commonest words are left out.

Source: practice of this library, tried on English as if it had no list. In 5 articles on
China 1 of the 9 commonest words was one of substance ("countries"); in 5 corpora of 85
to 120 documents none was. No number of documents between 5 and 85 was tried.
"""

COMMONEST_LEAST_SHARE_OF_DOCUMENTS = 0.9
"""Share of the documents that the commonest words must occur in.

Source: practice of this library, tried on the same corpora.
"""

COMMONEST_LEAST_SHARE_OF_STRETCHES = 0.5
"""Share of the stretches of words that the commonest words must occur in.

Source: practice of this library, tried on the same texts. With 0.4 the 5 corpora gave no
word of substance either, but the 5 articles gave 3 of 12.
"""

COMMONEST_STRETCH = 100
"""Words in a stretch in which the commonest words are looked for.

Source: practice of this library, tried on the same texts: with 200, three of the 5
corpora gave words of substance, such as "government" and "world".
"""

RECURRING_LENGTHS = (2, LONGEST_NGRAM)
"""Smallest and largest number of words in a phrase of :func:`discourse.recurring`.

Source: practice of this library: a phrase has two words or more, and the index holds no
longer one.
"""

COLLOCATION_WINDOW = 5
"""Words on each side of a mention in which collocates are counted.

Source: Sinclair, Jones & Daley (1970), English Collocation Studies: a span of four;
AntConc and #LancsBox begin with five.
"""

MOST_COMPARISONS = 30_000_000
"""Words compared while one pattern is looked for; a pattern that needs more is refused.

:data:`MOST_COMPARISONS_PER_WORD` is added for each word of the corpus.

Source: practice of this library: so many take less than a second. A search for the longest pattern of the
bundled lexicon compares a few words for each word of a corpus.
"""

MOST_COMPARISONS_PER_WORD = 100
"""What :data:`MOST_COMPARISONS` grows by for each word of the corpus.

Source: practice of this library.
"""

MOST_PLACES = 500_000
"""Places where the patterns of one family may fit; a family that fits at more is refused.

:data:`MOST_PLACES_PER_WORD` is added for each word of the corpus. Places that overlap
are counted too, because they are held in memory before a choice is made.

Source: practice of this library: so many take less than 200 MB.
"""

MOST_PLACES_PER_WORD = 5
"""What :data:`MOST_PLACES` grows by for each word of the corpus.

A pattern that fits at every word, such as ``*``, needs one.

Source: practice of this library.
"""

MOST_RELAXED_SEQUENCES = 2_000
"""Searches for the near misses of one pattern; what needs more is looked for in part.

A pattern of five words needs about twenty, and one with many alternatives needs as many
for each of them.

Source: practice of this library: so many take less than a second in a million words.
"""

LEAST_SHARE_OF_KEPT_WORDS = 0.1
"""How often what is left of a pattern without a content word is part of a mention.

If the share is less, what is left is a phrase of its own, and no near miss: most places
of "of the United Nations" have nothing to do with the pattern "reform of the United
Nations". It is looked at if there are more places than
:data:`FEW_PLACES_OF_KEPT_WORDS`.

Source: practice of this library, after reading the near misses of the bundled lexicons
in speeches of the UN General Debate.
"""

FEW_PLACES_OF_KEPT_WORDS = 20
"""Places of what is left of a pattern that are so few that each may be a near miss.

Source: practice of this library.
"""

NEAR_MISSES_OF_PATTERN = 5
"""Near misses that `lexicon_check` lists for one pattern, the most frequent ones.

Source: practice of this library: so many are read before a count.
"""

CUE_DISTANCE = 10
"""Words before or after a mention in which a cue of its level is looked for.

Source: practice of this library.
"""

# --------------------------------------------------------------------------------------
# Small samples: rates, keyness, dispersion, collocation

FEW_DOCUMENTS_IN_RATE = 10
"""Documents (clusters) of a rate or share below which a note warns of the size.

Source: practice of this library.
"""

FEW_UNITS_OF_BOOTSTRAP = 50
"""Documents (clusters) up to which a bootstrap is too narrow for a rare formula.

Source: ``tests/benchmarks/calibration.py``: with 50 speeches 95 % intervals contained
the rate of a formula 62 times in 100.
"""

FEW_DOCUMENTS_OF_KEYNESS = 6
"""Documents (clusters) in a group below which a note says how small p can be.

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
"""Words of a document below which one phrase is a large part of its coverage.

Source: practice of this library.
"""

FEW_MENTIONS_OF_NODE = 20
"""Mentions of a phrase below which a note beside its collocates gives their number.

Source: practice of this library.
"""

FEW_MENTIONS_BESIDE_COLLOCATE = 5
"""Mentions beside a collocate below which a note says that its measures are fragile.

Source: Evert (2005), The Statistics of Word Cooccurrences, Stuttgart: pairs that occur
less often cannot be judged.
"""

FEW_DOCUMENTS_WITH_COLLOCATE = 5
"""Documents with a collocate beside the phrase below which a note gives their number.

Source: practice of this library.
"""

FEW_DOCUMENTS_IN_IDF = 30
"""Documents below which a note gives the number of levels that an idf can have.

Source: practice of this library.
"""

# --------------------------------------------------------------------------------------
# Copies of documents

DUPLICATE_MIN_SHARE = 0.65
"""Share of the shorter text that a copy has in common with the longer, at least.

:func:`discourse.duplicates` uses it.

A copy with a tenth of its words changed has a share of 0.9, and a short one with another
headline besides 0.75. Two speeches of one country in the UN General Debate have 0.5 at
most.

Source: ``tests/benchmarks/near_duplicates.py``.
"""

DUPLICATE_MIN_LENGTH = 1 / 3
"""Length of the shorter text, as a share of the longer, below which it is no copy.

It is an excerpt, and may be quoted. :func:`discourse.shared_passages` finds it.

Source: practice of this library. A report of three paragraphs can lose two.
"""

# --------------------------------------------------------------------------------------
# Similarity

SIMILARITY_SCHEME = "log-idf"
"""Scheme by which a cosine weighs words, if no `scheme` is given.

Source: ``tests/benchmarks/similarity_schemes.py``. With it, and without function words,
the scores of fifty news texts correlate with the judgements of people by .555 (.427 by
the scheme "sklearn" with all words). Of 3,806 speeches of the UN General Debate the
nearest is of the same country or year in 98.7 % (86.5 %). Of 1,027 passages of the
Gospels the nearest in another Gospel is a parallel in 76 % (61 %).
"""

# --------------------------------------------------------------------------------------
# Small samples: similarity

FEW_WORDS_OF_DELTA = 1500
"""Words of the shorter text below which a note warns that Burrows's Delta needs more.

Source: Burrows (2002), Literary and Linguistic Computing 17(3), 267-287.
"""

FEW_WORDS_OF_SIMILARITY = 500
"""The same for any other measure of single words.

Source: practice of this library, tried on 60 speeches of the UN General Debate: of two
samples of 500 words half found their own other half to be the nearest by cosine; of 200
words 2 in 10, of 1,000 words 7 to 9.
"""

FEW_WORDS_OF_SIMILARITY_BY_NGRAMS = 100
"""The same for n-grams, which texts share more rarely than words.

Source: practice of this library.
"""

FEW_MENTIONS_IN_PROFILE = 10
"""Mentions in a text below which a note beside a similarity gives their number.

Source: practice of this library.
"""

FEW_TERMS_OF_CONTAINMENT = 100
"""Terms of the first text below which a note says how much each changes a containment.

Source: practice of this library: with fewer, one term changes the score by more than
0.01.
"""

LOW_LARGEST_SIMILARITY = 0.5
"""Score below which a note says that the lengths of two texts allow no higher one.

Source: practice of this library.
"""

FEW_DOCUMENTS_OF_DELTA = 10
"""Documents below which a note calls the standard deviations of Delta uncertain.

Source: practice of this library.
"""

DELTA_FREQUENT_WORDS = 150
"""Most frequent words that Burrows's Delta compares.

Source: Burrows (2002), Literary and Linguistic Computing 17(3), 267-287.
"""

FEW_PARAGRAPHS_RESAMPLED = 8
"""Paragraphs of a document below which a note says that few are resampled.

Source: practice of this library; 8 paragraphs have 6,435 resamples.
"""

# --------------------------------------------------------------------------------------
# Lexical diversity

DIVERSITY_WINDOW = 50
"""Words of a window (MATTR) or segment (MSTTR).

Source: Zenker & Kyle (2021), Assessing Writing 47, 100505: MATTR by 50 words is steady
in short texts.
"""

HDD_SAMPLE = 42
"""Words that HD-D draws.

Source: McCarthy & Jarvis (2010), Behavior Research Methods 42(2), 381-392.
"""

MTLD_TTR = 0.72
"""Type-token ratio at which a factor of MTLD ends.

Source: McCarthy & Jarvis (2010), Behavior Research Methods 42(2), 381-392.
"""

MTLD_MIN_WORDS_OF_FACTOR = 10
"""Smallest number of words in a factor of MTLD.

Source: Kyle, Crossley & Jarvis (2021), Language Assessment Quarterly 18(2), 154-170, by
their program.
"""

MOST_BLOCKS_OF_TEXT = 20
"""Largest number of blocks of a text for the interval of a mean over its windows.

With so few blocks, what goes on for several windows stays within one block.
Source: Schmeiser (1982), Operations Research 30(3), 556-568: more than 10 to 30 batches
gain little.
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
"""Words that a text should have, by measure. Below it, the value cannot be interpreted.

50 words are the window of MATTR and MSTTR, and enough for HD-D's sample of 42. MTLD is
steady from 100 words, and the logarithmic ratios are given the same limit. K and
similar measures depend on repeated words, and a short text has few of them. The plain
ratios can only compare texts of the same length, so they have no limit: 1.
Source: Koizumi (2012), Vocabulary Learning and Instruction 1(1), for MTLD; 1,000 is
practice of this library.
"""

# --------------------------------------------------------------------------------------
# Topics

TOPIC_NUMBERS = (2, 10)
"""Smallest and largest number of topics that are tried, if no `k` is given.

Source: practice of this library: a reader can compare ten topics.
"""

TOPIC_RUNS = 5
"""Fits of each kind by which the stability of a number of topics is judged.

Source: practice of this library: about 20 seconds for the largest number of paragraphs.
"""

TOPIC_STABILITY = 0.75
"""Stability from which a number of topics may be chosen.

It is the mean Jaccard index of the ten heaviest terms of two fits. Two topics that share
nine of ten have .82, those that share eight have .67.

Source: practice of this library. The five articles of the project have no stable number
of topics; speeches of five countries in the UN General Debate have five.
"""

TOPICS_THAT_ARE_FEW = 2
"""Number of topics that is chosen only if no larger number is stable.

Two topics are often one formula, which is repeated word by word and therefore coherent,
and all the rest.

Source: practice of this library. In 17 Chinese government reports the smaller of two
topics is the sentence in which the premier reports to the congress, 1 % of the weight.
"""

TOPICS_IF_NONE_STABLE = 3
"""Number of topics if no `k` is given and no number that was tried is stable.

Source: practice of this library: an overview that does not pretend to detail.
"""

TOPIC_TRIAL_UNITS = 1500
"""Paragraphs by which numbers of topics are judged, at most.

Source: practice of this library: a fit takes a fifth of a second.
"""

TOPIC_TOP_TERMS = 10
"""Terms that represent a topic, in its table and in measures of its quality.

Source: Röder, Both & Hinneburg (2015), WSDM, 399-408: ten terms a topic.
"""

TOPIC_MIN_UNITS_WITH_TERM = 2
"""Paragraphs that must contain a term, or a phrase of a label.

A term of one paragraph only cannot connect paragraphs.

Source: practice of this library.
"""

WORDS_IN_WINDOW = 100
"""Words of a window, if a text is divided into windows.

Source: practice of this library: about the length of a paragraph of a speech.
"""

FEW_DOCUMENTS_OF_TOPICS = 50
"""Documents below which a note warns about topics.

They describe these paragraphs, and not a population.

Source: practice of this library.
"""

FEW_DOCUMENTS_OF_TOPIC_SHARE = 8
"""Documents of a group below which a note calls its share of a topic illustrative.

Source: practice of this library.
"""

LEAST_SHARE_OF_BACKGROUND = 0.1
"""Share of the words of a corpus that a background must know; below it is refused.

Words without letters do not count. Source: practice of this library. Of the different
words of the Universal Declaration of Human Rights, the list of English speeches knows
99 % in English and 1 to 2 % in Turkic languages (17 % in French, which it shares names
and stems with); of the Federalist papers it knows 76 %.
"""

LEAST_SHARE_OF_SCRIPT = 0.001
"""Share of the words of a background that must be in a script for it to have the script.

Source: practice of this library. Of 24,000 words of English speeches three are in Greek
or Cyrillic letters; such a background knows nothing of Greek.
"""

LEAST_SHARE_OF_STATED_WORDS = 0.8
"""Share of the words stated by a database below which an article lacks words.

``corpus.suspected`` says so then. See `SPARE_STATED_WORDS`.

Source: practice of this library. Databases divide words in other ways, and some count
the title, the byline or the captions: by up to a tenth of an article.
"""

MOST_SHARE_OF_STATED_WORDS = 1.5
"""Multiple of the words stated by a database above which an article has too many.

``corpus.suspected`` says so then. See `SPARE_STATED_WORDS`.

Source: practice of this library: two articles taken for one have twice as many.
"""

SPARE_STATED_WORDS = 10
"""Words by which any article may differ from those stated, however short it is.

Source: practice of this library: a title has about as many.
"""

# --------------------------------------------------------------------------------------
# Progress

PROGRESS_DELAY = 2.0
"""Seconds after which a call shows a bar.

Source: practice of this library. Nielsen (1993), Usability Engineering, 135: after one
second a person notices the wait, and after ten turns to something else.
"""
