"""The commands ``discourse figures`` and ``discourse verify``.

Both work on the study in the current folder (see :mod:`discourse.reproducibility`).
Exit codes:

0. everything succeeded;
1. a notebook or a figure failed, and the others were still done;
2. the command was not understood;
3. an input cannot be used, and the message says what to do;
4. a file or folder could not be read or written.

An interrupted command ends with 130, as is usual, and puts nothing in place.
"""

from __future__ import annotations

import argparse
import sys
import traceback
from collections.abc import Iterable, Sequence
from typing import TextIO

from discourse import reproducibility
from discourse.accelerators import has_kernels
from discourse.errors import DiscourseError, WriteError

__all__ = ["main"]

# argparse itself ends with 2 if it does not understand the command.
SUCCESS = 0
SOME_FAILED = 1
UNUSABLE_INPUT = 3
FILE_ERROR = 4
INTERRUPTED = 130

COMMANDS = {
    "figures": "run notebooks/*.ipynb and rewrite notebooks/ and figures/",
    "verify": "run them elsewhere and compare with what is saved; change nothing",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code.

    Parameters
    ----------
    arguments : sequence of str, optional
        The words after ``discourse``. By default they come from the command line.
    """
    try:
        parser = _argument_parser()
    except DiscourseError as fault:
        _report_fault(str(fault), debug=False)
        return UNUSABLE_INPUT
    options = parser.parse_args(arguments)
    try:
        if options.command == "figures":
            return _run_figures(options.only)
        return _run_verify(options.only)
    except KeyboardInterrupt:
        _write_line("discourse: interrupted; nothing was put in place.", sys.stderr)
        return INTERRUPTED
    except WriteError as fault:
        _report_fault(str(fault), debug=options.debug)
        return FILE_ERROR
    except DiscourseError as fault:
        _report_fault(str(fault), debug=options.debug)
        return UNUSABLE_INPUT
    except OSError as fault:
        _report_fault(_describe_file_error(fault), debug=options.debug)
        return FILE_ERROR
    except Exception as fault:  # noqa: BLE001  a scholar never sees a bare traceback
        message = (
            f"a fault in discourse itself, {type(fault).__name__}: {fault}; "
            "run again with --debug and report it."
        )
        _report_fault(message, debug=options.debug)
        return SOME_FAILED


def _report_fault(message: str, *, debug: bool) -> None:
    """Write the message of the current exception, with its traceback if `debug`."""
    if debug:
        traceback.print_exc(file=sys.stderr)
    _write_line(f"discourse: {message}", sys.stderr)


def _describe_file_error(fault: OSError) -> str:
    """Return the reason that the operating system gives, with the name of the file."""
    reason = fault.strerror if fault.strerror else type(fault).__name__
    if fault.filename:
        return f"{reason}: {fault.filename}"
    return reason


def _argument_parser() -> argparse.ArgumentParser:
    """Return the parser of the two commands and their options."""
    parser = argparse.ArgumentParser(
        prog="discourse",
        description="Run the notebooks of a study, and verify its figures.",
        allow_abbrev=False,
    )
    version = reproducibility.package_versions()["discourse-analysis"]
    kernels = "with compiled kernels" if has_kernels() else "without compiled kernels"
    parser.add_argument(
        "--version", action="version", version=f"discourse {version} ({kernels})"
    )
    commands = parser.add_subparsers(
        dest="command", required=True, metavar="figures | verify"
    )
    for name, purpose in COMMANDS.items():
        command = commands.add_parser(
            name, help=purpose, description=f"{name}: {purpose}.", allow_abbrev=False
        )
        command.add_argument(
            "--only",
            metavar="NAME",
            help="one notebook, or the notebook that makes this figure",
        )
        command.add_argument(
            "--debug", action="store_true", help="show the traceback of an error"
        )
    return parser


def _run_figures(only: str | None) -> int:
    """Run the command ``discourse figures`` and return its exit code.

    `only` is the name of one notebook or figure; None = all notebooks.
    """
    outcomes = reproducibility.rebuild(only=only)
    success_count = _report_outcomes(outcomes)
    _write_line(f"{success_count} of {len(outcomes)} notebooks ran.")
    return SUCCESS if success_count == len(outcomes) else SOME_FAILED


def _run_verify(only: str | None) -> int:
    """Run the command ``discourse verify`` and return its exit code.

    `only` is the name of one notebook or figure; None = all notebooks.
    """
    outcomes = reproducibility.verify(only=only)
    success_count = _report_outcomes(outcomes)
    _write_line(
        f"{success_count} of {len(outcomes)} notebooks and figures agree with what is "
        "saved."
    )
    return SUCCESS if success_count == len(outcomes) else SOME_FAILED


def _report_outcomes(outcomes: Iterable[reproducibility.Outcome]) -> int:
    """Write one line for each outcome, and return how many succeeded."""
    success_count = 0
    for outcome in outcomes:
        status = "ok    " if outcome.succeeded else "FAILED"  # of the same width
        _write_line(f"{status}  {outcome.name}: {outcome.message}")
        if outcome.succeeded:
            success_count += 1
    return success_count


def _write_line(line: str, stream: TextIO | None = None) -> None:
    """Write a line to `stream`, by default to standard output.

    If the console cannot show a character, its escape is written. Otherwise such a
    character would end the command with an error.
    """
    if stream is None:
        stream = sys.stdout
    encoding = stream.encoding if stream.encoding else "utf-8"
    encoded_line = line.encode(encoding, errors="backslashreplace")
    stream.write(f"{encoded_line.decode(encoding)}\n")
    stream.flush()
