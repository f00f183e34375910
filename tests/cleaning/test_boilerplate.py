"""Boilerplate is found by place and form, in any language, and never in a clean text."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from discourse.cleaning import debris
from discourse.cleaning.boilerplate import STRENGTHS, has_frame
from discourse.cleaning.boilerplate_evidence import (
    EVIDENCE,
    explain_scores,
    find_longest_prose,
    measure_evidence,
    score_evidence,
)
from discourse.cleaning.text_blocks import Page, divide_into_blocks
from discourse.corpus import Corpus
from discourse.errors import OptionError
from discourse.registries import DEBRIS_RULES

RULES = ["boilerplate", "likely-boilerplate"]

# --------------------------------------------------------------------------------------
# Made-up pages of sites that do not exist


@dataclass(frozen=True)
class MadeUpPage:
    """A page: what is above the article, the article, and what is below it."""

    above: str
    article: str
    below: str

    @property
    def raw(self) -> str:
        return "\n".join([self.above, self.article, self.below])


HUNGARIAN = MadeUpPage(
    above="""Kezdőlap
Belföld
Külföld
Gazdaság
Kultúra
Sport
Időjárás
Előfizetés
Bejelentkezés
Keresés""",
    article="""Megállapodtak a folyó vizéről a két ország miniszterei
A két ország miniszterei hétfőn megállapodtak arról, hogy a folyó vizét közösen használják, és hogy a gátat nem építik tovább.
A tárgyalás kilenc évig tartott, és a felek többször is felálltak az asztaltól, mert nem tudtak egyetérteni a költségekről.
Mit mondtak a halászok?
A parton élő halászok szerint a megállapodás jó hír, de azt is látni akarják, hogy a szavakból tettek lesznek.
A következő találkozót ősszel tartják, és akkor döntenek arról is, hogy ki fizeti a régi híd felújítását.
A miniszterek végül megköszönték a mérnökök munkáját, és kezet fogtak a hídon.""",
    below="""Kapcsolódó cikkek
Új híd épül a völgyben
Drágul a kenyér
Ki nyeri a kupát
Legolvasottabb
Vihar a tó felett
Képek a fesztiválról
Impresszum
Adatvédelem
Médiaajánlat
Kapcsolat
Hírlevél""",
)
VIETNAMESE = MadeUpPage(
    above="""Trang chủ
Thời sự
Thế giới
Kinh doanh
Giải trí
Thể thao
Pháp luật
Giáo dục
Sức khỏe
Đời sống""",
    article="""Hai nước thỏa thuận về nguồn nước của con sông
Bộ trưởng hai nước hôm thứ hai đã thỏa thuận cùng nhau sử dụng nguồn nước của con sông, và không xây thêm đập ở phía trên.
Cuộc đàm phán kéo dài chín năm, và hai bên đã nhiều lần rời bàn họp, vì không thể đồng ý với nhau về các khoản chi phí.
Người dân nói gì?
Người dân sống ở ven sông nói rằng thỏa thuận này là tin tốt, nhưng họ cũng muốn thấy những lời nói trở thành việc làm.
Cuộc họp tiếp theo sẽ được tổ chức vào mùa thu, và khi đó hai bên sẽ quyết định ai trả tiền sửa cây cầu cũ.
Các bộ trưởng đã cảm ơn các kỹ sư, và bắt tay nhau ở trên cầu.""",
    below="""Tin liên quan
Cầu mới ở thung lũng
Giá bánh mì tăng
Ai thắng cúp năm nay
Đọc nhiều nhất
Bão trên hồ
Ảnh lễ hội
Giới thiệu
Liên hệ
Quảng cáo
Điều khoản
Bảo mật""",
)
GREEK = MadeUpPage(
    above="""Αρχική
Πολιτική
Οικονομία
Κόσμος
Αθλητισμός
Πολιτισμός
Καιρός
Απόψεις
Σύνδεση
Αναζήτηση""",
    article="""Συμφωνία των δύο χωρών για το νερό του ποταμού
