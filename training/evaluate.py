"""Scores a model (model.pt in f32, or an exported file) on `data/eval`; never used for choosing anything."""
import argparse
import glob
import json
import os

import numpy as np
import torch

import data
from model import from_checkpoint, from_file
from train import THREADS, encode, predict, tokenizer


def chances(logits, records, kind):
    """Calibrated probabilities of the three classes; `kind` per row: 0 de, 1 de target, 2 en, 3 en target."""
    record = torch.tensor(records, dtype=torch.float32)[kind]
    return ((logits[:, :3] + record[:, 1:4]) / record[:, :1]).softmax(1), record[:, 4]


def calibration_error(chance, truth, bins=10):
    """Expected calibration error over ten equally wide bins of confidence."""
    confidence, guess = chance.max(1)
    right = (guess == truth).float()
    slot = (confidence * bins).long().clamp(max=bins - 1)
    total = 0.0
    for b in range(bins):
        inside = slot == b
        if inside.any():
            total += inside.float().mean().item() * abs(right[inside].mean().item() - confidence[inside].mean().item())
    return total


def score(chance, sure, truth):
    guess = chance.argmax(1)
    recalls, f1 = [], []
    for c in range(3):
        hit = ((guess == c) & (truth == c)).sum().item()
        if (truth == c).any():
            recalls.append(hit / (truth == c).sum().item())
            f1.append(2 * hit / max(1, (guess == c).sum().item() + (truth == c).sum().item()))
        else:
            recalls.append(float("nan"))
    said = chance.max(1).values >= sure
    return {
        "rows": len(truth),
        "macro-F1": float(np.mean(f1)),
        "macro recall": float(np.nanmean(recalls)),
        "recall": recalls,
        "accuracy": (guess == truth).float().mean().item(),
        "ECE": calibration_error(chance, truth),
        "coverage": said.float().mean().item(),
        "when sure": (guess == truth)[said].float().mean().item() if said.any() else float("nan"),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--file", required=True, help="exported file: calibration, and weights unless --model is given")
    parser.add_argument("--model", help="model.pt: weights in f32")
    parser.add_argument("--pieces", required=True)
    parser.add_argument("--data", required=True)
    parser.add_argument("--json", help="write the scores there, too")
    args = parser.parse_args()
    torch.set_num_threads(THREADS)
    model, file = from_file(args.file)
    if args.model:
        model = from_checkpoint(args.model)
    records = file.calibration[:20].reshape(4, 5).tolist()
    unigram = tokenizer(args.pieces)
    print("| file | rows | macro-F1 | macro recall | recall neg / neu / pos | accuracy | ECE | coverage | accuracy when sure |")
    print("|---|---|---|---|---|---|---|---|---|")
    scores = {}
    for path in sorted(glob.glob(os.path.join(args.data, "eval", "*.tsv"))):
        rows = data.evaluation(path)
        examples = [data.Example("", lang, text, targets) for lang, _, text, targets in rows]
        logits = predict(model, encode(examples, unigram, file.positions))
        kind = torch.tensor([(0 if e.lang == "de" else 2) + bool(e.targets) for e in examples])
        chance, sure = chances(logits, records, kind)
        result = score(chance, sure, torch.tensor([label for _, label, _, _ in rows]))
        scores[os.path.basename(path)[:-4]] = result
        recalls = " / ".join(f"{r:.2f}" for r in result["recall"])
        print(
            f"| {os.path.basename(path)[:-4]} | {result['rows']} | {result['macro-F1']:.3f} | {result['macro recall']:.3f} | {recalls} | "
            f"{result['accuracy']:.3f} | {result['ECE']:.3f} | {result['coverage']:.2f} | {result['when sure']:.3f} |",
            flush=True,
        )
    if args.json:
        json.dump(scores, open(args.json, "w", encoding="utf-8"), indent=1)


if __name__ == "__main__":
    main()
