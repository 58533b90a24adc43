"""Narrows the inner part of every layer: of its units those stay that the loss depends on most, or that another model has."""
import argparse
import random

import torch
from torch.nn import functional

import data
from model import from_base, load
from train import BATCH, THREADS, batches, collate, encode, loss_of, started, tokenizer

BATCHES = 40  # that the units are weighed on


def weigh(model, encoded, plan):
    """Per layer and unit: how much the loss would change without it (first order, squared), and its mean activation."""
    units = [{} for _ in model.layers]

    def watch(unit):
        def hook(_, inputs):
            unit["now"] = inputs[0]
            inputs[0].retain_grad()

        return hook

    hooks = [layer.down.register_forward_pre_hook(watch(unit)) for layer, unit in zip(model.layers, units)]
    tokens = 0
    for part in plan:
        rows = [encoded[i] for i in part]
        ids, mention = collate(rows)
        model.zero_grad()
        (loss_of(model(ids, mention), rows) * len(rows)).backward()
        real = (ids != 1)[..., None]
        tokens += int(real.sum())
        for unit in units:
            now = unit["now"]
            unit["weight"] = unit.get("weight", 0) + ((now.detach() * now.grad) ** 2).sum((0, 1))
            unit["sum"] = unit.get("sum", 0) + (now.detach() * real).sum((0, 1))
    for hook in hooks:
        hook.remove()
    return [(unit["weight"], unit["sum"] / tokens) for unit in units]


def narrow(state, n, stay, mean):
    """Takes from layer `n` all units but those in `stay`; what goes is replaced by its mean."""
    gone = torch.ones_like(mean, dtype=torch.bool)
    gone[stay] = False
    down = state[f"layers.{n}.down.weight"]
    state[f"layers.{n}.down.bias"] += down[:, gone] @ mean[gone]
    state[f"layers.{n}.down.weight"] = down[:, stay]
    for kind in ("weight", "bias"):
        state[f"layers.{n}.up.{kind}"] = state[f"layers.{n}.up.{kind}"][stay]


def likest(weights, of):
    """For each row of `of` the row of `weights` that it is trained from: training hardly turns them."""
    return (functional.normalize(of) @ functional.normalize(weights).T).argmax(1)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", help="model.pt or a model file, to be narrowed")
    parser.add_argument("--inner", type=int, help="units that stay in each layer")
    parser.add_argument("--base", help="e5-small-q4.bin, to be narrowed instead, to the units of")
    parser.add_argument("--of", help="a model.pt or model file that was trained from it and has been narrowed; the heads are its")
    parser.add_argument("--pieces", required=True)
    parser.add_argument("--data", required=True)
    parser.add_argument("--own", required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    torch.set_num_threads(THREADS)
    unigram = tokenizer(args.pieces)
    if args.base:
        of = load(args.of)
        model = from_base(args.base, args.pieces, of.config["layers"], 0)
    else:
        model = started(args.model, 0, unigram)
    inner = of.config["inner"] if args.base else args.inner
    if model.config["inner"] < inner:
        raise SystemExit(f"{args.model} has only {model.config['inner']} units in a layer")
    model.eval()
    texts = data.training(args.data, args.own, args.seed)[: BATCHES * BATCH]
    encoded = encode(texts, unigram)
    weighed = weigh(model, encoded, batches(encoded, BATCH, random.Random(args.seed)))
    state = model.state_dict()
    for n, (weight, mean) in enumerate(weighed):
        if args.base:
            stay = likest(state[f"layers.{n}.up.weight"], of.layers[n].up.weight.detach())
        else:
            stay = weight.topk(inner).indices.sort().values
        narrow(state, n, stay, mean)
    if args.base:
        state.update((name, own) for name, own in of.state_dict().items() if not name.startswith("layers."))
    torch.save({"model": state, "config": {**model.config, "inner": inner}}, args.out)


if __name__ == "__main__":
    main()
