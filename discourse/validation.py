"""Checks of what a caller gave: options, whole numbers, levels, seeds, dates, and what a misspelt name means.

Every check returns the value, or raises an error that says what came, what was expected and what to write.
"""

from __future__ import annotations

import datetime
import difflib
import functools
import inspect
import math
import numbers
import os
import re
from collections.abc import Callable, Collection, Iterable
from typing import Any, NoReturn, ParamSpec, TypeVar

import numpy as np

from discourse.errors import OptionError
from discourse.settings import CONFIDENCE_LEVEL

__all__ = [
    "check_confidence_level",
    "check_flag",
    "check_number",
    "check_option",
    "check_whole_number",
    "encodable_name",
    "find_name",
    "is_date",
    "options_by_name",
    "percent_of_confidence",
    "random_generator",
    "show_name",
    "show_value",
    "suggest",
    "suggest_or_list",
    "tail_share",
]

P = ParamSpec("P")
T = TypeVar("T")
MOST = 1_000_000_000  # of words, documents or draws: more is a slip, and 64 bits hold what is reckoned with so many
LONGEST_SHOWN = 60  # characters of a value in a message: most of a line of a terminal
MOST_NAMED = 4  # ids named in a message, of those that begin alike
MOST_WRITTEN_OUT = 4  # things in a tuple or list that are shown, not only counted


# ---------------------------------------------------------------------------------------------------------------------
# What was meant


def suggest(word: str, options: Iterable[str]) -> str:
    """Return ``" Did you mean 'x'?"`` for the option nearest to `word`, or ``""`` for none.

    >>> suggest("famly", ["family", "count"]), suggest("EN", ["en", "zh"])
    (" Did you mean 'family'?", " Did you mean 'en'?")
    >>> suggest("zzz", ["family", "count"])
    ''
    """
    listed, word = sorted(options), str(word)
    found = [option for option in listed if option.casefold() == word.casefold()]
    found = found or difflib.get_close_matches(word, listed, n=1, cutoff=0.6)
    if not found and len(word) > 2:  # an id cut short, as charts show it
        found = [
            option for option in listed if option.casefold().startswith(word.casefold())
        ]
    return f" Did you mean {found[0]!r}?" if found else ""


def suggest_or_list(word: str, options: Iterable[str], *, limit: int = 6) -> str:
    """Return what :func:`suggest` does, or the first `limit` options in their order where none is like `word`.

    >>> suggest_or_list("A", ["a", "b"]), suggest_or_list("nope", ["a", "b", "c"], limit=2)
    (" Did you mean 'a'?", " There are 'a', 'b' and 1 more.")
    """
    listed = list(options)
    if not listed:
        return " There is none."
    more = f" and {len(listed) - limit:,} more" if len(listed) > limit else ""
    there = f" There {'are' if len(listed) > 1 else 'is'} {', '.join(map(repr, listed[:limit]))}{more}."
    return suggest(word, listed) or there


def find_name(given: object, names: Collection[str]) -> str | None:
    """Return the one of `names` that is meant: `given` itself, or the only one that begins so.

    Charts shorten long ids, and a scholar writes what she sees. A whole number counts
    as its digits.

    Parameters
    ----------
    given : object
        What came; no name is meant by anything else than text and whole numbers.
    names : collection of str
        Ids of documents or families.

    Returns
    -------
    str or None
        None if no name begins so.

    Raises
    ------
    OptionError
        Two names or more begin so.

    Examples
    --------
    >>> find_name("000", ["000_17", "001_0e"]), find_name(1, ["1", "10"]), find_name("2", ["1"])
    ('000_17', '1', None)
    >>> find_name("00", ["000_17", "001_0e"])
    Traceback (most recent call last):
    discourse.errors.OptionError: '00' is the beginning of 2 ids: '000_17', '001_0e'. Write as much of one as no other begins with.
    """
    is_number = isinstance(given, numbers.Integral) and not isinstance(given, bool)
    if not is_number and not isinstance(given, str):
        return None
    beginning = str(given)
    if not beginning or beginning in names:
        return beginning or None
    meant = [name for name in names if name.startswith(beginning)]
    if len(meant) > 1:
        shown = ", ".join(map(repr, meant[:MOST_NAMED]))
        left_out = len(meant) - MOST_NAMED
        more = f" and {left_out:,} more" if left_out > 0 else ""
        raise OptionError(
            f"{beginning!r} is the beginning of {len(meant):,} ids: {shown}{more}. "
            "Write as much of one as no other begins with."
        )
    return meant[0] if meant else None


