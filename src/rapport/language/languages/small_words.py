"""The small words of languages in Latin letters, as everybody writes them, and letters that few use."""

SMALL_WORDS = {
    "en": """
        the be to of and a in that have i it for not on with he as you do at this but his by from they we
        say her she or an will my one all would there their what so up out if about who get which go me when
        make can like no just him know take into your some could them see other than then now only its over
        also after how our because any these us is are was were been has had did does am please thanks thank
        hello hi hey yes yeah okay sorry need want help don't can't i'm it's i'd you're didn't doesn't isn't
        that's where why again still never always more here should may might must let got going""",
    "de": """
        der die das und ist nicht ich sie wir ihr ein eine einen einem einer eines den dem des mit auf für
        von zu zum zur im aus bei nach über unter aber oder wenn dass weil wie was wer wo warum haben habe
        hat hatte hatten sein sind war waren wird werden wurde kann können könnte muss müssen soll möchte
        bitte danke hallo guten tag noch nur auch schon sehr mehr kein keine mein meine meinen meiner mir
        mich uns ihnen ihre ihren es er man doch dann jetzt hier wieder immer seit gibt vielen gerne
        leider""",
    "fr": """
        le la les un une des du de et est en que qui dans pour pas ne sur avec je tu il elle nous vous ils
        elles ce cette ces cet mon ma mes votre vos notre nos son sa ses au aux mais ou où donc car si plus
        très bien être avoir ai avez avons ont suis êtes sommes sont été était fait faire peux pouvez peut
        voudrais merci bonjour bonsoir oui non s'il c'est j'ai n'ai qu'il n'est d'un d'une comment pourquoi
        quand encore toujours aussi rien tout tous depuis chez sans sous par moi leur""",
    "es": """
        el la los las un una unos unas de del y que en es por para con no se lo al su sus mi mis me te le
        les nos yo tú usted ustedes él ella ellos como más pero o si ya muy está están estoy estaba ser soy
        son era fue ha he han hay tengo tiene tienen puede puedo pueden quiero quisiera necesito hacer
        cuando dónde qué cómo cuál porque gracias hola buenos días buenas tardes favor sí también todo todos
        nada este esta esto ese esa eso desde hasta sin sobre hace ahora todavía""",
    "pt": """
        o a os as um uma uns umas de do da dos das e que em no na nos nas é por para com não se ao à meu
        minha meus minhas seu sua seus suas eu você vocês ele ela eles nós mas ou já muito está estão estou
        estava ser sou são era foi tem têm tenho há posso pode podem quero gostaria preciso fazer quando
        onde como qual porque obrigado obrigada olá bom dia boa tarde favor sim também tudo nada este esta
        isto esse essa isso desde até sem sobre mais ainda pelo pela lhe me""",
    "it": """
        il lo la i gli le un uno una di del della dei delle dello degli a al alla ai alle da dal dalla in
        nel nella con su per tra fra e o ma che chi non è sono sei siamo siete era ho hai ha abbiamo avete
        hanno essere avere fare mi ti si ci vi mio mia miei suo sua questo questa questi quello quella come
        quando dove perché cosa quale più molto anche ancora già solo sempre mai grazie ciao buongiorno
        salve prego posso può potete vorrei voglio devo ne tutto tutti niente sì""",
    "nl": """
        de het een en van ik je jij u hij zij ze wij we jullie is zijn was waren ben bent heb hebt heeft
        hebben had niet geen dat die dit deze in op met voor aan bij uit naar om te als maar of want omdat
        wat wie waar wanneer waarom hoe kan kunnen kunt moet moeten wil willen wordt worden mijn jouw uw ons
        onze er nog ook al wel zeer heel veel meer graag dank bedankt hallo goedemorgen goedendag
        alstublieft mij me hem haar dan nu hier daar weer altijd sinds door over zonder zou""",
    "sv": """
        och att det som en ett den de är jag du han hon vi ni på av för med till från om inte har hade var
        varit kan kunde ska skulle vill måste blir blev men eller när där här hur vad vem varför vilken min
        mitt mina din ditt er ert våra vårt sig så också bara mycket mer nu igen alltid aldrig tack hej
        snälla god dag behöver fått får finns mig dig oss dem utan efter över ingen inget några något""",
    "da": """
        og at det som en et den de er jeg du han hun vi i på af for med til fra om ikke har havde var været
        kan kunne skal skulle vil ville må bliver blev men eller når hvor her hvordan hvad hvem hvorfor
        hvilken min mit mine din dit jeres vores sig så også kun meget mere nu igen altid aldrig tak hej
        venlig goddag fået får findes mig dig os dem uden efter over ingen intet nogle noget""",
    "no": """
        og at det som en et den de er jeg du han hun vi i på av for med til fra om ikke har hadde var vært
        kan kunne skal skulle vil ville må blir ble men eller når hvor her hvordan hva hvem hvorfor hvilken
        min mitt mine din ditt deres vår våre seg så også bare mye mer nå igjen alltid aldri takk hei
        vennlig fått får finnes meg deg oss dem uten etter over ingen noe noen trenger""",
    "fi": """
        ja on ei en et se että hän minä sinä me te he tämä tuo mikä mitä kuka missä milloin miksi miten ovat
        olen olet olemme olette oli olivat ollut olla voi voin voitte voisin haluan haluaisin pitää täytyy
        mutta tai jos kun niin myös vain vielä jo aina koskaan minun sinun teidän meidän hänen mun sen sitä
        kiitos hei moi terve päivää kyllä hyvää paljon enemmän nyt taas täällä siellä ilman kanssa jälkeen
        ole olisi eivät minulla minua minulle""",
    "pl": """
        i w na z do nie że się to jest są był była było być mam ma masz mamy mają ja ty on ona ono my wy oni
        mój moja moje moją mojego pan pani pana państwo ten ta te tego tej tym jak co kto gdzie kiedy
        dlaczego czy ale lub albo bo więc już jeszcze tylko także też bardzo proszę dziękuję dzień dobry
        witam cześć tak może mogę można chcę chciałbym chciałabym muszę od dla po przez przy za o u mnie mi
        jego jej ich nic wszystko teraz zawsze nigdy bez""",
    "cs": """
        a v na z do ne že se to je jsou byl byla bylo být mám má máte máme mají já ty on ona my vy oni můj
        moje moji mého ten ta te toho tím jak co kdo kde kdy proč ale nebo protože tak už ještě jen také
        velmi prosím děkuji děkuju dobrý den ahoj ano může mohu můžu chci chtěl chtěla bych musím od pro po
        přes při za o u mi mě mně jeho její jejich nic vše všechno teď vždy nikdy bez jsem jste není nemám""",
    "hu": """
        a az és hogy nem van vannak volt voltak lesz lehet kell egy ez azt ezt is de ha vagy mert mint csak
        már még nagyon én te ő mi ti ők ön önök önöknek nekem engem nekünk mit ki hol mikor miért hogyan
        milyen melyik köszönöm kérem szia helló jó napot igen szeretnék szeretném tudok tudom tudja tudna
        vagyok vagyunk most itt ott mindig soha meg el fel ki be után előtt nélkül ezért sem""",
    "ro": """
        și în de la cu pe un o nu este sunt era fost fi am ai are avem aveți au eu tu el ea noi voi ei ele
        meu mea mele mei dumneavoastră vă mă îmi îți care ce cine unde când cum pentru din că să dar sau
        dacă mai foarte doar deja încă mulțumesc bună ziua salut da te rog vreau doresc pot puteți poate
        trebuie acum aici tot toate nimic fără după prin până ai al ale unei unui acest această lui""",
    "tr": """
        ve bir bu şu o da de mi mı mu mü ne için ile çok daha var yok değil ben sen biz siz onlar bana beni
        benim sizin size bizim nasıl neden niçin nerede hangi kim ama veya ya eğer gibi kadar sonra önce
        şimdi hala hâlâ hiç her zaman teşekkürler teşekkür ederim merhaba selam lütfen evet hayır istiyorum
        olarak olan oldu olur olmuyor ediyorum edebilir misiniz miyim yapabilirim lazım gerek""",
    "id": """
        yang dan di ke dari ini itu tidak ada untuk dengan saya anda kami kita mereka dia akan bisa sudah
        belum pada juga atau tapi tetapi karena jika kalau apa siapa mana kapan kenapa mengapa bagaimana
        terima kasih tolong mohon halo selamat pagi siang ya bukan jangan lebih sangat sekali lagi masih
        hanya saja dalam oleh sebagai adalah ingin mau harus dapat nya telah""",
}
LETTERS = {
    "ß": "de", "ñ": "es", "¿": "es", "¡": "es", "ã": "pt", "õ": "pt", "ł": "pl", "ż": "pl", "ś": "pl",
    "ź": "pl", "ą": "pl", "ę": "pl", "ř": "cs", "ě": "cs", "ů": "cs", "ő": "hu", "ű": "hu", "ğ": "tr",
    "ı": "tr", "ș": "ro", "ț": "ro", "ă": "ro", "œ": "fr",
}  # fmt: skip
"""A letter that, of these languages, one alone uses."""
