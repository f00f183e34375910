"""The threads of BLAS, the library that multiplies matrices for numpy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["one_blas_thread"]


@contextmanager
def one_blas_thread() -> Iterator[None]:
    """Let BLAS use one thread, until the block of the ``with`` statement ends.

    Several threads wait longer than they work where products are small, and a thread
    that waits keeps its processor busy. On a machine that has other work to do, a
    product then takes many times as long.
    """
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    with threadpool_limits(limits=1, user_api="blas"):
        yield
