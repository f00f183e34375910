"""Options that came without their names, or under a name that there is not."""

from __future__ import annotations

import functools
import inspect
import numbers
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NoReturn, ParamSpec, TypeVar

from discourse.errors import OptionError
from discourse.validation.checks import show_value, suggest_or_list

__all__ = ["options_by_name"]

P = ParamSpec("P")
T = TypeVar("T")


def options_by_name(function: Callable[P, T]) -> Callable[P, T]:
    """Return `function` with a clear error for an option without its name, or unknown.

    Python's own message says only how many arguments were expected, or that one was
    not. The name, the docstring and the signature of `function` stay as they are.

    Examples
    --------
    >>> @options_by_name
    ... def ngrams(corpus, *, n, min_count=1):
    ...     return n
    >>> ngrams("a corpus", n=3)
    3
    >>> ngrams("a corpus", 3)
    Traceback (most recent call last):
    discourse.errors.OptionError: ngrams() takes corpus, and every option by its name; \
what came besides is 3. Write n=3.
    >>> ngrams("a corpus", n=3, mincount=2)
    Traceback (most recent call last):
    discourse.errors.OptionError: ngrams() has no option 'mincount'. \
Did you mean 'min_count'?
    """
    options = []
    positional_names = []
    takes_any_name = False
    for parameter in inspect.signature(function).parameters.values():
        if parameter.kind is parameter.VAR_KEYWORD:
            takes_any_name = True
        elif parameter.kind is parameter.KEYWORD_ONLY:
            options.append(parameter)
        else:
            positional_names.append(parameter.name)
    names = [*positional_names, *(option.name for option in options)]

    @functools.wraps(function)
    def with_named_options(*args: P.args, **keywords: P.kwargs) -> T:
        if len(args) > len(positional_names):
            _refuse_extra_values(
                function.__name__,
                args[len(positional_names) :],
                positional_names=positional_names,
                free_options=[part for part in options if part.name not in keywords],
            )
        unknown_names = () if takes_any_name else keywords.keys() - names
        if unknown_names:
            _refuse_unknown_names(function.__name__, keywords, names)
        return function(*args, **keywords)

    return with_named_options


def _refuse_unknown_names(
    verb: str, keywords: Iterable[str], names: Sequence[str]
) -> NoReturn:
    """Raise the error for the first option that a function does not have.

    Parameters
    ----------
    verb : str
        The name of the function that was called.
    keywords : iterable of str
        The names that were given, in order.
    names : sequence of str
        The names that there are.
    """
    unknown_name = next(name for name in keywords if name not in names)
    # A method is called on an object, which is never given by name.
    options = [name for name in names if name != "self"]
    advice = suggest_or_list(unknown_name, options)
    raise OptionError(f"{verb}() has no option {unknown_name!r}.{advice}")


def _refuse_extra_values(
    verb: str,
    extra_values: tuple[Any, ...],
    *,
    positional_names: list[str],
    free_options: list[inspect.Parameter],
) -> NoReturn:
    """Raise the error for values that came without a name.

    Parameters
    ----------
    verb : str
        The name of the function that was called.
    extra_values : tuple of object
        The values. The message takes each for the first option that takes such a value.
    positional_names : list of str
        The parameters that need no name.
    free_options : list of Parameter
        The options that were not given by name.
    """
    shown_values = [show_value(value) for value in extra_values]
    names = " and ".join(positional_names)
    if free_options:
        parameters_in_words = f"{names}, and every option by its name"
    else:
        parameters_in_words = f"only {names}"
    raise OptionError(
        f"{verb}() takes {parameters_in_words}; what came besides is "
        f"{', '.join(shown_values)}. {_advice_on_options(extra_values, free_options)}"
    )


def _advice_on_options(
    values: tuple[Any, ...], free_options: Sequence[inspect.Parameter]
) -> str:
    """Return how to give values by the names of options that take such values."""
    remaining = list(free_options)
    assignments = []
    for value in values:
        for option in remaining:
            if _takes(option, value):
                assignments.append(f"{option.name}={_code_of(value)}")
                remaining.remove(option)
                break
    if len(assignments) == len(values):
        return f"Write {', '.join(assignments)}."
    return "Give each by its name." if free_options else "Leave it out."


def _takes(option: inspect.Parameter, value: object) -> bool:
    """Return whether an option takes values of this type, by its annotation."""
    annotation = str(option.annotation)
    if option.annotation is option.empty or type(value) is type(option.default):
        return True
    if isinstance(value, bool):
        return "bool" in annotation
    for types, words in _WORDS_OF_ANNOTATIONS:
        if isinstance(value, types):
            return re.search(rf"\b(?:{words})\b", annotation) is not None
    return type(value).__name__ in annotation


# What the annotation of an option says if it takes values of a type.
_WORDS_OF_ANNOTATIONS: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (str, "str|Literal"),
    (numbers.Integral, "int|float|N"),
    (numbers.Real, "float"),
    ((list, tuple, set), "list|tuple|Sequence|Iterable|Collection"),
    (Mapping, "dict|Mapping"),
)


def _code_of(value: object) -> str:
    """Return a value as Python code, or an ellipsis where that would be long."""
    code = show_value(value)
    is_literal = isinstance(value, str | numbers.Real | list | tuple | None)
    return code if is_literal and code == repr(value) else "…"
