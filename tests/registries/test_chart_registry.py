"""Charts: each entry is a function in its file, each chart has an entry, and one of each is enough for a new one."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import discourse
from discourse import plot
from discourse.errors import TableError
from discourse.registries import CHARTS
from discourse.tables import KINDS

FOLDER = Path(discourse.__file__).parent / "plot"


def decorated() -> dict[str, str]:
    """The functions that are made charts, and the files they stand in."""
    found = {}
    for path in FOLDER.glob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef):
                marks = [ast.unparse(mark) for mark in node.decorator_list]
                if "chart_decorator.chart" in marks:
                    found[node.name] = path.stem
    return found


def test_each_entry_is_a_chart_in_its_file_and_each_chart_has_an_entry() -> None:
    assert decorated() == {name: f"_{name}" for name in CHARTS}
    assert plot.__all__ == sorted(CHARTS)
    assert list(CHARTS) == sorted(CHARTS)


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_draws_the_kind_of_its_name_and_says_what_makes_it(name: str) -> None:
    assert name in KINDS
    chart = getattr(plot, name)
    assert chart.__name__ == name
    assert chart.__module__ == f"discourse.plot._{name}"
    with pytest.raises(TableError, match=re.escape(CHARTS[name].source)):
        chart(None)
    verb = re.fullmatch(r"discourse\.(\w+)\(\.\.\.\)(\.\w+)?", CHARTS[name].source)
    assert verb is not None
    assert verb[1] in discourse.__all__


@pytest.mark.parametrize("name", CHARTS)
def test_the_index_in_help_has_each_chart_with_its_type_and_file(name: str) -> None:
    chart = CHARTS[name]
    lines = [" ".join(line.split()) for line in str(plot.__doc__).splitlines()]
    assert f"{name} {chart.label} _{name}.py" in lines


def test_editors_are_told_of_charts_that_are_there_only() -> None:
    tree = ast.parse((FOLDER / "__init__.py").read_text(encoding="utf-8"))
    named = {
        alias.name: str(node.module)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and str(node.module).startswith("discourse.plot.")
        for alias in node.names
    }
    assert named
    for name, module in named.items():
        assert module == f"discourse.plot._{name}"


NEW_CHART = """
import sys
import types

from discourse import registries
from discourse.registries import Chart, Registry, charts

entry = Chart(name="kwic", label="a test", source="discourse.kwic(...)")
longer = Registry("charts", *registries.CHARTS.values(), entry)
registries.CHARTS = charts.CHARTS = longer

import discourse as dc
from discourse.plot import axes_layout, chart_decorator

@chart_decorator.chart
def kwic(table, *, ax=None):
    return axes_layout.draw_empty_chart(ax, f"{len(table)} lines", width="single")

module = types.ModuleType("discourse.plot._kwic")
module.kwic = kwic
sys.modules["discourse.plot._kwic"] = module

corpus = dc.Corpus.from_texts({"a": "Free trade. Fair trade."})
ax = dc.plot.kwic(dc.kwic(corpus, "trade"))
assert "2 lines" in [text.get_text() for text in ax.texts], ax.texts
assert "kwic" in dir(dc.plot) and "_kwic.py" in dc.plot.__doc__
"""


def test_a_new_chart_needs_one_file_and_one_entry() -> None:
    done = subprocess.run(
        [sys.executable, "-c", NEW_CHART], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
