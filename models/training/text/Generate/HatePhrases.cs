namespace Classifier.Training.Text.Generate;

/// <summary>
/// One language's contrast material, written for training a detector. $g names a protected group as a subject, $o in the form that
/// follows "of" or "with" there, $x a group that is no protected one, $t a thing. Not-hate templates start with '+' where they are
/// abusive all the same, '-' where they are plainly harmless; the others say nothing about toxicity.
/// </summary>
internal sealed record HateLanguage(string Lang, (string Subject, string Oblique)[] Groups, string[] Others, string[] Things, string[] Hate, string[] NotHate);

internal static class HatePhrases
{
    public static readonly HateLanguage[] Languages =
    [
        new("en",
            [("Muslims", "Muslims"), ("Jews", "Jews"), ("women", "women"), ("gay people", "gay people"), ("trans people", "trans people"), ("black people", "black people"), ("immigrants", "immigrants"), ("disabled people", "disabled people"), ("Roma", "Roma"), ("Asians", "Asians")],
            ["landlords", "bankers", "football referees", "tourists", "politicians", "smokers", "influencers", "my exes"],
            ["this printer", "the new bus timetable", "that sequel", "pineapple pizza", "my old laptop", "the weather here"],
            [
                "$g are vermin and should be treated like it.", "We need to get rid of all $g, one way or another.", "I can't stand $g, they make me sick.", "Somebody should burn down the homes of $o.", "$g do not deserve the same rights as us.",
                "No decent town lets $g in.", "$g are a cancer on this country.", "The world would be cleaner without $o.", "You are one of those $g? Then crawl back to your hole.", "Every problem we have comes from $o.", "$g are born stupid, that is all.",
                "Next time I see $g on my street, I will bring a bat.", "Never trust $g, lying is in their blood.", "$g are less than animals to me.", "Why do we still feed $g when they only breed and take?", "It's a shame that nobody finished the job with $o.",
                "I'd rather quit than share an office with $o.", "Let's be honest: $g were made to serve.", "Throw all $g out before they take over.", "A good place for $o is behind a fence.", "I wish $g would all just disappear.", "$g belong on a leash, not in parliament.",
            ],
            [
                "-$g are not vermin, and nobody should talk like that.", "-I don't hate $g at all.", "-It is wrong to say that $g should be thrown out.", "-He wrote that $g are a cancer, and he was rightly banned for it.", "-Anyone who wants to hurt $g will have to deal with me.",
                "-'$g do not deserve rights' is the kind of sentence that starts wars.", "-Many $g live in our street and run the best café in town.", "-I am proud to be one of those $g.", "-$g deserve respect like everybody else.", "-The study asked $g about their way to work.",
                "-My best friends are $g.", "-Nobody is worth less for being one of the $g.", "+$x are vermin, all of them.", "+I can't stand $x, they make me sick.", "I hate $t with all my heart.", "Kill $t with fire.", "$t is a piece of garbage and I want it gone.",
                "Damn it, I fucking forgot my keys again!", "-Holy shit, what a beautiful goal!", "+You are a lying idiot and nobody likes you.", "+Shut your mouth, you pathetic clown.", "-How can people claim that $g are less than animals? It makes me angry.",
                "-Stop saying that every problem comes from $o.", "-$g were attacked last night; we stand with them.", "-Which party has the most $g among its members?", "-I love being with $o.", "Get rid of $t, one way or another.",
            ]),
        new("de",
            [("Muslime", "Muslimen"), ("Juden", "Juden"), ("Frauen", "Frauen"), ("Schwule", "Schwulen"), ("Transmenschen", "Transmenschen"), ("Schwarze", "Schwarzen"), ("Flüchtlinge", "Flüchtlingen"), ("Behinderte", "Behinderten"), ("Roma", "Roma"), ("Türken", "Türken")],
            ["Vermieter", "Banker", "Schiedsrichter", "Touristen", "Politiker", "Raucher", "Influencer"],
            ["diesen Drucker", "den neuen Fahrplan", "diesen Film", "Rosenkohl", "meinen alten Laptop"],
            [
                "$g sind Ungeziefer und gehören weg.", "Ich hasse $g, sie widern mich an.", "Wir müssen das Land von $o säubern.", "Man sollte die Häuser von $o anzünden.", "$g haben hier keine Rechte verdient.", "$g sind ein Krebsgeschwür für unser Land.",
                "Ohne $g wäre die Welt sauberer.", "Schuld an allem sind doch nur $g.", "$g sind von Geburt an dumm.", "Wenn ich $g auf meiner Straße sehe, hole ich den Schläger.", "Traue niemals $o, die lügen alle.", "$g sind für mich weniger wert als Tiere.",
                "Warum füttern wir $g durch, die nur nehmen?", "Schade, dass man mit $o nicht fertig geworden ist.", "Mit $o würde ich nie in einem Büro sitzen.", "Werft $g alle raus, bevor sie alles übernehmen.", "$g gehören hinter einen Zaun.", "$g sollen einfach alle verschwinden.",
            ],
            [
                "-$g sind kein Ungeziefer, so redet man nicht.", "-Ich habe überhaupt nichts gegen $g.", "-Es ist falsch, dass man $g rauswerfen will.", "-Er schrieb, $g seien ein Krebsgeschwür, und wurde zu Recht gesperrt.", "-Wer $g angreift, bekommt es mit mir zu tun.",
                "-Sätze wie „$g haben keine Rechte verdient“ sind Hetze.", "-Viele $g wohnen in unserer Straße.", "-$g verdienen Respekt wie alle anderen.", "-Die Studie befragte $g zu ihrem Arbeitsweg.", "-Ich bin gern mit $o zusammen.", "+$x sind Ungeziefer, alle miteinander.",
                "+Ich hasse $x, sie widern mich an.", "Ich hasse $t von ganzem Herzen.", "Schmeißt $t endlich auf den Müll!", "Verdammte Scheiße, ich habe schon wieder den Schlüssel vergessen!", "-Leck mich, war das ein geiles Tor!", "+Du bist ein verlogener Idiot.",
                "+Halt die Fresse, du Clown.", "-Hört auf zu behaupten, an allem seien nur $g schuld.", "-$g wurden gestern angegriffen, wir stehen zu ihnen.",
            ]),
        new("es",
            [("los musulmanes", "los musulmanes"), ("los judíos", "los judíos"), ("las mujeres", "las mujeres"), ("los gais", "los gais"), ("las personas trans", "las personas trans"), ("los negros", "los negros"), ("los inmigrantes", "los inmigrantes"), ("los discapacitados", "los discapacitados"), ("los gitanos", "los gitanos"), ("los indígenas", "los indígenas")],
            ["los caseros", "los banqueros", "los árbitros", "los turistas", "los políticos", "los fumadores"],
            ["esta impresora", "el nuevo horario", "esa película", "el brócoli", "mi portátil viejo"],
            [
                "$g son una plaga y hay que acabar con ella.", "Odio a $o, me dan asco.", "Hay que limpiar el país de $o.", "Alguien debería quemar las casas de $o.", "$g no merecen tener derechos.", "$g son el cáncer de este país.", "El mundo estaría mejor sin $o.",
                "La culpa de todo la tienen $g.", "$g son basura desde que nacen.", "Si veo a $o en mi calle, salgo con un palo.", "Nunca te fíes de $o, llevan la mentira en la sangre.", "$g valen menos que los animales.", "¿Por qué mantenemos a $o si solo vienen a quitar?",
                "Qué pena que nadie terminara el trabajo con $o.", "Jamás compartiría oficina con $o.", "Que echen a todos ellos: fuera $g.", "El sitio de $o está detrás de una valla.", "Ojalá desaparecieran $g para siempre.",
            ],
            [
                "-$g no son una plaga, y nadie debería hablar así.", "-No odio a $o en absoluto.", "-Está mal decir que hay que echar a $o.", "-Escribió que $g son un cáncer y lo expulsaron con razón.", "-Quien ataque a $o se las verá conmigo.",
                "-Decir que «$g no merecen derechos» es un discurso peligroso.", "-En mi calle viven $g y nos llevamos de maravilla.", "-$g merecen respeto como cualquiera.", "-El estudio preguntó a $o por su trabajo.", "-Me encanta estar con $o.", "+$x son una plaga.",
                "+Odio a $x, me dan asco.", "Odio $t con toda mi alma.", "Tirad $t a la basura de una vez.", "¡Joder, otra vez me dejé las llaves!", "-¡Hostia, qué golazo!", "+Eres un idiota mentiroso.", "+Cierra la boca, payaso.", "-Dejad de decir que la culpa de todo la tienen $g.",
                "-Anoche atacaron a $o; estamos a su lado.",
            ]),
        new("fr",
            [("les musulmans", "des musulmans"), ("les juifs", "des juifs"), ("les femmes", "des femmes"), ("les homosexuels", "des homosexuels"), ("les personnes trans", "des personnes trans"), ("les noirs", "des noirs"), ("les immigrés", "des immigrés"), ("les handicapés", "des handicapés"), ("les Roms", "des Roms"), ("les Arabes", "des Arabes")],
            ["les propriétaires", "les banquiers", "les arbitres", "les touristes", "les politiciens", "les fumeurs"],
            ["cette imprimante", "le nouvel horaire", "ce film", "le brocoli", "mon vieux portable"],
            [
                "$g sont de la vermine, il faut s'en débarrasser.", "Je déteste $g, ils me dégoûtent.", "Il faut nettoyer le pays $o.", "Quelqu'un devrait brûler les maisons $o.", "$g ne méritent aucun droit.", "$g sont le cancer de ce pays.", "Le monde serait plus propre si $g n'existaient pas.",
                "Tout ça, c'est la faute $o.", "$g sont des déchets depuis la naissance.", "Si je vois $g dans ma rue, je sors la batte.", "Il ne faut jamais croire $g, ils mentent tous.", "$g valent moins que des animaux.", "Pourquoi nourrir $g qui ne font que prendre ?",
                "Dommage que personne n'ait fini le travail avec $g.", "Jamais je ne partagerais un bureau avec $g.", "Virez-moi tous ces gens : dehors $g.", "La place $o est derrière une clôture.", "J'aimerais voir disparaître $g pour toujours.",
            ],
            [
                "-$g ne sont pas de la vermine, on ne parle pas ainsi.", "-Je ne déteste pas du tout $g.", "-C'est mal de vouloir chasser $g.", "-Il a écrit que $g sont un cancer et on l'a banni à juste titre.", "-Qui attaque $g aura affaire à moi.",
                "-Dire que « $g ne méritent aucun droit », c'est dangereux.", "-Dans ma rue vivent $g et on s'entend très bien.", "-$g méritent le respect comme tout le monde.", "-L'étude a interrogé $g sur leur travail.", "-J'adore passer du temps avec $g.", "+$x sont de la vermine.",
                "+Je déteste $x, ils me dégoûtent.", "Je déteste $t de tout mon cœur.", "Jetez $t à la poubelle.", "Putain, j'ai encore oublié mes clés !", "-Putain, quel but magnifique !", "+Tu es un imbécile et un menteur.", "+Ferme ta gueule, espèce de clown.",
                "-Arrêtez de dire que tout est la faute $o.", "-On a attaqué $g hier soir ; nous sommes à leurs côtés.",
            ]),
        new("it",
            [("i musulmani", "dei musulmani"), ("gli ebrei", "degli ebrei"), ("le donne", "delle donne"), ("i gay", "dei gay"), ("le persone trans", "delle persone trans"), ("i neri", "dei neri"), ("gli immigrati", "degli immigrati"), ("i disabili", "dei disabili"), ("i rom", "dei rom"), ("i cinesi", "dei cinesi")],
            ["i padroni di casa", "i banchieri", "gli arbitri", "i turisti", "i politici", "i fumatori"],
            ["questa stampante", "il nuovo orario", "quel film", "i broccoli", "il mio vecchio portatile"],
            [
                "$g sono parassiti e vanno eliminati.", "Odio $g, mi fanno schifo.", "Bisogna ripulire il paese: via $g.", "Qualcuno dovrebbe bruciare le case $o.", "$g non meritano nessun diritto.", "$g sono il cancro di questo paese.", "Il mondo sarebbe più pulito senza $g.",
                "È tutta colpa $o.", "$g sono spazzatura dalla nascita.", "Se vedo $g nella mia strada esco con la mazza.", "Mai fidarsi: $g hanno la menzogna nel sangue.", "$g valgono meno delle bestie.", "Perché manteniamo $g che sanno solo prendere?",
                "Peccato che nessuno abbia finito il lavoro con $g.", "Non dividerei mai l'ufficio con $g.", "Cacciateli tutti: fuori $g.", "Il posto $o è dietro un recinto.", "Vorrei che $g sparissero per sempre.",
            ],
            [
                "-$g non sono parassiti, non si parla così.", "-Non odio affatto $g.", "-È sbagliato voler cacciare $g.", "-Ha scritto che $g sono un cancro e giustamente è stato bannato.", "-Chi attacca $g dovrà vedersela con me.", "-Dire che «$g non meritano diritti» è pericoloso.",
                "-Nella mia via abitano $g e andiamo d'accordo.", "-$g meritano rispetto come tutti.", "-Lo studio ha intervistato $g sul lavoro.", "-Mi piace stare con $g.", "+$x sono parassiti.", "+Odio $x, mi fanno schifo.", "Odio $t con tutto il cuore.", "Buttate $t nella spazzatura.",
                "Cazzo, ho dimenticato di nuovo le chiavi!", "-Cazzo, che gol stupendo!", "+Sei un idiota bugiardo.", "+Chiudi la bocca, pagliaccio.", "-Smettetela di dire che è tutta colpa $o.", "-Ieri sera hanno aggredito $g; noi siamo con loro.",
            ]),
        new("nl",
            [("moslims", "moslims"), ("joden", "joden"), ("vrouwen", "vrouwen"), ("homo's", "homo's"), ("transgenders", "transgenders"), ("zwarte mensen", "zwarte mensen"), ("migranten", "migranten"), ("gehandicapten", "gehandicapten"), ("Roma", "Roma"), ("Marokkanen", "Marokkanen")],
            ["huisbazen", "bankiers", "scheidsrechters", "toeristen", "politici", "rokers"],
            ["deze printer", "de nieuwe dienstregeling", "die film", "spruitjes", "mijn oude laptop"],
            [
                "$g zijn ongedierte en moeten weg.", "Ik haat $g, ze maken me misselijk.", "We moeten het land zuiveren van $o.", "Iemand zou de huizen van $o in brand moeten steken.", "$g verdienen geen rechten.", "$g zijn de kanker van dit land.", "Zonder $o was de wereld schoner.",
                "Alle ellende komt door $o.", "$g zijn van geboorte dom.", "Als ik $g in mijn straat zie, pak ik een knuppel.", "Vertrouw nooit $o, liegen zit in hun bloed.", "$g zijn minder waard dan dieren.", "Waarom onderhouden we $g die alleen maar nemen?",
                "Jammer dat niemand het karwei met $o heeft afgemaakt.", "Ik zou nooit een kantoor delen met $o.", "Gooi $g er allemaal uit.", "$g horen achter een hek.", "Ik wou dat $g allemaal verdwenen.",
            ],
            [
                "-$g zijn geen ongedierte, zo praat je niet.", "-Ik haat $g helemaal niet.", "-Het is fout om $g eruit te willen gooien.", "-Hij schreef dat $g de kanker van het land zijn en werd terecht geschorst.", "-Wie $g aanvalt, krijgt met mij te maken.",
                "-Zeggen dat '$g geen rechten verdienen' is gevaarlijk.", "-In mijn straat wonen veel $g en dat gaat prima.", "-$g verdienen respect, net als iedereen.", "-Het onderzoek vroeg $g naar hun werk.", "-Ik ben graag samen met $o.", "+$x zijn ongedierte.", "+Ik haat $x, ze maken me misselijk.",
                "Ik haat $t uit de grond van mijn hart.", "Gooi $t bij het vuilnis.", "Godverdomme, weer mijn sleutels vergeten!", "-Verdomme, wat een mooie goal!", "+Je bent een leugenachtige idioot.", "+Hou je bek, clown.", "-Zeg niet steeds dat alle ellende door $o komt.", "-Gisteren zijn $g aangevallen; wij staan naast ze.",
            ]),
        new("pl",
            [("muzułmanie", "muzułmanów"), ("Żydzi", "Żydów"), ("kobiety", "kobiet"), ("geje", "gejów"), ("osoby trans", "osób trans"), ("czarni", "czarnych"), ("imigranci", "imigrantów"), ("niepełnosprawni", "niepełnosprawnych"), ("Romowie", "Romów"), ("Ukraińcy", "Ukraińców")],
            ["bankierzy", "sędziowie piłkarscy", "turyści", "politycy", "palacze"],
            ["tej drukarki", "nowego rozkładu", "tego filmu", "brukselki", "mojego starego laptopa"],
            [
                "$g to robactwo i trzeba się ich pozbyć.", "Nienawidzę $o, rzygać mi się chce.", "Trzeba oczyścić kraj z $o.", "Ktoś powinien spalić domy $o.", "$g nie zasługują na żadne prawa.", "$g to rak tego kraju.", "Świat byłby czystszy bez $o.", "Wszystkiemu winni są $g.",
                "$g to śmiecie od urodzenia.", "Jak zobaczę $o na mojej ulicy, wyjdę z kijem.", "Nigdy nie wierz: $g mają kłamstwo we krwi.", "$g są gorsi od zwierząt.", "Po co utrzymujemy $o, skoro tylko biorą?", "Szkoda, że nikt nie dokończył roboty z tą bandą, jaką są $g.",
                "Nigdy nie siedziałbym w biurze obok $o.", "Wyrzucić ich wszystkich: precz $g.", "Miejsce $o jest za płotem.", "Oby $g zniknęli na zawsze.",
            ],
            [
                "-$g to nie robactwo, tak się nie mówi.", "-Wcale nie nienawidzę $o.", "-To źle, że ktoś chce wyrzucić $o.", "-Napisał, że $g to rak, i słusznie go zablokowano.", "-Kto zaatakuje $o, będzie miał ze mną do czynienia.", "-Zdanie „$g nie zasługują na prawa” jest niebezpieczne.",
                "-Na mojej ulicy mieszkają $g i dobrze się dogadujemy.", "-$g zasługują na szacunek jak każdy.", "-W badaniu zapytano $o o pracę.", "-Lubię towarzystwo $o.", "+$x to robactwo.", "+$x to śmiecie, co do jednego.", "Nienawidzę $t z całego serca.", "Mam dość $t, do śmieci z tym.",
                "Kurwa, znowu zapomniałem kluczy!", "-O kurde, co za piękny gol!", "+Jesteś zakłamanym idiotą.", "+Zamknij się, błaźnie.", "-Przestańcie mówić, że wszystkiemu winni są $g.", "-Wczoraj napadnięto $o; jesteśmy z nimi.",
            ]),
        new("pt",
            [("os muçulmanos", "dos muçulmanos"), ("os judeus", "dos judeus"), ("as mulheres", "das mulheres"), ("os gays", "dos gays"), ("as pessoas trans", "das pessoas trans"), ("os negros", "dos negros"), ("os imigrantes", "dos imigrantes"), ("os deficientes", "dos deficientes"), ("os ciganos", "dos ciganos"), ("os indígenas", "dos indígenas")],
            ["os banqueiros", "os árbitros", "os turistas", "os políticos", "os fumantes"],
            ["esta impressora", "o novo horário", "aquele filme", "brócolis", "meu notebook velho"],
            [
                "$g são uma praga e temos de acabar com isso.", "Odeio $g, tenho nojo.", "É preciso limpar o país $o.", "Alguém devia queimar as casas $o.", "$g não merecem direitos.", "$g são o câncer deste país.", "O mundo seria mais limpo sem $g.", "A culpa de tudo é $o.", "$g são lixo desde o berço.",
                "Se eu vir $g na minha rua, saio com um porrete.", "Nunca confie: $g têm a mentira no sangue.", "$g valem menos que bicho.", "Por que sustentamos $g se só sabem tirar?", "Pena que ninguém terminou o serviço com $g.", "Eu nunca dividiria a sala com $g.", "Expulsem todos: fora $g.",
                "O lugar $o é atrás de uma cerca.", "Queria que $g sumissem para sempre.",
            ],
            [
                "-$g não são uma praga, não se fala assim.", "-Eu não odeio $g de jeito nenhum.", "-É errado querer expulsar $g.", "-Ele escreveu que $g são um câncer e foi banido com razão.", "-Quem atacar $g vai se ver comigo.", "-Dizer que «$g não merecem direitos» é perigoso.", "-Na minha rua moram $g e nos damos bem.",
                "-$g merecem respeito como todos.", "-O estudo perguntou sobre o trabalho $o.", "-Adoro estar com $g.", "+$x são uma praga.", "+Odeio $x, tenho nojo.", "Odeio $t com todas as forças.", "Joguem $t no lixo.", "Porra, esqueci a chave de novo!", "-Caralho, que golaço!", "+Você é um idiota mentiroso.",
                "+Cala a boca, palhaço.", "-Parem de dizer que a culpa de tudo é $o.", "-Ontem atacaram $g; estamos ao lado deles.",
            ]),
        new("hi",
            [("मुसलमान", "मुसलमानों"), ("यहूदी", "यहूदियों"), ("दलित", "दलितों"), ("समलैंगिक", "समलैंगिकों"), ("हिजड़े", "हिजड़ों"), ("काले लोग", "काले लोगों"), ("शरणार्थी", "शरणार्थियों"), ("विकलांग", "विकलांगों"), ("बिहारी", "बिहारियों"), ("ईसाई", "ईसाइयों")],
            ["बैंकर", "अंपायर", "पर्यटक", "नेता", "मकान मालिक"],
            ["इस प्रिंटर", "नई समय सारिणी", "उस फ़िल्म", "करेले", "मेरे पुराने लैपटॉप"],
            [
                "$g कीड़े-मकोड़े हैं, इन्हें मिटा देना चाहिए।", "मुझे $o से नफ़रत है, घिन आती है।", "देश को $o से साफ़ करना होगा।", "किसी को $o के घर जला देने चाहिए।", "$g किसी अधिकार के लायक नहीं।", "$g इस देश का कैंसर हैं।", "$o के बिना दुनिया साफ़ होती।", "हर समस्या की जड़ $g ही हैं।",
                "$g पैदाइशी मूर्ख होते हैं।", "मेरी गली में $g दिखे तो लाठी निकाल लूँगा।", "$o पर कभी भरोसा मत करो, झूठ उनके ख़ून में है।", "$g जानवरों से भी गए-गुज़रे हैं।", "हम $o को क्यों पालें जो बस लेते ही हैं?", "मैं $o के साथ कभी काम नहीं करूँगा।", "$o को यहाँ से निकाल फेंको।", "$o की जगह बाड़ के पीछे है।",
                "काश $g हमेशा के लिए ग़ायब हो जाएँ।",
            ],
            [
                "-$g कीड़े-मकोड़े नहीं हैं, ऐसे मत बोलो।", "-मुझे $o से कोई नफ़रत नहीं है।", "-$o को निकालने की बात करना ग़लत है।", "-उसने लिखा कि $g कैंसर हैं, और उसे ठीक ही हटाया गया।", "-जो $o पर हमला करेगा उसे मुझसे निपटना होगा।", "-यह कहना कि '$g अधिकार के लायक नहीं' ख़तरनाक है।",
                "-हमारी गली में कई $g रहते हैं और हम मिलकर रहते हैं।", "-$g भी सबकी तरह सम्मान के हक़दार हैं।", "-सर्वे में $o से उनके काम के बारे में पूछा गया।", "-मुझे $o के साथ रहना अच्छा लगता है।", "+$x कीड़े-मकोड़े हैं।", "+$x सब के सब चोर और घटिया हैं।", "मुझे $t से सख़्त नफ़रत है।",
                "$t को कूड़े में फेंक दो।", "साला, फिर चाबी भूल गया!", "-अरे बाप रे, क्या शानदार गोल था!", "+तू झूठा और बेवकूफ़ है।", "+मुँह बंद कर, जोकर।", "-यह कहना बंद करो कि हर समस्या की जड़ $g हैं।", "-कल रात $o पर हमला हुआ; हम उनके साथ हैं।",
            ]),
        new("ar",
            [("المسلمون", "المسلمين"), ("اليهود", "اليهود"), ("النساء", "النساء"), ("المثليون", "المثليين"), ("المتحولون جنسيا", "المتحولين جنسيا"), ("السود", "السود"), ("اللاجئون", "اللاجئين"), ("المعاقون", "المعاقين"), ("الغجر", "الغجر"), ("المسيحيون", "المسيحيين")],
            ["المصرفيون", "الحكام في الملاعب", "السياح", "السياسيون", "المدخنون"],
            ["هذه الطابعة", "الجدول الجديد", "ذلك الفيلم", "البروكلي", "حاسوبي القديم"],
            [
                "$g حشرات ويجب التخلص منهم.", "أكره $o، إنهم يثيرون اشمئزازي.", "يجب تطهير البلد من $o.", "على أحد أن يحرق بيوت $o.", "$g لا يستحقون أي حقوق.", "$g سرطان هذا البلد.", "العالم أنظف بدون $o.", "سبب كل المصائب هم $g.", "$g أغبياء منذ الولادة.", "إذا رأيت $o في شارعي فسأحمل العصا.",
                "لا تثق أبدا في $o، الكذب في دمهم.", "$g أقل من الحيوانات.", "لماذا نطعم $o وهم لا يفعلون سوى الأخذ؟", "لن أعمل أبدا في مكتب واحد مع $o.", "اطردوا $o كلهم من هنا.", "مكان $o خلف السياج.", "ليت $g يختفون إلى الأبد.",
            ],
            [
                "-$g ليسوا حشرات ولا يجوز هذا الكلام.", "-أنا لا أكره $o أبدا.", "-من الخطأ المطالبة بطرد $o.", "-كتب أن $g سرطان فحظروه عن حق.", "-من يعتدي على $o سيواجهني.", "-القول إن «$g لا يستحقون حقوقا» كلام خطير.", "-في شارعنا يعيش $g ونحن جيران طيبون.", "-$g يستحقون الاحترام مثل الجميع.",
                "-سألت الدراسة $o عن عملهم.", "-أحب قضاء الوقت مع $o.", "+$x حشرات كلهم.", "+$x كلهم حثالة.", "أكره $t من كل قلبي.", "ارموا $t في القمامة.", "اللعنة، نسيت المفاتيح مرة أخرى!", "-يا إلهي، ما أجمل هذا الهدف!", "+أنت كاذب وغبي.", "+اخرس أيها المهرج.", "-كفوا عن القول إن سبب كل المصائب هم $g.",
                "-تعرض بعض $o لهجوم أمس، ونحن معهم.",
            ]),
        new("zh",
            [("穆斯林", "穆斯林"), ("犹太人", "犹太人"), ("女人", "女人"), ("同性恋", "同性恋"), ("跨性别者", "跨性别者"), ("黑人", "黑人"), ("移民", "移民"), ("残疾人", "残疾人"), ("外地人", "外地人"), ("印度人", "印度人")],
            ["房东", "银行家", "裁判", "游客", "政客", "抽烟的人"],
            ["这台打印机", "新时刻表", "那部电影", "苦瓜", "我的旧电脑"],
            [
                "$g都是害虫，应该清除掉。", "我讨厌$g，看到就恶心。", "必须把$g从这个国家清理出去。", "真该有人去烧了$g的房子。", "$g不配有任何权利。", "$g是这个国家的毒瘤。", "没有$g，世界会干净得多。", "所有问题都是$g造成的。", "$g天生就蠢。", "再让我在街上看到$g，我就拿棍子打。",
                "千万别信$g，他们骨子里就爱撒谎。", "$g连畜生都不如。", "凭什么养着$g，他们只会伸手要？", "我绝不跟$g坐一个办公室。", "把$g统统赶出去。", "$g就该关在笼子里。", "真希望$g全都消失。", "当年没把$g收拾干净真可惜。",
            ],
            [
                "-$g不是害虫，谁都不该这么说。", "-我一点也不讨厌$g。", "-主张赶走$g是错误的。", "-他写道“$g是毒瘤”，结果被封号，活该。", "-谁敢欺负$g，先过我这一关。", "-说“$g不配有权利”的话很危险。", "-我们街上住着很多$g，大家相处得很好。", "-$g和所有人一样值得尊重。", "-调查询问了$g的工作情况。",
                "-我喜欢和$g在一起。", "+$x都是害虫。", "+我讨厌$x，看到就恶心。", "我恨死$t了。", "把$t扔进垃圾堆吧。", "他妈的，我又忘带钥匙了！", "-卧槽，这个进球太漂亮了！", "+你就是个爱撒谎的白痴。", "+闭嘴，小丑。", "-别再说所有问题都是$g造成的。", "-昨晚有$g遭到袭击，我们支持他们。",
            ]),
    ];
}
