"""The kernels under the sanitizers of the compiler: no access outside an array.

A copy of the package gets a library that checks every index, and every access to
memory. The tests of this folder run with the copy, in a process of their own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

import discourse

PACKAGE = Path(discourse.__file__).parent
ROOT = Path(__file__).parents[2]
FLAGS = [
    "-std=c99",
    "-g",
    "-O1",
    "-fno-omit-frame-pointer",
    "-fsanitize=address,undefined",
    "-fno-sanitize-recover=all",
    "-DDISCOURSE_CHECK_BOUNDS",
    "-DPy_LIMITED_API=0x030B0000",
    "-shared",
    "-fPIC",
]
# It starts a process without the library that the sanitizer needs before all others.
LEFT_OUT = (
    "tests/accelerators/test_compiled_kernels.py::test_python_alone_writes_nothing"
)
SECONDS = 1800


def run(command: list[str], **options: object) -> subprocess.CompletedProcess[str]:
    """Run a command, and return what it wrote."""
    return subprocess.run(  # type: ignore[call-overload, no-any-return]
        command, capture_output=True, text=True, timeout=SECONDS, **options
    )


def find_sanitizer() -> tuple[str, str]:
    """Return the compiler, and the library that is to be loaded first."""
    compiler = shutil.which("gcc")
    if not sys.platform.startswith("linux") or compiler is None:
        pytest.skip("no gcc on Linux, whose sanitizers are used")
    library = run([compiler, "-print-file-name=libasan.so"]).stdout.strip()
    if not Path(library).is_file():
        pytest.skip("this gcc has no library of the address sanitizer")
    return compiler, library


def copy_with_checks(compiler: str, folder: Path) -> None:
    """Copy package and tests into a folder, with a library that checks itself."""
    ignored = shutil.ignore_patterns("_kernels*.so", "__pycache__")
    shutil.copytree(PACKAGE, folder / "discourse", ignore=ignored)
    shutil.copytree(
        ROOT / "tests" / "accelerators",
        folder / "tests" / "accelerators",
        ignore=shutil.ignore_patterns("__pycache__", Path(__file__).name),
    )
    for helper in (ROOT / "tests").glob("*.py"):
        if not helper.name.startswith("test_"):
            shutil.copy(helper, folder / "tests")
    shutil.copy(ROOT / "pyproject.toml", folder)
    # The texts of which all tables are compared.
    shutil.copytree(ROOT / "notebooks" / "data", folder / "notebooks" / "data")
    room = folder / "discourse" / "accelerators"
    built = run(
        [
            compiler,
            *FLAGS,
            "-I" + sysconfig.get_paths()["include"],
            *sorted(str(source) for source in room.glob("*.c")),
            "-o",
            str(room / "_kernels.abi3.so"),
        ]
    )
    if built.returncode:
        pytest.fail(built.stderr)


@pytest.mark.slow
def test_no_kernel_leaves_its_arrays(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if not list((PACKAGE / "accelerators").glob("*.c")):
        pytest.skip("the package was installed without the source of the kernels")
    compiler, library = find_sanitizer()
    copy_with_checks(compiler, tmp_path)
    environment = dict(os.environ)
    environment.pop("DISCOURSE_ACCELERATORS", None)
    environment |= {
        "LD_PRELOAD": library,
        # Python keeps memory until it ends. Where there is not enough memory, a kernel
        # is told so, as it is without the sanitizer.
        "ASAN_OPTIONS": "detect_leaks=0:allocator_may_return_null=1",
        "PYTHONPATH": str(tmp_path),
    }
    question = "import discourse.accelerators as room; print(room.has_kernels(), room.__file__)"
    answer = run([sys.executable, "-c", question], cwd=tmp_path, env=environment)
    assert answer.stdout.startswith(f"True {tmp_path}"), answer.stderr
    profile = request.config.getoption("--hypothesis-profile") or "fast"
    tests = run(
        [
            sys.executable,
            *("-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist"),
            "--capture=sys",  # the sanitizer writes behind the back of Python
            f"--hypothesis-profile={profile}",
            *("--deselect", LEFT_OUT, "tests/accelerators"),
        ],
        cwd=tmp_path,
        env=environment,
    )
    assert tests.returncode == 0, tests.stdout[-3000:] + tests.stderr[-6000:]
    assert "skipped" not in tests.stdout
