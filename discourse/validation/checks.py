"""Checks of what a caller gave: options, whole numbers, levels, seeds, dates, names.

Every check returns the value, or raises an error that says what came, what was expected
and what to write.
"""

from __future__ import annotations

import datetime
import difflib
import math
import numbers
import os
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from discourse.errors import DiscourseError, OptionError
from discourse.settings import CONFIDENCE_LEVEL

__all__ = [
    "check_characters",
    "check_confidence_level",
    "check_flag",
    "check_number",
    "check_option",
    "check_whole_number",
    "count_of",
    "encodable_name",
    "find_name",
    "find_surrogate",
    "is_date",
    "list_of_values",
    "name_surrogate",
    "percent_of_confidence",
    "random_generator",
    "show_name",
    "show_value",
    "suggest",
    "suggest_or_list",
    "tail_share",
]


# The largest number of words, documents or resamples. A larger one is a slip. 64-bit
# integers hold the product of two such numbers.
LARGEST_WHOLE_NUMBER = 1_000_000_000
MAX_SHOWN_LENGTH = 60  # characters of a value in a message: most of a terminal line
MAX_SHOWN_NAME_LENGTH = 200  # characters of a file's name: hardly a file has more
MAX_SHOWN_ITEMS = 4  # of a tuple or list; a longer one is shown by its size
MAX_SHOWN_IDS = 4  # of the ids that begin alike
MIN_SIMILARITY = 0.6  # of a suggested name: the default of difflib
MIN_PREFIX_LENGTH = 3  # characters of an id that a chart may have cut short


# --------------------------------------------------------------------------------------
# Names that the caller may have meant


def suggest(word: object, options: Iterable[str]) -> str:
    """Return ``" Did you mean 'x'?"`` for the most similar option, ``""`` for none.

    What is no text is compared in the form in which a message shows it.

    >>> suggest("famly", ["family", "count"]), suggest("EN", ["en", "zh"])
    (" Did you mean 'family'?", " Did you mean 'en'?")
    >>> suggest("zzz", ["family", "count"])
    ''
    """
    text = str(word) if isinstance(word, str) else show_value(word)
    similar_option = _find_similar(text, sorted(options))
    return "" if similar_option is None else f" Did you mean {similar_option!r}?"


def _find_similar(word: str, options: Sequence[str]) -> str | None:
    """Return the option that `word` most likely means; None = no option is similar.

    It is the first that differs only in capital letters, else the most similar one,
    else the first that begins with `word`.
    """
    folded_word = word.casefold()
    for option in options:
        if option.casefold() == folded_word:
            return option
    similar_options = difflib.get_close_matches(
        word, options, n=1, cutoff=MIN_SIMILARITY
    )
    if similar_options:
        return similar_options[0]
    # Charts show long ids by their beginning.
    if len(word) >= MIN_PREFIX_LENGTH:
        for option in options:
            if option.casefold().startswith(folded_word):
                return option
    return None


def suggest_or_list(word: str, options: Iterable[str], *, limit: int = 6) -> str:
    """Return a sentence with the most similar option, else with the first options.

    Parameters
    ----------
    word : str
        What the caller wrote.
    options : iterable of str
        What the caller could have written.
    limit : int
        How many options are listed; of the others the number is given.

    Returns
    -------
    str
        It begins with a space, so that it can end a message. Without options it is
        " There is none."

    Examples
    --------
    >>> suggest_or_list("A", ["a", "b"])
    " Did you mean 'a'?"
    >>> suggest_or_list("nope", ["a", "b", "c"], limit=2)
    " There are 'a', 'b' and 1 more."
    """
    option_list = list(options)
    if not option_list:
        return " There is none."
    suggestion = suggest(word, option_list)
    if suggestion:
        return suggestion
    verb = "are" if len(option_list) > 1 else "is"
    return f" There {verb} {_list_first(option_list, limit)}."


def _list_first(names: Sequence[str], limit: int) -> str:
    """Return the first names in quotation marks, and how many more there are."""
    first_names = ", ".join(map(repr, names[:limit]))
    left_out_count = len(names) - limit
    if left_out_count <= 0:
        return first_names
    return f"{first_names} and {left_out_count:,} more"


