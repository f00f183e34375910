"""BLAS uses one thread where it is told to, and as many as before afterwards."""

from __future__ import annotations

from threadpoolctl import threadpool_info

from discourse.measures.blas_threads import one_blas_thread


def threads_of_blas() -> list[int]:
    """How many threads each library of linear algebra may use."""
    pools = threadpool_info()
    return [pool["num_threads"] for pool in pools if pool["user_api"] == "blas"]


def test_one_thread_inside_and_as_many_as_before_outside() -> None:
    before = threads_of_blas()
    with one_blas_thread():
        assert set(threads_of_blas()) == {1}
    assert threads_of_blas() == before
