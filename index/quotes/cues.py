"""The words that attribution hangs on: verbs of saying, pronouns, titles, role nouns, first names.

Closed lists of common words, chosen by hand from grammars and newsroom usage, small on purpose: a word
that is missing costs one attribution, a word too many makes a wrong one. All in small letters; a full
stop after a title is left out. `grammar(language)` gives what belongs to one language, or to all where
the language is unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache


def words(text: str) -> frozenset[str]:
    """A closed class as a set, from words set off by spaces."""
    return frozenset(text.split())


VERBS = {
    "en": words("""
        said says say saying told tells telling asked asks asking added adds adding wrote writes writing
        written tweeted tweets tweeting retweeted posted posts posting replied replies replying responded
        responds responding answered answers answering argued argues arguing warned warns warning insisted
        insists insisting noted notes noting explained explains explaining claimed claims claiming called
        calls calling described describes describing declared declares declaring stated states stating
        announced announces announcing acknowledged acknowledges acknowledging admitted admits admitting
        conceded concedes conceding continued continues continuing concluded concludes concluding
        remarked remarks recalled recalls recalling suggested suggests suggesting predicted predicts
        predicting promised promises promising vowed vows vowing pledged pledges joked jokes joking quipped
        quips quipping shouted shouts shouting yelled yells yelling screamed screams whispered whispers
        exclaimed exclaims observed observes observing commented comments commenting complained complains
        complaining lamented laments lamenting boasted boasts boasting bragged brags praised praises
        praising criticized criticised criticizes criticizing blasted blasts blasting slammed slams
        slamming dismissed dismisses dismissing denounced denounces denouncing decried decries accused
        accuses accusing urged urges urging demanded demands demanding pointed points pointing
        maintained maintains contended contends asserted asserts asserting alleged alleges alleging
        testified testifies testifying mused muses wondered wonders wondering thought thinks believes
        believed agreed agrees agreeing disagreed countered counters countering retorted retorts
        interjected interrupts interrupted shot fired snapped stressed stresses stressing emphasized
        emphasised emphasizes emphasizing reiterated reiterates reiterating repeated repeats repeating
        read reads reading reported reports quoted emailed e-mailed texted messaged put puts putting
        labeled labelled labels labeling branded dubbed referred refers referring mentioned mentions
        opined opines offered offers confirmed confirms confirming denied denies denying confessed
        confided revealed reveals revealing chanted chants chanting sang sings cried cries crying
        began begins sighed laughed laughs laughing chuckled joined cautioned cautions cautioning
        advised advises hailed hails touted touts mocked mocks mocking taunted scolded lectured
        apologized apologised thundered proclaimed proclaims declaiming elaborated elaborates
        hinted implied implies signaled speculated tells tweeting intoned deadpanned allowed
        questioned questions questioning went goes pleaded begged implored instructed ordered
        thanked warned greeted congratulated characterized characterised characterizes portrayed
        cast railed rails raged fumed ranted weighed summed sums likened compared assured assures assuring
        reminded reminds reminding informed informs exhorted encouraged applauded defended defends
        defending rejected rejects condemned condemns condemning attacked ripped derided ridiculed
        remembered remembers remembering chimed mumbled muttered growled murmured groaned jibed volunteered
        ventured surmised theorized summarized summarised noting vented signed captioned titled blogged
        heard sounded preached prayed preferred hoped hopes hoping worried worries feared fears
        charged gushed scoffed sneered snarled barked bellowed blurted crowed enthused griped groused
        hissed hollered howled huffed jeered pondered reasoned roared shrieked snorted sobbed spat
        stammered stormed swore swears teased urging vented voiced wailed whined wept yelped interjects
        echoed echoes echoing recounted recounts narrated related relayed clarified specified
        """),
    "de": words("""
        sagte sagt sagten sagen gesagt erklärte erklärt erklärten betonte betont schrieb schreibt
        geschrieben twitterte meinte meint fügte fragte fragt antwortete antwortet warnte warnt forderte
        fordert kritisierte kritisiert nannte nennt bezeichnete bezeichnet kündigte teilte mitgeteilt
        berichtete berichtet erzählte erzählt äußerte behauptete behauptet versicherte rief ruft
        widersprach entgegnete erwiderte ergänzte hieß zitierte räumte bekräftigte lobte urteilte verkündete
        """),
    "fr": words("""
        dit disait disent déclare déclaré déclarait affirme affirmé affirmait explique expliqué expliquait
        ajoute ajouté ajoutait écrit écrivait répond répondu répondait estime estimé estimait souligne
        souligné soulignait assure assuré assurait raconte raconté racontait précise précisé précisait
        lance lancé lançait indique indiqué indiquait annonce annoncé rappelle rappelé rappelait poursuit
        poursuivi confie confié conclut conclu insiste insisté dénonce dénoncé dénonçait martèle martelé
        qualifie qualifié qualifiait admet admis critique critiqué réclame réclamé tweete tweeté note noté juge jugé regrette regretté reconnaît reconnu demande demandé soutient
        soutenu témoigne prévient prévenu promet promis résume s'exclame réagit réagi commente commenté
        """),
    "es": words("""
        dijo dice decía dicho dijeron afirmó afirma afirmado aseguró asegura asegurado explicó explica
        explicado añadió añade añadido declaró declara declarado señaló señala señalado escribió escribe
        escrito respondió responde agregó agrega indicó indica manifestó manifestado sostuvo sostiene
        advirtió advierte comentó comenta preguntó pregunta contó cuenta recordó recuerda subrayó subraya
        apuntó apunta reconoció reconoce insistió insiste destacó destaca expresó expresado concluyó
        anunció denunció denuncia tuiteó aclaró precisó relató reiteró opinó lamentó exclamó calificó
        califica tildó criticó critica admitió admite defendió defiende pidió pide exigió exige prometió
        remarcó remarca enfatizó enfatiza resaltó resalta recalcó recalca sentenció sentencia reveló revela
        acotó acota zanjó zanja confesó confiesa confirmó confirma alertó alerta celebró valoró matizó
        puntualizó detalló detalla ratificó reafirmó cuestionó replicó contestó comunicó espetó reprochó
        ironizó argumentó argumenta remató bromeó prosiguió continuó afirmaron señalaron aseguraron
        explicaron indicaron declarado respondido denunciado subrayado destacado advertido recordado
        """),
    "pt": words("""
        disse diz dizia disseram afirmou afirma explicou explica acrescentou acrescenta declarou declara
        escreveu escreve respondeu responde contou conta garantiu garante destacou destaca ressaltou
        lembrou lembra avaliou avalia comentou comenta perguntou concluiu criticou completou anunciou
        defendeu alertou argumentou relatou tuitou apontou reforçou frisou sublinhou salientou ponderou
        pontuou observou reconheceu confirmou justificou esclareceu relembrou enfatizou detalhou ressalta
        """),
    "it": words("""
        dice diceva detto disse dichiara dichiarato dichiarò afferma affermato affermò spiega spiegato
        spiegò aggiunge aggiunto aggiunse scrive scritto scrisse risponde risposto rispose racconta
        raccontato sottolinea sottolineato sostiene sostenuto ricorda ricordato commenta commentato
        conclude concluso precisa precisato avverte avvertito annuncia annunciato osserva osservato
        prosegue ribadisce ribadito chiede chiesto confessa twitta definisce definito critica criticato
        ammette ammesso
        """),
    "ru": words("""
        сказал сказала сказали говорит говорил говорила заявил заявила заявили заявляет отметил отметила
        отмечает подчеркнул подчеркнула добавил добавила пояснил пояснила объяснил объяснила сообщил
        сообщила сообщили рассказал рассказала написал написала пишет ответил ответила считает уверен
        уверена признался призналась спросил спросила предупредил предупредила напомнил напомнила
        указал указала уточнил уточнила утверждает утверждал утверждала цитирует передает передаёт
        """),
    "uk": words("""
        сказав сказала сказали каже казав казала говорить говорив говорила заявив заявила заявили заявляє
        зазначив зазначила зазначає наголосив наголосила наголошує підкреслив підкреслила підкреслює додав
        додала додає пояснив пояснила пояснює повідомив повідомила повідомили повідомляє розповів розповіла
        розповідає написав написала пише відповів відповіла вважає впевнений впевнена визнав визнала зізнався
        зізналася запитав запитала попередив попередила нагадав нагадала вказав вказала уточнив уточнила
        стверджує стверджував стверджувала переконаний переконана зауважив зауважила запевнив запевнила
        """),
    "nl": words("""
        zei zegt zeiden gezegd verklaarde verklaart vertelde vertelt schreef schrijft vroeg vraagt
        antwoordde antwoordt meldde meldt stelde stelt noemde noemt benadrukte waarschuwde voegde
        """),
    "sv": words("""
        säger sade sa skriver skrev berättar berättade menar menade förklarar förklarade frågar frågade
        svarar svarade hävdar hävdade kallar kallade tillägger tillade konstaterar
        """),
    "da": words("""
        siger sagde skriver skrev fortæller fortalte mener mente forklarer forklarede spørger spurgte
        svarer svarede kalder kaldte tilføjer tilføjede understreger lyder
        """),
    "no": words("""
        sier sa skriver skrev forteller fortalte mener mente forklarer forklarte spør spurte svarer svarte
        kaller kalte legger understreker hevder
        """),
    "pl": words("""
        powiedział powiedziała mówi mówił mówiła stwierdził stwierdziła dodał dodała podkreślił
        podkreśliła napisał napisała zapytał zapytała odpowiedział odpowiedziała oświadczył oświadczyła
        wyjaśnił wyjaśniła przyznał przyznała ocenił oceniła
        """),
    "tr": words("""
        dedi diyor demişti diyen söyledi söyleyen konuştu konuşan belirtti belirten açıkladı açıklayan
        vurguladı ekledi ekleyen kaydetti sordu yazdı yanıtladı uyardı anlattı savundu aktardı
        """),
}  # fmt: skip
# What stands before a speaker instead of a verb: "according to Ray", "laut Ray".
ACCORDING: dict[str, tuple[tuple[str, ...], ...]] = {
    "en": (("according", "to"),),
    "de": (("laut",), ("so",)),
    "fr": (("selon",), ("d'après",), ("d’après",)),
    "es": (
        ("según",),
        ("de", "acuerdo", "con"),
        ("a", "juicio", "de"),
        ("en", "opinión", "de"),
        ("en", "palabras", "de"),
    ),
    "pt": (("segundo",), ("de", "acordo", "com")),
    "it": (("secondo",), ("a", "detta", "di")),
    "nl": (("aldus",), ("volgens",)),
    "sv": (("enligt",),),
    "da": (("ifølge",),),
    "no": (("ifølge",),),
    "pl": (("według",),),
    "ru": (("по", "словам"), ("по", "мнению")),
    "uk": (("за", "словами"), ("на", "думку")),
    "tr": (),
}
# Languages that bend a name behind such words: it must be known from elsewhere in the article.
BENDING = words("ru uk")
# Languages that leave a pronoun out before the verb, or set the verb last: "«...», dijo.", "“...” dedi."
DROPPING = words("es pt it pl tr")
# Pronouns that can speak, with the gender they show ("" for those that name nobody).
PRONOUNS: dict[str, dict[str, str]] = {
    "en": {"he": "m", "she": "f", "they": "", "i": "", "we": "", "it": "", "you": ""},
    "de": {"er": "m", "sie": "f", "ich": "", "wir": "", "es": "", "man": ""},
    "fr": {"il": "m", "elle": "f", "ils": "", "elles": "", "on": "", "je": "", "nous": ""},
    "es": {"él": "m", "ella": "f", "ellos": "", "ellas": "", "yo": ""},
    "pt": {"ele": "m", "ela": "f", "eles": "", "elas": "", "eu": ""},
    "it": {"lui": "m", "lei": "f", "egli": "m", "loro": "", "io": ""},
    "nl": {"hij": "m", "zij": "f", "ze": "f", "ik": "", "wij": "", "we": ""},
    "sv": {"han": "m", "hon": "f", "de": "", "jag": "", "vi": ""},
    "da": {"han": "m", "hun": "f", "de": "", "jeg": "", "vi": ""},
    "no": {"han": "m", "hun": "f", "de": "", "jeg": "", "vi": ""},
    "pl": {"on": "m", "ona": "f", "oni": ""},
    "ru": {"он": "m", "она": "f", "они": "", "я": "", "мы": ""},
    "uk": {"він": "m", "вона": "f", "вони": "", "я": "", "ми": ""},
    "tr": {"o": "", "onlar": "", "ben": "", "biz": ""},
}
HE_OR_SHE = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "hers": "f"}
TITLES = {
    "mr": "m", "mrs": "f", "ms": "f", "miss": "f", "sir": "m", "lord": "m", "lady": "f", "dame": "f",
    "madame": "f", "monsieur": "m", "herr": "m", "herrn": "m", "frau": "f", "mme": "f", "mm": "m",
    "m.": "m", "sr": "m", "sra": "f", "señor": "m", "señora": "f", "signor": "m", "signora": "f",
    "king": "m", "queen": "f", "prince": "m", "princess": "f", "congressman": "m",
    "congresswoman": "f", "councilman": "m", "councilwoman": "f", "chairman": "m", "chairwoman": "f",
    "spokesman": "m", "spokeswoman": "f", "assemblyman": "m", "assemblywoman": "f", "father": "m",
    "sister": "f", "brother": "m", "pope": "m", "sen": "", "senator": "", "rep": "", "gov": "",
    "governor": "", "dr": "", "prof": "", "professor": "", "president": "", "secretary": "",
    "minister": "", "judge": "", "justice": "", "mayor": "", "gen": "", "general": "", "col": "",
    "colonel": "", "capt": "", "captain": "", "lt": "", "sgt": "", "sergeant": "", "maj": "",
    "major": "", "cmdr": "", "adm": "", "admiral": "", "rev": "", "reverend": "", "hon": "", "del": "", "st": "",
    "ambassador": "", "chancellor": "", "premier": "", "speaker": "", "director": "", "officer": "",
    "detective": "", "sheriff": "", "attorney": "", "chief": "", "cardinal": "", "bishop": "",
    "archbishop": "", "rabbi": "", "imam": "", "sheikh": "", "leader": "", "representative": "",
    "spokesperson": "", "chair": "", "commissioner": "", "superintendent": "", "lieutenant": "",
    "deputy": "", "vice": "", "former": "", "then": "", "democrat": "", "republican": "",
    "democratic": "", "candidate": "", "nominee": "", "coach": "", "president-elect": "", "ex": "",
    "ceo": "", "cfo": "", "coo": "", "cto": "", "founder": "", "co-founder": "", "editor": "", "dean": "",
    "principal": "", "pastor": "", "developer": "", "analyst": "", "owner": "", "columnist": "",
    "président": "", "présidente": "f", "präsident": "m", "präsidentin": "f", "ministre": "",
    "bundeskanzler": "m", "bundeskanzlerin": "f", "kanzler": "m", "kanzlerin": "f", "presidente": "",
    "ministro": "m", "ministra": "f", "ministerin": "f", "president's": "", "постпред": "",
    "президент": "m", "министр": "", "премьер": "",
}  # fmt: skip
# What is said, for "Ray's reply: " and "Ray's motto was: ".
SPEECH = words("""
    reply response answer message statement tweet post verdict dictum motto words comment comments quote
    advice warning question remark remarks caption slogan conclusion retort rejoinder explanation line
    """)
# Titles that a last name always follows: "Mr. King" is a name although "king" is a title.
HONORIFICS = words("mr mrs ms miss sir lord lady dame dr sen rep gov herr frau mme sra prof")
# Small-letter nouns for people: "the aide said" names nobody; "his wife Mary said" tells a gender.
ROLE_GENDER = {
    "wife": "f", "husband": "m", "mother": "f", "father": "m", "daughter": "f", "son": "m",
    "sister": "f", "brother": "m", "actress": "f", "actor": "m", "widow": "f", "king": "m",
    "queen": "f", "spokesman": "m", "spokeswoman": "f", "chairman": "m", "chairwoman": "f",
    "congressman": "m", "congresswoman": "f", "businessman": "m", "businesswoman": "f", "woman": "f",
    "man": "m", "girl": "f", "boy": "m", "grandmother": "f", "grandfather": "m", "aunt": "f",
    "uncle": "m", "lady": "f", "gentleman": "m", "waitress": "f", "nun": "f", "fireman": "m",
    "policeman": "m", "policewoman": "f", "housewife": "f", "lesbian": "f", "cowboy": "m",
    "girlfriend": "f", "boyfriend": "m", "fiancée": "f", "ex-wife": "f", "ex-husband": "m",
    "stepmother": "f", "niece": "f", "nephew": "m", "mogul": "", "salesman": "m", "anchorman": "m",
}  # fmt: skip
ADVERBS = words("""
    'd 's 'll 've 're 'm ’d ’s ’ll ’ve ’re ’m
    far so also later then once often again still even just soon ever never first now previously recently
    repeatedly always sometimes instead has had have having is was were are be been being will would
    could can may might should must did does do to not n't as went going goes went on continues
    continued continuing tried trying sought seeking wants wanted quoted himself herself themselves
    a hat habe haben wurde auch noch dann a ont ha han ha hanno tem foi est été se si già ya também
    anche così aussi encore ensuite è s'est y diye much famously further
    """)
PREPOSITIONS = words("""
    of for at from in with on to by about against during after before under over near into through
    between among around behind since until without within toward towards outside inside than via
    beside besides above below across along beyond off onto throughout upon despite
    including like von für aus bei mit de du des del della di da do dos das por para pour dans chez
    из от для при в на с у із зі від до за про під по о об під
    """)
# Words that end a noun phrase to the right of a verb ("said Mr. Ray on Monday").
STOPS = words("""
    who whom whose which that when while as and but or if because after before during in on at to with
    for from of by last this next earlier yesterday today tomorrow recently later about against upon
    adding noting referring speaking according via through over under using since where how why so
    not also then once again is was were are has had have will would per among following without
    despite told says said though although just only now amid citing holding
    ist sei war è es est é foi era habe werde müsse könne
    der die das weil dass als wenn und oder aber am im qui que quand lors dans sur mais et pour avec
    durante cuando mientras pero y e con em no na ao sobre che quando mentre ma nel nella что когда и
    este esta hoy ayer anoche ontem hoje neste nesta oggi ieri hier що коли і й та
    """)
DETERMINERS = words("""
    the a an his her their its our my your this that these those one some another each no such any
    both many most several two three der die das ein eine seine ihre le la les un une son sa ses el
    los las una su sus o os uma seu sua il lo gli i uno suo sua
    """)
# Capitalised at the start of a sentence, or always, yet no part of a person's name.
NOT_NAMES = words("""
    ever never only recently the a an and but or nor so yet if when while as at in on of to for from by with about after before
    during since until although though because unless however meanwhile then there here this that these
    those it its he she they we i you his her their our my your him them us who what which where why how
    not no yes now today yesterday tomorrow later earlier once also even still just only both each every
    some any many most more much few several all another other such same one two three four five six
    seven eight nine ten asked told speaking according despite like unlike
    among outside inside besides beside above below under over around across near throughout within
    against beyond behind between toward towards per via instead indeed perhaps maybe well ok okay oh thanks thank please yeah asked pressed
    der die das den dem des ein eine und aber oder doch am im in auf bei nach vor seit wenn als weil er
    sie es wir ihr le la les un une des et mais ou il elle ils elles on nous vous je en dans pour sur
    el los las una y pero o él ella ellos en para por con desde cuando os as uma e mas ele ela eles em
    na no ao lo gli i uno ma lui lei loro nel nella per он она они мы я в на с и но а по из к у за от
    він вона вони ми у й та але що як до від із про під це
    según selon laut secondo volgens enligt ifølge według d'après
    democrat democrats republican republicans american americans tv u.s us gop eu un uk
    """)
# No names at the beginning of a run ("May Ray said", "Early Monday"), but "Theresa May" is one.
LEADING = words("""
    first last next new early late
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december mon tue wed thu fri sat sun jan feb mar apr jun jul aug
    sept sep oct nov dec
    """)
ORG_WORDS = words("""
    committee council department ministry university college institute center centre foundation
    association party house senate congress court bank group inc corp corporation company co ltd llc
    agency bureau commission board office union federation coalition network news times post journal
    press tribune herald magazine radio television street states kingdom republic nations city county
    state district island islands north south east west new saint avenue road hall hotel airport
    school hospital church act bill amendment constitution award prize war day week tower towers
    facebook twitter google cnn msnbc nbc abc cbs fox fbi cia pentagon kremlin partei bundestag
    ministère ministerio partido partito parliament government administration campaign service
    services budget staff management affairs international national league club society fund trust project initiative action
    """)
ABBREVIATIONS = words("""
    mr mrs ms dr prof sen rep gov gen lt col capt sgt maj cmdr adm rev hon st jr sr messrs mme mlle m
    sra vs no inc corp co ltd jan feb mar apr jun jul aug sept sep oct nov dec ala ariz ark calif colo
    conn del fla ga ill ind kan ky la mass md mich minn miss mo mont neb nev okla ore pa tenn tex va vt
    wash wis wyo u.s u.k u.n d.c n.y n.j n.h n.c s.c e.g i.e a.m p.m ph.d
    """)
PARTICLES = words("""
    de van von der den del della di da dos das du la le bin ibn al el ten ter y st
    """)
FIRST_NAMES = {
    "m": words("""
        will dale chad brett blake derrick marc drew evan jared jake luke lucas mason logan dylan connor cole
        seth shane wade warren wesley clark clay cliff clint curtis darren darryl dean duane dustin earl
        eddie edgar edwin elliot ernest francis garrett geoff geoffrey gilbert glen glenn grant herb herman
        isaac jay jeremiah jerome joel julian kent kirk kurt lance leon les lester lewis lloyd lonnie luther
        malcolm marshall marvin melvin milton mitchell morris nate ned noel norman otto owen perry preston
        quentin randall reginald rex ricardo rodney roland roman ross rudy rupert rusty sheldon sidney
        spencer stan stanley stewart tad terrence theodore tobias toby todd travis trent tyrone vernon
        victor wallace wendell wilbur zach thom gus hal vince trey liam aidan declan hamish alistair
        james john robert michael william david richard joseph thomas charles christopher daniel matthew
        anthony mark donald steven stephen steve paul andrew joshua kenneth kevin brian george timothy
        ronald edward jason jeffrey jeff ryan jacob gary nicholas eric jonathan larry justin scott
        brandon benjamin ben samuel sam gregory greg frank alexander raymond patrick jack dennis jerry
        tyler aaron jose henry adam douglas doug nathan peter zachary kyle walter harold jeremy ethan carl
        keith roger gerald christian terry sean arthur austin noah lawrence jesse joe bryan billy bruce
        jordan albert willie gabriel alan juan wayne roy ralph randy eugene vincent russell louis philip
        phil bobby johnny bradley brad mike bob bill jim tom dan dave rick ted tim tony ron ray chris
        matt josh ken don ed fred pete nick greg jon rob bernie mitt barack newt marco rand lindsey mitch
        harry hugh ian graham neil stuart simon martin trevor nigel barry craig derek gordon howard
        leonard marcus max leo oliver oscar felix karl heinz hans jürgen klaus wolfgang stefan
        thorsten uwe dieter friedrich frank-walter olaf sigmar horst jens jörg andreas markus
        françois jean pierre jacques michel nicolas emmanuel philippe alain laurent bruno olivier
        christophe édouard gérard luis carlos javier manuel francisco pedro antonio miguel jorge fernando
        rafael pablo diego alberto mario sergio enrique josé mariano joão paulo luiz jair giuseppe
        matteo silvio giovanni luigi marco paolo roberto francesco andrea lorenzo vladimir dmitry sergei
        sergey alexei mikhail boris igor ivan nikolai yuri viktor oleg andrei alexandr alexander maxim
        pavel anton mohammed muhammad mohamed ahmed ali hassan hussein omar ibrahim khalid abdul
        benjamin ehud shimon avi moshe hiroshi shinzo kenji takeshi narendra rahul sanjay raj amit arjun
        владимир дмитрий сергей алексей михаил борис игорь иван николай юрий виктор олег андрей
        александр максим павел антон петр евгений
        """),
    "f": words("""
        abby ada adele agnes alexandra alexandria alison allison alyssa amelia angie anita annette april
        arlene audrey ava becky belinda bernadette bertha beth bethany betsy bonnie brianna bridget brooke
        caitlin camille candace carla caroline cassandra cecilia celeste charlene chelsea cindy clara
        colleen connie constance cora courtney crystal daisy daphne darlene deanna desiree dora edith edna
        eileen elise ella ellie elsa erica erika erin esther ethel eunice faith felicia fiona florence
        gabrielle geraldine gina ginger gladys glenda greta gretchen hazel helena hope ida inez ivy jana
        jasmine jeannette jenna joann joanna joanne jocelyn jodi johanna josephine joy juanita june kara
        karla katharine kathy kay kelli kendra kirsten krista kristen kristi kristin kristina krystal laurie
        leah lena lillian lily lorraine louise lydia lynn mabel mae maggie mandy marcia marianne marissa
        marjorie marla marlene marsha maureen maya melinda mercedes meredith mia michele mildred mindy
        miranda miriam misty monica muriel myra nadia naomi natasha nina norma opal pam patty pauline pearl
        phyllis priscilla rachael ramona raquel rebekah regina rhonda roberta rochelle rosemary roxanne ruby
        sabrina sadie savannah selena serena shannon sherri sherry sierra sonya sophie stacey stella summer
        susie suzanne tamara tammy tanya tara tonya tracey tricia trudy velma vera vicki vicky viola whitney
        wilma winifred yolanda siobhan niamh imogen philippa harriet
        mary patricia jennifer linda elizabeth barbara susan jessica sarah sara karen lisa nancy betty
        margaret sandra ashley kimberly kim emily donna michelle carol amanda dorothy melissa deborah
        debbie stephanie rebecca sharon laura cynthia kathleen amy angela shirley anna brenda pamela emma
        nicole helen samantha katherine christine debra rachel carolyn janet catherine maria heather
        diane ruth julie olivia joyce virginia victoria kelly lauren christina joan evelyn judith megan
        andrea cheryl hannah jacqueline martha gloria teresa ann anne sara madison frances kathryn janice
        jean abigail alice julia judy sophia grace denise amber doris marilyn danielle beverly isabella
        theresa diana natalie brittany charlotte marie kayla alexis lori hillary ivanka melania tiffany
        elaine kate katie katy annie sue jane jill jackie jen jenny jeanne jeannie kellyanne carly megyn
        nikki condoleezza loretta madeleine dianne maxine tulsi kamala sonia elena ellen eva eve claire
        chloe lucy molly nora paula peggy penny rita robin rosa rose sally sheila stacy sylvia tracy
        valerie vanessa veronica vivian wendy yvonne zoe huma cheryl gail gwen haley heidi irene iris
        theresa nicola angela ursula annegret ingrid monika petra sabine claudia katrin julia ségolène
        marine brigitte christiane isabelle sylvie nathalie valérie françoise hélène élisabeth martine
        maría carmen ana isabel dolores pilar cristina lucía marta elena dilma marina fernanda giulia
        francesca chiara giorgia laura valentina silvia paola olga natalia tatiana svetlana irina
        ekaterina yelena maria anastasia ksenia fatima aisha leila layla yasmin noor indira priya sushma
        ольга наталья татьяна светлана ирина екатерина елена мария анастасия анна юлия
        """),
}  # fmt: skip
# Names that both sexes bear, or the one here and the other abroad (Andrea, Jean), tell nothing.
EITHER = (FIRST_NAMES["m"] & FIRST_NAMES["f"]) | words(
    "kim kelly robin jordan lindsey tracy jackie terry"
)
GENDER = {name: sex for sex in "fm" for name in FIRST_NAMES[sex] - EITHER}


@dataclass(frozen=True, slots=True)
class Grammar:
    """What one language says with: verbs, pronouns, and the words that stand before a speaker.

    `nouns` tells that every noun begins with a capital (German), `elides` that "l'" and "d'" are words;
    `openers` are the first words of `according`.
    """

    code: str
    verbs: frozenset[str]
    pronouns: Mapping[str, str]
    according: tuple[tuple[str, ...], ...]
    nouns: bool
    elides: bool
    openers: frozenset[str]


def grammar(language: str | None) -> Grammar:
    """The grammar of a language tag ("en", "pt-BR"); all in one where it is None or not in the tables."""
    code = (language or "")[:2].casefold()
    return _grammar(code if code in VERBS else "")


@cache
def _grammar(code: str) -> Grammar:
    if code:
        verbs, pronouns, according = VERBS[code], PRONOUNS[code], ACCORDING[code]
    else:
        tables = reversed(PRONOUNS.values())  # English last: its "on" is no pronoun
        pronouns = {word: sex for table in tables for word, sex in table.items() if word != "on"}
        verbs, according = frozenset().union(*VERBS.values()), ACCORDING["en"]
    openers = frozenset(phrase[0] for phrase in according)
    return Grammar(code, verbs, pronouns, according, code == "de", code in ("fr", "it"), openers)


@lru_cache(maxsize=32_768)
def normal(word: str) -> str:
    """A word in small letters without the full stop of an abbreviation; an initial ("E.") keeps it."""
    return word.lower() if len(word) < 3 and word[0].isupper() else word.lower().rstrip(".")


def name_start(lows: list[str]) -> int:
    """Where the name begins in a run of capitalised words (normal forms): after titles and months.

    Equal to the number of words where the run is all titles ("vice president"). A department before a
    first name is cut too ("Budget Ann Ray").
    """
    first = 0
    for index, low in enumerate(lows):
        last = index + 1 == len(lows)
        if low in NOT_NAMES:
            # "Ann Early" is a name, "Today Ann" is not.
            first = first if last and index > first and lows[index - 1] in GENDER else index + 1
        elif low in LEADING and index == first and not last:
            first = index + 1
        elif low in TITLES and not (low == "m." and index):
            named = last and index and (first < index or lows[index - 1] in HONORIFICS)
            first = first if named else index + 1
        elif low in ORG_WORDS and not last and lows[index + 1] in GENDER:
            first = index + 1
    return first
