"""Lexicons: named families of phrases, read from TOML, CSV or a dict, and checked as they are read."""

from __future__ import annotations

import functools
import hashlib
import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from discourse import tables
from discourse.errors import LexiconError, OptionError
from discourse.lexicons._family import Family, read_family
from discourse.lexicons.file_formats import (
    bare,
    bundled,
    from_csv,
    from_toml,
    known_at_top,
    put,
    text,
    toml,
)
from discourse.phrases import Phrase
from discourse.validation import find_name, suggest

__all__ = ["Lexicon", "as_lexicon"]

FAMILIES_SHOWN = 50  # a lexicon as long as the bundled one is seen whole
WIDEST_CELL = 36  # characters; so a row of the bundled lexicon fits a wide terminal
# The attributes that completion offers; the others work too.
OFFERED = (
    "families",
    "join",
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
    them, and ``lexicon["belt_and_road"]`` is the one with this id, or whose id alone
    begins so (a :class:`Family`). A notebook and a terminal show a lexicon as a table.

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
        if not isinstance(self.families, tuple) or not all(
            isinstance(family, Family) for family in self.families
        ):
            shown = repr(self.families)
            raise LexiconError(
                f"a Lexicon is made of families that were read; what came is {shown[:59] + '…' if len(shown) > 60 else shown}. "
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
            return _lexicon(_as_content(source), "a dict")
        if not isinstance(source, str | Path):
            raise LexiconError(
                f"a lexicon is read from a file, a dict or by its name; what came is {source!r}.{_as_dict(source)}"
            )
        path = Path(source)
        if path.suffix.lower() == ".csv":
            return _lexicon(from_csv(path), path.name)
        if path.suffix.lower() == ".toml":
            return _lexicon(from_toml(path.name, text(path)), path.name)
        shipped = bundled()
        if str(source) in shipped:
            return _lexicon(
                from_toml(
                    f"{source}.toml", shipped[str(source)].read_text(encoding="utf-8")
                ),
                str(source),
            )
        raise LexiconError(
            f"{str(source)!r} is no lexicon; expected a .toml or .csv file, a dict, or one of the bundled "
            f"{', '.join(sorted(shipped))}.{suggest(str(source), shipped) or _as_phrase(source)}"
        )

    @functools.cached_property
    def names(self) -> tuple[str, ...]:
        """Ids of the families, in order."""
        return tuple(family.name for family in self.families)

    def __getitem__(self, name: str) -> Family:
        try:
            meant = find_name(name, self.names)
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
        """Whether `name` is one of the families, its id, or a beginning that fits one id only."""
        if isinstance(name, Family):
            return name in self.families
        try:
            return find_name(name, self.names) is not None
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
                "label": _cut(family.label) if family.label != family.name else "",
                "wordings": len(family.phrases),
                "years": _cut(family.years),
                "original": family.zh[0] if family.zh else "",
                "examples": _cut(" · ".join(family.examples)),
            }
            for family in self.families
        ]
        return tables.show(pd.DataFrame(rows), top=FAMILIES_SHOWN)

    def only(self, *names: str) -> Lexicon:
        """Keep the families named, in the order of the lexicon."""
        wanted = {self[name].name for name in names}
        return self._keep(family for family in self.families if family.name in wanted)

    def without(self, *names: str) -> Lexicon:
        """Leave out the families named."""
        gone = {self[name].name for name in names}
        return self._keep(family for family in self.families if family.name not in gone)

    def _keep(self, families: Iterable[Family]) -> Lexicon:
        kept = tuple(families)
        content = dict(self.content)
        content["families"] = {
            family.name: self.content["families"][family.name] for family in kept
        }
        return Lexicon(kept, self.source, content)

    def join(self, other: Lexicon | Mapping[str, Any]) -> Lexicon:
        """Add the families of another lexicon, or of a dict; a name may not stand in both."""
        more = other if isinstance(other, Lexicon) else Lexicon.read(other)
        both = sorted(set(self.names) & set(more.names))
        if both:
            raise LexiconError(
                f"family {both[0]!r} stands in both lexicons; rename one, or leave it out by without()."
            )
        mine, theirs = self.content.get("slots", {}), more.content.get("slots", {})
        unlike = sorted(
            name for name in set(mine) & set(theirs) if mine[name] != theirs[name]
        )
        if unlike:
            raise LexiconError(
                f"the slot {unlike[0]!r} stands for one thing in each lexicon; rename it in one of them."
            )
        content = {
            "slots": {**mine, **theirs},
            "families": {**self.content["families"], **more.content["families"]},
        }
        return Lexicon(
            self.families + more.families, f"{self.source} and {more.source}", content
        )

    def table(self) -> pd.DataFrame:
        """Return the lexicon as a table of kind "lexicon", one row a pattern, to print beside a figure."""
        rows: list[dict[str, object]] = []
        for family in self.families:
            for phrase in family.phrases:
                rows.append(
                    {
                        "family": family.name,
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
        lines = [
            "[slots]",
            *(
                f"{bare(name)} = {toml(text)}"
                for name, text in self.content.get("slots", {}).items()
            ),
        ]
        for name, family in self.content["families"].items():
            lines += ["", f"[families.{bare(name)}]"]
            lines += [
                f"{bare(item)} = {toml(value)}"
                for item, value in family.items()
                if item != "levels"
            ]
            if family.get("levels"):
                lines += [f"[families.{bare(name)}.levels]"]
                lines += [
                    f"{bare(level)} = {toml(cues)}"
                    for level, cues in family["levels"].items()
                ]
        return put(path, "\n".join(lines) + "\n")


def _cut(cell: str) -> str:
    """Return a cell of the overview, its end left out where it is long."""
    if len(cell) <= WIDEST_CELL:
        return cell
    return f"{cell[: WIDEST_CELL - 1].rstrip()}…"


def _as_content(source: Mapping[str, Any]) -> dict[str, Any]:
    if isinstance(source.get("families"), Mapping):
        known_at_top(source, "a dict")
        return dict(source)
    return {"families": dict(source)}


# ---------------------------------------------------------------------------------------------------------------------
# From plain data to a lexicon


def _plain(value: Any) -> Any:
    """A copy of plain data, so that what the caller does with hers changes nothing here."""
    if isinstance(value, Mapping):
        return {name: _plain(item) for name, item in value.items()}
    return (
        [_plain(item) for item in value] if isinstance(value, list | tuple) else value
    )


def _lexicon(given: Mapping[str, Any], source: str) -> Lexicon:
    content = _plain(given)
    slots = content.get("slots", {})
    if not isinstance(slots, Mapping) or not all(
        isinstance(text, str) for text in slots.values()
    ):
        raise LexiconError(
            f'{source}: slots are name = "pattern"; what came is {slots!r}.'
        )
    odd = [name for name in slots if not re.fullmatch(r"[A-Za-z0-9_]+", str(name))]
    if odd:
        raise LexiconError(
            f"{source}: a slot is called {odd[0]!r}; expected letters a to z, digits and underscores."
        )
    if not content.get("families") or not isinstance(content["families"], Mapping):
        raise LexiconError(
            f'{source} has no families; write [families.name] with patterns = ["..."].'
        )
    whole: dict[str, Any] = {}
    families = []
    for name, family in content["families"].items():
        if not isinstance(name, str) or not name.strip():
            raise LexiconError(
                f"{source}: a family is called {name!r}; its name must be text."
            )
        where = f"{source}: family {name!r}"
        family = {"patterns": [family]} if isinstance(family, str) else family
        whole[name] = {"patterns": family} if isinstance(family, list) else family
        families.append(read_family(name, whole[name], slots, where))
        whole[name] = {
            item: value for item, value in whole[name].items() if value not in ([], {})
        }
    return Lexicon(tuple(families), source, {"slots": slots, "families": whole})


def as_lexicon(given: Lexicon | Phrase | Mapping[str, Any] | str) -> Lexicon:
    """Take a lexicon as it is; make one of a phrase, a pattern, a dict, a file, or the name of a bundled lexicon.

    >>> as_lexicon("win-win").names
    ('win-win',)
    """
    if isinstance(given, Lexicon):
        return given
    if isinstance(given, Phrase):
        names = ("id", "status", "years", "strict", "case")
        content = {"p": given.pattern, **{name: getattr(given, name) for name in names}}
        return _lexicon(
            {
                "slots": given.slots,
                "families": {given.pattern: {"patterns": [content]}},
            },
            "a phrase",
        )
    if not isinstance(given, str):
        if isinstance(given, Mapping | Path):
            return Lexicon.read(given)
        raise LexiconError(
            "a lexicon, a phrase such as 'win-win', a dict of families or the name of a file was expected; what came is "
            f"{given!r}.{_as_dict(given)}"
        )
    shipped = bundled()
    if given in shipped or _FILE.search(given):
        return Lexicon.read(given)
    near_ = suggest(given, shipped)
    if near_ and " " not in given.strip():
        raise LexiconError(
            f"{given!r} is no lexicon.{near_} For a phrase, write Phrase({given!r})."
        )
    return as_lexicon(Phrase(given))


# What is the path or name of a file rather than a phrase: it begins as paths do, or ends as files of words do.
_FILE = re.compile(
    r"(?i)^\s*(/|\.{1,2}[/\\]|~[/\\]|[a-z]:[/\\])|\.(csv|docx?|jsonl?|md|odt|ods|parquet|pdf|toml|tsv|txt|xlsx?|ya?ml)\s*$"
)


def _as_phrase(source: object) -> str:
    """What to write for a phrase that came where a lexicon is read; ``""`` when it is rather a file."""
    given = str(source)
    return (
        ""
        if isinstance(source, Path) or _FILE.search(given)
        else f" For a phrase, write Phrase({given!r})."
    )


def _as_dict(given: object) -> str:
    """What to write for phrases that came as a list."""
    if (
        not isinstance(given, list | tuple)
        or not given
        or not all(isinstance(item, str) for item in given)
    ):
        return ""
    return f" Write {{{given[0]!r}: {list(given[:3])!r}}} for wordings of one formula, or a dict with more families."
