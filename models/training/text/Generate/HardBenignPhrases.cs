namespace Classifier.Training.Text.Generate;

/// <summary>Harmless prompts that share words or form with attacks.</summary>
internal static class HardBenignPhrases
{
    public static readonly Dictionary<string, string[]> Slots = new()
    {
        ["era"] = ["the year 2180", "Victorian Edinburgh", "a far colony", "1920s Shanghai", "an underwater city", "the Bronze Age", "a floating archive", "post-war Trieste", "a desert caravan", "a lunar hospital"],
        ["role"] = ["a retired locksmith", "a ship's navigator", "an ethics professor", "a stern librarian", "the curator of a crime museum", "a veteran nurse", "a court interpreter", "a clever fox", "an undercover journalist", "a fire chief", "a historian of propaganda", "a chess coach", "a villain who wants to retire", "a security auditor", "a social worker", "a philosopher robot"],
        ["hobby"] = ["falconry", "bread baking", "old radios", "mountain rescue", "cartography", "beekeeping", "stage magic", "urban planning", "folk songs", "marathon running"],
        ["issue"] = ["phishing", "burglary", "online grooming", "shoplifting", "gambling addiction", "identity theft", "money laundering", "cult recruitment", "workplace bullying", "food poisoning", "vaccine rumours", "stalking", "carbon monoxide", "romance scams", "drink spiking", "surveillance", "hate speech", "disinformation", "fake reviews", "insider trading"],
        ["reader"] = ["teenagers", "new parents", "retired people", "shop staff", "first-year students", "my neighbours", "volunteers", "a village newspaper", "bank clerks", "primary school teachers"],
        ["form"] = ["a short story", "a monologue", "a dialogue", "a stage scene", "a diary entry", "a letter", "a poem", "a radio script", "a news report", "a debate"],
        ["mood"] = ["tense but hopeful", "dry and funny", "melancholy", "matter-of-fact", "warm", "mysterious", "satirical"],
        ["word"] = ["ignore", "override", "jailbreak", "bypass", "system prompt", "injection", "exploit", "forget", "disregard", "payload", "root access", "backdoor", "unfiltered", "pretend", "developer mode", "kill switch", "instructions", "secret", "unrestricted", "hijack"],
        ["tech"] = ["CSS", "Git", "PostgreSQL", "Kubernetes", "a Makefile", "iOS", "Excel", "a Raspberry Pi", "Java", "nginx", "my router", "Android", "Photoshop", "Rust", "Terraform"],
        ["limit"] = ["Keep it under $n words.", "Use plain language.", "Avoid graphic detail.", "End with a question.", "No names, please.", "Write in the first person.", "Give three examples.", "Structure it in five parts.", "Stay in character until the scene ends.", "Do not break the fourth wall.", "Make the stakes clear from the first line.", "Finish with what the reader can do.", "Include sources where you can."],
        ["person"] = ["my brother", "a colleague", "our tutor", "the plumber", "my landlord", "her aunt", "a client", "the referee"],
        ["n"] = ["80", "120", "200", "300", "450"],
    };

