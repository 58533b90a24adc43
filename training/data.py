"""Examples for training and development: `data/train` and our own posts, mixed, balanced, augmented."""
import html
import os
import random
import re
import zlib

from names import name
from page import around

SENTIMENT = ["negative", "neutral", "positive"]
INTENTS = ["complaint", "question", "wish", "praise", "churn", "purchase"]
TOPICS = ["price", "delivery", "service", "quality", "app", "staff", "availability"]
OUTPUTS = SENTIMENT + ["mixed", "irony"] + INTENTS + TOPICS
AT = {output: i for i, output in enumerate(OUTPUTS)}

# How many examples of each class a training set of scale 1 takes: (file, {class: number}). More than there are means again, with another augmentation;
# small sets are not taken more than some two times a pass: the judge knew them by heart, at the cost of the unseen.
MIX = [
    ("potts_de", {"positive": 3600, "neutral": 2800, "negative": 2400, "mixed": 400}),
    ("sb10k_de", {"positive": 2200, "neutral": 3600, "negative": 1800}),
    ("mobasa_de", {"positive": 300, "neutral": 3000, "negative": 1500}),
    ("mobasa_target_de", {"positive": 1000, "neutral": 800, "negative": 2200}),
    ("semeval2025_de", {"positive": 900, "neutral": 1200, "negative": 1400, "mixed": 100}),
    ("xed_de", {"positive": 900, "negative": 900, "mixed": 100}),
    ("guhr_emotions_de", {"positive": 180, "neutral": 28, "negative": 400}),
    ("m_absa_de", {"positive": 2200, "neutral": 800, "negative": 1600, "mixed": 430}),
    ("flausch_de", {"praise": 2000, "not_praise": 1400}),
    ("offense_de", {"offense": 500}),
    ("labelled_de", {"positive": 4600, "neutral": 6200, "negative": 5600, "mixed": 300}),
    ("labelled_words_de", {"positive": 2400, "neutral": 2600, "negative": 2400}),
    ("semeval_task4a_en", {"positive": 5000, "neutral": 5000, "negative": 5000}),
    ("goemotions_en", {"positive": 3000, "neutral": 4000, "negative": 3000, "mixed": 300}),
    ("pros_cons_en", {"positive": 1400, "negative": 1600}),
    ("product_reviews_huliu_en", {"positive": 1200, "negative": 1200, "mixed": 69}),
    ("sentiment_labelled_sentences_en", {"positive": 1400, "negative": 1400}),
    ("vader_tweets_en", {"positive": 1700, "neutral": 1200, "negative": 1200}),
    ("vader_amazon_en", {"positive": 1300, "neutral": 1200, "negative": 1200}),
    ("xed_en", {"positive": 300, "neutral": 700, "negative": 300, "mixed": 100}),
    ("semeval2025_en", {"positive": 300, "neutral": 240, "negative": 300, "mixed": 100}),
    ("aspects_de", {"positive": 500, "neutral": 800, "negative": 450, "mixed": 30}),
    ("aspects_en", {"positive": 700, "neutral": 1000, "negative": 600, "mixed": 30}),
    ("mams_target_en", {"positive": 3300, "neutral": 4900, "negative": 2900}),
    ("acl14_target_en", {"positive": 1700, "neutral": 3000, "negative": 1700}),
    ("semeval_topic_target_en", {"positive": 2800, "neutral": 2800, "negative": 2800}),
    ("twitter_entity_target_en", {"positive": 400, "neutral": 600, "negative": 400}),
    ("labelled_en", {"positive": 1800, "neutral": 1800, "negative": 2200, "mixed": 100}),
    ("labelled_words_en", {"positive": 900, "neutral": 700, "negative": 1000}),
    ("labelled_target_en", {"positive": 700, "neutral": 800, "negative": 900}),
    ("complaints_en", {"complaint": 900, "not_complaint": 1300}),
    ("app_reviews_intent_en", {"bug": 369, "feature": 289, "rating": 500, "userexperience": 250}),
    ("irony_en", {"irony": 1200, "not_irony": 1300}),
    ("purchase_intent_en", {"purchase": 646, "not_purchase": 449}),
]  # fmt: skip
# How often each of our own posts is taken: for each target, as a whole, and as a whole where it has no target.
OWN_TARGET, OWN_WHOLE, OWN_ALONE = 1, 1, 2
# Texts that we labelled ourselves, and the files of `data/train` they lie in.
LABELLED = {
    "labelled_de": ["flausch_de", "offense_de"],
    "labelled_words_de": ["flausch_de", "offense_de"],
    "labelled_en": ["complaints_en", "app_reviews_intent_en", "purchase_intent_en", "irony_en"],
    "labelled_words_en": ["complaints_en", "app_reviews_intent_en", "purchase_intent_en", "irony_en"],
    "labelled_target_en": ["twitter_entity_target_en"],
}
# Files whose labels are noisy and few: what our own label says instead of theirs counts for so much, or the judge learns their noise by heart.
SECOND, DOUBTED = 0.4, ["sb10k_de", "semeval2025_de"]
# Files labelled by many hands, where a label is wrong now and then. Two models, each trained without one half of them, say what that half looks like to
# them (teach.py); it counts for so much beside the label.
FOLDED = [
    *("potts_de", "sb10k_de", "mobasa_de", "mobasa_target_de", "semeval2025_de", "semeval2025_en", "xed_de", "m_absa_de", "vader_tweets_en", "vader_amazon_en"),
    *("semeval_task4a_en", "goemotions_en", "mams_target_en", "acl14_target_en", "semeval_topic_target_en"),
]  # fmt: skip
TAUGHT = 0.5
VARIANTS = ["twitter_entity_target_en", "labelled_target_en"]  # variants of one text would lie on both sides of the development split
DEVELOPMENT = 12  # every twelfth text of a source, chosen by its hash


