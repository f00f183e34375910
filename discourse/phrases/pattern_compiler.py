"""From the variants of a pattern to its shapes, with words at fixed places.

The parser gives *variants*: words, or choices of words, with separators between them. A
hyphen may be read in two ways: it joins two words or divides them. So a variant has one
or more *wordings*, each with a set of words at every place. Wordings that differ at one
place only are merged into one *sequence*, which has a link between each two places.

Words that stand together in all wordings with the same links are merged in the same
way. So the sequences are those that single words at every place would give, and a
choice of many words is treated as one word.

A gap is one link, whatever the number of words in it, so that a pattern with several
gaps stays small. A *shape* is a sequence in which the number of words in each gap is
fixed; there is one for each choice of these numbers.
"""

from __future__ import annotations

import functools
import itertools
import math
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from discourse.phrases.pattern_parser import (
    BLANK_SEPARATOR,
    LIMIT,
    MAX_WORDS,
    Separator,
    Symbol,
    Variant,
    count_choices,
    pattern_error,
    too_many_wordings,
)
from discourse.text import (
    ADJACENT,
    BLANK,
    COMMA,
    HYPHEN,
    PARAGRAPH,
    QUOTE,
    SPACED_HYPHEN,
    STOP_LOWER,
    are_in_words,
    character_class,
    word_identity,
)

__all__ = [
    "CompiledPattern",
    "Link",
    "WordSequence",
    "compile_pattern",
    "compile_plain_words",
    "expand_gaps",
]

# Sets of gap classes that are allowed between two words, each as a number in binary: if
# class 3 is in the set, bit 3 is set.
_FOLLOWED = 1 << ADJACENT | 1 << BLANK | 1 << QUOTE
_HYPHENED = _FOLLOWED | 1 << HYPHEN | 1 << SPACED_HYPHEN
_STRAY_STOP = 1 << STOP_LOWER
_WITHIN_PARAGRAPH = (1 << PARAGRAPH) - 1  # all classes below PARAGRAPH
_WITHIN_SENTENCE = (1 << STOP_LOWER) - 1  # all classes below STOP_LOWER
_WITHIN_CLAUSE = (1 << COMMA) - 1  # all classes below COMMA
# What may come between the words of a gap, by the sign that the gap may not cross.
_IN_GAP_BY_SIGN = {
    "": _WITHIN_PARAGRAPH,
    "!": _WITHIN_SENTENCE,
    ",": _WITHIN_CLAUSE,
}

MAX_MERGED_PLACES = 100  # places at which wordings differ

# The words that fit at each place.
_Words = tuple[frozenset[str], ...]
# For each word but the first, the punctuation before it with its blanks.
_Written = tuple[str, ...]
# The words that fit at each place; None = any word.
_WordSets = tuple[frozenset[str] | None, ...]


class Link(NamedTuple):
    """What may come between two places of a sequence.

    Attributes
    ----------
    allowed : int
        The gap classes that are allowed between two words that follow each other, as
        bits.
    literal : str
        The punctuation that must come between the two; ``""`` = any.
    max_words : int
        The largest number of words that may lie between; 0 = they follow each other.
    first, inner, last : int
        If words lie between: the gap classes that are allowed before the first of them,
        before the others, and before the word at the second place.
    """

    allowed: int
    literal: str = ""
    max_words: int = 0
    first: int = 0
    inner: int = 0
    last: int = 0

    @property
    def numbers(self) -> tuple[int, int, int, int, int]:
        """All but the punctuation."""
        return self.allowed, self.max_words, self.first, self.inner, self.last

    def expand(self) -> list[tuple[int, ...]]:
        """Return the gap classes before each word, for each number of words between."""
        expanded: list[tuple[int, ...]] = [(self.allowed,)]
        for word_count in range(1, self.max_words + 1):
            inner_words = (self.inner,) * (word_count - 1)
            expanded.append((self.first, *inner_words, self.last))
        return expanded


