"""How much code says at once: nodes of the syntax tree a line, a statement, a function.

The code is formatted (a check of CI holds that), so these numbers do not depend on its
layout. Comments, blank lines and docstrings do not count.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from statistics import median

Function = ast.FunctionDef | ast.AsyncFunctionDef
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
# What stands inside a statement and is counted on its own.
INNER_STATEMENTS = (ast.stmt, ast.ExceptHandler, ast.match_case)
LARGE_STATEMENT = 40  # nodes


@dataclass(frozen=True)
class Density:
    """Measures of density, or their limits."""

    nodes_a_line: float
    nodes_a_statement: float
    nodes_of_90_percent_of_statements: float
    percent_of_large_statements: float
    comprehensions_in_100_statements: float
    nodes_a_function: float
    nodes_of_90_percent_of_functions: float

    def above(self, limits: Density) -> dict[str, float]:
        """Return the measures that are above their limits."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {
            name: round(value, 1)
            for name, value in values.items()
            if value > getattr(limits, name)
        }


LIMITS = Density(10, 12, 24, 2, 9, 90, 330)


def functions_of(tree: ast.AST) -> Iterator[Function]:
    for node in ast.walk(tree):
        if isinstance(node, Function):
            yield node


def is_docstring(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def nodes_inside(function: Function) -> list[ast.AST]:
    """Return all nodes of the body, without its docstring."""
    body = function.body[1:] if is_docstring(function.body[0]) else function.body
    return [node for statement in body for node in ast.walk(statement)]


def own_nodes(statement: ast.stmt) -> int:
    """Return how many nodes a statement has without the statements inside it."""
    count = 0
    waiting: list[ast.AST] = [statement]
    while waiting:
        node = waiting.pop()
        count += 1
        for child in ast.iter_child_nodes(node):
            if not isinstance(child, INNER_STATEMENTS):
                waiting.append(child)
    return count


def lines_of_code(nodes: Iterable[ast.AST]) -> int:
    """Return on how many lines the code of some nodes stands."""
    lines: set[int] = set()
    for node in nodes:
        if is_docstring(node) or isinstance(node, Function | ast.ClassDef):
            continue
        if isinstance(node, ast.expr):
            lines.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
        elif isinstance(node, ast.stmt):
            lines.update((node.lineno, node.end_lineno or node.lineno))
    return len(lines)


def ninth_tenth(values: Sequence[int]) -> int:
    """Return the value that 90 % of the values do not exceed."""
    return sorted(values)[int(0.9 * len(values))]


def density(trees: Iterable[ast.AST]) -> Density | None:
    """Return the density of the functions of some files; None if they have none."""
    functions: list[int] = []
    lines: list[float] = []
    statements: list[int] = []
    comprehensions = 0
    for tree in trees:
        for function in functions_of(tree):
            nodes = nodes_inside(function)
            if not nodes:
                continue
            functions.append(len(nodes))
            lines.append(len(nodes) / max(lines_of_code(nodes), 1))
            for node in nodes:
                if isinstance(node, ast.stmt):
                    statements.append(own_nodes(node))
                comprehensions += isinstance(node, COMPREHENSIONS)
    if not statements:
        return None
    large = sum(count > LARGE_STATEMENT for count in statements)
    return Density(
        nodes_a_line=median(lines),
        nodes_a_statement=median(statements),
        nodes_of_90_percent_of_statements=ninth_tenth(statements),
        percent_of_large_statements=100 * large / len(statements),
        comprehensions_in_100_statements=100 * comprehensions / len(statements),
        nodes_a_function=median(functions),
        nodes_of_90_percent_of_functions=ninth_tenth(functions),
    )


def packs_unlike_things(annotation: ast.expr) -> bool:
    """Say whether an annotation has a tuple of values of different types."""
    for node in ast.walk(annotation):
        if not isinstance(node, ast.Subscript):
            continue
        if getattr(node.value, "id", "") != "tuple":
            continue
        if not isinstance(node.slice, ast.Tuple):
            continue
        types = {ast.dump(part) for part in node.slice.elts}
        types.discard(ast.dump(ast.Constant(value=...)))
        if len(types) > 1:
            return True
    return False
