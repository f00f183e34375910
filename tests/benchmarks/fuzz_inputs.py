"""Does any input bring out more than an error of this library? A fuzzer, to be run by hand.

Small valid inputs (folders of texts, CSV, JSON Lines, Parquet, lexicons, patterns, saved tables) are changed at random
and read. Each case must give a result or a DiscourseError, within 5 seconds of CPU time and 500 MB of memory, and without
a warning. What does anything else is a finding: it is printed, and its input is kept in a folder.

    python tests/benchmarks/fuzz_inputs.py                       # ten minutes
    python tests/benchmarks/fuzz_inputs.py --minutes 60 --seed 7 # another hour
    python tests/benchmarks/fuzz_inputs.py --kinds pattern load  # some kinds only
    python tests/benchmarks/fuzz_inputs.py --seed 7 --case 1234  # one case again, with its traceback

A case depends on the seed and its number only. The cases run in a process of their own, so that one that hangs, or dies,
ends nothing else. The script ends with status 1 if there is a finding.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

import pandas as pd

import discourse as dc
from discourse.matching import find_levels, find_mentions

MAX_CPU_SECONDS = 5
MAX_WALL_SECONDS = 120  # a case that waits for ever uses no CPU time
MAX_GROWTH = 500_000_000  # bytes
ADDRESS_SPACE = 6_000_000_000  # bytes; what asks for more gets a MemoryError
CASES_OF_A_PROCESS = 200

SIGNS = [
    *"ab'*|()?<>!@~-,.&\\ \n\"“’—路人_%#+[]{}=/:;^$0123",
    "<2>", "<20>", "<3!>", "<3,>", "(a|b)", "(a)?", "@s", "@t", " NOT ", " OR ", " NEAR/5 ", "*" * 50, "(" * 60, "w1 ",
    "\u0301", "\xad", "\0", "\ud800", "\ufffe", "İ", "ﬁ", "😀", "a" * 300,
]  # fmt: skip
WORDS = [
    "win-win",
    "community",
    "of",
    "a",
    "shared",
    "future",
    "路",
    "命运共同体",
    "BRI",
    "w1",
    "5,000",
    "U.S.",
    "don’t",
]
BETWEEN = [
    " ",
    " ",
    " ",
    "\n",
    "\n\n",
    ". ",
    ", ",
    " — ",
    "\r\n",
    "\t",
    "",
    " (",
    ") ",
    "“",
    "\0",
    "\x85",
    "\u2028",
]
TOKENS = [
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\x92", b"\xed\xa0\x80", b"\r", b"\n\n", b'"', b",", b";", b"\t", b"[" * 3000,
    b"{" * 3000, b"9" * 400, b"1e999", b"-1", b"NaN", b"null", b"true", b"=1+1", b"'=", b"@x", b"sep=;\n", b"---\n",
    b"doc", b"id", b"text", b"2020-13-45", b"<b>", b"&#0;", b"&amp;", b"\xe8\xb7\xaf", b"<!DOCTYPE", b"{}", b"[]",
]  # fmt: skip


def say(text: str) -> None:
    """Write a line to the screen, or to the process that watches."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


class TooSlow(BaseException):
    """A case took more CPU time than it may."""


# ----------------------------------------------------------------------------------------------------------------------
# Changes at random


def text_of(rng: random.Random, most: int = 60) -> str:
    parts = []
    for _ in range(rng.randrange(most)):
        parts += [rng.choice(WORDS), rng.choice(BETWEEN)]
    return "".join(parts) * rng.choice([1, 1, 1, 1, 1, 200])


def change(rng: random.Random, content: bytes) -> bytes:
    """Change bytes at a few places, or none."""
    for _ in range(rng.choice([0, 0, 0, 1, 1, 2, 8])):
        start = rng.randrange(len(content) + 1)
        end = min(len(content), start + rng.choice([0, 1, 1, 4, 50, 1000]))
        part = content[start:end]
        new = rng.choice([
            b"", rng.choice(TOKENS), rng.choice(TOKENS), part + part, part * 100, bytes([rng.randrange(256)]), part[::-1],
        ])  # fmt: skip
        content = content[:start] + new + content[end:]
    return content[:2_000_000]