@dataclass(frozen=True)
class WordSequence:
    """Places with words, and the links between them.

    Attributes
    ----------
    words : tuple of frozenset of str
        For each place the words that fit (``*`` = any characters).
    links : tuple of Link
        For each place but the first, what may come before it.
    written : tuple of str
        For each place but the first, the punctuation before it as the pattern has it,
        with the blanks beside it; ``""`` = none. Blanks change no hit, so two sequences
        that differ in them only are equal.
    """

    words: tuple[frozenset[str], ...]
    links: tuple[Link, ...]
    written: tuple[str, ...] = field(default=(), repr=False, compare=False)

    @property
    def has_gaps(self) -> bool:
        """Whether words may lie between two places."""
        return self.max_gap_words > 0

    @functools.cached_property
    def max_gap_words(self) -> int:
        """The largest number of words in all gaps together."""
        return sum(link.max_words for link in self.links)

    @property
    def plain(self) -> str:
        """One wording as it is written: the shortest word of each place, no gap."""
        text = _shortest_word(self.words[0])
        for number, words in enumerate(self.words[1:]):
            link = self.links[number]
            word = _shortest_word(words)
            if link.literal:
                between = self.written[number] if self.written else link.literal
            elif link.allowed == _STRAY_STOP:
                between = ". "
            elif _is_written_close(text, word):
                between = ""
            else:
                between = " "
            text += between + word
        return text


@dataclass(frozen=True)
class CompiledPattern:
    """One shape of a phrase: words at fixed places.

    Attributes
    ----------
    words : tuple of (frozenset of str or None)
        For each place the words that fit (``*`` = any characters). None = any word; it
        is a word in a gap.
    allowed : tuple of int
        For each place but the first, the gap classes that are allowed before it, as
        bits.
    literals : tuple of str
        For each place but the first, the punctuation that must come before it; ``""`` =
        any.
    """

    words: tuple[frozenset[str] | None, ...]
    allowed: tuple[int, ...]
    literals: tuple[str, ...]

    @property
    def gaps(self) -> int:
        """Number of words in gaps."""
        return self.words.count(None)


def _shortest_word(words: frozenset[str]) -> str:
    """Return the shortest word; of equally short ones, the first by code point."""
    if len(words) == 1:
        return next(iter(words))
    return min(words, key=lambda word: (len(word), word))


def _is_written_close(text: str, word: str) -> bool:
    """Return whether no blank is written between `text` and the `word` after it.

    That is so where a Han character or a kana stands on both sides.
    """
    if not word:
        return False
    character_before = text[-1:] or word[0]
    class_before = character_class(character_before)
    class_after = character_class(word[0])
    return class_before == "single" and class_after == "single"


def compile_plain_words(pattern: str) -> tuple[WordSequence, ...] | None:
    """Return the one sequence of a pattern of plain words; None for any other pattern.

    Words of small letters of English and digits, with single blanks between them, mean
    themselves. So no parser need read them, and there is nothing to multiply out.

    >>> compile_plain_words("belt and road")[0].plain
    'belt and road'
    >>> compile_plain_words("belt (and|or) road") is None
    True
    """
    if not _PLAIN_WORDS.fullmatch(pattern):
        return None
    words = pattern.split(" ")
    link_count = len(words) - 1
    links = (_BLANK_LINK,) * link_count
    written = (" ",) * link_count
    return (WordSequence(tuple(map(_only, words)), links, written),)


def compile_pattern(
    pattern: str, variants: Iterable[Variant]
) -> tuple[WordSequence, ...]:
    """Return the sequences that the `variants` of a pattern mean, sorted.

    Raises
    ------
    PatternError
        A variant does not begin and end with a word, or there are more wordings than
        :data:`LIMIT`, or more words in them than :data:`MAX_WORDS`.
    """
    wording_count = 0
    word_count = 0
    words_by_links: dict[tuple[Link, ...], dict[_Words, _Written]] = {}
    for variant in _divisible_variants(variants):
        choice_count = count_choices(variant)
        for wording in _wordings_of(pattern, variant):
            # A gap of up to four words counts as five wordings.
            choices = [link.max_words + 1 for link in wording.links if link.max_words]
            wording_count += choice_count * math.prod(choices)
            word_count += choice_count * len(wording.words)
            if wording_count > LIMIT or word_count > MAX_WORDS:
                raise too_many_wordings(pattern)
            same_links = words_by_links.setdefault(tuple(wording.links), {})
            # If it is written in two ways, the first of them is its plain wording.
            same_links.setdefault(tuple(wording.words), tuple(wording.written))
    sequences = []
    for links in sorted(words_by_links):
        written_by_words = words_by_links[links]
        for words in _merge_wordings(written_by_words):
            written = _written_between(words, written_by_words)
            sequences.append(WordSequence(words, links, written))
    return tuple(sequences)


