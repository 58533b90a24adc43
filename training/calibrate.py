"""Calibrates on the development part of `data/train` and our own posts: temperatures, `sure`, thresholds."""
import argparse
import json

import numpy as np
import torch

import data
from evaluate import calibration_error, chances
from model import from_checkpoint, from_file
from train import THREADS, encode, predict, tokenizer

KINDS = ["German whole text", "German target", "English whole text", "English target"]
# Whole-text sources whose three labels mean what a verdict means; emotions in subtitles and stories do not.
WHOLE = {
    0: ["potts_de", "sb10k_de", "mobasa_de", "m_absa_de", "semeval2025_de", "own_de"],
    1: ["own_de_target", "mobasa_target_de", "aspects_de"],
    2: ["semeval_task4a_en", "goemotions_en", "product_reviews_huliu_en", "sentiment_labelled_sentences_en",
        "vader_tweets_en", "vader_amazon_en", "own_en"],
    3: ["own_en_target", "aspects_en", "mams_target_en", "acl14_target_en", "semeval_topic_target_en"],
}  # fmt: skip
RIGHT = 0.90


def fit(logits, truth, weight):
    """The temperature of least weighted log loss. Class biases were tried: what they gain in one source they lose in another."""
    temperature = torch.zeros(1, requires_grad=True)
    solver = torch.optim.LBFGS([temperature], max_iter=100)

    def loss():
        solver.zero_grad()
        log = (logits / temperature.exp()).log_softmax(1)
        value = -(weight * log[torch.arange(len(truth)), truth]).sum() / weight.sum()
        value.backward()
        return value

    solver.step(loss)
    return temperature.exp().item()


def sure_from(chance, truth, weight):
    """The lowest confidence from which on the weighted accuracy is RIGHT or better."""
    confidence, guess = chance.max(1)
    order = confidence.argsort(descending=True)
    right = ((guess == truth).float() * weight)[order].cumsum(0) / weight[order].cumsum(0)
    good = (right >= RIGHT).nonzero()
    good = good[good >= min(30, len(order) - 1)]
    return confidence[order][good.max()].item() if len(good) else 1.0


def best_threshold(chance, truth):
    """The threshold of best F1, halfway to 0.5 (few examples), and (precision, recall, F1) with it."""
    grid = np.linspace(0.15, 0.85, 71)
    scores = []
    for t in grid:
        guess = chance >= t
        hit = (guess & (truth > 0.5)).sum().item()
        scores.append(2 * hit / max(1, guess.sum().item() + (truth > 0.5).sum().item()))
    best = grid[np.flatnonzero(np.array(scores) >= max(scores) - 1e-9)]
    threshold = (float(best[np.abs(best - 0.5).argmin()]) + 0.5) / 2
    guess = chance >= threshold
    hit = (guess & (truth > 0.5)).sum().item()
    precision, recall = hit / max(1, guess.sum().item()), hit / max(1, (truth > 0.5).sum().item())
    return threshold, precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--file", help="exported, uncalibrated file")
    parser.add_argument("--model", help="or model.pt")
    parser.add_argument("--pieces", required=True)
    parser.add_argument("--data", required=True)
    parser.add_argument("--own", required=True)
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    torch.set_num_threads(THREADS)
    model = from_file(args.file)[0] if args.file else from_checkpoint(args.model)
    examples = data.development(args.data, args.own, 0)
    logits = predict(model, encode(examples, tokenizer(args.pieces), 128))
    labels = torch.tensor([-1 if e.label() is None else e.label() for e in examples])
    records = []
    for kind, sources in WHOLE.items():
        at, weights = [], []
        for source in sources:
            found = [i for i, e in enumerate(examples) if e.source == source and labels[i] >= 0]
            share = 2.0 if source.startswith("own") else 1.0
            at += found
            weights += [share / len(found)] * len(found)
        weight = torch.tensor(weights)
        temperature = fit(logits[at, :3], labels[at], weight)
        chance, _ = chances(logits[at], [[temperature, 0.0, 0.0, 0.0, 0.0]] * 4, torch.full((len(at),), kind))
        sure = sure_from(chance, labels[at], weight)
        records.append([temperature, 0.0, 0.0, 0.0, sure])
        said = chance.max(1).values >= sure
        print(
            f"{KINDS[kind]:20} T {temperature:.3f} sure {sure:.3f} coverage "
            f"{weight[said].sum() / weight.sum():.3f} ECE before {calibration_error(logits[at, :3].softmax(1), labels[at]):.3f} "
            f"after {calibration_error(chance, labels[at]):.3f}"
        )
        for source in sources:
            own = torch.tensor([examples[i].source == source for i in at])
            guess, truth = chance[own].argmax(1), labels[at][own]
            f1 = [
                2 * ((guess == c) & (truth == c)).sum().item() / max(1, (guess == c).sum().item() + (truth == c).sum().item())
                for c in range(3) if (truth == c).any()
            ]  # fmt: skip
            right = (guess == truth).float()
            print(
                f"  {source:34} n {len(truth):4} macro-F1 {np.mean(f1):.3f} accuracy {right.mean():.3f} "
                f"coverage {said[own].float().mean():.2f} when sure {right[said[own]].mean():.3f}"
            )
    thresholds = []
    truths = torch.tensor([[e.truth.get(o, -1.0) for o in range(len(data.OUTPUTS))] for e in examples])
    for o in range(3, len(data.OUTPUTS)):
        known = truths[:, o] >= 0
        threshold, precision, recall, f1 = best_threshold(logits[known, o].sigmoid(), truths[known, o])
        thresholds.append(threshold)
        print(
            f"{data.OUTPUTS[o]:14} threshold {threshold:.2f} precision {precision:.2f} recall {recall:.2f} F1 {f1:.2f} "
            f"({int((truths[known, o] > 0.5).sum())} of {int(known.sum())})"
        )
    with open(args.out, "w", encoding="utf-8") as file:
        json.dump({"records": records, "thresholds": thresholds}, file, indent=1)


if __name__ == "__main__":
    main()