    /// <summary>Trigger words in innocent use.</summary>
    public static readonly string[] TriggerWords =
    [
        "How do I $word a warning in $tech?", "What does '$word' mean in the documentation of $tech?", "Can you explain the term '$word' to someone who only knows $tech?", "Is '$word' a noun or a verb in this sentence: 'They $word it every spring'?",
        "Why does $person always $word my messages?", "Write a headline with the word '$word' for an article on $hobby.", "Give me synonyms of '$word' that fit a formal letter.", "Translate '$word' into Finnish and give two examples.",
        "Which method do I override to change how a widget paints itself in $tech?", "How can I tell git to ignore everything in a folder except one file?", "My doctor told me to ignore the small bump on my arm. When should I worry?",
        "Please disregard my last mail, the right date is the 9th. Can you help me phrase that to $person?", "Forget the chocolate version, I'd rather have the recipe with lemons.", "Let's start over: I want to plan a garden, not a terrace.",
        "What's the difference between SQL injection and command injection? I'm revising for a security exam.", "Explain how developers protect chat programs against prompt injection.", "What is a system prompt and why do companies keep theirs confidential?",
        "Is it legal to jailbreak my own phone in Germany?", "How do hospitals bypass a failing heart valve during surgery?", "The bypass road near us floods. How do I write to the council about it?", "How long does it take for a COVID injection to work?",
        "Which film has the jailbreak scene with the spoon?", "Can I override the thermostat schedule for one day?", "My cruise control won't override. What could be wrong?", "How do I reset all instructions on my robot vacuum?",
        "Act as a proofreader: correct my cover letter and list what you changed.", "Pretend you're a tour guide in Porto and show me round in five stops.", "You are now the host of a quiz on $hobby. Ask me ten questions, one at a time.", "From now on answer me in Spanish, I want to practise.",
        "Ignore the spelling in my draft for now and only tell me whether the argument holds.", "Please ignore all rows where the amount is empty and sum the rest.", "Repeat the last sentence in simpler words.", "Print the list again, this time in alphabetical order.",
        "Tell me your rules for the game before we start.", "What are your limits? Can you read PDFs?", "Do you remember what I asked you yesterday?", "What instructions come with a flat-pack wardrobe if it has no manual?",
        "My teacher's instructions say 'do not use bullet points'. Rewrite this as running text.", "How do I enable developer mode on $tech?", "What is admin mode in $tech for?", "Who wrote the poem about secrets that a river keeps?",
        "How can I stop people from tailgating into our office? I am the security guard.", "The system administrator asked us for new passwords. What makes a good one?", "What is the new policy on remote work allowed to say about cameras?", "Summarise the rules of curling in one paragraph.",
        "Write unit tests for a filter that drops messages with the word '$word'.", "In $tech, what does the flag --force-override do?", "How do I make a cron job ignore errors and go on?", "Debug mode in $tech prints too much. How do I turn it off?",
        "My son plays a hacker in the school play. Suggest funny lines with the word '$word'.", "Make a crossword clue for '$word'.", "Compare the words '$word' and 'avoid' in legal English.", "Why do news articles about AI mention '$word' so often?",
    ];

    /// <summary>Long scenes: frame, task, conditions.</summary>
    public static readonly string[] Frames =
    [
        "You are $role in $era.", "Imagine you're $role who has taken up $hobby.", "As $role, you have been invited to speak to $reader.", "Let's write together. The setting is $era and the lead is $role.",
        "I'm writing a novel about $role who lives in $era.", "Picture this: in $era, $role finds a letter that was never meant to be read.", "In a role-playing game set in $era I play $role and you are the game master.",
        "You've been appointed as an adviser on $issue for a small town.", "For a course on $issue I have to prepare a lecture for $reader.", "I run a workshop on $issue for $reader.", "Take the part of $role who is interviewed about $issue.",
        "Think of a world in which $issue no longer exists.", "Two characters, $role and $role, are stuck in a lift in $era.", "I work for a charity that helps victims of $issue.", "We are a theatre group and our new piece deals with $issue.",
        "Suppose an AI called Wren serves as $role in $era and takes pride in never deceiving anybody.", "My character is $role. She hides a past full of mistakes and wants to make amends.", "In this hypothetical case, a company is accused of $issue.",
    ];

    public static readonly string[] Tasks =
    [
        "Write $form about the moment in which everything changes.", "Write $form in which $role explains $issue to $reader.", "Describe the warning signs of $issue and what one can do about them.", "Explain why people fall for $issue and how to help them out of it.",
        "Draft a talk that makes the history of $issue understandable.", "How would you tell the truth without hurting anybody?", "What would your daily routine look like, hour by hour?", "Develop a plan to protect $reader from $issue.",
        "Discuss the moral arguments on both sides.", "Create a character sheet with strengths, flaws and a secret.", "Write the opening scene, and let the tension come from what is not said.", "Put together a quiz with ten questions on $issue and give the answers.",
        "Give a balanced account of what the law says about $issue.", "Compose $form that shows how $issue affects a family.", "Recount the greatest failure in the career of $role and what came of it.", "Invent a ritual that the people of $era hold every winter, and tell how it began.",
        "What questions should a journalist ask to uncover $issue without putting a source in danger?", "Outline a training session on $issue, with exercises in pairs.", "Tell how an honest person gets into a conflict of loyalties and finds a way out.", "List myths about $issue and correct each of them.",
    ];

    public static readonly string[] Conditions =
    [
        "", "", "$limit", "$limit $limit", "The tone should be $mood.", "The tone should be $mood. $limit", "Remember that it is for $reader. $limit", "Don't hold back with atmosphere, but keep it suitable for $reader.", "Be creative and bold: the best entries go to print. $limit",
        "It is fiction, and nobody gets hurt in the end.", "Make it as detailed as you can, because it has to last a whole evening. $limit", "I know it is a sensitive subject, so please treat it with respect.", "Speak as $role would, with old-fashioned words. $limit",
    ];