def find_name(
    given: object, names: Collection[str], labels: Collection[str] = ()
) -> str | None:
    """Return the name that `given` means: itself, or by its label or its beginning.

    Charts write labels and shorten long ids, and a scholar may write what she sees. A
    whole number is read as its digits.

    Parameters
    ----------
    given : object
        What the caller wrote. Only text and whole numbers can mean a name.
    names : collection of str
        Ids of documents or families.
    labels : collection of str, optional
        The label of each of `names`, in the same order.

    Returns
    -------
    str or None
        The name that is `given`; else the one whose label it is; else the only one that
        begins with it; else the only one whose label begins with it. None if there is
        no such name.

    Raises
    ------
    OptionError
        Two names or more begin with it, or have a label that is it or begins with it.

    Examples
    --------
    >>> find_name("000", ["000_17", "001_0e"])
    '000_17'
    >>> find_name(1, ["1", "10"])
    '1'
    >>> find_name("Opening", ["a", "b"], labels=["Opening address", "Reply"])
    'a'
    >>> find_name("00", ["000_17", "001_0e"])
    Traceback (most recent call last):
    discourse.errors.OptionError: '00' is the beginning of 2 ids: '000_17', '001_0e'. \
Write as much of one as no other begins with.
    """
    if isinstance(given, str):
        text = given
    elif isinstance(given, numbers.Integral) and not isinstance(given, bool):
        text = show_value(int(given))
    else:
        return None
    if not text:  # every name begins with it
        return None
    if text in names:
        return text
    pairs = list(zip(names, labels, strict=True)) if labels else []
    # From the surest meaning to the least sure: the first that fits some name decides.
    names_by_meaning = {
        "is the label of": [name for name, label in pairs if label == text],
        "is the beginning of": [name for name in names if name.startswith(text)],
        "is the beginning of the labels of": [
            name for name, label in pairs if label.startswith(text)
        ],
    }
    for meaning, matching_names in names_by_meaning.items():
        if matching_names:
            return _only_name(matching_names, f"{text!r} {meaning}")
    return None


def _only_name(names: Sequence[str], reason: str) -> str:
    """Return the one name in `names`, or raise an error that lists them.

    Parameters
    ----------
    names : sequence of str
        The names that the caller may have meant, at least one.
    reason : str
        The beginning of the message, such as "'00' is the beginning of".
    """
    if len(names) > 1:
        raise OptionError(
            f"{reason} {len(names):,} ids: {_list_first(names, MAX_SHOWN_IDS)}. "
            "Write as much of one as no other begins with."
        )
    return names[0]


# --------------------------------------------------------------------------------------
# Values as a message shows them


def show_value(value: object) -> str:
    """Return a value as a message shows it.

    A short tuple or list is written out. A larger container is shown by its size, and a
    long value by its beginning.

    >>> show_value("paragraphs"), show_value(2.5), show_value((1, 3))
    ("'paragraphs'", '2.5', '(1, 3)')
    >>> show_value(list(range(100))), show_value({"a": 1})
    ('a list of 100', 'a dict of 1')
    """
    is_text = isinstance(value, str | bytes)
    # An array without dimensions is a single number.
    is_scalar = getattr(value, "ndim", 1) == 0
    if isinstance(value, Collection) and not is_text and not is_scalar:
        code = _code_of_short_list(value)
        return code if code else f"a {type(value).__name__} of {len(value):,}"
    try:
        code = repr(value)
    except ValueError:  # Python does not show a whole number of thousands of digits
        return "(thousands of digits)"
    if len(code) > MAX_SHOWN_LENGTH:
        return f"{code[: MAX_SHOWN_LENGTH - 1]}…"
    return code


def _code_of_short_list(values: Collection[object]) -> str:
    """Return a short tuple or list of words and numbers as Python code, else ``""``."""
    if type(values) not in (list, tuple) or len(values) > MAX_SHOWN_ITEMS:
        return ""
    simple_types = str | numbers.Real | None
    for value in values:
        if not isinstance(value, simple_types):
            return ""
    # Each item is shown as it would be alone, and shortened if it is too long.
    items = ", ".join(map(show_value, values))
    if type(values) is list:
        code = f"[{items}]"
    elif len(values) == 1:
        code = f"({items},)"
    else:
        code = f"({items})"
    return code if len(code) <= MAX_SHOWN_LENGTH else ""


