"""Notebooks are run, figures kept and verified (discourse.reproducibility)."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import asdict
from pathlib import Path

import nbformat
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.image import imsave
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from discourse import reproducibility
from discourse.errors import FigureError
from discourse.reproducibility import _rebuild, figure_comparison, notebook_runs
from discourse.reproducibility import manifest as manifest_

SAVE = """\
import os, sys, pathlib
from matplotlib.figure import Figure
def keep(name, value):
    folder = pathlib.Path(os.environ["DISCOURSE_FIGURES"])
    figure = Figure(figsize=(1, 1)); figure.subplots().bar([0, 1], [value, 1.0])
    nothing = {"png": {"Software": None}, "pdf": {"CreationDate": None}, "svg": {"Date": None}}
    import matplotlib; matplotlib.rcParams["svg.hashsalt"] = "x"
    for kind, metadata in nothing.items():
        figure.savefig(folder / f"{name}.{kind}", metadata=metadata)
    (folder / f"{name}.csv").write_text(f"family,rate\\na,{value!r}\\n", newline="\\n")
    (folder / f"{name}.caption.txt").write_text("A bar; n = 2.\\n")
"""


def notebook(folder: Path, name: str, *sources: str) -> Path:
    book = new_notebook(
        cells=[new_markdown_cell("# A study"), *map(new_code_cell, sources)]
    )
    for number, cell in enumerate(book.cells):
        cell["id"] = f"cell-{number}"
    path = folder / "notebooks" / f"{name}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(book, path)
    return path


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study with a notebook that does everything it should not rely on, and one that fails; run once."""
    folder = tmp_path_factory.mktemp("study")
    (folder / "seeds").mkdir()
    (folder / "seeds" / "a.txt").write_text("win-win cooperation", encoding="utf-8")
    restless = (
        "import pandas as pd, uuid\n"
        "print(open('../seeds/a.txt').read(), object(), hash('word'), os.getcwd())\n"
        "print('noise', file=sys.stderr)\n"
        "from tqdm.auto import tqdm\n"
        "for _ in tqdm(range(3)): pass\n"
        "print(uuid.uuid4())\n"
        "pd.DataFrame({'a': [1]}).style"
    )
    notebook(folder, "01-good", SAVE, restless, "keep('fig01-bars', 0.5)")
    notebook(folder, "02-bad", "keep = 1", "first = 'line'\n{}['no such family']")
    before = (folder / "notebooks" / "02-bad.ipynb").read_bytes()
    outcomes = {outcome.name: outcome for outcome in reproducibility.rebuild(folder)}
    assert outcomes["01-good.ipynb"] == reproducibility.Outcome(
        "01-good.ipynb", True, "ran; fig01-bars"
    )
    assert not outcomes["02-bad.ipynb"].good
    assert (
        outcomes["02-bad.ipynb"].message
        == "cell 3 (first = 'line'): KeyError: 'no such family'"
    )
    assert (folder / "notebooks" / "02-bad.ipynb").read_bytes() == before
    return folder


def copy(study: Path, target: Path, *, bad: bool = False) -> Path:
    folder = Path(shutil.copytree(study, target / "copy"))
    if not bad:
        (folder / "notebooks" / "02-bad.ipynb").unlink()
    return folder


def test_what_is_written_names_no_place_and_no_chance(study: Path) -> None:
    text = (study / "notebooks" / "01-good.ipynb").read_text(encoding="utf-8")
    assert "win-win cooperation <object object> " in text
    assert "T_00000" in text
    shown = json.dumps(
        [cell["outputs"] for cell in json.loads(text)["cells"] if "outputs" in cell]
    )
    for word in (str(study), study.name, "noise", " at 0x", "iopub", "widget", "%|"):
        assert word not in shown
    assert text.endswith("}\n")
    assert '"id": "cell-2"' in text
    manifest = (study / "figures" / "manifest.json").read_text(encoding="utf-8")
    assert str(study.parent) not in manifest


def test_the_manifest_says_what_a_figure_is_made_of(study: Path) -> None:
    told = json.loads((study / "figures" / "manifest.json").read_text(encoding="utf-8"))
    figure, book = told["figures"]["fig01-bars"], told["notebooks"]["01-good.ipynb"]
    assert figure["caption"] == "A bar; n = 2."
    assert figure["notebook"] == "01-good.ipynb"
    assert sorted(figure["files"]) == [
        f"fig01-bars.{end}" for end in ("caption.txt", "csv", "pdf", "png", "svg")
    ]
    for name, digest in figure["files"].items():
        assert manifest_.sha256((study / "figures" / name).read_bytes()) == digest
    assert book["versions"] == reproducibility.versions()
    assert {"discourse/data", "seeds"} >= set(book["inputs"]) >= {"seeds"}
    assert "02-bad.ipynb" not in told["notebooks"]


