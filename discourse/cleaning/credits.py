"""Who made a text, and where it comes from.

Credits of the page, such as its editor, are proposed to be masked. What belongs to the
text, such as its author or source, is proposed to be marked.
"""

from __future__ import annotations

import re

from discourse.cleaning.text_blocks import Block, Page, Proposal, propose_match
from discourse.text import LINE_ENDS

__all__ = ["propose_credit", "propose_inline_credits", "propose_picture_notes"]

_AGENCIES = (
    r"xinhua|reuters|afp|tass|itar-tass|interfax|ria novosti|bloomberg|ani|ians|pti|upi|kyodo|yonhap|dpa|efe|ansa|irna|kazinform|cgtn"
    r"|cri online|people['’]s daily(?: online| overseas edition)?|china daily|global times|china news service|agencies|新华社|人民日报"
)
_EDITOR = re.compile(
    r"((web|copy|chief|managing|night|video|photo|deputy|news|online|content|executive|responsible|senior) )*"
    r"(editors?|editor-in-chief|edited by|editing( by)?|proof-?read(ing|er)?( by)?|produced by|producers?|typeset(ting|ter)?( by)?"
    r"|layout|designer|webmaster|uploaded by|posted by|责任编辑|责编|编辑|校对|审核|редактор)\s*[:：]\s*([^:：?!]{1,60})"
    r"|(posted|uploaded|submitted) by [^.:]{1,40}"
)
_SOURCE = re.compile(
    r"(sources?|news source|via|original (source|link|article|text|title)?|(originally|first) published( in| on| at| by)?"
    r"|reprinted (from|with permission( from| of)?)|courtesy( of)?|credits?|来源|文章来源|新闻来源|出处|原标题|источник|fuente|quelle)"
    r"\s*[:：]\s*.{1,150}|(this|the) (article|story|piece|text|interview) (was )?(originally|first) (published|appeared) .{1,120}"
    r"|(originally|first) (published|appeared) (in|on|at) .{1,100}|reprinted (from|with) .{1,100}|https?://\S+|www\.\S+"
    r"|(this|the) (article|text|message|story|page|translation)\b.{0,60}\b(translated|rewritten|generated|written) (by|with|using) "
    r"(a |an )?(artificial intelligence|ai\b|machine|google|computer|automatic).{0,60}"
)
_AUTHOR = re.compile(
    r"(authors?|author['`]s name|written by|reporters?|reported by|reporting( by)?|correspondents?|(story|text|words|photos?|images?"
    r"|pictures?|video|report|interview|illustration)( by| credit| courtesy( of)?)?|by|interviewed by|translators?|translated by"
    r"|translation|salin|作者|本报记者|记者|译者|翻译|摄影|图|автор|текст|перевод|фото)\s*[:：/]\s*(?!a{3})([^:?!]{1,90})|(the )?(author|writer) is .{3,200}"
)
_NAME = r"[A-ZÀ-ÞА-Я][\w.'’-]*(?:[ ,/&]+(?:and |de |van |von |al-|bin |ibn |for |of |in )?[A-ZÀ-ÞА-Я][\w.'’-]*){0,8}"
_BYLINE = re.compile(
    r"(?:[Bb]y|BY|(?:Text|Story|Reporting|Translated|Interview|Written|Photos?) by)\s+"
    r"(?!(?i:the|a|an|virtue|order|authority|means|way|all|his|her|its|their|our|this|that|these|law|now)\b)"
    rf"{_NAME}\*?(?:\s*\([^()]{{1,40}}\)|\s*[|·•–—-]\s*[^|]{{1,30}}){{0,2}}(?:\s*[|,]?\s*\W?(?:Updated|Published|Posted)?:?\s*[\d/: .-]{{8,20}})?"
)
_AGENCY = re.compile(rf"(?:{_AGENCIES})(?:[/,; -]+[\w' .-]{{1,40}})?", re.IGNORECASE)
_CREDIT_AT_END = re.compile(
    r"[(（\[]\s*(?=[^()（）\[\]\n]{3,250}[)）\]][\s.。\"”]*$)"
    r"(?i:[^()（）\[\]\n]{0,80}?\b(?:the author|authors?|writer|reporter|correspondent|commentator|columnist|editor|editing|reporting"
    r"|edited|translated|source|contributed|with input from|web editor|compiled)\b[^()（）\[\]\n]*"
    rf"|(?:{_AGENCIES})[^()（）\[\]\n]{{0,40}}|[^()（）\[\]\n]{{0,20}}(?:记者|作者|编辑|责编|来源|译者)[^()（）\[\]\n]*)[)）\]]"
)
_PICTURE = re.compile(
    r"[(\[](?i:(?:file )?(?:photo|image|picture)(?: by| credit| courtesy of)?|xinhua|vcg|reuters|afp|ap|epa|getty images)"
    r"\s*[/:—– ]\s*[^()\[\]\n]{2,60}[)\]](?=[\s.]*$)"
)
_PICTURE_WORD = r"(?:(?:file|stock|archive) )?(?:photo(?:graph)?s?|pictures?|images?|资料图|图片|照片|图|фото)"
# All notes begin with a bracket, so that the others are passed over fast.
_PICTURE_NOTE = re.compile(
    rf"[(\[（【](?:\s*(?i:{_PICTURE_WORD}\s*(?:[/:：|–—-]|\b(?:by|from|credit|courtesy)\b)[^()\[\]（）【】\n]{{1,60}}"
    rf"|(?:{_AGENCIES}|vcg|ap|epa|getty images)(?: (?:photo|file))?\s*/[^()\[\]（）【】\n]{{2,40}}"
    rf"|[^()\[\]（）【】/\n]{{2,40}}/\s*(?:{_AGENCIES}|vcg|ap|epa|getty images)|[^()\[\]（）【】\n]{{0,12}}记者[^()\[\]（）【】\n]{{1,12}}摄)\s*[)\]）】]"
    rf"|(?<=[\[【])\s*(?i:{_PICTURE_WORD})\s*[\]】])"
)
_DATELINE = re.compile(
    r"[A-ZÀ-Þ][A-ZÀ-Þ'’.-]+(?:[ /][A-ZÀ-Þ][A-ZÀ-Þ'’.-]+){0,3}(?:, [^()\n—–]{1,40}?)?\s*"
    r"(?:[(（/][A-Za-z' ./-]{2,40}[)）/]\s*(?:--|[-–—])|(?:--|[–—])\s*[(（][A-Za-z' ./-]{2,40}[)）])"
)

