"""What single lines of a page say by their wording: phrase lists and patterns, in many languages.

Wording is the last witness, after length, punctuation and neighbours: the lists are short, name kinds of
lines that every site has (share bars, subscriptions, credits, threads), and no site.
A cue is a word ("share", "related" ...); `cues_of` gives the cues of one line.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

# Longer lines are sentences: only `LONG` patterns are tried on them. Longest label met: a consent line.
LABEL_LENGTH = 160


def _any(*phrases: str) -> str:
    return "(?:" + "|".join(phrases) + ")"


def _starts(*phrases: str) -> re.Pattern[str]:
    return re.compile(r"^\W*" + _any(*phrases) + r"(?!\w)")


def _whole(*phrases: str) -> re.Pattern[str]:
    return re.compile(r"^[\W\d]*" + _any(*phrases) + r"[\W\d]*$")


def _within(*phrases: str) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)" + _any(*phrases) + r"(?!\w)")


_COMMENT_WORD = _any(
    "comments?", "kommentare?", "kommentar(?:er)?", "commentaires?", "comentarios?", "comentários?",
    "commenti", "commento", "комментари[а-я]*", "коментар[а-яії]*", "yorum(?:lar)?", "تعليقات?", "التعليقات",
    "komentarze?", "komentář[eů]?", "reacties", "kommentteja", "σχόλια", "评论", "コメント", "댓글", "hozzászólás(?:ok)?",
    "responses?", "replies", "thoughts? on", "lesermeinungen", "leserkommentare", "opinie", "diskussion(?:en)?", "bình luận",
    "komentar(?:i|a)?", "réagir", "réactions?(?: des lecteurs)?", "avis des lecteurs", "opiniones(?: de los lectores)?",
)  # fmt: skip

# Patterns for labels, each of the form: cue, pattern. They are tried on the line in lower case (a pattern that
# ignores case takes twice the time), but for those that are told by capitals.
LABELS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("comments", re.compile(
        rf"^\W*(?:all |alle |tous les |vos |todos los |mehr |show |view |view all |read |see |afficher les |ver |\d[\d.,]*\+? )?\W*{_COMMENT_WORD}(?! \w+ \w+ \w+)\W*(?:\W*\d+\W*|on .*|to .*|zu .*|sur .*|\w+)?$")),
    ("comment form", _within(
        "leave a (?:reply|comment)", "post a comment", "add a comment", "write a comment", "join the (?:conversation|discussion)",
        "sign in to comment", "log ?in to (?:comment|reply|post)", "to leave comments?", "your email address will not be published",
        "required fields are marked", "notify me of (?:new|follow)", "kommentar (?:schreiben|hinzufügen|verfassen|hinterlassen)",
        "schreiben? sie (?:einen|ihren) kommentar", "kommentieren sie", "ihre e-mail-adresse wird nicht",
        "laisser un commentaire", "ajouter un commentaire", "votre adresse e-?mail ne sera", "réagir à cet article",
        "dej(?:a|e|ar) (?:un|tu|una) (?:comentario|respuesta)", "tu dirección de correo", "deix[ea] (?:um|seu) comentário",
        "o seu endereço de e?-?mail", "lascia un (?:commento|tuo)", "scrivi un commento", "оставить комментарий",
        "добавить комментарий", "ваш e-?mail не будет", "залишити коментар", "yorum yap", "اترك تعليقا?", "أضف تعليق",
        "dodaj komentarz", "laat een (?:reactie|bericht)", "skriv en kommentar", "post comment", "cancel reply",
        "moderation", "in this browser for the next time", "comments? (?:(?:is|are) )?(?:now )?closed", "kommentarfunktion",
        "kommentare sind geschlossen", "commentaires sont (?:fermés|clos)", "comentarios (?:están )?cerrados", "commenti sono chiusi",
    )),
    ("reply", _whole(
        "reply(?:\\W+share)?", "repl(?:y|ies) \\w+", "report (?:abuse|comment)", "like", "permalink", "antworten", "melden", "répondre", "signaler",
        "responder", "denunciar", "me gusta", "rispondi", "segnala", "ответить", "пожаловаться", "цитировать", "відповісти", "поскаржитись",
        "yanıtla", "cevapla", "رد", "الرد", "odpowiedz", "zgłoś", "beantwoorden", "reageer", "svara", "svar", "vastaa", "返信", "回复", "upvote", "downvote",
    )),
    ("says", re.compile(
        r"(?:\b(?:says|said|wrote|writes|meint|sagt|schreibt|schrieb am|a dit|a écrit|dice|dijo|escribió|disse|diz|scrive|ha scritto|пишет|написала?|говорит|пише|написав|написала|diyor ki|dedi ki|يقول|قال|mówi|pisze|zegt|säger|siger|sier)\s?[:：]?|\bon .{3,40} at \d.*)$")),
    ("related", _starts(
        "read (?:more|also|next|the full|this|our)", "see also", "also (?:read|see|on|in|from)", "more (?:from|on|in|about|news|stories|like)", "most (?:read|popular|viewed|shared|recent|commented)",
        "related", "recommended", "you (?:may|might) (?:also )?(?:like|enjoy|be interested)", "trending", "popular", "latest", "recent (?:posts|articles|comments|stories|news)", "up next", "don'?t miss",
        "editor'?s'? (?:picks?|choice)", "top (?:stories|news|posts)", "what to read", "previous (?:article|post|story)", "next (?:article|post|story)", "must read", "further reading", "check out", "story timeline", "in this story",
        "lesen sie", "lesetipps?", "mehr (?:zum|zu|aus|von|lesen|artikel|auf|über)", "meist ?gelesen", "das könnte", "auch interessant", "passend zum", "weitere (?:artikel|themen|meldungen|news|beiträge|links|infos)", "weiterlesen", "ähnliche", "neueste", "aktuelle (?:artikel|beiträge|themen|nachrichten)", "vorheriger", "nächster", "empfehlungen", "wir empfehlen", "verwandte", "zum thema", "beliebt", "siehe auch", "mehr$", "top-themen",
        "lire (?:aussi|la suite|également|plus)", "à lire", "voir aussi", "sur le même", "les plus (?:lus|vus|populaires)", "à (?:voir|découvrir)", "articles? (?:liés|similaires|récents|précédent|suivant)", "dans la même", "plus d['’e]", "recommandés?", "nos dernier", "vous aimerez",
        "le[ae] (?:también|además|más|a continuación|aquí)", "te puede", "le puede", "ver (?:también|más)", "más (?:leíd|noticias|sobre|de|en|visto|información)", "lo más", "noticias relacionadas", "notas? relacionadas?", "artículos? relacionados?", "relacionad[oa]s?", "últimas? (?:noticias|hora)", "recomendad[oa]s?", "entradas recientes", "te recomendamos", "tambien te", "quizás", "no te pierdas", "destacad[oa]s",
        "leia (?:também|mais|a íntegra)", "veja (?:também|mais|como)", "saiba mais", "mais (?:lidas|notícias|sobre|vistas|lidos)", "notícias relacionadas", "artigos? relacionados?", "últimas", "posts? (?:recentes|relacionados)", "confira", "você pode",
        "leggi anche", "leggi (?:tutt|altr|di più|l['’])", "potrebbe(?:ro)? interessar", "articoli? (?:correlati|recenti|precedente|successivo|simili)", "i più letti", "più lett", "vedi anche", "ultim[ei] (?:notizie|articoli|news|ora)", "altr[ie] (?:notizie|articoli|news|da)", "da non perdere", "approfondi", "consigliati",
        "читайте (?:также|ещё|еще|далее|на)", "смотрите также", "по теме", "материалы по теме", "ещё (?:по теме|новости)", "похожие", "популярн", "последние (?:новости|записи|статьи)", "самое (?:читаемое|интересное)", "главное", "новости (?:партн|по теме|сми)", "рекомендуем", "другие (?:новости|статьи|материалы)", "лента новостей", "топ",
        "читайте (?:також|ще)", "дивіться також", "схожі", "останні (?:новини|записи)", "популярне", "за темою", "інші (?:новини|статті)",
        "ayrıca", "ilgili (?:haber|yazı|içerik|konu)\\w*", "bunlar da", "son (?:haberler|dakika|yazılar)", "en çok okunan\\w*", "benzer", "önerilen", "diğer haber\\w*",
        "اقرأ (?:أيضا|المزيد)", "مواضيع (?:ذات|متعلقة)", "أخبار (?:ذات|متعلقة)", "الأكثر (?:قراءة|مشاهدة)", "قد يعجبك", "مقالات ذات", "المزيد", "آخر الأخبار", "شاهد أيضا",
        "lees (?:ook|meer|verder)", "meest gelezen", "gerelateerd", "meer (?:over|nieuws|uit)", "läs (?:också|mer|även)", "mest läst", "les (?:også|mer)", "læs (?:også|mere)", "lue (?:myös|lisää)", "luetuimmat",
        "czytaj (?:też|także|więcej|również)", "zobacz (?:też|także|również|więcej)", "najnowsze", "najczęściej", "polecam[yi]?", "powiązane", "przeczytaj", "čtěte", "související", "nejčtenější", "přečtěte", "olvass", "kapcsolódó", "citește", "citeste", "διαβάστε", "δείτε", "baca juga", "berita terkait", "terpopuler", "pročitajte", "прочетете", "още", "прочитајте",
        "相关", "関連", "関連記事", "関連ニュース", "관련", "많이 본", "最新", "人気", "おすすめ", "推荐", "热门", "xem thêm", "tin liên quan",
    )),
    ("share", _starts(
        "rate this \\w+", "valore esta \\w+", "(?:artikel )?bewerten", "notez cet article", "share", "tweet", "retweet", "e-?mail(?: this)?", "print(?: this)?", "copy (?:link|url)", "link copied", "facebook", "twitter", "whatsapp", "telegram", "linkedin", "pinterest", "pin(?: it)?$", "reddit", "instagram", "youtube", "tiktok", "tumblr", "flipboard", "pocket", "messenger", "viber", "vk", "vkontakte", "rss", "follow (?:us|on|me)", "\\d+ shares?", "save(?: article)?$", "bookmark", "liked? (?:it|the|this)", "xing", "mastodon", "bluesky", "threads$", "line$", "google ?\\+",
        "teilen", "drucken", "auf facebook", "per (?:e-?)?mail", "merken", "folgen sie", "artikel teilen", "partager", "imprimer", "envoyer", "suivez", "compartir?", "compartilh\\w+", "comparte", "imprimir", "enviar", "síguenos", "siga-nos", "seguinos", "condividi", "stampa$", "invia", "seguici", "поделиться", "распечатать", "подписывайтесь", "скопировать", "ссылка скопирована", "отправить", "поділитися", "роздрукувати", "підписуйтесь", "paylaş", "yazdır", "takip et", "شارك", "مشاركة", "طباعة", "تابعنا", "udostępnij", "drukuj", "delen", "dela", "del$", "jaa$", "sdílet", "megosztás", "シェア", "ツイート", "分享", "공유", "chia sẻ", "bagikan",
    )),
    ("subscribe", _within(
        "subscrib(?:e|er|ers|ing|ption|ptions)", "newsletters?", "sign up", "sign in", "log ?in", "log ?out", "register", "my account", "create an account", "free trial", "support (?:us|our|independent)", "donate", "become a member", "paywall", "premium", "get the app", "app store", "google play", "push notifications?", "breaking news alerts?", "inbox", "get (?:our|the latest)", "email address",
        "abonnieren", "abo", "anmelden", "einloggen", "registrieren", "jetzt testen", "abonnez", "s'abonner", "se connecter", "inscri(?:vez|ption)", "connexion", "suscr[íi]\\w+", "iniciar sesión", "regístrate", "boletín", "assine", "assinante", "assinar", "cadastre", "abbonati", "accedi", "registrati", "iscriviti", "подпи(?:шитесь|ска|саться|сывайтесь)", "войти", "вход", "регистрация", "рассылк\\w+", "увійти", "підпи(?:шіться|ска)", "abone", "giriş", "üye ol", "اشترك", "تسجيل الدخول", "prenumerera", "logga in", "abonneer", "inloggen", "zaloguj", "zapisz się", "předplatné", "přihlásit", "登录", "ログイン", "会員", "로그인", "구독",
    )),
    ("advert", _starts(
        "advertis\\w+", "ads?$", "ad feedback", "sponsored", "sponsor(?:en)?$", "promoted", "paid (?:content|post)", "anzeige", "werbung", "publicité", "publicidad", "anuncio", "patrocinado", "pubblicità", "annuncio", "реклама", "reklam\\w?", "إعلانات?", "advertentie", "annons", "annonse", "annonce", "reklama", "mainos", "広告", "广告", "광고", "hirdetés", "διαφήμιση", "continue reading", "supported by", "article continues", "story continues", "loading", "please (?:wait|enable)", "skip to", "scroll", "click (?:here|to)", "tap (?:here|to)", "view (?:all|more|comments|gallery|image|photos?)", "show (?:more|less|all)", "load more", "swipe", "close", "menu", "search", "home$", "back to", "go to", "toggle", "play(?: video)?$", "watch(?: now| live| the| video|:)", "listen(?: now| to|$)", "views?:?\\s*\\d", "\\d[\\d.,]* views", "\\d+ min(?:ute)?s? read",
    )),
    ("legal", _within(
        "©", "\\(c\\)", "ⓒ", "copyright", "all rights reserved", "privacy(?: policy| notice| settings)?", "terms (?:of|and|&) \\w+", "cookies?", "gdpr", "impressum", "datenschutz\\w*", "agb", "alle rechte vorbehalten", "tous droits réservés", "mentions légales", "confidentialité", "données personnelles", "todos los derechos", "aviso legal", "prohibida (?:la|su|toda) \\w+", "web ?masters?", "política de", "todos os direitos", "termos de", "tutti i diritti", "riproduzione riservata", "informativa", "p\\. ?iva", "все права", "права защищены", "перепечатка", "политика конфиденциальности", "пользовательское соглашение", "использовани[ея] материалов", "всі права", "tüm hakları", "gizlilik", "جميع الحقوق", "سياسة الخصوصية", "alle rechten", "wszelkie prawa", "všechna práva", "minden jog", "無断転載", "저작권", "版权", "hyperlink", "powered by", "contact us", "about us", "advertise with", "terms", "disclaimer", "editorial policy", "corrections", "affiliate", "commission", "trademark",
    )),
    ("tags", _starts(
        "tags?(?=\\s*[:\\n]|$| )", "topics?(?=[: ]|$)", "filed under", "posted in", "categor(?:y|ies)", "keywords?", "labels?:", "schlagw(?:ort|orte|örter)", "themen", "stichworte", "kategorien?", "étiquettes?", "mots[- ]clés", "thèmes?", "catégories?", "etiquetas?", "temas?", "categorías?", "archivado en", "categorias?", "tópicos?", "argomenti", "categorie", "tag(?=[: ]|$)", "теги", "метки", "темы", "рубрик[аи]", "категор\\w+", "мітки", "etiketler", "konular", "kategori(?:ler)?", "الوسوم", "كلمات", "tagi", "onderwerpen", "ämnen", "emner", "aiheet", "タグ", "标签", "태그", "in diesem artikel", "zu den themen",
    )),
    ("byline", re.compile(
        r"^\W*(?i:by|written by|story by|report by|reported by|words by|text by|posted by|published by|edited by|reporting by|von|text|autorin?|ein(?:e)? \w+ von|par|écrit par|publié par|rédigé par|por|escrito por|publicado por|autora?|redacción|redação|redazione|di|a cura di|scritto da|pubblicato da|da|автор[ыа]?|текст|авторка|підготува\w+|yazar|yazan|haber|بقلم|كتب|كتبت?|autorzy?|oprac\.?|door|av|af|szerző|autoři?|připravil\w*|записал\w?)\s*[:：]?\s+(?=[^\W\d_a-zß-öø-ÿа-яёіїєґ])|^\W*(?i:by|author|von|autor|par|por|автор)\s*:?$|^\W*(?i:from (?:our|a)(?: own)?(?: \w+)? correspondent|by our (?:own )?(?:staff|correspondent|reporter))\b")),
    ("note", _starts(
        "editors?['’]?s?['’]? note", "note (?:from|by) the editors?", "note to readers", "this (?:article|story|piece|post|essay|interview|report|column)(?: was| is| has been| also)?(?: (?:first|originally|previously|also))* (?:published|appeared|ran|produced|republished|reprinted|excerpted|adapted|translated|written|part)", "originally published", "first published", "republished (?:from|with)", "reprinted (?:from|with)", "published in partnership", "correction(?:s)?:", "clarification:", "update:", "disclosure",
        "anm(?:erkung|\\.) d(?:er|\\.) red", "hinweis der redaktion", "dieser (?:artikel|text|beitrag) (?:erschien|ist|wurde|stammt)", "korrektur", "note de la rédaction", "ndlr", "cet article (?:a été|est) (?:publié|paru|initialement|d['’]abord)", "nota (?:del|de la) (?:editor|redacción|redaccion|editora)", "nota d[ao] (?:redação|editor)", "este (?:artículo|texto|artigo) (?:fue|foi|se) (?:publicad|originalmente)", "nota (?:della redazione|dell['’]editore)", "questo articolo (?:è stato|è) (?:pubblicato|apparso)", "от редакции", "примечание (?:редакции|редактора)", "эта статья (?:была )?(?:впервые )?опубликована", "від редакції", "примітка редак\\w+", "editörün notu", "bu (?:yazı|makale) ilk", "ملاحظة المحرر", "نشر هذا المقال",
    )),
)  # fmt: skip
_CASED = frozenset(("byline",))

# A picture's credit: an agency or a phrase anywhere, or a label with its sign ("Photo: "). One look at where words
# begin for all alternatives: with one each, this pattern and the two below took half the time of all cues.
_CREDIT = re.compile(
    r"(?<!\w)(?:getty\b|gettyimages|reuters/|(?:ap|afp|epa|efe|dpa|ansa|tass|tacc|pa|тасс)\b\s*(?:photos?|/|\)?\W*$)|shutterstock|alamy\b|istock|unsplash|pixabay|depositphotos|via (?:getty|ap|reuters|twitter|flickr)|picture[- ]alliance|wikimedia|creative commons|cc[- ]by"
    r"|photo(?:graph)?(?:s)? (?:by|courtesy|credit)|image (?:source|credit|caption|copyright)|file photo\b|enlarge (?:this )?image|toggle caption|hide caption|caption\b)",
)
_CREDIT_LABEL = re.compile(
    r"(?<!\w)(?:photo(?:s|graph(?:er|y)?)?|image(?:s)?|picture|pic|illustration|graphic|credit|source|file photo|handout|screenshot|video|foto(?:s|graf|grafía)?|bild(?:er)?|fotograf|grafik|quelle|crédits?|imagen|créditos?|reprodução|divulgação|imagem|immagine|fonte|fuente|fotoğraf|kaynak|фото(?:графия)?|изображение|иллюстрация|источник|джерело|صورة|المصدر|zdjęcie|źródło|kuva|beeld|bron|写真|撮影|사진|출처|图片|来源)\s*(?:by|von|de|di|da|par|credit)?\s*[:：/©|-]",
)
# The rights in a picture are its credit; small print is about the page.
_PICTURE_RIGHTS = re.compile(
    r"^\W*(?:image|photo(?:graph)?|picture|bild|foto|imagen?|immagine)s? ?(?:copyright|©|\(c\))",
    re.I,
)
_CREDIT_SIGNS = frozenset(":：/©|-")

_BIO_ROLE = _any(
    "(?:\\w+[- ])*?(?:journalist|reporter|writer|editor|contributor|correspondent|columnist|author|professor|researcher|fellow|analyst|lecturer|historian|photographer|freelancer|novelist|blogger|scholar|activist|economist|lawyer|critic|producer|podcaster|director|host|intern|student|staffer)",
)
_NAME_WORDS = r"[A-ZÀ-ÞĀ-ŽА-ЯЁ][\w.'’-]*(?:\s(?:[A-ZÀ-ÞĀ-ŽА-ЯЁ][\w.'’-]*|de|da|del|van|von|der|bin|al|el|la|y|e|and)){1,5}"
BIO = re.compile(
    rf"^{_NAME_WORDS},?\s(?:\([^)]*\)\s)?(?:(?:is|was|has been|works as)(?:\s(?:also|currently|now))?\s(?:an?|the)\b|writes\s(?:about|on|for|from)\b)[^.!?]{{0,90}}?\b{_BIO_ROLE}\b"
    rf"|^{_NAME_WORDS}\s(?:writes|blogs)\s(?:about|on)\b|^{_NAME_WORDS}\scovers\s[^.!?]{{3,60}}\sfor\b",
)
# In small letters.
BIO_HANDLE = re.compile(
    r"(?<!\w)(?:follow (?:him|her|them|\w+)(?: \w+)? on (?:twitter|x|instagram|facebook|mastodon|bluesky)|can be (?:reached|followed|contacted|found on (?:twitter|x|instagram|facebook|linkedin))|on twitter(?: at)? ?@|contact (?:the author|him|her|them)\b|e-?mail (?:him|her|them|the author)\b|tweets? (?:at|as|@))",
)
BIO_OTHER = re.compile(
    r"^(?:[A-ZÀ-ÞА-ЯЁ][\w.'’-]+ ){2,4}(?:ist|arbeitet als|schreibt|est|travaille|es|trabaja como|escribe|é|è|scrive|lavora come|является|работает)\b.{0,80}?\b(?:journalistin?|autorin?|redakteurin?|korrespondentin?|reporterin?|professorin?|journaliste|rédac\w+|correspondante?|auteure?|periodista|corresponsal|escritora?|redactora?|autora?|profesora?|jornalista|repórter|escritora?|giornalista|scrittric?e|scrittore|corrispondente|журналист\w*|автор|корреспондент\w*|редактор|обозреватель)\b",
    re.I,
)

TWEET = re.compile(
    r"pic\.(?:twitter\.com/\w|x\.com/)|\(@\w{2,15}\)|— .{2,50} \(@|https?://t\.co/\w"
)

# Shorter lines are too short for a note on the article or a line on its author.
_SHORTEST_NOTE = 25

_MONTHS_TABLE = "months.toml"


def _months() -> frozenset[str]:
    table = tomllib.loads((files("index") / "data" / _MONTHS_TABLE).read_text("utf-8"))
    names = {form for months in table.values() for forms in months for form in forms.split()}
    return frozenset(names | {name[:3] for name in names if len(name) > 3 and name[:3].isascii()})


MONTHS = _months()
_NUMERIC_DATE = re.compile(
    r"(?<!\d)(?:\d{1,2}[./-]\s?\d{1,2}[./-]\s?(?:\d{4}|\d{2})|\d{4}[./-]\d{1,2}[./-]\d{1,2})(?!\d)|\d{2,4}\s?[年년]\s?\d{1,2}\s?[月월]"
)
TIME = re.compile(r"(?<!\d)\d{1,2}\s?[:.h]\s?\d{2}(?!\d)")
_AGO = re.compile(
    r"(?<!\w)(?:(?:ago|yesterday|today|just now|gestern|heute|hier|ayer|hoy|ontem|hoje|ieri|oggi|вчера|сегодня|вчора|сьогодні|dün|bugün)\b|vor \d+ \w|il y a \w|hace \w+ \w|há \w+ \w|و?منذ)",
)
_COUNTED_AGO = re.compile(
    r"\d (?:\w+ (?:fa\b|назад|тому|önce|geleden|temu))|\d\s?(?:(?:分|時間|日)前|(?:분|시간|일)\s?전)"
)
# "2 years ago" is no second of August (ago., in Spanish and Italian).
_YEARS_AGO = re.compile(
    r"\d\s?\+?\s?(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?) ago\b"
)
_WORD = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"(?<!\d)(?:\d{1,2}|\d{4})(?!\d)")


def has_date(text: str) -> bool:
    """Whether a short line shows a calendar date: numeric, or a day or year beside a month's name."""
    if _NUMERIC_DATE.search(text):
        return True
    if not _NUMBER.search(text):
        return False
    return any(word in MONTHS for word in _WORD.findall(text.casefold()))


