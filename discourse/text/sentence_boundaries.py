"""Where sentences end: stops, abbreviations, numbers of items, note calls."""

from __future__ import annotations

import numpy as np

from discourse.text.abbreviations import WordClass
from discourse.text.characters import KIND_COUNT, CharacterKind
from discourse.text.stop_contexts import (
    DOTS_OF_ELLIPSIS,
    HAS_BLANK,
    StopContexts,
    look_around_stops,
)
from discourse.text.token_gaps import (
    HAS_COMMA,
    HAS_DOT,
    HAS_HYPHEN,
    HAS_QUOTE,
    HAS_SPACE,
    HAS_STOP,
    TokenGaps,
)
from discourse.text.token_stream import COMMA, STOP, STOP_LOWER

__all__ = ["classify_stops"]

# What may come between a stop and its comma, as in ‘He asked “Why?”, and left’ or in
# "(ibid.), p. 5".
_PASSED_KINDS = np.zeros(KIND_COUNT, dtype=bool)
for _kind in (
    CharacterKind.QUOTE,
    CharacterKind.APOSTROPHE,
    CharacterKind.LIKE_APOSTROPHE,
    CharacterKind.CLOSING,
    CharacterKind.NOTE_CALL,
    CharacterKind.NOTHING,
):
    _PASSED_KINDS[_kind] = True
_BLANK_KINDS = [CharacterKind.SPACE, CharacterKind.NEWLINE]
_KINDS_AFTER_ITEM = [CharacterKind.DOT, CharacterKind.CLOSING]  # "a." and "(a)"
# What may stand between an abbreviation and the next sentence: "U.S.” The".
_MARKS_BETWEEN = HAS_DOT | HAS_QUOTE | HAS_BLANK
# What may stand before and after the number of a note: "men.”3 Both".
_MARKS_BEFORE_NOTE = HAS_DOT | HAS_STOP | HAS_QUOTE
_MARKS_AFTER_NOTE = HAS_BLANK | HAS_QUOTE
# Longer numbers are years, not numbers of items or notes.
_MAX_ITEM_DIGITS = 3
_MAX_NOTE_DIGITS = 3


def classify_stops(
    classes: np.ndarray,
    gaps: TokenGaps,
    ends_paragraph: np.ndarray,
    *,
    spelling_ids: np.ndarray,
    spelled: np.ndarray,
) -> None:
    """Give the gaps with a stop their class, in place.

    A stop ends a sentence unless there is evidence against it: a lower-case letter
    follows, an abbreviation or the number of an item comes before it, or a comma comes
    after it. The dot of an abbreviation ("U.S.") ends a sentence only before a word of
    grammar that begins one ("The").

    Parameters
    ----------
    classes : uint8 array, shape (tokens,)
        For each gap, the class that it would have without its stop. A gap keeps it if
        its stop belongs to an abbreviation.
    gaps : TokenGaps
    ends_paragraph : bool array, shape (tokens,)
        Which gaps end a paragraph.
    spelling_ids : int32 array, shape (tokens,)
        Number of each token's spelling.
    spelled : uint32 array
        The distinct spellings, the listed ones first.
    """
    stops = look_around_stops(gaps, spelling_ids, spelled)
    stop_count = len(stops.indices)
    if not stop_count:
        return
    classes_without_stop = classes[stops.indices]

    # A later rule overrides an earlier one.
    classes_of_stops = np.full(stop_count, STOP, dtype=np.uint8)
    is_ellipsis = _are_ellipses(stops)
    classes_of_stops[is_ellipsis] = COMMA
    is_stray = stops.has_one_stop & stops.is_before_lower
    classes_of_stops[is_stray] = STOP_LOWER
    is_inside_word = _are_inside_words(stops)
    classes_of_stops[is_inside_word] = COMMA
    is_abbreviation = _follow_abbreviations(stops)
    is_abbreviation |= _are_before_hyphens(stops)
    classes_of_stops[is_abbreviation] = classes_without_stop[is_abbreviation]
    is_before_comma = _are_before_comma(stops)
    classes_of_stops[is_before_comma] = COMMA
    classes[stops.indices] = classes_of_stops

    _end_before_lettered_items(classes, stops)
    _end_after_note_numbers(classes, stops)
    is_item_number = _follow_item_numbers(classes, ends_paragraph, stops)
    numbered_gaps = stops.indices[is_item_number]
    classes[numbered_gaps] = classes_without_stop[is_item_number]


