"""The bundled lists of stop words: what each must have, and what it must not."""

from __future__ import annotations

import pytest

from discourse.corpus import Corpus
from discourse.counting.stop_words import stop_words
from discourse.registries import STOP_LISTS
from discourse.text import word_identity

MUST_HAVE = {
    "ar": "في من على إلى عن مع هذا هذه ذلك التي الذي أن أو لا كان وفي لها قد الى أيضًا",
    "de": "der die das und nicht ein eine ist war wird haben kann von mit zu im für dass sich wir",
    "en": "the of and to in that is was for with on by this which have not will our we are",
    "es": "el la los de y que en un una con para por se no su es son ha como más",
    "fr": "le la les de et à des un une que qui dans pour est sont nous d'un qu'il c'est l",
    "it": "il la di e che in un una per con del della non è sono si ha anche c'è dell",
    "kk": "және мен бен үшін бұл осы ол біз олар де да емес бар еді болып деп туралы бойынша өз әр",
    "pt": "o a os de e que em um uma com para por não se do da é são ao mais",
    "ru": "и в не на что он с как это мы по но из у за от о же для бы",
    "uz": "va bilan uchun bu shu u biz ular ham har emas edi bo'lgan deb ва билан учун бу ўз ҳам",
    "zh": "的 了 和 是 在 我们 不 有 也 与 这 对 就 都 而 及 等 被 把 或",
}
MUST_NOT_HAVE = {
    "ar": "دولة دول عالم أمن سلام حق حقوق تعاون تنمية جديد عام مشترك والتعاون شعب",
    "de": "staat recht macht welt kraft dank frieden volk neu gemeinsam teil ordnung weg",
    "en": "state states member new world work order interest war common fine us era",
    "es": "estado era poder deber haya parte nuevo mundo derecho paz medio general fin",
    "fr": "état ère pouvoir devoir personne bien fait or part ai nouveau monde paix",
    "it": "stato stati era potere dovere parte fine nuovo mondo via ai pace diritto",
    "kk": "мемлекет халық жаңа әлем бірлік ортақ бейбітшілік жол бас ел қоғам заң",
    "pt": "estado era poder dever parte novo mundo direito paz meio geral via fim",
    "ru": "мир страна государство сотрудничество общий новый народ право власть эпоха",
    "uz": "davlat xalq yangi dunyo tinchlik hamkorlik bosh yuz yo'l tomon давлат халқ йўл",
    "zh": "中 国 人民 和平 共同 发展 安全 世界 新 国家",
}
SENTENCES = {
    "ar": (
        "إن السلام والتعاون بين الدول هو أساس التنمية في هذا العالم.",
        "السلام والتعاون الدول أساس التنمية العالم",
    ),
    "de": (
        "Wir müssen den Frieden und die Sicherheit in der Welt nicht nur wahren.",
        "frieden sicherheit welt wahren",
    ),
    "en": (
        "We will build a community with a shared future for all of mankind.",
        "build community shared future mankind",
    ),
    "es": (
        "Nuestro Estado ha entrado en una nueva era, y no lo olvidaremos.",
        "estado entrado nueva era olvidaremos",
    ),
    # An elided article stays with its noun: one token, which the list lacks.
    "fr": (
        "C’est l’avenir d’un État qu’il faut bâtir avec les « peuples ».",
        "l'avenir état faut bâtir peuples",
    ),
    "it": (
        "Lo Stato non è la fine dell’Unione: c’è una nuova era per l’Europa.",
        "stato fine dell'unione nuova era l'europa",
    ),
    "kk": (
        "Біз бейбітшілік пен ынтымақтастық үшін және халықтың болашағы туралы айтамыз.",
        "бейбітшілік ынтымақтастық халықтың болашағы айтамыз",
    ),
    "pt": (
        "O nosso Estado não é o fim de uma era; pelo contrário, são os povos.",
        "estado fim era contrário povos",
    ),
    "ru": (
        "Мы не можем говорить о мире, если они этого не хотят.",
        "можем говорить мире хотят",
    ),
    "uz": (
        "Bu davlatlar oʻz xalqlari uchun tinchlik va hamkorlik tarafdori. "
        "Бу давлатлар ўз халқлари учун тинчлик ва ҳамкорлик тарафдори.",
        "davlatlar xalqlari tinchlik hamkorlik tarafdori "
        "давлатлар халқлари тинчлик ҳамкорлик тарафдори",
    ),
    "zh": ("我们 和 世界 人民 在 一起", "世界 人民 一起"),
}


def words_of(text: str) -> list[str]:
    stream = Corpus.from_texts({"a": text}).stream
    return [stream.vocabulary[word] for word in stream.ids]


def test_every_list_is_tried() -> None:
    assert set(MUST_HAVE) == set(MUST_NOT_HAVE) == set(SENTENCES) == set(STOP_LISTS)


@pytest.mark.parametrize("name", STOP_LISTS)
def test_a_list_has_the_words_of_grammar(name: str) -> None:
    expected = set(MUST_HAVE[name].split())
    assert len(expected) == 20
    assert expected - stop_words(name) == set()


@pytest.mark.parametrize("name", STOP_LISTS)
def test_a_list_has_no_word_of_substance(name: str) -> None:
    subjects = set(MUST_NOT_HAVE[name].split())
    assert len(subjects) >= 10
    assert subjects & stop_words(name) == set()


@pytest.mark.parametrize("name", STOP_LISTS)
def test_words_stand_in_the_file_as_they_are_compared(name: str) -> None:
    for word in stop_words(name):
        assert word_identity(word) == word


@pytest.mark.parametrize("name", [name for name in STOP_LISTS if name != "zh"])
def test_each_word_of_a_list_is_one_token(name: str) -> None:
    for word in stop_words(name):
        assert words_of(word) == [word]


@pytest.mark.parametrize("name", [name for name in STOP_LISTS if name != "zh"])
def test_what_is_left_of_a_sentence(name: str) -> None:
    sentence, expected = SENTENCES[name]
    left = [word for word in words_of(sentence) if word not in stop_words(name)]
    assert left == expected.split()


def test_function_words_of_chinese_are_those_of_words() -> None:
    sentence, expected = SENTENCES["zh"]
    left = [word for word in sentence.split() if word not in stop_words("zh")]
    assert left == expected.split()


def test_both_alphabets_of_uzbek_have_the_same_words() -> None:
    words = stop_words("uz")
    latin = {word for word in words if word.replace("'", "").isascii()}
    assert len(latin) == len(words - latin)