Οι υπουργοί των δύο χωρών συμφώνησαν τη Δευτέρα να χρησιμοποιούν μαζί το νερό του ποταμού, και να μη χτίσουν άλλο φράγμα.
Οι συνομιλίες κράτησαν εννέα χρόνια, και οι δύο πλευρές σηκώθηκαν πολλές φορές από το τραπέζι, γιατί δεν συμφωνούσαν για τα έξοδα.
Τι λένε οι ψαράδες;
Οι ψαράδες που ζουν στην όχθη λένε ότι η συμφωνία είναι καλό νέο, αλλά θέλουν να δουν και τα έργα μετά από τα λόγια.
Η επόμενη συνάντηση θα γίνει το φθινόπωρο, και τότε θα αποφασίσουν ποιος θα πληρώσει για την παλιά γέφυρα.
Οι υπουργοί ευχαρίστησαν τους μηχανικούς, και έδωσαν τα χέρια πάνω στη γέφυρα.""",
    below="""Διαβάστε ακόμη
Νέα γέφυρα στην κοιλάδα
Ακριβότερο το ψωμί
Δημοφιλή
Καταιγίδα στη λίμνη
Εικόνες από τη γιορτή
Ταυτότητα
Επικοινωνία
Διαφήμιση
Όροι χρήσης
Απόρρητο
Εγγραφή""",
)
CHINESE = MadeUpPage(
    above="""首页
要闻
评论
视频
图片
地方
汽车
房产
旅游
书画""",
    article="""两国部长就河水利用达成协议
两国部长星期一就共同利用河水达成协议，并且同意不再在上游修建新的水坝，这是九年来的第一次。
谈判持续了九年，双方多次离开谈判桌，因为他们在费用的问题上一直没有能够取得一致的意见。
渔民怎么说？
住在岸边的渔民说，这个协议是一个好消息，但是他们也希望看到，说出来的话能够变成做出来的事。
下一次会议将在秋天举行，到时候双方还要决定，由谁来支付修理旧桥所需要的钱，以及什么时候开工。
部长们最后感谢了工程师，并且在桥上握手。""",
    below="""热点排行
山谷里修建新桥
面包又涨价
湖上的风暴
节日的照片
客户端
招聘启事
广告服务
法律声明
网站地图
友情链接
手机版""",
)
ARABIC = MadeUpPage(
    above="""الرئيسية
السياسة
الاقتصاد
العالم
الرياضة
الثقافة
الطقس
الآراء
الدخول
البحث""",
    article="""اتفاق البلدين على مياه النهر
اتفق وزراء البلدين يوم الاثنين على استخدام مياه النهر معا، وعلى ألا يبنى سد آخر في أعلى النهر، بعد سنوات من الخلاف.
استمرت المحادثات تسع سنوات، وترك الجانبان الطاولة مرات كثيرة، لأنهما لم يتفقا على من يدفع تكاليف العمل في الوادي.
ماذا يقول الصيادون؟
يقول الصيادون الذين يعيشون على الضفة إن الاتفاق خبر جيد، لكنهم يريدون أن يروا الأفعال بعد الأقوال في هذا العام.
سيعقد الاجتماع القادم في الخريف، وسيقرر الجانبان عندئذ من يدفع ثمن إصلاح الجسر القديم، ومتى يبدأ العمل فيه.
وشكر الوزراء المهندسين في النهاية، وتصافحوا على الجسر.""",
    below="""اقرأ أيضا