def _are_ellipses(stops: StopContexts) -> np.ndarray:
    """Return whether the stops are an ellipsis inside a sentence (bool).

    A lower-case letter follows, or a blank comes before ("the thing is . . . I"). A
    word of grammar after a blank begins a sentence, but "I" may go on with the old one.
    """
    is_before_lower = stops.stop_counts >= DOTS_OF_ELLIPSIS
    is_before_lower &= stops.has_dots_only
    is_before_lower &= stops.is_before_lower
    is_pronoun = stops.is_after(WordClass.PRONOUN)
    begins_sentence = stops.is_before_grammar & ~is_pronoun
    goes_on = ~begins_sentence
    goes_on &= stops.is_spaced_ellipsis
    return is_before_lower | goes_on


def _are_inside_words(stops: StopContexts) -> np.ndarray:
    """Return whether a dot without a blank lies inside one word (bool).

    It does after or before a single letter ("U.S", "Ph.D"), after a capital letter
    ("PV.Add"), and before a digit ("3.5", "PV.18"). Two sentences may lack the blank
    between them: "Hello world.Today".
    """
    is_inside = stops.is_after(WordClass.LETTER)
    is_inside |= stops.kind_before == CharacterKind.LETTER
    is_inside &= ~stops.is_before_grammar
    is_inside |= stops.is_before(WordClass.LETTER)
    is_inside |= stops.is_before_digit
    # A dot between Han characters is the full stop of a sentence.
    is_after_han = stops.kind_before == CharacterKind.SINGLE
    is_inside &= ~(is_after_han & (stops.kind_after == CharacterKind.SINGLE))
    is_inside &= stops.is_dot_only
    return is_inside


def _follow_abbreviations(stops: StopContexts) -> np.ndarray:
    """Return whether the dot belongs to an abbreviation in a sentence (bool)."""
    is_inner = _are_inner_abbreviations(stops)
    goes_on = is_inner & ~_begin_sentences(stops)
    is_title = stops.is_before(WordClass.TITLE)
    is_title &= _are_spelt_as_abbreviations(stops)
    goes_on |= is_title
    goes_on |= stops.is_before(WordClass.GOES_ON)

    is_before_number = stops.is_before(WordClass.BEFORE_NUMBER)
    is_before_number &= _are_before_number(stops)
    goes_on |= is_before_number
    is_date = stops.is_before(WordClass.BEFORE_DATE)
    is_date &= stops.is_after_capitalised
    is_date &= stops.is_before_digit
    goes_on |= is_date
    is_before_lower = stops.is_before(WordClass.BEFORE_LOWER)
    is_before_lower &= stops.is_before_lower
    goes_on |= is_before_lower

    goes_on &= stops.is_one_dot
    goes_on &= ~stops.is_dot_only
    return goes_on


def _are_before_hyphens(stops: StopContexts) -> np.ndarray:
    """Return whether a hyphen follows a dot without a blank: "Sec.-Gen." (bool)."""
    is_hyphened = stops.holds_only(HAS_DOT | HAS_HYPHEN)
    is_hyphened &= (stops.bits & HAS_HYPHEN) > 0
    return is_hyphened & stops.has_one_stop


def _are_spelt_as_abbreviations(stops: StopContexts) -> np.ndarray:
    """Return whether the word before has a capital letter if it needs one (bool).

    "Min." is a title or short for a name; "min." may be short for "minutes".
    """
    is_spelt_so = ~stops.is_before(WordClass.CAPITAL)
    is_spelt_so |= stops.is_after_capitalised
    return is_spelt_so


def _are_inner_abbreviations(stops: StopContexts) -> np.ndarray:
    """Return whether the word before is an abbreviation inside sentences (bool).

    It is one such as "Inc." or "St.", a state such as "Va.", an initial, or a word with
    a dot of its own, such as "U.S.".
    """
    is_inner = stops.is_before(WordClass.INNER)
    is_inner &= _are_spelt_as_abbreviations(stops)
    is_state = stops.is_before(WordClass.STATE)
    is_state &= stops.is_after_capitalised
    is_state &= stops.kind_before == CharacterKind.LOWER
    is_inner |= is_state
    is_inner |= _are_initials(stops)
    is_inner |= stops.is_after_dot
    return is_inner


