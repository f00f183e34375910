"""The keys of bibliographic heads, in the languages of the United Nations and some more.

They decide whether lines of the form ``Key: value`` at the beginning of a text are
metadata or a part of the text, such as a dialogue.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["KNOWN_KEYS", "has_sure_key", "is_evidence", "simplify_key"]


def _keys(*lines: str) -> frozenset[str]:
    """Return the keys in lines of text, in which a bar stands between two keys."""
    keys = " | ".join(lines).split(" | ")
    return frozenset(key.casefold() for key in keys)


# A text rarely begins with one of these and a colon unless it has a head.
_TITLES = _keys(
    "title | headline | subtitle | document title | speech title | original title",
    "titre | sous-titre | titular | título | subtítulo | titel | untertitel | überschrift",
    "заголовок | название | подзаголовок",
    "titolo | sottotitolo | тақырып | тақырыбы | sarlavha | タイトル | 題名 | 제목 | tiêu đề",
    "标题 | 題目 | 题目 | 標題 | 副标题 | 篇名 | 文章标题 | العنوان | عنوان",
)
_SOURCES = _keys(
    "source | publisher | published in | published by | publication | newspaper | journal",
    "fuente | éditeur | editorial | publié par | quelle | herausgeber | verlag",
    "fonte | editore | editora | дереккөз | manba | 出典 | 출처 | nguồn",
    "источник | издатель | издание | 来源 | 來源 | 出处 | 出版社 | 发布机构 | 发文机关",
    "المصدر | الناشر",
)
# The value of these must hold a figure.
_DATES = _keys(
    "date | dates | published | date published | publication date | published on | year",
    "publish date | release date | date of publication | date of release | issued",
    "date issued | date of issue | date of speech | speech date | posted | posted on",
    "date and place | place and date | reference | reference number | delivered on",
    "data di pubblicazione | data de publicação | күні | sana | 日付 | 날짜 | ngày",
    "last updated | last modified | retrieved | accessed | date accessed",
    "document number | document symbol | document no. | symbol | doi",
    "isbn | issn | fecha | fecha de publicación | año | date de publication | année",
    "publié le | datum | jahr | veröffentlicht | дата | дата публикации | год",
    "опубликовано | 日期 | 时间 | 時間 | 发布时间 | 发布日期 | 發布時間 | 发表时间",
    "成文日期 | 年份 | 文号 | 发文字号 | التاريخ | تاريخ | تاريخ النشر | السنة",
)
# The value of these must look like an address.
_ADDRESSES = _keys(
    "url | link | uri | web | website | web address | permalink | source url | 网址 | 链接",
    "enlace | lien | adresse | ссылка | الرابط",
)
# What these have is a name, not a sentence.
_NAMES = _keys(
    "country | language | lang | document type | text type | country name | country code",
    "original language | lingua | língua | paese | ел | тіл | til | mamlakat | 言語 | 언어",
    "iso | iso3 | pays | langue | país | idioma | lengua | sprache | страна | язык",
    "国家 | 國家 | 语言 | 語言 | 语种 | البلد | الدولة | اللغة",
)
# These are metadata as well, but a turn of a dialogue may begin with them.
_PERSONS = _keys(
    "author | authors | by | byline | written by | speaker | speakers | translator",
    "translated by | editor | editors | delivered by | writer | reporter | correspondent",
    "speech by | remarks by | statement by | speaker name | author name | representative",
    "autore | muallif | 著者 | 저자 | tác giả",
    "interviewee | auteur | autor | autora | orador | oradora | orateur | oratrice",
    "redner | rednerin | übersetzer | traductor | traducteur | автор | авторы | оратор",
    "докладчик | выступающий | переводчик | 作者 | 讲话人 | 演讲人 | 发言人 | 译者 | 編者",
    "编者 | 记者 | 責任編輯 | 责任编辑 | المؤلف | الكاتب | المتحدث | المترجم",
)
# And with these a heading of the text itself may begin.
_TOPICS = _keys(
    "subject | topic | theme | session | meeting | occasion | event | type | category",
    "genre | section | series | collection | position | office | role | rank | party",
    "place | location | venue | city | medium | organization | organisation | institution",
    "agency | ministry | department | nation | delegation | lieu | lugar | land | ort",
    "sujet | thème | asunto | tema | sesión | ocasión | thema | anlass | sitzung",
    "место | организация | тема | сессия | мероприятие | рубрика | должность",
    "地点 | 地點 | 机构 | 主题 | 場合 | 场合 | 会议 | 类型 | 类别 | 栏目 | 职务 | 届会",
    "المكان | الموضوع | المناسبة",
)
# These belong to heads but are no evidence: a text may begin with them.
_COMPANIONS = _keys(
    "abstract | summary | description | keywords | key words | tags | note | notes",
    "copyright | rights | license | licence | disclaimer | credit | edition | version",
    "issue | volume | time | updated | created | modified",
    "id | number | no. | format | pages | length | words | word count | status",
    "résumé | mots-clés | resumen | palabras clave | zusammenfassung | stichwörter",
    "аннотация | ключевые слова | примечание | 摘要 | 关键词 | 關鍵詞 | 备注 | 导语",
    "الملخص | ملاحظة",
)
_WEAK_KEYS = _NAMES | _PERSONS | _TOPICS
_SURE_KEYS = _TITLES | _SOURCES | _DATES | _ADDRESSES
KNOWN_KEYS = _SURE_KEYS | _WEAK_KEYS | _COMPANIONS

_MAX_NAME_LENGTH = 80  # characters
_MAX_NAME_WORDS = 10
_MAX_DATE_LENGTH = 80  # characters
_MIN_NAME_LENGTH = 4  # characters of a word that has a capital letter in a name
_LAST_SIGNS = ".!?…。！？;；,，"


def simplify_key(key: str) -> str:
    """Return a key in the form in which the known keys are written.

    >>> simplify_key("Publication-Date"), simplify_key("date_published")
    ('publication date', 'date published')
    """
    words = key.casefold().replace("_", " ").split()
    simple_key = " ".join(words)
    if simple_key in _TITLES | _COMPANIONS:  # some are written with a hyphen
        return simple_key
    return " ".join(simple_key.replace("-", " ").split())


def is_evidence(fields: Sequence[tuple[str, str]], rest: str) -> bool:
    """Return whether lines of the form ``Key: value`` are the head of a text.

    One key that only heads have is enough. Keys that a dialogue may have as well, such
    as "Speaker", count if their values are names, and if no later line begins with them.

    Parameters
    ----------
    fields : sequence of (str, str)
        Key and value of each line.
    rest : str
        The text after these lines.
    """
    if has_sure_key(fields):
        return True
    weak_keys: list[str] = []
    for key, value in fields:
        simple_key = simplify_key(key)
        if simple_key not in _WEAK_KEYS:
            continue
        if not _is_name(value) or simple_key in weak_keys or _begins_line(key, rest):
            return False
        weak_keys.append(simple_key)
    if len(weak_keys) != 1:
        return len(weak_keys) > 1
    # One such line alone may also be a heading, or the first turn of a dialogue.
    is_person = weak_keys[0] in _PERSONS and len(fields) == 1
    return weak_keys[0] in _NAMES or (is_person and _is_person(fields[0][1]))


def has_sure_key(fields: Sequence[tuple[str, str]]) -> bool:
    """Return whether there is a key that is found in heads only, with a fitting value.

    >>> has_sure_key([("Date", "12 June")]), has_sure_key([("Date", "see below")])
    (True, False)
    """
    return any(_is_sure(simplify_key(key), value) for key, value in fields)


def _is_sure(key: str, value: str) -> bool:
    """Return whether a key and its value are found in heads only."""
    if not value:
        return False
    if key in _TITLES or key in _SOURCES:
        return True
    if key in _DATES:
        return len(value) <= _MAX_DATE_LENGTH and any(map(str.isnumeric, value))
    return key in _ADDRESSES and bool(re.match(r"\S+\.\S+$", value))


def _is_name(value: str) -> bool:
    """Return whether a value may be the name of a person, a place or an occasion."""
    is_short = len(value) <= _MAX_NAME_LENGTH and len(value.split()) <= _MAX_NAME_WORDS
    return bool(value) and is_short and value[-1] not in _LAST_SIGNS


def _is_person(value: str) -> bool:
    """Return whether a value looks like the name of a person.

    It has two words or more, each with a capital letter, or letters without capitals.
    """
    words = re.findall(r"[^\W\d_]+", value)
    # Short words such as "de" or "bin" have no capital in many names.
    long_words = [word for word in words if len(word) >= _MIN_NAME_LENGTH]
    have_capitals = all(not word[0].islower() for word in long_words)
    is_without_case = value.upper() == value.lower()
    return (len(words) > 1 and have_capitals) or is_without_case


def _begins_line(key: str, text: str) -> bool:
    """Return whether a line of the text begins with the key and a colon."""
    pattern = rf"(?mi)^[ \t]*{re.escape(key)}[ \t]*[:：]"
    return re.search(pattern, text) is not None
