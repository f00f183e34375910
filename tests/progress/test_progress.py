"""The bar: when it is shown, what it says, and that one call has one."""

from __future__ import annotations

import inspect
import io
import re
import threading
import time
from collections.abc import Iterable
from functools import partialmethod
from types import SimpleNamespace
from typing import ClassVar

import pytest
from tqdm import tqdm

import discourse
from discourse import progress
from discourse.errors import OptionError
from discourse.progress import name_step, shows_progress, track_progress
from discourse.settings import PROGRESS_DELAY

REAL_TIMER = threading.Timer


class Console(io.StringIO):
    """Messages that go to a terminal, or to a file."""

    def __init__(self, *, is_terminal: bool = True) -> None:
        super().__init__()
        self.is_terminal = is_terminal

    def isatty(self) -> bool:
        return self.is_terminal

    def descriptions(self) -> list[str]:
        """What each state of the bar says is being done."""
        return re.findall(r"\r([^\r:(]+?) ?[:(]", self.getvalue())


class Alarm(threading.Timer):
    """A timer that waits for nothing, in the thread that starts it."""

    seconds: ClassVar[list[float]] = []

    def start(self) -> None:
        self.seconds.append(self.interval)
        self.function()


class Silence(Alarm):
    """A timer whose time never comes."""

    def start(self) -> None:
        pass


@pytest.fixture
def console(monkeypatch: pytest.MonkeyPatch) -> Console:
    """A terminal on which a bar is shown at once."""
    messages = Console()
    # Pytest itself sets sys.stderr before each test, but not what this room sees.
    monkeypatch.setattr(progress, "sys", SimpleNamespace(stderr=messages, modules={}))
    monkeypatch.setattr(tqdm, "__init__", partialmethod(tqdm.__init__, file=messages))
    monkeypatch.setattr(progress.threading, "Timer", Alarm)
    monkeypatch.delenv("DISCOURSE_PROGRESS")
    return messages


def track(items: Iterable[int], description: str = "Adding") -> list[int]:
    numbers = list(items)
    return list(
        track_progress(numbers, description, total=len(numbers), unit="numbers")
    )


@shows_progress
def add_twice(count: int, *, progress: bool = True) -> int:
    first = sum(track(range(count), "Adding once"))
    second = sum(track(range(count), "Adding again"))
    return first + second


@shows_progress
def add_nested(count: int, *, progress: bool = True) -> int:
    numbers = range(count)
    outer = track_progress(numbers, "Outer", total=count, unit="numbers")
    return sum(add_twice(number) for number in outer)


def test_a_bar_says_what_is_done_and_of_how_many(console: Console) -> None:
    assert track(range(5)) == [0, 1, 2, 3, 4]
    assert set(console.descriptions()) == {"Adding"}
    assert "0/5" in console.getvalue()
    assert "numbers" in console.getvalue()


def test_the_bar_is_taken_away(console: Console) -> None:
    track(range(5))
    assert console.getvalue().endswith("\r")
    assert console.getvalue().rsplit("\r", 2)[1].strip() == ""


def test_sizes_say_how_many_are_in_an_item(console: Console) -> None:
    chunks = track_progress(
        ["abc", "de"], "Reading", total=5, unit="letters", sizes=[3, 2]
    )
    assert next(chunks) == "abc"
    assert next(chunks) == "de"
    chunks.close()
    assert "0/5" in console.getvalue()


def test_what_is_short_shows_nothing(
    console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress.threading, "Timer", Silence)
    add_twice(5)
    assert console.getvalue() == ""


def test_what_has_taken_two_seconds_shows_a_bar(console: Console) -> None:
    Alarm.seconds.clear()
    add_twice(5)
    assert Alarm.seconds == [PROGRESS_DELAY] == [2.0]


def test_a_bar_begins_with_what_is_done_by_then(
    console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress.threading, "Timer", Silence)
    numbers = track_progress(range(10), "Adding", total=10, unit="numbers")
    for _ in range(4):
        next(numbers)
    call = progress._current_call.get()
    assert call is not None
    call._open()
    numbers.close()
    assert "3/10" in console.getvalue()


def test_the_bar_comes_while_one_long_step_is_taken(
    console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress.threading, "Timer", REAL_TIMER)
    monkeypatch.setattr(progress, "PROGRESS_DELAY", 0.05)

    @shows_progress
    def wait(*, progress: bool = True) -> None:
        name_step("Waiting")
        for _ in range(200):
            if console.getvalue():
                return
            time.sleep(0.02)

    wait()
    assert "Waiting (00:" in console.getvalue()
    assert console.getvalue().endswith("\r")


def test_a_step_has_a_name(console: Console) -> None:
    @shows_progress
    def add(*, progress: bool = True) -> None:
        name_step("Thinking")
        track(range(3))

    add()
    assert list(dict.fromkeys(console.descriptions())) == ["add", "Thinking", "Adding"]
    name_step("Nothing to see")
    assert "Nothing" not in console.getvalue()


def test_the_loops_of_a_call_share_one_bar(console: Console) -> None:
    assert add_twice(4) == 12
    shown = console.descriptions()
    assert list(dict.fromkeys(shown)) == [
        "add_twice",
        "Adding once",
        "Adding again",
    ]
    assert "\n" not in console.getvalue()


