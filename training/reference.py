"""Reads a model file back and computes what FORMAT.md describes, in numpy: the yardstick for a runtime.

  reference.py judge.bin "Bei Dell bin ich nie enttäuscht worden." --lang de --target Dell
"""
import argparse
import json
import math
import re
import struct
import zlib

import numpy as np

from tokens import Unigram, words

OUTPUTS = (
    "negative neutral positive mixed irony complaint question wish praise churn purchase "
    "price delivery service quality app staff availability"
).split()
ESCAPES = {"\\n": "\n", "\\t": "\t", "\\r": "\r"}
_ERF = np.vectorize(math.erf, otypes=[np.float64])


class Model:
    """A model file, dequantised to f32."""

    def __init__(self, path):
        with open(path, "rb") as file:
            self.data = file.read()
        magic, version, length, crc = struct.unpack_from("<4sIQI", self.data, 0)
        if magic != b"EJDG":
            raise ValueError("not a judge model")
        if version != 2:
            raise ValueError(f"format {version} is not known")
        if length != len(self.data):
            raise ValueError(f"{len(self.data)} bytes instead of {length}")
        if crc != zlib.crc32(self.data[32:]):
            raise ValueError("checksum does not match")
        self.at = 32
        (self.hidden, self.layers, self.heads, self.inner, self.rows, self.positions, self.outputs, self.group, _) = self._take("<9I")
        (self.epsilon,) = self._take("<f")
        self.calibration = np.array(self._take("<35f"), np.float32)
        (count,) = self._take("<I")
        self.normaliser = [self._take("<3I") for _ in range(count)]
        scores = self._take(f"<{self.rows}f")
        lengths = self._take(f"<{self.rows}B")
        pieces = []
        for size in lengths:
            pieces.append(self.data[self.at : self.at + size].decode())
            self.at += size
        self.unigram = Unigram(pieces, scores)
        self.tensors = {}
        (count,) = self._take("<I")
        for _ in range(count):
            (size,) = self._take("<B")
            name = self.data[self.at : self.at + size].decode()
            self.at += size
            self.tensors[name] = self._tensor(*self._take("<BIIQ"))

    def _take(self, layout):
        values = struct.unpack_from(layout, self.data, self.at)
        self.at += struct.calcsize(layout)
        return values

    def _tensor(self, dtype, rows, columns, at):
        if dtype == 0:
            return np.frombuffer(self.data, "<f4", rows * columns, at).reshape(rows, columns)
        if dtype == 1:
            scale = np.frombuffer(self.data, "<f4", rows, at)
            codes = np.frombuffer(self.data, np.int8, rows * columns, at + 4 * rows).reshape(rows, columns)
            return codes.astype(np.float32) * scale[:, None]
        groups = columns // self.group
        blocks = np.frombuffer(self.data, np.uint8, rows * groups * 18, at).reshape(rows, groups, 18)
        scale = blocks[:, :, :2].copy().view("<f2").astype(np.float32)
        codes = np.concatenate([blocks[:, :, 2:] & 15, blocks[:, :, 2:] >> 4], axis=2).astype(np.float32) - 8.0
        return (codes * scale).reshape(rows, columns)

    def _norm(self, x, gain, shift):
        centred = x - x.mean(1, keepdims=True)
        scaled = centred / np.sqrt((centred**2).mean(1, keepdims=True) + self.epsilon)
        return scaled * self.tensors[gain][0] + self.tensors[shift][0]

    def _linear(self, x, name):
        return x @ self.tensors[name + ".weight"].T + self.tensors[name + ".bias"][0]

    def encode(self, ids):
        """The last layer's vectors."""
        x = self.tensors["embedding"][ids] + self.tensors["position"][: len(ids)]
        x = self._norm(x, "embedding.gain", "embedding.bias").astype(np.float32)
        size = self.hidden // self.heads
        for n in range(self.layers):
            q, k, v = self._linear(x, f"layer.{n}.qkv").reshape(len(ids), 3, self.heads, size).transpose(1, 2, 0, 3)
            seen = q @ k.transpose(0, 2, 1) / np.float32(math.sqrt(size))
            seen = np.exp(seen - seen.max(2, keepdims=True))
            seen = (seen / seen.sum(2, keepdims=True)) @ v
            seen = self._linear(seen.transpose(1, 0, 2).reshape(len(ids), -1), f"layer.{n}.attention")
            x = self._norm(x + seen, f"layer.{n}.attention.gain", f"layer.{n}.attention.shift")
            up = self._linear(x, f"layer.{n}.up")
            fed = self._linear((up / 2 * (1 + _ERF(up / math.sqrt(2)))).astype(np.float32), f"layer.{n}.down")
            x = self._norm(x + fed, f"layer.{n}.inner.gain", f"layer.{n}.inner.shift").astype(np.float32)
        return x

    def logits(self, ids, mention):
        """(logits, each token's weight and value per output)."""
        x = self.encode(ids)
        score = x @ self.tensors["head.score"].T + np.outer(mention, self.tensors["head.mention"][0])
        share = np.exp(score - score.max(0))
        share /= share.sum(0)
        value = x @ self.tensors["head.value"].T
        return (share * value).sum(0) + self.tensors["head.bias"][0], share, value

    def judge(self, text, targets=(), others=(), lang="en"):
        """The whole verdict, as FORMAT.md, section 5, has it; offsets in code points."""
        ids, mention, spans = self.unigram.encode(text, targets, others)
        if len(ids) > self.positions:
            raise ValueError("cut the text first")
        logits, share, value = self.logits(ids, mention)
        record = self.calibration[:20].reshape(4, 5)[(0 if lang == "de" else 2) + (1 if targets else 0)]
        odds = np.exp((logits[:3] + record[1:4]) / record[0] - ((logits[:3] + record[1:4]) / record[0]).max())
        chance = odds / odds.sum()
        verdict = int(chance.argmax())
        flags = 1 / (1 + np.exp(-logits[3:]))
        holds = [OUTPUTS[3 + i] for i in range(15) if flags[i] >= self.calibration[20 + i]]
        gain = share[:, :3] * (value[:, :3] - (share[:, :3] * value[:, :3]).sum(0))
        weight = gain[:, verdict] - (gain.sum(1) - gain[:, verdict]) / 2
        found = []
        marked = [span for group in (targets, others) for span in group]
        for start, end in words(text):
            if any(start < b and a < end for a, b in marked):
                continue
            total = sum(float(w) for w, span in zip(weight, spans) if span and start <= (span[0] + max(span[0], span[1] - 1)) / 2 < end)
            found.append((start, end, total))
        return {
            "label": OUTPUTS[verdict],
            "probabilities": dict(zip(OUTPUTS[:3], chance.round(4).tolist())),
            "unsure": bool(chance[verdict] < record[4] or lang not in ("de", "en")),
            "holds": holds,
            "evidence": sorted((e for e in found if e[2] > 0), key=lambda e: -e[2]) if verdict != 1 else [],
        }


