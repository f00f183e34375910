"""TEI files, such as those of ParlaMint, and XML files of other vocabularies."""

from __future__ import annotations

import copy
import importlib.metadata
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from discourse.corpus.reading_notes import Oddity
from discourse.spans import LabelledSpan
from discourse.text_extraction.extracted_text import (
    FOOTNOTE_LAYER,
    NOTE_LAYER,
    SPEAKER_LAYER,
    ExtractedText,
    ExtractionError,
)
from discourse.text_extraction.tree_text import (
    Display,
    ElementDisplays,
    TreeText,
    lay_out_tree,
    local_name,
)

__all__ = ["read_tei", "read_xml"]

_ROOT_NAMES = frozenset(["TEI", "TEI.2", "teiCorpus"])

# How the elements of TEI are shown; any other is part of a line.
_PARAGRAPH_NAMES = (
    "ab argument back body byline castList cit closer div div1 div2 div3 div4 div5 div6 "
    "div7 docAuthor docDate docEdition docImprint docTitle epigraph epilogue figure "
    "floatingText front group head lg list listBibl opener p performance postscript "
    "prologue seg signed sp table text titlePage titlePart trailer u"
)
_LINE_NAMES = (
    "TEI TEI.2 addrLine castItem dateline item l row salute speaker teiCorpus writing"
)
_LEFT_OUT_NAMES = (
    "teiHeader standOff del fw figDesc graphic linkGrp link spanGrp interpGrp certainty "
    "facsimile sourceDoc respStmt"
)
_PARAGRAPH: Display = "paragraph"
_LINE: Display = "line"
_OUT: Display = "left out"
_DISPLAYS: dict[str, Display] = (
    dict.fromkeys(_PARAGRAPH_NAMES.split(), _PARAGRAPH)
    | dict.fromkeys(_LINE_NAMES.split(), _LINE)
    | dict.fromkeys(_LEFT_OUT_NAMES.split(), _OUT)
)
# Where the page and the editor differ, what the page says stays; of the readings of
# several copies, the one in <lem>, which the editor holds for the text.
_EDITORS_READINGS = frozenset(["corr", "expan", "reg"])
_READINGS = frozenset(["lem", "rdg", "rdgGrp"])
_SETS_OF_READINGS = frozenset(["app", "choice", "rdgGrp", "subst"])
_LINE_AND_PAGE_BREAKS = frozenset(["cb", "lb", "pb"])
_TOKENS = frozenset(["pc", "w"])
# These have a line of their own, unless they stand inside a paragraph.
_REMARKS = frozenset(
    ["desc", "gap", "incident", "kinesic", "label", "note", "stage", "vocal"]
)
_BETWEEN_PARAGRAPHS = _REMARKS | {"quote"}
_CLOSING_MARKS = tuple(".,;:!?…)]}»”’、。，；：！？）」』")
_WORD = re.compile(r"\w+")
_WORD_AT_START = re.compile(r"[^\W\d_]+")
_WORD_AT_END = re.compile(r"[^\W\d_]+\Z")
_TEXT_BLOCKS = frozenset(["ab", "cell", "head", "item", "l", "p", "s", "seg"])

_FOOTNOTE_PLACES = frozenset(["bottom", "end", "foot", "margin", "left", "right"])
_FOOTNOTE_TYPES = frozenset(["endnote", "foot", "footnote"])
_LABELS_OF_NOTES = {
    "gap": "gap",
    "incident": "incident",
    "kinesic": "incident",
    "note": "note",
    "speaker": "name of the speaker",
    "stage": "stage direction",
    "vocal": "incident",
}
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_ISO_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


def read_xml(tree: TreeText) -> ExtractedText:
    r"""Return the text of an XML file: of TEI as TEI, of any other as it stands.

    Parameters
    ----------
    tree : TreeText
        As :func:`~discourse.text_extraction.tree_text.parse_xml` gives it.

    Returns
    -------
    ExtractedText
        An oddity says so if the vocabulary is not known.

    Raises
    ------
    ExtractionError
        There is no text in the file.

    Examples
    --------
    >>> from discourse.text_extraction.tree_text import parse_xml
    >>> text = read_xml(parse_xml("<page><title>A</title><line>B</line></page>"))
    >>> text.text, text.oddities[0].kind
    ('A\nB', 'unknown XML')
    """
    tei_text = read_tei(tree)
    if tei_text is not None:
        return tei_text
    if not tree.text:
        raise ExtractionError(
            "no text",
            "it is an XML file without text between its tags.",
            "Take it out, or save as plain text what its attributes hold.",
        )
    name = local_name(tree.root)
    oddity = Oddity(
        kind="unknown XML",
        count=1,
        reason=f"The elements of this XML file (<{name}>) are not known, so all text "
        "between its tags counts, each element on a line.",
        remedy="Look at the text, and mask what is data and no text.",
    )
    return ExtractedText(tree.text, oddities=(oddity,), reader=_reader())


