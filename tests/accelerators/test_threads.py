"""Work in threads: order, limits, errors and an early end."""

from __future__ import annotations

import os
import signal
import threading
import time

import pytest

from discourse.accelerators.threads import count_threads, map_in_threads
from discourse.errors import OptionError

VARIABLE = "DISCOURSE_THREADS"


@pytest.mark.parametrize("threads", ["1", "2", "5"])
def test_results_come_in_the_order_of_items(
    monkeypatch: pytest.MonkeyPatch, threads: str
) -> None:
    monkeypatch.setenv(VARIABLE, threads)

    def wait_and_square(number: int) -> int:
        time.sleep(0.002 if number % 2 else 0)
        return number**2

    squares = list(map_in_threads(wait_and_square, range(30)))
    assert squares == [number**2 for number in range(30)]
    assert list(map_in_threads(wait_and_square, [])) == []


def test_the_variable_limits_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "3")
    assert count_threads() == 3
    monkeypatch.delenv(VARIABLE)
    assert count_threads() >= 1


@pytest.mark.parametrize("wrong", ["0", "-1", "two", "", "1.5", "²"])
def test_a_wrong_number_is_refused(monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    monkeypatch.setenv(VARIABLE, wrong)
    with pytest.raises(OptionError, match=r"DISCOURSE_THREADS is .*, expected a whole"):
        count_threads()


def test_one_thread_is_the_callers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "1")
    names = set(map_in_threads(lambda _: threading.current_thread(), range(4)))
    assert names == {threading.current_thread()}


@pytest.mark.parametrize("threads", ["1", "2"])
def test_an_error_reaches_the_caller(
    monkeypatch: pytest.MonkeyPatch, threads: str
) -> None:
    monkeypatch.setenv(VARIABLE, threads)

    def refuse_three(number: int) -> int:
        if number == 3:
            raise ValueError("three")
        return number

    results = map_in_threads(refuse_three, range(100))
    assert [next(results) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(ValueError, match="three"):
        next(results)


def test_an_early_end_begins_nothing_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "2")
    begun = []
    results = map_in_threads(begun.append, range(1000))
    next(results)
    results.close()
    assert len(begun) < 10


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot send Ctrl-C to oneself")
@pytest.mark.parametrize("threads", ["1", "2"])
def test_an_interrupt_is_noticed_while_threads_work(
    monkeypatch: pytest.MonkeyPatch, threads: str
) -> None:
    monkeypatch.setenv(VARIABLE, threads)
    threads_before = threading.active_count()
    # What runs in the background of a shell ignores Ctrl-C.
    handler = signal.signal(signal.SIGINT, signal.default_int_handler)
    interrupt = threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT))
    interrupt.start()
    begun = []

    def begin_and_wait(number: int) -> None:
        begun.append(number)
        time.sleep(0.05)

    with pytest.raises(KeyboardInterrupt):
        list(map_in_threads(begin_and_wait, range(1000)))
    signal.signal(signal.SIGINT, handler)
    assert len(begun) < 1000
    interrupt.join()
    assert threading.active_count() == threads_before
    assert list(map_in_threads(str, [1, 2])) == ["1", "2"]
