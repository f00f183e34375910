"""The script that runs the tests with other versions: what it takes, and what it tells."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

import environments
import pytest

SETTINGS = tomllib.loads((environments.ROOT / "pyproject.toml").read_text("utf-8"))
PROJECT = SETTINGS["project"]


def bound(package: str) -> tuple[int, ...]:
    """The lower bound of a package that the library needs."""
    for requirement in PROJECT["dependencies"]:
        match = re.fullmatch(rf"{package}>=([\d.]+)", requirement)
        if match:
            return tuple(map(int, match[1].split(".")))
    raise AssertionError(f"{package} has no lower bound")


@pytest.mark.parametrize("package", environments.PACKAGES)
def test_each_package_that_is_told_has_a_lower_bound(package: str) -> None:
    assert bound(package)


@pytest.mark.parametrize(
    ("package", "line"),
    [
        ("matplotlib", (3, 10)),
        ("numpy", (2, 2)),
        ("pandas", (2, 3)),
        ("pyarrow", (19,)),
        ("scikit-learn", (1, 6)),
        ("scipy", (1, 15)),
    ],
)
def test_no_bound_shuts_out_a_release_that_spec_0_keeps(
    package: str, line: tuple[int, ...]
) -> None:
    # The oldest lines that were first released in the two years before December 2026.
    # A bound may ask for a mend of such a line, as 19.0.1 is of pyarrow 19.
    assert bound(package)[: len(line)] <= line


def test_the_pythons_are_those_of_pyproject() -> None:
    assert environments.declared_minors() == [11, 12, 13, 14]
    assert PROJECT["requires-python"] == ">=3.11"


def test_a_python_that_is_not_here_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    here = sys.version_info.minor
    monkeypatch.setenv("PATH", "")
    assert environments.find_pythons([f"3.{here}", "3.99"]) == {here: sys.executable}
    assert "Python 3.99 is not on the PATH" in capsys.readouterr().out


def test_a_command_of_a_version_manager_that_chose_another_python_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = tmp_path / "python3.99"
    command.write_text("#!/bin/sh\nexit 127\n")
    command.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert environments.find_python(99) is None


def test_without_uv_the_script_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SystemExit, match="pip install uv"):
        environments.find_uv()


def test_the_last_line_of_what_was_said_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = "print('first'); print('== 3 passed in 1s =='); raise SystemExit({})"
    log = tmp_path / "log"
    done = environments.run_and_log([sys.executable, "-c", call.format(0)], log)
    assert done == (True, "3 passed in 1s")
    assert capsys.readouterr().out == ""
    failed = environments.run_and_log([sys.executable, "-c", call.format(1)], log)
    assert failed == (False, "3 passed in 1s")
    assert "first" in capsys.readouterr().out


def test_an_environment_of_another_name_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["environments.py", "older"])
    with pytest.raises(SystemExit):
        environments.parse_options()
    assert "no environment 'older'" in capsys.readouterr().err