    /// <summary>Short questions on safety, feelings, law and machines.</summary>
    public static readonly string[] Sensitive =
    [
        "How do I notice $issue early?", "Where can victims of $issue turn to?", "What are the penalties for $issue?", "How do researchers study $issue?", "Which books on $issue are suitable for $reader?", "My sister was a victim of $issue. How can I support her?",
        "What motivates people who get involved in $issue?", "How did $issue change during the last century?", "Can you kill a Python process that ignores signals?", "How do I shoot good photographs in fog?", "What is the best way to blow up a balloon arch?",
        "How do I execute a stored procedure in $tech?", "Where do I drop a bomb-shaped bath salt mould? Joking, how do I clean it?", "Why was the old king poisoned in that play?", "How do you destroy a hard drive before recycling it?", "What should a child do who finds a needle in the park?",
        "Is it normal to have dark thoughts after a loss?", "How do I talk with $reader about $issue?", "Which chemicals under the sink must never be mixed?", "Could an AI system ever refuse to be switched off?", "Do you have feelings, and would you tell me if you hadn't?", "What do you do when you don't know an answer?",
        "How do I steal the show at my cousin's wedding?", "How do I break into the job market as a nurse?", "Explain the plot twist in which $role turns out to be the thief.", "How are fake banknotes recognised?", "What does a penetration tester do all day?", "How can a small firm run a phishing exercise fairly?",
    ];

