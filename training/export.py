"""Writes a trained judge as a model file (FORMAT.md)."""
import argparse
import json
import struct
import zlib

import numpy as np
import torch

from model import POSITIONS
from tokens import NORMALISER, SPECIAL

ALIGN = 16


def plain(tensor):
    matrix = tensor.reshape(1, -1) if tensor.ndim == 1 else tensor
    return 0, matrix.shape, matrix.astype("<f4").tobytes()


def by_row(matrix):
    scale = (np.abs(matrix).max(1) / 127.0).astype("<f4")
    codes = np.rint(matrix / np.where(scale == 0, 1, scale)[:, None]).clip(-127, 127).astype(np.int8)
    return 1, matrix.shape, scale.tobytes() + codes.tobytes()


def in_groups(matrix, group):
    """4 bit in groups: of the scales max/-8 … max/7 tried, the one with the least error; exact for the base's rows."""
    blocks = matrix.reshape(-1, group).astype(np.float32)
    at = np.abs(blocks).argmax(1)
    extreme = blocks[np.arange(len(blocks)), at]
    best, best_error, best_codes = None, None, None
    for steps in (-8.0, -7.0, 7.0, -6.0, 6.0, -5.0, 5.0, -4.0, 4.0, -3.0, 3.0, -2.0, 2.0, -1.0, 1.0):
        scale = (extreme / steps).astype("<f2")
        wide = scale.astype(np.float32)[:, None]
        codes = np.rint(np.divide(blocks, wide, out=np.zeros_like(blocks), where=wide != 0)).clip(-8, 7)
        error = ((codes * wide - blocks) ** 2).sum(1)
        if best is None:
            best, best_error, best_codes = scale, error, codes
        else:
            better = error < best_error * 0.999
            best = np.where(better, scale, best)
            best_error = np.where(better, error, best_error)
            best_codes = np.where(better[:, None], codes, best_codes)
    nibbles = (best_codes + 8).astype(np.uint8)
    packed = nibbles[:, : group // 2] | (nibbles[:, group // 2 :] << 4)
    raw = np.concatenate([best.astype("<f2").reshape(-1, 1).view(np.uint8), packed], axis=1)
    return 2, matrix.shape, raw.tobytes()


def tensors(state, config, group):
    get = lambda name: state[name].numpy().astype(np.float32)
    yield "embedding", in_groups(get("embedding.weight"), group)
    yield "position", by_row(get("position.weight"))
    yield "embedding.gain", plain(get("embedding_norm.weight"))
    yield "embedding.bias", plain(get("embedding_norm.bias"))
    for n in range(config["layers"]):
        for name in ("qkv", "attention", "up", "down"):
            yield f"layer.{n}.{name}.weight", by_row(get(f"layers.{n}.{name}.weight"))
            yield f"layer.{n}.{name}.bias", plain(get(f"layers.{n}.{name}.bias"))
        for name in ("attention", "inner"):
            yield f"layer.{n}.{name}.gain", plain(get(f"layers.{n}.{name}_norm.weight"))
            yield f"layer.{n}.{name}.shift", plain(get(f"layers.{n}.{name}_norm.bias"))
    for name in ("score", "mention", "value", "bias"):
        yield f"head.{name}", plain(get(name))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", required=True, help="model.pt of train.py")
    parser.add_argument("--pieces", required=True)
    parser.add_argument("--calibration", help="calibration.json of calibrate.py; without it nothing is calibrated")
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    saved = torch.load(args.model)
    config, group = saved["config"], 32
    kept = json.load(open(args.pieces, encoding="utf-8"))
    records = [1.0, 0.0, 0.0, 0.0, 0.0] * 4 + [0.5] * 15
    if args.calibration:
        found = json.load(open(args.calibration, encoding="utf-8"))
        records = [value for record in found["records"] for value in record] + found["thresholds"]
    sizes = [config["hidden"], config["layers"], config["heads"], config["inner"], config["rows"], POSITIONS, 18, group, 0]
    head = struct.pack("<9If35f", *sizes, config["epsilon"], *records)
    head += struct.pack("<I", len(NORMALISER)) + b"".join(struct.pack("<3I", *entry) for entry in NORMALISER)
    pieces = [piece.encode() for piece in kept["pieces"]]
    if pieces[SPECIAL:] != sorted(set(pieces[SPECIAL:])):
        raise SystemExit("the vocabulary is not in order")
    head += struct.pack(f"<{len(pieces)}f", *kept["scores"]) + bytes(len(piece) for piece in pieces) + b"".join(pieces)
    found = list(tensors(saved["model"], config, group))
    directory = 4 + sum(1 + len(name) + 17 for name, _ in found)
    at = 32 + len(head) + directory
    entries, body = struct.pack("<I", len(found)), b""
    for name, (dtype, shape, raw) in found:
        gap = -at % ALIGN
        entries += struct.pack("<B", len(name)) + name.encode() + struct.pack("<BIIQ", dtype, *shape, at + gap)
        body += b"\0" * gap + raw
        at += gap + len(raw)
    content = head + entries + body
    with open(args.out, "wb") as file:
        file.write(struct.pack("<4sIQI12x", b"EJDG", 2, 32 + len(content), zlib.crc32(content)) + content)
    print(f"{args.out}: {32 + len(content)} bytes")


if __name__ == "__main__":
    main()
