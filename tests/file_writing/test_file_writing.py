"""A write that fails destroys nothing and leaves nothing behind."""

from __future__ import annotations

import errno
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from discourse import file_writing
from discourse.errors import OptionError, WriteError
from discourse.file_writing import make_folder, new_files, write_file

posix = pytest.mark.skipif(os.name != "posix", reason="rights and devices of Unix")
OLD = b"old " * 3_750  # 15,000 bytes
# What the system may report while a file is written, and what the message says.
FAULTS = {
    errno.ENOSPC: "the disk is full. Make room",
    errno.EDQUOT: "your share of the disk is full. Make room",
    errno.EFBIG: "a file of this size is not allowed here. Raise the limit",
    errno.EACCES: "you have no right to write there. Write to another folder",
    errno.EPERM: "you have no right to write there. Write to another folder",
    errno.EROFS: "the disk is read-only. Write to another folder",
    errno.EBUSY: "another program uses it. Close it there",
    errno.EIO: "input/output error. Give another file",
}


def fail_at(
    call: str, code: int, monkeypatch: pytest.MonkeyPatch, *, nth: int = 1
) -> None:
    """Let the n-th call of a function of `os` fail with this error."""
    original = getattr(os, call)
    calls = 0

    def failing(*args: object, **options: object) -> object:
        nonlocal calls
        calls += 1
        if calls >= nth:
            raise OSError(code, os.strerror(code))
        return original(*args, **options)

    monkeypatch.setattr(os, call, failing)


def write_all(folder: Path, names: str) -> None:
    """Write a file for each letter, all together."""
    with new_files() as files:
        for name in names:
            files.write(folder / name, b"new")