def read_tei(tree: TreeText) -> ExtractedText | None:
    """Return the text of a TEI file, with its speakers and notes as layers.

    Parameters
    ----------
    tree : TreeText
        As :func:`~discourse.text_extraction.tree_text.parse_xml` gives it.

    Returns
    -------
    ExtractedText or None
        None if the file is no TEI. The text is that of ``<text>``. Who speaks is the
        layer `SPEAKER_LAYER`, footnotes are `FOOTNOTE_LAYER`, and what nobody says is
        `NOTE_LAYER`. A footnote inside a paragraph stands behind it. Of an editor's
        correction and what the page says, the latter stands, and of the readings in an
        apparatus, the lemma.

    Raises
    ------
    ExtractionError
        The file has a header and no text.

    Examples
    --------
    >>> from discourse.text_extraction.tree_text import parse_xml
    >>> file = "<TEI><text><body><u who='#Li'><seg>Thank you.</seg></u></body></text></TEI>"
    >>> text = read_tei(parse_xml(file))
    >>> text.text, text.layers["speaker"]
    ('Thank you.', (LabelledSpan(start=0, end=10, label='Li'),))
    """
    if local_name(tree.root) not in _ROOT_NAMES:
        return None
    root = copy.deepcopy(tree.root)
    _move_footnotes(root)
    _move_remarks_out_of_words(root)
    laid_out = lay_out_tree(root, _TeiDisplays(root))
    if not laid_out.text:
        raise ExtractionError(
            "no text",
            "it is a TEI file with a header and no text, such as the root file of a "
            "corpus.",
            "Give the files of the texts themselves.",
        )
    layers = _read_layers(laid_out)
    return ExtractedText(
        laid_out.text,
        _read_metadata(root),
        layers=layers,
        oddities=tuple(_find_oddities(root)),
        losses=_losses(root),
        reader=_reader(),
    )


def _reader() -> str:
    return f"lxml {importlib.metadata.version('lxml')}"


# --------------------------------------------------------------------------------------
# The text


class _TeiDisplays(ElementDisplays):
    """How the elements of a TEI file are shown.

    Words that are elements (``<w>``) have a blank behind them unless the file joins
    them to the next one. A file that joins none is read with the blanks it has.
    """

    def __init__(self, root: Any) -> None:
        self._joins_tokens = any(
            element.get("join") for element in _elements(root, *_TOKENS)
        )
        self._has_blanks = any(
            element.tail and element.tail.isspace() for element in _elements(root, "w")
        )

    def display_of(self, element: Any) -> Display:
        """Return how an element is shown."""
        name = local_name(element)
        if name in _LINE_AND_PAGE_BREAKS:
            return "joined" if element.get("break") == "no" else "blank"
        if _is_other_reading(element):
            return "left out"
        if name == "cell":
            return "cell"
        if name in _BETWEEN_PARAGRAPHS:
            is_in_paragraph = _has_ancestor(element, _TEXT_BLOCKS)
            return "inline" if is_in_paragraph else "line"
        return _DISPLAYS.get(name, "inline")

    def text_of(self, element: Any) -> str:
        """Return the text before the first child; none between joined tokens."""
        text = element.text or ""
        name = local_name(element)
        if not text.strip() and (self._joins_tokens or name in _SETS_OF_READINGS):
            text = ""
        # A remark is no part of the word before it, nor of the one behind it.
        return f" {text}" if name in _REMARKS and _words(element) else text

    def tail_of(self, element: Any) -> str:
        """Return the text behind an element, with the blank that its tokens ask for."""
        tail = element.tail or ""
        name = local_name(element)
        if name in _TOKENS and _parent_name(element) != "w":
            return self._tail_of_token(element, tail)
        if name == "s":
            return f" {tail}"
        if _parent_name(element) in _SETS_OF_READINGS and not tail.strip():
            return ""
        if name in _REMARKS and _words(element):
            return tail if _begins_with_mark(element, tail) else f" {tail}"
        if self._joins_tokens and not tail.strip():
            is_in_sentence = _has_ancestor(element, frozenset("s"))
            return "" if is_in_sentence else tail
        return tail

    def _tail_of_token(self, token: Any, tail: str) -> str:
        if tail.strip():
            return tail
        if self._joins_tokens:
            following = token.getnext()
            joins_following = token.get("join") in ("right", "both")
            if following is not None and following.get("join") in ("left", "both"):
                joins_following = True
            return "" if joins_following else " "
        if self._has_blanks:
            return tail
        following = token.getnext()
        is_before_mark = following is not None and local_name(following) == "pc"
        return "" if is_before_mark else " "


