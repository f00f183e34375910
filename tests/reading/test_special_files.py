"""A pipe, a device or a folder in the place of a file is refused at once, by name."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import discourse as dc
from discourse.corpus import Corpus
from discourse.errors import DiscourseError

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pipes and devices of Unix")
CORPUS = Corpus.from_texts({"a": "One belt, one road.", "b": "One belt, one road."})
READERS: dict[str, Callable[[str], Any]] = {
    "a table": lambda stem: dc.load(f"{stem}.csv"),
    "a lexicon": lambda stem: dc.Lexicon.read(f"{stem}.toml"),
    "a lexicon in CSV": lambda stem: dc.Lexicon.read(f"{stem}.csv"),
    "formulas": lambda stem: dc.frequencies(CORPUS, f"{stem}.toml"),
    "stop words": lambda stem: dc.ngrams(CORPUS, stop=f"en+{stem}.txt"),
    "a background": lambda stem: dc.distinctive(CORPUS, background=f"{stem}.csv"),
    "a text": lambda stem: dc.read(f"{stem}.txt"),
    "a table of texts": lambda stem: dc.read(f"{stem}.csv"),
    "lines of JSON": lambda stem: dc.read(f"{stem}.jsonl"),
    "Parquet": lambda stem: dc.read(f"{stem}.parquet"),
    "metadata": lambda stem: dc.read("texts", metadata=f"{stem}.csv"),
}


def make_pipe(path: Path) -> None:
    os.mkfifo(path)


def link_to_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def make_broken_link(path: Path) -> None:
    path.symlink_to("nowhere")


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
@pytest.mark.parametrize(
    ("make", "message"),
    [
        (make_pipe, "pipe, socket or device"),
        (link_to_device, "pipe, socket or device"),
        (make_broken_link, "a link that leads nowhere"),
    ],
)
def test_what_is_no_file_is_refused_by_name(
    make: Callable[[Path], None],
    message: str,
    reader: Callable[[str], Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text("One belt, one road.")
    for ending in ("csv", "txt", "toml", "jsonl", "parquet"):
        make(tmp_path / f"odd.{ending}")
    with pytest.raises(DiscourseError, match=rf"odd\..*{message}"):
        reader("odd")