def name_of(rng: random.Random, ending: str) -> str:
    stems = [
        "a",
        "b c",
        "China_2020",
        "CHN_45_1990",
        "路",
        "=x",
        "~$a",
        "._a",
        "a.b",
        " a",
        "é",
        "CON",
        "x" * 200,
        "#",
        "%20",
    ]
    endings = [ending.upper(), "", ".gz", ".bak"] if rng.random() < 0.2 else [ending]
    return rng.choice(stems) + rng.choice(endings)


def cell_of(rng: random.Random) -> object:
    return rng.choice([
        text_of(rng, 4), text_of(rng, 4), rng.randrange(-5, 3000), rng.random(), None, float("nan"), float("inf"), True,
        "2020-01-02", "=1+1", "'=x", "", " ", 10**30, pd.Timestamp("2020-01-02"), ["x"], {"a": 1}, b"x",
    ])  # fmt: skip


def frame_of(rng: random.Random) -> pd.DataFrame:
    names = [
        "id",
        "text",
        "year",
        "date",
        "country",
        "doc",
        "words",
        "Text",
        "id ",
        "=x",
        "路",
    ]
    columns = rng.sample(names, rng.randrange(1, 6))
    # Nearly always what is needed is there.
    if rng.random() < 0.9:
        columns = list(dict.fromkeys(["id", "text", *columns]))
    rows = range(rng.randrange(6))
    strangeness = rng.choice([0, 0.05, 0.5])
    return pd.DataFrame({
        name: pd.Series([cell_of(rng) if rng.random() < strangeness else f"{name} {row}" for row in rows], dtype=object)
        for name in columns
    })  # fmt: skip


# ----------------------------------------------------------------------------------------------------------------------
# Kinds of cases: each makes an input in a folder, and reads it


def use(corpus: dc.Corpus, rng: random.Random) -> None:
    """Do with a corpus what a scholar does first."""
    repr(corpus)
    repr(corpus.suspected)
    repr(corpus.refused)
    by = rng.choice([None, "doc", *map(str, corpus.documents.columns)])
    dc.frequencies(corpus, "win-win", by=by)
    dc.kwic(corpus, "community")


def options_of(rng: random.Random) -> dict[str, object]:
    # Most files are not as they should be; the others are read in spite of them.
    options: dict[str, object] = {"on_error": "report"} if rng.random() < 0.7 else {}
    for name, values in {
        "on_error": ["raise", "report"],
        "encoding": ["utf-8", "cp1252", "utf-16", "shift_jis", "no-such"],
        "names": ["{country}_{session}_{year}", "{a}", "{", "{doc}", "*"],
        "heads": [False],
        "text": ["text", "Text", "no"],
        "paragraphs": ["line", "blank", "auto"],
        "traditional_as_simplified": [True],
    }.items():
        if rng.random() < 0.05:
            options[name] = rng.choice(values)
    return options


def case_folder(rng: random.Random, folder: Path) -> None:
    for _ in range(rng.randrange(1, 5)):
        ending, sample = rng.choice([
            (".txt", text_of(rng)),
            (".txt", text_of(rng)),
            (".txt", "Title: A visit\nDate: 2023-06-12\n\n" + text_of(rng)),
            (".txt", "---\ntitle: A visit\ntags: [a, b]\n---\n" + text_of(rng)),
            (".txt", text_of(rng)),
            (".md", "# Head\n\n" + text_of(rng)),
            (".html", f"<html><body><h1>x</h1><p>{text_of(rng)}</p></body></html>"),
            (".xml", f"<?xml version='1.0'?><a><p>{text_of(rng)}</p></a>"),
            (".rtf", "{\\rtf1 " + text_of(rng, 5) + "}"),
            (".pdf", "%PDF-1.4\n" + text_of(rng, 5)),
            (".docx", "PK\x03\x04" + text_of(rng, 5)),
        ])  # fmt: skip
        content = change(
            rng,
            sample.encode(rng.choice(["utf-8"] * 6 + ["utf-16", "gbk"]), "replace"),
        )
        inner = folder / rng.choice([".", ".", "China", "a b"])
        inner.mkdir(exist_ok=True)
        (inner / name_of(rng, ending)).write_bytes(content)
    what: object = rng.choice(
        [folder, f"{folder}/*.txt", f"{folder}/**/*", sorted(folder.iterdir())]
    )
    use(dc.read(what, **options_of(rng)), rng)  # type: ignore[arg-type]