def golden(model, path, source):
    """Writes tokens and logits of the texts in `source` (lang, target, other, text; tab-separated, `\\n \\t \\r` escaped) as JSON."""
    out = []
    for line in open(source, encoding="utf-8"):
        lang, target, other, text = (re.sub(r"\\[ntr]", lambda m: ESCAPES[m[0]], part) for part in line.rstrip("\n").split("\t"))
        targets = [m.span() for m in re.finditer(re.escape(target), text)] if target else []
        others = [m.span() for m in re.finditer(re.escape(other), text)] if other else []
        ids, mention, spans = model.unigram.encode(text, targets, others)
        logits = model.logits(ids, mention)[0]
        verdict = model.judge(text, targets, others, lang)
        verdict["evidence"] = [[a, b, round(w, 4)] for a, b, w in verdict["evidence"][:4]]
        out.append(
            {
                "lang": lang, "text": text, "targets": targets, "others": others, "ids": ids, "mention": mention,
                "spans": spans, "logits": [round(float(x), 5) for x in logits], **verdict,
            }
        )  # fmt: skip
    with open(path, "w", encoding="utf-8") as file:
        file.write("[\n" + ",\n".join(json.dumps(case, ensure_ascii=False) for case in out) + "\n]\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("text", nargs="?")
    parser.add_argument("--target")
    parser.add_argument("--other")
    parser.add_argument("--lang", default="de")
    parser.add_argument("--golden", nargs=2, metavar=("TEXTS", "JSON"))
    args = parser.parse_args()
    model = Model(args.model)
    if args.golden:
        golden(model, args.golden[1], args.golden[0])
    if args.text:
        find = lambda what: [m.span() for m in re.finditer(re.escape(what), args.text)] if what else []
        print(json.dumps(model.judge(args.text, find(args.target), find(args.other), args.lang), ensure_ascii=False))


if __name__ == "__main__":
    main()
