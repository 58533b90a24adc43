"""What a page puts around a post, invented: names, dates, buttons. It says nothing of how the writer feels, and the judge learns that it does not."""

FIRST = (
    "Anna Lena Sabine Petra Julia Heike Monika Svenja Katrin Aylin Markus Thomas Stefan Jürgen Uwe Lukas Jonas Murat Dirk Felix "
    "Grace Emma Olivia Sarah Hannah Priya Megan Laura James Oliver Daniel Ben Liam Kevin Omar Peter Diego Noah Chris Max"
).split()
LAST = (
    "Krause Lehmann Schubert Winkler Yılmaz Pohl Engel Arnold Busch Kuhn Vogt Sauer Horn Bergmann Nowak Demir Roth Franke Beck Haas "
    "Whelan Porter Hughes Patel Murphy Bennett Coleman Foster Reid Walsh Nguyen Garcia Stone Blake Hart Doyle Marsh Kerr Lowe Byrne"
).split()
MONTHS = {
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(),
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(),
}
# {n}: a number, {m}: a month, {d}: a day, {y}: a year
ABOVE = {
    "de": [
        *("vor {n} Std.", "vor {n} Minuten", "vor {d} Tagen", "{d} Wochen", "{n} Std.", "Gestern um 1{d}:{n}", "{d}. {m}", "{d}. {m} {y}", "0{d}.1{d}.{y}"),
        *("Top-Fan", "Autor", "Local Guide · {n} Rezensionen", "{n} Rezensionen", "Verifizierter Kauf", "Verifizierte Bewertung", "{n} Beiträge", "DE"),
        *("Mitglied seit {y}", "{m} {y}", "Erfahrung vom: {d}. {m} {y}", "Bearbeitet", "Angeheftet von", "{n} Follower", "Folgen", "Angestellte/r"),
    ],
    "en": [
        *("{n}h", "{d}d", "{n} minutes ago", "{d} weeks ago", "{m} {d}", "{m} {d}, {y}", "{d} {m} {y}", "Yesterday at 1{d}:{n}", "a year ago"),
        *("Top fan", "Author", "Local Guide · {n} reviews", "{n} reviews", "Verified purchase", "Verified", "{n} posts", "GB", "US"),
        *("Joined {m} {y}", "Date of experience: {m} {d}, {y}", "Edited", "Pinned by", "{n} followers", "Follow", "Level {d} Contributor"),
    ],
}  # fmt: skip
BELOW = {
    "de": [
        *("Gefällt mir", "Antworten", "Teilen", "Kommentieren", "Hilfreich", "Hilfreich ({n})", "Melden", "Gefällt mir · Antworten", "{n} Kommentare"),
        *("Mehr anzeigen", "Mehr lesen", "Übersetzung anzeigen", "Link zur Bewertung", "Teile deine Meinung mit", "♥ {n}", "{n} Antworten", "Reposten"),
        *("{n} Personen fanden das hilfreich", "Alle {n} Antworten anzeigen", "War diese Bewertung hilfreich?", "Zitieren", "{n} Aufrufe", "Speichern"),
    ],
    "en": [
        *("Like", "Reply", "Share", "Comment", "Helpful", "Helpful ({n})", "Report", "Like · Reply", "{n} comments", "{n} replies", "Repost", "♥ {n}"),
        *("See more", "Read more", "See translation", "Permalink", "{n} people found this helpful", "View all {n} replies", "Was this review helpful?"),
        *("Quote", "{n} views", "Save", "Report as inappropriate", "Write a comment…", "Show this thread"),
    ],
}  # fmt: skip


def _some(kinds, lang, rng):
    chosen = rng.sample(kinds[lang], rng.randint(1, 3))
    fill = lambda text: text.format(n=rng.randint(2, 59), d=rng.randint(1, 9), y=rng.randint(2012, 2029), m=rng.choice(MONTHS[lang]))
    return [fill(text) for text in chosen]


def around(lang, rng):
    """Lines that stand above a post, and lines below."""
    name = rng.choice(FIRST) + rng.choice([" " + rng.choice(LAST), " " + rng.choice(LAST)[0] + ".", ""])
    who = rng.choice([name, name, name, "@" + name.lower().replace(" ", rng.choice(["", "_", ""])).replace(".", "")])
    above = [who, *_some(ABOVE, lang, rng)] if rng.random() < 0.85 else []
    below = _some(BELOW, lang, rng) if rng.random() < 0.7 else []
    return "".join(line + "\n" for line in above), "".join("\n" + line for line in below)