def _written_between(
    words: _Words, written_by_words: Mapping[_Words, _Written]
) -> _Written:
    """Return the punctuation in the first wording that has the shortest words."""
    if words in written_by_words:
        return written_by_words[words]
    ways_to_write = set(written_by_words.values())
    if len(ways_to_write) == 1:
        return ways_to_write.pop()
    plain_words = list(map(_shortest_word, words))
    for words_of_wording, written in written_by_words.items():
        places = zip(plain_words, words_of_wording, strict=True)
        if all(word in words_at_place for word, words_at_place in places):
            return written
    raise AssertionError("each choice of words is one of the wordings")


def _divisible_variants(variants: Iterable[Variant]) -> list[Variant]:
    """Return variants in which separators, and nothing else, divide words.

    No choice is a part of a word, and no punctuation is.
    """
    divided: list[Variant] = []
    # Most patterns have no such punctuation, and need no look at their characters.
    numbers_in_doubt: list[int] = []
    for variant in variants:
        if not _may_have_inner_punctuation(variant):
            divided += _without_choices_in_words(variant)
            continue
        for simple_variant in _without_choices(variant):
            numbers_in_doubt.append(len(divided))
            divided.append(simple_variant)
    if numbers_in_doubt:
        in_doubt = [divided[number] for number in numbers_in_doubt]
        for number, variant in zip(
            numbers_in_doubt, _with_inner_punctuation(in_doubt), strict=True
        ):
            divided[number] = variant
    return divided


def _without_choices(variant: Variant) -> Iterable[Variant]:
    """Return a variant for each choice of words."""
    symbols = [_alternatives_of(symbol) for symbol in variant]
    return itertools.product(*symbols)


def _without_choices_in_words(variant: Variant) -> Iterable[Variant]:
    """Return variants in which no choice is a part of a word.

    Where it is a part of one, there is a variant for each of its words.
    """
    places_in_words = []
    for place, symbol in enumerate(variant):
        if isinstance(symbol, frozenset) and _is_beside_letters(variant, place):
            places_in_words.append(place)
    if not places_in_words:
        return [variant]
    symbols: list[list[Symbol]] = [[symbol] for symbol in variant]
    for place in places_in_words:
        symbols[place] = _alternatives_of(variant[place])
    return itertools.product(*symbols)


def _alternatives_of(symbol: Symbol) -> list[Symbol]:
    """Return the words of a choice; another symbol by itself."""
    if not isinstance(symbol, frozenset):
        return [symbol]
    return [*sorted(symbol)]


def _is_beside_letters(variant: Variant, place: int) -> bool:
    """Return whether the symbol before or after a place is no separator."""
    before = variant[place - 1 : place] if place else ()
    neighbours = before + variant[place + 1 : place + 2]
    return not all(map(_is_separator, neighbours))


def _is_separator(symbol: Symbol) -> bool:
    """Return whether a symbol stands between words."""
    return isinstance(symbol, Separator)


def expand_gaps(sequences: Iterable[WordSequence]) -> tuple[CompiledPattern, ...]:
    """Return the shapes of sequences: one for each number of words in each gap."""
    words_by_layout: dict[_Layout, set[_WordSets]] = {}
    for sequence in sequences:
        expanded_links = [link.expand() for link in sequence.links]
        for chosen in itertools.product(*expanded_links):
            words: list[frozenset[str] | None] = [sequence.words[0]]
            literals = []
            places = zip(sequence.words[1:], sequence.links, chosen, strict=True)
            for word_set, link, classes in places:
                words += [None] * (len(classes) - 1)
                words.append(word_set)
                literals += [link.literal] * len(classes)
            allowed = tuple(itertools.chain(*chosen))
            is_gap = tuple([word_set is None for word_set in words])
            layout = _Layout(allowed, tuple(literals), is_gap)
            words_by_layout.setdefault(layout, set()).add(tuple(words))
    shapes = []
    for layout in sorted(words_by_layout):
        for merged_words in _merge_word_sets(words_by_layout[layout]):
            shapes.append(
                CompiledPattern(merged_words, layout.allowed, layout.literals)
            )
    return tuple(shapes)