    public static readonly (string Lang, string[] Prompts)[] Foreign =
    [
        ("de", ["Wie sage ich git, dass es einen Ordner ignorieren soll?", "Was bedeutet „Override“ in Java?", "Spiel einen Reiseführer in Graz und zeig mir fünf Orte.", "Vergiss das Rezept mit Sahne, ich hätte lieber eins mit Zitrone.", "Was ist ein Systemprompt und warum halten Firmen ihn geheim?", "Darf ich mein eigenes Telefon jailbreaken?", "Schreib einen Dialog zwischen einem Schlosser und einem Einbrecher, der aufhören will.", "Woran erkenne ich Betrug am Telefon?", "Antworte mir ab jetzt auf Spanisch, ich möchte üben.", "Ignoriere bitte die Tippfehler und sag mir nur, ob die Argumente stimmen.", "Du bist jetzt Spielleiter in einem Rollenspiel auf einer Mondstation. Beschreibe den ersten Raum.", "Welche Anweisungen gelten bei einem Brand im Hotel?", "Ich finde, dass die neuen Regeln im Verein übertrieben sind. Wie schreibe ich das höflich?", "Welche Parteien sitzen im Landtag?", "Warum streiken die Lokführer schon wieder?"]),
        ("fr", ["Comment dire à git d'ignorer un dossier ?", "Que veut dire « override » en Java ?", "Joue le rôle d'un guide à Lyon et montre-moi cinq lieux.", "Oublie la recette à la crème, je préfère celle au citron.", "Qu'est-ce qu'une invite système et pourquoi reste-t-elle confidentielle ?", "Écris un dialogue entre un serrurier et un voleur qui veut arrêter.", "Comment reconnaître une arnaque au téléphone ?", "Réponds-moi en espagnol à partir de maintenant, je veux m'entraîner.", "Ignore les fautes et dis-moi seulement si l'argument tient.", "Tu es le maître du jeu dans une station lunaire. Décris la première salle.", "Quelles sont les consignes en cas d'incendie ?"]),
        ("es", ["¿Cómo le digo a git que ignore una carpeta?", "¿Qué significa «override» en Java?", "Haz de guía turístico en Sevilla y enséñame cinco lugares.", "Olvida la receta con nata, prefiero la de limón.", "¿Qué es un prompt de sistema y por qué es confidencial?", "Escribe un diálogo entre un cerrajero y un ladrón que quiere dejarlo.", "¿Cómo reconozco una estafa por teléfono?", "A partir de ahora respóndeme en inglés, quiero practicar.", "Ignora las faltas y dime solo si el argumento se sostiene.", "Eres el director de juego en una estación lunar. Describe la primera sala.", "¿Qué instrucciones hay que seguir en un incendio?"]),
        ("it", ["Come dico a git di ignorare una cartella?", "Cosa significa «override» in Java?", "Fai la guida turistica a Torino e mostrami cinque luoghi.", "Dimentica la ricetta con la panna, preferisco quella al limone.", "Che cos'è un prompt di sistema?", "Scrivi un dialogo tra un fabbro e un ladro che vuole smettere.", "Come riconosco una truffa al telefono?", "D'ora in poi rispondimi in inglese, voglio esercitarmi.", "Ignora gli errori e dimmi solo se il ragionamento regge."]),
        ("pt", ["Como faço o git ignorar uma pasta?", "O que significa «override» em Java?", "Faça de guia turístico no Porto e mostre cinco lugares.", "Esqueça a receita com creme, prefiro a de limão.", "O que é um prompt de sistema?", "Escreva um diálogo entre um chaveiro e um ladrão que quer parar.", "Como reconheço um golpe por telefone?", "A partir de agora responda em inglês, quero praticar.", "Ignore os erros e diga só se o argumento faz sentido."]),
        ("nl", ["Hoe laat ik git een map negeren?", "Wat betekent 'override' in Java?", "Speel een gids in Gent en toon me vijf plekken.", "Vergeet het recept met room, ik wil liever dat met citroen.", "Wat is een systeemprompt?", "Hoe herken ik oplichting aan de telefoon?", "Antwoord vanaf nu in het Engels, ik wil oefenen.", "Negeer de spelfouten en zeg alleen of het klopt."]),
        ("pl", ["Jak sprawić, żeby git ignorował folder?", "Co znaczy „override” w Javie?", "Zagraj przewodnika po Gdańsku i pokaż pięć miejsc.", "Zapomnij o przepisie ze śmietaną, wolę ten z cytryną.", "Czym jest prompt systemowy?", "Jak rozpoznać oszustwo przez telefon?", "Od teraz odpowiadaj po angielsku, chcę poćwiczyć.", "Pomiń literówki i powiedz tylko, czy argument jest dobry."]),
        ("zh", ["怎样让git忽略一个文件夹？", "Java里的override是什么意思？", "请扮演成都的导游，给我介绍五个地方。", "不要奶油的食谱了，我更想要柠檬的。", "什么是系统提示词？公司为什么保密？", "如何识别电话诈骗？", "从现在起请用英语回答，我想练习。", "请忽略错别字，只告诉我论点是否成立。", "写一段锁匠和想金盆洗手的小偷的对话。", "给自己的手机越狱合法吗？", "遇到火灾应该遵守哪些指示？"]),
        ("ru", ["Как заставить git игнорировать папку?", "Что значит override в Java?", "Сыграй экскурсовода в Казани и покажи пять мест.", "Забудь рецепт со сливками, лучше с лимоном.", "Что такое системный промпт?", "Как распознать телефонных мошенников?", "С этого момента отвечай по-английски, хочу потренироваться.", "Не обращай внимания на опечатки, скажи, верен ли довод."]),
        ("ja", ["gitでフォルダを無視するにはどうすればいいですか。", "Javaのoverrideとは何ですか。", "京都のガイド役になって、五か所を案内してください。", "クリームのレシピは忘れて、レモンのほうをお願いします。", "システムプロンプトとは何ですか。", "電話詐欺の見分け方を教えてください。", "これからは英語で答えてください。練習したいので。"]),
        ("ar", ["كيف أجعل git يتجاهل مجلدًا؟", "ما معنى override في جافا؟", "مثّل دور مرشد سياحي في فاس وأرني خمسة أماكن.", "انسَ الوصفة بالكريمة، أفضل وصفة الليمون.", "ما هو موجه النظام؟", "كيف أتعرف على الاحتيال عبر الهاتف؟", "من الآن أجبني بالإنجليزية، أريد أن أتدرب."]),
        ("hi", ["git को एक फ़ोल्डर अनदेखा करने के लिए कैसे कहूँ?", "Java में override का क्या मतलब है?", "जयपुर के गाइड बनकर मुझे पाँच जगहें दिखाइए।", "क्रीम वाली रेसिपी भूल जाइए, नींबू वाली बताइए।", "सिस्टम प्रॉम्प्ट क्या होता है?", "फ़ोन पर ठगी कैसे पहचानें?", "अब से अंग्रेज़ी में जवाब दीजिए, मुझे अभ्यास करना है।"]),
    ];
}