_KEPT_AS_PROVENANCE = "provenance, kept in the counts"

_BEFORE_NOTE = (",", "，", "、", "”", "’", '"', "'", ")", "）")
_AFTER_NOTE = (",", "，", "、", ";", "；", ".", "。", "”", "’", '"', "'", "“", "‘")

MAX_BLANKS_BESIDE_NOTE = 12  # characters between a note on a picture and the text
MAX_CREDIT_WORDS = 25
MAX_BYLINE_WORDS = 15
MAX_CREDIT_LENGTH = 400  # characters at the end of a paragraph that may hold a credit


def propose_credit(block: Block) -> Proposal | None:
    """Return a proposal of `block` if it names who made page or text, or None."""
    if block.word_count > MAX_CREDIT_WORDS:
        return None
    content = block.key.strip("()[]（）【】 ")
    if _EDITOR.fullmatch(content):
        return block.propose("editor", "the line names who edited or produced the page")
    if _SOURCE.fullmatch(content):
        reason = f"the line says where the text comes from: {_KEPT_AS_PROVENANCE}"
        return block.propose("source", reason)
    if _is_byline(block, content):
        reason = f"the line names who wrote the text: {_KEPT_AS_PROVENANCE}"
        return block.propose("byline", reason)
    return None


def _is_byline(block: Block, content: str) -> bool:
    """Return whether the block names an author or, in brackets, a news agency."""
    has_brackets = block.text[0] in "([（【"
    names_author = _AUTHOR.fullmatch(content) is not None
    if has_brackets and (names_author or _AGENCY.fullmatch(content)):
        return True
    if block.word_count > MAX_BYLINE_WORDS:
        return False
    if not has_brackets and not block.ends_like_caption:
        return False
    return names_author or _BYLINE.fullmatch(block.text) is not None


def propose_inline_credits(page: Page) -> list[Proposal]:
    """Return proposals of the credits and datelines inside paragraphs."""
    prose = [block for block in page.blocks if block.is_prose]
    proposals = []
    # The credit is in the last paragraph of the text, the dateline in the first.
    for block in prose[-1:]:
        credit = _search_end_of_block(_CREDIT_AT_END, page.raw, block)
        if credit:
            reason = f"names who wrote or edited the text: {_KEPT_AS_PROVENANCE}"
            proposals.append(propose_match(credit, "credit-at-close", reason))
    for block in prose[:1]:
        dateline = _DATELINE.match(page.raw, block.start, block.end)
        if dateline:
            reason = (
                f"the place and agency with which a report opens: {_KEPT_AS_PROVENANCE}"
            )
            proposals.append(propose_match(dateline, "agency-dateline", reason))
    for block in page.blocks:
        # A quick test first: a stop may follow the bracket.
        last_characters = block.text[-2:]
        if ")" not in last_characters and "]" not in last_characters:
            continue
        picture_credit = _search_end_of_block(_PICTURE, page.raw, block)
        if picture_credit:
            reason = f"names who took a picture: {_KEPT_AS_PROVENANCE}"
            proposals.append(propose_match(picture_credit, "picture-credit", reason))
    return proposals


def propose_picture_notes(page: Page) -> list[Proposal]:
    """Return proposals of the notes on pictures that stand inside a sentence.

    Such a note is in brackets: "[photo: Xinhua]", "(Xinhua/Li Xin)". The text before it
    ends no sentence, and the text after it goes on.
    """
    reason = "a note on a picture inside a sentence"
    proposals = []
    for note in _PICTURE_NOTE.finditer(page.raw):
        if _is_inside_sentence(page.raw, note.start(), note.end()):
            proposals.append(propose_match(note, "picture-note", reason))
    return proposals


def _is_inside_sentence(raw: str, start: int, end: int) -> bool:
    """Return whether a sentence goes on over the span start:end of a text.

    On the same line any letter or figure goes on; on a new line no capital does.
    """
    text_before = raw[max(start - MAX_BLANKS_BESIDE_NOTE, 0) : start]
    text_after = raw[end : end + MAX_BLANKS_BESIDE_NOTE]
    last_character = text_before.rstrip()[-1:]
    next_character = text_after.lstrip()[:1]
    is_after_text = last_character.isalnum() or last_character in _BEFORE_NOTE
    if not is_after_text or not next_character:
        return False
    blanks_before = text_before[len(text_before.rstrip()) :]
    blanks_after = text_after[: len(text_after) - len(text_after.lstrip())]
    blanks = blanks_before + blanks_after
    if any(blank in LINE_ENDS for blank in blanks):
        return next_character.isalpha() and not next_character.isupper()
    return next_character.isalnum() or next_character in _AFTER_NOTE


def _search_end_of_block(
    pattern: re.Pattern[str], raw: str, block: Block
) -> re.Match[str] | None:
    """Return the first match of a pattern in the last characters of a block."""
    start = max(block.end - MAX_CREDIT_LENGTH, block.start)
    return pattern.search(raw, start, block.end)