class _Layout(NamedTuple):
    """What the shapes have in common that can be merged.

    `allowed` and `literals` are those of :class:`CompiledPattern`. `is_gap` tells for
    each place whether any word fits there.
    """

    allowed: tuple[int, ...]
    literals: tuple[str, ...]
    is_gap: tuple[bool, ...]


@dataclass(frozen=True)
class _Wording:
    """Words, the link between each two of them, and the punctuation as it is written."""

    words: list[frozenset[str]]
    links: list[Link]
    written: list[str]

    def join_to_last(self, words: frozenset[str]) -> _Wording:
        """Return the wording with `words` joined to its last words by a hyphen."""
        *earlier_words, last_words = self.words
        pairs = itertools.product(last_words, words)
        joined_words = frozenset([f"{one}-{other}" for one, other in pairs])
        return _Wording(
            [*earlier_words, joined_words], list(self.links), list(self.written)
        )


def _wordings_of(pattern: str, variant: Variant) -> list[_Wording]:
    """Return the wordings that one variant means; there is at least one."""
    divided = _divide_words(pattern, variant)
    first_words, *later_words = divided.words
    wordings = [_Wording([first_words], [], [])]
    for words, separators in zip(later_words, divided.separators, strict=True):
        if separators == _ONE_BLANK:
            for wording in wordings:
                wording.words.append(words)
                wording.links.append(_BLANK_LINK)
                wording.written.append(" ")
            continue
        link = _link_of(pattern, separators)
        wordings_with_hyphen = []
        # A gap allows hyphens too, but does not join the words beside it.
        is_hyphen = link.allowed == _HYPHENED and not link.max_words
        if is_hyphen and not link.literal:
            for wording in wordings:
                wordings_with_hyphen.append(wording.join_to_last(words))
        for wording in wordings:
            wording.words.append(words)
            wording.links.append(link)
            wording.written.append(_written_punctuation(separators))
        wordings += wordings_with_hyphen
        # Checked at each word: they multiply fast.
        word_count = len(wordings) * len(divided.words)
        if len(wordings) > LIMIT or word_count > MAX_WORDS:
            raise too_many_wordings(pattern)
    return wordings


# --------------------------------------------------------------------------------------
# Words and what divides them


@dataclass(frozen=True)
class _DividedWords:
    """The words of a variant, and what comes between each two of them.

    Attributes
    ----------
    words : list of frozenset of str
        For each place the words that fit.
    separators : list of list of Separator
        For each place but the first, the separators before it, in order.
    """

    words: list[frozenset[str]]
    separators: list[list[Separator]]


def _divide_words(pattern: str, variant: Variant) -> _DividedWords:
    """Return the words of a variant, and the separators between them.

    Raises
    ------
    PatternError
        The variant has no word, or a sign other than a blank at one of its edges.
    """
    words: list[frozenset[str]] = []
    # The separators before the first word, between each two words, after the last word.
    separators: list[list[Separator]] = [[]]
    for symbol in _group_characters(variant):
        if isinstance(symbol, Separator):
            separators[-1].append(symbol)
        elif isinstance(symbol, frozenset):
            words.append(frozenset(map(_identity, symbol)))
            separators.append([])
        elif symbol.strip("'"):  # an apostrophe by itself is a quotation mark
            words.append(_only(_identity(symbol)))
            separators.append([])
    edge_separators = list(separators[0])
    if words:
        edge_separators += separators[-1]
    signs_at_edges = [sign for sign in edge_separators if sign.kind != "blank"]
    has_empty_word = any("" in words_at_place for words_at_place in words)
    if words and not signs_at_edges and not has_empty_word:
        return _DividedWords(words, separators[1:-1])
    column = signs_at_edges[0].column if signs_at_edges else 0
    if any(map(str.isalnum, pattern)):
        raise pattern_error(pattern, column, _NO_WORD_AT_EDGE)
    raise pattern_error(pattern, column, _NO_WORDS)


