"""Compares our tokenizer with the library `tokenizers` (same pieces, XLM-R's own normaliser) on given texts."""
import argparse
import json

from tokenizers import Tokenizer

from tokens import SPECIAL, UNKNOWN
from train import tokenizer


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tokenizer", required=True, help="tokenizer.json of multilingual-e5-small")
    parser.add_argument("--pieces", required=True)
    parser.add_argument("--texts", nargs="+", required=True, help="files whose last column is text")
    parser.add_argument("--most", type=int, default=10_000)
    args = parser.parse_args()
    ours = tokenizer(args.pieces)
    pruned = json.load(open(args.tokenizer, encoding="utf-8"))
    kept = json.load(open(args.pieces, encoding="utf-8"))
    pruned["model"]["vocab"] = [[f"<special{i}>", 0.0] for i in range(SPECIAL)] + [
        [piece, score] for piece, score in list(zip(kept["pieces"], kept["scores"]))[SPECIAL:]
    ]
    pruned["model"]["unk_id"], pruned["added_tokens"], pruned["post_processor"] = UNKNOWN, [], None
    theirs = Tokenizer.from_str(json.dumps(pruned))
    texts = []
    for path in args.texts:
        texts += [line.rstrip("\n").split("\t")[-1] for line in open(path, encoding="utf-8")][1:]
    texts = texts[:: max(1, len(texts) // args.most)]
    different = 0
    for text in texts:
        reference = theirs.encode(text.strip(" \u200d\ufeff\u200b\u200e\t\xa0")).ids
        if [piece for piece, _, _ in ours.tokens(text)] != reference:
            different += 1
            if different <= 5:
                print("different:", repr(text[:200]))
    print(f"{len(texts)} texts, {different} differently cut")


if __name__ == "__main__":
    main()
