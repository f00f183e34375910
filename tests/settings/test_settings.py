"""Defaults and thresholds have one home, and each says what it means and where it comes from."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from discourse import settings

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = ROOT / "discourse" / "settings.py"
OTHERS = sorted(set((ROOT / "discourse").rglob("*.py")) - {SETTINGS})
PRACTICE = "practice of this library"


def documented(tree: ast.Module) -> dict[str, str]:
    """The constants of a module in order, each with the text below it (``""`` = none)."""
    found = {}
    following = [*tree.body[1:], ast.Pass()]
    for node, after in zip(tree.body, following, strict=True):
        targets = node.targets if isinstance(node, ast.Assign) else []
        if isinstance(node, ast.AnnAssign):
            targets = [node.target]
        text = ""
        if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant):
            text = str(after.value.value)
        for target in targets:
            if isinstance(target, ast.Name) and target.id.isupper():
                found[target.id] = text
    return found


DOCUMENTED = documented(ast.parse(SETTINGS.read_text(encoding="utf-8")))


def test_every_constant_is_exported() -> None:
    assert sorted(DOCUMENTED) == sorted(settings.__all__)


def has_source(text: str) -> bool:
    """Whether the text names a work with its year, a calibration that is there, or the practice of this library."""
    source = text.partition("Source: ")[2]
    scripts = re.findall(r"tests/benchmarks/\w+\.py", source)
    if not all((ROOT / script).is_file() for script in scripts):
        return False
    work = re.search(r"\((18|19|20)\d\d\)|[A-Z]\w+ (18|19|20)\d\d\)", source)
    return bool(work or scripts or PRACTICE in source)


@pytest.mark.parametrize("name", DOCUMENTED)
def test_every_constant_says_what_it_means_and_where_it_comes_from(name: str) -> None:
    text = DOCUMENTED[name]
    meaning = text.partition("Source: ")[0].strip()
    assert len(meaning.split()) >= 4, f"{name} does not say what it means"
    assert has_source(text), f"{name} names no source"


def test_the_search_for_sources_knows_none_when_it_sees_none() -> None:
    assert not has_source("Words that a rate refers to.")
    assert not has_source("Words. Source: everybody does.")
    assert not has_source("Words. Source: ``tests/benchmarks/nowhere.py``.")
    assert has_source("Words. Source: Burrows (2002), LLC 17(3), 267-287.")


def numbers(tree: ast.AST) -> Iterator[float]:
    """Every number written in the code; those in text are not meant."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            yield node.value


# Names of a copy of what stands in settings.
COPIES = re.compile(r"_?(FEW|FEWEST|FEWER|LEVEL)(_[A-Z_]+)?")
NO_COPIES = {"LEVEL_HATCHES"}  # how a chart draws the levels of a family


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: path.stem)
def test_no_other_module_keeps_a_copy(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert settings.CONFIDENCE_LEVEL not in set(numbers(tree))
    copies = [name for name in documented(tree) if COPIES.fullmatch(name)]
    copies = [name for name in copies if name not in NO_COPIES]
    assert not copies, f"{copies}: what is few belongs in settings"


def test_the_search_for_copies_finds_them() -> None:
    tree = ast.parse("FEW = 8\n_LEVEL: float = 0.95\nFEW_MENTIONS = 20\nWIDEST = 60")
    assert settings.CONFIDENCE_LEVEL in set(numbers(tree))
    assert list(filter(COPIES.fullmatch, documented(tree))) == [
        "FEW",
        "_LEVEL",
        "FEW_MENTIONS",
    ]


@pytest.mark.parametrize("name", settings.__all__)
def test_every_constant_is_read_by_a_module(name: str) -> None:
    readers = [
        path for path in OTHERS if re.search(rf"\b{name}\b", path.read_text("utf-8"))
    ]
    within = name in SETTINGS.read_text(encoding="utf-8").partition(f"{name} =")[2]
    assert readers or within, f"{name} is read nowhere"