def test_a_loop_inside_another_has_no_bar(console: Console) -> None:
    assert add_nested(4) == 8
    assert set(console.descriptions()) == {"add_nested", "Outer"}


def test_the_next_call_has_a_bar_again(console: Console) -> None:
    add_nested(3)
    console.truncate(0)
    add_twice(3)
    assert "Adding again" in console.descriptions()


def test_progress_false_hides_the_bars_of_everything_inside(console: Console) -> None:
    assert add_nested(4, progress=False) == 8
    assert console.getvalue() == ""
    add_twice(3)
    assert console.getvalue()


def test_the_environment_can_turn_bars_off(
    console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCOURSE_PROGRESS", "off")
    assert add_twice(4) == 12
    assert console.getvalue() == ""


@pytest.mark.parametrize("value", ["yes", "0", ""])
def test_an_odd_variable_is_refused(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("DISCOURSE_PROGRESS", value)
    with pytest.raises(OptionError, match=r"DISCOURSE_PROGRESS is .*'on' or 'off'"):
        add_twice(4)


def test_an_odd_option_is_refused() -> None:
    with pytest.raises(OptionError, match="progress='no'"):
        add_twice(4, progress="no")  # type: ignore[arg-type]


def test_nothing_is_written_to_a_file(
    console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    console.is_terminal = False
    add_twice(4)
    monkeypatch.setattr(progress.sys, "stderr", None)
    add_twice(4)
    assert console.getvalue() == ""


def test_another_thread_shows_nothing(console: Console) -> None:
    sums: list[int] = []
    thread = threading.Thread(target=lambda: sums.append(add_twice(4)))
    thread.start()
    thread.join()
    assert sums == [12]
    assert console.getvalue() == ""


def test_an_error_ends_the_call(console: Console) -> None:
    def stop() -> Iterable[int]:
        yield 1
        raise KeyboardInterrupt

    @shows_progress
    def add_until_stopped(*, progress: bool = True) -> int:
        return sum(track_progress(stop(), "Stopping", total=2, unit="numbers"))

    with pytest.raises(KeyboardInterrupt):
        add_until_stopped()
    assert console.getvalue().endswith("\r")
    console.truncate(0)
    add_twice(3)
    assert "Adding once" in console.descriptions()


def test_a_loop_left_early_ends(console: Console) -> None:
    for _ in track_progress(range(5), "Looking", total=5, unit="numbers"):
        break
    add_twice(3)
    assert "Adding once" in console.descriptions()


def ipython_with(**parts: object) -> SimpleNamespace:
    """What IPython offers inside the shell with these parts."""
    return SimpleNamespace(get_ipython=lambda: SimpleNamespace(**parts))


def notebook(*, can_answer: bool) -> SimpleNamespace:
    """What IPython offers inside a kernel that runs a cell for somebody."""
    request = {"content": {"allow_stdin": can_answer}}
    return ipython_with(kernel=SimpleNamespace(get_parent=lambda: request))


@pytest.mark.parametrize("can_answer", [False, True])
def test_a_notebook_shows_a_bar_if_a_person_runs_it(
    console: Console, monkeypatch: pytest.MonkeyPatch, can_answer: bool
) -> None:
    console.is_terminal = False
    monkeypatch.setitem(
        progress.sys.modules, "IPython", notebook(can_answer=can_answer)
    )
    monkeypatch.setattr(progress, "find_spec", lambda name: None)  # without widgets
    add_twice(4)
    assert bool(console.getvalue()) == can_answer


def test_a_notebook_with_widgets_shows_a_widget(
    console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("ipywidgets")
    from tqdm.notebook import tqdm as widget

    monkeypatch.setitem(progress.sys.modules, "IPython", notebook(can_answer=True))
    assert progress._find_kind_of_bar() is widget


def test_a_console_of_ipython_is_no_notebook(
    console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(progress.sys.modules, "IPython", ipython_with())
    add_twice(4)
    assert console.getvalue()


VERBS = sorted(
    name
    for name in discourse.__all__
    if inspect.isfunction(getattr(discourse, name))
    and "progress" in inspect.signature(getattr(discourse, name)).parameters
)


@pytest.mark.parametrize("name", VERBS)
def test_a_verb_reads_the_option_before_all_others(name: str) -> None:
    verb = getattr(discourse, name)
    required = [
        parameter.name
        for parameter in inspect.signature(verb).parameters.values()
        if parameter.default is parameter.empty
        and parameter.kind is not parameter.VAR_KEYWORD
    ]
    arguments = dict.fromkeys(required)
    with pytest.raises(OptionError, match="progress='no'"):
        verb(**arguments, progress="no")


def test_every_verb_on_a_corpus_has_the_option() -> None:
    """Each may have to find the words of the corpus first, which takes long."""
    without = set()
    for name in discourse.__all__:
        thing = getattr(discourse, name)
        if (
            inspect.isfunction(thing)
            and "corpus" in inspect.signature(thing).parameters
        ):
            without.add(name)
    assert without - set(VERBS) == {"mask_changes"}  # it gives the option to its verb