جسر جديد في الوادي
ارتفاع سعر الخبز
الأكثر قراءة
عاصفة فوق البحيرة
صور من المهرجان
من نحن
اتصل بنا
الإعلانات
الشروط
الخصوصية
الاشتراك""",
)
PAGES = {
    "Hungarian": HUNGARIAN,
    "Vietnamese": VIETNAMESE,
    "Greek": GREEK,
    "Chinese": CHINESE,
    "Arabic": ARABIC,
}


def masked_lines(raw: str, **options: str) -> set[str]:
    """The lines of a text of which something is to be masked."""
    table = debris(Corpus.from_texts({"a": raw}), **options)
    lines: set[str] = set()
    for surface in table.loc[table["action"] == "mask", "surface"]:
        lines.update(line.strip() for line in surface.split("\n"))
    return lines - {""}


def boilerplate_of(raw: str, **options: str) -> pd.DataFrame:
    table = debris(Corpus.from_texts({"a": raw}), **options)
    return table[table["rule"].isin(RULES)]


def page_of(raw: str) -> Page:
    return divide_into_blocks(raw, is_wrapped=False)


@pytest.mark.parametrize("strength", STRENGTHS)
@pytest.mark.parametrize("language", PAGES)
def test_menus_and_links_are_found_in_any_language(
    language: str, strength: str
) -> None:
    page = PAGES[language]
    masked = masked_lines(page.raw, strength=strength)
    article = page.article.split("\n")
    assert [line for line in article[1:] if line in masked] == []
    for part in (page.above, page.below):
        lines = part.split("\n")
        found = [line for line in lines if line in masked]
        assert len(found) >= 0.8 * len(lines), (language, strength, found)


@pytest.mark.parametrize("language", PAGES)
def test_the_title_that_the_metadata_give_stays(language: str) -> None:
    page = PAGES[language]
    title = page.article.split("\n")[0]
    metadata = pd.DataFrame({"doc": ["a"], "title": [title]})
    corpus = Corpus.from_texts({"a": page.raw}, metadata)
    table = debris(corpus, strength="full")
    start = page.raw.index(title)
    is_over_title = (table["start"] < start + len(title)) & (table["end"] > start)
    assert not is_over_title.any()


def test_reasons_name_the_evidence_and_rows_of_lines_are_one_proposal() -> None:
    table = boilerplate_of(HUNGARIAN.raw)
    assert len(table) < 8
    assert set(table["kind"]) == {"boilerplate"}
    reasons_in_words = [kind.reason for kind in EVIDENCE]
    for reason in table["reason"]:
        assert any(words in reason for words in reasons_in_words), reason
    first = table.iloc[0]
    assert first["surface"].startswith("Kezdőlap\nBelföld")
    assert "lines" in first["reason"]


def test_full_strength_takes_more_and_says_by_which_rule() -> None:
    long_page = MadeUpPage(
        above=HUNGARIAN.above,
        article=HUNGARIAN.article,
        below=HUNGARIAN.below
        + "\nA kiadó a szerkesztőség hozzájárulásával közöl képeket"
        + "\nÍrja meg nekünk a véleményét a mai lapról",
    )
    default = boilerplate_of(long_page.raw)
    full = boilerplate_of(long_page.raw, strength="full")
    assert set(default["rule"]) == {"boilerplate"}
    assert set(full["rule"]) <= set(RULES)
    default_letters = letters_in(default)
    assert default_letters <= letters_in(full)
    assert DEBRIS_RULES["likely-boilerplate"].strength == "full"
    assert DEBRIS_RULES["boilerplate"].strength == "default"


def letters_in(table: pd.DataFrame) -> set[int]:
    places: set[int] = set()
    for start, end in zip(table["start"], table["end"], strict=True):
        places.update(range(start, end))
    return places


def test_the_same_page_has_the_same_proposals_alone_and_among_others() -> None:
    texts = {name: page.raw for name, page in PAGES.items()}
    together = debris(Corpus.from_texts(texts))
    pd.testing.assert_frame_equal(together, debris(Corpus.from_texts(texts)))
    for name, raw in texts.items():
        alone = debris(Corpus.from_texts({name: raw}))
        of_page = together[together["doc"] == name].reset_index(drop=True)
        pd.testing.assert_frame_equal(alone, of_page)


@pytest.mark.parametrize("strength", ["strong", "", "Full", None, 1, True])
def test_odd_strengths_are_refused_with_the_ones_there_are(strength: object) -> None:
    with pytest.raises(OptionError, match=r"strength=.*default.*full"):
        debris(Corpus.from_texts({"a": "b"}), strength=strength)  # type: ignore[arg-type]


# --------------------------------------------------------------------------------------
# Texts without a frame

SENTENCES = [
    "The ministers met for two hours on the first day and spoke about the river and the road.",
    "No state has rejected the text so far, and the chair expects an answer before the winter.",
    "It was agreed that the commission would meet again, and that its minutes would be public.",
    "The delegates thanked the host, who had waited for them since the early morning.",
]
NAMES = [f"{first} {last}" for first in ("Anton", "Lea", "Ines", "Timur", "Dana") for last in ("Berg", "Sund", "Halder", "Salim", "Okas", "Ruiz")]  # fmt: skip
RUSSIAN = "Министры двух стран договорились вместе пользоваться водой реки, и плотину решили больше не строить."


def lines_of(*parts: object) -> str:
    lines: list[str] = []
    for part in parts:
        lines += [part] if isinstance(part, str) else list(part)  # type: ignore[call-overload]
    return "\n".join(lines)


CLEAN_TEXTS = {
    "a transcript": lines_of(
        *[
            f"{name.upper()}:\n{SENTENCES[number % 4]}\n(Applause)"
            for number, name in enumerate(NAMES)
        ]
    ),
    "a poem": lines_of("The River", "", *["we came down to the river\nwith nothing in our hands\nand sand"] * 12),
    "a poem with a preface": lines_of("The River", SENTENCES * 2, ["The water", "falls", "on stone", "and sings"] * 8),
    "a report rich in lists": lines_of(
        "Annual report", *[[f"{number}. Trade in goods", SENTENCES[number % 4], "The main goods were:", "- melons", "- cotton", "- paper", SENTENCES[(number + 1) % 4]] for number in range(1, 9)]
    ),
    "a report with contents and names": lines_of(
        "Report", "Contents", "Introduction", "The river", "The road", "Annex", *[SENTENCES] * 12, "For the commission", NAMES[:8]
    ),
    "a dialogue in short lines": lines_of(
        SENTENCES[0], *["“Who is there?”\n“Me.”\n“Come in.”\n“Thank you.”"] * 15, SENTENCES[1]
    ),
    "a sentence a line": lines_of(SENTENCES * 20),
    "wrapped at 72": "\n\n".join(textwrap.fill(" ".join(SENTENCES), 72) for _ in range(9)),
    "a table in a report": lines_of(SENTENCES, [f"{year}\n{year * 3 % 97}" for year in range(1990, 2020)], SENTENCES),
    "a treaty and who signed it": lines_of("Joint Declaration", SENTENCES * 6, NAMES),
    "Chinese": lines_of("各位代表：", ["一、过去一年工作回顾", "过去一年，我们坚持稳中求进，经济总体平稳，社会大局稳定。", "各位代表！"] * 9),
    "Arabic": lines_of(ARABIC.article.split("\n") * 4),
    "Russian": lines_of("Речь министра", [RUSSIAN, "Господин председатель,", RUSSIAN] * 8),
    "an agenda": lines_of("Agenda", [f"{hour}:00 Session {hour}" for hour in range(8, 20)], SENTENCES),
}  # fmt: skip


@pytest.mark.parametrize("strength", STRENGTHS)
@pytest.mark.parametrize("name", CLEAN_TEXTS)
def test_nothing_of_a_text_without_a_frame_is_boilerplate(
    name: str, strength: str
) -> None:
    table = boilerplate_of(CLEAN_TEXTS[name], strength=strength)
    assert table["surface"].tolist() == []


@pytest.mark.parametrize("name", ["seeds", "speeches"])
def test_the_texts_of_the_project_have_no_boilerplate(name: str, root: Path) -> None:
    if name == "seeds":
        paths = sorted((root / "seeds").glob("0*.txt"))
        texts = {path.stem: path.read_text(encoding="utf-8") for path in paths}
    else:
        path = root / "notebooks" / "data" / "un-general-debate.jsonl"
        table = pd.read_json(path, lines=True)
        texts = {str(number): text for number, text in enumerate(table["text"])}
    table = debris(Corpus.from_texts(texts))
    assert not table["rule"].isin(RULES).any()


# --------------------------------------------------------------------------------------
# The evidence


def test_a_frame_needs_labels_on_both_sides() -> None:
    def is_framed(raw: str, *, has_known_furniture: bool = False) -> bool:
        blocks = page_of(raw).blocks
        return has_frame(blocks, has_known_furniture=has_known_furniture)

    assert is_framed(HUNGARIAN.raw)
    above_only = HUNGARIAN.above + "\nSport\nZene\n" + HUNGARIAN.article
    assert not is_framed(above_only)
    assert not is_framed(above_only, has_known_furniture=True)
    one_below = above_only + "\nKapcsolat"
    assert not is_framed(one_below)
    assert is_framed(one_below, has_known_furniture=True)
    assert not is_framed(HUNGARIAN.article, has_known_furniture=True)
    assert not is_framed("", has_known_furniture=True)


def test_each_line_of_the_article_scores_above_each_item_of_the_menus() -> None:
    page = page_of(HUNGARIAN.raw)
    scores = score_evidence(measure_evidence(page))
    prose = find_longest_prose(page.blocks)
    inside = scores[prose.start : prose.end]
    outside = np.concatenate([scores[: prose.start - 1], scores[prose.end :]])
    assert inside.min() > outside.max()


@pytest.mark.parametrize("kind", EVIDENCE, ids=lambda kind: kind.name)
def test_more_evidence_never_turns_round(kind: object) -> None:
    number = EVIDENCE.index(kind)  # type: ignore[arg-type]
    evidence = np.array([[item.typical for item in EVIDENCE]] * 2)
    assert score_evidence(evidence).tolist() == [0.0, 0.0]
    evidence[1, number] += 0.1
    low, high = score_evidence(evidence)
    assert (high > low) == (kind.weight > 0)  # type: ignore[attr-defined]
    worse = (
        evidence[[1]]
        if kind.weight < 0
        else evidence[[0]] - np.eye(len(EVIDENCE))[number]
    )  # type: ignore[attr-defined]
    assert explain_scores(worse) == kind.reason  # type: ignore[attr-defined]


def test_evidence_is_measured_on_odd_pages() -> None:
    for raw in ("word", "123", "...\nx", "ก" * 30, "中", "x\n" * 50):
        page = page_of(raw)
        evidence = measure_evidence(page)
        assert evidence.shape == (len(page.blocks), len(EVIDENCE))
        assert np.isfinite(evidence).all()


# --------------------------------------------------------------------------------------
# Pages of sites nobody saw

SAMPLE = 4  # every fourth page, to save time


@pytest.mark.parametrize(
    ("strength", "min_body", "max_frame"),
    [("default", 0.95, 0.40), ("full", 0.90, 0.25)],
)
def test_pages_of_other_sites(
    shared: Path, strength: str, min_body: float, max_frame: float
) -> None:
    path = shared / "data" / "pages.parquet"
    if not path.exists():
        pytest.skip(f"the collection {path.name} is not here")
    pages = pd.read_parquet(path).iloc[::SAMPLE]
    corpus = Corpus.from_texts(dict(zip(pages["doc"], pages["text"], strict=True)))
    table = debris(corpus, strength=strength)
    masks = table[table["action"].isin(["mask", "bridge"])]
    kept: dict[str, list[bool]] = {"body": [], "frame": []}
    for page in pages.itertuples():
        rows = masks[masks["doc"] == page.doc]
        text = text_outside(corpus.raw[page.doc], rows)
        for snippet in page.body:
            kept["body"].append("".join(snippet.split()) in text)
        for snippet in page.frame:
            kept["frame"].append("".join(snippet.split()) in text)
    assert np.mean(kept["body"]) >= min_body
    assert np.mean(kept["frame"]) <= max_frame


def text_outside(raw: str, spans: pd.DataFrame) -> str:
    """The text outside some spans, without its blanks."""
    pieces, last = [], 0
    for start, end in zip(spans["start"], spans["end"], strict=True):
        pieces.append(raw[last:start])
        last = end
    pieces.append(raw[last:])
    return "".join("\n".join(pieces).split())
