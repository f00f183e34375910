"""How long does the same work take here and with other tools, and how much memory?

Every task of `speed_tasks.py` is done by every tool in a process of its own, several times in turn, so that whatever else
the machine does meets all of them. Speeches of the UN General Debate are read into memory before the clock runs, and each
tool has imported what it needs and done the task once on a few texts. BLAS and this library work with one thread, as most
of the others do: two threads that share the parts of a core need more CPU time for the same work. A second row of this
library, "all threads", tells how long the work takes with a thread for each core.

    pip install -e '.[bench]'
    python tests/benchmarks/speed.py                             # a million words: about ten minutes
    python tests/benchmarks/speed.py --words 1 8                 # millions of words
    python tests/benchmarks/speed.py --words 32 --tools discourse --tasks 'read + index' '1-5-grams'
    python tests/benchmarks/speed.py --baseline ../older         # also another checkout of this library

Up to 8 million words the speeches come in random order. Beyond, sentences are drawn from all of them with a seed, so that
no long passage repeats. The result is written beside this file: `speed.csv` (columns: task, tool, version, note, words,
runs, cpu_s, wall_s: medians; ratio: CPU time over that of this library; peak_mb: peak of the process, less that before the
clock ran, the median; rows: what came out), `speed.png`, a chart of the smallest size, and the table is printed as
Markdown. Two limits of the machine are timed in the same run: `wc -w` on the texts in one file, and one sort of as many
numbers of 64 bits as there are words.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import lzma
import os
import platform
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from speed_tasks import TASKS, Contender

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parents[1]
SPEECHES = HERE.parents[2] / "shared" / "data" / "ungdc_dev_1990_2024.jsonl.xz"
OURS = "discourse"
ALL_THREADS = f"{OURS}, all threads"
LIMITS = "limits of the machine"
REAL_WORDS = 8.3  # millions: so many the speeches have
SENTENCES_OF_TEXT = 110
MEGABYTE = 1 << 20
COLUMNS = (
    "task",
    "tool",
    "version",
    "note",
    "words",
    "runs",
    "cpu_s",
    "wall_s",
    "ratio",
    "peak_mb",
    "rows",
)


# Texts ----------------------------------------------------------------------------------


def read_speeches(path: Path, seed: int) -> list[str]:
    """Return the speeches in random order."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    order = np.random.default_rng(seed).permutation(len(texts))
    return [texts[index] for index in order]


def draw_texts(speeches: list[str], words: int, seed: int) -> list[str]:
    """Return texts of sentences drawn from all speeches, with replacement."""
    sentences = re.split(r"(?<=[.!?])\s+", "\n".join(speeches))
    generator = np.random.default_rng(seed)
    texts: list[str] = []
    count = 0
    while count < words:
        drawn = generator.integers(len(sentences), size=SENTENCES_OF_TEXT)
        text = " ".join([sentences[index] for index in drawn])
        texts.append(text)
        count += len(text.split())
    return texts


def first_texts(speeches: list[str], words: int) -> list[str]:
    """Return the first speeches that have so many words together."""
    counts = np.cumsum([len(text.split()) for text in speeches])
    return speeches[: int(np.searchsorted(counts, words)) + 1]


def write_texts(folder: Path, millions: float, args: argparse.Namespace) -> Path:
    """Write the texts of one size to a file, and return it."""
    speeches = read_speeches(args.speeches, args.seed)
    words = int(millions * 1e6)
    if millions > REAL_WORDS:
        texts = draw_texts(speeches, words, args.seed)
    else:
        texts = first_texts(speeches, words)
    path = folder / f"{millions:g}.json"
    path.write_text(json.dumps(texts), encoding="utf-8")
    (folder / f"{millions:g}.txt").write_text("\n".join(texts), encoding="utf-8")
    return path


# One run, in a process of its own -------------------------------------------------------


def run_once(task: str, tool: str, path: Path) -> dict[str, float]:
    """Time one task by one tool, in this process."""
    contender = TASKS[task][tool]
    texts = json.loads(path.read_text(encoding="utf-8"))
    # Modules that are imported on first use are imported now.
    contender.run(contender.prepare(texts[:12]))
    given = contender.prepare(texts)
    memory = peak_memory()
    cpu_start = time.process_time()
    wall_start = time.perf_counter()
    rows = contender.run(given)
    wall = time.perf_counter() - wall_start
    cpu = time.process_time() - cpu_start
    return {
        "cpu_s": cpu,
        "wall_s": wall,
        "peak_mb": peak_memory() - memory,
        "rows": rows,
    }


