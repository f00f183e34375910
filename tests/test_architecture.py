"""The laws of the house, held by reading the source: floors, names, what is never used."""

from __future__ import annotations

import ast
import hashlib
import inspect
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from code_density import (
    LIMITS,
    density,
    functions_of,
    lines_of_code,
    nodes_inside,
    packs_unlike_things,
)

import discourse
from discourse.registries import CHARTS

ROOT = Path(__file__).resolve().parents[1]
HOUSE = ROOT / "discourse"
FILES = sorted(path for path in HOUSE.rglob("*.py"))
SOURCES = {path: path.read_text(encoding="utf-8") for path in FILES}
TREES = {path: ast.parse(source) for path, source in SOURCES.items()}
ROOMS = sorted(
    {path.relative_to(HOUSE).parts[0].removesuffix(".py") for path in FILES}
    - {"__init__"}
)

FLOORS = {
    "errors": 0,
    "registries": 0,
    "settings": 0,
    "accelerators": 1,
    "csv_records": 1,
    "file_reading": 1,
    "file_writing": 1,
    "measures": 1,
    "name_forms": 1,
    "notes": 1,
    "optional_packages": 1,
    "progress": 1,
    "spans": 1,
    "style": 1,
    "tables": 1,
    "text": 1,
    "validation": 1,
    "corpus": 2,
    "lexicons": 2,
    "phrases": 2,
    "counting": 3,
    "engine": 3,
    "matching": 3,
    "newspaper_databases": 3,
    "reading": 3,
    "storage": 3,
    "text_extraction": 3,
    "attribution": 4,
    "cleaning": 4,
    "collocation": 4,
    "concordance": 4,
    "contrast": 4,
    "document_similarity": 4,
    "plot": 4,
    "formulas": 4,
    "phraseology": 4,
    "text_reuse": 4,
    "lexical_diversity": 4,
    "name_matching": 4,
    "topic_models": 4,
    "cli": 5,
    "mask_effects": 5,
    "page": 5,
    "reproducibility": 5,
}
# Arrows on one floor; every other import goes down.
BESIDE = {
    ("registries", "settings"),
    ("file_writing", "file_reading"),
    ("progress", "validation"),
    ("text", "accelerators"),
    ("style", "tables"),
    ("lexicons", "phrases"),
    ("matching", "counting"),
    ("newspaper_databases", "text_extraction"),
    ("reading", "newspaper_databases"),
    ("reading", "text_extraction"),
    ("storage", "counting"),
    ("engine", "storage"),
    ("cli", "mask_effects"),
    ("cli", "page"),
    ("cli", "reproducibility"),
    ("page", "mask_effects"),
    ("reproducibility", "mask_effects"),
}
# The only module that may be missing: it is built where there is a compiler.
COMPILED = "discourse.accelerators._kernels"
# What every other room of floor 1 may use.
SHARED = {
    "csv_records",
    "file_reading",
    "file_writing",
    "notes",
    "optional_packages",
    "progress",
    "spans",
    "validation",
}
# The drawing wing and the computing wing meet in one file.
ONLY = {
    "plot": {
        "errors",
        "notes",
        "registries",
        "settings",
        "style",
        "tables",
        "validation",
    }
}


def module(path: Path) -> str:
    """``discourse/measures/__init__.py`` -> ``discourse.measures``."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room(name: str) -> str:
    """``discourse.measures.exact_intervals`` -> ``measures``; the face is ``""``."""
    return [*name.split("."), ""][1]


MODULES = {module(path): path for path in FILES}


def project_imports(tree: ast.AST) -> Iterator[tuple[str, ast.stmt]]:
    """Every import of a file of the project: the module meant, and the statement."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (
                (alias.name, node)
                for alias in node.names
                if alias.name.split(".")[0] == "discourse"
            )
        elif (
            isinstance(node, ast.ImportFrom)
            and (node.module or "").split(".")[0] == "discourse"
        ):
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield (inner if inner in MODULES else str(node.module)), node


def test_every_room_has_a_floor() -> None:
    assert set(ROOMS) <= set(FLOORS), "a new room needs a floor in this test"


