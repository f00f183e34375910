"""The script of each word of a vocabulary, against that of one word."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from discourse.text import COMMON_SCRIPT, script_of
from discourse.text.word_scripts import find_word_scripts

letters = st.sampled_from("aé路ひカ2Ⅳ々ａª-́ﬁ") | st.characters(codec="utf-8")
words = st.lists(st.text(letters, max_size=5), max_size=20)


@given(words)
def test_each_word_has_the_script_of_its_first_letter(vocabulary: list[str]) -> None:
    found = find_word_scripts(vocabulary)
    names = [found.names[number] for number in found.number.tolist()]
    assert names == [script_of(word) for word in vocabulary]
    assert set(found.names) == {*names, COMMON_SCRIPT}
    assert list(found.names) == sorted(found.names)


def test_words_in_some_scripts() -> None:
    found = find_word_scripts(["road", "路", "2030", "путь"])
    which = found.are_in(frozenset({"han", "cyrillic", "greek"}))
    np.testing.assert_array_equal(which, [False, True, False, True])