def test_run_again_nothing_changes_and_it_verifies(study: Path, tmp_path: Path) -> None:
    folder = copy(study, tmp_path)
    before = bytes_of(folder)
    assert all(outcome.good for outcome in reproducibility.rebuild(folder))
    assert bytes_of(folder) == before
    outcomes = reproducibility.verify(folder)
    assert [(outcome.name, outcome.good) for outcome in outcomes] == [
        ("01-good.ipynb", True),
        ("fig01-bars", True),
    ]
    assert outcomes[0].message == "ran; same outputs"
    assert outcomes[1].message == ".caption.txt, .csv, .pdf, .png, .svg: same bytes"
    assert bytes_of(folder) == before


def test_a_changed_number_is_found_and_the_failure_of_one_stops_no_other(
    study: Path, tmp_path: Path
) -> None:
    folder = copy(study, tmp_path, bad=True)
    source = folder / "notebooks" / "01-good.ipynb"
    source.write_text(
        source.read_text(encoding="utf-8").replace("0.5)", "0.6)"),
        encoding="utf-8",
        newline="\n",
    )
    good, bad, figure = reproducibility.verify(folder)
    assert not bad.good
    assert not figure.good
    assert ".csv: line 2 was 'a,0.5', now 'a,0.6'" in figure.message
    assert good.name == "01-good.ipynb"


def test_only_runs_the_notebook_of_a_figure(study: Path, tmp_path: Path) -> None:
    folder = copy(study, tmp_path, bad=True)
    outcomes = reproducibility.rebuild(folder, only="fig01-bars")
    assert [outcome.name for outcome in outcomes] == ["01-good.ipynb"]
    with pytest.raises(
        FigureError,
        match=r"'fig01-bar' is no notebook and no figure.*Did you mean 'fig01-bars'",
    ):
        reproducibility.rebuild(folder, only="fig01-bar")


def test_no_notebook_is_an_error_that_says_where_to_go(tmp_path: Path) -> None:
    with pytest.raises(
        FigureError, match=r"has no notebooks/\*\.ipynb; run this from the top"
    ):
        reproducibility.rebuild(tmp_path)
    with pytest.raises(FigureError, match="no notebook was found"):
        reproducibility.verify(tmp_path)


def test_a_file_that_is_no_notebook_is_named_and_kept(tmp_path: Path) -> None:
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "x.ipynb").write_text("{ no", encoding="utf-8")
    (outcome,) = reproducibility.rebuild(tmp_path)
    assert not outcome.good
    assert outcome.message.startswith("cannot be read as a notebook")
    assert (tmp_path / "notebooks" / "x.ipynb").read_text(encoding="utf-8") == "{ no"


def test_a_figure_made_twice_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("01", "02"):
        notebook(tmp_path, name, "1")
    made = {"same": {".csv": tmp_path / "same.csv"}}
    (tmp_path / "same.csv").write_text("a\n1\n")
    monkeypatch.setattr(
        _rebuild,
        "perform",
        lambda path, folder: notebook_runs.Run(path.name, "{}\n", "", made),
    )
    first, second = reproducibility.rebuild(tmp_path)
    assert first.good
    assert (
        second.message == "figure same is made by 01.ipynb too; give one another name."
    )


# The canonical form ---------------------------------------------------------------------------------------------------


def book(*outputs: nbformat.NotebookNode) -> nbformat.NotebookNode:
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
    (output,) = outputs_of(notebook_runs.canonical(book(*cut)))
    assert output["text"] == "ab"


def test_random_ids_are_numbered_and_stay_apart() -> None:
    html = '<style>#T_0a1b2_row0 {} #T_ffff0 {}</style><table id="T_0a1b2">'
    text = notebook_runs.canonical(
        book(new_output("display_data", data={"text/html": html}))
    )
    assert outputs_of(text)[0]["data"] == {
        "text/html": '<style>#T_00000_row0 {} #T_00001 {}</style><table id="T_00000">'
    }