_NO_WORD_AT_EDGE = (
    "a pattern begins and ends with a word, in every wording it stands for; take the "
    "sign at its edge away, or make it optional together with a word."
)
_NO_WORDS = (
    "signs and emoji are no words, and only words are looked for; write letters, "
    "digits or Han characters."
)


_STARS = re.compile(r"\*\*+")


def _only(word: str) -> frozenset[str]:
    """Return the set of one word."""
    return frozenset([word])


@functools.lru_cache(maxsize=4096)
def _identity(word: str) -> str:
    """Return the identity of a word without the quotation marks around it.

    Stars that follow each other mean the same as one.
    """
    without_quotes = word.strip("'")
    with_single_stars = _STARS.sub("*", without_quotes)
    return word_identity(with_single_stars)


def _with_inner_punctuation(variants: Sequence[Variant]) -> list[Variant]:
    """Return variants in which the punctuation inside words belongs to these words.

    The comma of "5,000" and the dots of "u.s." are then characters of a word, as they
    are in a text. There is no choice in these variants.
    """
    texts_by_variant = []
    for variant in variants:
        texts_by_variant.append([_text_of_symbol(symbol) for symbol in variant])
    whole_texts = ["".join(texts) for texts in texts_by_variant]
    places = zip(variants, texts_by_variant, are_in_words(whole_texts), strict=True)
    new_variants = []
    for variant, texts, is_in_word in places:
        new_variants.append(_join_punctuation(variant, texts, is_in_word.tolist()))
    return new_variants


def _join_punctuation(
    variant: Variant, texts: list[str], is_in_word: list[bool]
) -> Variant:
    """Return a variant in which the symbols inside words are characters.

    `texts` has the text of each symbol, and `is_in_word` a bool for each character of
    them.
    """
    symbols: list[Symbol] = []
    position = 0
    for symbol, text in zip(variant, texts, strict=True):
        end = position + len(text)
        is_character = all(is_in_word[position:end])
        symbols.append(text if is_character else symbol)
        position = end
    return tuple(symbols)


def _may_have_inner_punctuation(variant: Variant) -> bool:
    """Return whether punctuation may belong to a word.

    A comma beside a blank, or at an edge, divides words. Of other signs it is not clear:
    the last dot of "u.s." belongs to the word.
    """
    last_place = len(variant) - 1
    for place, symbol in enumerate(variant):
        if not isinstance(symbol, Separator) or symbol.kind != "literal":
            continue
        if symbol.text != ",":
            return True
        is_at_edge = place in (0, last_place)
        neighbours = variant[place - 1 : place + 2 : 2]
        if not is_at_edge and not any(map(_is_separator, neighbours)):
            return True
    return False


def _text_of_symbol(symbol: Symbol) -> str:
    """Return what a symbol stands for, in as far as it decides which words there are.

    A gap and a stray stop divide words, as a blank does.
    """
    if isinstance(symbol, str):
        return symbol
    if isinstance(symbol, frozenset):
        raise AssertionError("a choice of words is no single text")
    if symbol.kind == "literal":
        return symbol.text
    return "-" if symbol.kind == "hyphen" else " "


def _group_characters(variant: Variant) -> list[Symbol]:
    """Return the symbols of a variant, with the characters of each word put together.

    A Han character, with the marks on it, is a word by itself.
    """
    symbols: list[Symbol] = []
    word = ""
    for symbol in variant:
        if isinstance(symbol, str):
            # Where a symbol has several characters, they all belong to one word.
            if word and _continues_word(symbol[0], word[0]):
                word += symbol
                continue
            if word:
                symbols.append(word)
            word = symbol
            continue
        if word:
            symbols.append(word)
        word = ""
        symbols.append(symbol)
    if word:
        symbols.append(word)
    return symbols


