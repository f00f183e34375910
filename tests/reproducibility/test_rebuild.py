"""Notebooks are run, and their figures are saved and verified."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from small_study import write_notebook

from discourse import reproducibility
from discourse.errors import FigureError
from discourse.reproducibility import _rebuild
from discourse.reproducibility.manifest import read_manifest, sha256
from discourse.reproducibility.notebook_runs import NotebookRun

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


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study that ran once: one notebook prints what changes from run to run, one fails."""
    folder = tmp_path_factory.mktemp("study")
    (folder / "seeds").mkdir()
    (folder / "seeds" / "a.txt").write_text("win-win cooperation", encoding="utf-8")
    changing = (
        "import pandas as pd, uuid\n"
        "print(open('../seeds/a.txt').read(), object(), hash('word'), os.getcwd())\n"
        "print('noise', file=sys.stderr)\n"
        "from tqdm.auto import tqdm\n"
        "for _ in tqdm(range(3)): pass\n"
        "print(uuid.uuid4())\n"
        "pd.DataFrame({'a': [1]}).style"
    )
    write_notebook(folder, "01-good", SAVE, changing, "keep('fig01-bars', 0.5)")
    write_notebook(folder, "02-bad", "keep = 1", "first = 'line'\n{}['no such family']")
    before = (folder / "notebooks" / "02-bad.ipynb").read_bytes()
    outcomes = {outcome.name: outcome for outcome in reproducibility.rebuild(folder)}
    assert outcomes["01-good.ipynb"] == reproducibility.Outcome(
        "01-good.ipynb", True, "ran; fig01-bars"
    )
    assert not outcomes["02-bad.ipynb"].succeeded
    assert (
        outcomes["02-bad.ipynb"].message
        == "cell 3 (first = 'line'): KeyError: 'no such family'"
    )
    assert (folder / "notebooks" / "02-bad.ipynb").read_bytes() == before
    return folder


def copy_study(study: Path, target: Path, *, with_failing: bool = False) -> Path:
    folder = Path(shutil.copytree(study, target / "copy"))
    if not with_failing:
        (folder / "notebooks" / "02-bad.ipynb").unlink()
    return folder


def test_what_is_saved_has_no_paths_and_nothing_random(study: Path) -> None:
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


def test_the_manifest_records_what_a_figure_is_made_of(study: Path) -> None:
    text = (study / "figures" / "manifest.json").read_text(encoding="utf-8")
    manifest = json.loads(text)
    figure = manifest["figures"]["fig01-bars"]
    notebook = manifest["notebooks"]["01-good.ipynb"]
    assert figure["caption"] == "A bar; n = 2."
    assert figure["notebook"] == "01-good.ipynb"
    assert sorted(figure["files"]) == [
        f"fig01-bars.{end}" for end in ("caption.txt", "csv", "pdf", "png", "svg")
    ]
    for name, digest in figure["files"].items():
        assert sha256((study / "figures" / name).read_bytes()) == digest
    assert notebook["versions"] == reproducibility.package_versions()
    assert {"discourse/data", "seeds"} >= set(notebook["inputs"]) >= {"seeds"}
    assert "02-bad.ipynb" not in manifest["notebooks"]


def test_a_second_run_changes_nothing_and_verifies(study: Path, tmp_path: Path) -> None:
    folder = copy_study(study, tmp_path)
    before = files_of(folder)
    assert all(outcome.succeeded for outcome in reproducibility.rebuild(folder))
    assert files_of(folder) == before
    outcomes = reproducibility.verify(folder)
    assert [(outcome.name, outcome.succeeded) for outcome in outcomes] == [
        ("01-good.ipynb", True),
        ("fig01-bars", True),
    ]
    assert outcomes[0].message == "ran; same outputs"
    assert outcomes[1].message == ".caption.txt, .csv, .pdf, .png, .svg: same bytes"
    assert files_of(folder) == before


