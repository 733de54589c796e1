"""Pages that servers give instead of an article: not found, no access, a check for robots.

Such a page is short, and its title or first heading says so and nothing else, the name of the site aside. A
headline that merely holds such words ("Error 404: how a ministry lost its files") says more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from index.page import Parsed, Rejected

from .kinds import Verdict
from .lines import Line

# Pages of more running text are articles, whatever they are called: the notes of servers and of their guards
# have up to 100 words. None of the 1,180 pages of the development sets is called so, short or long.
_MOST_WORDS = 100
# The name of a site beside the words has no more; what is longer is a headline.
_SITE_WORDS = 5
_TITLES = etree.XPath("//head/title")
_HEADINGS = etree.XPath("//h1 | //h2[not(//h1)]")
_PIECES = re.compile(r"\s*[|»·•]\s*|\s+[-–—]+\s+")
_MARKS = re.compile(r"[\W_]+")
# What may stand around the words: "Sorry, ...", "404: ...".
_AROUND = (
    r"(?:oops|ops|ups|oh no|whoops|hoppla|sorry|désolé|leider|entschuldigung|lo sentimos|извините|عذرا|抱歉|很抱歉"
    r"|http|status|code|[45]\d\d|error|erreur|fehler|errore|erro|fout|fel|feil|fejl|virhe|błąd|chyba|hiba|eroare"
    r"|ошибка|помилка|грешка|hata|σφάλμα|خطأ|خطا|שגיאה|错误|錯誤|エラー|오류)"
)
_SAYINGS = (
    # English
    r"(?:the |this |that )?(?:requested )?(?:page|url|file|document|article|resource)"
    r"(?: you (?:(?:are|were) looking for|(?:have )?requested))?"
    r" (?:(?:(?:was |is |could |can )?not |(?:can|couldn) t |cannot |wasn t |isn t )(?:be )?(?:found|available)"
    r"|(?:does not|doesn t|no longer) exists?|(?:is )?no longer available)"
    r"|not found|nothing (?:was )?found|we (?:can t|couldn t|could not) find (?:that|this|the) page"
    r"|access (?:to this page (?:has been |is )?)?denied|you have been blocked|sorry you have been blocked"
    r"|4\d\d (?:forbidden|gone|unauthori[sz]ed|bad request)|too many requests|internal server error"
    r"|bad gateway|service (?:temporarily )?unavailable|gateway time ?out"
    r"|just a moment(?: please)?|checking your browser(?: before accessing.*)?|attention required(?: cloudflare)?"
    r"|are you a robot|(?:please )?verify (?:that )?you are (?:a )?human|human verification|robot check"
    r"|pardon our interruption"
    r"|(?:site |website )?(?:is )?(?:down for|under) maintenance"
    # German, French
    r"|(?:die )?(?:angeforderte |gesuchte )?(?:seite|datei) (?:wurde |konnte )?(?:leider )?nicht (?:gefunden(?: werden)?|verfügbar)"
    r"|(?:die |diese )?seite existiert nicht(?: mehr)?|nichts gefunden|zugriff verweigert"
    r"|(?:la |cette )?page (?:demandée )?(?:est )?(?:introuvable|non trouvée|inexistante|n existe (?:pas|plus)|n a pas été trouvée)"
    r"|accès (?:refusé|interdit)|aucun résultat"
    # Spanish, Portuguese, Italian, Romanian
    r"|(?:la |esta )?página (?:solicitada )?no (?:encontrada|existe|disponible|se encuentra|se encontró|se ha encontrado|fue encontrada)"
    r"|no se (?:encontró|ha encontrado|encuentra) la página|acceso denegado"
    r"|(?:a |esta )?página (?:solicitada )?não (?:foi )?(?:encontrada|existe|disponível)|acesso negado"
    r"|(?:la |questa )?pagina (?:richiesta )?non (?:è stata )?(?:trovata|esiste|disponibile)|accesso negato"
    r"|pagina nu (?:a fost găsită|există)|acces (?:refuzat|interzis)"
    # Dutch, Swedish, Danish, Norwegian, Finnish
    r"|(?:de |deze )?pagina (?:is )?(?:niet (?:gevonden|beschikbaar)|bestaat niet(?: meer)?)|toegang geweigerd"
    r"|sidan (?:kunde inte hittas|hittades inte|finns inte(?: längre)?|saknas)|åtkomst nekad"
    r"|siden (?:blev ikke fundet|findes ikke(?: længere)?|kunne ikke findes|ble ikke funnet|finnes ikke|ikke funnet)"
    r"|fant ikke siden|adgang nægtet|ingen tilgang"
    r"|sivua ei (?:löydy|löytynyt)|pääsy estetty"
    # Polish, Czech, Slovak, Hungarian
    r"|(?:ta )?strona nie (?:została znaleziona|istnieje)|nie znaleziono strony|odmowa dostępu"
    r"|stránka (?:nenalezena|nebyla nalezena|neexistuje|sa nenašla|nebola nájdená)|přístup odepřen"
    r"|(?:az |a keresett )?oldal nem található|hozzáférés megtagadva"
    # Russian, Ukrainian, Bulgarian, Greek, Turkish
    r"|(?:запрашиваемая |эта )?страница не (?:найдена|существует)|страницы не существует|доступ запрещ[её]н"
    r"|сторінку не знайдено|сторінка не (?:знайдена|існує)|доступ заборонено"
    r"|страницата не (?:е|беше) намерена|страницата не съществува"
    r"|(?:η )?σελίδα δεν? (?:βρέθηκε|υπάρχει)"
    r"|(?:aradığınız )?sayfa(?:yı)? bulunamadı|erişim reddedildi"
    # Arabic, Persian, Hebrew
    r"|(?:الصفحة|صفحة) (?:المطلوبة )?غير (?:موجودة|متوفرة)|لم يتم العثور على الصفحة|تم رفض الوصول"
    r"|صفحه (?:مورد نظر )?(?:پیدا|یافت) نشد|(?:הדף|העמוד) לא נמצא"
    # Chinese, Japanese, Korean, Indonesian, Vietnamese
    r"|(?:您访问的|您要找的)?(?:页面|頁面|网页|網頁)(?:不存在|未找到|找不到)|(?:找不到|未找到)(?:该|該|此)?(?:页面|頁面|网页|網頁)|拒绝访问"
    r"|(?:お探しの|指定された)?ページ(?:が|は)(?:見つかりません(?:でした)?|存在しません)|アクセスが拒否されました"
    r"|(?:요청하신 )?페이지를 찾을 수 없습니다|halaman tidak ditemukan|không tìm thấy trang"
)
_SAYS = re.compile(rf"(?:{_AROUND} )*(?:{_SAYINGS})(?: {_AROUND})*")
_NUMBER = re.compile(rf"(?:{_AROUND} )*40[34](?: {_AROUND})*")


def refuse_error_page(parsed: Parsed, lines: Sequence[Line], verdicts: Sequence[Verdict]) -> None:
    """Raises Rejected("clean", reason) for a page that stands in for an article that was not given."""
    text = (line for line, verdict in zip(lines, verdicts, strict=True) if verdict.is_text)
    if sum(line.words for line in text) >= _MOST_WORDS:
        return
    for name in _names(parsed, lines):
        if says_error(name):
            raise Rejected("clean", f'an error page ("{name[:80]}")')


def _names(parsed: Parsed, lines: Sequence[Line]) -> Iterator[str]:
    """What a page calls itself: its title and its first heading, or the first line of a text dump."""
    if parsed.kind == "text":
        yield from (line.text for line in lines[:1])
        return
    for found in (_TITLES(parsed.tree), _HEADINGS(parsed.tree)):
        texts = (" ".join("".join(element.itertext()).split()) for element in found)
        yield next(filter(None, texts), "")


def says_error(name: str) -> bool:
    """Whether a title says that there is no page, and nothing else but the name of the site."""
    pieces = [_MARKS.sub(" ", piece.casefold()).strip() for piece in _PIECES.split(name)]
    said = [bool(_SAYS.fullmatch(piece) or _NUMBER.fullmatch(piece)) for piece in pieces]
    return any(said) and all(
        own or len(piece.split()) <= _SITE_WORDS for piece, own in zip(pieces, said, strict=True)
    )
