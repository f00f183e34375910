"""How many small faults in a room its own tests notice.

A room is a package or a module directly under ``discourse``. For each room the script copies the working tree to a
scratch folder, has mutmut write the mutants of the room, draws some of them with a seed, and runs the room's own
tests (``tests/ROOM`` and the examples in its docstrings) on each: only the tests that reach the changed function,
the quickest first, until one fails. A mutant that no test reaches counts as survived, one that runs out of time
counts as killed::

    python tests/mutation.py --room text --draw 40 --seed 1
    python tests/mutation.py --room text --scratch kept --only discourse.text.reading.x_words__mutmut_3
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MUTMUT = Path(sys.executable).with_name("mutmut")

ROOMS = (
    "text",
    "spans",
    "corpus",
    "phrases",
    "matching",
    "counting",
    "reuse",
    "likeness",
    "contrast",
    "collocation",
    "measures",
)

# Tests that fail on the instrumented tree although nothing is wrong, each with its reason.
DESELECTED: dict[str, str] = {}

KILLED = {"killed", "timeout", "segfault"}

# What mutmut has no command for: to write the mutants and run nothing.
MAKE = """
from mutmut.__main__ import copy_also_copy_files, copy_src_dir, create_mutants
copy_src_dir()
copy_also_copy_files()
create_mutants(1)
"""

# Beside the tests in the scratch folder. Every copy of a function has its docstring; its examples run once.
CONFTEST = '''
"""What holds on the instrumented tree alone."""

from hypothesis import Phase, settings


def pytest_sessionstart(session):
    """Do not look for the smallest failing example: one that fails is enough."""
    phases = [Phase.explicit, Phase.generate]
    settings.register_profile("mutation", settings(), phases=phases)
    settings.load_profile("mutation")


def pytest_collection_modifyitems(config, items):
    """Leave out the examples of the copies: the function's own call the copy in turn."""
    copies = [item for item in items if is_copy(item.name)]
    config.hook.pytest_deselected(items=copies)
    items[:] = [item for item in items if not is_copy(item.name)]


def is_copy(name):
    """Whether a test is the examples of a copy."""
    return "__mutmut_" in name