def case_table(rng: random.Random, folder: Path) -> None:
    frame = frame_of(rng)
    kind = rng.choice(
        ["csv", "csv", "tsv", "jsonl", "jsonl", "json", "parquet", "frame"]
    )
    path = folder / f"x.{kind}"
    if kind == "frame":
        use(dc.read(frame, **options_of(rng)), rng)  # type: ignore[arg-type]
        return
    if kind == "parquet":
        stream = io.BytesIO()
        frame.astype(str).to_parquet(stream)
        content = stream.getvalue()
    elif kind in ("csv", "tsv"):
        separator = rng.choice([",", ";", "\t"])
        content = frame.to_csv(index=False, sep=separator).encode("utf-8", "replace")
    else:
        rows = [json.dumps(row, default=str) for row in frame.to_dict("records")]
        content = (
            "\n".join(rows) if kind == "jsonl" else f"[{','.join(rows)}]"
        ).encode()
    path.write_bytes(change(rng, content))
    if rng.random() < 0.3:
        (folder / "texts").mkdir()
        (folder / "texts" / "a.txt").write_text(
            text_of(rng, 5).encode("utf-8", "replace").decode(), encoding="utf-8"
        )
        use(dc.read(folder / "texts", metadata=path), rng)
        return
    use(dc.read(path, **options_of(rng)), rng)  # type: ignore[arg-type]


def pattern_of(rng: random.Random) -> str:
    """A pattern: most are valid, and repeat a few words with signs between them."""
    if rng.random() < 0.3:
        return "".join(rng.choices(SIGNS, k=rng.randrange(14))) * rng.choice(
            [1, 1, 2, 1000]
        )
    words = ["a", "b", "w1", "*", "a*", "(a|b)", "(a|b c)", "人", "@s", "a-b", "(a )?b"]
    between = [
        " ",
        " ",
        " ",
        " <2> ",
        " <20> ",
        " <3!> ",
        " <3,> ",
        "-",
        ", ",
        "~",
        "( x)? ",
        "",
        "(-| )",
    ]
    parts = [rng.choice(words)]
    for _ in range(rng.randrange(8)):
        parts += [rng.choice(between), rng.choice(words)]
    pattern = "".join(parts)
    return " ".join([pattern] * rng.choice([1, 1, 1, 2, 10, 500]))


CORPORA: list[dc.Corpus] = []


def corpora() -> list[dc.Corpus]:
    """Texts in which patterns that repeat cost the most, made once in a process."""
    if not CORPORA:
        rng = random.Random(0)
        texts = [
            "w1 " * 20_000,
            "a. " * 20_000,
            "a, " * 20_000,
            "人" * 20_000,
            " ".join(rng.choices(["a", "b", "a-b", "c"], k=20_000)),
            "",
        ]
        CORPORA.extend(dc.Corpus.from_texts({"d": text, "e": "a b"}) for text in texts)
    return CORPORA


def search(rng: random.Random, formulas: object) -> None:
    corpus = rng.choice(corpora())
    lexicon = (
        formulas if isinstance(formulas, dc.Lexicon) else dc.Lexicon.read(formulas)
    )  # type: ignore[arg-type]
    hits = find_mentions(corpus, lexicon)
    find_levels(corpus, lexicon, hits)
    repr(lexicon)
    if len(hits) < 5000:
        dc.mentions(corpus, lexicon)


def case_pattern(rng: random.Random, folder: Path) -> None:
    pattern = pattern_of(rng)
    (folder / "pattern.txt").write_text(repr(pattern), encoding="utf-8")
    slots = {"s": pattern_of(rng), "t": rng.choice(["a", "@s", "(a|b)"])}
    phrase = dc.Phrase(
        pattern, slots=slots, case=rng.choice(["any", "any", "upper", "capital"])
    )
    repr(phrase)
    _ = phrase.plain, phrase.scripts
    corpus = rng.choice(corpora())
    dc.frequencies(corpus, phrase)
    verb: Callable[..., object] = rng.choice(
        [
            dc.kwic,
            dc.collocates,
            dc.variants,
            dc.positions,
            dc.search_comparison,
            dc.lexicon_check,
        ]
    )
    verb(dc.Corpus.from_texts({"d": text_of(rng), "e": "a b w1 w1"}), phrase)