def test_scripts_are_left_out_and_words_that_look_like_ids_stay() -> None:
    data = {
        "application/vnd.jupyter.widget-view+json": {},
        "text/plain": "T_shaped; colour 0xff00; PART_00001x",
    }
    text = notebook_runs.canonical(book(new_output("display_data", data=data)))
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
    text = notebook_runs.canonical(book(error))
    assert "someone" not in text
    assert "OptionError: k=0" in text


def test_the_folder_of_the_study_is_not_written_down(tmp_path: Path) -> None:
    said = f"{tmp_path}/seeds/a.txt and {tmp_path}-other"
    text = notebook_runs.canonical(
        book(new_output("stream", name="stdout", text=said)), tmp_path
    )
    assert outputs_of(text)[0]["text"] == f"../seeds/a.txt and {tmp_path}-other"


def test_the_folder_of_one_run_is_not_written_down(tmp_path: Path) -> None:
    said = f"PosixPath('{tmp_path}/run/figures/sim.csv') {tmp_path}/running"
    text = notebook_runs.canonical(
        book(new_output("stream", name="stdout", text=said)),
        "/study",
        scratch=tmp_path / "run",
    )
    assert (
        outputs_of(text)[0]["text"]
        == f"PosixPath('../figures/sim.csv') {tmp_path}/running"
    )


@given(st.text(alphabet="T_0af9x at<>-\n命é", max_size=60))
def test_the_canonical_form_is_its_own(said: str) -> None:
    once = notebook_runs.canonical(
        book(new_output("display_data", data={"text/html": said, "text/plain": said}))
    )
    assert notebook_runs.canonical(nbformat.reads(once, as_version=4)) == once


# What is kept, and what agrees ----------------------------------------------------------------------------------------


def figure_files(
    folder: Path, name: str, csv: str, shade: int = 100
) -> dict[str, Path]:
    folder.mkdir(parents=True, exist_ok=True)
    files = {suffix: folder / f"{name}{suffix}" for suffix in notebook_runs.SUFFIXES}
    for path in files.values():
        path.write_text(csv, encoding="utf-8")
    imsave(files[".png"], np.full((4, 4, 3), shade, dtype=np.uint8))
    return files


def kept(root: Path, csv: str, **changed: str) -> manifest_.Manifest:
    """Publish one figure, then write into the manifest that it was made with other versions."""
    (root / "notebooks").mkdir(parents=True)
    (root / "notebooks" / "n.ipynb").write_text("{}\n")
    run = notebook_runs.Run(
        "n.ipynb", "{}\n", "", {"f": figure_files(root / "made", "f", csv)}
    )
    manifest = manifest_.publish(root, manifest_.read_manifest(root), [run])
    entry = manifest.notebooks["n.ipynb"]
    fresh = manifest_.Notebook(
        entry.inputs, entry.sha256, {**entry.versions, **changed}
    )
    return manifest_.Manifest(manifest.figures, {"n.ipynb": fresh})


def again(
    root: Path, manifest: manifest_.Manifest, csv: str, shade: int = 100
) -> tuple[bool, str]:
    run = notebook_runs.Run(
        "n.ipynb", "{}\n", "", {"f": figure_files(root / "again", "f", csv, shade)}
    )
    return figure_comparison.same_figure(root, manifest, "f", run, {})


def test_numbers_are_compared_by_bytes_where_versions_agree(tmp_path: Path) -> None:
    manifest = kept(tmp_path, "family,rate\na,1.0\n")
    good, said = again(tmp_path, manifest, "family,rate\na,1.0000000001\n")
    assert not good
    assert ".csv: line 2 was" in said


def test_numbers_are_compared_as_numbers_where_versions_differ(tmp_path: Path) -> None:
    manifest = kept(tmp_path, "family,rate\na,1.0\n", numpy="1.0", matplotlib="3.0")
    files = figure_files(tmp_path / "again", "f", "family,rate\na,1.0\n")
    files[".csv"].write_text("family,rate\na,1.0000000001\n")
    run = notebook_runs.Run("n.ipynb", "{}\n", "", {"f": files})
    assert figure_comparison.same_figure(tmp_path, manifest, "f", run, {}) == (
        True,
        ".caption.txt, .pdf, .png, .svg: same bytes; .csv: same numbers to 1e-09",
    )