@pytest.mark.parametrize("path", FILES, ids=module)
def test_imports_go_downstairs(path: Path) -> None:
    here = room(module(path))
    if here == "":
        return  # the face stands above all
    for target, _ in project_imports(TREES[path]):
        there = room(target)
        assert there, f"{module(path)} imports the face"
        if there == here:
            continue
        down = FLOORS[there] < FLOORS[here] or (here, there) in BESIDE
        down |= FLOORS[here] == 1 and there in SHARED and here not in SHARED
        assert down, (
            f"{here} (floor {FLOORS[here]}) imports {there} (floor {FLOORS[there]})"
        )
        assert there in ONLY.get(here, {there}), (
            f"{here} may import {sorted(ONLY[here])} only, not {there}"
        )


def test_there_are_no_circles() -> None:
    arrows = {
        name: {to for to, _ in project_imports(TREES[path])} - {name}
        for name, path in MODULES.items()
    }
    arrows["discourse"] = set()  # the face fetches its names when they are asked for
    left = dict(arrows)
    while left:
        free = [name for name, to in left.items() if not to & set(left)]
        assert free, f"a circle among {sorted(left)}"
        for name in free:
            del left[name]


@pytest.mark.parametrize("path", FILES, ids=module)
def test_imports_are_absolute_and_at_the_top(path: Path) -> None:
    for node in ast.walk(TREES[path]):
        assert not (isinstance(node, ast.ImportFrom) and node.level), (
            f"line {node.lineno}: a relative import"
        )
    if module(path) in ("discourse", "discourse.plot"):
        return  # the two files that fetch lazily
    top = set(map(id, TREES[path].body))
    for target, node in project_imports(TREES[path]):
        if target == COMPILED:
            continue  # it may be missing, so it is tried
        assert id(node) in top, (
            f"line {node.lineno}: {target} is imported inside something"
        )
    for node in ast.walk(TREES[path]):
        if (
            isinstance(node, ast.Call)
            and getattr(node.func, "attr", "") == "import_module"
        ):
            fetched = str(
                getattr(node.args[0], "value", "discourse")
            )  # only what is no file of the project may be late
            assert not fetched.startswith("discourse"), (
                f"line {node.lineno}: a lazy import"
            )


def definitions(tree: ast.Module) -> set[str]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return {
        node.name
        for node in tree.body
        if isinstance(node, kinds) and not node.name.startswith("_")
    }


def listed(tree: ast.Module) -> list[str] | None:
    for node in tree.body:
        targets = (
            node.targets
            if isinstance(node, ast.Assign)
            else [getattr(node, "target", None)]
        )
        if [getattr(target, "id", "") for target in targets] == ["__all__"]:
            value = node.value  # type: ignore[attr-defined]
            if ast.unparse(value) == "sorted(_CHARTS)":
                return sorted(CHARTS)  # the charts are named in their registry only
            return [str(name) for name in ast.literal_eval(value)]
    return None


def test_no_module_bears_the_name_of_a_public_function() -> None:
    faces = [path for name, path in MODULES.items() if name.count(".") == 1]
    public = {name for path in faces for name in listed(TREES[path]) or ()} | set(
        discourse.__all__
    )
    assert public & set(ROOMS) == {"plot"} & set(
        ROOMS
    )  # the one room that is a name of the face itself
    for name, path in MODULES.items():
        if path.name == "__init__.py" and name != "discourse":
            inner = {
                other.rpartition(".")[2]
                for other in MODULES
                if other.startswith(f"{name}.")
            }
            assert not inner & set(listed(TREES[path]) or ()), name


@pytest.mark.parametrize("path", FILES, ids=module)
def test_all_is_sorted_and_what_is_defined(path: Path) -> None:
    names = listed(TREES[path])
    assert names is not None, "no __all__"
    rank = {
        name: (0 if name.isupper() else 1 if name[0].isupper() else 2, name)
        for name in names
    }
    assert names == sorted(set(names), key=rank.__getitem__), (
        "__all__ is not sorted: CONSTANTS, Classes, functions"
    )
    assert definitions(TREES[path]) <= set(names), "public but not in __all__"
    if module(path) in ("discourse", "discourse.plot"):
        return  # the two files that fetch lazily: tests/registries/test_chart_registry.py
    bound = definitions(TREES[path])
    for node in TREES[path].body:
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            bound |= {
                n.id
                for target in targets
                for n in ast.walk(target)
                if isinstance(n, ast.Name)
            }
        elif path.name == "__init__.py" and isinstance(node, ast.ImportFrom):
            bound |= {alias.asname or alias.name for alias in node.names}
    assert set(names) <= bound, "in __all__ but not there"


# Where things live -------------------------------------------------------------------

PRIVATE_FILE = re.compile(r"\._\w+$")


