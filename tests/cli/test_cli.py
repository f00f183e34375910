"""The commands write their outcomes and end with the right code (discourse.cli)."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest

from discourse import cli, reproducibility
from discourse.accelerators import has_kernels
from discourse.errors import FigureError, WriteError

SUCCESS = reproducibility.Outcome("01-formulas.ipynb", True, "ran; fig01")
FAILURE = reproducibility.Outcome(
    "02-topics.ipynb", False, "cell 3 (dc.topics(c)): OptionError: k=0"
)


@pytest.mark.parametrize("command", [("figures", "rebuild"), ("verify", "verify")])
@pytest.mark.parametrize(
    ("outcomes", "code"), [((SUCCESS,), 0), ((SUCCESS, FAILURE), 1)]
)
def test_a_command_writes_each_outcome_and_ends_with_its_code(
    command: tuple[str, str],
    outcomes: tuple[reproducibility.Outcome, ...],
    code: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    names_passed_on: list[str | None] = []
    monkeypatch.setattr(
        reproducibility,
        command[1],
        lambda *, only: names_passed_on.append(only) or outcomes,
    )
    assert cli.main([command[0], "--only", "fig01"]) == code
    out, err = capsys.readouterr()
    assert names_passed_on == ["fig01"]
    assert err == ""
    lines = out.splitlines()
    assert lines[0] == "ok      01-formulas.ipynb: ran; fig01"
    assert len(lines) == len(outcomes) + 1
    assert lines[-1].startswith(f"1 of {len(outcomes)} notebooks")
    if code:
        assert lines[1] == f"FAILED  {FAILURE.name}: {FAILURE.message}"


@pytest.mark.parametrize(
    ("fault", "code", "beginning"),
    [
        (FigureError("'x' is no notebook."), 3, "discourse: 'x' is no notebook.\n"),
        (
            PermissionError(13, "Permission denied", "figures/a.csv"),
            4,
            "discourse: Permission denied: figures/a.csv\n",
        ),
        (
            WriteError("'figures/a.csv' could not be written: the disk is full."),
            4,
            "discourse: 'figures/a.csv' could not be written: the disk is full.\n",
        ),
        (
            KeyboardInterrupt(),
            130,
            "discourse: interrupted; nothing was put in place.\n",
        ),
        (
            ZeroDivisionError("division by zero"),
            1,
            "discourse: a fault in discourse itself, ZeroDivisionError",
        ),
    ],
)
def test_an_error_is_one_message_without_traceback(
    fault: BaseException,
    code: int,
    beginning: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(*, only: str | None) -> tuple[reproducibility.Outcome, ...]:
        raise fault

    monkeypatch.setattr(reproducibility, "rebuild", fail)
    assert cli.main(["figures"]) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(beginning)
    assert "Traceback" not in err
    assert cli.main(["figures", "--debug"]) == code
    assert ("Traceback" in capsys.readouterr().err) == (
        not isinstance(fault, KeyboardInterrupt)
    )


@pytest.mark.parametrize(
    "words", [[], ["figure"], ["figures", "--onl", "x"], ["verify", "more"]]
)
def test_a_command_that_is_not_understood_ends_with_two(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main(words)
    assert end.value.code == 2
    assert "usage: discourse" in capsys.readouterr().err


def test_help_lists_both_commands_and_version_that_of_the_package(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main(["--help"])
    assert end.value.code == 0
    help_page = capsys.readouterr().out
    assert "figures" in help_page
    assert "verify" in help_page
    with pytest.raises(SystemExit) as end:
        cli.main(["--version"])
    assert end.value.code == 0
    version = reproducibility.package_versions()["discourse-analysis"]
    kernels = "with" if has_kernels() else "without"
    assert (
        capsys.readouterr().out == f"discourse {version} ({kernels} compiled kernels)\n"
    )


def test_version_says_that_kernels_are_turned_off(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DISCOURSE_ACCELERATORS", "off")
    with pytest.raises(SystemExit):
        cli.main(["--version"])
    assert capsys.readouterr().out.endswith("(without compiled kernels)\n")
    monkeypatch.setenv("DISCOURSE_ACCELERATORS", "fast")
    assert cli.main(["--version"]) == cli.UNUSABLE_INPUT
    assert "is 'fast', expected 'on' or 'off'" in capsys.readouterr().err


def test_a_folder_without_notebooks_ends_with_three(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["verify"]) == 3
    assert "no notebook was found" in capsys.readouterr().err


def test_a_console_that_cannot_show_a_letter_shows_its_escape(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    console = io.BytesIO()
    monkeypatch.setattr(
        sys, "stdout", io.TextIOWrapper(console, encoding="ascii", newline="\n")
    )
    monkeypatch.setattr(
        reproducibility,
        "verify",
        lambda *, only: (reproducibility.Outcome("命运", True, "ran"),),
    )
    assert cli.main(["verify"]) == 0
    assert console.getvalue().startswith(b"ok      \\u547d\\u8fd0: ran\n")


def test_the_command_as_a_process_ends_with_its_code(
    tmp_path: Path, root: Path
) -> None:
    call = "import sys; from discourse.cli import main; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", call, "figures"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(root), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("discourse: no notebook was found")
