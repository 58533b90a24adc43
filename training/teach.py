"""Says what the texts of the folded files look like to models that were trained without them: key, probabilities of the three classes."""
import argparse

import torch

import data
from model import load
from train import THREADS, encode, predict, tokenizer

TEMPERATURE = 1.3  # the models say too much; as their calibration on the development part came out


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--models", nargs=2, required=True, help="model.pt trained --without 0, and --without 1")
    parser.add_argument("--pieces", required=True)
    parser.add_argument("--data", required=True)
    parser.add_argument("--own", required=True)
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    torch.set_num_threads(THREADS)
    unigram = tokenizer(args.pieces)
    models = [load(path) for path in args.models]
    with open(args.out, "w", encoding="utf-8") as file:
        for source in data.FOLDED:
            rows = [row for row in data.source_rows(args.data, args.own, source) if row[1] in data.SENTIMENT]
            for half, model in enumerate(models):
                asked = [row for row in rows if data.half_of(row[-1]) == half and not data.is_development(row[-1])]
                found = [(row, example) for row in asked if (example := data.outside(source, row))]
                with torch.autocast("cpu", torch.bfloat16):
                    logits = predict(model, encode([example for _, example in found], unigram))
                right = (logits[:, :3].argmax(1) == torch.tensor([data.SENTIMENT.index(row[1]) for row, _ in found])).float().mean()
                print(f"{source:28} half {half}: {len(found)} texts, as labelled {right:.3f}", flush=True)
                for (row, _), three in zip(found, (logits[:, :3] / TEMPERATURE).softmax(1)):
                    file.write("\t".join([data.key_of(row[2], row[-1]), *(f"{p:.3f}" for p in three)]) + "\n")


if __name__ == "__main__":
    main()
