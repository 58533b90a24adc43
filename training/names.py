"""Brand-like names for the placeholders of our own posts: many and random, so that no name carries a verdict."""

SYLLABLES = (
    "al an ar ba bel ber bo bri ca cor da del do dra el en er fa fin flo ga gra hal har ho in is jo ka kel ki kra la lan "
    "le li lo lu ma mar me mi mo na nel ni no nor o pa pe pi por ra re ri ro sa sel si so sta su ta tel ti to tra u "
    "va vel vi vo wa wel wi xa xo ya za zel zi zo"
).split()
ENDINGS = "a o ix on ia is us ex ino etta um a y io ora ane ello ick eck ner mann berg feld stedt".split()
SURNAMES = (
    "Albers Ahrens Bachmann Behrend Brinkmann Brandt Carstens Dietz Drechsler Ebert Eggers Fink Gerlach Hartwig Heller "
    "Hinrichs Jansen Kessler Kröger Lindner Lohmann Mertens Naumann Oswald Petersen Quast Reuter Sander Seidel Thoma "
    "Ulrich Voss Wendt Ziegler Barlow Chadwick Cooper Dawson Ellis Fletcher Grantham Hadley Keller Lawson Mercer Norris "
    "Parker Quinn Rowe Sutton Thornton Upton Vickers Whitlow Yates Böttcher Müller Schröder Jäger"
).split()
TRADES = (
    "Energie Versand Bank Direkt Mobil Air Moden Reisen Technik Markt Café Klinik Bau Media Systems Foods Home Express "
    "Telecom Insurance Travel Stores Group Online24 Kaufhaus Bahn Werke Drogerie Apotheke Optik Rail Motors Labs"
).split()
WORDS = (
    "Blue North Silver Linden Hafen Stern Adler Kiesel Fjord Anker Falke Grün Nova Prime Delta Alpen Rhein Quelle Turm Wald "
    "Harbor Maple Pine Bright Swift Clear Red Oak Summit River Stone Lumen Pixel Cloud Orbit Echo Apex Zenit Polar"
).split()
LETTERS = "ABCDEFGHIKLMNOPRSTUVWXZ"


def invented(rng):
    name = "".join(rng.choice(SYLLABLES) for _ in range(rng.randint(1, 2))) + rng.choice(ENDINGS)
    return name.upper() if rng.random() < 0.06 and len(name) < 7 else name.capitalize()


def name(rng, one_word=False):
    """One name; `one_word` for places where a blank would break it (hashtags, handles)."""
    kind = rng.random()
    if kind < 0.45:
        return invented(rng)
    if kind < 0.55:
        return "".join(rng.choice(LETTERS) for _ in range(rng.randint(2, 4)))
    if kind < 0.68:
        return rng.choice(SURNAMES)
    if kind < 0.78:
        return rng.choice(WORDS) + rng.choice(WORDS).lower()
    if kind < 0.82:
        return rng.choice(WORDS) + rng.choice(TRADES)
    if one_word:
        return invented(rng)
    first = rng.choice([invented(rng), rng.choice(SURNAMES), rng.choice(WORDS)])
    second = rng.choice(TRADES)
    return f"{first} & Söhne" if rng.random() < 0.06 else f"{first} {second}"
