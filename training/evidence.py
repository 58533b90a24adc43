"""Is the evidence faithful? Deletes the strongest evidence word, and a random word, and compares what that does to
the verdict's probability; over development texts with an opinion. Several ways to compute evidence side by side."""
import argparse
import random

import torch

import data
from model import from_file
from train import THREADS, collate
from tokens import words

MOST = 400


def verdict(judge, unigram, cases):
    """Per (text, targets, others): probabilities, and per-token evidence by formula, with token spans."""
    encoded = [unigram.encode(*case) for case in cases]
    judge.eval()
    out = []
    for at in range(0, len(encoded), 64):
        part = encoded[at : at + 64]
        with torch.no_grad():
            logits, share, value = judge(*collate(part), parts=True)
        for i, (ids, mention, spans) in enumerate(part):
            out.append((logits[i, :3].softmax(0), share[i, : len(ids), :3], value[i, : len(ids), :3], spans))
    return out


def per_token(share, value, c, formula):
    plain = share * value
    centred = share * (value - plain.sum(0))
    gain = {"plain": plain, "centred": centred, "share": share}[formula]
    return gain[:, c] if formula == "share" else gain[:, c] - (gain.sum(1) - gain[:, c]) / 2


def without(case, word):
    """The case with a word cut out."""
    text, targets, others = case
    start, end = word
    move = lambda spans: [(a - (end - start) * (a >= end), b - (end - start) * (a >= end)) for a, b in spans]
    return text[:start] + text[end:], move(targets), move(others)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--file", required=True)
    parser.add_argument("--data", required=True)
    parser.add_argument("--own", required=True)
    args = parser.parse_args()
    torch.set_num_threads(THREADS)
    judge, file = from_file(args.file)
    rng = random.Random(1)
    examples = [e for e in data.development(args.data, args.own, 0) if e.label() in (0, 2) and len(e.text) < 300]
    rng.shuffle(examples)
    cases = [(e.text, e.targets, e.others) for e in examples[:MOST]]
    before = verdict(judge, file.unigram, cases)
    trials = {"random": [], "plain": [], "centred": [], "share": []}
    kept = []
    for case, (chance, share, value, spans) in zip(cases, before):
        c = int(chance.argmax())
        marked = case[1] + case[2]
        free = [w for w in words(case[0]) if not any(w[0] < b and a < w[1] for a, b in marked) and case[0][w[0]].isalnum()]
        if c == 1 or len(free) < 4:
            continue
        kept.append((c, chance[c].item()))
        trials["random"].append(without(case, rng.choice(free)))
        for formula in ("plain", "centred", "share"):
            weight = per_token(share, value, c, formula)
            total = lambda w: sum(
                float(weight[i]) for i, s in enumerate(spans) if s and w[0] <= (s[0] + max(s[0], s[1] - 1)) / 2 < w[1]
            )
            trials[formula].append(without(case, max(free, key=total)))
    print(f"{len(kept)} texts with a verdict, mean probability {sum(p for _, p in kept) / len(kept):.3f}")
    for formula, changed in trials.items():
        after = verdict(judge, file.unigram, changed)
        drops = [p - chance[c].item() for (c, p), (chance, *_) in zip(kept, after)]
        turned = sum(int(chance.argmax()) != c for (c, _), (chance, *_) in zip(kept, after))
        print(f"delete {formula:8} probability falls by {sum(drops) / len(drops):.4f}, verdict turns in {turned / len(kept):.3f}")


if __name__ == "__main__":
    main()