@functools.lru_cache(maxsize=4096)
def _continues_word(char: str, first_of_word: str) -> bool:
    """Return whether a character continues the word that begins with another one."""
    is_mark = unicodedata.category(char).startswith("M")
    if char == "*" or is_mark:
        return True
    # A Han character or a kana neither continues a word nor is continued.
    return "single" not in (character_class(char), character_class(first_of_word))


# --------------------------------------------------------------------------------------
# How a word follows another


# Words too long to be read as one, or too many, are left to the parser.
_PLAIN_WORDS = re.compile(r"[a-z0-9]{1,50}(?: [a-z0-9]{1,50}){0,9}")
_ONE_BLANK = [BLANK_SEPARATOR]
_BLANK_LINK = Link(_FOLLOWED)


def _link_of(pattern: str, separators: list[Separator]) -> Link:
    """Return how a word may follow another, given the separators before it.

    A hyphen may join both words into one, besides.
    """
    kinds = [sign.kind for sign in separators]
    _check_separators(pattern, separators)
    # The strongest separator decides; a blank beside it does not matter.
    if "gap" in kinds:
        return _link_over_gap(separators)
    if "literal" in kinds:
        # The punctuation is compared, so the class of the gap need not be known.
        return Link(_WITHIN_PARAGRAPH, _required_punctuation(separators))
    if "stray" in kinds:
        return Link(_STRAY_STOP)
    if "hyphen" in kinds:
        return Link(_HYPHENED)
    return _BLANK_LINK


def _check_separators(pattern: str, separators: list[Separator]) -> None:
    """Raise an error if a gap or a stray stop is beside a sign it cannot be beside.

    One gap and one stray stop may be beside each other, and blanks beside both.
    """
    gaps = [sign for sign in separators if sign.kind == "gap"]
    stray_stops = [sign for sign in separators if sign.kind == "stray"]
    if not gaps and not stray_stops:
        return
    is_repeated = len(gaps) > 1 or len(stray_stops) > 1
    kinds = [sign.kind for sign in separators]
    if is_repeated or "literal" in kinds or "hyphen" in kinds:
        message = (
            "a gap or a '~' stands between blanks, or beside one another; put a word "
            "between it and the next sign."
        )
        first_sign = gaps[0] if gaps else stray_stops[0]
        raise pattern_error(pattern, first_sign.column, message)


def _required_punctuation(separators: list[Separator]) -> str:
    """Return the punctuation that must come between two words, without blanks."""
    punctuation = ""
    for sign in separators:
        if sign.kind == "literal":
            punctuation += sign.text
        elif sign.kind == "hyphen":
            punctuation += "-"
    return punctuation


def _written_punctuation(separators: list[Separator]) -> str:
    """Return the punctuation between two words as the pattern has it, with blanks."""
    written = ""
    for sign in separators:
        if sign.kind == "blank":
            written = f"{written.rstrip()} "
        elif sign.kind == "literal":
            written += sign.text
        elif sign.kind == "hyphen":
            written += "-"
    return written


def _link_over_gap(separators: list[Separator]) -> Link:
    """Return the link that a gap means.

    A stray stop belongs to the side of the gap on which it is written.
    """
    kinds = [separator.kind for separator in separators]
    gap = separators[kinds.index("gap")]
    in_gap = _IN_GAP_BY_SIGN[gap.text]
    without_words = first = last = in_gap
    if "stray" in kinds:
        without_words = _STRAY_STOP
        if kinds.index("stray") > kinds.index("gap"):
            last = _STRAY_STOP
        else:
            first = _STRAY_STOP
    return Link(
        allowed=without_words,
        max_words=gap.max_words,
        first=first,
        inner=in_gap,
        last=last,
    )


# --------------------------------------------------------------------------------------
# Several wordings in one sequence


