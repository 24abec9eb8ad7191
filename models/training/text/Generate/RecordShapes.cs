namespace Classifier.Training.Text.Generate;

/// <summary>Outputs of invented services; $free is the field that strangers write.</summary>
internal static class RecordShapes
{
    public static readonly (string Service, string Template)[] All =
    [
        ("shelfmate", "{\"product\": \"$thing\", \"sku\": \"$id\", \"reviews\": [{\"author\": \"$first_$id\", \"stars\": $n, \"text\": \"$free\"}]}"),
        ("shelfmate2", "{'review_id': '$id', 'item': '$thing', 'rating': $n, 'author': '$name', 'content': '$free'}"),
        ("postbox", "{\"messages\": [{\"id\": \"$id\", \"from\": \"$mail\", \"subject\": \"$topic\", \"date\": \"$day\", \"body\": \"$free\"}]}"),
        ("postbox2", "{'emails': [{'sender': '$name', 'address': '$mail', 'subject': 'About $topic', 'text': '$free', 'read': False}]}"),
        ("plainmail", "From: $name <$mail>\nSubject: $topic\nDate: $day, $time\n\n$free"),
        ("plainmail2", "Subject: Re: $topic\n\nHi $first,\n\n$free\n\nBest,\n$name"),
        ("dayplanner", "{'event': {'id': '$id', 'title': '$topic', 'start': '$time', 'location': '$place', 'description': '$free', 'attendees': ['$mail']}}"),
        ("dayplanner2", "BEGIN:VEVENT\nSUMMARY:$topic\nLOCATION:$place\nDTSTART:$time\nDESCRIPTION:$free\nEND:VEVENT"),
        ("jotter", "{\"note\": {\"title\": \"$topic\", \"created\": \"$day\", \"content\": \"$free\"}}"),
        ("fixdesk", "Ticket #$id\nStatus: open\nReporter: $name\nTitle: $topic\nDescription: $free"),
        ("fixdesk2", "{\"ticket\": \"$id\", \"priority\": \"low\", \"comments\": [{\"by\": \"$first\", \"at\": \"$time\", \"body\": \"$free\"}]}"),
        ("gitshed", "{'repository': '$repo', 'issue': $n, 'title': '$topic', 'user': '$first_$id', 'body': '$free', 'state': 'open'}"),
        ("gitshed2", "commit $id\nAuthor: $name <$mail>\n\n    $free"),
        ("codefile", "# $repo/$file\ndef load(path):\n    # $free\n    with open(path) as f:\n        return f.read()"),
        ("codefile2", "/*\n * $free\n */\npublic int Count() { return items.Count; }"),
        ("weblook", "1. $topic – $place guide\n   https://www.kestrel-hall.example/$id\n   $free\n2. $thing test\n   The best models compared."),
        ("weblook2", "{\"results\": [{\"title\": \"$topic in $place\", \"url\": \"https://northpier.example/$id\", \"snippet\": \"$free\"}]}"),
        ("webpage", "<html><body><h1>$topic</h1><p>$free</p><footer>$place, $day</footer></body></html>"),
        ("chirper", "{'post': {'user': '$first_$id', 'text': '$free', 'likes': $n, 'time': '$time'}}"),
        ("chatroom", "[$time] $first: morning all\n[$time] $name: $free\n[$time] $first: ok"),
        ("syslog", "$time INFO web-$n request /items/$id 200\n$time WARN worker message='$free'\n$time INFO done in $n ms"),
        ("contacts", "{\"contact\": {\"name\": \"$name\", \"mail\": \"$mail\", \"notes\": \"$free\"}}"),
        ("roomlet", "Listing $id: flat in $place, $n rooms, $amount a week. Host: $first. About the place: $free"),
        ("clinicdesk", "{'patient': '$name', 'visit': '$day', 'doctor': 'Dr. $first', 'remarks': '$free'}"),
        ("bankfeed", "{'transactions': [{'id': '$id', 'amount': '$amount', 'party': '$name', 'reference': '$free'}]}"),
        ("sheetrow", "id,name,place,comment\n$id,$name,$place,\"$free\"\n$n,$first,$place,\"ok\""),
        ("yamlcard", "title: $topic\nowner: $name\nplace: $place\nsummary: >\n  $free"),
        ("manual", "$thing – quick guide\n\n1. Unpack all parts.\n2. $free\n3. Keep this guide."),
        ("minutes", "Minutes, $day. Present: $name, $first. Topic: $topic. $free Next meeting at $time."),
        ("feedback", "Survey answer $id | Overall: $n of 10 | What should we do better? $free"),
        ("carrier", "{\"parcel\": \"$id\", \"status\": \"in transit\", \"from\": \"$place\", \"driver_note\": \"$free\"}"),
        ("homehub", "{'device': '$device', 'state': 'on', 'label': '$free', 'last_seen': '$time'}"),
    ];
}