def is_bio(text: str) -> bool:
    """Whether a paragraph presents its author: "X is a journalist ...", "can be followed ..."."""
    if len(text) > 900:  # the longest author line among the pages read for this had 600 characters
        return False
    if BIO.search(text):
        return True
    return len(text) < 300 and bool(BIO_HANDLE.search(text.lower()) or BIO_OTHER.search(text))


def cues_of(text: str) -> frozenset[str]:
    """The cues of a line, none for a plain sentence."""
    return frozenset(_long(text)) if len(text) > LABEL_LENGTH else _cues_of_label(text)


# Labels recur from page to page; long lines, of which a few thousand would fill the memory, do not.
@lru_cache(maxsize=50_000)
def _cues_of_label(text: str) -> frozenset[str]:
    low = text.lower()
    found = {cue for cue, pattern in LABELS if pattern.search(text if cue in _CASED else low)}
    if _CREDIT.search(low) or (not _CREDIT_SIGNS.isdisjoint(text) and _CREDIT_LABEL.search(low)):
        found.add("credit")
        if _PICTURE_RIGHTS.search(text):
            found.discard("legal")
    if len(text) >= _SHORTEST_NOTE or "pic." in text:
        found.update(_long(text))
    counted = _DIGIT.search(text) is not None
    if counted and has_date(text) and not _YEARS_AGO.search(low):
        found.add("date")
        if TIME.search(text):
            found.add("time")
    elif len(text) < 60 and (_AGO.search(low) or (counted and _COUNTED_AGO.search(low))):
        found.add("ago")
    return frozenset(found)