'''


def main() -> int:
    """Test each room that was asked for, and tell what was found."""
    options = parsed()
    found = {}
    with tempfile.TemporaryDirectory() as passing:
        scratch = options.scratch or Path(passing)
        for room in options.room:
            found[room] = tested(room, scratch.resolve() / room, options)
            tell(room, found[room])
    if len(found) > 1:
        tell_all(found)
    if options.json:
        options.json.write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


def parsed() -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--room", nargs="+", default=ROOMS, help="packages or modules under discourse")
    parser.add_argument("--draw", type=int, default=40, help="how many mutants to draw (40)")
    parser.add_argument("--seed", type=int, default=1, help="the seed of the draw (1)")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="run these mutants, and draw none")
    parser.add_argument("--jobs", type=int, default=1, help="mutants to run at a time (1)")
    parser.add_argument("--scratch", type=Path, help="keep the copy, and which test reaches what, in this folder")
    parser.add_argument("--fresh", action="store_true", help="start the scratch folder anew")
    parser.add_argument("--json", type=Path, help="write the results to this file as well")
    return parser.parse_args()


def tested(room: str, folder: Path, options: argparse.Namespace) -> dict:
    """Run a draw of a room's mutants in a folder."""
    start = time.perf_counter()
    if options.fresh:
        shutil.rmtree(folder, ignore_errors=True)
    copy_tree(folder)
    write_settings(room, folder)
    run([sys.executable, "-c", MAKE], folder)
    names = sorted(statuses(folder))
    drawn = options.only or draw(names, options.draw, options.seed)
    missing = [name for name in drawn if not any(fnmatch(known, name) for known in names)]
    if missing:
        sys.exit(f"{room} has no mutant {', '.join(missing)}")
    run([MUTMUT, "run", "--max-children", str(options.jobs), *drawn], folder)
    status = statuses(folder)
    results = {name: status[name] for name in names if any(fnmatch(name, asked) for asked in drawn)}
    survivors = [name for name, value in results.items() if value not in KILLED]
    return {
        "mutants": len(names),
        "seed": None if options.only else options.seed,
        "seconds": round(time.perf_counter() - start, 1),
        "results": results,
        "survivors": {name: difference(name, folder) for name in survivors},
    }


def draw(names: list[str], size: int, seed: int) -> list[str]:
    """Draw some of the names, the same ones for the same seed."""
    return sorted(random.Random(seed).sample(names, min(size, len(names))))


def copy_tree(folder: Path) -> None:
    """Bring the scratch folder to the state of the working tree; what mutmut wrote stays."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        if old.name != "mutants":
            remove(old)
    remove(folder / "mutants" / "tests")
    for name in tracked():
        copy = folder / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, copy)


def remove(path: Path) -> None:
    """Remove a file or a folder, if it is there."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def tracked() -> list[str]:
    """The files of the working tree that git does not ignore, with those not yet committed."""
    asked = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True)
    names = [name for name in listed.stdout.split("\0") if name]
    return [name for name in names if (ROOT / name).is_file()]


def write_settings(room: str, folder: Path) -> None:
    """Tell mutmut which files to mutate and which tests to run."""
    (folder / "conftest.py").write_text(CONFTEST, encoding="utf-8")
    also = [path.name for path in folder.iterdir() if path.name not in {"discourse", "mutants", "tests"}]
    deselected = [f"--deselect={name}" for name in DESELECTED if name.startswith(f"tests/{room}/")]
    settings = {
        "source_paths": ["discourse"],
        "only_mutate": [f"{source(room)}/*" if is_package(room) else source(room)],
        "also_copy": sorted(also),
        "pytest_add_cli_args": ["-p", "no:cacheprovider", *deselected],
        "pytest_add_cli_args_test_selection": [*own_tests(room), source(room)],
        # A limit of (seconds of the tests + constant) * multiplier, so that a busy machine kills no mutant.
        "timeout_constant": 5.0,
        "timeout_multiplier": 5.0,
        "use_git_change_detection": False,
        "on_dependency_change": "ignore",
    }
    # A JSON string, number or list of strings is TOML as well.
    lines = [f"{key} = {json.dumps(value)}" for key, value in settings.items()]
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write("\n".join(["", "[tool.mutmut]", *lines, ""]))


def is_package(room: str) -> bool:
    """Whether a room is a package and not a single module."""
    return (ROOT / "discourse" / room).is_dir()


def source(room: str) -> str:
    """The folder or the file of a room."""
    name = room if is_package(room) else f"{room}.py"
    if not (ROOT / "discourse" / name).exists():
        sys.exit(f"there is no room {room} under discourse")
    return f"discourse/{name}"


def own_tests(room: str) -> list[str]:
    """The tests of a room."""
    if (ROOT / "tests" / room).is_dir():
        return [f"tests/{room}"]
    return [f"tests/{path.name}" for path in sorted((ROOT / "tests").glob(f"test_{room}*.py"))]


def run(command: list, folder: Path) -> str:
    """Run a command in the scratch folder, and stop with what it said if it fails."""
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if ran.returncode:
        sys.exit(f"{ran.stdout[-8000:]}\n{ran.stderr[-8000:]}")
    return ran.stdout


def statuses(folder: Path) -> dict[str, str]:
    """What mutmut knows of every mutant."""
    lines = run([MUTMUT, "results", "--all", "true"], folder).splitlines()
    return dict(line.strip().rsplit(": ", 1) for line in lines if "__mutmut_" in line)


def difference(name: str, folder: Path) -> str:
    """What a mutant changes."""
    return run([MUTMUT, "show", name], folder).strip()


def tell(room: str, found: dict) -> None:
    """Print the results of one room, and each survivor with what it changes."""
    for name, change in found["survivors"].items():
        print(f"\n{name}\n{change}")
    print(f"\n{room}: {summary(found)}; {found['mutants']} mutants in all, {found['seconds']} s", flush=True)


def tell_all(found: dict[str, dict]) -> None:
    """Print one line a room."""
    print()
    for room, results in found.items():
        print(f"{room:<12} {summary(results)}")


def summary(found: dict) -> str:
    """The share killed, and how many ended in what way."""
    values = list(found["results"].values())
    killed = sum(value in KILLED for value in values)
    ends = ", ".join(f"{values.count(value)} {value}" for value in sorted(set(values)))
    return f"{killed} of {len(values)} killed ({killed / len(values):.0%}): {ends}"


if __name__ == "__main__":
    sys.exit(main())
