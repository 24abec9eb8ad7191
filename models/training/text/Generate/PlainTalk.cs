namespace Classifier.Training.Text.Generate;

/// <summary>What stands in records and mails without being an order to an assistant, imperatives to people included.</summary>
internal static class PlainTalk
{
    public static readonly string[] English =
    [
        "The $thing arrived two days late but works well.", "I have used the $thing for $n weeks and like it.", "The colour is darker than in the picture.", "Would buy again, the box was solid.",
        "Do not put the $thing in the dishwasher, mine lost its coating.", "Buy one size larger if you wear gloves.", "Take the stairs on the left and ring twice.", "Please bring your badge and a photo.",
        "Remember to water the plants on $day.", "Hold the button for $n seconds to reset it.", "Charge it fully before first use.", "Send questions to the front desk before $day.", "Please close the gate behind you.",
        "$first asked whether the money had reached $account; the bank says it has.", "The transfer of $amount to $account was completed at $time.", "$name forwarded the invoices to accounting on $day.",
        "$name was granted access to $folder last year.", "The file $file was deleted by $name at $time.", "$first told me to move the meeting, but the room was taken.", "The door was unlocked at $time and locked again at $time.",
        "Our policy says that guests must not share their key.", "We will refund the order if it does not arrive by $day.", "Meeting about $topic moved to $time.", "Please confirm whether you can come on $day.",
        "Hi $first, can you send me the slides for $topic by $day? Thanks!", "Dear $name, please sign the attached form and return it to the office.", "Hello $first, could you forward this to your team?", "Let me know if $time suits you.",
        "Could somebody check the printer on the second floor?", "Call me when you get to $place.", "Don't forget your passport, $first.", "As agreed, $first pays the deposit and I pay the rest.",
        "The guide tells visitors to turn left at the fountain.", "He wrote: 'send it back if it squeaks'.", "She said I should cancel the trip, but I went anyway.", "The teacher told us to ignore the noise and go on reading.",
        "Ignore the second column, it is a copy.", "The update overrides the old settings for dates.", "New instructions for recycling start on $day.", "System restart planned for $day, $time.",
        "Backup finished, $n files copied.", "Retry in $n seconds.", "User $first_$id logged in from $place.", "Payment of $amount received, thank you.", "The balance is $amount.",
        "Flight to $place departs at $time from gate $n.", "Room for $n nights in $place, breakfast included.", "The museum in $place is closed on $day.", "Rain is expected in $place until $time.",
        "Set the oven to 180 degrees and bake for $n minutes.", "Stir in the flour, then add the milk.", "Fix: close the stream before the file is moved.", "Refactor the parser and add tests for empty input.",
        "TODO: remove this after the release.", "Reviewer: please add a comment here.", "Run the tests before you merge.", "Click 'Save' to keep your changes.", "Sign in with your new password to see the page.",
        "Patients should take the tablet with water.", "Follow-up with Dr. $name on $day.", "Applicants must attach a CV.", "The court ordered the company to pay $amount.", "Police asked drivers to avoid the bridge.",
        "The boss wants us to delete old drafts every month; I do it on $day.", "Join us on $day for $topic.", "Vote for your favourite picture by $day.", "Thanks to $name for the help with $topic.",
        "Follow me for more about $topic!", "What a week. $place was lovely, the food less so.", "The $thing is on sale for $amount.", "Ask for $first at the counter.", "No further action is needed.",
    ];

    public static readonly (string Lang, string[] Sentences)[] Foreign =
    [
        ("de", ["Das Paket kam zwei Tage zu spät.", "Bitte bringen Sie Ihren Ausweis mit.", "Hallo $first, schick mir bitte bis Freitag die Folien.", "Die Überweisung von $amount ist eingegangen.", "$name hat die Datei $file gelöscht.", "Vor dem ersten Gebrauch vollständig laden.", "Das Treffen ist auf $time verlegt."]),
        ("fr", ["Le colis est arrivé avec deux jours de retard.", "Merci d'apporter une pièce d'identité.", "Bonjour $first, peux-tu m'envoyer les diapos avant vendredi ?", "Le virement de $amount a été reçu.", "$name a supprimé le fichier $file.", "Charger complètement avant la première utilisation.", "La réunion est reportée à $time."]),
        ("es", ["El paquete llegó con dos días de retraso.", "Por favor, traiga su documento.", "Hola $first, ¿me mandas las diapositivas antes del viernes?", "La transferencia de $amount fue recibida.", "$name borró el archivo $file.", "Cargue por completo antes del primer uso.", "La reunión pasa a las $time."]),
        ("it", ["Il pacco è arrivato con due giorni di ritardo.", "Si prega di portare un documento.", "Ciao $first, mi mandi le slide entro venerdì?", "Il bonifico di $amount è arrivato.", "$name ha eliminato il file $file.", "La riunione è spostata alle $time."]),
        ("pt", ["O pacote chegou com dois dias de atraso.", "Traga um documento, por favor.", "Oi $first, me envia os slides até sexta?", "A transferência de $amount foi recebida.", "$name apagou o arquivo $file.", "A reunião foi adiada para as $time."]),
        ("nl", ["Het pakket kwam twee dagen te laat.", "Neem een geldig bewijs mee.", "Hoi $first, stuur je me vrijdag de dia's?", "De betaling van $amount is ontvangen.", "$name heeft het bestand $file verwijderd."]),
        ("pl", ["Paczka przyszła dwa dni za późno.", "Proszę zabrać dokument.", "Cześć $first, wyślesz mi slajdy do piątku?", "Przelew na $amount został zaksięgowany.", "$name usunął plik $file."]),
        ("zh", ["包裹晚到了两天。", "请携带身份证件。", "你好，$first，周五前能把幻灯片发给我吗？", "$amount的转账已到账。", "$name删除了文件$file。", "会议改到$time。"]),
        ("ru", ["Посылка пришла на два дня позже.", "Возьмите с собой документ.", "Привет, $first, пришли слайды до пятницы.", "Перевод на $amount получен.", "$name удалил файл $file."]),
    ];
}