def test_a_changed_number_is_reported_although_another_notebook_fails(
    study: Path, tmp_path: Path
) -> None:
    folder = copy_study(study, tmp_path, with_failing=True)
    source = folder / "notebooks" / "01-good.ipynb"
    source.write_text(
        source.read_text(encoding="utf-8").replace("0.5)", "0.6)"),
        encoding="utf-8",
        newline="\n",
    )
    changed, failed, figure = reproducibility.verify(folder)
    assert not failed.succeeded
    assert not figure.succeeded
    assert ".csv: line 2 was 'a,0.5', now 'a,0.6'" in figure.message
    assert changed.name == "01-good.ipynb"


def test_only_runs_the_notebook_of_a_figure(study: Path, tmp_path: Path) -> None:
    folder = copy_study(study, tmp_path, with_failing=True)
    outcomes = reproducibility.rebuild(folder, only="fig01-bars")
    assert [outcome.name for outcome in outcomes] == ["01-good.ipynb"]
    with pytest.raises(
        FigureError,
        match=r"'fig01-bar' is no notebook and no figure.*Did you mean 'fig01-bars'",
    ):
        reproducibility.rebuild(folder, only="fig01-bar")


def test_the_message_on_no_notebook_tells_where_to_run_the_command(
    tmp_path: Path,
) -> None:
    with pytest.raises(
        FigureError, match=r"has no notebooks/\*\.ipynb; run this from the top"
    ):
        reproducibility.rebuild(tmp_path)
    with pytest.raises(FigureError, match="no notebook was found"):
        reproducibility.verify(tmp_path)


def test_a_file_that_is_no_notebook_is_reported_and_stays(tmp_path: Path) -> None:
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "x.ipynb").write_text("{ no", encoding="utf-8")
    (outcome,) = reproducibility.rebuild(tmp_path)
    assert not outcome.succeeded
    assert outcome.message.startswith("cannot be read as a notebook")
    assert (tmp_path / "notebooks" / "x.ipynb").read_text(encoding="utf-8") == "{ no"


def test_a_figure_made_by_two_notebooks_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("01", "02"):
        write_notebook(tmp_path, name, "1")
    made = {"same": {".csv": tmp_path / "same.csv"}}
    (tmp_path / "same.csv").write_text("a\n1\n")
    monkeypatch.setattr(
        _rebuild,
        "run_notebook",
        lambda path, folder: NotebookRun(path.name, "{}\n", "", made),
    )
    first, second = reproducibility.rebuild(tmp_path)
    assert first.succeeded
    assert (
        second.message
        == "figure same is also made by 01.ipynb; give one of them another name."
    )


@pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no SIGINT to send to one process"
)
def test_an_interrupt_ends_the_command_and_its_kernel_and_keeps_nothing(
    tmp_path: Path, root: Path
) -> None:
    mark = tmp_path / "running"
    write_notebook(
        tmp_path,
        "01",
        f"import time; open({str(mark)!r}, 'w').write('x'); time.sleep(600)",
    )
    write_notebook(tmp_path, "02", "1")
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


def test_a_figure_saved_by_the_library_is_complete(tmp_path: Path) -> None:
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
    write_notebook(tmp_path, "01", source)
    (outcome,) = reproducibility.rebuild(tmp_path)
    assert outcome == reproducibility.Outcome("01.ipynb", True, "ran; fig01, table01")
    manifest = read_manifest(tmp_path)
    assert manifest.figures["fig01"].caption == "One bar; n = 1."
    assert sorted(manifest.figures["table01"].files) == ["table01.csv"]
    assert not (tmp_path / "notebooks" / "figures").exists()
    # What a cell that ends in it shows is the same wherever the notebook runs, so that it verifies.
    shown = (tmp_path / "notebooks" / "01.ipynb").read_text(encoding="utf-8")
    assert "saved table01.csv" in shown
    assert "../figures/table01.csv" in shown
    assert all(outcome.succeeded for outcome in reproducibility.verify(tmp_path))