# ---------------------------------------------------------------------------------------------------------------------
# What came, for a message


def show_value(value: object) -> str:
    """Return what came, for a message: a short tuple or list as it is written.

    What holds more things is shown by its size, what is long by its beginning.

    >>> show_value("paragraphs"), show_value(2.5), show_value((1, 3))
    ("'paragraphs'", '2.5', '(1, 3)')
    >>> show_value(list(range(100))), show_value({"a": 1})
    ('a list of 100', 'a dict of 1')
    """
    one = isinstance(value, str | bytes) or getattr(value, "ndim", 1) == 0
    if isinstance(value, Collection) and not one:
        by_size = f"a {type(value).__name__} of {len(value):,}"
        return _written_out(value) or by_size
    try:
        shown = repr(value)
    except ValueError:  # Python shows no whole number of more digits
        return "(thousands of digits)"
    return shown if len(shown) <= LONGEST_SHOWN else f"{shown[: LONGEST_SHOWN - 1]}…"


def _written_out(values: Collection[object]) -> str:
    """Return a short tuple or list of words and numbers as Python writes it, else ``""``."""
    if type(values) not in (list, tuple) or len(values) > MOST_WRITTEN_OUT:
        return ""
    simple = str | numbers.Real | None
    if not all(isinstance(value, simple) for value in values):
        return ""
    # The same words as for one value; a value too long for one is too long for several.
    shown = [show_value(value) for value in values]
    if type(values) is list:
        written = f"[{', '.join(shown)}]"
    else:
        written = f"({', '.join(shown)}{',' * (len(shown) == 1)})"
    return written if len(written) <= LONGEST_SHOWN else ""


def encodable_name(name: str) -> str:
    r"""Return a name as text that any file can hold: bytes that are no UTF-8 are shown as ``\xe9``.

    >>> encodable_name("caf\udce9.txt")
    'caf\\xe9.txt'
    """
    try:
        name.encode()
    except UnicodeEncodeError:
        # A name the system gave with such a code point stands for raw bytes; one from a table does not.
        try:
            return os.fsencode(name).decode("utf-8", "backslashreplace")
        except UnicodeEncodeError:
            return name.encode("utf-8", "backslashreplace").decode()
    return name


def show_name(name: str) -> str:
    r"""Return a name for a message: on one line, what cannot be seen escaped.

    >>> show_name("a\nb.txt")
    'a\\nb.txt'
    """
    name = encodable_name(name)
    return name if name.isprintable() else repr(name)[1:-1]


# ---------------------------------------------------------------------------------------------------------------------
# What an option takes


def options_by_name(function: Callable[P, T]) -> Callable[P, T]:
    """Return `function`, which now names the option that came without its name.

    Python says only how many arguments were expected. The name, the docstring and the
    signature of `function` stay as they are.

    Examples
    --------
    >>> @options_by_name
    ... def ngrams(corpus, *, n, min_count=1):
    ...     return n
    >>> ngrams("a corpus", n=3)
    3
    >>> ngrams("a corpus", 3)
    Traceback (most recent call last):
    discourse.errors.OptionError: ngrams() takes corpus, and every option by its name; what came besides is 3. Write n=3.
    """
    parameters = list(inspect.signature(function).parameters.values())
    options = [part.name for part in parameters if part.kind is part.KEYWORD_ONLY]
    in_order = [part.name for part in parameters if part.name not in options]

    @functools.wraps(function)
    def with_named_options(*args: P.args, **keywords: P.kwargs) -> T:
        if len(args) > len(in_order):
            unnamed = args[len(in_order) :]
            free = [name for name in options if name not in keywords]
            _refuse_unnamed(function.__name__, in_order, unnamed, free)
        return function(*args, **keywords)

    return with_named_options