def _begins_with_mark(element: Any, tail: str) -> bool:
    """Return whether a mark that stands next to words comes behind an element."""
    following = element.getnext()
    if not tail and following is not None:
        return local_name(following) == "pc"
    return tail.startswith(_CLOSING_MARKS)


def _is_other_reading(element: Any) -> bool:
    """Return whether another reading stands in the text in the place of this one."""
    name = local_name(element)
    parent = element.getparent()
    if parent is None:
        return False
    parent_name = local_name(parent)
    if parent_name == "choice":
        readings = [child for child in parent if local_name(child)]
        chosen = [
            child for child in readings if local_name(child) not in _EDITORS_READINGS
        ]
    elif parent_name in ("app", "rdgGrp"):
        if name not in _READINGS:
            return True  # what is said about the readings, such as <wit>
        readings = [child for child in parent if local_name(child) in _READINGS]
        chosen = [child for child in readings if local_name(child) == "lem"]
    else:
        return False
    return element is not (chosen or readings)[0]


def _elements(root: Any, *names: str) -> Iterator[Any]:
    """Yield the elements of these names, in any namespace."""
    yield from root.iter(*[f"{{*}}{name}" for name in names])


def _parent_name(element: Any) -> str:
    parent = element.getparent()
    return "" if parent is None else local_name(parent)


def _has_ancestor(element: Any, names: frozenset[str]) -> bool:
    """Return whether an element stands in one of these names, inside its text."""
    for ancestor in element.iterancestors():
        name = local_name(ancestor)
        if name in names:
            return True
        if name in ("div", "body", "text", "u", "sp"):
            return False
    return False


def _is_footnote(note: Any) -> bool:
    """Return whether a note is a footnote, and no remark inside the text."""
    place = (note.get("place") or "").split(" ")[0]
    kind = note.get("type") or ""
    if place in _FOOTNOTE_PLACES or kind in _FOOTNOTE_TYPES:
        return True
    return bool(note.get("n")) and not place and not kind


def _move_footnotes(root: Any) -> None:
    """Put the footnotes of each paragraph behind it, so that it reads on."""
    last_notes: dict[Any, Any] = {}  # of each paragraph
    for note in list(_elements(root, "note")):
        if not _is_footnote(note):
            continue
        block = _outermost_block(note)
        if block is None:
            continue
        _detach(note)
        last_notes.get(block, block).addnext(note)
        last_notes[block] = note


def _outermost_block(note: Any) -> Any:
    """Return the outermost paragraph, heading or line around a note, or None."""
    block = None
    for ancestor in note.iterancestors():
        name = local_name(ancestor)
        if name in _TEXT_BLOCKS:
            block = ancestor
        elif name in ("div", "body", "text", "u", "sp"):
            break
    return block


def _move_remarks_out_of_words(root: Any) -> None:
    """Put a remark inside a word behind it, if the file has the whole word elsewhere.

    Otherwise two words may stand there.
    """
    words_of_file: set[str] = set()
    for remark in _elements(root, *sorted(_REMARKS)):
        left = _WORD_AT_END.search(_text_before(remark))
        right = _WORD_AT_START.match(remark.tail or "")
        if left is None or right is None:
            continue
        if not words_of_file:
            words_of_file.update(_WORD.findall(" ".join(root.itertext()).casefold()))
        whole_word = left.group() + right.group()
        if whole_word.casefold() in words_of_file:
            _append_text_before(remark, right.group())
            remark.tail = remark.tail[right.end() :]


