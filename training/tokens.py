"""From text to token ids: the tokenizer of FORMAT.md, section 2, in plain Python."""
import functools
import unicodedata

import regex

START, UNUSED, END, UNKNOWN, TARGET, OTHER = range(6)
SPECIAL = 6
REMOVED, KEPT = 0xFFFFFFFF, 0xFFFFFFFE
SPACE, WORD = " ", "\u2581"

# What XLM-R's `nmt_nfkc` does beyond NFKC (read off its table, code point by code point).
NORMALISER = [
    (0x01, 0x08, REMOVED), (0x09, 0x0A, 0x20), (0x0B, 0x0B, REMOVED), (0x0C, 0x0D, 0x20), (0x0E, 0x1F, REMOVED),
    (0x7F, 0x7F, REMOVED), (0x8F, 0x8F, REMOVED), (0x9F, 0x9F, REMOVED), (0x1680, 0x1680, 0x20), (0x200B, 0x200F, 0x20),
    (0x2028, 0x2029, 0x20), (0x2581, 0x2581, 0x20), (0xFEFF, 0xFEFF, 0x20), (0xFF5E, 0xFF5E, KEPT), (0xFFFD, 0xFFFD, 0x20),
]  # fmt: skip
_TABLE = {c: to for first, last, to in NORMALISER for c in range(first, last + 1)}


def normalise(text):
    """The normalised characters of a segment, each with the span of its cluster: [(char, start, end)]."""
    out = []
    at = 0
    while at < len(text):
        end = at + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        cluster = ""
        for char in text[at:end]:
            to = _TABLE.get(ord(char))
            if to is None or to == KEPT:
                cluster += char
            elif to != REMOVED:
                cluster += chr(to)
        if not (len(cluster) == 1 and _TABLE.get(ord(cluster)) == KEPT):
            cluster = unicodedata.normalize("NFKC", cluster)
        for char in cluster:
            if not (char == SPACE and (not out or out[-1][0] == SPACE)):
                out.append((char, at, end))
        at = end
    if out and out[-1][0] == SPACE:
        out.pop()
    return out


class Unigram:
    """Viterbi segmentation over pieces with scores; row 0–5 are special."""

    def __init__(self, pieces, scores):
        self.ids = {piece: i for i, piece in enumerate(pieces) if i >= SPECIAL}
        self.scores = [float(s) for s in scores]
        self.longest = max(len(p) for p in self.ids)
        self.unknown = min(self.scores) - 10.0
        # No piece has a `▁` but at its start, so words can be segmented one by one, and remembered.
        assert not any(WORD in piece[1:] for piece in self.ids)
        self.segment = functools.lru_cache(200_000)(self._segment)

    def _segment(self, chars):
        """Tokens of a word that starts with `▁`: [(id, start, end)] in its characters."""
        n = len(chars)
        best = [(float("-inf"), -1, -1)] * (n + 1)
        best[0] = (0.0, -1, -1)
        for start in range(n):
            here = best[start][0]
            single = False
            for end in range(start + 1, min(n, start + self.longest) + 1):
                piece = self.ids.get(chars[start:end])
                if piece is None:
                    continue
                single = single or end == start + 1
                score = here + self.scores[piece]
                if score > best[end][0]:
                    best[end] = (score, start, piece)
            if not single and here + self.unknown > best[start + 1][0]:
                best[start + 1] = (here + self.unknown, start, UNKNOWN)
        tokens = []
        end = n
        while end > 0:
            _, start, piece = best[end]
            if piece == UNKNOWN and tokens and tokens[-1][0] == UNKNOWN:
                tokens[-1] = (UNKNOWN, start, tokens[-1][2])
            else:
                tokens.append((piece, start, end))
            end = start
        return tokens[::-1]

    def tokens(self, text):
        """A segment's tokens with spans in `text`: [(id, start, end)]; a span may be empty (a lone `▁`)."""
        chars = normalise(text)
        if not chars:
            return []
        spans = [(chars[0][1], chars[0][1])] + [(start, end) for _, start, end in chars]
        out, at = [], 0
        for word in "".join(char for char, _, _ in chars).split(SPACE):
            out += [(piece, spans[at + a][0], spans[at + b - 1][1]) for piece, a, b in self.segment(WORD + word)]
            at += 1 + len(word)
        return out

    def encode(self, text, targets=(), others=()):
        """The whole sequence: ids, mention flags, spans (None for specials and marks)."""
        ids, mention, spans = [START], [0], [None]
        marks = sorted([(s, e, TARGET) for s, e in targets] + [(s, e, OTHER) for s, e in others])
        cuts, at = [], 0
        for start, end, mark in marks:
            cuts += [(at, start, None), (start, end, mark)]
            at = end
        cuts.append((at, len(text), None))
        for start, end, mark in cuts:
            found = self.tokens(text[start:end])
            if not found:
                continue
            flag = 1 if mark == TARGET else 0
            if mark is not None:
                ids, mention, spans = ids + [mark], mention + [flag], spans + [None]
            for piece, a, b in found:
                ids.append(piece)
                mention.append(flag)
                spans.append((start + a, start + b))
            if mark is not None:
                ids, mention, spans = ids + [mark], mention + [flag], spans + [None]
        return ids + [END], mention + [0], spans + [None]


WORDS = regex.compile(r"\p{Extended_Pictographic}|[\p{L}\p{N}\p{M}]+(?:['’][\p{L}]+)*|[^\s\p{L}\p{N}]")


def words(text):
    """Word spans as the evidence uses them."""
    return [match.span() for match in WORDS.finditer(text)]
