"""Characters that are written in another form for one of plain writing.

Unicode keeps forms of characters that differ in width or in style only, such as the
full-width letter "Ｂ", and radicals of Han characters that look like the characters
themselves, such as "⼈" for "人". Pages and PDF files hold them by accident. Each has one
plain form, of one code point.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["letters_of_ligature", "plain_form"]

# The tags of forms in Unicode's decompositions. "super" and "sub" are not
# among them: "km²" is not "km2".
_TAGS_OF_FORMS = frozenset(
    [
        "<wide>",
        "<narrow>",
        "<small>",
        "<vertical>",
        "<font>",
        "<isolated>",
        "<initial>",
        "<medial>",
        "<final>",
    ]
)
_KANGXI_RADICALS = range(0x2F00, 0x2FD6)
# Forms that Unicode gives no kind of their own.
_OTHER_FORMS = frozenset([*map(chr, _KANGXI_RADICALS), "ſ"])
# Latin, Armenian, Hebrew and Arabic ligatures.
_LIGATURES = range(0xFB00, 0xFF00)

# Each radical of the block CJK Radicals Supplement, followed by the character that it
# is a form of: the property Equivalent_Unified_Ideograph of Unicode 14.
_RADICALS_AND_CHARACTERS = (
    "⺁厂 ⺂乛 ⺃乚 ⺄乙 ⺅亻 ⺆冂 ⺇𠘨 ⺈刀 ⺉刂 ⺊卜 ⺋㔾 ⺌小 ⺍小 ⺎兀 ⺏尣 ⺐尢 "
    "⺑𡯂 ⺒巳 ⺓幺 ⺔彑 ⺕彐 ⺖忄 ⺗心 ⺘扌 ⺙攵 ⺛旡 ⺜日 ⺝月 ⺞歺 ⺟母 ⺠民 ⺡氵 "
    "⺢氺 ⺣灬 ⺤爫 ⺥爫 ⺦丬 ⺧牛 ⺨犭 ⺩王 ⺪𤴔 ⺫目 ⺬示 ⺭礻 ⺮𥫗 ⺯糹 ⺰纟 ⺱罓 "
    "⺲罒 ⺳㓁 ⺴冗 ⺵𦉫 ⺶羊 ⺷𦍌 ⺸𦍋 ⺹耂 ⺺肀 ⺻聿 ⺼肉 ⺽𦥑 ⺾艹 ⺿艹 ⻀艹 ⻁虎 "
    "⻂衤 ⻃覀 ⻄西 ⻅见 ⻆角 ⻇𧢲 ⻈讠 ⻉贝 ⻊𧾷 ⻋车 ⻌辶 ⻍辶 ⻎辶 ⻏邑 ⻐钅 ⻑長 "
    "⻒镸 ⻓长 ⻔门 ⻕𨸏 ⻖阝 ⻗雨 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻞𩙿 ⻟飠 ⻠饣 ⻡𩠐 "
    "⻢马 ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻫斉 ⻬齐 ⻭歯 ⻮齿 ⻯竜 ⻰龙 ⻱龜 "
    "⻲亀 ⻳龟 "
)


@functools.cache
def _character_of_radical() -> Mapping[str, str]:
    """Return the character that each radical is a form of."""
    pairs = _RADICALS_AND_CHARACTERS.split()
    characters = {pair[0]: pair[1] for pair in pairs}
    return MappingProxyType(characters)


def plain_form(char: str) -> str:
    """Return the plain form of a character, which is one character too.

    A character that has no other plain form is its own.

    >>> [plain_form(char) for char in "Ｂ２⼈⻓ｶ－ſ²"]
    ['B', '2', '人', '长', 'カ', '-', 's', '²']
    """
    character_of_radical = _character_of_radical()
    if char in character_of_radical:
        return character_of_radical[char]
    decomposition = unicodedata.decomposition(char)
    if not decomposition:
        return char
    *tags, last_code = decomposition.split()
    if tags:
        is_form = tags[0] in _TAGS_OF_FORMS or char in _OTHER_FORMS
        # Of several code points, all but the last one take the place of tags here.
        if len(tags) > 1 or not is_form:
            return char
    # Without a tag, Unicode takes the two characters for the same one.
    return plain_form(chr(int(last_code, 16)))


def letters_of_ligature(char: str) -> str:
    """Return the letters that a ligature is made of; another character as it is.

    >>> letters_of_ligature("ﬃ"), letters_of_ligature("a")
    ('ffi', 'a')
    """
    if ord(char) not in _LIGATURES:
        return char
    letters = unicodedata.normalize("NFKC", char)
    return letters if letters.isalpha() else char
