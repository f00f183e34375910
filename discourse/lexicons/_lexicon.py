"""The Lexicon: named families of phrases, read from TOML, CSV or a dict."""

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
from discourse.file_writing import write_file
from discourse.lexicons._family import Family, read_family
from discourse.lexicons.csv_lexicons import read_csv
from discourse.lexicons.file_formats import (
    bundled_lexicons,
    check_toml_path,
    check_top,
    parse_toml,
    read_text,
    toml_key,
    toml_value,
)
from discourse.lexicons.language_codes import read_language_code
from discourse.lexicons.plain_data import check_plain_data
from discourse.phrases import PatternSlots, Phrase
from discourse.text import is_han_word
from discourse.validation import find_name, show_value, suggest

__all__ = ["Formulas", "Lexicon", "as_lexicon"]

MAX_FAMILIES_SHOWN = 50  # a lexicon as long as the bundled ones is seen whole
MAX_VALUE_LENGTH = 60  # characters of a wrong value in a message
MAX_CELL_LENGTH = 36  # characters; so a row of the bundled lexicon fits a wide terminal
# The attributes that completion offers. The others are there too, but rarely needed.
COMPLETIONS = (
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
    Its label may be given too, or a beginning that fits one id or label only. A
    notebook and a terminal show a lexicon as a table.

    Attributes
    ----------
    families : tuple of Family
        In the order of the file.
    source : str
        Name of the file, or "a dict", or "a phrase".
    content : mapping
        The lexicon as plain data, as :meth:`write` stores it.

    Examples
    --------
    >>> wordings = ["win-win( cooperation)?", "all-win"]
    >>> lexicon = Lexicon.read({"win_win": wordings, "gdi": ["GDI"]})
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
        value = repr(self.families)
        if len(value) > MAX_VALUE_LENGTH:
            value = f"{value[: MAX_VALUE_LENGTH - 1]}…"
        raise LexiconError(
            f"a Lexicon is made of families that were read; what came is {value}. "
            "Write Lexicon.read(...) with the same dict, file or name."
        )

    @classmethod
    def read(cls, source: str | Path | Mapping[str, Any]) -> Lexicon:
        r"""Return the lexicon that a file or a dict describes.

        Parameters
        ----------
        source : str, Path or mapping
            One of these:

            - ``"chinese-diplomacy"``, or ``"un-resolutions"`` (formulas of the United
              Nations), which come with the library;
            - a ``.toml`` file;
            - a ``.csv`` file with a row for each pattern: columns family and pattern and,
              if needed, id, status, years, strict, case, language, anchor and note of
              the pattern;
            - a ``.csv`` file with a row for each family: columns family and patterns, and
              those of the pattern, which then hold for all patterns of the row;
            - a dict ``{family: [patterns]}``, or ``{"language": ..., "families": {...}}``
              with all that a TOML file may hold.

        Returns
        -------
        Lexicon

        Raises
        ------
        LexiconError
            The lexicon cannot be read. The message names the file, the family, the
            pattern, the column and the fault.

        Notes
        -----
        Either CSV file may have label, gloss, canonical, plain, original, used,
        used_note, confidence, counts_as, not and levels of the family, in any of its
        rows; two rows that contradict each other are refused. Patterns, originals and
        what is under not are divided by semicolons (also ``；``). Levels are written
        ``mankind: mankind|humanity; Asia: asia|asian``, and originals may say their
        language: ``共赢; fr: gagnant-gagnant``. Write ``\;`` for a semicolon that
        divides nothing, and ``\:`` or ``\,`` for such a sign in a level.

        A language is a code of ISO 639 ("fr") or a name ("French"); a script or country
        after a code ("zh-Hans") is left out. An original must say its language where all
        patterns of its family have one, unless it is written in Han characters only,
        which are taken for Chinese. A text counts once: of two languages that have it,
        or of a pattern and an original, the first has it.

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
                "a lexicon is read from a file, a dict or by its name; what came is "
                f"{show_value(source)}.{_advice_for_list(source)}"
            )
        path = Path(source)
        if path.suffix.lower() == ".csv":
            return _make_lexicon(read_csv(path), path.name)
        if path.suffix.lower() == ".toml":
            return _make_lexicon(parse_toml(path.name, read_text(path)), path.name)
        name = str(source)
        files_by_name = bundled_lexicons()
        if name in files_by_name:
            toml_text = files_by_name[name].read_text(encoding="utf-8")
            return _make_lexicon(parse_toml(f"{name}.toml", toml_text), name)
        bundled_names = ", ".join(sorted(files_by_name))
        # A name that is nearly right, or a phrase where a lexicon was expected.
        advice = suggest(name, files_by_name) or _advice_for_phrase(source)
        raise LexiconError(
            f"{show_value(name)} is no lexicon; expected a .toml or .csv file, a dict, or one of "
            f"the bundled {bundled_names}.{advice}"
        )

    @functools.cached_property
    def names(self) -> tuple[str, ...]:
        """Ids of the families, in order."""
        return tuple(family.name for family in self.families)

    @functools.cached_property
    def labels(self) -> tuple[str, ...]:
        """Labels of the families as charts write them, in order: no two are equal."""
        labels = [family.label for family in self.families]
        return tables.distinct_labels(labels, self.names)

    @functools.cached_property
    def label_of(self) -> Mapping[str, str]:
        """The label of each family, by its id."""
        labels = dict(zip(self.names, self.labels, strict=True))
        return MappingProxyType(labels)

    @functools.cached_property
    def chinese_words(self) -> tuple[str, ...]:
        """Its Chinese originals and patterns that are single words, sorted.

        A corpus that is made with ``chinese_words=lexicon`` counts each as one word. A
        pattern with other signs than Han characters, or with a gap, is left out.
        """
        wordings: set[str] = set()
        for family in self.families:
            for phrase in family.phrases:
                wordings.update(sequence.plain for sequence in phrase.sequences)
        return tuple(sorted(filter(is_han_word, wordings)))

    def __getitem__(self, name: str) -> Family:
        try:
            family_name = find_name(name, self.names, self.labels)
        except OptionError as fault:
            raise LexiconError(f"{self.source}: {fault}") from None
        if family_name is None:
            raise LexiconError(
                f"{self.source} has no family {show_value(name)}.{suggest(name, self.names)}"
            )
        return self.families[self.names.index(family_name)]

    def __iter__(self) -> Iterator[Family]:
        return iter(self.families)

    def __contains__(self, name: object) -> bool:
        """Return whether `name` means one family of the lexicon.

        It may be the family, its id, its label, or a beginning that fits one id or
        label only.
        """
        if isinstance(name, Family):
            return name in self.families
        try:
            return find_name(name, self.names, self.labels) is not None
        except OptionError:
            # No text, or a beginning that fits several.
            return False

    def __len__(self) -> int:
        return len(self.families)

    def __dir__(self) -> list[str]:
        return list(COMPLETIONS)

    def __repr__(self) -> str:
        return f"<{self._summary()}>\n{self._overview()!r}"

    def _repr_html_(self) -> str:
        head = f"<p><b>{html.escape(self._summary())}</b></p>"
        return f"<div>{head}{self._overview()._repr_html_()}</div>"

    def _summary(self) -> str:
        """Return a line with the number of families and patterns, and the source."""
        family_count = len(self)
        pattern_count = 0
        for family in self.families:
            pattern_count += len(family.phrases) - len(family.originals)
        families = "1 family" if family_count == 1 else f"{family_count} families"
        patterns = "1 pattern" if pattern_count == 1 else f"{pattern_count} patterns"
        return f"Lexicon: {families}, {patterns}; {self.source}"

    def _overview(self) -> tables.Shown:
        """Return a table for reading, with one row for each family.

        A column that is empty in every row is left out.
        """
        rows = []
        for family, label in zip(self.families, self.labels, strict=True):
            # A label that repeats the id tells nothing new.
            repeats_id = label == tables.name_in_words(family.name)
            examples = " · ".join(family.examples)
            row = {
                "family": family.name,
                "label": "" if repeats_id else label,
                "wordings": len(family.phrases) - len(family.originals),
                "years": _shorten_cell(family.years),
                "original": _shorten_cell(family.original),
                "examples": _shorten_cell(examples),
            }
            rows.append(row)
        return tables.show(pd.DataFrame(rows), top=MAX_FAMILIES_SHOWN)

    def only(self, *names: str) -> Lexicon:
        """Return a lexicon of the families with these names, in the order of this one.

        A name is what ``lexicon[name]`` takes.
        """
        ids_to_keep = {self[name].name for name in names}
        return self._select(ids_to_keep)

    def without(self, *names: str) -> Lexicon:
        """Return a lexicon of all families but those with these names.

        A name is what ``lexicon[name]`` takes.
        """
        ids_to_drop = {self[name].name for name in names}
        return self._select(set(self.names) - ids_to_drop)

    def _select(self, ids: set[str]) -> Lexicon:
        """Return a lexicon of the families with these ids, in the order of this one."""
        families = tuple(family for family in self.families if family.name in ids)
        all_tables = self.content["families"]
        family_tables = {family.name: all_tables[family.name] for family in families}
        content = {**self.content, "families": family_tables}
        return Lexicon(families, self.source, content)

    def join(self, other: Lexicon | Mapping[str, Any]) -> Lexicon:
        """Return a lexicon with the families of this one, then those of another.

        Parameters
        ----------
        other : Lexicon or mapping
            The other lexicon, or a dict that :meth:`read` takes.

        Raises
        ------
        LexiconError
            A family is in both lexicons, or a slot means one thing here and another
            there.
        """
        second_lexicon = other if isinstance(other, Lexicon) else Lexicon.read(other)
        ids_in_both = sorted(set(self.names) & set(second_lexicon.names))
        if ids_in_both:
            raise LexiconError(
                f"family {ids_in_both[0]!r} is in both lexicons; rename one, or leave "
                "it out by without()."
            )
        slots = self.content.get("slots", {})
        second_slots = second_lexicon.content.get("slots", {})
        for slot_name in sorted(set(slots) & set(second_slots)):
            if slots[slot_name] != second_slots[slot_name]:
                raise LexiconError(
                    f"the slot {slot_name!r} stands for one thing in each lexicon; "
                    "rename it in one of them."
                )
        family_tables = _tables_with_language(self.content)
        second_family_tables = _tables_with_language(second_lexicon.content)
        content = {
            "slots": {**slots, **second_slots},
            "families": {**family_tables, **second_family_tables},
        }
        families = self.families + second_lexicon.families
        return Lexicon(families, f"{self.source} and {second_lexicon.source}", content)

    def table(self) -> pd.DataFrame:
        """Return the lexicon as a table to print beside a figure.

        It is of kind "lexicon" and has one row for each pattern.
        """
        rows: list[dict[str, object]] = []
        for family, label in zip(self.families, self.labels, strict=True):
            originals = [phrase.id for phrase in family.originals]
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
                        "language": phrase.language,
                        "anchor": phrase.anchor,
                        "counts_as": family.counts_as,
                        "gloss": family.gloss,
                        "original": " · ".join(originals),
                        "used": family.used,
                        "confidence": family.confidence,
                    }
                )
        return tables.from_rows("lexicon", rows)

    @property
    def sha256(self) -> str:
        """SHA-256 of the content, by which a manifest tells two lexicons apart."""
        # Sorted keys: the order of the families does not matter. `str` writes dates.
        content_as_json = json.dumps(
            self.content, sort_keys=True, ensure_ascii=False, default=str
        )
        return hashlib.sha256(content_as_json.encode()).hexdigest()

    def write(self, path: str | Path) -> Path:
        """Write the lexicon to a TOML file, and return the path of the file.

        The file can be edited, and read by :meth:`read`. A file that is there is
        replaced when the new one is complete.

        Parameters
        ----------
        path : str or Path
            The file to write. Its name ends in ``.toml``, by which :meth:`read` knows
            what is in it.

        Raises
        ------
        WriteError
            The file cannot be written, or its name has another ending. What stood there
            before is unchanged.
        """
        check_toml_path(path)
        lines = []
        language = self.content.get("language", "")
        if language:
            lines += [*_toml_lines({"language": language}), ""]
        lines += ["[slots]", *_toml_lines(self.content.get("slots", {}))]
        for name, table in self.content["families"].items():
            facts = dict(table)
            # In TOML, a table within a table comes after the other items.
            levels = facts.pop("levels", None)
            lines += ["", f"[families.{toml_key(name)}]", *_toml_lines(facts)]
            if levels:
                lines += [f"[families.{toml_key(name)}.levels]", *_toml_lines(levels)]
        text = "\n".join(lines) + "\n"
        return write_file(path, text.encode())


def _tables_with_language(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return the tables of the families, each with the language of its lexicon."""
    language = content.get("language", "")
    family_tables = content["families"]
    if not language:
        return dict(family_tables)
    tables_with_language = {}
    for name, table in family_tables.items():
        tables_with_language[name] = {"language": language, **table}
    return tables_with_language


def _toml_lines(table: Mapping[str, Any]) -> list[str]:
    """Return a line of TOML for each item of a table."""
    return [f"{toml_key(name)} = {toml_value(value)}" for name, value in table.items()]


def _shorten_cell(text: str) -> str:
    """Return the text of a cell; a long one loses its end and gets an ellipsis."""
    if len(text) <= MAX_CELL_LENGTH:
        return text
    # The ellipsis counts too.
    beginning = text[: MAX_CELL_LENGTH - 1].rstrip()
    return f"{beginning}…"


def _content_of_dict(source: Mapping[str, Any]) -> dict[str, Any]:
    """Return a dict as the content of a lexicon.

    The families may be under the key "families", or they may be the dict itself.
    """
    if isinstance(source.get("families"), Mapping):
        check_top(source, "a dict")
        return dict(source)
    for key in ("language", "slots", "title", "version"):
        if key in source and _is_of_lexicon(key, source[key]):
            value = "{...}" if key == "slots" else show_value(source[key])
            raise LexiconError(
                f"a dict: {key!r} stands beside the families; write "
                f"{{{key!r}: {value}, 'families': {{...}}}} with the "
                "families in the inner dict. A family of this name is written "
                f"{{{key!r}: ['...']}}."
            )
    return {"families": dict(source)}


def _is_of_lexicon(key: str, value: Any) -> bool:
    """Return whether an item of a dict is meant for the lexicon, and is no family.

    Families are written as lists there, or as tables with patterns.
    """
    if key == "slots":
        return isinstance(value, Mapping) and "patterns" not in value
    return not isinstance(value, list | tuple | Mapping)


# --------------------------------------------------------------------------------------
# From plain data to a lexicon


def _deep_copy(value: Any) -> Any:
    """Return a copy of plain data, down to the innermost lists; a tuple becomes a list.

    A later change of the caller's dict then does not change the lexicon.
    """
    if isinstance(value, Mapping):
        return {name: _deep_copy(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_deep_copy(item) for item in value]
    return value


def _make_lexicon(plain_data: Mapping[str, Any], source: str) -> Lexicon:
    """Return the lexicon that plain data describe; `source` names it in messages."""
    check_plain_data(plain_data, source)
    content = _deep_copy(plain_data)
    slots = content.get("slots", {})
    _check_slots(slots, source)
    language = ""
    if content.get("language", "") != "":
        language = read_language_code(content["language"], source)
    family_data = content.get("families")
    if not family_data or not isinstance(family_data, Mapping):
        raise LexiconError(
            f'{source} has no families; write [families.name] with patterns = ["..."].'
        )
    families = []
    pattern_slots = PatternSlots(slots)
    family_tables: dict[str, Any] = {}
    for name, data in family_data.items():
        if not isinstance(name, str) or not name.strip():
            raise LexiconError(
                f"{source}: a family is called {show_value(name)}; its name must be text."
            )
        table = _family_table(data)
        where = f"{source}: family {show_value(name)}"
        families.append(
            read_family(name, table, pattern_slots, where, language=language)
        )
        # An empty list or table means the same as none, and is not written to a file.
        family_tables[name] = {
            key: value for key, value in table.items() if value not in ([], {})
        }
    content_in_full = {"slots": slots, "families": family_tables}
    if language:
        content_in_full["language"] = language
    return Lexicon(tuple(families), source, content_in_full)


def _family_table(data: Any) -> Any:
    """Return the data of a family as a table.

    A pattern, or a list of patterns, is put into a table. Anything else is returned as
    it is, and checked later.
    """
    if isinstance(data, str):
        return {"patterns": [data]}
    if isinstance(data, list):
        return {"patterns": data}
    return data


def _check_slots(slots: Any, source: str) -> None:
    """Raise an error unless slots are a table of patterns with plain names."""
    is_table = isinstance(slots, Mapping)
    if not is_table or not all(isinstance(text, str) for text in slots.values()):
        raise LexiconError(
            f'{source}: slots are name = "pattern"; what came is {show_value(slots)}.'
        )
    for name in slots:
        if not re.fullmatch(r"[A-Za-z0-9_]+", str(name)):
            raise LexiconError(
                f"{source}: a slot is called {show_value(name)}; expected letters a to z, digits "
                "and underscores."
            )


def as_lexicon(formulas: Formulas) -> Lexicon:
    """Return what a verb took for its formulas as a Lexicon.

    Parameters
    ----------
    formulas : Lexicon, Phrase, mapping, Path or str
        A lexicon is returned as it is. A phrase becomes a lexicon of one family. A dict
        or a file is read. A str is the name of a bundled lexicon, or the name of a file
        (by its form), or else a pattern.

    Raises
    ------
    LexiconError
        It is none of these, or it cannot be read.

    Examples
    --------
    >>> as_lexicon("win-win").names
    ('win-win',)
    """
    if isinstance(formulas, Lexicon):
        return formulas
    if isinstance(formulas, Phrase):
        return _lexicon_of_phrase(formulas)
    if isinstance(formulas, Mapping | Path):
        return Lexicon.read(formulas)
    if not isinstance(formulas, str):
        raise LexiconError(
            "a lexicon, a phrase such as 'win-win', a dict of families or the name of "
            f"a file was expected; what came is {show_value(formulas)}."
            f"{_advice_for_list(formulas)}"
        )
    return _lexicon_of_text(formulas)


def _lexicon_of_text(text: str) -> Lexicon:
    """Return the lexicon that `text` names, or a lexicon of the phrase `text`.

    It may be the name of a bundled lexicon or of a file.
    """
    files_by_name = bundled_lexicons()
    if text in files_by_name or _FILE_NAME.search(text):
        return Lexicon.read(text)
    suggestion = suggest(text, files_by_name)
    is_one_word = " " not in text.strip()
    # A word that is nearly the name of a bundled lexicon is most likely a slip.
    if suggestion and is_one_word:
        raise LexiconError(
            f"{text!r} is no lexicon.{suggestion} For a phrase, write Phrase({text!r})."
        )
    return _lexicon_of_phrase(Phrase(text))


def _lexicon_of_phrase(phrase: Phrase) -> Lexicon:
    """Return a lexicon of one family, which has one wording."""
    pattern = {"p": phrase.pattern}
    for name in ("id", "status", "years", "strict", "case", "language"):
        pattern[name] = getattr(phrase, name)
    families = {phrase.pattern: {"patterns": [pattern]}}
    content = {"slots": phrase.slots, "families": families}
    return _make_lexicon(content, "a phrase")


# A text that is the name of a file rather than a phrase. It begins as paths do ("/",
# "./", "~/", "c:/"), or it ends as files of texts and tables do (".csv").
_FILE_NAME = re.compile(
    r"(?i)^\s*(/|\.{1,2}[/\\]|~[/\\]|[a-z]:[/\\])"
    r"|\.(csv|docx?|jsonl?|md|odt|ods|parquet|pdf|toml|tsv|txt|xlsx?|ya?ml)\s*$"
)


def _advice_for_phrase(source: str | Path) -> str:
    """Return what to write if `source` is meant as a phrase; ``""`` if it is a file."""
    text = str(source)
    if isinstance(source, Path) or _FILE_NAME.search(text):
        return ""
    return f" For a phrase, write Phrase({text!r})."


def _advice_for_list(value: object) -> str:
    """Return what to write for a list of phrases; ``""`` if `value` is no such list."""
    if not isinstance(value, list | tuple) or not value:
        return ""
    if not all(isinstance(item, str) for item in value):
        return ""
    # Three are enough to show the form.
    first_wordings = ", ".join(map(show_value, value[:3]))
    return (
        f" Write {{{show_value(value[0])}: [{first_wordings}]}} for wordings of one "
        "formula, or a dict with more families."
    )


# What a verb takes for its formulas.
Formulas: TypeAlias = Lexicon | Phrase | Mapping[str, Any] | str
