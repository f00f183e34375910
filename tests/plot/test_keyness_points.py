"""How the charts of keyness write a p-value."""

from __future__ import annotations

from sample_tables import NAN

from discourse.plot import keyness_points


def test_a_p_is_printed_short() -> None:
    assert [
        keyness_points.format_p_value(p) for p in (1.0, 0.05, 0.0004, 0.00001, NAN)
    ] == [
        "1",
        ".050",
        ".0004",
        "<.0001",
        "–",
    ]
