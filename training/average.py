"""Averages the weights of several trained judges of one lineage and scores the result on the development part."""
import argparse

import numpy as np
import torch

import data
from model import from_checkpoint
from train import THREADS, encode, score_development, tokenizer


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("models", nargs="+", help="model.pt files")
    parser.add_argument("--pieces", required=True)
    parser.add_argument("--data", required=True)
    parser.add_argument("--own", required=True)
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    torch.set_num_threads(THREADS)
    saved = [torch.load(path) for path in args.models]
    mean = {name: sum(s["model"][name] for s in saved) / len(saved) for name in saved[0]["model"]}
    torch.save({"model": mean, "config": saved[0]["config"]}, args.out)
    development = data.development(args.data, args.own, 0)
    scores, _ = score_development(from_checkpoint(args.out), development, encode(development, tokenizer(args.pieces), 128))
    for source, (f1, accuracy) in scores.items():
        print(f"{source:34} macro-F1 {f1:.3f} accuracy {accuracy:.3f}")
    print(f"mean macro-F1 {np.mean([s[0] for s in scores.values()]):.4f}")


if __name__ == "__main__":
    main()