@pytest.mark.parametrize("name", sorted(set(discourse.__all__) - {"plot"}))
def test_a_verb_lives_in_the_file_of_its_name(name: str) -> None:
    lives_in = f"discourse.{discourse._ROOMS[name]}"
    if MODULES[lives_in].name == "__init__.py":
        lives_in = f"{lives_in}._{name.lower()}"
    assert name in definitions(TREES[MODULES[lives_in]])


@pytest.mark.parametrize("path", FILES, ids=module)
def test_a_file_of_a_verb_is_imported_inside_its_room_only(path: Path) -> None:
    for target, node in project_imports(TREES[path]):
        if PRIVATE_FILE.search(target):
            assert room(target) == room(module(path)), (
                f"line {node.lineno} imports {target}; import it from its room"
            )


NAMES_THAT_SAY_NOTHING = {"common", "helpers", "misc", "tools", "utils"}
# A registry bears the name of the measures that it lists.
SAME_IN_TWO_ROOMS = {"association", "dispersion", "diversity", "keyness", "similarity"}


def test_helpers_are_named_for_what_they_hold_and_once() -> None:
    stems = [path.stem for path in FILES if not path.stem.startswith("_")]
    assert not set(stems) & NAMES_THAT_SAY_NOTHING
    twice = {stem for stem in stems if stems.count(stem) > 1}
    assert twice <= SAME_IN_TWO_ROOMS


def room_trees() -> dict[str, list[ast.Module]]:
    trees: dict[str, list[ast.Module]] = {}
    for path in FILES:
        trees.setdefault(room(module(path)) or "__init__", []).append(TREES[path])
    return trees


SMALL_ROOM = 8_000  # characters of source; a smaller room is judged by its medians
MEDIANS = {"nodes_a_line", "nodes_a_statement"}


@pytest.mark.parametrize("name", sorted(room_trees()))
def test_the_code_of_a_room_is_plain(name: str) -> None:
    measured = density(room_trees()[name])
    if measured is None:
        return  # the room holds data only
    above = measured.above(LIMITS)
    size = sum(
        len(SOURCES[path])
        for path in FILES
        if (room(module(path)) or "__init__") == name
    )
    if size <= SMALL_ROOM and not MEDIANS & set(above):
        return
    assert not above


LONGEST_FUNCTION = 100  # lines of code
LONGEST_FILE = 700


@pytest.mark.parametrize("path", FILES, ids=module)
def test_no_function_or_file_is_too_long(path: Path) -> None:
    assert lines_of_code(ast.walk(TREES[path])) <= LONGEST_FILE
    for function in functions_of(TREES[path]):
        length = lines_of_code(nodes_inside(function))
        assert length <= LONGEST_FUNCTION, function.name


@pytest.mark.parametrize("path", FILES, ids=module)
def test_no_parameter_packs_unlike_things_in_a_tuple(path: Path) -> None:
    for function in functions_of(TREES[path]):
        parameters = function.args
        for parameter in (
            *parameters.posonlyargs,
            *parameters.args,
            *parameters.kwonlyargs,
        ):
            if parameter.annotation is not None:
                assert not packs_unlike_things(parameter.annotation), (
                    f"{function.name}({parameter.arg})"
                )


def test_the_measure_of_density_sees_what_is_dense() -> None:
    dense = "def f(a):\n    return [g(x)[0] for x in a if x for y in x if y(x, a)]\n"
    plain = "def f(a):\n    b = a\n    return b\n"
    assert set(density([ast.parse(dense)]).above(LIMITS)) >= MEDIANS
    assert density([ast.parse(plain)]).above(LIMITS) == {}


FORBIDDEN_CALLS = {
    "print",
    "eval",
    "exec",
    "compile",
    "breakpoint",
    "input",
    "globals",
    "__import__",
}
FORBIDDEN_MODULES = {
    "http", "marshal", "multiprocessing.shared_memory", "pickle", "random", "requests", "secrets", "shelve", "shlex",
    "socket", "subprocess", "time", "urllib.request", "warnings", "httpx", "ftplib", "smtplib",
}  # fmt: skip
FORBIDDEN_ATTRIBUTES = {
    "eval", "query", "read_pickle", "to_pickle", "system", "popen", "read_html", "now", "today", "utcnow", "seed",
    "set_option", "rcParams", "inplace",
}  # fmt: skip
# What a room may use all the same, and why.
PERMITTED = {
    (
        "discourse.file_writing",
        "secrets",
    ): "the name of a temporary file, on which no result depends",
    ("discourse", "globals"): "the lazy face keeps a name it has fetched",
    (
        "discourse.topic_models.factorization",
        "warnings",
    ): "what scikit-learn warns of is caught, and told in a column",
    (
        "discourse.text_extraction.pdf_guards",
        "warnings",
    ): "what pypdf warns of is caught; a damaged file is named in `suspected`",
}


