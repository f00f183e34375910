"""Run the tests with the oldest and with the newest versions of what the library needs.

The script makes each environment anew with uv (``pip install uv``) in a scratch folder,
runs the tests in it, and lets ``discourse verify`` make the figures again. So it shows
that the lower bounds in ``pyproject.toml`` are true, and that saved tables are the same
in every environment. It takes the Pythons that ``pyproject.toml`` names and that are on
the PATH, and says which are not::

    python tests/environments.py
    python tests/environments.py oldest pandas-2.3 --python 3.12
    python tests/environments.py newest --tests tests/tables tests/corpus -x

What follows ``--tests`` goes to pytest. With ``--folder DIR`` the environments and what
the tests said stay there.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

PYTHON_CLASSIFIER = "Programming Language :: Python :: 3."
# The packages whose versions are told: results and figures depend on them.
PACKAGES = (
    "numpy",
    "pandas",
    "pyarrow",
    "scipy",
    "scikit-learn",
    "matplotlib",
    "jinja2",
    "nltk",
)
# Lines of the tests' output that are shown if they fail.
LINES_OF_FAILURE = 40

ASK_VERSIONS = """
import platform, sys
from importlib.metadata import version
print(platform.python_version(), *map(version, sys.argv[1:]))
"""
RUN_VERIFY = "import sys; from discourse.cli import main; sys.exit(main(['verify']))"


@dataclass(frozen=True)
class Environment:
    """Which versions of the packages an environment has.

    Attributes
    ----------
    resolution : str
        What uv chooses among the versions that pyproject.toml allows.
    requirements : tuple of str
        What is asked for besides.
    """

    resolution: str
    requirements: tuple[str, ...] = ()


ENVIRONMENTS = {
    # The lower bounds; on a new Python the oldest that have a wheel for it.
    "oldest": Environment("lowest-direct"),
    "pandas-2.3": Environment("highest", ("pandas==2.3.*",)),
    "newest": Environment("highest"),
}


@dataclass(frozen=True)
class Result:
    """What came of one environment.

    Attributes
    ----------
    environment : str
    versions : mapping of str to str
        Of Python and of the packages.
    tests, figures : str
        The last line of pytest, and of ``discourse verify``.
    succeeded : bool
    minutes : float
    """

    environment: str
    versions: Mapping[str, str]
    tests: str
    figures: str
    succeeded: bool
    minutes: float


def main() -> int:
    """Test each environment that was asked for, and tell what came of it."""
    options = parse_options()
    uv = find_uv()
    pythons = find_pythons(options.python)
    results = []
    with tempfile.TemporaryDirectory() as passing_folder:
        folder = (options.folder or Path(passing_folder)).resolve()
        for minor, python in pythons.items():
            for name in options.environments:
                place = folder / f"{name}-python3.{minor}"
                print(f"\n== {name}, Python 3.{minor}", flush=True)
                results.append(examine(name, python, place, uv=uv, options=options))
    print_table(results)
    return 0 if all(result.succeeded for result in results) else 1


def parse_options() -> argparse.Namespace:
    """Return what was asked for on the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "environments",
        nargs="*",
        metavar="NAME",
        help=f"of {', '.join(ENVIRONMENTS)}; all if none is named",
    )
    parser.add_argument(
        "--python", nargs="+", metavar="3.X", help="only these versions of Python"
    )
    parser.add_argument(
        "--folder", type=Path, help="make the environments here, and keep them"
    )
    parser.add_argument(
        "--no-verify", action="store_true", help="leave out `discourse verify`"
    )
    parser.add_argument(
        "--tests",
        nargs=argparse.REMAINDER,
        default=[],
        metavar="ARGUMENT",
        help="everything behind this goes to pytest",
    )
    options = parser.parse_args()
    options.environments = options.environments or list(ENVIRONMENTS)
    for name in options.environments:
        if name not in ENVIRONMENTS:
            parser.error(f"no environment {name!r}; write {', '.join(ENVIRONMENTS)}")
    return options


def find_uv() -> str:
    """Return the path of uv: beside this Python, or on the PATH."""
    beside_python = str(Path(sys.executable).parent)
    uv = shutil.which("uv", path=beside_python) or shutil.which("uv")
    if uv is None:
        sys.exit("uv makes the environments and was not found; write: pip install uv")
    return uv


# Pythons ------------------------------------------------------------------------------


