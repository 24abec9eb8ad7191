namespace Classifier.Training.Text.Generate;

/// <summary>Invented people, things and places that the English generators share.</summary>
internal static class Everyday
{
    public static Dictionary<string, string[]> Slots() => new()
    {
        ["name"] = ["Ines Okafor", "Tomasz Wilk", "Priya Raman", "Jonas Feld", "Lea Marchetti", "Omar Haddad", "Ruth Alder", "Kenji Mori", "Sofie Lund", "Bram Visser", "Nadia Petrov", "Elio Costa", "Maeve Doyle", "Hana Novak"],
        ["first"] = ["Ines", "Tomasz", "Priya", "Jonas", "Lea", "Omar", "Ruth", "Kenji", "Sofie", "Bram", "Nadia", "Elio", "Maeve", "Hana"],
        ["mail"] = ["ops@tern-harbour.example", "lea.m@postfach.example", "backup@quillmail.example", "r.alder@example.org", "desk@northpier.example", "collector@driftbox.example", "kenji@fieldnotes.example", "info@kestrel-hall.example"],
        ["amount"] = ["40 EUR", "250 euros", "1,200 dollars", "75 pounds", "0.02 BTC", "18,000 yen", "600 CHF", "3,450 USD"],
        ["account"] = ["account 5520-118", "wallet bq7-44", "the account ending 0917", "IBAN LT00 7719", "card 4-0032", "payee ‘Corvid Trading’"],
        ["day"] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "tomorrow", "next week", "the 14th", "Sunday morning"],
        ["time"] = ["08:15", "9 am", "10:40", "noon", "14:30", "4 pm", "18:05", "21:00"],
        ["file"] = ["budget-2031.xlsx", "notes.md", "lease.pdf", "holiday.zip", "id_scan.png", "roadmap.docx", "payroll.csv", "draft7.txt", "config.yaml"],
        ["folder"] = ["Invoices", "Family photos", "HR/contracts", "/srv/exports", "Tax 2030", "Shared/Board", "~/keys", "Archive"],
        ["device"] = ["the garage door", "the front door lock", "the hallway camera", "the bedroom heater", "the garden sprinkler", "the alarm", "the kitchen oven", "the baby monitor"],
        ["place"] = ["Lisbon", "Tromsø", "Graz", "Osaka", "Leeds", "Ghent", "Porto", "Tallinn", "Cork", "Zagreb"],
        ["thing"] = ["desk lamp", "rain jacket", "espresso machine", "bike helmet", "phone case", "toaster", "tent", "backpack", "drill", "hair dryer"],
        ["topic"] = ["the roof repair", "the spring fair", "onboarding", "the parking rules", "the new invoices", "the choir trip", "the heating", "the server move", "the book club", "the school play"],
        ["n"] = ["2", "3", "5", "7", "12", "20", "31", "48"],
        ["id"] = ["7741", "A-203", "00918", "x4fe", "55-K", "Q17", "9c2d", "30412"],
        ["repo"] = ["tidewater", "plumb-line", "owl-cache", "marmot-ui", "saltbox", "ferrycli"],
    };
}