def forbidden(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in FORBIDDEN_CALLS
        ):
            yield node.lineno, node.func.id
        elif isinstance(node, ast.Attribute) and node.attr in FORBIDDEN_ATTRIBUTES:
            yield node.lineno, node.attr
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names = [alias.name for alias in node.names]
            if isinstance(node, ast.ImportFrom):
                names = [str(node.module), *(f"{node.module}.{name}" for name in names)]
            yield from (
                (node.lineno, name) for name in names if name in FORBIDDEN_MODULES
            )
        elif isinstance(node, ast.keyword) and node.arg in (
            "inplace",
            "allow_pickle",
            "shell",
        ):
            if getattr(node.value, "value", None) is not False:
                yield node.value.lineno, str(node.arg)
        elif isinstance(node, ast.Global):
            yield node.lineno, "global"


@pytest.mark.parametrize("path", FILES, ids=module)
def test_nothing_prints_evaluates_pickles_connects_or_asks_the_clock(
    path: Path,
) -> None:
    found = [
        f"line {line}: {what}"
        for line, what in forbidden(TREES[path])
        if (module(path), what) not in PERMITTED
    ]
    assert not found
    if room(module(path)) not in ("cli", "progress"):
        assert not re.search(r"sys\.(stdout|stderr|stdin|exit)", SOURCES[path]), (
            "only the commands and the bar of progress speak to the console"
        )


def test_the_search_for_what_is_forbidden_finds_it() -> None:
    bad = "import pickle\nfrom os import system\nprint(1)\nx.eval('1')\nnp.load(f, allow_pickle=True)\nfrom urllib import request"
    assert [what for _, what in forbidden(ast.parse(bad))] == [
        "pickle",
        "urllib.request",
        "print",
        "eval",
        "allow_pickle",
    ]


# Words ----------------------------------------------------------------------------------------------------------------

# One word for one idea, wherever a scholar types it.
VOCABULARY = {
    "ax": "where to draw",
    "background": "documents outside the corpus that say how rare a term is",
    "basis": "metadata column that says how a date is known",
    "by": "metadata column that divides the documents",
    "caption": "words under a figure",
    "chart": "what a function of plot gives",
    "chinese_words": "Chinese words that stay whole",
    "cluster": "metadata column of what was written together",
    "column": "metadata column whose values are names",
    "confidence_level": "share of intervals that hold the true value",
    "corpus": "a Corpus",
    "counting": "which mentions a rate rests on",
    "date": "metadata column that holds dates",
    "edges": "which words a phrase may begin and end with",
    "documents": "table of metadata, one row a document",
    "encoding": "how bytes become letters",
    "encodings": "encodings by document",
    "fields": "form of the lines of metadata of a text",
    "files": "table of the files that texts came from",
    "parts": "table of documents that are parts of texts",
    "split": "line at which a text of a file begins",
    "facet": "what mentions are divided by",
    "first": "the one",
    "folder": "where to",
    "form": "which of the charts of one table",
    "function": "what a corpus is given to",
    "heads": "whether the first lines of a text may be metadata",
    "interval": "what an interval takes as drawn by chance",
    "k": "how many topics",
    "keep": "which document of a group of copies is kept",
    "kind": "kind of table",
    "known": "whether what a lexicon covers is kept",
    "layer": "name of spans laid over the text",
    "lexicon": "a Lexicon",
    "max_documents": "largest number of documents",
    "measure": "name of a measure",
    "metadata": "table of what is known of each document",
    "min_count": "least count",
    "min_documents": "least number of documents",
    "min_repeats": "least number of repeats",
    "min_score": "least score",
    "min_share": "least share of a text found in another",
    "min_surprisal": "least sum of surprisal",
    "min_words": "least number of words",
    "model": "name of a topic model",
    "n": "how many; lengths of n-grams",
    "name": "what to call it",
    "names": "what to call the two",
    "node": "phrase whose company is looked at",
    "of": "what is compared",
    "omit": "words kept out of labels",
    "on_error": "what to do about what cannot be read",
    "other": "the other of its kind",
    "paragraphs": "what ends a paragraph",
    "path": "a file or folder",
    "per": "words that a rate refers to",
    "phrase": "a Phrase or its pattern",
    "profile": "whose convention",
    "progress": "whether a bar shows how far a long call has come",
    "reference": "group compared with",
    "refused": "table of what could not be read",
    "resamples": "how many samples are drawn anew",
    "rng": "seed or generator of random numbers",
    "runs": "how often a model is fitted anew",
    "scale": "what an axis counts in",
    "scheme": "weighting scheme",
    "second": "the other",
    "since": "first year shown",
    "size": "words in a window",
    "skip": "words that may be skipped",
    "slot": "whether one word is left open",
    "sort": "order of rows",
    "source": "what to read",
    "sources": "where each text was read from",
    "spreadsheet_safe": "whether no cell can be taken for a formula",
    "span": "words on each side that count",
    "spans": "table of spans",
    "state": "with masks or without",
    "stop": "words left out",
    "strength": "how weak the evidence for debris may be",
    "suspected": "table of what looks odd",
    "table": "a table of one kind",
    "target": "group that is looked at",
    "text": "column that holds the texts",
    "texts": "texts by name",
    "top": "how many rows, from the first",
    "traditional_as_simplified": "whether two forms of writing are one",
    "unanchored": "whether to list what does not count",
    "unit": "what counts as one text",
    "verb": "a function that gives a table",
    "which": "documents meant",
    "width": "how wide: words of context, or columns of a page",
    "window": "words on each side, or of a stretch",
}


