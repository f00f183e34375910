"""What holds for every registry: each entry is whole, by a name of its own, and has a source."""

from __future__ import annotations

import dataclasses
import re

import pytest

from discourse import registries
from discourse.registries import Registry

REGISTRIES = [
    value
    for name in registries.__all__
    if isinstance(value := getattr(registries, name), Registry)
]


@pytest.mark.parametrize("registry", REGISTRIES, ids=lambda registry: registry.title)
def test_each_entry_is_whole(registry: Registry) -> None:
    assert len(registry) > 0
    labels = [entry.label for entry in registry.values()]
    assert len(set(labels)) == len(labels), "two of one label cannot be told apart"
    for name, entry in registry.items():
        assert entry.name == name
        assert re.fullmatch(r"[a-z0-9][a-z0-9_.-]*", name)
        assert entry.label, name
        assert entry.source, name
        with pytest.raises(dataclasses.FrozenInstanceError):
            entry.name = "other"


def test_a_registry_reads_as_a_list() -> None:
    registry = registries.ASSOCIATION_MEASURES
    lines = [" ".join(line.split()) for line in repr(registry).splitlines()]
    assert lines[0] == f"{len(registry)} association measures"
    assert len(lines) == len(registry) + 1
    assert "log_dice logDice [Rychlý (2008), RASLAN, 6-9]" in lines
    assert "mi" in registry
    assert registry.get("nothing") is None


def test_two_of_one_name_are_refused() -> None:
    entry = registries.ASSOCIATION_MEASURES["mi"]
    with pytest.raises(ValueError, match="two measures have the same name"):
        Registry("measures", entry, entry)
