"""Prunes XLM-R's vocabulary to the pieces that German and English posts use, or takes a model file's; writes pieces.json."""
import argparse
import collections
import glob
import json
import os
import struct
import unicodedata

from tokenizers import Tokenizer

from reference import Model
from tokens import SPECIAL, WORD, normalise

ALWAYS = {"So", "Sk", "Sm", "Sc", "Po", "Pd", "Ps", "Pe", "Pi", "Pf", "Nd"}


def texts(data, own):
    for path in sorted(glob.glob(os.path.join(data, "train", "*.tsv"))):
        with open(path, encoding="utf-8") as file:
            next(file)
            for line in file:
                parts = line.rstrip("\n").split("\t")
                yield parts[0], parts[-1]
    for lang in ("de", "en"):
        with open(os.path.join(own, f"posts_{lang}.tsv"), encoding="utf-8") as file:
            for line in file:
                for _ in range(5):
                    yield lang, line.rstrip("\n").split("\t")[-1]


def write(path, full, base):
    """`base`: the rows of the base's embedding that are kept, the special ones first."""
    single = lambda score: struct.unpack("<f", struct.pack("<f", score))[0]
    content = {
        "base": base,
        "pieces": [""] * SPECIAL + [full[i][0] for i in base[SPECIAL:]],
        "scores": [0.0] * SPECIAL + [single(full[i][1]) for i in base[SPECIAL:]],
    }
    with open(path, "w", encoding="utf-8") as file:
        json.dump(content, file, ensure_ascii=False)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tokenizer", required=True, help="tokenizer.json of multilingual-e5-small")
    parser.add_argument("--data", required=True)
    parser.add_argument("--own", required=True)
    parser.add_argument("--rows", type=int, default=32000)
    parser.add_argument("--of", help="a model file: its vocabulary, in its order, so that a training can go on from it")
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    full = json.load(open(args.tokenizer, encoding="utf-8"))["model"]["vocab"]
    index = {piece: i for i, (piece, _) in enumerate(full)}
    marks = [index[WORD + mark] if WORD + mark in index else index[mark] for mark in "§¶"]
    if args.of:
        kept = Model(args.of).unigram.ids  # in the order of their rows
        write(args.out, full, [0, 1, 2, 3] + marks + [index[piece] for piece in kept])
        return
    tokenizer = Tokenizer.from_file(args.tokenizer)
    counts = {"de": collections.Counter(), "en": collections.Counter()}
    batch = {"de": [], "en": []}

    def count(lang):
        for encoding in tokenizer.encode_batch(batch[lang], add_special_tokens=False):
            counts[lang].update(encoding.ids)
        batch[lang].clear()

    for lang, text in texts(args.data, args.own):
        batch[lang].append("".join(char for char, _, _ in normalise(text)))
        if len(batch[lang]) == 4096:
            count(lang)
    for lang in counts:
        count(lang)
    totals = {lang: sum(c.values()) for lang, c in counts.items()}
    share = collections.Counter()
    for lang in counts:
        for piece, n in counts[lang].items():
            share[piece] += n / totals[lang]
    kept = set()
    for i, (piece, _) in enumerate(full):
        bare = piece.removeprefix(WORD)
        if i < 4 or piece == "<mask>" or len(bare) > 1:
            continue
        letter = bare == "" or unicodedata.name(bare, "").startswith("LATIN") or unicodedata.category(bare) in ALWAYS
        if letter and ord(bare or "a") < 0x3000 or (bare and ord(bare) >= 0x1F000) or share[i]:
            kept.add(i)
    singles = len(kept)
    for i, _ in share.most_common():
        if len(kept) == args.rows - SPECIAL:
            break
        if i >= 4:
            kept.add(i)
    base = [0, 1, 2, 3] + marks + sorted(kept, key=lambda i: full[i][0].encode())
    write(args.out, full, base)
    for lang in counts:
        covered = sum(n for i, n in counts[lang].items() if i in kept) / totals[lang]
        print(f"{lang}: {totals[lang]} tokens, {covered:.4f} covered")
    print(f"{len(base)} rows, {singles} single characters, marks {[full[i][0] for i in marks]}")


if __name__ == "__main__":
    main()