def _text_before(element: Any) -> str:
    """Return the text between an element and the tag before it."""
    previous = element.getprevious()
    if previous is not None:
        return previous.tail or ""
    parent = element.getparent()
    return "" if parent is None else parent.text or ""


def _append_text_before(element: Any, text: str) -> None:
    """Add text to that between an element and the tag before it."""
    previous = element.getprevious()
    if previous is not None:
        previous.tail = (previous.tail or "") + text
        return
    parent = element.getparent()
    parent.text = (parent.text or "") + text


def _detach(element: Any) -> None:
    """Take an element out of its tree, and leave the text behind it there."""
    tail = element.tail or ""
    element.tail = None
    _append_text_before(element, tail)
    element.getparent().remove(element)


def _losses(root: Any) -> tuple[str, ...]:
    """Return what the file holds and the text does not, as sentences."""
    left_out = {
        "deletions": "del",
        "running heads": "fw",
        "pictures": "graphic",
        "descriptions of pictures": "figDesc",
        "annotations outside the text": "standOff",
        "transcriptions of the pages": "sourceDoc",
        "gaps": "gap",
    }
    losses = []
    for plural, name in left_out.items():
        count = sum(1 for _ in _elements(root, name))
        if count and plural == "gaps":
            losses.append(f"Gaps of the source: {count}.")
        elif count:
            losses.append(f"Left out: {count} of the element <{name}> ({plural}).")
    included = sum(1 for _ in _elements(root, "include"))
    if included:
        losses.append(
            f"Other files that it names (<xi:include>), not read: {included}."
        )
    in_choices = _count_other_readings(root, "choice")
    if in_choices:
        losses.append(
            f"Readings of the editor beside what the page says, left out: {in_choices}."
        )
    in_apparatus = _count_other_readings(root, "app", "rdgGrp")
    if in_apparatus:
        losses.append(
            f"Readings of other copies beside the text (<app>), left out: {in_apparatus}."
        )
    return tuple(losses)


def _find_oddities(root: Any) -> list[Oddity]:
    """Return what looks odd: several texts in one file, and files that it names."""
    oddities = []
    included = sum(1 for _ in _elements(root, "include"))
    if included:
        reason = (
            "The file names other files (<xi:include>), which are not read with it."
        )
        remedy = "Read the folder that has these files in it too."
        oddities.append(Oddity("included files", included, reason, remedy))
    texts = sum(1 for _ in _elements(root, "TEI", "TEI.2"))
    if texts > 1:
        reason = "The file holds several TEI texts, which are read as one document."
        remedy = "Save each element <TEI> as a file of its own."
        oddities.append(Oddity("several texts", texts, reason, remedy))
    return oddities


def _count_other_readings(root: Any, *parents: str) -> int:
    """Return how many readings are left out in elements of these names."""
    count = 0
    for parent in _elements(root, *parents):
        for child in parent:
            if local_name(child) and _is_other_reading(child):
                count += 1
    return count


# --------------------------------------------------------------------------------------
# The layers


@dataclass(eq=False)
class _Layers:
    """Spans by layer, as they are found."""

    tree: TreeText
    spans: dict[str, list[LabelledSpan]] = field(default_factory=dict)

    def add(self, layer: str, start: int, end: int, label: str) -> None:
        """Add a span without the blanks around it, if there is text in it."""
        piece = self.tree.text[start:end]
        start += len(piece) - len(piece.lstrip())
        end = start + len(piece.strip())
        if start < end:
            self.spans.setdefault(layer, []).append(LabelledSpan(start, end, label))


def _read_layers(tree: TreeText) -> dict[str, tuple[LabelledSpan, ...]]:
    """Return the spans of the speakers, the footnotes and the other notes."""
    layers = _Layers(tree)
    person_names = _person_names(tree.root)
    for element in tree.root.iter("*"):
        name = local_name(element)
        extent = tree.extents[element]
        if name in ("u", "sp"):
            _add_speech(layers, element, person_names)
        elif name == "note" and _is_footnote(element):
            label = element.get("n") or ""
            layers.add(FOOTNOTE_LAYER, extent.start, extent.end, label)
        elif name in _LABELS_OF_NOTES and not _is_in_note(element):
            label = _LABELS_OF_NOTES[name]
            kind = element.get("type")
            if name == "note" and kind:
                label = f"note: {kind}"
            layers.add(NOTE_LAYER, extent.start, extent.end, label)
    return {name: tuple(spans) for name, spans in layers.spans.items()}


