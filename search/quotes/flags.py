"""Which differences weigh more than others: negations, numbers, names."""

from __future__ import annotations

import re

from search.analysis import words

from .spelling import CONTRACTED

# Words of negation, and number words, of the languages that articles are dated and attributed in. They add a
# flag to an edit, and let a sentence with other figures be another one; words that are common and mean
# something else in another of these languages are left out (Turkish "on", ten).
_NEGATIONS_WORDS = """
    no not never none nobody nothing nowhere neither nor cannot without hardly barely scarcely
    nicht kein keine keinen keinem keiner keines nie niemals niemand niemanden nichts nirgends weder ohne
    ne pas jamais aucun aucune rien personne sans ni nulle
    nunca nada nadie ningun ninguna ninguno jamas tampoco sin
    nao jamais nenhum nenhuma ninguem sem non nessuno nessuna niente nulla mai senza
    niet geen nooit niemand nergens inte icke ej ingen inget inga aldrig utan ikke aldri
    не ни нет никогда никто никого никому ничто ничего ничему нельзя нигде никакой без
    ніколи ніхто нікого нікому ніщо нічого немає нема не ні ані жоден жодна жодне жодного жодної
    nie nikt nikogo nic nigdy nigdzie zaden zadna zadnego bez ani
    değil yok hayır hiç hiçbir asla
    لا لم لن ليس ليست ليسوا غير بدون δεν δε μη μην ουτε ποτε κανεις κανενας καμια τιποτα χωρις
    不 没 沒 無 无 未 勿 否
"""
NEGATIONS = frozenset(words(_NEGATIONS_WORDS))
# Japanese negates by endings, whose letters are words of their own.
_DENYING_ENDINGS = re.compile("ない|なかっ|なく|ません|ぬ(?![ぁ-ん])|ず(?=[に、。」]|$)")
# Beginnings that turn a word into its contrary, before words of four letters and more.
_CONTRARY = re.compile("(?:un|dis|il|ir|non)(?=.{4})")
_NUMBERS_WORDS = """
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
    hundred hundreds thousand thousands million millions billion billions trillion trillions
    dozen dozens half twice first second third fourth fifth sixth seventh eighth ninth tenth
    zwei drei vier fünf sechs sieben acht neun zehn elf zwölf zwanzig dreißig vierzig fünfzig sechzig
    siebzig achtzig neunzig hundert tausend millionen milliarde milliarden
    deux trois quatre cinq sept huit neuf dix onze douze treize quatorze quinze seize vingt trente
    quarante cinquante soixante cent cents mille milliard milliards
    dos tres cuatro cinco seis siete ocho nueve diez doce quince veinte treinta cuarenta
    cincuenta sesenta setenta ochenta noventa cien ciento cientos mil miles millon millones
    dois duas quatro sete oito nove dez vinte trinta quarenta cinquenta cem milhão milhões bilhões
    tre quattro cinque otto dieci venti trenta cento mila milione milioni miliardo miliardi
    twee drie vijf zes zeven negen tien twintig dertig veertig vijftig honderd duizend miljoen miljard
    один одна одно два две двух три трех четыре четырех пять пяти шесть шести семь семи восемь восьми
    девять девяти десять десяти двадцать тридцать сорок пятьдесят шестьдесят семьдесят сто двести
    тысяча тысячи тысяч миллион миллиона миллионов миллиард миллиарда миллиардов
    дві двох трьох чотири чотирьох п'ять п'яти шість шести сім семи вісім восьми дев'ять дев'яти
    десять двадцять тридцять п'ятдесят тисяча тисячі мільйон мільйони мільйонів мільярд мільярди мільярдів
    dwa dwie dwóch trzy trzech cztery czterech pięć sześć siedem osiem dziewięć dziesięć dwadzieścia
    trzydzieści sto dwieście tysiąc tysiące tysięcy milion miliony milionów miliard miliardy miliardów
    iki üç dört beş altı yedi sekiz dokuz yirmi otuz kırk elli altmış yetmiş seksen doksan yüz milyon milyar
    واحد اثنان ثلاثة ثلاث أربعة أربع خمسة خمس ستة سبعة سبع ثمانية تسعة تسع عشرة عشر مئة مائة ألف آلاف مليون مليار
    δυο τρεις τρια τεσσερις τεσσερα πεντε εξι επτα οκτω εννεα δεκα εικοσι τριαντα εκατο χιλια χιλιαδες
    一 二 两 兩 三 四 五 六 七 八 九 十 百 千 万 萬 亿 億 兆
"""
_NUMBERS = frozenset(words(_NUMBERS_WORDS))
# English figures in letters, as style guides spell them out: seven is no other number than 7.
_FIGURES_WORDS = "zero one two three four five six seven eight nine ten eleven twelve"
_FIGURES = {word: str(value) for value, word in enumerate(_FIGURES_WORDS.split())}
# 31, 9th, 30s, 5bn, F16: digits with few letters. A scanner's "c0st" is no number.
_FIGURE = re.compile(r"\d+[^\W\d]{0,2}|[^\W\d]{1,2}\d+")
_SENTENCE_ENDS = frozenset(".!?:;…\"“”„«»'‘’—–-[(")
_I = frozenset({"i", "im", "ill", "ive", "id"})
# Languages that write every noun with a capital.
_CAPITAL_NOUNS = frozenset({"de", "lb"})


def flags(printed: str, quoted: str, *, begins: bool, language: str | None) -> tuple[str, ...]:
    """What differs between the text of an article, in its language, and the text quoted for it.

    `begins` says that either begins a sentence, where a capital tells nothing.
    """
    one, other = set(words(printed)), set(words(quoted))
    found = []
    if denies(printed) != denies(quoted) or _contrary(one ^ other):
        found.append("negation")
    figures = {_FIGURES.get(w, w) for w in one} ^ {_FIGURES.get(w, w) for w in other}
    if any(w in _NUMBERS or _FIGURE.fullmatch(w) for w in figures):
        found.append("number")
    capitals = (language or "").split("-")[0] not in _CAPITAL_NOUNS and not quoted.isupper()
    if capitals and (_names(printed, begins) - other or _names(quoted, begins) - one):
        found.append("name")
    return tuple(found)


def denies(text: str) -> bool:
    """Whether a text has a negation, also a contracted one."""
    found = words(text)
    if _DENYING_ENDINGS.search(text):
        return True
    return any(w in NEGATIONS or CONTRACTED.get(w, ("", ""))[1] == "not" for w in found)


def _contrary(changed: set[str]) -> bool:
    """Whether among the words that differ is one and its contrary: legal, illegal."""
    return any(_CONTRARY.match(w) and _CONTRARY.sub("", w, count=1) in changed for w in changed)


def begins(text: str, start: int) -> bool:
    """Whether a sentence or a quotation begins at a place of a text."""
    before = text[max(start - 8, 0) : start].rstrip()
    return not before or before[-1] in _SENTENCE_ENDS


def _names(text: str, begins: bool) -> set[str]:
    """The words with a capital, but for the first of a sentence."""
    parts = text.split()[1:] if begins else text.split()
    return {w for part in parts if part[:1].isupper() for w in words(part)} - _I
