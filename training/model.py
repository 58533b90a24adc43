"""The encoder and its heads in PyTorch, as FORMAT.md describes them."""
import json

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from base import Base
from data import OUTPUTS
from reference import Model

POSITIONS = 128
# The mention's tokens start out with this much more weight in the pooled sum (a log ratio; learnt from there).
MENTION = 1.5


class Layer(nn.Module):
    def __init__(self, hidden, inner, heads, epsilon):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(hidden, 3 * hidden)
        self.attention = nn.Linear(hidden, hidden)
        self.attention_norm = nn.LayerNorm(hidden, epsilon)
        self.up = nn.Linear(hidden, inner)
        self.down = nn.Linear(inner, hidden)
        self.inner_norm = nn.LayerNorm(hidden, epsilon)

    def forward(self, x, mask, drop):
        batch, length, hidden = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, hidden // self.heads).permute(2, 0, 3, 1, 4)
        # Written out: for texts as short as ours it takes half the time of PyTorch's own attention.
        share = (q @ k.transpose(2, 3) * (hidden // self.heads) ** -0.5 + mask).softmax(3)
        seen = self.attention((share @ v).transpose(1, 2).reshape(batch, length, hidden))
        x = self.attention_norm(x + self.dropout(seen, drop))
        fed = self.down(functional.gelu(self.up(x)))
        return self.inner_norm(x + self.dropout(fed, drop))

    def dropout(self, x, drop):
        """Drops units for a whole text, which needs a fraction of the random numbers."""
        if not self.training or drop == 0.0:
            return x
        return x * torch.empty(x.shape[0], 1, x.shape[2], dtype=x.dtype).bernoulli_(1 - drop).div_(1 - drop)


class Judge(nn.Module):
    """`frozen` counts the lower layers that keep the base's weights, with the embeddings (which stay exact in 4 bit)."""

    def __init__(self, rows, layers, hidden=384, inner=1536, heads=12, epsilon=1e-12, frozen=0):
        super().__init__()
        self.config = {"rows": rows, "layers": layers, "hidden": hidden, "inner": inner, "heads": heads, "epsilon": epsilon}
        self.frozen = frozen
        self.embedding = nn.Embedding(rows, hidden)
        self.position = nn.Embedding(POSITIONS, hidden)
        self.embedding_norm = nn.LayerNorm(hidden, epsilon)
        self.layers = nn.ModuleList(Layer(hidden, inner, heads, epsilon) for _ in range(layers))
        outputs = len(OUTPUTS)
        self.score = nn.Parameter(torch.zeros(outputs, hidden))
        self.mention = nn.Parameter(torch.full((outputs,), MENTION))
        self.value = nn.Parameter(torch.randn(outputs, hidden) * 0.02)
        self.bias = nn.Parameter(torch.zeros(outputs))

    def encode(self, ids, mask, drop=0.0):
        with torch.no_grad():
            x = self.embedding_norm(self.embedding(ids) + self.position.weight[: ids.shape[1]])
            for layer in self.layers[: self.frozen]:
                x = layer(x, mask, 0.0)
        for layer in self.layers[self.frozen :]:
            x = layer(x, mask, drop)
        return x

    def forward(self, ids, mention, drop=0.0, parts=False):
        """Logits; with `parts` also each token's weight and value per output. Padding is id 1."""
        real = ids != 1
        mask = torch.zeros(ids.shape[0], 1, 1, ids.shape[1]).masked_fill(~real[:, None, None, :], float("-inf"))
        x = self.encode(ids, mask, drop)
        score = x @ self.score.T + self.mention * mention[..., None]
        share = score.masked_fill(~real[..., None], float("-inf")).softmax(1)
        value = x @ self.value.T
        logits = (share * value).sum(1) + self.bias
        return (logits, share, value) if parts else logits

    def trained(self):
        """Parameters that training changes: (encoder's, heads')."""
        body = [p for layer in self.layers[self.frozen :] for p in layer.parameters()]
        return body, [self.score, self.mention, self.value, self.bias]


def from_base(path, pieces, layers, frozen):
    """A judge with the base's weights, its vocabulary cut to `pieces` (what vocabulary.py wrote)."""
    base = Base(path)
    kept = json.load(open(pieces, encoding="utf-8"))["base"]
    judge = Judge(len(kept), layers, base.hidden, base.inner, base.heads, base.epsilon, frozen)
    get = lambda name, *shape: torch.from_numpy(base.tensor(name)).reshape(*shape)
    state = judge.state_dict()
    hidden, inner = base.hidden, base.inner
    words = base.tensor("emb.word").reshape(-1, hidden)
    state["embedding.weight"] = torch.from_numpy(words[np.array(kept)])
    state["position.weight"] = get("emb.pos", -1, hidden)[:POSITIONS] + get("emb.type", -1, hidden)[0]
    state["embedding_norm.weight"], state["embedding_norm.bias"] = get("emb.ln.w", hidden), get("emb.ln.b", hidden)
    for n in range(layers):
        for kind, short in (("weight", "w"), ("bias", "b")):
            matrix = lambda name, out, into: get(f"l{n}.{name}.{short}", *((out, into) if short == "w" else (out,)))
            state[f"layers.{n}.qkv.{kind}"] = torch.cat([matrix(name, hidden, hidden) for name in "qkv"])
            state[f"layers.{n}.attention.{kind}"] = matrix("ao", hidden, hidden)
            state[f"layers.{n}.up.{kind}"] = matrix("fi", inner, hidden)
            state[f"layers.{n}.down.{kind}"] = matrix("fo", hidden, inner)
            state[f"layers.{n}.attention_norm.{kind}"] = get(f"l{n}.aln.{short}", hidden)
            state[f"layers.{n}.inner_norm.{kind}"] = get(f"l{n}.oln.{short}", hidden)
    judge.load_state_dict(state)
    return judge


def from_file(path):
    """An exported file as a PyTorch model with the dequantised weights, and the file itself."""
    file = Model(path)
    judge = Judge(file.rows, file.layers, file.hidden, file.inner, file.heads, file.epsilon)
    get = lambda name: torch.from_numpy(file.tensors[name].copy())
    state = {"embedding.weight": get("embedding"), "position.weight": get("position")}
    state["embedding_norm.weight"], state["embedding_norm.bias"] = get("embedding.gain")[0], get("embedding.bias")[0]
    for n in range(file.layers):
        for name in ("qkv", "attention", "up", "down"):
            state[f"layers.{n}.{name}.weight"] = get(f"layer.{n}.{name}.weight")
            state[f"layers.{n}.{name}.bias"] = get(f"layer.{n}.{name}.bias")[0]
        for name in ("attention", "inner"):
            state[f"layers.{n}.{name}_norm.weight"] = get(f"layer.{n}.{name}.gain")[0]
            state[f"layers.{n}.{name}_norm.bias"] = get(f"layer.{n}.{name}.shift")[0]
    state["score"], state["value"] = get("head.score"), get("head.value")
    state["mention"], state["bias"] = get("head.mention")[0], get("head.bias")[0]
    judge.load_state_dict(state)
    return judge, file


def from_checkpoint(path):
    saved = torch.load(path)
    judge = Judge(**saved["config"])
    judge.load_state_dict(saved["model"])
    return judge


def load(path, frozen=0):
    """A model.pt, or a model file (dequantised)."""
    judge = from_checkpoint(path) if path.endswith(".pt") else from_file(path)[0]
    judge.frozen = frozen
    return judge
