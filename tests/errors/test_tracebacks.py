"""How an error is seen in a notebook, by IPython's own hook, and in a terminal."""

from __future__ import annotations

import traceback
from pathlib import Path

import pytest
from IPython.core.interactiveshell import InteractiveShell

from discourse.corpus import Corpus
from discourse.errors import DiscourseError, OptionError

HINT = "(To see the whole traceback, run %tb in the next cell.)"


@pytest.fixture(scope="module")
def shell() -> InteractiveShell:
    shell = InteractiveShell()
    shell.user_ns["corpus"] = Corpus.from_texts({"a": "One belt", "b": "One road"})
    return shell


def run(shell: InteractiveShell, cell: str, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    shell.run_cell(cell)
    return capsys.readouterr().out


def test_a_notebook_shows_the_line_and_the_message(
    shell: InteractiveShell, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = run(shell, "x = 1\ncorpus.sample(\n    n=-1,\n)", capsys).splitlines()
    assert shown == [
        "----> 2 corpus.sample(",
        "      3     n=-1,",
        "      4 )",
        "OptionError: n=-1: a whole number from 0 to 2 was expected, since there are no more documents.",
        HINT,
    ]


def test_a_function_of_the_scholar_is_shown_too(
    shell: InteractiveShell, capsys: pytest.CaptureFixture[str]
) -> None:
    cell = "def first(c):\n    return c['zz']\nfirst(corpus)"
    shown = run(shell, cell, capsys).splitlines()
    assert shown[:2] == ["----> 3 first(corpus)", "----> 2     return c['zz']"]
    assert shown[2].startswith("ColumnError: no document is called 'zz'")


def test_a_long_call_shows_its_first_lines(
    shell: InteractiveShell, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = "\n".join("    'x'," for _ in range(20))
    shown = run(shell, f"corpus.where(country=[\n{lines}\n])", capsys).splitlines()
    assert len(shown) == 7


def test_tb_shows_the_whole(
    shell: InteractiveShell, capsys: pytest.CaptureFixture[str]
) -> None:
    assert HINT in run(shell, "corpus['zz']", capsys)
    for _ in range(2):
        shown = run(shell, "%tb", capsys)
        assert shown.startswith("Traceback (most recent call last):")
        assert str(Path("corpus", "_corpus.py")) in shown
        assert HINT not in shown


def test_a_terminal_shows_pythons_own_traceback() -> None:
    try:
        Corpus.from_texts({"a": "x"})["zz"]
    except DiscourseError as error:
        shown = "".join(traceback.format_exception(error))
    assert shown.startswith("Traceback (most recent call last):")
    assert HINT not in shown


def test_an_error_that_was_not_raised_shows_its_message() -> None:
    assert OptionError("n=3 came.")._render_traceback_() == [
        "OptionError: n=3 came.",
        HINT,
    ]


def test_every_message_can_be_written() -> None:
    """A message that quotes half of a character shows its escape."""
    message = str(DiscourseError("no column 'a\ud800' 命"))
    assert message == r"no column 'a\ud800' 命"
