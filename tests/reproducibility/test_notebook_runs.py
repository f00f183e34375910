"""The files that a notebook saves must be whole figures."""

from __future__ import annotations

from pathlib import Path

from small_study import figure_files

from discourse.reproducibility import notebook_runs


def test_half_a_figure_is_refused(tmp_path: Path) -> None:
    files = figure_files(tmp_path, "f", "a\n")
    assert notebook_runs._find_incomplete_figure({"f": files}) == ""
    assert (
        notebook_runs._find_incomplete_figure({"t": {".csv": files[".csv"]}}) == ""
    )  # a table alone
    del files[".svg"]
    assert "figure f lacks .svg" in notebook_runs._find_incomplete_figure({"f": files})
    assert "left stray.txt among the figures" in notebook_runs._find_incomplete_figure(
        {"stray.txt": {"": tmp_path}}
    )