def _refuse_unnamed(
    verb: str, in_order: list[str], unnamed: tuple[Any, ...], options: list[str]
) -> NoReturn:
    """Raise the error for the values `unnamed`, which are taken for the first `options`."""
    shown = [show_value(value) for value in unnamed]
    named = [f"{name}={value}" for name, value in zip(options, shown, strict=False)]
    first = " and ".join(in_order)
    expected = f"{first}, and every option by its name" if options else f"only {first}"
    advice = f"Write {', '.join(named)}." if named else "Leave it out."
    raise OptionError(
        f"{verb}() takes {expected}; what came besides is {', '.join(shown)}. {advice}"
    )


def check_option(name: str, value: object, options: Iterable[str]) -> str:
    """Return `value` when it is among `options`, else raise an :class:`OptionError` that lists them.

    >>> check_option("unit", "paragraph", ["paragraph", "sentence"])
    'paragraph'
    >>> check_option("unit", "paragraphs", ["paragraph", "sentence"])
    Traceback (most recent call last):
    discourse.errors.OptionError: unit='paragraphs' is not an option; expected one of 'paragraph', 'sentence'. Did you mean 'paragraph'?
    """
    listed = sorted(options)
    if isinstance(value, str) and value in listed:
        return value
    shown = ", ".join(repr(option) for option in listed)
    raise OptionError(
        f"{name}={show_value(value)} is not an option; expected one of {shown}.{suggest(str(value), listed)}"
    )


def check_whole_number(
    name: str, value: object, minimum: int = 1, *, maximum: int = MOST, hint: str = ""
) -> int:
    """Return `value` when it is a whole number from `minimum` to `maximum` (numpy's too), else raise an :class:`OptionError`.

    Parameters
    ----------
    name, value
        The option, as its caller wrote it.
    minimum, maximum : int
    hint : str
        Ends the sentence: what to write, or what the smallest number does.

    Examples
    --------
    >>> check_whole_number("top", 10)
    10
    >>> check_whole_number("min_count", 0, hint="; 1 keeps every term")
    Traceback (most recent call last):
    discourse.errors.OptionError: min_count=0: a whole number from 1 was expected; 1 keeps every term.
    >>> check_whole_number("top", "3")
    Traceback (most recent call last):
    discourse.errors.OptionError: top='3': a whole number from 1 was expected. Write top=3.
    """
    if (
        isinstance(value, numbers.Integral)
        and not isinstance(value, bool)
        and minimum <= int(value) <= maximum
    ):
        return int(value)
    meant = _meant(value)
    bounds = (
        f"from {minimum} to {maximum:,}"
        if maximum < MOST or meant > maximum
        else f"from {minimum}"
    )
    write = (
        f" Write {name}={meant:.0f}."
        if meant == meant // 1 and minimum <= meant <= maximum
        else ""
    )
    raise OptionError(
        f"{name}={show_value(value)}: a whole number {bounds} was expected{hint}.{write}"
    )


