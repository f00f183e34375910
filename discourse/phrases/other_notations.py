r"""Notations of other tools: what a pattern means elsewhere, and how it is written here.

Search engines, concordancers and regular expressions have signs of their own. Most are
punctuation in this language, or words, so a pattern that is written in another notation
would be read and find nothing, or something else. Such a pattern is refused, and the
message says how to write it.

A backslash before a sign takes its meaning away here too. An operator such as ``NOT``
is refused in capitals only: a pattern finds words in any case, so the word itself may
be written "not". In a pattern that is all in capitals it is a word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from discourse.text import fold

__all__ = ["OtherNotation", "find_other_notation"]

MAX_GAP = 20  # words in a gap of a pattern
MAX_SHOWN_LENGTH = 80  # characters of a pattern in a message
_USUAL_GAP = 5  # words between two words that are "near", where no number is given
# Most patterns have small letters, Han characters and common signs only. What they have
# in common with other notations, if anything, is groups and question marks.
_LETTERS = "a-z0-9@*'\u4e00-\u9fff"
_PLAIN_PATTERN = re.compile(rf"[{_LETTERS}][{_LETTERS}|<>, -]*")
_PATTERN_WITH_GROUPS = re.compile(rf"[{_LETTERS}(][{_LETTERS}()?|<>, -]*")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
# Stand-ins come from the private use area of Unicode, and hardly occur in patterns.
_BACKSLASH = "\U0010fffc"
_BACKSLASH_OF_LETTER = "\U0010fffd"
_FIRST_STAND_IN = 0x100000
_LAST_HIDDEN = 0xFF00
_ESCAPED_LETTER = re.compile(_BACKSLASH_OF_LETTER)
_HIDDEN = re.compile(f"{_BACKSLASH}(.)", re.DOTALL)


@dataclass(frozen=True)
class OtherNotation:
    """A part of a pattern that is written as another tool would have it.

    Attributes
    ----------
    position : int
        Where it stands in the pattern, from 0.
    message : str
        What it would mean here, and what to write.
    """

    position: int
    message: str


def find_other_notation(pattern: str) -> OtherNotation | None:
    r"""Return the first part of a pattern in another notation; None if there is none.

    >>> find_other_notation("belt_and_road").message
    "'_' is no blank; write 'belt and road', or '\\_' for the character."
    >>> find_other_notation("belt and road") is None
    True
    """
    if _PLAIN_PATTERN.fullmatch(pattern):
        return None
    if _PATTERN_WITH_GROUPS.fullmatch(pattern):
        # Its characters are the plain signs.
        return _first_notation(pattern, _FINDERS_FOR_GROUPS)
    signs = _signs_of(pattern)
    # A backslash before a letter or digit is a regular expression; the parser says so.
    if _ESCAPED_LETTER.search(signs):
        return None
    return _first_notation(signs, _FINDERS)


def _first_notation(
    signs: str, finders: Iterable[Callable[[str], OtherNotation | None]]
) -> OtherNotation | None:
    """Return what the first of the finders finds that finds anything."""
    for find in finders:
        notation = find(signs)
        if notation is not None:
            return notation
    return None


def _signs_of(pattern: str) -> str:
    """Return a pattern with plain signs, and with stand-ins for what is escaped.

    It has the same length. Letters keep their case.
    """
    characters = []
    # Folding keeps the length; it makes full-width signs and curly marks plain.
    for character, folded in zip(pattern, fold(pattern), strict=True):
        characters.append(character if folded.isalnum() else folded)
    return _ESCAPED.sub(_hide, "".join(characters))


def _hide(match: re.Match[str]) -> str:
    """Return two stand-ins for a backslash and the character after it.

    They are no letters, digits or signs, so nothing is found in them.
    """
    number = min(ord(match[1]), _LAST_HIDDEN)
    stand_in = chr(_FIRST_STAND_IN + number)
    if match[1].isalnum():
        return _BACKSLASH_OF_LETTER + stand_in
    return _BACKSLASH + stand_in


def _unhide(signs: str) -> str:
    """Return a pattern as its author would write it, without stand-ins."""
    return _HIDDEN.sub(_reveal, signs)


def _reveal(match: re.Match[str]) -> str:
    """Return the backslash and the character for which two characters stand."""
    return "\\" + chr(ord(match[1]) - _FIRST_STAND_IN)


def _tidy(pattern: str) -> str:
    """Return a pattern with single blanks and without blanks at its edges."""
    return " ".join(pattern.split())


# --------------------------------------------------------------------------------------
# Query languages of corpora (CQL)

_CQL_WORD = re.compile(
    r"""\[\s*(?:\w+\s*)?!?=\s*["']?([^"'\[\]]*)["']?\s*(?:%\w+\s*)?\]"""
)
_CQL_ANY_WORDS = re.compile(r"\[\s*\](?:\s*\{(\d{0,4})(,?)(\d{0,4})\})?")


def _find_cql(signs: str) -> OtherNotation | None:
    match = _CQL_WORD.search(signs) or _CQL_ANY_WORDS.search(signs)
    if match is None:
        return None
    in_words = _CQL_WORD.sub(lambda word: f" {word[1].replace('.*', '*')} ", signs)
    pattern = _tidy(_CQL_ANY_WORDS.sub(_gap_of_quantifier, in_words))
    return OtherNotation(
        match.start(),
        "this looks like a query in CQL; write only the words, '*' for any one word and "
        f"'<3>' for up to three words between{_proposal(pattern)}.",
    )


def _gap_of_quantifier(match: re.Match[str]) -> str:
    """Return the gap for a quantifier, such as "{0,3}"; "*" if there is none."""
    lowest, _, highest = match.groups()
    number = highest or lowest
    if number is None:
        return " * "
    return f" <{_gap_size(number)}> "


def _gap_size(number: str | None) -> int:
    """Return a number of words that a gap may have, as near to `number` as possible."""
    if not number:
        return _USUAL_GAP
    # Longer numbers are too large in any case.
    return min(max(int(number[:4]), 1), MAX_GAP)


def _proposal(pattern: str) -> str:
    """Return the end of a message that gives `pattern`, if it is one of this language."""
    if len(pattern) > MAX_SHOWN_LENGTH:
        return ""
    has_word = any(character.isalnum() for character in pattern)
    is_foreign = bool(re.search(r"[\[\]{}^$]", pattern))
    if not has_word or is_foreign or find_other_notation(_unhide(pattern)) is not None:
        return ""
    return f": {_show(pattern)}"


def _show(pattern: str) -> str:
    r"""Return a pattern as Python code for a message; a long one loses its end.

    >>> _show("belt"), _show("the \\(belt")
    ("'belt'", "r'the \\(belt'")
    """
    shown = pattern = _unhide(pattern)
    if len(pattern) > MAX_SHOWN_LENGTH:
        shown = pattern[: MAX_SHOWN_LENGTH - 1] + "…"
    if "\\" in shown and "'" not in shown:
        return f"r'{shown}'"
    return repr(shown)


# --------------------------------------------------------------------------------------
# Regular expressions

_REGULAR_EXPRESSION = re.compile(r"^\s*/.*/\w*\s*$|\(\?[:=!<a-z]|\\[1-9]", re.DOTALL)
_QUANTIFIER = re.compile(r"\{(\d{0,4})(,?)(\d{0,4})\}")
_CHARACTER_CLASS = re.compile(r"(?<=\w)\[[^\[\]\s]*\]|\[[^\[\]\s]*\](?=[\w*+])")


def _find_regular_expression(signs: str) -> OtherNotation | None:
    match = _REGULAR_EXPRESSION.search(signs)
    if match is not None:
        return OtherNotation(
            match.start(),
            "this looks like a regular expression; write 'win <3> win' for words "
            "between, 'win*' for any ending, '(a|b)' for alternatives.",
        )
    match = _QUANTIFIER.search(signs)
    if match is not None:
        gap = _gap_of_quantifier(match).strip()
        is_apart = signs[: match.start()].endswith(" ")
        pattern = _tidy(_QUANTIFIER.sub(_gap_of_quantifier, signs)) if is_apart else ""
        return OtherNotation(
            match.start(),
            f"'{match[0]}' repeats nothing; write {gap!r} for up to so many words "
            f"between{_proposal(pattern)}.",
        )
    match = _CHARACTER_CLASS.search(signs)
    if match is None:
        return None
    pattern = _CHARACTER_CLASS.sub(_alternatives_of_class, signs)
    return OtherNotation(
        match.start(),
        f"{_show(match[0])} is no set of characters; write alternatives, such as '(s|z)'"
        f"{_proposal(pattern)}.",
    )


def _alternatives_of_class(match: re.Match[str]) -> str:
    """Return the alternatives for a set of letters; the set itself if it has signs."""
    characters = match[0][1:-1]
    if not characters.isalnum():
        return match[0]
    return f"({'|'.join(characters)})"


# --------------------------------------------------------------------------------------
# Signs in or beside words

_UNDERSCORE = re.compile(r"_+")
_FUZZY = re.compile(r"~\s*(\d+)|~\s*$")
_ELLIPSIS = re.compile(r"\.{3,}|…")
_QUESTION_MARK_IN_WORD = re.compile(r"(?<=\w)\?+(?=\w)")
_QUESTION_MARK_AFTER_WORD = re.compile(r"(?<=\w)\?+(?=\s|$)")
_SIGN_BEFORE_WORD = re.compile(r"^\s*([+#^!%$=~\[{-])(?=\w)")
_SIGN_AFTER_WORD = re.compile(r"(?<=\w)([%^$+=\]}]+)\s*$")


def _find_underscore(signs: str) -> OtherNotation | None:
    # After a backslash the author knows what a sign means, as in an address.
    if _BACKSLASH in signs:
        return None
    # A slot may have an underscore in its name.
    without_slots = re.sub(r"@\w+", lambda slot: "x" * len(slot[0]), signs)
    match = _UNDERSCORE.search(without_slots)
    if match is None:
        return None
    pattern = _tidy(_UNDERSCORE.sub(" ", signs))
    proposal = _proposal(pattern).removeprefix(": ") or "' '"
    return OtherNotation(
        match.start(),
        f"'_' is no blank; write {proposal}, or '\\_' for the character.",
    )


def _find_fuzzy(signs: str) -> OtherNotation | None:
    match = _FUZZY.search(signs)
    if match is None or not re.search(r"\w", signs[: match.start()]):
        return None
    before = signs[: match.start()]
    quoted_words = re.fullmatch(r"\s*[\"']([\w\s-]+)[\"']\s*", before)
    if quoted_words and match[1]:
        gap = f" <{_gap_size(match[1])}> "
        pattern = gap.join(quoted_words[1].split())
    else:
        pattern = _tidy(before) + "*"
    return OtherNotation(
        match.start(),
        "'~' is one stray stop inside a phrase, and no search for what is similar or "
        "near; write 'win*' for any ending, 'win <3> win' for words between"
        f"{_proposal(pattern)}.",
    )


def _find_ellipsis(signs: str) -> OtherNotation | None:
    match = _ELLIPSIS.search(signs)
    if match is None:
        return None
    parts = [_tidy(part) for part in _ELLIPSIS.split(signs)]
    pattern = f" <{_USUAL_GAP}> ".join(filter(None, parts))
    return OtherNotation(
        match.start(),
        f"dots leave nothing out; write '<{_USUAL_GAP}>' for up to {_USUAL_GAP} words "
        f"between{_proposal(pattern)}, or a backslash before each dot for the "
        "characters.",
    )


def _find_question_mark(signs: str) -> OtherNotation | None:
    match = _QUESTION_MARK_IN_WORD.search(signs)
    if match is not None:
        any_letters = _QUESTION_MARK_IN_WORD.sub("*", signs)
        optional = re.sub(r"(\w)\?+(?=\w)", r"(\1)?", signs)
        return OtherNotation(
            match.start(),
            f"'?' is no wildcard; write {_show(any_letters)} for any letters at this "
            f"place, or {_show(optional)} if the letter before it may be missing.",
        )
    match = _QUESTION_MARK_AFTER_WORD.search(signs)
    if match is None:
        return None
    any_ending = _QUESTION_MARK_AFTER_WORD.sub("*", signs)
    optional = re.sub(r"(\w)\?+(?=\s|$)", r"(\1)?", signs)
    words = _QUESTION_MARK_AFTER_WORD.sub("", signs)
    return OtherNotation(
        match.start(),
        f"'?' follows a group; write {_show(words)} for the word before the character, "
        f"{_show(any_ending)} for any ending, or {_show(optional)} if the last letter "
        "may be missing.",
    )


def _find_sign_at_edge(signs: str) -> OtherNotation | None:
    match = _SIGN_BEFORE_WORD.search(signs) or _SIGN_AFTER_WORD.search(signs)
    if match is None:
        return None
    sign = match[1]
    position = match.start(1)
    words = _tidy(signs[:position] + " " + signs[position + len(sign) :])
    words = words.strip("[]{}")
    if _BACKSLASH in words or find_other_notation(words) is not None:
        return None
    advice = f"write {_show(words)}, which is found beside any sign"
    if position == 0 and sign in "-!":
        advice += "; to leave hits out, list their patterns under 'not' in a lexicon"
    elif position > 0 and sign == "%" and words[-1].isalpha():
        advice += f", or {_show(words + '*')} for any ending"
    return OtherNotation(
        position,
        f"a pattern begins and ends with a word, and {_show(sign)} is none; {advice}.",
    )


# --------------------------------------------------------------------------------------
# Operators in words

_NEAR = re.compile(
    r"\s(?:NOT\s+)?(?:"
    r"(?:NEAR|ONEAR|PRE|ADJ|WITHIN|N|W)\s?/\s?(\d+)"
    r"|(?:near|pre|within|w|n)/(\d+)"
    r"|(?:NEAR|ADJ|N|W)(\d+)"
    r"|(?:NEAR|ADJ|WITHIN)"
    r")\s"
)
# The same without groups, to divide a pattern.
_NEAR_ALONE = re.compile(re.sub(r"\((?!\?)", "(?:", _NEAR.pattern))
_OPERATOR = re.compile(r"(?:^|(?<=[\s()]))(AND NOT|OR NOT|AND|OR|NOT|XOR)(?=[\s()])")
_OR = re.compile(r" ?(?<!\w)OR(?!\w) ?")


def _find_operator(signs: str) -> OtherNotation | None:
    near = _NEAR.search(signs)
    operators = list(_OPERATOR.finditer(signs))
    if near is None and not operators:
        return None
    other_words = _OPERATOR.sub(" ", _NEAR.sub(" ", signs))
    # All in capitals: they are words, as in a heading.
    if other_words == other_words.upper() and other_words != other_words.lower():
        return None
    if not re.search(r"\w", other_words):
        return None
    if near is not None:
        return _near_in_words(signs, near)
    return _operator_in_words(signs, operators)


def _near_in_words(signs: str, near: re.Match[str]) -> OtherNotation:
    """Return what to write for ``belt NEAR/5 road``."""
    gap = _gap_of_near(near).strip()
    operands = [_in_brackets(part) for part in _NEAR_ALONE.split(signs)]
    in_order = _tidy(_NEAR.sub(_gap_of_near, signs))
    if len(operands) == 2:
        in_order = f"{operands[0]} {gap} {operands[1]}"
    advice = f"write '{gap}' for up to so many words between"
    if _proposal(in_order):
        advice = f"write {_show(in_order)}"
    if _proposal(in_order) and len(operands) == 2:
        in_both_orders = f"{in_order}|{operands[1]} {gap} {operands[0]}"
        advice += f", or {_show(in_both_orders)} for both orders"
    return OtherNotation(
        near.start() + 1,
        f"{_show(_tidy(near[0]))} is no operator; {advice}. For the word itself, write it "
        "in small letters and after a blank.",
    )


def _gap_of_near(near: re.Match[str]) -> str:
    """Return the gap that an operator such as ``NEAR/5`` means, between blanks."""
    number = near[1] or near[2] or near[3]
    return f" <{_gap_size(number)}> "


def _in_brackets(operand: str) -> str:
    """Return an operand without quotation marks, in brackets if it has alternatives."""
    words = _tidy(operand.replace('"', " "))
    return f"({words})" if "|" in words else words


def _operator_in_words(
    signs: str, operators: list[re.Match[str]]
) -> OtherNotation | None:
    """Return what to write for ``x AND y``, ``x OR y`` or ``x NOT y``."""
    first = operators[0]
    operator = first[1]
    left = _in_brackets(signs[: first.start()])
    right = _in_brackets(signs[first.end() :])
    has_operands = bool(left and right) and len(operators) == 1
    has_operands &= not re.search(r"[()]", left + right)
    advice = "write a lexicon, with a family for each phrase"
    if {match[1] for match in operators} == {"OR"}:
        pattern = _OR.sub("|", _tidy(signs))
        advice = f"write '|' between alternatives{_proposal(pattern)}"
    elif operator == "AND" and has_operands:
        near = f"{left} <{MAX_GAP}> {right}|{right} <{MAX_GAP}> {left}"
        families = {left: [left], right: [right]}
        advice = f"write {_show(near)} for one near the other"
        if len(near) < MAX_SHOWN_LENGTH:
            advice += f", or count each: {families!r}"
    elif "NOT" in operator and has_operands:
        family = {left: {"patterns": [left], "not": [f"{left} {right}"]}}
        advice = "list under 'not' what a hit may not overlap"
        if len(signs) < MAX_SHOWN_LENGTH:
            advice += f": Lexicon.read({family!r})"
    return OtherNotation(
        first.start(1),
        f"{operator!r} is no operator; {advice}. For the word itself, write it in small "
        "letters.",
    )


# --------------------------------------------------------------------------------------
# Brackets that are meant as brackets

_PLAIN_GROUP = re.compile(r"\(([^()|?*<>@~]*)\)(?!\?)")
_GROUP_IN_WORD = re.compile(r"(?<=\w)(\(\s*\w+\s*\))(?![?(])")


def _find_plain_brackets(signs: str) -> OtherNotation | None:
    # A single letter may be a group, if there are other groups that mean something.
    has_other_groups = "(" in _PLAIN_GROUP.sub("", signs)
    for group in _PLAIN_GROUP.finditer(signs):
        content = group[1].strip()
        character_before = signs[: group.start()][-1:]
        character_after = signs[group.end() :][:1]
        is_whole = group[0] == signs.strip()
        # "(belt and road)" as a whole is what is in it.
        if is_whole or not any(map(str.isalnum, content)) or character_after == "(":
            continue
        if character_before.isalnum() and content.isalpha():
            return _group_in_word(group, signs)
        is_apart = character_before in ("", " ") and not character_after.isalnum()
        if is_apart and (len(content) > 1 or not has_other_groups):
            return _plain_brackets(group, signs)
    return None


def _group_in_word(group: re.Match[str], signs: str) -> OtherNotation:
    """Return what to write for a group within a word, as in "partner(s)"."""
    optional = _GROUP_IN_WORD.sub(r"\1?", signs)
    return OtherNotation(
        group.start(),
        f"the group {_show(group[0])} has one alternative only; write "
        f"{_show(group[0] + '?')} if it may be missing{_proposal(optional)}.",
    )


def _plain_brackets(group: re.Match[str], signs: str) -> OtherNotation:
    """Return what to write for brackets that are meant as brackets."""
    before = signs[: group.start()]
    after = signs[group.end() :]
    content = group[1].strip()
    # At the edge of a pattern no sign may stand; the words are found without it.
    opening = "\\(" if before.strip() else ""
    closing = "\\)" if after.strip() else ""
    with_brackets = f"{before}{opening}{content}{closing}{after}".strip()
    if before.strip():
        optional = f"{before.rstrip()}( {content})?{after}"
    else:
        optional = f"({content} )?{after.lstrip()}"
    return OtherNotation(
        group.start(),
        "brackets hold alternatives, and match no brackets of a text; write "
        f"{_show(with_brackets)} for what stands in brackets, or {_show(optional)} if "
        "it may be missing.",
    )


_FINDERS: tuple[Callable[[str], OtherNotation | None], ...] = (
    _find_cql,
    _find_regular_expression,
    _find_underscore,
    _find_operator,
    _find_fuzzy,
    _find_ellipsis,
    _find_question_mark,
    _find_sign_at_edge,
    _find_plain_brackets,
)
# Those that find something in a pattern of small letters, groups and common signs.
_FINDERS_FOR_GROUPS = (
    _find_regular_expression,
    _find_question_mark,
    _find_plain_brackets,
)