@pytest.mark.parametrize("code", FAULTS)
@pytest.mark.parametrize("call", ["open", "fsync", "replace"])
def test_a_fault_of_the_system_leaves_the_old_file(
    call: str, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(OLD)
    fail_at(call, code, monkeypatch)
    with pytest.raises(WriteError) as caught:
        write_file(path, b"new")
    monkeypatch.undo()
    message = str(caught.value)
    assert message.startswith(f"{str(path)!r} could not be written: {FAULTS[code]}")
    assert message.endswith("What stood there before is unchanged.")
    assert path.read_bytes() == OLD
    assert list(tmp_path.iterdir()) == [path]


def test_a_first_file_that_fails_leaves_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_at("fsync", errno.ENOSPC, monkeypatch)
    with pytest.raises(WriteError, match=r"Nothing was written\.$"):
        write_file(tmp_path / "a.csv", b"new")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("count", range(1, 6))
@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_of_files_that_belong_together_none_changes_if_one_fails(
    call: str, count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "abd":
        (tmp_path / name).write_bytes(OLD)
    fail_at(call, errno.ENOSPC, monkeypatch, nth=count)
    if call == "replace":
        # Only the replacement itself fails, and not that which takes it back.
        original = file_writing._NewFile.put_in_place
        calls = 0

        def failing(new_file: file_writing._NewFile) -> None:
            nonlocal calls
            calls += 1
            if calls == count:
                raise OSError(errno.EBUSY, "busy")
            original(new_file)

        monkeypatch.undo()
        monkeypatch.setattr(file_writing._NewFile, "put_in_place", failing)
    with pytest.raises(WriteError):
        write_all(tmp_path, "abcde")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b", "d"]
    for name in "abd":
        assert (tmp_path / name).read_bytes() == OLD


def test_old_files_are_kept_where_a_file_has_only_one_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_link(*args: object) -> None:
        raise OSError(errno.EPERM, "no second name")

    monkeypatch.setattr(os, "link", no_link)
    (tmp_path / "a").write_bytes(OLD)
    (tmp_path / "b").mkdir()
    with pytest.raises(WriteError, match="is a folder"):
        write_all(tmp_path, "ab")
    assert (tmp_path / "a").read_bytes() == OLD
    write_all(tmp_path, "ac")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b", "c"]
    assert (tmp_path / "a").read_bytes() == b"new"


@pytest.mark.parametrize(
    "fault", [ValueError("x"), KeyboardInterrupt(), TypeError("null")]
)
def test_an_error_of_the_caller_goes_through_and_changes_nothing(
    fault: BaseException, tmp_path: Path
) -> None:
    (tmp_path / "a").write_bytes(OLD)

    def write_half() -> None:
        with new_files() as files, files.open(tmp_path / "a") as file:
            file.write(b"half")
            raise fault

    with pytest.raises(type(fault)):
        write_half()
    assert (tmp_path / "a").read_bytes() == OLD
    assert len(list(tmp_path.iterdir())) == 1


@posix
def test_rights_stay_those_of_the_old_file_and_are_usual_for_a_new_one(
    tmp_path: Path,
) -> None:
    for rights in (0o600, 0o640, 0o755):
        (tmp_path / "a").write_bytes(OLD)
        (tmp_path / "a").chmod(rights)
        write_file(tmp_path / "a", b"new")
        assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == rights
    (tmp_path / "plain").write_bytes(b"")
    write_file(tmp_path / "new", b"")
    usual = stat.S_IMODE((tmp_path / "plain").stat().st_mode)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == usual


@posix
def test_a_link_stays_and_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a").write_bytes(OLD)
    (tmp_path / "link").symlink_to("data/a")
    (tmp_path / "new").symlink_to("data/b")
    write_file(tmp_path / "link", b"1")
    write_file(tmp_path / "new", b"2")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "data" / "a").read_bytes() == b"1"
    assert (tmp_path / "data" / "b").read_bytes() == b"2"
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(WriteError, match="a link that leads to itself"):
        write_file(tmp_path / "loop", b"3")


@posix
@pytest.mark.parametrize("target", ["/dev/null", "/dev/full", "/dev/stdout", "pipe"])
def test_a_pipe_or_a_device_is_refused(
    target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe")
    Path("link").symlink_to(target)
    for path in (target, "link"):
        if target == "/dev/stdout" and Path(target).is_file():
            pytest.skip("standard output is a file here")
        with pytest.raises(WriteError, match="a pipe, socket or device"):
            write_file(path, b"new")


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("", r"path='': the name of a file was expected"),
        (None, r"path=None: the name of a file was expected"),
        ("nowhere/a.csv", r"there is no folder 'nowhere' to write 'a.csv' to; make it"),
        (".", r"'\.' is a folder; expected the name of a file, such as 'name\.csv'"),
        ("w" * 300, r"could not be written: its name is too long. Give a shorter name"),
        ("a\0b", r"'a\\x00b' cannot name a file.*\(U\+0000\)"),
        ("a\ud800b", r"'a\\ud800b' cannot name a file.*\(U\+D800\)"),
        ("file/a.csv", r"a file of this name exists|there is no folder 'file'"),
    ],
)
def test_a_path_that_names_no_file_is_refused(
    path: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("file").write_bytes(OLD)
    with pytest.raises(WriteError, match=message) as caught:
        write_file(path, b"new")
    assert not isinstance(caught.value, OptionError)
    assert len(str(caught.value)) < 500
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_protected_file_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").write_bytes(OLD)
    # The superuser, who may run the tests, may write everywhere.
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(WriteError, match="the file is protected from writing"):
        write_file(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == OLD


def test_a_name_as_long_as_the_system_allows_is_written(tmp_path: Path) -> None:
    path = tmp_path / ("w" * 255)
    try:
        path.write_bytes(OLD)
    except OSError:
        pytest.skip("names are shorter on this file system")
    assert write_file(path, b"new").read_bytes() == b"new"


def test_a_folder_is_made_or_named(tmp_path: Path) -> None:
    assert make_folder(tmp_path / "a" / "b").is_dir()
    (tmp_path / "file").write_bytes(OLD)
    with pytest.raises(
        WriteError, match=r"could not be made.*a file of this name exists"
    ):
        make_folder(tmp_path / "file" / "b")


# Under a limit on the size of files, 2,000 bytes -----------------------------------------

WRITERS = {
    "a table": "dc.save(table, 'a', folder='.')",
    "a chart": "dc.save(chart, 'a', table=table, caption='x', folder='.')",
    "a lexicon": "lexicon.write('a.toml')",
    "a draft": "dc.draft_lexicon(phrases, 'a.toml')",
}
SETUP = """
import resource
import pandas as pd
import discourse as dc
from discourse import style, tables
words = ["w%d" % number for number in range(1000)]
table = tables.make("search_comparison", {"family": words, "group": "", "search": "plain", "count": 1})
lexicon = dc.Lexicon.read({word: [word] for word in words})
phrases = pd.DataFrame({"term": words, "count": 2, "documents": 1})
chart = None
if "chart" in CALL:
    from matplotlib.figure import Figure
    chart = Figure().add_subplot()
    style.render_picture(chart, "png", dpi=72, metadata={})
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
try:
    exec(CALL)
except dc.DiscourseError as fault:

    import sys
    sys.stdout.write(type(fault).__name__ + ": " + str(fault))
"""


@posix
@pytest.mark.parametrize("call", WRITERS.values(), ids=WRITERS)
def test_over_the_limit_of_a_file_the_old_files_stay(call: str, tmp_path: Path) -> None:
    names = ("a.csv", "a.toml", "a.pdf", "a.png", "a.svg", "a.caption.txt")
    for name in names:
        (tmp_path / name).write_bytes(OLD)
    code = SETUP.replace("CALL", repr(call))
    environment = {**os.environ, "MPLBACKEND": "agg", "PYTHONDONTWRITEBYTECODE": "1"}
    root = str(Path(__file__).parents[2])
    environment["PYTHONPATH"] = os.pathsep.join(
        [root, environment.get("PYTHONPATH", "")]
    )
    command = [sys.executable, "-c", code]
    result = subprocess.run(
        command,
        capture_output=True,
        cwd=tmp_path,
        env=environment,
        check=True,
        text=True,
    )
    assert re.match(
        r"WriteError: '(\S*/)?a\.(csv|toml)' could not be written: a file of this size is not "
        r"allowed here\. .* What stood there before is unchanged\.$",
        result.stdout,
    )
    for name in names:
        assert (tmp_path / name).read_bytes() == OLD
    assert len(list(tmp_path.iterdir())) == len(names)