def _begin_sentences(stops: StopContexts) -> np.ndarray:
    """Return whether a sentence begins after each gap, if one may end there (bool).

    It begins with a word of grammar, or after "P.M." with a title such as "Mr.". In
    "(by Apple Inc.) The" and "the U.S., The" the sentence goes on.
    """
    begins_sentence = stops.is_after(WordClass.PERSON)
    begins_sentence &= stops.is_after_capitalised
    begins_sentence &= stops.is_after_dot
    begins_sentence |= stops.is_before_grammar
    begins_sentence &= stops.has_blank
    begins_sentence &= stops.holds_only(_MARKS_BETWEEN)
    return begins_sentence


def _are_initials(stops: StopContexts) -> np.ndarray:
    """Return whether the word before is the initial of a name (bool).

    "I" is one only between two words with a capital letter: "Albert I. Jones". A letter
    after the name of a part is none: "Schedule D. Goods", "World War I. Germany".
    """
    gaps = stops.gaps
    token_before = stops.token_before
    token_earlier = np.maximum(token_before - 1, 0)
    follows_name = gaps.kinds_after(token_earlier) == CharacterKind.LETTER
    follows_name &= ~stops.is_earlier(WordClass.GRAMMAR)
    follows_name &= gaps.bits[token_before] == HAS_SPACE
    follows_name &= ~gaps.is_first[token_before]
    is_pronoun = stops.is_before(WordClass.PRONOUN)
    is_initial = follows_name | ~is_pronoun
    is_initial &= stops.is_before(WordClass.LETTER)
    is_initial &= stops.is_after_capitalised
    is_initial &= ~stops.is_earlier(WordClass.DIVISION)
    return is_initial


def _are_before_number(stops: StopContexts) -> np.ndarray:
    """Return whether a number, or what stands for one, follows each gap (bool).

    It is a figure, a Roman numeral, a single letter ("App. B", "Doc. A/72/5"), or
    another abbreviation ("Suppl. No. 4").
    """
    is_answer = stops.is_before(WordClass.ANSWER)
    is_letter = stops.is_after(WordClass.LETTER)
    # "A" and "I" are words as well: "No. I did not.", but "Art. I", "Doc. A/72/5".
    is_word = is_letter & stops.is_after(WordClass.GRAMMAR)
    is_word &= np.isin(stops.first_kind_of_next_gap, _BLANK_KINDS)
    is_reference = stops.is_after(WordClass.PRONOUN)
    is_reference &= stops.is_after_capitalised
    is_reference &= ~is_answer
    is_numeral = stops.is_after(WordClass.ROMAN)
    is_numeral |= is_letter
    is_numeral &= is_reference | ~is_word

    abbreviations = WordClass.INNER | WordClass.BEFORE_NUMBER
    is_abbreviated = stops.is_after(abbreviations)
    is_abbreviated &= stops.is_before_dotted_word
    is_abbreviated &= ~is_answer

    is_number = is_numeral | is_abbreviated
    is_number &= stops.is_before_capital
    is_number |= stops.is_before_digit
    return is_number


def _are_before_comma(stops: StopContexts) -> np.ndarray:
    """Return whether a comma follows the only stop, as in "etc., and" (bool).

    Such a stop ends no sentence. Quotation marks and closing brackets may come between
    the two.
    """
    has_comma = (stops.bits & HAS_COMMA) > 0
    is_before_comma = has_comma & stops.has_one_stop
    with_comma = np.flatnonzero(is_before_comma)
    if not len(with_comma):
        return is_before_comma
    kinds = stops.gaps.kinds
    first_stop = stops.first_stop[with_comma]
    # The first character after the stop that may not come between it and a comma.
    position = stops.gaps.stop_positions[first_stop] + 1
    is_passed = _PASSED_KINDS[kinds[position]]
    while is_passed.any():
        position += is_passed
        is_passed = _PASSED_KINDS[kinds[position]]
    is_before_comma[with_comma] = kinds[position] == CharacterKind.COMMA
    return is_before_comma