def check_number(
    name: str, value: object, minimum: float = -math.inf, maximum: float = math.inf
) -> float:
    """Return `value` when it is a finite number from `minimum` to `maximum`, else raise an :class:`OptionError`.

    >>> check_number("min_score", 0.5, 0, 1)
    0.5
    >>> check_number("min_score", "0.5", 0, 1)
    Traceback (most recent call last):
    discourse.errors.OptionError: min_score='0.5': a number from 0 to 1 was expected. Write min_score=0.5.
    """
    real, meant = isinstance(value, numbers.Real), _meant(value)
    if real and math.isfinite(meant) and minimum <= meant <= maximum:
        return meant
    bounds = f" from {minimum:g}" * (minimum > -math.inf) + f" to {maximum:g}" * (
        maximum < math.inf
    )
    write = (
        f" Write {name}={meant:g}."
        if not real and math.isfinite(meant) and minimum <= meant <= maximum
        else ""
    )
    raise OptionError(
        f"{name}={show_value(value)}: a number{bounds} was expected.{write}"
    )


def check_flag(name: str, value: object) -> bool:
    """Return `value` when it is true or false (numpy's too), else raise an :class:`OptionError`.

    >>> check_flag("strict", "no")
    Traceback (most recent call last):
    discourse.errors.OptionError: strict='no': True or False was expected.
    """
    if isinstance(value, bool) or (
        str(getattr(value, "dtype", "")) == "bool" and getattr(value, "ndim", 1) == 0
    ):
        return bool(value)
    raise OptionError(f"{name}={show_value(value)}: True or False was expected.")


def is_date(text: object) -> bool:
    """Whether it is a date of the calendar in ISO form, as precise as it is known: YYYY, YYYY-MM or YYYY-MM-DD.

    >>> [is_date(text) for text in ("2013", "2013-09", "2013-09-07", "2013-13", "2013-02-30", "0000", "7 May")]
    [True, True, True, False, False, False, False]
    """
    if not isinstance(text, str) or not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text):
        return False
    try:
        datetime.date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        return False
    return True


def _meant(value: object) -> float:
    """The number that text, or a number of another kind, most likely stands for; NaN when it stands for none."""
    if isinstance(value, bool) or not isinstance(value, str | numbers.Real):
        return math.nan
    try:
        found = float(value)
    except ValueError:
        return math.nan
    except OverflowError:  # a whole number of hundreds of digits
        return math.inf
    return found if math.isfinite(found) else math.nan


def check_confidence_level(confidence_level: object) -> float:
    """Return `confidence_level` when it lies between 0 and 1, else raise an :class:`OptionError`.

    >>> check_confidence_level(0.9)
    0.9
    >>> check_confidence_level(95)
    Traceback (most recent call last):
    discourse.errors.OptionError: confidence_level=95: a number between 0 and 1 was expected, such as 0.95.
    """
    number = isinstance(confidence_level, numbers.Real)
    if number and not isinstance(confidence_level, bool):
        share = _meant(confidence_level)
        if 0.0 < share < 1.0:
            return share
    raise OptionError(
        f"confidence_level={show_value(confidence_level)}: a number between 0 and 1 was "
        f"expected, such as {CONFIDENCE_LEVEL:g}."
    )


def tail_share(confidence_level: object) -> float:
    """Return the share left out on each side of an interval, of a level that is checked.

    >>> round(tail_share(0.9), 6)
    0.05
    """
    return (1.0 - check_confidence_level(confidence_level)) / 2.0


def percent_of_confidence(confidence_level: float) -> str:
    """Return the level as it stands in the name of an interval.

    >>> percent_of_confidence(0.95), percent_of_confidence(0.999)
    ('95%', '99.9%')
    """
    return f"{100 * confidence_level:.6g}%"


def random_generator(rng: int | np.random.Generator) -> np.random.Generator:
    """Return the generator given, or one started from the whole number given: never one started from the clock."""
    if isinstance(rng, np.random.Generator):
        return rng
    if isinstance(rng, bool) or not isinstance(rng, int | np.integer) or rng < 0:
        raise OptionError(
            f"rng={rng!r} came; a whole number of 0 or more, or a numpy Generator, was expected."
        )
    return np.random.default_rng(int(rng))
