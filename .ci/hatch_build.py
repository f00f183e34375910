"""Compile the kernels of ``discourse/accelerators`` where there is a C compiler.

Without one the package is built all the same, without kernels, and numpy does the work.
"""

from __future__ import annotations

import os
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from packaging.tags import sys_tags
from setuptools import Distribution, Extension
from setuptools.command.build_ext import build_ext

ROOM = "discourse/accelerators"
MODULE = "discourse.accelerators._kernels"
# One wheel serves this version of Python and each later one.
LIMITED_API = 0x030B0000
OLDEST_PYTHON = "cp311"
# A product and a sum are rounded one after the other on every processor, as by numpy.
NO_FUSED_PRODUCTS = "-ffp-contract=off"


class KernelsBuildHook(BuildHookInterface[Any]):
    """Put the compiled kernels beside their source, and into the wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Compile, and say in `build_data` what the wheel holds.

        Parameters
        ----------
        version : str
            'standard' or 'editable': the library is the same for both.
        build_data : dict
            What the builder goes by; changed in place.
        """
        room = Path(self.root, ROOM)
        for suffix in ("so", "pyd"):
            for old_library in room.glob(f"_kernels*.{suffix}"):
                old_library.unlink()
        try:
            library = compile_kernels(room)
        # Compilers fail in many ways, and the package is whole without kernels.
        except Exception as fault:  # noqa: BLE001
            self.app.display_warning(f"no compiled kernels, numpy works alone: {fault}")
            return
        build_data["artifacts"].append(f"{ROOM}/{library.name}")
        build_data["pure_python"] = False
        build_data["tag"] = f"{OLDEST_PYTHON}-abi3-{platform_tag()}"


def compile_kernels(room: Path) -> Path:
    """Compile the sources in `room`, and return the library, which lies beside them."""
    sources = sorted(room.glob("*.c"))
    headers = sorted(room.glob("*.h"))
    extension = Extension(
        MODULE,
        [f"{ROOM}/{source.name}" for source in sources],
        depends=[str(header) for header in headers],
        define_macros=[("Py_LIMITED_API", hex(LIMITED_API))],
        py_limited_api=True,
        extra_compile_args=[] if os.name == "nt" else [NO_FUSED_PRODUCTS],
    )
    distribution = Distribution({"ext_modules": [extension]})
    command = build_ext(distribution)
    with tempfile.TemporaryDirectory() as scratch:
        command.build_lib = scratch
        command.build_temp = scratch
        command.ensure_finalized()
        command.run()
        built = Path(command.get_ext_fullpath(MODULE))
        library = room / built.name
        library.write_bytes(built.read_bytes())
    return library


def platform_tag() -> str:
    """Return the tag of this platform, as pip compares it.

    The library is linked on this machine alone, so it is no ``manylinux`` wheel.
    """
    if sysconfig.get_platform().startswith("linux"):
        return sysconfig.get_platform().replace("-", "_").replace(".", "_")
    return next(sys_tags()).platform