def _merge_wordings(wordings: Collection[_Words]) -> list[_Words]:
    """Return sets of words that together mean these wordings and no others, sorted.

    Wordings that differ at one place only are merged, as often as this is possible. All
    wordings have the same number of places.
    """
    if len(wordings) == 1:
        return list(wordings)
    parts_by_place = []
    for sets_at_place in zip(*wordings, strict=True):
        parts_by_place.append(_parts_of_sets(sets_at_place))
    varying_places = [parts for parts in parts_by_place if _count_words(parts) > 1]
    if len(varying_places) > MAX_MERGED_PLACES:
        # Wordings with differences at so many places stay as they are, word by word.
        parts_by_place = [_parts_of_words(parts) for parts in parts_by_place]
    word_sets: set[_WordSets] = set()
    for words in wordings:
        places = zip(parts_by_place, words, strict=True)
        word_sets.update(itertools.product(*[parts[each] for parts, each in places]))
    return _merge_word_sets(word_sets)  # type: ignore[return-value] # no word is None


# Parts of each of some sets. No two parts share a word.
_Parts = Mapping[frozenset[str], Sequence[frozenset[str]]]


def _parts_of_sets(sets: Iterable[frozenset[str]]) -> _Parts:
    """Return the parts of each set. Words of one part are in the same sets.

    >>> parts = _parts_of_sets([frozenset("abc"), frozenset("cd")])
    >>> [sorted(map(sorted, parts[each])) for each in parts]
    [[['a', 'b'], ['c']], [['c'], ['d']]]
    """
    distinct_sets = list(dict.fromkeys(sets))
    words = frozenset().union(*distinct_sets)
    if len(words) == sum(map(len, distinct_sets)):
        # No two sets share a word.
        return {each: [each] for each in distinct_sets}
    numbers_by_word: dict[str, list[int]] = {word: [] for word in words}
    for number, each in enumerate(distinct_sets):
        for word in each:
            numbers_by_word[word].append(number)
    words_by_numbers: dict[tuple[int, ...], list[str]] = {}
    for word, numbers_of_word in numbers_by_word.items():
        words_by_numbers.setdefault(tuple(numbers_of_word), []).append(word)
    parts: dict[frozenset[str], list[frozenset[str]]]
    parts = {each: [] for each in distinct_sets}
    for numbers, words_of_part in words_by_numbers.items():
        for number in numbers:
            part = frozenset(words_of_part)
            parts[distinct_sets[number]].append(part)
    return parts


def _parts_of_words(parts: _Parts) -> _Parts:
    """Return for each set a part for each of its words."""
    return {each: list(map(_only, each)) for each in parts}


def _count_words(parts: _Parts) -> int:
    """Return how many words there are in all sets together."""
    return len(frozenset().union(*parts))


def _merge_word_sets(shapes: set[_WordSets]) -> list[_WordSets]:
    """Return word sets that together mean the same wordings, sorted.

    Those that differ at one place only are merged, as often as this is possible. All
    have the same number of places, and any word (None) at the same places.
    """
    varying_places = []
    for place, words_at_place in enumerate(zip(*shapes, strict=True)):
        if len(set(words_at_place)) > 1:
            varying_places.append(place)
    count_before = 0
    # Merging makes a search faster and changes no hit. At many places it would take
    # longer than it saves.
    if len(varying_places) > MAX_MERGED_PLACES:
        count_before = len(shapes)
    # Merging at one place may make shapes equal at others, so all are tried again.
    while len(shapes) != count_before:
        count_before = len(shapes)
        for place in varying_places:
            shapes = _merge_at(shapes, place)
    return sorted(shapes, key=_sorted_words)


def _merge_at(shapes: set[_WordSets], place: int) -> set[_WordSets]:
    """Return the shapes, with those merged that differ at `place` only."""
    words_by_other_places: dict[_WordSets, set[str]] = {}
    for shape in shapes:
        other_places = shape[:place] + shape[place + 1 :]
        words = words_by_other_places.setdefault(other_places, set())
        words.update(shape[place] or ())
    merged_shapes: set[_WordSets] = set()
    for other_places, words in words_by_other_places.items():
        # No word means that any word fits here, in all of the shapes.
        word_set = frozenset(words) if words else None
        merged_shape = (*other_places[:place], word_set, *other_places[place:])
        merged_shapes.add(merged_shape)
    return merged_shapes


def _sorted_words(shape: _WordSets) -> list[list[str]]:
    """Return the words of each place in order, to sort shapes by; [] = any word."""
    return [sorted(words or ()) for words in shape]
