"""The canonical text of a notebook does not change from run to run."""

from __future__ import annotations

from pathlib import Path

import nbformat
from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_notebook, new_output

from discourse.reproducibility.canonical_notebook import canonical_text


def notebook_with(*outputs: nbformat.NotebookNode) -> nbformat.NotebookNode:
    return new_notebook(
        cells=[new_code_cell("x", outputs=list(outputs), execution_count=1)]
    )


def outputs_of(text: str) -> list[dict[str, object]]:
    return list(nbformat.reads(text, as_version=4).cells[0].outputs)


def test_streams_are_joined_and_standard_error_is_dropped() -> None:
    cut = [
        new_output("stream", name=name, text=text)
        for name, text in (("stdout", "a"), ("stderr", "!"), ("stdout", "b"))
    ]
    (output,) = outputs_of(canonical_text(notebook_with(*cut)))
    assert output["text"] == "ab"


def test_random_ids_are_numbered_and_stay_apart() -> None:
    html = '<style>#T_0a1b2_row0 {} #T_ffff0 {}</style><table id="T_0a1b2">'
    text = canonical_text(
        notebook_with(new_output("display_data", data={"text/html": html}))
    )
    assert outputs_of(text)[0]["data"] == {
        "text/html": '<style>#T_00000_row0 {} #T_00001 {}</style><table id="T_00000">'
    }


def test_scripts_are_left_out_and_words_that_look_like_ids_stay() -> None:
    data = {
        "application/vnd.jupyter.widget-view+json": {},
        "text/plain": "T_shaped; colour 0xff00; PART_00001x",
    }
    text = canonical_text(notebook_with(new_output("display_data", data=data)))
    assert outputs_of(text)[0]["data"] == {
        "text/plain": "T_shaped; colour 0xff00; PART_00001x"
    }


def test_a_trace_shown_on_purpose_names_no_file() -> None:
    error = new_output(
        "error",
        ename="OptionError",
        evalue="k=0",
        traceback=["File /home/someone/x.py"],
    )
    text = canonical_text(notebook_with(error))
    assert "someone" not in text
    assert "OptionError: k=0" in text


def test_the_folder_of_the_study_is_not_written_down(tmp_path: Path) -> None:
    printed = f"{tmp_path}/seeds/a.txt and {tmp_path}-other"
    text = canonical_text(
        notebook_with(new_output("stream", name="stdout", text=printed)), tmp_path
    )
    assert outputs_of(text)[0]["text"] == f"../seeds/a.txt and {tmp_path}-other"


def test_the_folder_of_one_run_is_not_written_down(tmp_path: Path) -> None:
    printed = f"PosixPath('{tmp_path}/run/figures/sim.csv') {tmp_path}/running"
    text = canonical_text(
        notebook_with(new_output("stream", name="stdout", text=printed)),
        "/study",
        scratch=tmp_path / "run",
    )
    assert (
        outputs_of(text)[0]["text"]
        == f"PosixPath('../figures/sim.csv') {tmp_path}/running"
    )


@given(st.text(alphabet="T_0af9x at<>-\n命é", max_size=60))
def test_the_canonical_form_is_its_own(text: str) -> None:
    once = canonical_text(
        notebook_with(
            new_output("display_data", data={"text/html": text, "text/plain": text})
        )
    )
    assert canonical_text(nbformat.reads(once, as_version=4)) == once
