"""What a lexicon finds in a corpus, what it never finds, and what it nearly finds."""

from __future__ import annotations

import pandas as pd

from discourse import tables
from discourse.corpus import Corpus, as_corpus
from discourse.formulas.family_conflicts import find_conflicts
from discourse.formulas.language_findings import (
    find_unwritten_languages,
    rows_of_languages,
)
from discourse.formulas.pattern_findings import (
    CheckedFamily,
    Row,
    rows_of_family,
)
from discourse.formulas.slot_findings import rows_of_slots
from discourse.lexicons import Formulas, as_lexicon
from discourse.matching import find_family_places, find_mentions, find_near_misses
from discourse.progress import shows_progress
from discourse.settings import NEAR_MISSES_OF_PATTERN
from discourse.validation import check_whole_number, options_by_name

__all__ = ["lexicon_check"]


@options_by_name
@shows_progress
def lexicon_check(
    corpus: Corpus,
    lexicon: Formulas,
    *,
    top: int = NEAR_MISSES_OF_PATTERN,
    progress: bool = True,
) -> pd.DataFrame:
    """Return what to know of a lexicon before it is counted: hits, faults, near misses.

    Read this table before the first count. It says what each pattern finds, which
    patterns find nothing and why, which mentions are counted twice, and which wordings
    a pattern nearly finds ("did you mean ... also?").

    =======================  ===========================================================
    finding                  what it says
    =======================  ===========================================================
    family_never_found       No pattern of the family has a mention.
    found                    The pattern has `count` mentions in `documents` documents.
    never_found              The pattern fits nowhere; the note says whether its words
                             occur.
    another_pattern_wins     Wherever the pattern fits, another one of its family is
                             taken, because it is full and this one is short, or because
                             it has more words.
    unanchored               `count` places are not counted, because the wording is
                             short and no full wording of the formula is beside it.
    cancelled                A ``not`` of the family cancels `count` places.
    claimed_by_two_families  `count` mentions overlap a mention of `other_family`.
    near_misses_left_out     Not all near misses of the pattern were looked for, because
                             that would cost too much.
    near_miss                The wording nearly fits, and is no mention of the family.
    unused_not               This ``not`` cancels nothing.
    unused_slot              No pattern names this ``@slot``, or no mention has a word
                             of it.
    language_not_written     No document is in this language, whose code is `pattern`;
                             its patterns without a mention are not listed.
    =======================  ===========================================================

    Parameters
    ----------
    corpus : Corpus
        Masked text has no mention and no near miss.
    lexicon : Lexicon, Phrase, dict or str
        Families of phrases, or one phrase.
    top : int
        How many near misses of each pattern are listed, the most frequent ones; 0 =
        none.
    progress : bool
        Show a bar if the call takes longer than two seconds.

    Returns
    -------
    pandas.DataFrame
        Kind "lexicon_check", one row for each finding: family, pattern, wording (the
        pattern as written), finding, surface, count, documents, differs_in (of a near
        miss: what is other), other_family, other_pattern, doc, start, end, note (a
        sentence). The surface is an example, in its most frequent wording, and
        ``raw[doc][start:end] == surface``. A finding without an example has no `doc`.
        The rows are in the order of the lexicon; those of slots and languages come last,
        and have no family.

    See Also
    --------
    mentions : every mention with its place.
    search_comparison : the counts beside those of a plain search.
    draft_lexicon : a first lexicon of phrases that recur.

    Notes
    -----
    **What a near miss is.** A place where a pattern fits but for one thing
    (`differs_in`), and that shares no word with a place where the family fits or with
    one of its ``not``. Each place is counted once in a family, for the pattern that it
    comes nearest to.

    =============  =====================================================================
    differs_in     example, for the pattern ``community with a shared future``
    =============  =====================================================================
    case           other capital letters, if the pattern says ``case``
    ending         "communities with a shared future", "neighbors" for ``neighbours``,
                   "laicite" for ``laïcité``
    hyphen         "cyber-space" or "cyber space" for ``cyberspace``
    punctuation    "community, with a shared future", and the end of a sentence
    word_less      "community with shared future": a function word is missing
    word_more      "community with a bright shared future"
    word_replaced  "community of a shared future", "community with a shared purpose"
    =============  =====================================================================

    Of a pattern of one or two words only the first three sorts are looked for, because
    one word and any other say too little. Three words or more must keep two content
    words, and three words in all where a content word is replaced. If what is left
    stands in more than 20 places, and less than a tenth of them are mentions, it is a
    phrase of its own: "reform the United Nations" is not near ``urge the united
    nations``. Of Chinese patterns, those of four characters or more may have another
    character. Function words are those of the bundled lists for English, Russian and
    Chinese, and of the list for the language of the pattern. Endings are those of
    English; accents are compared in Latin and Greek letters, and "ss" with "ß".
    Traditional characters are no near miss of simplified ones: read the corpus with
    ``traditional_as_simplified=True``.

    **When not to use it.** A near miss is a proposal: read its places with ``kwic``
    before you add a pattern. That nothing is near a pattern does not mean that the
    formula has no other wording; ``recurring`` finds phrases that nobody listed. A
    pattern that is never found is no fault if its absence is a result.

    There is no chart of this table, because each row is to be read.

    Examples
    --------
    >>> from discourse.corpus import Corpus
    >>> text = "A community with a shared future. A community of a shared future."
    >>> corpus = Corpus.from_texts({"a": text})
    >>> patterns = ["community with a shared future", "shared destiny"]
    >>> table = lexicon_check(corpus, {"future": patterns})
    >>> table[["finding", "surface", "count", "differs_in"]]
           finding                         surface  count     differs_in
    0        found  community with a shared future      1
    1    near_miss    community of a shared future      1  word_replaced
    2  never_found                                      0
    >>> print(table["note"][1])
    Did you mean "community of a shared future" also? It occurs once.
    """
    corpus = as_corpus(corpus)
    lexicon = as_lexicon(lexicon)
    top = check_whole_number("top", top, minimum=0)
    # Phrases are looked for on single Han characters.
    characters = corpus.in_characters
    places_by_family = find_family_places(characters, lexicon.families)
    all_hits = find_mentions(
        characters,
        lexicon,
        unanchored=True,
        places=places_by_family,
    )
    mentions = all_hits.select(all_hits.is_anchored)
    conflicts = find_conflicts(lexicon, mentions)
    unwritten = find_unwritten_languages(characters, lexicon)
    rows: list[Row] = []
    for family_number, family in enumerate(lexicon.families):
        places = places_by_family[family_number]
        is_other_mention = mentions.family != family_number
        near_misses = find_near_misses(
            characters,
            family,
            taken=places.all_rows,
            claimed=mentions.rows[is_other_mention],
        )
        checked = CheckedFamily(
            corpus=characters,
            family=family,
            places=places,
            hits=all_hits.select(all_hits.family == family_number),
            near_misses=near_misses,
            conflicts=conflicts.get(family_number, {}),
            unwritten=unwritten,
        )
        rows += rows_of_family(checked, top)
    rows += rows_of_slots(characters, lexicon, mentions)
    rows += rows_of_languages(lexicon, unwritten, mentions)
    return tables.from_rows(
        "lexicon_check",
        rows,
        labels={"doc": corpus.label_of, "family": lexicon.label_of},
    )
