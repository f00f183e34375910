"""The manifest is read and rewritten, and the files it lists are put in place."""

from __future__ import annotations

import errno
import os
from dataclasses import asdict
from pathlib import Path

import pytest
from small_study import figure_files, publish_figure, write_notebook

from discourse.errors import FigureError, WriteError
from discourse.reproducibility.manifest import (
    FigureEntry,
    Manifest,
    hash_inputs,
    publish_runs,
    read_manifest,
)
from discourse.reproducibility.notebook_runs import SUFFIXES, NotebookRun


def test_a_figure_no_longer_made_is_deleted_and_that_of_a_failed_run_stays(
    tmp_path: Path,
) -> None:
    for name in ("a", "b"):
        write_notebook(tmp_path, name, "1")
    first = [
        NotebookRun(
            f"{name}.ipynb",
            "{}\n",
            "",
            {f"fig-{name}": figure_files(tmp_path / "made", f"fig-{name}", name)},
        )
        for name in ("a", "b")
    ]
    manifest = publish_runs(tmp_path, Manifest({}, {}), first)
    (tmp_path / "figures" / "by-hand.txt").write_text("mine")
    publish_runs(
        tmp_path,
        manifest,
        [
            NotebookRun("a.ipynb", "{}\n"),
            NotebookRun("b.ipynb", fault="no"),
        ],
    )
    left = {path.name for path in (tmp_path / "figures").iterdir()}
    assert left == {f"fig-b{suffix}" for suffix in SUFFIXES} | {
        "by-hand.txt",
        "manifest.json",
    }
    assert set(read_manifest(tmp_path).figures) == {"fig-b"}
    assert set(read_manifest(tmp_path).notebooks) == {"a.ipynb", "b.ipynb"}


def test_no_manifest_can_delete_a_file_of_another_folder(tmp_path: Path) -> None:
    write_notebook(tmp_path, "a", "1")
    (tmp_path / "precious.txt").write_text("mine")
    evil = Manifest({"x": FigureEntry("", {"../precious.txt": "0"}, "gone.ipynb")}, {})
    publish_runs(tmp_path, evil, [])
    assert (tmp_path / "precious.txt").read_text() == "mine"


@pytest.mark.parametrize(
    "damage",
    [
        "{",
        "[]",
        "[" * 100_000,
        '{"figures":' * 50_000,
        '{"figures": {"f": {"odd": 1}}, "notebooks": {}}',
        '{"figures": {}}',
    ],
)
def test_the_message_on_a_damaged_manifest_tells_what_to_do(
    tmp_path: Path, damage: str
) -> None:
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "manifest.json").write_text(damage)
    with pytest.raises(FigureError, match="delete it and run discourse figures"):
        read_manifest(tmp_path)


def test_a_manifest_comes_back_as_it_was_written(tmp_path: Path) -> None:
    manifest = publish_figure(tmp_path, "family\na\n")
    assert asdict(read_manifest(tmp_path)) == asdict(manifest)


def test_the_hash_of_inputs_depends_on_bytes_and_names_of_files_not_hidden(
    tmp_path: Path,
) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_text("a")
    before = hash_inputs(tmp_path)["seeds"]
    (tmp_path / "seeds" / ".DS_Store").write_text("x")
    assert hash_inputs(tmp_path)["seeds"] == before
    (tmp_path / "seeds" / "a.txt").rename(tmp_path / "seeds" / "b.txt")
    assert hash_inputs(tmp_path)["seeds"] != before


@pytest.mark.skipif(os.name != "posix", reason="pipes and devices of Unix")
def test_a_manifest_that_is_no_file_is_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "figures").mkdir()
    path = tmp_path / "figures" / "manifest.json"
    os.mkfifo(path)
    with pytest.raises(FigureError, match="it is a pipe, socket or device"):
        read_manifest(tmp_path)
    path.unlink()
    path.symlink_to("/dev/zero")
    with pytest.raises(FigureError, match="it is a pipe, socket or device"):
        read_manifest(tmp_path)


@pytest.mark.parametrize("nth", range(1, 8))
def test_results_that_cannot_all_be_written_change_nothing(
    nth: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Six files of a figure and a notebook, and the manifest: any one may fail."""
    manifest = publish_figure(tmp_path, "family\na\n")

    def contents() -> dict[str, bytes]:
        paths = [path for path in tmp_path.rglob("*") if path.is_file()]
        return {str(path): path.read_bytes() for path in paths}

    notebook = next(iter(manifest.notebooks))
    figure = next(iter(manifest.figures))
    made = figure_files(tmp_path / "made", figure, "family\nb\n", shade=50)
    old = contents()
    original = os.fsync
    calls = 0

    def failing(handle: int) -> None:
        nonlocal calls
        calls += 1
        if calls == nth:
            raise OSError(errno.ENOSPC, "no space")
        original(handle)

    monkeypatch.setattr(os, "fsync", failing)
    run = NotebookRun(notebook, '{"cells": []}\n', "", {figure: made})
    with pytest.raises(WriteError, match="the disk is full"):
        publish_runs(tmp_path, manifest, [run])
    assert contents() == old
