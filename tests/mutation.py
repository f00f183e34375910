"""How many small faults in a room its own tests notice.

A room is a package or a module directly under ``discourse``. For each room the script
copies the working tree to a scratch folder, has mutmut write the mutants of the room,
draws some of them with a seed, and runs the room's own tests (``tests/ROOM`` and the
examples in its docstrings) on each: only the tests that reach the changed function, the
quickest first, until one fails. A mutant that no test reaches counts as survived; one
that runs out of time counts as killed::

    python tests/mutation.py --room text spans --draw 40 --seed 1
    python tests/mutation.py --scratch DIR --only discourse.spans.x_ranges__mutmut_3

With ``--scratch`` the next run of the same room finds its mutants, and which test reaches
what, where this one left them, and measures only tests that are new. After a change to
the code, or to what an old test reaches, start anew with ``--fresh``.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
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
    "text_reuse",
    "document_similarity",
    "contrast",
    "collocation",
    "measures",
)

# Tests that fail with mutmut's copies of the functions in the code although nothing is
# wrong, each with its reason.
DESELECTED: dict[str, str] = {}

KILLED = {"killed", "timeout", "segfault"}

# What mutmut has no command for: to write the mutants and run nothing.
MAKE = """
from mutmut.__main__ import copy_also_copy_files, copy_src_dir, create_mutants
copy_src_dir()
copy_also_copy_files()
create_mutants(1)
"""

# Above the tests in the scratch folder. Each mutant is a whole copy of its function, with
# its docstring; the examples run once, from the function that calls the copy in turn.
CONFTEST = '''
"""What holds on the instrumented tree alone."""

import sys

from hypothesis import Phase, settings


def pytest_sessionstart(session):
    """Do not look for the smallest failing example: one that fails is enough."""
    phases = [Phase.explicit, Phase.generate]
    settings.register_profile("mutation", settings(), phases=phases)
    settings.load_profile("mutation")
    forget()


def forget():
    """Empty the caches of functions: the process that forked this one filled them."""
    for name, module in list(sys.modules.items()):
        if name.split(".")[0] == "discourse":
            for value in list(vars(module).values()):
                if hasattr(value, "cache_clear"):
                    value.cache_clear()


def pytest_collection_modifyitems(config, items):
    """Leave out the examples of the copies."""
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
        for room in rooms(options):
            found[room] = examined(room, scratch.resolve() / room, options)
            tell(room, found[room])
    if len(found) > 1:
        tell_all(found)
    if options.json:
        written = json.dumps(found, indent=2, ensure_ascii=False)
        options.json.write_text(written + "\n", encoding="utf-8")
    return 0


def parsed() -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add = parser.add_argument
    add("--room", nargs="+", default=ROOMS, help="packages or modules of discourse")
    add("--draw", type=int, default=40, help="how many mutants of a room (40)")
    add("--seed", type=int, default=1, help="the seed of the draw (1)")
    add("--only", nargs="+", metavar="NAME", help="run these mutants, and draw none")
    add("--jobs", type=int, default=1, help="how many mutants at a time (1)")
    add("--scratch", type=Path, help="work in this folder, and keep it")
    add("--fresh", action="store_true", help="empty the scratch folder of a room first")
    add("--json", type=Path, help="write the results to this file as well")
    return parser.parse_args()


def rooms(options: argparse.Namespace) -> list[str]:
    """The rooms to test: those that were asked for, or those of the mutants."""
    if options.only:
        return sorted({room_of(name) for name in options.only})
    return list(options.room)


def room_of(mutant: str) -> str:
    """The room of a mutant, from its full name."""
    if not mutant.startswith("discourse."):
        sys.exit(f"the full name of a mutant starts with discourse., not {mutant}")
    return mutant.split(".")[1]


def examined(room: str, folder: Path, options: argparse.Namespace) -> dict:
    """Run the chosen mutants of a room in a folder."""
    start = time.perf_counter()
    if options.fresh:
        shutil.rmtree(folder, ignore_errors=True)
    copy_tree(folder)
    write_settings(room, folder)
    run([sys.executable, "-c", MAKE], folder)
    names = sorted(statuses(folder))
    drawn = chosen(room, names, options)
    print(f"{room}: running {len(drawn)} of {len(names)} mutants", flush=True)
    run([MUTMUT, "run", "--max-children", str(options.jobs), *drawn], folder)
    status = statuses(folder)
    results = {name: status[name] for name in drawn}
    survivors = [name for name, value in results.items() if value not in KILLED]
    return {
        "mutants": len(names),
        "seconds": round(time.perf_counter() - start, 1),
        "results": results,
        "survivors": {name: difference(name, folder) for name in survivors},
    }


def chosen(room: str, names: list[str], options: argparse.Namespace) -> list[str]:
    """The mutants of a room to run: those that were asked for, or a draw."""
    if not options.only:
        return draw(names, options.draw, options.seed)
    asked = sorted({name for name in options.only if room_of(name) == room})
    for name in asked:
        if name not in names:
            sys.exit(f"there is no mutant {name}")
    return asked


def draw(names: list[str], size: int, seed: int) -> list[str]:
    """Draw some of the names, the same ones for the same seed."""
    return sorted(random.Random(seed).sample(names, min(size, len(names))))


def copy_tree(folder: Path) -> None:
    """Copy the working tree anew; what mutmut wrote stays."""
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
    """The files of the working tree that git does not ignore, committed or not."""
    asked = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True)
    names = [name for name in listed.stdout.split("\0") if name]
    return [name for name in names if (ROOT / name).is_file()]


def write_settings(room: str, folder: Path) -> None:
    """Tell mutmut which files to mutate and which tests to run."""
    (folder / "conftest.py").write_text(CONFTEST, encoding="utf-8")
    copied = {"discourse", "mutants", "tests"}
    also = {path.name for path in folder.iterdir()} - copied
    deselected = [f"--deselect={name}" for name in DESELECTED]
    settings = {
        "source_paths": ["discourse"],
        "only_mutate": [f"{source(room)}/*" if is_package(room) else source(room)],
        "also_copy": sorted(also),
        "pytest_add_cli_args": ["-p", "no:cacheprovider", *deselected],
        "pytest_add_cli_args_test_selection": [*own_tests(room), source(room)],
        # Time for a mutant: the seconds of its tests and the constant, times the
        # multiplier. It is ample, so that a busy machine kills no mutant.
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
    return [f"tests/{room}"] if (ROOT / "tests" / room).is_dir() else []


def run(command: list, folder: Path) -> str:
    """Run a command in the scratch folder, and stop with what it said if it fails."""
    # Each mutant runs in a fork, which waits for ever for threads of its parent's OpenMP.
    env = {**os.environ, "OMP_NUM_THREADS": "1"}
    ran = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True)
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
    print(f"\n{room}: {summary(found)}, in {found['seconds']:.0f} s", flush=True)


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