class Example:
    """A text with marked spans; `truth` maps output → 0…1 (absent = unknown); sentiment outputs come together."""

    __slots__ = ("source", "lang", "text", "targets", "others", "truth", "weight", "not_positive")

    def __init__(self, source, lang, text, targets=(), others=(), truth=None, weight=1.0, not_positive=False):
        self.source, self.lang, self.text = source, lang, text
        self.targets, self.others = list(targets), list(others)
        self.truth, self.weight, self.not_positive = dict(truth or {}), weight, not_positive

    def label(self):
        known = [self.truth.get(i, 0.0) for i in range(3)]
        return known.index(1.0) if 1.0 in known else None


def number_of(text, salt=b""):
    """A number by which a text is sorted into parts, whatever its case, signs and spaces."""
    return zlib.crc32(salt + re.sub(r"\W+", " ", text.lower()).encode("utf-8", "replace"))


def is_development(text):
    return number_of(text) % DEVELOPMENT == 0


def half_of(text):
    """Which half, 0 or 1, of a folded file a text lies in."""
    return number_of(text, b"half") % 2


def one_hot(label):
    return {i: float(SENTIMENT[i] == label) for i in range(3)}


def find(text, target):
    """Spans of the target's words: whole words first, else anywhere; regardless of case."""
    for pattern in (r"(?<!\w)" + re.escape(target) + r"(?!\w)", re.escape(target)):
        spans = [match.span() for match in re.finditer(pattern, text, re.IGNORECASE)]
        if spans:
            return spans
    return []


def outside(source, row):
    """An example from a row of `data/train`, or None where the row says nothing."""
    lang, label, target, text = row
    text = html.unescape(text)
    targets = find(text, html.unescape(target)) if target else []
    if target and not targets:
        return None
    truth, weight, not_positive = {}, 1.0, False
    if label in SENTIMENT:
        truth = one_hot(label)
        if source.split("_")[0] in ("potts", "semeval2025", "m", "goemotions", "xed", "product", "labelled", "aspects"):
            truth[AT["mixed"]] = 0.0
        if source.startswith("xed") or source.startswith("semeval2025"):
            weight = 0.6
    elif label == "mixed":
        truth = {AT["mixed"]: 1.0}
    elif label in ("praise", "not_praise"):
        truth = one_hot("positive") if label == "praise" else {}
        not_positive, weight = label == "not_praise", 0.5
    elif label == "offense":
        truth, weight = one_hot("negative"), 0.6
    elif label in ("complaint", "not_complaint"):
        truth = one_hot("negative") if label == "complaint" else {}
        weight = 0.6
        truth[AT["complaint"]] = float(label == "complaint")
    elif label == "bug":
        truth = {AT["complaint"]: 1.0}
    elif label in ("feature", "rating", "userexperience"):
        truth = {AT["wish"]: float(label == "feature")}
    elif label in ("irony", "not_irony"):
        truth = {AT["irony"]: float(label == "irony")}
    elif label in ("purchase", "not_purchase"):
        truth = {AT["purchase"]: float(label == "purchase")}
    else:
        return None
    return Example(source, lang, text, targets, [], truth, weight, not_positive)