def peak_memory() -> float:
    """Peak resident memory of this process, in MB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    is_in_bytes = sys.platform == "darwin"
    return peak / MEGABYTE if is_in_bytes else peak / 1024


@dataclass(frozen=True)
class Setting:
    """How a tool is run.

    Attributes
    ----------
    library : Path
        The checkout of this library.
    has_all_threads : bool
        Whether this library has a thread for each core, not one.
    """

    library: Path = PROJECT
    has_all_threads: bool = False


def run_in_process(
    task: str, tool: str, path: Path, setting: Setting
) -> dict[str, float] | None:
    """Time one task by one tool in a process of its own; None if it fails."""
    environment = dict(os.environ, OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1")
    environment["PYTHONPATH"] = os.pathsep.join([str(setting.library), str(HERE)])
    environment.pop("DISCOURSE_THREADS", None)
    if not setting.has_all_threads:
        environment["DISCOURSE_THREADS"] = "1"
    command = [sys.executable, str(HERE / "speed.py"), "--one", task, tool, str(path)]
    process = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False
    )
    if process.returncode:
        last_line = process.stderr.strip().splitlines()[-1:]
        report(f"{task}, {tool}: {''.join(last_line)}")
        return None
    found: dict[str, float] = json.loads(process.stdout.splitlines()[-1])
    return found


def report(text: str) -> None:
    """Write one line to the terminal."""
    sys.stderr.write(text + "\n")


# All runs -------------------------------------------------------------------------------


def version_of(package: str) -> str:
    """Return the version of a distribution, "" if it is not installed."""
    if package == "python":
        return platform.python_version()
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return ""


def wanted_contenders(
    args: argparse.Namespace, millions: float
) -> list[tuple[str, str, Contender]]:
    """Return task, tool and contender of whatever is to be timed at this size."""
    wanted = []
    for task, contenders in TASKS.items():
        if args.tasks and task not in args.tasks:
            continue
        for tool, contender in contenders.items():
            is_asked = not args.tools or any(tool.startswith(t) for t in args.tools)
            if is_asked and millions <= contender.largest:
                wanted.append((task, tool, contender))
    return wanted


def time_all(args: argparse.Namespace, folder: Path) -> pd.DataFrame:
    """Time everything that was asked for, and return the table."""
    rows = []
    for millions in args.words:
        path = write_texts(folder, millions, args)
        rows += time_limits(path, millions, args.runs)
        for task, tool, contender in wanted_contenders(args, millions):
            settings = {tool: Setting()}
            if tool == OURS:
                settings[ALL_THREADS] = Setting(has_all_threads=True)
            if args.baseline and tool.startswith(OURS):
                settings[f"{tool}, before"] = Setting(args.baseline)
            for name, setting in settings.items():
                row = time_contender(task, tool, path, setting=setting, runs=args.runs)
                if row is None:
                    continue
                row |= {"task": task, "tool": name, "words": int(millions * 1e6)}
                row |= {"version": version_of(contender.package)}
                row |= {"note": contender.note}
                rows.append(row)
                report(f"{millions:g}M {task}, {name}: {row['cpu_s']:.3f} s CPU")
    table = pd.DataFrame(rows).reindex(columns=list(COLUMNS))
    return add_ratios(table)


def time_contender(
    task: str, tool: str, path: Path, *, setting: Setting, runs: int
) -> dict[str, Any] | None:
    """Return the medians of several runs; None if one fails."""
    results = []
    for _ in range(runs):
        result = run_in_process(task, tool, path, setting)
        if result is None:
            return None
        results.append(result)
    medians: dict[str, Any] = {
        name: statistics.median(result[name] for result in results)
        for name in ("cpu_s", "wall_s", "peak_mb")
    }
    medians["rows"] = results[0]["rows"]
    medians["runs"] = runs
    return medians


def time_limits(path: Path, millions: float, runs: int) -> list[dict[str, Any]]:
    """Time what no tool can be faster than by much."""
    words = int(millions * 1e6)
    numbers = np.random.default_rng(0).integers(1 << 62, size=words, dtype=np.uint64)
    text = path.with_suffix(".txt")

    def count_words() -> None:
        subprocess.run(["wc", "-w", str(text)], capture_output=True, check=True)

    def sort_numbers() -> None:
        np.sort(numbers)

    rows = []
    for tool, work in (("wc -w", count_words), ("one sort", sort_numbers)):
        times = [cpu_of(work) for _ in range(runs)]
        row = {"task": LIMITS, "tool": tool, "words": words, "runs": runs}
        rows.append(row | {"cpu_s": statistics.median(times)})
    return rows


def cpu_of(work: Any) -> float:
    """Return the CPU seconds of `work`, those of its child processes included."""
    before = cpu_so_far()
    work()
    return cpu_so_far() - before


def cpu_so_far() -> float:
    """Return the CPU seconds of this process and of its child processes."""
    seconds = 0.0
    for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):
        usage = resource.getrusage(whose)
        seconds += usage.ru_utime + usage.ru_stime
    return seconds


def add_ratios(table: pd.DataFrame) -> pd.DataFrame:
    """Add the CPU time of each row over that of this library for the same work."""
    ours = table[table["tool"] == OURS]
    cpu_of_ours = ours.set_index(["task", "words"])["cpu_s"].to_dict()
    keys = zip(table["task"], table["words"], strict=True)
    own_times = pd.Series([cpu_of_ours.get(key, np.nan) for key in keys])
    table["ratio"] = table["cpu_s"] / own_times
    return table


# What is shown --------------------------------------------------------------------------


def as_markdown(table: pd.DataFrame) -> str:
    """Return the table as Markdown: one row for each task and size, tools by time."""
    lines = [
        "| task | words | CPU seconds: this library | others |",
        "|---|---|---|---|",
    ]
    for (task, words), rows in table.groupby(["task", "words"], sort=False):
        is_ours = rows["tool"].str.startswith(OURS)
        own = "; ".join(describe(row) for row in rows[is_ours].itertuples())
        others = rows[~is_ours].sort_values("cpu_s")
        other = "; ".join(describe(row) for row in others.itertuples())
        lines.append(f"| {task} | {words / 1e6:g}M | {own} | {other} |")
    return "\n".join(lines)


def describe(row: Any) -> str:
    """Return what a row says, as "NLTK 1.31 (x 7.7; no documents)"."""
    if row.tool == ALL_THREADS:
        return f"on the clock {row.wall_s:.2g} with all threads"
    remarks = []
    if row.tool != OURS and np.isfinite(row.ratio):
        remarks.append(f"x {row.ratio:.2g}")
    if isinstance(row.note, str) and row.note:
        remarks.append(row.note)
    name = "" if row.tool == OURS else f"{row.tool.removeprefix(OURS + ', ')} "
    remark = f" ({'; '.join(remarks)})" if remarks else ""
    return f"{name}{row.cpu_s:.2g}{remark}"


def draw(table: pd.DataFrame, path: Path) -> None:
    """Draw the CPU times of the smallest size, one line of the chart a task."""
    from discourse import style

    smallest = table[table["words"] == table["words"].min()]
    smallest = smallest[
        ~smallest["task"].eq(LIMITS) & ~smallest["tool"].eq(ALL_THREADS)
    ]
    tasks = list(smallest["task"].unique())[::-1]
    with style.context():
        figure = style.figure(width="double", height=11 * len(tasks) + 18)
        chart = figure.add_subplot()
        chart.set_xscale("log")
        chart.xaxis.set_major_formatter("{x:g}")
        chart.set_yticks(range(len(tasks)), tasks)
        chart.set_ylim(-0.6, len(tasks) - 0.4)
        chart.margins(x=0.1)
        million = smallest["words"].min() / 1e6
        chart.set_xlabel(f"CPU seconds for {million:g} million words (log scale)")
        for place, task in enumerate(tasks):
            chart.axhline(place, color=style.FAINT, linewidth=0.6, zorder=0)
            for row in smallest[smallest["task"] == task].itertuples():
                draw_point(chart, row, place=place)
        # Labels need to know where points are on the paper.
        figure.canvas.draw()
        for place, task in enumerate(tasks):
            label_points(chart, smallest[smallest["task"] == task], place=place)
        figure.savefig(path, dpi=200, metadata={"Software": None})


def draw_point(chart: Any, row: Any, *, place: int) -> None:
    """Draw one time: a filled dot for this library, open marks for others."""
    from discourse import style

    is_own = row.tool.startswith(OURS)
    colour = style.PALETTE[0] if is_own else style.INK
    chart.plot(
        row.cpu_s,
        place,
        marker="D" if is_own and row.tool != OURS else "o",
        markersize=6 if row.tool == OURS else 4.5,
        color=colour,
        markerfacecolor=colour if row.tool == OURS else "white",
        linestyle="none",
    )


def label_points(chart: Any, rows: pd.DataFrame, *, place: int) -> None:
    """Name the tools of one task, each where no other name stands."""
    taken: list[Any] = []
    for row in rows.sort_values("cpu_s").itertuples():
        name = row.tool.removeprefix(OURS).removeprefix(", ")
        if not name:
            continue
        for offset in (5, -5, 11, -11):
            label = chart.annotate(
                name,
                (row.cpu_s, place),
                xytext=(0, offset),
                textcoords="offset points",
                ha="center",
                va="bottom" if offset > 0 else "top",
                fontsize=6,
            )
            box = label.get_window_extent()
            if not any(box.overlaps(other) for other in taken):
                break
            if offset != -11:
                label.remove()
        taken.append(box)


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--words", type=float, nargs="+", default=[1.0])
    parser.add_argument("--tasks", nargs="+", choices=sorted(TASKS))
    parser.add_argument("--tools", nargs="+")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--baseline", type=Path, help="another checkout of the library")
    parser.add_argument("--speeches", type=Path, default=SPEECHES)
    parser.add_argument("--out", type=Path, default=HERE / "speed.csv")
    parser.add_argument("--redraw", action="store_true", help="from the file of --out")
    parser.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    return parser.parse_args()


def main() -> None:
    args = parse_arguments()
    if args.one:
        task, tool, path = args.one
        sys.stdout.write(json.dumps(run_once(task, tool, Path(path))) + "\n")
        return
    if args.redraw:
        table = pd.read_csv(args.out, keep_default_na=False, na_values={"ratio": [""]})
    else:
        with tempfile.TemporaryDirectory() as folder:
            table = time_all(args, Path(folder))
        table.to_csv(args.out, index=False, float_format="%.4g")
    sys.stdout.write(as_markdown(table) + "\n")
    draw(table, args.out.with_suffix(".png"))


if __name__ == "__main__":
    main()
