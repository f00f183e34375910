"""Lexicons: named families of phrases, read from TOML, CSV or a dict, and checked as they are read."""

from __future__ import annotations

import functools
import hashlib
import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias

import pandas as pd

from discourse import tables
from discourse.errors import LexiconError, OptionError
from discourse.lexicons._family import Family, read_family
from discourse.lexicons.file_formats import (
    bundled_lexicons,
    check_top,
    parse_toml,
    read_csv,
    read_text,
    toml_key,
    toml_value,
    write_file,
)
from discourse.phrases import Phrase
from discourse.validation import find_name, suggest

__all__ = ["Formulas", "Lexicon", "as_lexicon"]

FAMILIES_SHOWN = 50  # a lexicon as long as the bundled one is seen whole
LONGEST_SHOWN = 60  # characters of what came, in a message
WIDEST_CELL = 36  # characters; so a row of the bundled lexicon fits a wide terminal
# The attributes that completion offers; the others work too.
OFFERED = (
    "families",
    "join",
    "labels",
    "names",
    "only",
    "read",
    "source",
    "table",
    "without",
    "write",
)


@dataclass(frozen=True, repr=False)
class Lexicon:
    """Named families of phrases (frozen). Make one with :meth:`read`.

    ``len(lexicon)`` is the number of families, ``for family in lexicon`` goes through
    them, and ``lexicon["belt_and_road"]`` is the one with this id (a :class:`Family`).
    Its label will do too, or a beginning that fits one id or label only. A notebook and a terminal show a lexicon as a table.

    Attributes
    ----------
    families : tuple of Family
        In the order of the file.
    source : str
        Name of the file, or "a dict".
    content : mapping
        The lexicon as plain data, as :meth:`write` stores it.

    Examples
    --------
    >>> lexicon = Lexicon.read({"win_win": ["win-win( cooperation)?", "all-win"], "gdi": ["GDI"]})
    >>> len(lexicon), "win_win" in lexicon, lexicon["win"]
    (2, True, <Family 'win_win': 2 wordings>)
    >>> lexicon
    <Lexicon: 2 families, 3 patterns; a dict>
    family   wordings  examples
    win_win         2  win-win · all-win
    gdi             1  gdi
    """

    families: tuple[Family, ...]
    source: str = "a dict"
    content: Mapping[str, Any] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        is_tuple = isinstance(self.families, tuple)
        if is_tuple and all(isinstance(family, Family) for family in self.families):
            return
        shown = repr(self.families)
        if len(shown) > LONGEST_SHOWN:
            shown = f"{shown[: LONGEST_SHOWN - 1]}…"
        raise LexiconError(
            f"a Lexicon is made of families that were read; what came is {shown}. "
            "Write Lexicon.read(...) with the same dict, file or name."
        )

    @classmethod
    def read(cls, source: str | Path | Mapping[str, Any]) -> Lexicon:
        """Read a lexicon.

        Parameters
        ----------
        source : str, Path or mapping
            ``"chinese-diplomacy"`` (bundled: 42 families); a ``.toml`` file; a ``.csv`` file with the columns
            family and pattern (and, if you like, id, status, years, strict, case, not); or a dict
            ``{family: [patterns]}``.

        Raises
        ------
        LexiconError
            It cannot be read: the file, the family, the pattern, the column and the fault are named.

        Examples
        --------
        >>> Lexicon.read({"win-win": ["win-win( cooperation)?", "all-win"]})
        <Lexicon: 1 family, 2 patterns; a dict>
        family   wordings  examples
        win-win         2  win-win · all-win
        >>> Lexicon.read({"win-win": ["win-win (cooperation"]})
        Traceback (most recent call last):
        discourse.errors.LexiconError: a dict: family 'win-win', pattern 1: 'win-win (cooperation', column 9: the group opened here is not closed; write ')'.
        """
        if isinstance(source, Mapping):
            return _make_lexicon(_content_of_dict(source), "a dict")
        if not isinstance(source, str | Path):
            raise LexiconError(
                f"a lexicon is read from a file, a dict or by its name; what came is {source!r}.{_advice_for_list(source)}"
            )
        path = Path(source)
        if path.suffix.lower() == ".csv":
            return _make_lexicon(read_csv(path), path.name)
        if path.suffix.lower() == ".toml":
            return _make_lexicon(parse_toml(path.name, read_text(path)), path.name)
        name = str(source)
        shipped = bundled_lexicons()
        if name in shipped:
            content = shipped[name].read_text(encoding="utf-8")
            return _make_lexicon(parse_toml(f"{name}.toml", content), name)
        names_of_bundled = ", ".join(sorted(shipped))
        advice = suggest(name, shipped) or _advice_for_phrase(source)
        raise LexiconError(
            f"{name!r} is no lexicon; expected a .toml or .csv file, a dict, or one of the bundled "
            f"{names_of_bundled}.{advice}"
        )

    @functools.cached_property
    def names(self) -> tuple[str, ...]:
        """Ids of the families, in order."""
        return tuple(family.name for family in self.families)

    @functools.cached_property
    def labels(self) -> tuple[str, ...]:
        """What charts call the families, in order: short, and no two alike."""
        labels = [family.label for family in self.families]
        return tables.distinct_labels(labels, self.names)

    @functools.cached_property
    def label_of(self) -> Mapping[str, str]:
        """The label of each family, by its id."""
        labels = dict(zip(self.names, self.labels, strict=True))
        return MappingProxyType(labels)

    def __getitem__(self, name: str) -> Family:
        try:
            meant = find_name(name, self.names, self.labels)
        except OptionError as fault:
            raise LexiconError(f"{self.source}: {fault}") from None
        if meant is None:
            raise LexiconError(
                f"{self.source} has no family {name!r}.{suggest(name, self.names)}"
            )
        return self.families[self.names.index(meant)]

    def __iter__(self) -> Iterator[Family]:
        return iter(self.families)

    def __contains__(self, name: object) -> bool:
        """Whether `name` is one of the families, its id, its label, or the beginning of one only."""
        if isinstance(name, Family):
            return name in self.families
        try:
            return find_name(name, self.names, self.labels) is not None
        except OptionError:
            return False

    def __len__(self) -> int:
        return len(self.families)

    def __dir__(self) -> list[str]:
        return list(OFFERED)

    def __repr__(self) -> str:
        return f"<{self._summary()}>\n{self._overview()!r}"

    def _repr_html_(self) -> str:
        head = f"<p><b>{html.escape(self._summary())}</b></p>"
        return f"<div>{head}{self._overview()._repr_html_()}</div>"

    def _summary(self) -> str:
        families = "1 family" if len(self) == 1 else f"{len(self)} families"
        count = sum(len(family.phrases) for family in self.families)
        patterns = "1 pattern" if count == 1 else f"{count} patterns"
        return f"Lexicon: {families}, {patterns}; {self.source}"

    def _overview(self) -> tables.Shown:
        """Return one row a family, set for reading; a column that says nothing is left out."""
        rows = [
            {
                "family": family.name,
                "label": "" if label == tables.name_in_words(family.name) else label,
                "wordings": len(family.phrases),
                "years": _cut(family.years),
                "original": family.zh[0] if family.zh else "",
                "examples": _cut(" · ".join(family.examples)),
            }
            for family, label in zip(self.families, self.labels, strict=True)
        ]
        return tables.show(pd.DataFrame(rows), top=FAMILIES_SHOWN)

    def only(self, *names: str) -> Lexicon:
        """Keep the families named, in the order of the lexicon."""
        wanted = {self[name].name for name in names}
        return self._select(wanted)

    def without(self, *names: str) -> Lexicon:
        """Leave out the families named."""
        left_out = {self[name].name for name in names}
        return self._select(set(self.names) - left_out)

    def _select(self, names: set[str]) -> Lexicon:
        """Return a lexicon of the families with these ids, in the order of this one."""
        families = tuple(family for family in self.families if family.name in names)
        tables_of_all = self.content["families"]
        tables_kept = {family.name: tables_of_all[family.name] for family in families}
        content = {**self.content, "families": tables_kept}
        return Lexicon(families, self.source, content)

    def join(self, other: Lexicon | Mapping[str, Any]) -> Lexicon:
        """Add the families of another lexicon, or of a dict; a name may not be in both."""
        more = other if isinstance(other, Lexicon) else Lexicon.read(other)
        both = sorted(set(self.names) & set(more.names))
        if both:
            raise LexiconError(
                f"family {both[0]!r} is in both lexicons; rename one, or leave it out by without()."
            )
        slots = self.content.get("slots", {})
        more_slots = more.content.get("slots", {})
        for name in sorted(set(slots) & set(more_slots)):
            if slots[name] != more_slots[name]:
                raise LexiconError(
                    f"the slot {name!r} stands for one thing in each lexicon; rename it in one of them."
                )
        content = {
            "slots": {**slots, **more_slots},
            "families": {**self.content["families"], **more.content["families"]},
        }
        families = self.families + more.families
        return Lexicon(families, f"{self.source} and {more.source}", content)

    def table(self) -> pd.DataFrame:
        """Return the lexicon as a table of kind "lexicon", one row a pattern, to print beside a figure."""
        rows: list[dict[str, object]] = []
        for family, label in zip(self.families, self.labels, strict=True):
            for phrase in family.phrases:
                rows.append(
                    {
                        "family": family.name,
                        "family_label": label,
                        "pattern": phrase.id,
                        "wording": phrase.pattern,
                        "status": phrase.status,
                        "strict": phrase.strict,
                        "years": phrase.years,
                        "gloss": family.gloss,
                        "zh": " · ".join(family.zh),
                        "used": family.used,
                        "confidence": family.confidence,
                    }
                )
        return tables.from_rows("lexicon", rows)

    @property
    def sha256(self) -> str:
        """SHA-256 of the content, for a manifest."""
        plain = json.dumps(
            self.content, sort_keys=True, ensure_ascii=False, default=str
        )
        return hashlib.sha256(plain.encode()).hexdigest()

    def write(self, path: str | Path) -> Path:
        """Write the lexicon as TOML, to be edited and read again."""
        lines = ["[slots]", *_toml_lines(self.content.get("slots", {}))]
        for name, table in self.content["families"].items():
            facts = dict(table)
            levels = facts.pop("levels", None)
            lines += ["", f"[families.{toml_key(name)}]", *_toml_lines(facts)]
            if levels:
                lines += [f"[families.{toml_key(name)}.levels]", *_toml_lines(levels)]
        return write_file(path, "\n".join(lines) + "\n")


