"""Where a phrase occurs: the only room that looks for phrases.

A phrase is compiled to sequences of words (:mod:`discourse.phrases`). For each sequence,
the positions of its rarest word are taken from the inverted index. The other words are
compared at their places, and the gap classes between the words must be allowed. There
is no backtracking, and the time is in proportion to the count of the rarest word. A
pattern that would cost more than the bounds in :mod:`discourse.settings` is refused.

**Which hit counts.** A hit that overlaps a phrase of ``not`` is cancelled. Of the hits
of one pattern that begin, or end, at the same word, the one with the fewest words in
its gaps is taken. In a family, of hits that overlap, a full wording wins over one that
its pattern anchors. Then the one with the most words outside its gaps wins. Then the
one with fewer words in gaps wins, then the one further left, then the pattern that is
listed first. Hits of different families may overlap. A short wording that its pattern
anchors then counts only where a full wording of its family counts in the same document
or paragraph.

A *level* is whom a mention applies to (mankind, a region, two countries ...). A family
lists phrases for each of its levels. A hit of such a phrase near a mention is a *cue*.

A *near miss* is a place where a phrase fits but for one word, ending, accent, hyphen,
comma or capital letter, and where its family has no mention.

Modules of this folder: ``occurrences`` (every place where a phrase fits),
``joint_search`` (the same for many phrases at once),
``starred_words``, ``punctuation`` and ``letter_case`` (three conditions of a fit),
``search_costs`` (what a search may cost), ``overlaps``, ``anchors`` and ``hits`` (which
places count), ``mention_arrays`` (how they are held), ``family_phrases`` and
``languages_written`` (their languages), ``family_places`` (the places before the
choice), ``levels``, ``near_misses`` with ``relaxed_sequences`` (phrases with one
condition dropped), ``word_forms`` (other endings and spellings of a word) and
``accents`` (other accents).
"""

from discourse.matching.family_phrases import (
    FamilyLanguage,
    first_languages,
    languages_of_families,
    languages_of_hits,
    number_phrases,
    phrase_property,
)
from discourse.matching.family_places import FamilyPlaces, find_family_places
from discourse.matching.hits import (
    count_families_and_words,
    find_mentions,
    tokens_that_hold,
)
from discourse.matching.language_counts import (
    LanguageCounts,
    count_languages_and_words,
)
from discourse.matching.languages_written import are_written_in
from discourse.matching.levels import find_levels
from discourse.matching.mention_arrays import Hits
from discourse.matching.near_misses import NearMisses, find_near_misses
from discourse.matching.occurrences import find_occurrences
from discourse.matching.overlaps import overlap_any
from discourse.matching.punctuation import BRIDGES
from discourse.matching.starred_words import GLOB_WORDS, missing_words

__all__ = [
    "BRIDGES",
    "GLOB_WORDS",
    "FamilyLanguage",
    "FamilyPlaces",
    "Hits",
    "LanguageCounts",
    "NearMisses",
    "are_written_in",
    "count_families_and_words",
    "count_languages_and_words",
    "find_family_places",
    "find_levels",
    "find_mentions",
    "find_near_misses",
    "find_occurrences",
    "first_languages",
    "languages_of_families",
    "languages_of_hits",
    "missing_words",
    "number_phrases",
    "overlap_any",
    "phrase_property",
    "tokens_that_hold",
]
