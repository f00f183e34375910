"""What is common in texts: characters and words by which an encoding is recognised.

The Han characters and the syllables of Hangul are the most frequent ones of the
government work reports of China (2008-2025) and of the Universal Declaration of Human
Rights in Chinese, Japanese and Korean, counted for this list.
"""

from __future__ import annotations

__all__ = [
    "ARABIC",
    "ASIAN_SIGNS",
    "CENTRAL_ALPHABETS",
    "CENTRAL_WORDS",
    "CYRILLIC",
    "ENGLISH_WORDS",
    "FREQUENT_ARABIC",
    "FREQUENT_CYRILLIC",
    "FREQUENT_GREEK",
    "FREQUENT_HAN",
    "FREQUENT_HANGUL",
    "GREEK",
    "HEBREW",
    "LATIN",
    "SIGNS",
    "TURKISH",
    "TURKISH_WORDS",
    "WESTERN_ALPHABETS",
    "WESTERN_WORDS",
    "WORDS_WITH_ACCENTS",
]


def _words(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


SIGNS = "“”‘’–—…•«»°§€£№\u00a0©®™·¿¡ºª†"
LATIN = "àâäáãåæçèéêëìíîïñòóôöõøùúûüœßÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜŒ"
# French, Spanish, Portuguese, Italian, German, and the languages of the North.
WESTERN_ALPHABETS = (
    "éèàùâêîôûçëïœ",
    "áéíóúñü",
    "áâãàçéêíóôõú",
    "àèéìòù",
    "äöüß",
    "åäöæøé",
)
# Polish, Czech and Slovak, Hungarian, Romanian, Croatian and Slovene.
CENTRAL_ALPHABETS = (
    "ąćęłńóśźż",
    "áčďéěíĺľňóôŕřšťúůýžä",
    "áéíóöőúüű",
    "ăâîşţ",
    "čćđšž",
)
CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґўјљњћџђ"
TURKISH = "çğıöşüâîİ"
GREEK = "αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώϊϋ"
ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةأإآؤئء،؛؟"
FREQUENT_ARABIC = "اليمونرتبةعدسفه"
HEBREW = "אבגדהוזחטיךכלםמןנסעףפץצקרשת"
ASIAN_SIGNS = "、。，．・：；？！（）「」『』《》〈〉【】〔〕“”‘’—…·～\u3000"

FREQUENT_CYRILLIC = "оеаинтсрвлкмдпуяыьгзбч"
FREQUENT_GREEK = "αοιετσνηυρπκςμλό"

FREQUENT_HAN = (
    "本日声聲宣聯"
    "一万三上下不与专世业两严並个中为主义九乡了予争事二于互五些交产享人亿今从他代"
    "以们件价任企众优会位低住体何作使供依促保信個值做健働元充免党入全八公共关兴其"
    "养内军农决准减出分切刑划创判別利别到制前力办加务动助励労势動務包化区医十升协"
    "厳去又及反发取受变口可台各合同向员和品員商問善嚴四困国國土在地场均坚型城域培"
    "基場境增处备复外多大央女奴好姻婚学安完宗定实宣害家實对导対尊對小就局层居展属"
    "工差己已币市布平年并广序应府度庭康建开式引强当形律得心必快念态思性总情意應成"
    "我或战房所手扩扶批承技把投択护括持挥排接控推措掲提支收改放政效教整文断新方於"
    "施族无时明易是時普更會有服期本术机权村条来极构果标核格條業模権權正此步歧段比"
    "民气水求治法活流济海消深源準灾点為無物特犯独率环现現理生產産用由电男界略當疗"
    "発發的益监盟目相着研础确確礎社种科积程税種稳突立第等策管籍类精系經级组经结统"
    "继续维综网罪置罰群義老者而职联聯育能自般良色节范药营落融行补表被裁要見視观规"
    "视解言訴認論護计认让论设试调財财责质贫贯贸费资路身转过运近这进迫追适选這通造"
    "連進遍過道選部配重量金鉴鑑镇长開間関问间防际降限险際障隷隸难集需非面革願類项"
    "预领题风食高鼓"
)
FREQUENT_HANGUL = (
    "가간강개거것게격결경계고공과관교구국권규그근기나내녀념노누느는니다단당대도독"
    "동되된될든들등따떠또라람래러력로록류른를리만며명모목무문민및반받발배법별보본"
    "부비사산상생서선성세소수시식신실심아야양어언엄업없에여연였예와완요우원위유육"
    "으은을의이인일있자장재적전정제조존종죄주준중증지직진질차천체초치타태터통평포"
    "표필하학한할함합항해행현형호혼화활회"
)

# Function words without accents, by which the language of a text is recognised.
ENGLISH_WORDS = _words(
    "the of and to in is that for with on we our this are be by as it not from"
)
WESTERN_WORDS = ENGLISH_WORDS | _words(
    "les des la le et que los las del el en un une du dans pour par sur est nous "
    "der die das und nicht ist ein von mit den zu dos das uma para com il di che "
    "per con sono het een van og att det"
)
CENTRAL_WORDS = _words(
    "nie jest na do od po przez oraz tym dla jak ale jego jsou bylo jako podle ktor "
    "pre pri egy nem hogy meg volt csak az ez ki si din la pe cu sunt este nu care "
    "da je su za od ili kao biti ima"
)
TURKISH_WORDS = _words(
    "ve bir bu ile da de olan olarak her gibi daha sonra kadar en hem"
)
# Words with accents that are common, or that are at home in English texts.
WORDS_WITH_ACCENTS = _words(
    "naïve naïf naïveté café cafés cliché clichés façade fiancé résumé rôle élite "
    "communiqué détente régime régimes première protégé exposé entrée déjà voilà "
    "coöperate coöperation señor são côte méxico perú panamá bogotá müller zürich "
    "genève québec türkiye république état états été être même très après où aussi "
    "développement sécurité société coopération également économique économie pays "
    "français française génération général générale délégation président réunion "
    "más también años nación república económico económica según así está están "
    "través político políticas región unión organización cooperación información "
    "não são está também até nações nação cooperação organização segurança países "
    "für über können länder größe während müssen möchten zusammenarbeit größer "
    "è più perché così città società libertà är och för från på där één "
    "się że są już więc który które być także więcej między współpraca święto łódź "
    "není které když již více český česká čeština země než také článek řecko před "
    "že sú aj ktoré môže és még több között együttműködés magyar című după până și "
    "şi în că să între către także može više još će što od koji između"
)
