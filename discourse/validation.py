"""Checks of what a caller gave: options, whole numbers, levels, seeds, dates, names.

Every check returns the value, or raises an error that says what came, what was expected
and what to write.
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
from collections.abc import Callable, Collection, Iterable, Sequence
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
    "count_of",
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

# The largest number of words, documents or resamples. A larger one is a slip, and 64-bit
# integers hold every product that is computed of such numbers.
LARGEST_WHOLE_NUMBER = 1_000_000_000
MAX_SHOWN_LENGTH = 60  # characters of a value in a message: most of a terminal line
MAX_SHOWN_ITEMS = 4  # of a tuple or list; a longer one is shown by its size
MAX_SHOWN_IDS = 4  # of the ids that begin alike
MIN_SIMILARITY = 0.6  # of a suggested name: the default of difflib
MIN_PREFIX_LENGTH = 3  # characters of an id that a chart may have cut short


# --------------------------------------------------------------------------------------
# What was meant


def suggest(word: str, options: Iterable[str]) -> str:
    """Return ``" Did you mean 'x'?"`` for the most similar option, or ``""`` for none.

    >>> suggest("famly", ["family", "count"]), suggest("EN", ["en", "zh"])
    (" Did you mean 'family'?", " Did you mean 'en'?")
    >>> suggest("zzz", ["family", "count"])
    ''
    """
    similar = _find_similar(str(word), sorted(options))
    return "" if similar is None else f" Did you mean {similar!r}?"


def _find_similar(word: str, options: Sequence[str]) -> str | None:
    """Return the option that `word` most likely means; None = no option is similar."""
    folded = word.casefold()
    for option in options:
        if option.casefold() == folded:
            return option
    similar = difflib.get_close_matches(word, options, n=1, cutoff=MIN_SIMILARITY)
    if similar:
        return similar[0]
    # Charts show long ids by their beginning.
    if len(word) >= MIN_PREFIX_LENGTH:
        for option in options:
            if option.casefold().startswith(folded):
                return option
    return None


def suggest_or_list(word: str, options: Iterable[str], *, limit: int = 6) -> str:
    """Return the most similar option, or the first options if none is similar.

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
        A sentence that begins with a blank, to be put at the end of a message.

    Examples
    --------
    >>> suggest_or_list("A", ["a", "b"]), suggest_or_list("nope", ["a", "b", "c"], limit=2)
    (" Did you mean 'a'?", " There are 'a', 'b' and 1 more.")
    """
    listed = list(options)
    if not listed:
        return " There is none."
    suggestion = suggest(word, listed)
    if suggestion:
        return suggestion
    verb = "are" if len(listed) > 1 else "is"
    shown = ", ".join(map(repr, listed[:limit]))
    hidden = len(listed) - limit
    more = f" and {hidden:,} more" if hidden > 0 else ""
    return f" There {verb} {shown}{more}."


def find_name(
    given: object, names: Collection[str], labels: Collection[str] = ()
) -> str | None:
    """Return the name that `given` means: by itself, by its label, or by its beginning.

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
    if not beginning:
        return None
    if beginning in names:
        return beginning
    labelled = list(zip(names, labels, strict=True)) if labels else []
    with_label = [name for name, label in labelled if label == beginning]
    if with_label:
        return _only_name(with_label, f"{beginning!r} is the label of")
    with_beginning = [name for name in names if name.startswith(beginning)]
    if with_beginning:
        return _only_name(with_beginning, f"{beginning!r} is the beginning of")
    with_label = [name for name, label in labelled if label.startswith(beginning)]
    if with_label:
        return _only_name(
            with_label, f"{beginning!r} is the beginning of the labels of"
        )
    return None


def _only_name(meant: Sequence[str], relation: str) -> str:
    """Return the one name in `meant`, or raise an error that lists them."""
    if len(meant) > 1:
        shown = ", ".join(map(repr, meant[:MAX_SHOWN_IDS]))
        left_out = len(meant) - MAX_SHOWN_IDS
        more = f" and {left_out:,} more" if left_out > 0 else ""
        raise OptionError(
            f"{relation} {len(meant):,} ids: {shown}{more}. "
            "Write as much of one as no other begins with."
        )
    return meant[0]


# --------------------------------------------------------------------------------------
# What came, for a message


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
    is_scalar = getattr(value, "ndim", 1) == 0
    if isinstance(value, Collection) and not is_text and not is_scalar:
        by_size = f"a {type(value).__name__} of {len(value):,}"
        return _write_out(value) or by_size
    try:
        shown = repr(value)
    except ValueError:  # Python does not show a whole number of thousands of digits
        return "(thousands of digits)"
    if len(shown) > MAX_SHOWN_LENGTH:
        return f"{shown[: MAX_SHOWN_LENGTH - 1]}…"
    return shown


