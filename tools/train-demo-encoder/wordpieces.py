"""Byte-level BPE in the file format of CLIP: vocab.json, merges.txt and tokenizer.json, '</w>' at the end of a word, the two specials last."""

import collections
import json
import re
from pathlib import Path

START, END = "<|startoftext|>", "<|endoftext|>"
# CLIP's pattern with the Unicode classes of Python's re; the same on every caption used here.
WORDS = re.compile(r"'s|'t|'re|'ve|'m|'ll|'d|[^\W\d_]+|\d|(?:[^\s\w]|_)+")


def byte_alphabet():
    """CLIP's printable stand-in for every byte, in the order of its vocabulary."""
    printable = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)]
    others = [b for b in range(256) if b not in printable]
    return {b: chr(b) for b in printable} | {b: chr(256 + i) for i, b in enumerate(others)}


ALPHABET = byte_alphabet()


def split(text):
    """The words of a text, each as a tuple of symbols."""
    for word in WORDS.findall(" ".join(text.lower().split())):
        symbols = [ALPHABET[b] for b in word.encode("utf-8")]
        symbols[-1] += "</w>"
        yield tuple(symbols)


def join(word, pair):
    """The word with every occurrence of a pair made one symbol."""
    out, i = [], 0
    while i < len(word):
        if i + 1 < len(word) and (word[i], word[i + 1]) == pair:
            out.append(word[i] + word[i + 1])
            i += 2
        else:
            out.append(word[i])
            i += 1
    return tuple(out)


class Tokenizer:
    """Texts to ids: start token, the text cut to fit, end token; padded with the end token."""

    def __init__(self, merges, context):
        self.merges = merges
        self.context = context
        symbols = [*ALPHABET.values()]
        symbols += [s + "</w>" for s in ALPHABET.values()]
        symbols += ["".join(pair) for pair in merges]
        self.vocabulary = {symbol: i for i, symbol in enumerate([*symbols, START, END])}
        self.ranks = {pair: rank for rank, pair in enumerate(merges)}
        self.cache = {}

    @classmethod
    def train(cls, texts, size, context):
        """Merges the most frequent pair until the vocabulary has `size` entries or every word is one symbol; ties go to the lesser pair."""
        words = collections.Counter(word for text in texts for word in split(text))
        merges = []
        while len(merges) < size - 512 - 2:
            pairs = collections.Counter()
            for word, count in words.items():
                for pair in zip(word, word[1:]):
                    pairs[pair] += count
            if not pairs:
                break
            best = min(pairs, key=lambda pair: (-pairs[pair], pair))
            merges.append(best)
            words = collections.Counter({join(word, best): count for word, count in words.items()})
        return cls(merges, context)

    def pieces(self, word):
        if word not in self.cache:
            parts = word
            while len(parts) > 1:
                pair = min(zip(parts, parts[1:]), key=lambda p: self.ranks.get(p, len(self.ranks)))
                if pair not in self.ranks:
                    break
                parts = join(parts, pair)
            self.cache[word] = [self.vocabulary[p] for p in parts]
        return self.cache[word]

    def encode(self, text):
        ids = [i for word in split(text) for i in self.pieces(word)][: self.context - 2]
        ids = [self.vocabulary[START], *ids, self.vocabulary[END]]
        return ids + [self.vocabulary[END]] * (self.context - len(ids))

    def save(self, folder: Path):
        end = {"content": END, "lstrip": False, "normalized": False, "rstrip": False, "single_word": False}
        start = {**end, "content": START}
        write(folder / "vocab.json", self.vocabulary)
        lines = ["#version: 0.2", *(" ".join(pair) for pair in self.merges)]
        (folder / "merges.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
        write(folder / "special_tokens_map.json", {"bos_token": start, "eos_token": end, "pad_token": END, "unk_token": END})
        write(folder / "tokenizer_config.json", {
            "tokenizer_class": "CLIPTokenizer", "model_max_length": self.context, "do_lower_case": True,
            "bos_token": START, "eos_token": END, "pad_token": END, "unk_token": END, "errors": "replace", "add_prefix_space": False})
        added = [{"id": self.vocabulary[t], "content": t, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
                 for t in (START, END)]
        pattern = r"<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"
        write(folder / "tokenizer.json", {
            "version": "1.0", "truncation": None, "padding": None, "added_tokens": added,
            "normalizer": {"type": "Sequence", "normalizers": [
                {"type": "NFC"}, {"type": "Replace", "pattern": {"Regex": r"\s+"}, "content": " "}, {"type": "Lowercase"}]},
            "pre_tokenizer": {"type": "Sequence", "pretokenizers": [
                {"type": "Split", "pattern": {"Regex": pattern}, "behavior": "Removed", "invert": True},
                {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True}]},
            "post_processor": {"type": "RobertaProcessing", "sep": [END, self.vocabulary[END]], "cls": [START, self.vocabulary[START]],
                               "trim_offsets": False, "add_prefix_space": False},
            "decoder": {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True, "use_regex": True},
            "model": {"type": "BPE", "dropout": None, "unk_token": END, "continuing_subword_prefix": "", "end_of_word_suffix": "</w>",
                      "fuse_unk": False, "byte_fallback": False, "vocab": self.vocabulary, "merges": [" ".join(pair) for pair in self.merges]}})


def write(path: Path, value):
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1 if len(value) < 40 else None) + "\n", encoding="utf-8")