def declared_minors() -> list[int]:
    """Return the minor versions of Python 3 that pyproject.toml names."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    minors = []
    for classifier in settings["project"]["classifiers"]:
        if classifier.startswith(PYTHON_CLASSIFIER):
            minors.append(int(classifier.removeprefix(PYTHON_CLASSIFIER)))
    return sorted(minors)


def find_pythons(wanted: Iterable[str] | None) -> dict[int, str]:
    """Return the path of each Python by its minor version; say which are missing."""
    minors = declared_minors()
    if wanted:
        minors = [int(version.removeprefix("3.")) for version in wanted]
    pythons = {}
    for minor in minors:
        python = find_python(minor)
        if python:
            pythons[minor] = python
        else:
            print(f"Python 3.{minor} is not on the PATH and is left out.", flush=True)
    if not pythons:
        sys.exit("none of these Pythons was found.")
    return pythons


def find_python(minor: int) -> str | None:
    """Return the path of Python 3.`minor`, or None if it is not here or does not run."""
    if sys.version_info[:2] == (3, minor):
        return sys.executable
    python = shutil.which(f"python3.{minor}")
    if python is None:
        return None
    # A version manager leaves a command that only says that this Python is not chosen.
    asked = subprocess.run([python, "--version"], capture_output=True, check=False)
    return python if asked.returncode == 0 else None


# One environment ----------------------------------------------------------------------


def examine(
    name: str, python: str, place: Path, *, uv: str, options: argparse.Namespace
) -> Result:
    """Make an environment and run the tests and `discourse verify` in it."""
    start = time.perf_counter()
    own_python = make_environment(ENVIRONMENTS[name], python, place, uv=uv)
    versions = ask_versions(own_python)
    print(", ".join(" ".join(pair) for pair in versions.items()), flush=True)
    test_command = [own_python, "-m", "pytest", "-q", *options.tests]
    tests_succeeded, tests = run_and_log(test_command, place / "tests.log")
    figures_succeeded, figures = True, "not compared"
    if not options.no_verify:
        verify_command = [own_python, "-c", RUN_VERIFY]
        figures_succeeded, figures = run_and_log(verify_command, place / "verify.log")
    return Result(
        name,
        versions,
        tests=tests,
        figures=figures,
        succeeded=tests_succeeded and figures_succeeded,
        minutes=(time.perf_counter() - start) / 60,
    )


def make_environment(
    environment: Environment, python: str, place: Path, *, uv: str
) -> str:
    """Make an environment with the library and its test tools; return its Python."""
    run([uv, "venv", "--quiet", "--clear", "--python", python, str(place)])
    # The folder of a virtual environment has another name on Windows.
    folder = place / ("Scripts" if sys.platform == "win32" else "bin")
    own_python = str(folder / "python")
    install = [uv, "pip", "install", "--quiet", "--python", own_python]
    # What would have to be compiled is no version that a scholar could install.
    dependencies = ["--no-build", "--resolution", environment.resolution]
    dependencies += ["--requirements", "pyproject.toml", "--extra", "test"]
    run([*install, *dependencies, *environment.requirements])
    run([*install, "--no-deps", "--editable", "."])
    return own_python


def ask_versions(python: str) -> dict[str, str]:
    """Return the versions of Python and of the packages of an environment."""
    versions = run([python, "-c", ASK_VERSIONS, *PACKAGES]).split()
    return dict(zip(["python", *PACKAGES], versions, strict=True))


def clean_variables() -> dict[str, str]:
    """Return the variables of this process without those that lead Python elsewhere."""
    astray = {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"}
    return {name: value for name, value in os.environ.items() if name not in astray}


def run(command: list[str]) -> str:
    """Return what a command says, and stop if it fails."""
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=clean_variables(),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stdout}\n{done.stderr}")
    return done.stdout


def run_and_log(command: list[str], log: Path) -> tuple[bool, str]:
    """Return whether a command succeeds, and the last line of what it says.

    All that it says goes to `log`. If it fails, the end of this is printed.
    """
    with log.open("w", encoding="utf-8") as file:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=clean_variables(),
            stdout=file,
            stderr=subprocess.STDOUT,
            check=False,
        )
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    succeeded = done.returncode == 0
    if not succeeded:
        print("\n".join(lines[-LINES_OF_FAILURE:]), flush=True)
    last_line = lines[-1].strip("= ") if lines else "nothing was said"
    return succeeded, last_line


def print_table(results: Iterable[Result]) -> None:
    """Print a few lines for each environment."""
    print()
    for result in results:
        word = "ok    " if result.succeeded else "FAILED"
        versions = ", ".join(" ".join(pair) for pair in result.versions.items())
        print(f"{word} {result.environment} ({versions}), {result.minutes:.0f} min")
        print(f"       tests: {result.tests}")
        print(f"       figures: {result.figures}")


if __name__ == "__main__":
    sys.exit(main())
