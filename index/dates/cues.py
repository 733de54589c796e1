"""Words beside a date that say what kind of date it is, in the languages of the press.

The kinds: `published`, `updated`, `other` (a copyright line, an event, a comment, a date of birth) and
`time`, the words that a date line may hold besides its date (weekdays, "at", time zones). Kept as short
stems: they are looked up in single lines that hold a date, never in prose. Patterns are in small letters, for
`fold`ed text: where a pattern need not mind case, the engine tells most places by their first letter.
"""

from __future__ import annotations

import re


def fold(text: str) -> str:
    """Text in small letters, the Turkish ones with and without a dot alike."""
    return text.lower().replace("i\u0307", "i").replace("ı", "i")


PUBLISHED = re.compile(
    r"publi[schkéeè]|veröff|erschien|erstellt|eingestellt|eingetragen|gespeichert|\bposted|\bpost(?:ed)? on|first posted|"
    r"\bcreated|\bissued|released on|\bonline (?:since|seit)|\bfiled\b|pubblicat|pubbl|inserit|postad|postat|"
    r"geplaatst|gepubliceerd|gepost|opublikowan|dodano|zverejn|vydáno|közzét|julkaistu|udgivet|lagt ut|"
    r"objavljen|δημοσ|опубл|публик|дата|размещ|додано|yayin|giriş|eklenme|tarih|نشر|تاریخ|انتشار|"
    r"dipublikasi|diterbit|terbit|tayang|đăng|發布|发布|發佈|公開|配信|掲載|입력|등록|प्रकाशित|"
    r"^\W*(?:date|datum|data|fecha|dato|stand)\b|mis en ligne|subido|divulgad|postado"
)
UPDATED = re.compile(
    r"updat|modif|revis|last edit|edited|aktuali[sz]|geändert|überarbeit|bearbeit|mis(?:e)? à jour|màj|maj\b|"
    r"actuali[sz]|atuali[sz]|aggiorn|ultima (?:modific|actual)|bijgewerkt|gewijzigd|"
    r"oppdatert|opdateret|uppdaterad|päivitetty|frissít|módos|aktualiz|zaktual|ενημ|τροπο|обновл|измен|оновл|"
    r"güncel|تحديث|تحدیث|به\s?روز|diperbarui|cập nhật|更新|수정|अपडेट|last changed|\bstand\b"
)
OTHER = re.compile(
    r"©|\(c\)|copyright|all rights|alle rechte|tous droits|derechos|права|hak(?:ki|lar)|"
    r"reply|replied|\bcomment by|permalink|permanenter link|\bantwort|répondre|responder|rispondi|ответить|"
    r"\bsays\b|\bsaid\b|\bsagt\b|schreibt|wrote:|a écrit|dijo:|scrive|пишет|dice:|a dit|"
    r"born|geboren|né[e]? le|nacid|родил|est\.|established|founded|since|seit\b|gegründet|depuis|"
    r"expires|deadline|until|\bbis\b|gültig|valid|ablauf|einsendeschluss|jusqu|hasta|"
    r"accessed|retrieved|abgerufen|consulté|joined|registriert|aktuelle zeit|current time|mitglied seit|member since|"
    r"öffnungszeiten|opening hours|weather|wetter\b|météo|погода|^\W*(?:when|wann|termin|quand|cuándo|quando|когда|коли)\s?:|"
    r"beginn:|einlass|ticket|\bfoto\b|photo by|getty|"
    r"archive[ds]?\b|archiv\b|version|isbn|issn|tweet|twitter|\bpic\.|season|edition|ausgabe|\bheft\b|"
    r"@\w+\)|"
    r"print edition|aired|sendung|gesendet|ausgestrahlt|broadcast"
)
COMMENT = re.compile(
    r"reply|replied|permalink|permanenter link|\bantwort(?!et)|répondre|responder\b|rispondi|ответить|\bsays:?\b|"
    r"\bwrote:|a écrit|dijo:|пишет|a dit|schrieb|schreibt|meint|beitrag\s?von|kommentar von"
)
# "First published in X, 3 May": the day on which another outlet had it.
REPUBLISHED = re.compile(
    r"(?:first|originally) (?:published|appeared) (?:in|by|at|with)\b|erstveröffentlicht (?:in|bei)|"
    r"zuerst erschienen|publié initialement (?:dans|par)|publicado originalmente (?:en|por)"
)
# What a date line may hold besides its date without becoming something else.
TIME = re.compile(
    r"\d+|(?<![^\W\d_])[^\W\d_]*(?:day\b|tag\b|-feira)|mon\b|tues?\b|wed\b|thur?s?\b|fri\b|sat\b|sun\b|mittwoch|"
    r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|mi[ée]rcoles|jueves|viernes|"
    r"s[áa]bado|domingo|luned[iì]|marted[iì]|mercoled[iì]|gioved[iì]|venerd[iì]|sabato|domenica|"
    r"segunda|terça|quarta|quinta|sexta|\b[ap]\.?\s?m\b|\bat\b|\bum\b|\buhr\b|\bà\b|\bore\b|\balle\b|\bhours?|"
    r"\b[ecmpbiwa][des]?t\b|\bgmt\b|\butc\b|\bwib\b|\bby\b|\bvon\b|\bpar\b|\bpor\b|\bde\b|\bon\b|\bam\b|\ble\b|"
    r"понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|"
    r"pazartesi|sali|çarşamba|perşembe|cuma|cumartesi|pazar|\bmin\b|minutes?|minuten|read|lesezeit|views?|"
    r"الاثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد"
)