def test_pictures_are_compared_by_pixels_where_versions_differ(tmp_path: Path) -> None:
    manifest = kept(tmp_path, "family\na\n", matplotlib="3.0")
    files = figure_files(tmp_path / "again", "f", "family\na\n", shade=103)
    files[".svg"].write_text("drawn otherwise")
    good, said = figure_comparison.same_figure(
        tmp_path, manifest, "f", notebook_runs.Run("n.ipynb", "", "", {"f": files}), {}
    )
    assert good
    assert ".png: pixels differ by 2.6 of 255 (root mean square)" in said
    assert ".svg: not compared (made with matplotlib 3.0, here " in said
    assert not again(tmp_path, manifest, "family\na\n", shade=160)[0]


def test_a_picture_changed_with_the_same_versions_fails(tmp_path: Path) -> None:
    manifest = kept(tmp_path, "family\na\n")
    good, said = again(tmp_path, manifest, "family\na\n", shade=101)
    assert not good
    assert (
        said
        == ".png: other bytes, though the drawing packages are those of the manifest"
    )


def test_a_figure_changed_by_hand_or_missing_is_named(tmp_path: Path) -> None:
    manifest = kept(tmp_path, "family\na\n")
    (tmp_path / "figures" / "f.csv").write_text("family\nb\n")
    assert again(tmp_path, manifest, "family\na\n") == (
        False,
        "figures/f.csv was changed after it was made (its SHA-256 is not the manifest's).",
    )
    (tmp_path / "figures" / "f.csv").unlink()
    assert (
        again(tmp_path, manifest, "family\na\n")[1]
        == "figures/f.csv is missing; run discourse figures."
    )


def test_a_figure_with_no_maker_or_no_record_fails(tmp_path: Path) -> None:
    manifest = kept(tmp_path, "family\na\n")
    assert figure_comparison.same_figure(
        tmp_path, manifest, "f", None, {"n.ipynb": "no"}
    ) == (
        False,
        "n.ipynb failed.",
    )
    assert (
        "makes it no more"
        in figure_comparison.same_figure(tmp_path, manifest, "f", None, {})[1]
    )
    empty = manifest_.Manifest({}, {})
    assert not again(tmp_path, empty, "family\na\n")[0]


@given(
    st.floats(min_value=-1e6, max_value=1e6).filter(lambda x: x == 0 or abs(x) > 1e-3),
    st.sampled_from(
        [("family,rate", 1e-9), ("topic,label,term,rank,note,weight", 1e-3)]
    ),
)
def test_a_number_may_differ_by_the_tolerance_and_not_by_ten_times_it(
    tmp_path_factory: pytest.TempPathFactory, value: float, case: tuple[str, float]
) -> None:
    header, close = case
    folder = tmp_path_factory.mktemp("csv")
    step = max(abs(value), 1.0) * close

    def table(name: str, number: float) -> Path:
        path = folder / name
        path.write_text(
            f"{header}\n" + ",".join(["1"] * header.count(",")) + f",{number!r}\n"
        )
        return path

    saved = table("saved", value)
    assert figure_comparison.same_table(table("near", value + step / 2), saved) == (
        True,
        f"same numbers to {close:g}",
    )
    assert not figure_comparison.same_table(table("far", value + step * 10), saved)[0]


def test_text_is_never_close_and_shape_counts(tmp_path: Path) -> None:
    saved, fresh = tmp_path / "saved.csv", tmp_path / "fresh.csv"
    saved.write_text("term,count\nwin,1\n")
    for said in (
        "term,count\nwin-win,1\n",
        "term,count\nwin,1\nwin,1\n",
        "term\nwin\n",
    ):
        fresh.write_text(said)
        assert not figure_comparison.same_table(fresh, saved)[0]


def test_what_is_made_no_more_is_taken_away_and_what_failed_stays(
    tmp_path: Path,
) -> None:
    for name in ("a", "b"):
        notebook(tmp_path, name, "1")
    first = [
        notebook_runs.Run(
            f"{name}.ipynb",
            "{}\n",
            "",
            {f"fig-{name}": figure_files(tmp_path / "made", f"fig-{name}", name)},
        )
        for name in ("a", "b")
    ]
    manifest = manifest_.publish(tmp_path, manifest_.Manifest({}, {}), first)
    (tmp_path / "figures" / "by-hand.txt").write_text("mine")
    manifest_.publish(
        tmp_path,
        manifest,
        [
            notebook_runs.Run("a.ipynb", "{}\n"),
            notebook_runs.Run("b.ipynb", fault="no"),
        ],
    )
    left = {path.name for path in (tmp_path / "figures").iterdir()}
    assert left == {f"fig-b{suffix}" for suffix in notebook_runs.SUFFIXES} | {
        "by-hand.txt",
        "manifest.json",
    }
    assert set(manifest_.read_manifest(tmp_path).figures) == {"fig-b"}
    assert set(manifest_.read_manifest(tmp_path).notebooks) == {"a.ipynb", "b.ipynb"}