def signatures() -> Iterator[tuple[str, list[str]]]:
    """The public functions of the face, of ``plot``, and the public methods of the nouns; with their parameters."""
    for name in discourse.__all__:
        if discourse._ROOMS[name] not in ROOMS:
            continue  # not written yet
        thing = getattr(discourse, name)
        if inspect.ismodule(thing):
            yield from (
                (f"{name}.{inner}", words(getattr(thing, inner)))
                for inner in thing.__all__
            )
        elif inspect.isclass(thing):
            if not issubclass(thing, Exception):
                for inner, method in inspect.getmembers(thing, callable):
                    if not inner.startswith("_"):
                        yield f"{name}.{inner}", words(method)
        else:
            yield name, words(thing)


def words(function: object) -> list[str]:
    parameters = inspect.signature(function).parameters.values()  # type: ignore[arg-type]
    return [
        p.name
        for p in parameters
        if p.kind not in (p.VAR_POSITIONAL, p.VAR_KEYWORD) and p.name != "self"
    ]


def test_parameters_use_the_words_of_the_house() -> None:
    strange = {
        f"{where}({word})"
        for where, used in signatures()
        for word in used
        if word not in VOCABULARY
    }
    assert not strange


# The repository -------------------------------------------------------------------------------------------------------

TOP = {
    ".ci", ".git-blame-ignore-revs", ".gitattributes", ".gitignore", "CHANGELOG.md", "CITATION.cff",
    "CONTRIBUTING.md", "LICENSE", "README.md", "SECURITY.md",
    "constraints.txt", "discourse", "figures", "notebooks", "pyproject.toml", "seeds", "tests",
}  # fmt: skip


