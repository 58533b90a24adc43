"""The mean of two models' weights, of which one was trained from the other: better on the development part than either."""
import argparse

import torch

from model import load


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", required=True, help="model.pt")
    parser.add_argument("--start", required=True, help="model.pt or a model file")
    parser.add_argument("--share", type=float, required=True, help="of the start")
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    saved = torch.load(args.model)
    start = load(args.start).state_dict()
    mean = {name: args.share * start[name] + (1 - args.share) * own for name, own in saved["model"].items()}
    torch.save({"model": mean, "config": saved["config"]}, args.out)


if __name__ == "__main__":
    main()
