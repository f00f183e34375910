"""Stop words: what names a list, and what does not."""

from __future__ import annotations

from typing import Any

import pytest

from discourse.counting.stop_words import stop_words
from discourse.errors import OptionError


@pytest.mark.parametrize(
    ("stop", "message"),
    [
        ("english", "Did you mean 'en'?"),
        ("EN", "Did you mean 'en'?"),
        ("en,zh", "Did you mean 'en+zh'?"),
        ("English and Chinese", "joined with '+', or a list of words."),
        (42, "stop=42: expected the name of a list ('en')"),
        (True, "stop=True: expected the name of a list ('en')"),
    ],
)
def test_what_names_no_stop_words_is_refused(stop: Any, message: str) -> None:
    with pytest.raises(OptionError) as caught:
        stop_words(stop)
    assert message in str(caught.value)