def repository() -> list[str]:
    """The files of the repository: those git knows or would take, or, without git, those of the tree."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
            encoding="utf-8",
        )
        return done.stdout.splitlines()
    except (OSError, subprocess.CalledProcessError):
        return [
            path.relative_to(ROOT).as_posix()
            for path in ROOT.rglob("*")
            if path.relative_to(ROOT).parts[0] in TOP
        ]


def test_the_top_holds_what_it_should() -> None:
    assert {name.split("/")[0] for name in repository()} <= TOP


def test_no_file_names_a_server_or_a_machine() -> None:
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    assert not re.search(r"https?:|//|--|@", pins)
    for line in pins.splitlines():
        assert re.fullmatch(r"[a-z0-9.-]+==[\w.!+]+( ; .+)?", line), line
    assert not [
        name for name in repository() if name.endswith((".lock", ".pkl", ".pickle"))
    ]


def test_pins_cover_what_is_asked_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))[
        "project"
    ]
    asked = [
        *project["dependencies"],
        *(
            name
            for extra in project["optional-dependencies"].values()
            for name in extra
        ),
    ]
    pinned = {
        line.partition("==")[0]
        for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    }
    assert {re.match(r"[A-Za-z0-9_.-]+", name)[0].lower() for name in asked} <= pinned  # type: ignore[index]


def test_what_is_imported_is_asked_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))[
        "project"
    ]
    asked = " ".join(
        [
            *project["dependencies"],
            *(n for e in project["optional-dependencies"].values() for n in e),
        ]
    )
    names = {
        "sklearn": "scikit-learn",
        "docx": "python-docx",
        "python_calamine": "python-calamine",
        "xlsxwriter": "XlsxWriter",
        "PIL": "pillow",
        "dask": "distributed",
    }
    came_along = {  # package: what brings it
        "joblib": "scikit-learn",
        "jupyter_client": "nbclient",
        "threadpoolctl": "scikit-learn",
    }
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Import | ast.ImportFrom):
                for name in (
                    [a.name for a in node.names]
                    if isinstance(node, ast.Import)
                    else [str(node.module)]
                ):
                    top = name.split(".")[0]
                    wanted = came_along.get(top, names.get(top, top))
                    known = (
                        top in ("discourse", "__future__")
                        or top in sys.stdlib_module_names
                    )
                    assert known or wanted in asked, (
                        f"{module(path)} imports {top}, which pyproject.toml does not ask for"
                    )


def test_seeds_are_as_they_were_received() -> None:
    received = {
        "000_171e8d334eace437.txt": "872bcfabc678c7c9d349743748c302d4cb33f34c26d0f14f3cd759f8001ec15c",
        "001_0e67fac1f9dc59aa.txt": "488a07eb65f0c30dd546d02a30f4a82c47d08c94f5421b1c79d52b59c768808a",
        "002_fbd28e852bb28bd8.txt": "819b615ffdaa86ace90937fa480987dfadc9b4e657d8e9e9dc204359a9c1da8f",
        "003_63f005cd40ee5964.txt": "76702360ed3d96de169ce7e6e399495da1a90b61e42ab106c9f4bcc2f1cebf44",
        "004_8c99b24f35ad4fd7.txt": "0432a8194e99a532629d86bc56c709249a8bb1f5bf81131503ad51b59ced48d0",
    }
    texts = sorted((ROOT / "seeds").glob("*.txt"))
    assert {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in texts
    } == received


# The README and the commands ------------------------------------------------------------------------------------------

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_two_commands_are_the_readmes_and_ci_runs_them() -> None:
    set_up = "python3 -m venv .venv && .venv/bin/pip install -q -e '.[test]' -c constraints.txt"
    lines = README.splitlines()
    assert lines.count(f"{set_up} && .venv/bin/discourse figures") == 1
    assert lines.count(f"{set_up} && .venv/bin/pytest -n auto") == 1
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "README.md" in ci
    assert "pip install -q -e" not in ci, (
        "the set-up stands in README.md and is read there"
    )


def test_the_readme_names_every_room_on_its_floor() -> None:
    rows = re.findall(r"^\| (\d) \| (.+) \|$", README, re.MULTILINE)
    named = {
        name: int(floor) for floor, row in rows for name in re.findall(r"`(\w+)`", row)
    }
    assert {name: FLOORS[name] for name in ROOMS} == {
        name: floor for name, floor in named.items() if name in ROOMS
    }


def test_what_the_readme_points_to_is_there() -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", README) + re.findall(
        r'src="([^"]+)"', README
    )
    for target in targets:
        if "://" in target:
            continue
        if (
            target.split("/")[0] in ("figures", "notebooks")
            and not (ROOT / "figures").exists()
        ):
            continue  # nothing was drawn yet
        assert (ROOT / target).exists(), f"README.md points to {target}"


def test_the_tests_of_a_room_can_be_run_apart() -> None:
    """A test imports test modules of its own folder only; helpers of several lie in tests/."""
    places: dict[str, set[Path]] = {}
    for path in (ROOT / "tests").rglob("*.py"):
        places.setdefault(path.stem, set()).add(path.parent)
    for path in (ROOT / "tests").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names: list[str] = []
            if isinstance(node, ast.ImportFrom):
                names = [str(node.module)]
            elif isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            for name in names:
                folders = places.get(name, {path.parent})
                near = {path.parent, ROOT / "tests"}
                assert folders & near, f"{path.relative_to(ROOT)} imports {name}"


def test_no_two_test_files_have_the_same_name() -> None:
    """Pytest imports them by name, so the second would not be found."""
    names = [path.name for path in (ROOT / "tests").rglob("test_*.py")]
    assert sorted(names) == sorted(set(names))
