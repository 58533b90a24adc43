"""Compares the numpy reference with PyTorch over the same exported file: largest difference of a logit."""
import argparse

import torch

from model import from_file
from reference import Model
from train import THREADS


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file")
    parser.add_argument("texts", help="a file whose last column is text")
    args = parser.parse_args()
    torch.set_num_threads(THREADS)
    judge, _ = from_file(args.file)
    judge.eval()
    model = Model(args.file)
    largest = 0.0
    for line in open(args.texts, encoding="utf-8"):
        text = line.rstrip("\n").split("\t")[-1]
        ids, mention, _ = model.unigram.encode(text, [(0, text.find(" "))] if " " in text else [])
        with torch.no_grad():
            theirs = judge(torch.tensor([ids]), torch.tensor([mention], dtype=torch.float32))[0].numpy()
        largest = max(largest, abs(model.logits(ids, mention)[0] - theirs).max())
    print(f"largest difference {largest:.2e}")


if __name__ == "__main__":
    main()