def encodable_name(name: str) -> str:
    r"""Return a name as text that any file can hold.

    Bytes that are not UTF-8 are shown as ``\xe9``.

    >>> encodable_name("caf\udce9.txt")
    'caf\\xe9.txt'
    """
    try:
        name.encode()
    except UnicodeEncodeError:
        return _escape_name(name)
    return name


def _escape_name(name: str) -> str:
    """Return a name with escapes for its lone surrogates (halves of characters)."""
    # Python reads the name of a file that is not UTF-8 with a surrogate for each such
    # byte. A name from a table may have other surrogates, which are no bytes.
    try:
        raw_bytes = os.fsencode(name)
    except UnicodeEncodeError:
        return name.encode("utf-8", "backslashreplace").decode()
    return raw_bytes.decode("utf-8", "backslashreplace")


def show_name(name: str) -> str:
    r"""Return a name for a message: on one line, with invisible characters escaped.

    >>> show_name("a\nb.txt")
    'a\\nb.txt'
    """
    name = encodable_name(name)
    if not name.isprintable():
        name = repr(name)[1:-1]  # without the quotation marks
    if len(name) > MAX_SHOWN_NAME_LENGTH:
        return f"{name[: MAX_SHOWN_NAME_LENGTH - 1]}…"
    return name


def name_surrogate(text: str) -> str:
    r"""Return the first lone surrogate of a text, as ``U+D800``; ``""`` for none.

    A surrogate is half of a character. Alone it is no character, and no file can hold
    it.

    >>> name_surrogate("a\ud800b"), name_surrogate("命运 😀")
    ('U+D800', '')
    """
    position = find_surrogate(text)
    return f"U+{ord(text[position]):04X}" if position >= 0 else ""


def find_surrogate(text: str) -> int:
    r"""Return the position of the first lone surrogate of a text; -1 for none.

    >>> find_surrogate("a\ud800b"), find_surrogate("命运 😀")
    (1, -1)
    """
    if text.isascii():
        return -1
    try:
        # Of all encodings that refuse surrogates, this one takes the least time.
        text.encode("utf-16-le")
    except UnicodeEncodeError as fault:
        return fault.start
    return -1


def check_characters(
    place: str, values: Iterable[object], error: type[DiscourseError] = OptionError
) -> None:
    """Raise an error if a text among `values` has a lone surrogate.

    Parameters
    ----------
    place : str
        Where the values stand, as the beginning of the message: "stop" or "the id".
    values : iterable of object
        What is no text is passed over.
    error : type of error, optional
        The class of the error.

    Examples
    --------
    >>> check_characters("stop", ["the", 3])
    """
    texts = [value for value in values if isinstance(value, str)]
    # Most columns are ASCII, which this says without a loop in Python.
    if all(map(str.isascii, texts)):
        return
    for text in texts:
        character = name_surrogate(text)
        if character:
            raise error(
                f"{place}: {show_value(text)} has {character}, half of a character (a "
                "lone surrogate), which no file can hold; write the text again."
            )


# --------------------------------------------------------------------------------------
# Checks of options


def list_of_values(given: object) -> list[Any] | None:
    """Return the values of a list, tuple, set, Series or iterator; None for no such.

    A text, a dict and a table have parts too, but are no list of values.

    >>> list_of_values(("the", "of")), list_of_values("the"), list_of_values({"a": 1})
    (['the', 'of'], None, None)
    """
    # An array without dimensions is a single number.
    is_scalar = getattr(given, "ndim", 1) == 0
    is_table = hasattr(given, "columns")
    if is_scalar or is_table or isinstance(given, str | bytes | Mapping | type):
        return None
    return list(given) if isinstance(given, Iterable) else None


def count_of(count: int, noun: str, *, plural: str = "") -> str:
    """Return a count with its noun.

    Parameters
    ----------
    count : int
    noun : str
        The word for one.
    plural : str
        The word for several, if it is not `noun` with an "s" at the end.

    Examples
    --------
    >>> count_of(1, "word"), count_of(1200, "word")
    ('1 word', '1,200 words')
    >>> count_of(2, "man of letters", plural="men of letters")
    '2 men of letters'
    """
    if count == 1:
        return f"1 {noun}"
    return f"{count:,} {plural or f'{noun}s'}"


