"""The face of the package: its names, its lightness, what help() teaches."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

import discourse
from discourse import errors

HEAVY = ("matplotlib", "nltk", "numpy", "pandas", "pyarrow", "scipy", "sklearn")


def test_all_is_sorted_and_exactly_what_is_visible() -> None:
    names = discourse.__all__
    assert list(names) == sorted(set(names))
    assert dir(discourse) == list(names)
    assert set(names) == set(discourse._ROOMS)
    rooms = {path.stem for path in Path(discourse.__file__).parent.iterdir()}
    beside = (
        {name for name in vars(discourse) if not name.startswith("_")}
        - set(names)
        - rooms
    )
    assert beside == {"annotations"}


@pytest.mark.parametrize("name", discourse.__all__)
def test_each_name_is_found_in_its_room_and_says_what_it_is(name: str) -> None:
    folder = Path(discourse.__file__).parent
    if not any(
        (folder / f"{discourse._ROOMS[name]}{end}").exists()
        for end in (".py", "/__init__.py")
    ):
        pytest.skip(f"discourse.{discourse._ROOMS[name]} is not written yet")
    found = getattr(discourse, name)
    room = importlib.import_module(f"discourse.{discourse._ROOMS[name]}")
    assert found is (room if name == "plot" else getattr(room, name))
    assert inspect.getdoc(found), f"{name} has no docstring"
    if not inspect.ismodule(found):
        assert name in room.__all__


def test_a_name_that_is_not_there_is_met_with_a_suggestion() -> None:
    with pytest.raises(
        AttributeError,
        match=r"discourse has no 'frequency'.*Did you mean 'frequencies'",
    ):
        discourse.frequency  # noqa: B018
    assert not hasattr(discourse, "zzz")


@pytest.mark.parametrize(
    ("module", "wrong", "right"),
    [
        (discourse, "keynes", "keyness"),
        (discourse, "ngram", "ngrams"),
        (discourse.plot, "frequncies", "frequencies"),
        (discourse.plot, "keynes", "keyness"),
    ],
)
def test_a_misspelt_name_is_met_with_the_right_one(
    module: ModuleType, wrong: str, right: str
) -> None:
    with pytest.raises(AttributeError) as caught:
        getattr(module, wrong)
    assert (
        str(caught.value)
        == f"{module.__name__} has no {wrong!r}. Did you mean {right!r}?"
    )
    assert callable(getattr(module, right))
    assert not hasattr(module, "zzz")


def test_importing_the_face_loads_nothing_heavy() -> None:
    code = "import sys, discourse; print(*sorted({m.partition('.')[0] for m in sys.modules}))"
    loaded = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[1],
    ).stdout.split()
    assert "discourse" in loaded
    assert not set(HEAVY) & set(loaded)


def test_the_docstring_teaches_the_laws_the_exceptions_and_every_name() -> None:
    text = inspect.getdoc(discourse) or ""
    assert [text.find(f"\n{number}. **") > 0 for number in (1, 2, 3)] == [True] * 3
    named = set(re.findall(r"``([A-Za-z_]+)``", text)) | set(
        re.findall(r"``corpus\.([a-z]+)", text)
    )
    assert set(discourse.__all__) <= named
    assert "exceptions to the first law" in text.lower()
    assert len(re.findall(r"^\d\. \*[^*]", text, flags=re.MULTILINE)) == 6


def test_the_type_checkers_list_is_the_list() -> None:
    tree = ast.parse(Path(discourse.__file__).read_text(encoding="utf-8"))
    listed = next(node for node in tree.body if isinstance(node, ast.If)).body
    seen: dict[str, str] = {}
    for node in listed:
        assert isinstance(node, ast.ImportFrom)
        room = (node.module or "").removeprefix("discourse").removeprefix(".")
        seen |= {alias.name: room or alias.name for alias in node.names}
    assert seen == discourse._ROOMS


def test_the_version_is_the_same_everywhere(root: Path) -> None:
    version = discourse.__version__
    assert re.fullmatch(r"\d+\.\d+\.\d+", version)
    assert re.search(
        rf"^version: {re.escape(version)}$",
        (root / "CITATION.cff").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    assert f"## {version}" in (root / "CHANGELOG.md").read_text(encoding="utf-8")
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["dynamic"] == ["version"]
    assert project["tool"]["hatch"]["version"]["path"] == "discourse/__init__.py"


def test_the_tree_of_errors_is_drawn_in_its_docstring() -> None:
    drawn = re.findall(r"[├└]── (\w+)", errors.__doc__ or "")
    classes = {
        name
        for name, thing in vars(errors).items()
        if inspect.isclass(thing) and issubclass(thing, errors.DiscourseError)
    }
    assert set(drawn) == classes - {"DiscourseError"}
    assert issubclass(errors.DiscourseError, ValueError)
