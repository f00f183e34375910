"""The commands: ``discourse figures`` and ``discourse verify``.

Both work on the study in the current folder (see :mod:`discourse.reproducibility`). Exit codes:

0. all is well;
1. some notebook or figure failed, the rest was done;
2. the command was not understood;
3. what was given cannot be used, and the message says what to do;
4. a file or folder could not be read or written.

An interrupted command ends with 130, as is usual, and has put nothing in place.
"""

from __future__ import annotations

import argparse
import sys
import traceback
from collections.abc import Iterable, Sequence
from typing import TextIO

from discourse import reproducibility
from discourse.errors import DiscourseError

__all__ = ["main"]

DONE, PARTLY, BAD_INPUT, BAD_FILE, INTERRUPTED = (
    0,
    1,
    3,
    4,
    130,
)  # argparse ends with 2 by itself


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code.

    Parameters
    ----------
    arguments : sequence of str, optional
        Words after ``discourse``; those of the command line if not given.
    """
    asked = _parser().parse_args(arguments)
    try:
        return (
            _figures(asked.only) if asked.command == "figures" else _verify(asked.only)
        )
    except KeyboardInterrupt:
        return _failed(
            "interrupted; nothing was put in place.", INTERRUPTED, debug=False
        )
    except DiscourseError as fault:
        return _failed(str(fault), BAD_INPUT, debug=asked.debug)
    except OSError as fault:
        place = f": {fault.filename}" if fault.filename else ""
        return _failed(
            f"{fault.strerror or type(fault).__name__}{place}",
            BAD_FILE,
            debug=asked.debug,
        )
    except Exception as fault:  # noqa: BLE001  the last resort: a scholar is never shown a bare traceback
        told = f"a fault in discourse itself, {type(fault).__name__}: {fault}; run again with --debug and report it."
        return _failed(told, PARTLY, debug=asked.debug)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="discourse",
        description="Run the notebooks of a study, and verify its figures.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"discourse {reproducibility.versions()['discourse-analysis']}",
    )
    commands = parser.add_subparsers(
        dest="command", required=True, metavar="figures | verify"
    )
    told = {
        "figures": "run notebooks/*.ipynb and rewrite notebooks/ and figures/",
        "verify": "run them elsewhere and compare with what is saved; change nothing",
    }
    for name, what in told.items():
        command = commands.add_parser(
            name, help=what, description=f"{name}: {what}.", allow_abbrev=False
        )
        command.add_argument(
            "--only",
            metavar="NAME",
            help="one notebook, or the notebook that makes this figure",
        )
        command.add_argument(
            "--debug", action="store_true", help="show the trace of an error"
        )
    return parser


def _figures(only: str | None) -> int:
    outcomes = reproducibility.rebuild(only=only)
    failed = _report(outcomes)
    _say(f"{len(outcomes) - failed} of {len(outcomes)} notebooks ran.")
    return PARTLY if failed else DONE


def _verify(only: str | None) -> int:
    outcomes = reproducibility.verify(only=only)
    failed = _report(outcomes)
    _say(
        f"{len(outcomes) - failed} of {len(outcomes)} notebooks and figures agree with what is saved."
    )
    return PARTLY if failed else DONE


def _report(outcomes: Iterable[reproducibility.Outcome]) -> int:
    failed = 0
    for outcome in outcomes:
        failed += not outcome.good
        _say(
            f"{'ok    ' if outcome.good else 'FAILED'}  {outcome.name}: {outcome.message}"
        )
    return failed


def _failed(message: str, code: int, *, debug: bool) -> int:
    if debug:
        traceback.print_exc(file=sys.stderr)
    _say(f"discourse: {message}", sys.stderr)
    return code


def _say(line: str, stream: TextIO | None = None) -> None:
    # A console that cannot show a letter shows its escape; it must not end the command.
    to = sys.stdout if stream is None else stream
    encoding = to.encoding or "utf-8"
    to.write(line.encode(encoding, errors="backslashreplace").decode(encoding) + "\n")
    to.flush()
