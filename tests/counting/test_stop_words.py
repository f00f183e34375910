"""Stop words: what names a list, and what does not."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from discourse.corpus import Corpus
from discourse.counting.stop_word_choice import choose_stop_words
from discourse.counting.stop_words import name_stop_words, stop_words
from discourse.errors import EncodingError, OptionError, ReadError


@pytest.mark.parametrize(
    ("stop", "message"),
    [
        ("english", "Did you mean 'en'?"),
        ("EN", "Did you mean 'en'?"),
        ("en,zh", "Did you mean 'en+zh'?"),
        ("English and Chinese", "joined with '+', or a list of words."),
        ("en+ennn", "'ennn' names no list"),
        ("en+ennn", "Did you mean 'en'?"),
        ("en+sco", "'sco' names no list"),
        ("en+", "'' names no list"),
        ("en+,", "',' names no list"),
        ("English,Chinese", "Did you mean 'en+zh'?"),
        ("en+new york,taiwan", "'new york' is not one word"),
        (42, "stop=42: expected the name of a list ('en')"),
        (True, "stop=True: expected the name of a list ('en')"),
    ],
)
def test_what_names_no_stop_words_is_refused(stop: Any, message: str) -> None:
    with pytest.raises(OptionError) as caught:
        stop_words(stop)
    assert message in str(caught.value)


def test_a_list_is_extended_by_words() -> None:
    assert stop_words("en+Taiwan,Beijing") == stop_words("en") | {"taiwan", "beijing"}
    assert stop_words("ru + zh + taiwan,") == stop_words("ru+zh") | {"taiwan"}
    assert stop_words("taiwan, beijing") == {"taiwan", "beijing"}


def test_a_list_is_extended_by_a_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.txt"
    path.write_text("# names\n\nTaiwan  # an island\nCHINA\u2019s\n", "utf-8-sig")
    assert stop_words(f"en+{path}") == stop_words("en") | {"taiwan", "china's"}
    path.write_text("other", "utf-8")
    assert stop_words(str(path)) == {"other"}, "a file is read anew at each call"


def test_a_file_that_is_no_list_of_words_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.txt"
    with pytest.raises(ReadError, match=r"mine\.txt' could not be read"):
        stop_words(f"en+{path}")
    with pytest.raises(ReadError, match="could not be read"):
        stop_words("en+\0.txt")
    path.write_text("# two\none\ntwo words\n", "utf-8")
    with pytest.raises(ReadError, match=r"mine\.txt, line 3: 'two words' is not one"):
        stop_words(f"en+{path}")
    path.write_text("one\n--\n", "utf-8")
    with pytest.raises(ReadError, match=r"mine\.txt, line 2: '--' is not one word"):
        stop_words(f"en+{path}")
    path.write_bytes("caf\u00e9\n\u00e9t\u00e9\n".encode("latin-1"))
    with pytest.raises(EncodingError, match=r"mine\.txt, line 1: byte 3 is not UTF-8"):
        stop_words(f"en+{path}")
    path.write_text("# nothing\n", "utf-8")
    with pytest.raises(ReadError, match=r"mine\.txt has no words"):
        stop_words(f"en+{path}")


@pytest.mark.parametrize(
    ("stop", "name"),
    [
        (None, ""),
        ([], ""),
        ("en+zh", "en+zh"),
        ("en+taiwan,beijing", "en+taiwan,beijing"),
        ("en+folder/mine.txt", "en+mine.txt"),
        (("sea",), "1 word given"),
    ],
)
def test_a_table_names_the_stop_words(stop: Any, name: str) -> None:
    words = frozenset(["sea"]) if stop else frozenset()
    assert name_stop_words(stop, words) == name


@pytest.mark.parametrize("stop", ["en+Taiwan", "en + taiwan", "en+taiwan,"])
def test_a_word_behind_a_list_extends_it(stop: str) -> None:
    assert stop_words(stop) - stop_words("en") == {"taiwan"}


@pytest.mark.parametrize("stop", ["taiwan", "en+russian", "en+fr,taiwan", "en+enn"])
def test_a_slip_in_a_name_is_no_word(stop: str) -> None:
    with pytest.raises(OptionError):
        stop_words(stop)


@pytest.mark.parametrize(
    "stop",
    [{"a": ["the"]}, pd.DataFrame({"the": ["of"]}), b"the", np.array("the"), 3, str],
    ids=["dict", "table", "bytes", "array of one", "number", "class"],
)
def test_what_has_parts_but_is_no_list_of_words_is_refused(stop: object) -> None:
    with pytest.raises(OptionError, match="expected the name of a list"):
        stop_words(stop)  # type: ignore[arg-type]


def test_any_list_of_words_is_taken() -> None:
    words = ["the", "of"]
    lists = [words, tuple(words), set(words), pd.Series(words), np.array(words)]
    for stop in [*lists, iter(words), dict.fromkeys(words).keys()]:
        assert stop_words(stop) == {"the", "of"}


@pytest.mark.parametrize(
    "stop",
    [
        "en+/dev/zero",
        "en+{folder}/pipe.csv",
        "en+{folder}/pipe",
        "en+words/mine",
        "en+mine.csv",
        "en+mine.TXT",
        "en+mine.xlsx",
        "en+taiwan+mine.json",
        r"en+C:\words",
        "en+~mine",
        "en+taiwan,/dev/zero",
        "/dev/zero,taiwan",
        "mine.csv,taiwan",
        "/dev/zero",
    ],
)
def test_a_path_is_never_taken_for_a_word(stop: str, tmp_path: Path) -> None:
    (tmp_path / "pipe.csv").write_text("taiwan")
    stop = stop.format(folder=tmp_path)
    with pytest.raises(
        OptionError, match=r"looks like the path of a file|names no list"
    ):
        stop_words(stop)
    with pytest.raises(OptionError, match=r"\.txt"):
        choose_stop_words(Corpus.from_texts({"a": "The sea."}), stop)


@pytest.mark.skipif(os.name != "posix", reason="pipes and devices of Unix")
def test_a_pipe_that_is_called_a_list_of_words_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    for name in ("pipe.txt", "zero.txt"):
        with pytest.raises(ReadError, match="it is a pipe, socket or device"):
            stop_words(f"en+{tmp_path / name}")


def test_abbreviations_and_addresses_are_words() -> None:
    words = stop_words("en+U.S.A.,un.org+taiwan.gov+co-operation")
    assert words >= {"u.s.a.", "un.org", "taiwan.gov", "co-operation"}