def _long(text: str) -> Iterable[str]:
    if len(text) > LABEL_LENGTH and _NOTE.search(text.lower()):
        yield "note"
    if len(text) < 400 and _ORIGIN.search(text):
        yield "origin"
        yield "note"
    if is_bio(text):
        yield "bio"
    if TWEET.search(text):
        yield "tweet"


_NOTE = dict(LABELS)["note"]
# A note that says where the article comes from: it heads an article, where a correction may end one.
_ORIGIN = re.compile(
    r"^\W*(?:editors?['’]?s?['’]? note:? ?|note:? ?)?(?:this|the following) (?:article|story|piece|post|essay|interview|report|column|text|analysis)\b.{0,60}?\b(?:published|appeared|ran|produced|republished|reprinted|excerpted|adapted|translated)\b"
    r"|^\W*(?:originally|first) (?:published|appeared)|^\W*(?:republished|reprinted) (?:from|with)"
    r"|^\W*(?:dieser|der folgende) (?:artikel|text|beitrag)\b.{0,60}?\b(?:erschien|veröffentlicht|übernommen)"
    r"|^\W*cet article\b.{0,60}?\b(?:publié|paru)|^\W*este (?:artículo|texto|artigo)\b.{0,60}?\bpublicad"
    r"|^\W*questo articolo\b.{0,60}?\b(?:pubblicato|apparso)|^\W*(?:эта|данная) статья\b.{0,60}?опубликована",
    re.I,
)