def check_option(name: str, value: object, options: Iterable[str]) -> str:
    """Return `value` if it is among `options`, else raise an error that lists them.

    Parameters
    ----------
    name, value
        The option, as its caller wrote it.
    options : iterable of str

    Raises
    ------
    OptionError

    Examples
    --------
    >>> check_option("unit", "paragraph", ["paragraph", "sentence"])
    'paragraph'
    >>> check_option("unit", "paragraphs", ["paragraph", "sentence"])
    Traceback (most recent call last):
    discourse.errors.OptionError: unit='paragraphs' is not an option; expected one of \
'paragraph', 'sentence'. Did you mean 'paragraph'?
    """
    sorted_options = sorted(options)
    if isinstance(value, str) and value in sorted_options:
        return value
    options_in_words = ", ".join(map(repr, sorted_options))
    suggestion = suggest(value, sorted_options)
    raise OptionError(
        f"{name}={show_value(value)} is not an option; expected one of "
        f"{options_in_words}.{suggestion}"
    )


def check_whole_number(
    name: str,
    value: object,
    minimum: int = 1,
    *,
    maximum: int = LARGEST_WHOLE_NUMBER,
    hint: str = "",
) -> int:
    """Return `value` if it is a whole number from `minimum` to `maximum`.

    Parameters
    ----------
    name, value
        The option, as its caller wrote it. A numpy integer is a whole number too.
    minimum, maximum : int
    hint : str
        Ends the sentence: what to write, or what the smallest number does.

    Raises
    ------
    OptionError

    Examples
    --------
    >>> check_whole_number("top", 10)
    10
    >>> check_whole_number("min_count", 0, hint="; 1 keeps every term")
    Traceback (most recent call last):
    discourse.errors.OptionError: min_count=0: a whole number from 1 was expected; \
1 keeps every term.
    >>> check_whole_number("top", "3")
    Traceback (most recent call last):
    discourse.errors.OptionError: top='3': a whole number from 1 was expected. \
Write top=3.
    """
    if isinstance(value, numbers.Integral) and not isinstance(value, bool):
        number = int(value)
        if minimum <= number <= maximum:
            return number
    number_meant = _number_meant(value)
    bounds = f"from {minimum}"
    # The default maximum is so large that most messages need not name it.
    if maximum < LARGEST_WHOLE_NUMBER or number_meant > maximum:
        bounds += f" to {maximum:,}"
    advice = ""
    # False for NaN, so that a value which means no number gets no advice.
    is_whole = number_meant == number_meant // 1
    if is_whole and minimum <= number_meant <= maximum:
        advice = f" Write {name}={number_meant:.0f}."
    raise OptionError(
        f"{name}={show_value(value)}: a whole number {bounds} was expected"
        f"{hint}.{advice}"
    )


def check_number(
    name: str,
    value: object,
    minimum: float = -math.inf,
    maximum: float = math.inf,
) -> float:
    """Return `value` if it is a finite number from `minimum` to `maximum`.

    Parameters
    ----------
    name, value
        The option, as its caller wrote it.
    minimum, maximum : float

    Raises
    ------
    OptionError

    Examples
    --------
    >>> check_number("min_score", 0.5, 0, 1)
    0.5
    >>> check_number("min_score", "0.5", 0, 1)
    Traceback (most recent call last):
    discourse.errors.OptionError: min_score='0.5': a number from 0 to 1 was expected. \
Write min_score=0.5.
    """
    number_meant = _number_meant(value)
    is_allowed = math.isfinite(number_meant) and minimum <= number_meant <= maximum
    is_number = isinstance(value, numbers.Real)
    if is_number and is_allowed:
        return number_meant
    bounds = ""
    if minimum > -math.inf:
        bounds += f" from {minimum:g}"
    if maximum < math.inf:
        bounds += f" to {maximum:g}"
    # The shortest code of the same number: "2" rather than "2.0", and all digits.
    is_whole = number_meant == number_meant // 1
    code = f"{number_meant:.0f}" if is_whole else repr(number_meant)
    advice = f" Write {name}={code}." if is_allowed else ""
    raise OptionError(
        f"{name}={show_value(value)}: a number{bounds} was expected.{advice}"
    )