def _is_in_note(element: Any) -> bool:
    """Return whether an element stands in another that is a note already."""
    return any(
        local_name(ancestor) in _LABELS_OF_NOTES for ancestor in element.iterancestors()
    )


def _add_speech(layers: _Layers, speech: Any, person_names: dict[str, str]) -> None:
    """Add the span of a speech, without the name before it."""
    extents = layers.tree.extents
    start = extents[speech].start
    stated_name = ""
    for child in speech:
        if local_name(child) != "speaker":
            continue
        stated_name = layers.tree.text_of(child).strip().rstrip(".:—– ")
        if extents[child].start == start:
            start = extents[child].end
        break
    who = (speech.get("who") or "").split()
    names = [_name_of(reference, person_names) for reference in who]
    label = "; ".join(name for name in names if name) or stated_name
    layers.add(SPEAKER_LAYER, start, extents[speech].end, label)


def _name_of(reference: str, person_names: dict[str, str]) -> str:
    """Return the name of a person, or what refers to it if no name is given."""
    identifier = reference.rpartition("#")[2].rpartition(":")[2]
    return person_names.get(identifier, identifier)


def _person_names(root: Any) -> dict[str, str]:
    """Return the names of the persons that the header lists, by their ids."""
    names = {}
    for person in _elements(root, "person", "personGrp", "role", "org"):
        identifier = person.get(_XML_ID)
        name = _written_name(person)
        if identifier and name:
            names[identifier] = name
    return names


def _written_name(person: Any) -> str:
    """Return the first name that is given for a person, first names first."""
    if local_name(person) == "role":
        return _words(person)
    for name in _elements(person, "persName", "orgName", "name"):
        forenames = [_words(part) for part in _elements(name, "forename")]
        surnames = [_words(part) for part in _elements(name, "nameLink", "surname")]
        if surnames:
            return " ".join(part for part in [*forenames, *surnames] if part)
        return _words(name)
    return ""


def _words(element: Any) -> str:
    """Return the words of an element on one line."""
    return " ".join("".join(element.itertext()).split())


# --------------------------------------------------------------------------------------
# The header


def _read_metadata(root: Any) -> dict[str, str]:
    """Return title, author, date and language, as far as the header says them."""
    header = next(_elements(root, "teiHeader"), None)
    language = root.get(_XML_LANGUAGE) or ""
    if not language:
        text = next(_elements(root, "text"), None)
        language = "" if text is None else text.get(_XML_LANGUAGE) or ""
    fields = {"title": "", "author": "", "date": "", "language": language}
    if header is not None:
        statement = next(_elements(header, "titleStmt"), None)
        if statement is not None:
            fields["title"] = _title_of(statement, language)
            authors = [_words(author) for author in _elements(statement, "author")]
            fields["author"] = "; ".join(author for author in authors if author)
        fields["date"] = _date_of(header)
        if not language:
            declared = next(_elements(header, "language"), None)
            fields["language"] = "" if declared is None else declared.get("ident") or ""
    return {name: value for name, value in fields.items() if value}


def _title_of(statement: Any, language: str) -> str:
    """Return the main title, in the language of the text if there are several."""
    titles = list(_elements(statement, "title"))
    main_titles = [title for title in titles if title.get("type") == "main"] or titles
    in_language = [
        title for title in main_titles if title.get(_XML_LANGUAGE) == language
    ]
    chosen = in_language or main_titles
    return _words(chosen[0]) if chosen else ""


# Where the date of a text stands, the surest first; the date of its edition comes last.
_PLACES_OF_DATE = ("settingDesc", "creation", "sourceDesc", "publicationStmt")


def _date_of(header: Any) -> str:
    """Return the date of the text, or the earliest that is given, as ISO 8601."""
    for place in _PLACES_OF_DATE:
        for parent in _elements(header, place):
            for date in _elements(parent, "date"):
                stated = date.get("when") or date.get("from") or _words(date)
                if _ISO_DATE.fullmatch(stated):
                    return stated
    return ""