def test_a_manifest_cannot_reach_out_of_its_folder(tmp_path: Path) -> None:
    notebook(tmp_path, "a", "1")
    (tmp_path / "precious.txt").write_text("mine")
    evil = manifest_.Manifest(
        {"x": manifest_.Figure("", {"../precious.txt": "0"}, "gone.ipynb")}, {}
    )
    manifest_.publish(tmp_path, evil, [])
    assert (tmp_path / "precious.txt").read_text() == "mine"


@pytest.mark.parametrize(
    "damage",
    ["{", "[]", '{"figures": {"f": {"odd": 1}}, "notebooks": {}}', '{"figures": {}}'],
)
def test_a_damaged_manifest_says_what_to_do(tmp_path: Path, damage: str) -> None:
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "manifest.json").write_text(damage)
    with pytest.raises(FigureError, match="delete it and run discourse figures"):
        manifest_.read_manifest(tmp_path)


def test_a_manifest_comes_back_as_it_was_written(tmp_path: Path) -> None:
    manifest = kept(tmp_path, "family\na\n")
    assert asdict(manifest_.read_manifest(tmp_path)) == asdict(manifest)


def test_inputs_know_bytes_and_names_and_overlook_hidden_files(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_text("a")
    before = manifest_.inputs(tmp_path)["seeds"]
    (tmp_path / "seeds" / ".DS_Store").write_text("x")
    assert manifest_.inputs(tmp_path)["seeds"] == before
    (tmp_path / "seeds" / "a.txt").rename(tmp_path / "seeds" / "b.txt")
    assert manifest_.inputs(tmp_path)["seeds"] != before


def test_half_a_figure_is_refused(tmp_path: Path) -> None:
    files = figure_files(tmp_path, "f", "a\n")
    assert notebook_runs._half({"f": files}) == ""
    assert notebook_runs._half({"t": {".csv": files[".csv"]}}) == ""  # a table alone
    del files[".svg"]
    assert "figure f lacks .svg" in notebook_runs._half({"f": files})
    assert "left stray.txt among the figures" in notebook_runs._half(
        {"stray.txt": {"": tmp_path}}
    )


@pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no SIGINT to send to one process"
)
def test_an_interrupt_ends_the_command_and_its_kernel_and_keeps_nothing(
    tmp_path: Path, root: Path
) -> None:
    mark = tmp_path / "running"
    notebook(
        tmp_path,
        "01",
        f"import time; open({str(mark)!r}, 'w').write('x'); time.sleep(600)",
    )
    notebook(tmp_path, "02", "1")
    code = "import sys; from discourse.cli import main; sys.exit(main(['figures']))"
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(root)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    while not mark.exists():
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=120)
    assert (process.returncode, out) == (130, "")
    assert err.endswith("discourse: interrupted; nothing was put in place.\n")
    assert not (tmp_path / "figures").exists()


def test_what_the_library_saves_is_a_whole_figure(tmp_path: Path) -> None:
    source = (
        "import pandas as pd\n"
        "import discourse as dc\n"
        "from discourse import style\n"
        "axes = style.axes(); axes.bar([0], [1])\n"
        "dc.save(axes, 'fig01', table=pd.DataFrame({'count': [1]}), caption='One bar; n = 1.')\n"
        "kept = dc.save(pd.DataFrame({'count': [1]}), 'table01')\n"
        "print(kept['csv'])\n"
        "kept"
    )
    notebook(tmp_path, "01", source)
    (outcome,) = reproducibility.rebuild(tmp_path)
    assert outcome == reproducibility.Outcome("01.ipynb", True, "ran; fig01, table01")
    manifest = manifest_.read_manifest(tmp_path)
    assert manifest.figures["fig01"].caption == "One bar; n = 1."
    assert sorted(manifest.figures["table01"].files) == ["table01.csv"]
    assert not (tmp_path / "notebooks" / "figures").exists()
    # What a cell that ends in it shows is the same wherever the notebook runs, so that it verifies.
    shown = (tmp_path / "notebooks" / "01.ipynb").read_text(encoding="utf-8")
    assert "saved table01.csv" in shown
    assert "../figures/table01.csv" in shown
    assert all(outcome.good for outcome in reproducibility.verify(tmp_path))