def _write_out(values: Collection[object]) -> str:
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
        written = f"[{items}]"
    elif len(values) == 1:
        written = f"({items},)"
    else:
        written = f"({items})"
    return written if len(written) <= MAX_SHOWN_LENGTH else ""


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
    # In a file name, the operating system's raw bytes are lone surrogates. In a table,
    # a lone surrogate means nothing and is shown by its own bytes.
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
    return name if name.isprintable() else repr(name)[1:-1]


# --------------------------------------------------------------------------------------
# Checks of options


def options_by_name(function: Callable[P, T]) -> Callable[P, T]:
    """Return `function` with a clear error for an option that came without its name.

    Python's own message says only how many arguments were expected. The name, the docstring and the
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
    """Raise the error for values without a name; they are taken for the first `options`."""
    shown = [show_value(value) for value in unnamed]
    named = [f"{name}={value}" for name, value in zip(options, shown, strict=False)]
    first = " and ".join(in_order)
    expected = f"{first}, and every option by its name" if options else f"only {first}"
    advice = f"Write {', '.join(named)}." if named else "Leave it out."
    raise OptionError(
        f"{verb}() takes {expected}; what came besides is {', '.join(shown)}. {advice}"
    )


def count_of(count: int, noun: str) -> str:
    """Return a count with its noun.

    >>> count_of(1, "word"), count_of(1200, "word")
    ('1 word', '1,200 words')
    """
    if count == 1:
        return f"1 {noun}"
    return f"{count:,} {noun}s"


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
    discourse.errors.OptionError: unit='paragraphs' is not an option; expected one of 'paragraph', 'sentence'. Did you mean 'paragraph'?
    """
    listed = sorted(options)
    if isinstance(value, str) and value in listed:
        return value
    expected = ", ".join(map(repr, listed))
    suggestion = suggest(str(value), listed)
    raise OptionError(
        f"{name}={show_value(value)} is not an option; expected one of "
        f"{expected}.{suggestion}"
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
    discourse.errors.OptionError: min_count=0: a whole number from 1 was expected; 1 keeps every term.
    >>> check_whole_number("top", "3")
    Traceback (most recent call last):
    discourse.errors.OptionError: top='3': a whole number from 1 was expected. Write top=3.
    """
    if isinstance(value, numbers.Integral) and not isinstance(value, bool):
        number = int(value)
        if minimum <= number <= maximum:
            return number
    meant = _number_meant(value)
    bounds = f"from {minimum}"
    if maximum < LARGEST_WHOLE_NUMBER or meant > maximum:
        bounds += f" to {maximum:,}"
    advice = ""
    if meant == meant // 1 and minimum <= meant <= maximum:
        advice = f" Write {name}={meant:.0f}."
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
    discourse.errors.OptionError: min_score='0.5': a number from 0 to 1 was expected. Write min_score=0.5.
    """
    meant = _number_meant(value)
    is_allowed = math.isfinite(meant) and minimum <= meant <= maximum
    is_number = isinstance(value, numbers.Real)
    if is_number and is_allowed:
        return meant
    bounds = ""
    if minimum > -math.inf:
        bounds += f" from {minimum:g}"
    if maximum < math.inf:
        bounds += f" to {maximum:g}"
    advice = f" Write {name}={meant:g}." if is_allowed else ""
    raise OptionError(
        f"{name}={show_value(value)}: a number{bounds} was expected.{advice}"
    )


def _number_meant(value: object) -> float:
    """Return the number that a value most likely means; NaN = none.

    The value may be text, or a number of another kind.
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
    """Return `value` if it is true or false (numpy's too), else raise an error.

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

    >>> [is_date(text) for text in ("2013", "2013-09", "2013-09-07", "2013-13", "2013-02-30", "0000", "7 May")]
    [True, True, True, False, False, False, False]
    """
    if not isinstance(text, str) or not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text):
        return False
    missing_part = "-01-01"[len(text) - len("YYYY") :]
    try:
        datetime.date.fromisoformat(text + missing_part)
    except ValueError:
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
    discourse.errors.OptionError: confidence_level=95: a number between 0 and 1 was expected, such as 0.95.
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
    """Return the share that an interval leaves out on each side; the level is checked.

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
            f"rng={rng!r} came; a whole number of 0 or more, or a numpy Generator, was "
            "expected."
        )
    return np.random.default_rng(int(rng))