def case_lexicon(rng: random.Random, folder: Path) -> None:
    patterns = [
        pattern_of(rng)
        if rng.random() < 0.3
        else rng.choice(["a b", "w1 w1", "a (b)?", "人*", "win-win"])
        for _ in range(3)
    ]
    toml = f"""[slots]
s = "(a|b)"
[families.f]
label = "F"
gloss = "a (b); c"
zh = "命运"
used = {{ from = 2013, note = "x" }}
patterns = [{json.dumps(patterns[0])}, {{ p = {json.dumps(patterns[1])}, status = "variant", strict = false, case = "upper" }}]
not = [{json.dumps(patterns[2])}]
[families.f.levels]
x = ["a", "@s"]
"""
    table = (
        "family,pattern,id,status,years,strict,case,note,label,gloss,not\n"
        + "".join(f'f,"{pattern}",,,2013,yes,any,n,L,G,\n' for pattern in patterns)
    )
    kind = rng.choice(["toml", "csv", "dict"])
    if kind == "dict":
        item: object = rng.choice(
            [
                patterns,
                patterns[0],
                {"patterns": patterns, "not": [patterns[0]]},
                3,
                None,
                [[1]],
                {"x": cell_of(rng)},
            ]
        )
        search(
            rng,
            {rng.choice(["f", "", "\ud800", " f", "=f", "x" * 300]): item, "g": ["a"]},
        )
        return
    path = folder / f"x.{kind}"
    path.write_bytes(
        change(rng, (toml if kind == "toml" else table).encode("utf-8", "replace"))
    )
    lexicon = dc.Lexicon.read(path)
    search(rng, lexicon)
    lexicon.write(folder / "again.toml")
    assert dc.Lexicon.read(folder / "again.toml").names == lexicon.names


def case_load(rng: random.Random, folder: Path) -> None:
    corpus = dc.Corpus.from_texts(
        {
            "d": "win-win for a community, a win-win.",
            "=e": text_of(rng, 20),
            "f": "w1 a b",
        }
    )
    make: Callable[[], pd.DataFrame] = rng.choice([
        lambda: dc.frequencies(corpus, {"win": ["win-win"], "@x": ["a b"]}, by="doc"),
        lambda: dc.mentions(corpus, "win-win"),
        lambda: dc.kwic(corpus, "win-win"),
        lambda: dc.ngrams(corpus, n=(1, 2)),
        lambda: dc.diversity(corpus),
        lambda: dc.dispersion(corpus, "win-win"),
    ])  # fmt: skip
    paths = dc.save(make(), "x", folder=folder)
    path = next(iter(paths.values()))
    path.write_bytes(change(rng, path.read_bytes()))
    table = dc.load(path)
    repr(table)
    second = next(iter(dc.save(table, "y", folder=folder).values()))
    pd.testing.assert_frame_equal(pd.DataFrame(dc.load(second)), pd.DataFrame(table))


KINDS: dict[str, Callable[[random.Random, Path], None]] = {
    "folder": case_folder,
    "table": case_table,
    "pattern": case_pattern,
    "lexicon": case_lexicon,
    "load": case_load,
}


# ----------------------------------------------------------------------------------------------------------------------
# The process that runs the cases


def run_case(seed: int, number: int, kinds: list[str], folder: Path) -> tuple[str, str]:
    """Run one case; give its kind and what came of it: "fine", "refused" or a finding."""
    rng = random.Random(f"{seed}/{number}")
    kind = rng.choice(kinds)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    signal.setitimer(signal.ITIMER_PROF, MAX_CPU_SECONDS)
    outcome = "fine"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            KINDS[kind](rng, folder)
    except dc.DiscourseError as fault:
        outcome = "refused"
        if not str(fault).strip() or len(str(fault)) > 20_000:
            outcome = f"a message of {len(str(fault))} characters"
    except TooSlow:
        outcome = f"more than {MAX_CPU_SECONDS} s\n{traceback.format_exc(limit=-6)}"
    except (Exception, MemoryError):  # noqa: BLE001 # whatever it is, it is a finding
        outcome = traceback.format_exc(limit=-6)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    growth = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    if growth > MAX_GROWTH:
        outcome = f"{growth / 1e6:,.0f} MB more memory; {outcome}"
    return kind, outcome