def _toml_lines(table: Mapping[str, Any]) -> list[str]:
    return [f"{toml_key(name)} = {toml_value(value)}" for name, value in table.items()]


def _cut(cell: str) -> str:
    """Return a cell of the overview, its end left out where it is long."""
    if len(cell) <= WIDEST_CELL:
        return cell
    return f"{cell[: WIDEST_CELL - 1].rstrip()}…"


def _content_of_dict(source: Mapping[str, Any]) -> dict[str, Any]:
    """Return a dict as the content of a lexicon; families may stand at the top."""
    if isinstance(source.get("families"), Mapping):
        check_top(source, "a dict")
        return dict(source)
    return {"families": dict(source)}


# ---------------------------------------------------------------------------------------------------------------------
# From plain data to a lexicon


def _copy_of(value: Any) -> Any:
    """Return a copy of plain data, so that a change of the original changes nothing here."""
    if isinstance(value, Mapping):
        return {name: _copy_of(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_copy_of(item) for item in value]
    return value


def _make_lexicon(given: Mapping[str, Any], source: str) -> Lexicon:
    """Return the lexicon that plain data describe; `source` names it in messages."""
    content = _copy_of(given)
    slots = content.get("slots", {})
    _check_slots(slots, source)
    families_given = content.get("families")
    if not families_given or not isinstance(families_given, Mapping):
        raise LexiconError(
            f'{source} has no families; write [families.name] with patterns = ["..."].'
        )
    families = []
    family_tables: dict[str, Any] = {}
    for name, given_family in families_given.items():
        if not isinstance(name, str) or not name.strip():
            raise LexiconError(
                f"{source}: a family is called {name!r}; its name must be text."
            )
        table = _family_table(given_family)
        families.append(read_family(name, table, slots, f"{source}: family {name!r}"))
        filled = {item: value for item, value in table.items() if value not in ([], {})}
        family_tables[name] = filled
    whole = {"slots": slots, "families": family_tables}
    return Lexicon(tuple(families), source, whole)


def _family_table(given: Any) -> Any:
    """Return a family as a table: a pattern, or a list of patterns, is one too."""
    if isinstance(given, str):
        return {"patterns": [given]}
    if isinstance(given, list):
        return {"patterns": given}
    return given


def _check_slots(slots: Any, source: str) -> None:
    is_table = isinstance(slots, Mapping)
    if not is_table or not all(isinstance(text, str) for text in slots.values()):
        raise LexiconError(
            f'{source}: slots are name = "pattern"; what came is {slots!r}.'
        )
    for name in slots:
        if not re.fullmatch(r"[A-Za-z0-9_]+", str(name)):
            raise LexiconError(
                f"{source}: a slot is called {name!r}; expected letters a to z, digits and underscores."
            )


def as_lexicon(given: Formulas) -> Lexicon:
    """Take a lexicon as it is; make one of a phrase, a pattern, a dict, a file, or the name of a bundled lexicon.

    >>> as_lexicon("win-win").names
    ('win-win',)
    """
    if isinstance(given, Lexicon):
        return given
    if isinstance(given, Phrase):
        return _lexicon_of_phrase(given)
    if isinstance(given, Mapping | Path):
        return Lexicon.read(given)
    if not isinstance(given, str):
        raise LexiconError(
            "a lexicon, a phrase such as 'win-win', a dict of families or the name of a file was expected; what came is "
            f"{given!r}.{_advice_for_list(given)}"
        )
    names_of_bundled = bundled_lexicons()
    if given in names_of_bundled or _FILE.search(given):
        return Lexicon.read(given)
    meant = suggest(given, names_of_bundled)
    if meant and " " not in given.strip():
        raise LexiconError(
            f"{given!r} is no lexicon.{meant} For a phrase, write Phrase({given!r})."
        )
    return _lexicon_of_phrase(Phrase(given))


def _lexicon_of_phrase(phrase: Phrase) -> Lexicon:
    """Return a lexicon of one family, which has one wording."""
    pattern = {"p": phrase.pattern}
    for name in ("id", "status", "years", "strict", "case"):
        pattern[name] = getattr(phrase, name)
    families = {phrase.pattern: {"patterns": [pattern]}}
    content = {"slots": phrase.slots, "families": families}
    return _make_lexicon(content, "a phrase")


# What is the path or name of a file rather than a phrase: it begins as paths do, or ends as files of words do.
_FILE = re.compile(
    r"(?i)^\s*(/|\.{1,2}[/\\]|~[/\\]|[a-z]:[/\\])|\.(csv|docx?|jsonl?|md|odt|ods|parquet|pdf|toml|tsv|txt|xlsx?|ya?ml)\s*$"
)


def _advice_for_phrase(source: object) -> str:
    """Return what to write for a phrase that came in place of a lexicon; ``""`` for a file."""
    given = str(source)
    if isinstance(source, Path) or _FILE.search(given):
        return ""
    return f" For a phrase, write Phrase({given!r})."


def _advice_for_list(given: object) -> str:
    """Return what to write for phrases that came as a list."""
    if not isinstance(given, list | tuple) or not given:
        return ""
    if not all(isinstance(item, str) for item in given):
        return ""
    wordings = list(given[:3])
    return f" Write {{{given[0]!r}: {wordings!r}}} for wordings of one formula, or a dict with more families."


# What a verb takes for its formulas.
Formulas: TypeAlias = Lexicon | Phrase | Mapping[str, Any] | str