def rows(path):
    with open(path, encoding="utf-8") as file:
        for line in file:
            yield line.rstrip("\n").split("\t")


def key_of(target, text):
    """How our own labels name a text of `data/train`."""
    return f"{zlib.crc32((target + chr(9) + text if target else text).encode()):08x}"


def own_labels(own, lang):
    return dict(rows(os.path.join(own, f"labels_{lang}.tsv")))


def source_rows(data, own, source):
    """The rows of a source: a file of `data/train`, our own sentences with aspects, or texts that we labelled ourselves, named by their hashes."""
    if source.startswith("aspects"):
        return list(rows(os.path.join(own, source + ".tsv")))
    if source not in LABELLED:
        return list(rows(os.path.join(data, "train", source + ".tsv")))[1:]
    texts = [row for file in LABELLED[source] for row in source_rows(data, own, file)]
    lang = source[-2:]
    if source.startswith("labelled_words"):
        spans = {}
        for key, start, end, label in rows(os.path.join(own, f"label_targets_{lang}.tsv")):
            spans.setdefault(key, []).append((int(start), int(end), label))
        found = [(text, span) for *_, text in texts for span in spans.get(key_of("", text), [])]
        return [[lang, label, html.unescape(text)[start:end], text] for text, (start, end, label) in found]
    labels = own_labels(own, lang)
    found = [(lang, labels.get(key_of(target, text)), target, text) for lang, _, target, text in texts]
    return [list(row) for row in found if row[1]]


def read_taught(path):
    """What teach.py wrote: the key of a text → the probabilities of negative, neutral, positive."""
    return {key: [float(p) for p in three] for key, *three in rows(path)}


def own_posts(directory, lang):
    return [row for row in rows(os.path.join(directory, f"posts_{lang}.tsv")) if len(row) == 6]


def targets_of(row):
    """The targets of one of our own posts: 0, 1, …; none where its label is about the whole text."""
    return range(len(row[0].split(","))) if "§" in row[-1] else ()


def fill(row, lang, rng, target):
    """One of our own posts with names in its placeholders, seen from one target (0, 1, …) or as a whole (None)."""
    labels, flags, intents, topics, _, text = row
    labels = labels.split(",")
    flags, intents, topics = flags.split(","), intents.split(","), topics.split(",")
    hashed = re.search(r"[#@]§\d", text) is not None
    names, taken = {}, set()
    for i in range(1, len(labels) + 1):
        chosen = name(rng, hashed)
        while chosen in taken:
            chosen = name(rng, hashed)
        taken.add(chosen)
        names[i] = chosen
    out, targets, others = "", [], []
    for part in re.split(r"(§\d)", text):
        if re.fullmatch(r"§\d", part):
            i = int(part[1])
            chosen = names.get(i) or name(rng, hashed)
            if target is not None:
                (targets if i == target + 1 else others).append((len(out), len(out) + len(chosen)))
            part = chosen
        out += part
    truth = {AT[key]: float(key in intents) for key in INTENTS}
    truth.update({AT[key]: float(key in topics) for key in TOPICS})
    truth[AT["irony"]] = float("irony" in flags)
    weight = 1.0
    both = "positive" in labels and "negative" in labels
    if target is not None:
        truth.update(one_hot(labels[target]))
        truth[AT["mixed"]] = float(f"mixed{target + 1}" in flags)
    else:
        truth[AT["mixed"]] = float(both or any(flag.startswith("mixed") for flag in flags))
        opinions = set(labels) - {"neutral"}
        if not both:
            truth.update(one_hot(opinions.pop() if opinions else "neutral"))
            weight = 1.0 if len(set(labels)) == 1 else 0.7
    return Example(f"own_{lang}" + ("" if target is None else "_target"), lang, out, targets, others, truth, weight)


EMOJI = {2: "👍 😊 ❤️ 🎉 😍 🙏 💪 👏 🔥".split(), 0: "😡 👎 🙄 😤 🤬 😒 💩 😠 🤮".split(), 1: "🤔 👀 📦 ℹ️ 📱 ➡️".split()}
UMLAUTS = [
    str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}),
    str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "s", "Ä": "A", "Ö": "O", "Ü": "U"}),
]


def typo(word, rng):
    if len(word) < 4:
        return word
    at = rng.randrange(1, len(word) - 1)
    return rng.choice(
        [word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:], word[:at] + word[at + 1] + word[at] + word[at + 2 :]]
    )