def work(seed: int, first: int, kinds: list[str], folder: Path) -> None:
    """Run cases one after the other, and write a line of JSON before and after each."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TooSlow

    signal.signal(signal.SIGPROF, stop)
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    for number in range(first, first + CASES_OF_A_PROCESS):
        place = folder / str(number)
        place.mkdir()
        say(json.dumps({"begins": number}))
        kind, outcome = run_case(seed, number, kinds, place)
        if outcome in ("fine", "refused"):
            shutil.rmtree(place, ignore_errors=True)
        say(json.dumps({"number": number, "kind": kind, "outcome": outcome}))


# ----------------------------------------------------------------------------------------------------------------------
# The process that watches


def lines_of(process: subprocess.Popen[str]) -> Iterator[dict[str, object]]:
    """Give the lines of a process; stop it if it writes none for a long time."""
    assert process.stdout is not None

    def stop(_signal: int, _frame: FrameType | None) -> None:
        process.kill()

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(MAX_WALL_SECONDS)
    for line in process.stdout:
        signal.alarm(MAX_WALL_SECONDS)
        yield json.loads(line)
    signal.alarm(0)
    process.wait()


def watch(seed: int, minutes: float, cases: int | None, kinds: list[str]) -> int:
    """Run cases until the time is over; give the number of findings."""
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    deadline = time.monotonic() + 60 * minutes
    counts: Counter[tuple[str, str]] = Counter()
    findings: Counter[str] = Counter()
    first = 0

    def tell(number: int, kind: str, outcome: str) -> None:
        summary = outcome.strip().splitlines()[-1]
        findings[f"{kind}: {summary[:150]}"] += 1
        say(f"\nFINDING, {kind}: {outcome.strip()}")
        say(f"its input: {folder / str(number)}")
        say(
            f"again: python {sys.argv[0]} --seed {seed} --kinds {' '.join(kinds)} --case {number}"
        )

    while time.monotonic() < deadline and (cases is None or first < cases):
        command = [
            sys.executable,
            __file__,
            "--work",
            str(first),
            "--seed",
            str(seed),
            "--folder",
            str(folder),
            "--kinds",
            *kinds,
        ]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        running = first
        for line in lines_of(process):
            if "begins" in line:
                running = int(str(line["begins"]))
                if time.monotonic() > deadline or (
                    cases is not None and running >= cases
                ):
                    process.terminate()
                    break
                continue
            kind, outcome = str(line["kind"]), str(line["outcome"])
            counts[kind, outcome if outcome in ("fine", "refused") else "findings"] += 1
            if outcome not in ("fine", "refused"):
                tell(running, kind, outcome)
            running += 1
        else:
            if running < first + CASES_OF_A_PROCESS:
                tell(
                    running,
                    "any",
                    f"the process ended (status {process.returncode}) or hung",
                )
                running += 1
        signal.alarm(0)
        process.wait()
        first = running
    say(f"\n{sum(counts.values()):,} cases, seed {seed}")
    for kind in kinds:
        numbers = ", ".join(
            f"{counts[kind, outcome]:,} {outcome}"
            for outcome in ("fine", "refused", "findings")
        )
        say(f"  {kind}: {numbers}")
    for text, count in findings.most_common():
        say(f"  {count} x {text}")
    if not findings:
        shutil.rmtree(folder, ignore_errors=True)
    return sum(findings.values())


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__.splitlines()[0] if __doc__ else ""
    )
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--cases", type=int, help="stop after so many cases")
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=list(KINDS))
    parser.add_argument("--case", type=int, help="run this one case again")
    parser.add_argument("--work", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work is not None:
        work(options.seed, options.work, options.kinds, options.folder)
        return 0
    if options.case is not None:
        folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
        signal.signal(signal.SIGPROF, signal.default_int_handler)
        kind, outcome = run_case(options.seed, options.case, options.kinds, folder)
        say(f"{kind}: {outcome}\nits input: {folder}")
        return int(outcome not in ("fine", "refused"))
    return int(watch(options.seed, options.minutes, options.cases, options.kinds) > 0)


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    sys.exit(main())
