"""Notes have one home: no other module words, joins or reads them."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from discourse import notes
from discourse.registries import NO_INTERVAL_REASONS

HOUSE = Path(notes.__file__).parent
HOME = Path(notes.__file__)
TREES = {
    path.relative_to(HOUSE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted(HOUSE.rglob("*.py"))
    if path != HOME
}
# Modules that join other things than notes by "; ", and what these are. Charts join the
# parts of their lines below so.
JOINED_OTHERWISE = {
    "corpus/_document.py": "what a document holds",
    "corpus/representation.py": "what a corpus holds",
    "lexicons/_family.py": "what a family holds",
    "formulas/_timeline.py": "the column `basis` of a timeline",
    "reproducibility/figure_comparison.py": "checks of a figure",
    "newspaper_databases/download_oddities.py": "the articles that an oddity names",
    "newspaper_databases/factiva_text.py": "the pages of an article",
    "newspaper_databases/language_names.py": "the languages of an article",
    "reading/_preview_split.py": "the fields of a text",
    "reading/read_errors.py": "the kinds of faults of a folder",
    "text_extraction/pdf_metadata.py": "the authors of a file",
    "text_extraction/tei_text.py": "the authors of a file, and who speaks together",
    "tables/_show.py": "the line below a table",
    "tables/columns.py": "the codes of a column, with their meanings",
}
# Rooms that take other texts apart: files, patterns, pages, tokens.
OTHER_TEXTS = {
    "cleaning",
    "delimited",
    "lexicons",
    "newspaper_databases",
    "phrases",
    "reading",
    "text",
    "text_extraction",
}
TAKE_APART = ("split", "rsplit", "partition", "rpartition")


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Calls of a method, with its name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.func.attr, node


def room_of(path: str) -> str:
    return path.split("/")[0].removesuffix(".py")


def is_divider(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value in ("; ", ": ", ";", ":")


@pytest.mark.parametrize(
    "path", [path for path in TREES if not OTHER_TEXTS & {room_of(path)}]
)
def test_nobody_else_takes_notes_apart(path: str) -> None:
    for name, call in calls(TREES[path]):
        apart = name in TAKE_APART and any(map(is_divider, call.args))
        assert not apart, f"line {call.lineno}: read notes by notes.split"


def test_notes_are_joined_in_their_home() -> None:
    joining = {
        path
        for path, tree in TREES.items()
        for name, call in calls(tree)
        if name == "join"
        and room_of(path) != "plot"
        and isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Constant)
        and call.func.value.value == "; "
    }
    assert joining == set(JOINED_OTHERWISE), "join notes by notes.join"


def literals(wording: notes.Wording) -> Iterator[str]:
    """The words of a wording between its fields that are enough to be its own."""
    for text in (wording.text, wording.subject):
        for words, _, _, _ in string.Formatter().parse(text):
            if len(words.split()) > 4:
                yield words.strip()


def strings(tree: ast.AST) -> Iterator[str]:
    """Every text of a module but its docstrings."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in docstrings:
            yield str(node.value)


@pytest.mark.parametrize("path", TREES)
def test_the_words_of_a_note_stand_nowhere_else(path: str) -> None:
    texts = list(strings(TREES[path]))
    for key, wording in notes.WORDINGS.items():
        for words in literals(wording):
            assert not any(words in text for text in texts), f"it words {key} too"


def is_in_notes(call: ast.Call) -> bool:
    """Whether the function called is one of the module `notes`."""
    function = call.func
    return (
        isinstance(function, ast.Attribute)
        and isinstance(function.value, ast.Name)
        and function.value.id == "notes"
    )


def test_every_reason_for_no_interval_has_one_home() -> None:
    used = set()
    for path, tree in TREES.items():
        if path.startswith("registries/"):
            continue
        for text in strings(tree):
            reasons = [words for words in NO_INTERVAL_REASONS.values() if " " in words]
            own = any(text in (words, f"none: {words}") for words in reasons)
            assert not own, f"{path} says why there is no interval"
            used |= {text} & set(NO_INTERVAL_REASONS)
    assert used == set(NO_INTERVAL_REASONS)


def test_every_note_is_made_with_the_fields_of_its_wording() -> None:
    used = set()
    for path, tree in TREES.items():
        for name, call in calls(tree):
            if name != "make" or not is_in_notes(call):
                continue
            keys = keys_of(call.args[0])
            used |= set(keys) or keys_in(tree, notes.WORDINGS)
            for key in keys:
                wording = notes.WORDINGS[key]
                parts = string.Formatter().parse(wording.subject + wording.text)
                fields = {field for _, field, _, _ in parts if field}
                given = {keyword.arg for keyword in call.keywords if keyword.arg}
                packed = any(keyword.arg is None for keyword in call.keywords)
                assert given == fields or (packed and given <= fields), (
                    f"{path}, line {call.lineno}: {key} has the fields {sorted(fields)}"
                )
    # These are chosen by a name that is not written at the call.
    used |= {"set_phrase", "grown", "chained"}
    assert used == set(notes.WORDINGS), "a wording that no verb uses"


def keys_in(tree: ast.AST, known: Mapping[str, object]) -> set[str]:
    """The keys that a module writes as texts, for calls that take one by a variable."""
    return set(strings(tree)) & set(known)


def keys_of(node: ast.expr) -> list[str]:
    """The keys that the first argument of ``notes.make`` may be; none for a variable."""
    if isinstance(node, ast.IfExp):
        return [*keys_of(node.body), *keys_of(node.orelse)]
    return [str(node.value)] if isinstance(node, ast.Constant) else []


@pytest.mark.parametrize("path", [path for path in TREES if path.startswith("plot/")])
def test_no_chart_asks_what_a_note_says(path: str) -> None:
    asking: list[ast.AST] = []
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.Compare | ast.BoolOp | ast.UnaryOp):
            asking.append(node)
        elif isinstance(node, ast.If | ast.IfExp | ast.While):
            asking.append(node.test)
        elif isinstance(node, ast.comprehension):
            asking += node.ifs
    for question in asking:
        for node in ast.walk(question):
            assert name_of(node) != "note", "decide by a column of the table"


def name_of(node: ast.AST) -> object:
    """What an attribute, a name or a column is called."""
    if isinstance(node, ast.Attribute):
        return node.attr
    if isinstance(node, ast.Name):
        return node.id
    return node.value if isinstance(node, ast.Constant) else None
