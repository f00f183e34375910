"""The compiled kernels as a whole: optional, silent, and refused if they are old."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

import discourse
from discourse.accelerators import compiled_kernels, has_kernels, sort_suffixes
from discourse.corpus import Corpus
from discourse.counting.suffix_array import suffix_array_of
from discourse.errors import MissingExtraError, OptionError

ROOM = Path(discourse.__file__).parent / "accelerators"
VARIABLE = "DISCOURSE_ACCELERATORS"


def test_the_variable_turns_kernels_off(monkeypatch: pytest.MonkeyPatch) -> None:
    library = SimpleNamespace(INTERFACE=compiled_kernels.INTERFACE)
    monkeypatch.setattr(compiled_kernels, "_library", library)
    monkeypatch.setenv(VARIABLE, "on")
    assert has_kernels()
    monkeypatch.delenv(VARIABLE)
    assert has_kernels()
    monkeypatch.setenv(VARIABLE, "off")
    assert not has_kernels()
    monkeypatch.setenv(VARIABLE, "no")
    with pytest.raises(OptionError, match="is 'no', expected 'on' or 'off'"):
        has_kernels()


def test_a_library_of_another_source_is_not_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    old = SimpleNamespace(INTERFACE=compiled_kernels.INTERFACE - 1)
    monkeypatch.setattr(compiled_kernels, "_library", old)
    assert not has_kernels()


def test_source_and_code_have_one_number() -> None:
    source = (ROOM / "kernels.c").read_text(encoding="utf-8")
    number = re.search(r"#define INTERFACE (\d+)", source)
    assert number is not None
    assert int(number[1]) == compiled_kernels.INTERFACE


def test_without_a_library_numpy_does_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {"a": "Peace and development. Peace and 和平", "b": "Peace and more"}
    with_kernels = suffix_array_of(Corpus.from_texts(texts))
    monkeypatch.setattr(compiled_kernels, "_library", None)
    assert not has_kernels()
    without = suffix_array_of(Corpus.from_texts(texts))
    np.testing.assert_array_equal(with_kernels.order, without.order)
    ids = np.zeros(1, dtype=np.int32)
    with pytest.raises(MissingExtraError, match="no compiled kernels are in use"):
        sort_suffixes(ids, ids == 0, 64)


@pytest.mark.parametrize("choice", ["on", "off"])
def test_python_alone_writes_nothing(choice: str) -> None:
    code = (
        "import discourse; from discourse.accelerators import has_kernels; "
        "has_kernels(); discourse.read"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={VARIABLE: choice, "PYTHONPATH": str(ROOM.parents[1]), "PATH": ""},
    )
    assert done.stdout == done.stderr == ""