def _end_before_lettered_items(classes: np.ndarray, stops: StopContexts) -> None:
    """End sentences before items with a small letter: "It ends. (a) The", "b. The".

    Parameters
    ----------
    classes : uint8 array, shape (tokens,)
        Class of each gap; changed in place.
    stops : StopContexts
    """
    mark = stops.first_kind_of_next_gap
    is_item = np.isin(mark, _KINDS_AFTER_ITEM)
    item_classes = WordClass.LETTER | WordClass.ROMAN
    is_item &= stops.is_after(item_classes)
    is_item &= classes[stops.indices] == STOP_LOWER
    is_item &= stops.has_blank
    is_item &= _are_before_capital_of_next(stops)
    item_gaps = stops.indices[is_item]
    classes[item_gaps] = STOP


def _are_before_capital_of_next(stops: StopContexts) -> np.ndarray:
    """Return whether the word after the word after has a capital letter (bool)."""
    kind_after_next_gap = stops.gaps.kinds_after(stops.next_gap)
    is_capital: np.ndarray = kind_after_next_gap == CharacterKind.LETTER
    return is_capital & ~stops.is_last


def _end_after_note_numbers(classes: np.ndarray, stops: StopContexts) -> None:
    """End sentences after the number of a note that stands right after the stop.

    In "to single men.1 Both" the sentence ends after the number.

    Parameters
    ----------
    classes : uint8 array, shape (tokens,)
        Class of each gap; changed in place.
    stops : StopContexts
    """
    is_note: np.ndarray = (stops.bits & HAS_QUOTE) > 0
    is_note |= stops.kind_before == CharacterKind.LOWER
    is_note &= stops.length_after <= _MAX_NOTE_DIGITS
    is_note &= stops.is_before_digit
    is_note &= stops.has_one_stop
    is_note &= stops.holds_only(_MARKS_BEFORE_NOTE)
    not_before_note = WordClass.LETTER | WordClass.BEFORE_NUMBER
    is_note &= ~stops.is_before(not_before_note)
    bits_of_next_gap = stops.gaps.bits[stops.next_gap]
    is_note &= (bits_of_next_gap & HAS_BLANK) > 0
    is_note &= (bits_of_next_gap | _MARKS_AFTER_NOTE) == _MARKS_AFTER_NOTE
    is_note &= _are_before_capital_of_next(stops)
    gaps_before_note = stops.indices[is_note]
    gaps_after_note = stops.next_gap[is_note]
    classes[gaps_before_note] = STOP_LOWER
    classes[gaps_after_note] = STOP


def _follow_item_numbers(
    classes: np.ndarray, ends_paragraph: np.ndarray, stops: StopContexts
) -> np.ndarray:
    """Return whether the number or letter of an item comes before each gap (bool).

    It stands at the beginning of a sentence, alone or after the name of a part: "1. The
    Council", "IV. Findings", "Article 5. The".

    Parameters
    ----------
    classes : uint8 array, shape (tokens,)
        Class of each gap.
    ends_paragraph : bool array, shape (tokens,)
        Which gaps end a paragraph.
    stops : StopContexts
    """
    is_item: np.ndarray = stops.first_kind_of_word_before == CharacterKind.DIGIT
    is_item &= stops.length_before <= _MAX_ITEM_DIGITS
    is_numeral = stops.is_before(WordClass.ROMAN)
    is_numeral &= stops.is_after_capitalised
    is_item |= is_numeral
    is_item |= stops.is_before(WordClass.LETTER)
    is_item &= stops.first_kind == CharacterKind.DOT
    is_item &= stops.has_one_stop
    is_item &= stops.has_blank

    # Most stops follow no number: the rest is looked up for those only that do.
    items = np.flatnonzero(is_item)
    token = stops.token_before[items]
    token_earlier = np.maximum(token - 1, 0)
    begins_sentence = ends_paragraph | (classes == STOP)
    part_classes = WordClass.DIVISION | WordClass.BEFORE_NUMBER
    is_part = stops.is_earlier(part_classes)[items]
    is_part &= begins_sentence[token_earlier]
    is_part &= classes[token] < STOP_LOWER
    is_item[items] = begins_sentence[token] | is_part
    return is_item