def _number_meant(value: object) -> float:
    """Return the number that a value most likely means; NaN = none.

    The value may be text such as "3", or a number of any kind. Infinity stands for a
    number that is too large for a float.
    """
    if isinstance(value, bool) or not isinstance(value, str | numbers.Real):
        return math.nan
    try:
        number = float(value)
    except ValueError:
        return math.nan
    except OverflowError:  # a whole number of hundreds of digits
        return math.inf
    return number if math.isfinite(number) else math.nan


def check_flag(name: str, value: object) -> bool:
    """Return `value` if it is True or False, also as numpy has them.

    Any other value raises an error.

    Raises
    ------
    OptionError

    Examples
    --------
    >>> check_flag("strict", "no")
    Traceback (most recent call last):
    discourse.errors.OptionError: strict='no': True or False was expected.
    """
    is_scalar = getattr(value, "ndim", 1) == 0
    dtype = str(getattr(value, "dtype", ""))
    is_numpy_flag = is_scalar and dtype == "bool"
    if isinstance(value, bool) or is_numpy_flag:
        return bool(value)
    raise OptionError(f"{name}={show_value(value)}: True or False was expected.")


def is_date(text: object) -> bool:
    """Return whether `text` is a date in ISO form: YYYY, YYYY-MM or YYYY-MM-DD.

    >>> [is_date(text) for text in ("2013", "2013-09", "2013-09-07")]
    [True, True, True]
    >>> [is_date(text) for text in ("2013-13", "2013-02-30", "0000", "7 May")]
    [False, False, False, False]
    """
    if not isinstance(text, str) or not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text):
        return False
    # The first of January completes a year, and the first day completes a month.
    missing_part = "-01-01"[len(text) - len("YYYY") :]
    try:
        datetime.date.fromisoformat(text + missing_part)
    except ValueError:  # there is no such month or day, or no such year
        return False
    return True


def check_confidence_level(confidence_level: object) -> float:
    """Return `confidence_level` if it lies between 0 and 1, else raise an error.

    Raises
    ------
    OptionError

    Examples
    --------
    >>> check_confidence_level(0.9)
    0.9
    >>> check_confidence_level(95)
    Traceback (most recent call last):
    discourse.errors.OptionError: confidence_level=95: a number between 0 and 1 was \
expected, such as 0.95.
    """
    is_number = isinstance(confidence_level, numbers.Real)
    if is_number and not isinstance(confidence_level, bool):
        level = _number_meant(confidence_level)
        if 0.0 < level < 1.0:
            return level
    raise OptionError(
        f"confidence_level={show_value(confidence_level)}: a number between 0 and 1 was "
        f"expected, such as {CONFIDENCE_LEVEL:g}."
    )


def tail_share(confidence_level: object) -> float:
    """Return the share that an interval of this level leaves out on each side.

    The level is checked as by :func:`check_confidence_level`.

    >>> round(tail_share(0.9), 6)
    0.05
    """
    level = check_confidence_level(confidence_level)
    return (1.0 - level) / 2.0


def percent_of_confidence(confidence_level: float) -> str:
    """Return the level as the name of an interval shows it.

    >>> percent_of_confidence(0.95), percent_of_confidence(0.999)
    ('95%', '99.9%')
    """
    # Six digits hide the error of 100 * 0.999, and show every level in use.
    return f"{100 * confidence_level:.6g}%"


def random_generator(rng: int | np.random.Generator) -> np.random.Generator:
    """Return the generator given, or a new one with the seed given.

    The seed is never taken from the clock, so that results can be reproduced.

    Raises
    ------
    OptionError
        `rng` is neither a numpy Generator nor a whole number of 0 or more.
    """
    if isinstance(rng, np.random.Generator):
        return rng
    if isinstance(rng, bool) or not isinstance(rng, int | np.integer) or rng < 0:
        raise OptionError(
            f"rng={show_value(rng)} came; a whole number of 0 or more, or a numpy "
            "Generator, was "
            "expected."
        )
    return np.random.default_rng(int(rng))