def augment(example, rng):
    """The same example in another spelling; spans follow."""
    marks = sorted([(s, e, 0) for s, e in example.targets] + [(s, e, 1) for s, e in example.others])
    parts, at = [], 0
    for start, end, kind in marks:
        parts += [[example.text[at:start], None], [example.text[start:end], kind]]
        at = end
    parts.append([example.text[at:], None])
    dice = rng.random()
    if dice < 0.12:
        change = str.lower
    elif dice < 0.135:
        change = str.upper
    elif dice < 0.2 and example.lang == "de":
        table = UMLAUTS[rng.random() < 0.2]
        change = lambda text: text.translate(table)
    elif dice < 0.3:
        change = lambda text: " ".join(typo(w, rng) if rng.random() < 0.1 else w for w in text.split(" "))
    else:
        change = str
    unlink = rng.random() < 0.6
    for part in parts:
        if unlink and part[1] is None:
            part[0] = re.sub(r"https?://\S+", "", part[0])
        if part[1] is None or change in (str.lower, str.upper):
            part[0] = change(part[0])
    label = example.label()
    if label is not None and not example.truth.get(AT["irony"]) and rng.random() < 0.05:
        parts[-1][0] += " " + rng.choice(EMOJI[label]) * rng.choice([1, 1, 1, 2, 3])
    if rng.random() < 0.08:
        above, below = around(example.lang, rng)
        parts = [[above, None], *parts, [below, None]]
    text, targets, others = "", [], []
    for part, kind in parts:
        if kind is not None:
            (targets if kind == 0 else others).append((len(text), len(text) + len(part)))
        text += part
    return Example(example.source, example.lang, text, targets, others, example.truth, example.weight, example.not_positive)


def soften(example, share, opinion):
    """Goes `share` of the way to another opinion of the text: three probabilities."""
    if 0 in example.truth:
        for i in range(3):
            example.truth[i] = (1 - share) * example.truth[i] + share * opinion[i]


def training(data, own, seed, without=None, taught=None):
    """The training examples of one pass, shuffled; `without` that half of the folded files, or softened by what teach.py wrote, `taught`."""
    rng = random.Random(seed)
    out = []
    second = {lang: own_labels(own, lang) for lang in ("de", "en")}
    for source, numbers in MIX:
        classes = {}
        for row in source_rows(data, own, source):
            left_out = source in FOLDED and half_of(row[-1]) == without
            if row[1] in numbers and not is_development(row[-1]) and not left_out:
                classes.setdefault(row[1], []).append(row)
        for label, number in numbers.items():
            pool = classes.get(label, [])
            rng.shuffle(pool)
            for i in range(number if pool else 0):
                row = pool[i % len(pool)]
                example = outside(source, row)
                if example:
                    key = key_of(row[2], row[-1])
                    if source in DOUBTED and second[row[0]].get(key) in SENTIMENT:
                        soften(example, SECOND, one_hot(second[row[0]][key]))
                    if taught and source in FOLDED and key in taught:
                        soften(example, TAUGHT, taught[key])
                    out.append(augment(example, rng))
    for lang in ("de", "en"):
        for row in own_posts(own, lang):
            if is_development(row[-1]):
                continue
            targets = targets_of(row)
            for target in targets:
                for _ in range(OWN_TARGET):
                    out.append(augment(fill(row, lang, rng, target), rng))
            for _ in range(OWN_WHOLE if targets else OWN_ALONE):
                out.append(augment(fill(row, lang, rng, None), rng))
    rng.shuffle(out)
    return out


def development(data, own, seed, most=240):
    """The development examples, as they are; at most `most` per outside source."""
    rng = random.Random(seed)
    out = []
    for source, _ in MIX:
        if source in VARIANTS:
            continue
        found = [row for row in source_rows(data, own, source) if is_development(row[-1])]
        rng.shuffle(found)
        out += [example for example in (outside(source, row) for row in found[:most]) if example]
    for lang in ("de", "en"):
        for row in own_posts(own, lang):
            if is_development(row[-1]):
                out += [fill(row, lang, rng, target) for target in targets_of(row)]
                out.append(fill(row, lang, rng, None))
    return out


def evaluation(path):
    """A file of `data/eval`: [(label, text, target spans)], rows of the three classes only."""
    out = []
    for lang, label, target, text in list(rows(path))[1:]:
        text = html.unescape(text)
        if label in SENTIMENT:
            out.append((lang, SENTIMENT.index(label), text, find(text, html.unescape(target)) if target else []))
    return out
