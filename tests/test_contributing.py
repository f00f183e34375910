"""What CONTRIBUTING.md names is there: files, commands, names in the code, markers and profiles."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import settings

from discourse import registries

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
BLOCKS = re.findall(r"```(?:sh|python)\n(.*?)```", PAGE, flags=re.DOTALL)
PROSE = re.sub(r"```.*?```", "", PAGE, flags=re.DOTALL)
QUOTED = re.findall(r"`([^`\n]+)`", PROSE)
ENDINGS = (".md", ".py", ".toml", ".txt")
PATHS = sorted(
    {
        word
        for word in QUOTED
        if re.fullmatch(r"[\w./-]+", word)
        and ("/" in word or word.endswith(ENDINGS))
        and word not in ENDINGS
    }
)
COMMANDS = sorted(
    line for block in BLOCKS for line in block.splitlines() if ".venv/bin/" in line
)
SUBJECTS = (
    "measure",
    "chart",
    "column",
    "debris rule",
    "reading format",
    "stop list",
    "bundled lexicon",
)


def section(title: str) -> str:
    return PAGE.split(f"\n## {title}\n")[1].split("\n## ")[0]


@pytest.mark.parametrize("subject", SUBJECTS)
def test_each_addition_is_described_with_its_files_and_its_test(subject: str) -> None:
    text = section(f"How to add a {subject}")
    assert "discourse/registries/" in text or "discourse/tables/columns.py" in text
    assert "`tests/" in text


@pytest.mark.parametrize("path", PATHS)
def test_each_path_is_there(path: str) -> None:
    # NAME and ROOM stand for any name.
    pattern = re.sub(r"\b(NAME|ROOM)\b", "*", path)
    assert list(ROOT.glob(pattern.rstrip("/"))), path


def test_some_paths_and_commands_are_found_in_the_page() -> None:
    assert len(PATHS) > 30
    assert "tests/mutation.py" in " ".join(COMMANDS)
    assert "discourse/tables/columns.py" in PATHS


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_its_program_and_its_files(command: str) -> None:
    extras = PROJECT["project"]["optional-dependencies"]["test"]
    installed = {re.split(r"\W", requirement)[0] for requirement in extras}
    installed |= {"pip", "python", *PROJECT["project"]["scripts"]}
    programs = re.findall(r"\.venv/bin/(\w+)", command)
    assert set(programs) <= installed
    for path in re.findall(r"(?:tests|discourse)/[\w./]+", command):
        assert (ROOT / path).exists(), path


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`(_?[A-Z_]{5,})`", PROSE))))
def test_each_name_in_capitals_stands_in_a_file_named_beside_it(name: str) -> None:
    sections = [part for part in PROSE.split("\n## ") if f"`{name}`" in part]
    for part in sections:
        files = [ROOT / path for path in PATHS if f"`{path}`" in part]
        sources = [
            path.read_text(encoding="utf-8") for path in files if path.suffix == ".py"
        ]
        assert any(re.search(rf"\b{name}\b", source) for source in sources), name


def test_markers_and_profiles_are_those_there_are() -> None:
    markers = PROJECT["tool"]["pytest"]["ini_options"]["markers"]
    known = {marker.split(":")[0] for marker in markers}
    assert set(re.findall(r"`-m (\w+)`", PROSE)) == known
    for profile in ("fast", "balanced", "thorough"):
        assert re.search(rf"\b{profile}`", PROSE)
        settings.get_profile(profile)


def test_each_registry_of_things_to_add_is_named() -> None:
    files = {
        getattr(registries, name)[next(iter(getattr(registries, name)))].__module__
        for name in ("CHARTS", "DEBRIS_RULES", "READING_FORMATS", "STOP_LISTS")
    }
    for module in files:
        assert f"`{module.replace('.', '/')}.py`" in PROSE


def test_the_page_comes_with_the_source_distribution() -> None:
    packed = PROJECT["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
    assert "/CONTRIBUTING.md" in packed
