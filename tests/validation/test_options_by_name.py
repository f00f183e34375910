"""An option that came without its name is met with the name."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import pytest

import discourse
from discourse.corpus import Corpus
from discourse.errors import OptionError
from discourse.registries import CHARTS
from discourse.validation import find_name, options_by_name

# `mask_changes` gives what follows the verb to the verb, in any number.
VERBS = [
    name
    for name in discourse.__all__
    if inspect.isfunction(getattr(discourse, name)) and name != "mask_changes"
]


def parameters_of(function: Callable[..., Any]) -> tuple[list[str], list[str]]:
    """Return the names of what is given in order, and of what is given by name."""
    parameters = inspect.signature(function).parameters.values()
    by_name = [part.name for part in parameters if part.kind is part.KEYWORD_ONLY]
    in_order = [part.name for part in parameters if part.name not in by_name]
    return in_order, by_name


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_names_the_option_meant(verb: str) -> None:
    function = getattr(discourse, verb)
    in_order, by_name = parameters_of(function)
    given: list[Any] = [None] * len(in_order)
    with pytest.raises(OptionError) as caught:
        function(*given, 3)
    message = str(caught.value)
    assert message.startswith(f"{verb}() takes ")
    _, advice = message.split("what came besides is 3. ")
    if not by_name:
        assert advice == "Leave it out."
    elif advice != "Give each by its name.":
        name = advice.removeprefix("Write ").removesuffix("=3.")
        assert name in by_name
        assert name != "by"  # the name of a column is no number


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_names_the_option_that_a_slip_means(verb: str) -> None:
    function = getattr(discourse, verb)
    in_order, by_name = parameters_of(function)
    given: list[Any] = [None] * len(in_order)
    for name in by_name:
        message = rf"^{verb}\(\) has no option '{name}_'\. Did you mean '{name}'\?$"
        with pytest.raises(OptionError, match=message):
            function(*given, **{f"{name}_": None})
    with pytest.raises(OptionError, match=r" has no option 'zzz'\. There (is|are) '"):
        function(*given, zzz=None)


@pytest.mark.parametrize("name", ["sample", "segment", "split"])
def test_methods_of_a_corpus_name_what_they_take(name: str) -> None:
    method = getattr(Corpus.from_texts({"a": "One belt"}), name)
    with pytest.raises(
        OptionError, match=rf"^{name}\(\) has no option 'zzz'\. There "
    ) as e:
        method(zzz=1)
    assert "'self'" not in str(e.value)


def test_any_name_is_a_column_where_columns_are_given_by_name() -> None:
    corpus = Corpus.from_texts({"a": "One belt"}).assign(sead=1)
    assert len(corpus.where(sead=1)) == 1


def test_the_options_are_named_in_their_order() -> None:
    corpus = Corpus.from_texts({"a": "One belt"})
    with pytest.raises(OptionError, match=r"Write n=3\.$"):
        discourse.ngrams(corpus, 3)  # type: ignore[misc]
    with pytest.raises(OptionError, match=r"Write width=5\.$"):
        discourse.kwic(corpus, "x", 5)  # type: ignore[misc]
    with pytest.raises(OptionError, match=r"Write width=5, sort='left'\.$"):
        discourse.kwic(corpus, "x", 5, "left")  # type: ignore[misc]
    with pytest.raises(OptionError, match=r"is 5, 'left'\. Give each by its name\.$"):
        discourse.kwic(corpus, "x", 5, "left", width=3)  # type: ignore[misc]
    with pytest.raises(OptionError, match=r"is a list of 100\. Write .*=…\.$"):
        discourse.ngrams(corpus, list(range(100)))  # type: ignore[misc]


@pytest.mark.parametrize("kind", sorted(CHARTS))
def test_every_chart_takes_its_options_by_name_only(kind: str) -> None:
    assert parameters_of(getattr(discourse.plot, kind))[0] == ["table"]


def test_a_chart_names_the_option_meant() -> None:
    table = discourse.ngrams(Corpus.from_texts({"a": "One belt one road"}), n=1)
    with pytest.raises(OptionError, match=r"ngrams\(\) takes table.* Write top=5\.$"):
        discourse.plot.ngrams(table, 5)  # type: ignore[misc]


def test_signature_and_docstring_stay() -> None:
    def verb(corpus: object, *, n: int = 1) -> int:
        """Say n."""
        return n

    wrapped = options_by_name(verb)
    assert inspect.signature(wrapped) == inspect.signature(verb)
    assert (wrapped.__name__, wrapped.__doc__) == ("verb", "Say n.")
    assert wrapped(None, n=2) == 2


def test_names_are_found_by_what_they_begin_with() -> None:
    names = ["ab", "abc", "b1", "b2", "b3", "b4", "b5", "7"]
    assert find_name("ab", names) == "ab"
    assert find_name("abc", names) == "abc"
    assert find_name(7, names) == "7"
    assert [find_name(given, names) for given in ("c", "", None, True, 1.0)] == [
        None
    ] * 5
    with pytest.raises(
        OptionError, match=r"of 5 ids: 'b1', 'b2', 'b3', 'b4' and 1 more\."
    ):
        find_name("b", names)
