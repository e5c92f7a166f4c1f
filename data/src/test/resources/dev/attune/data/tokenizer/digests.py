"""Writes digests.json: what transformers or SentencePiece makes of long texts, as digests.

Usage: digests.py TEXTS OUT NAME=PATH…; a path is a folder with a tokenizer.json or with vocab.json and merges.txt, or a
tokenizer.json or tokenizer.model itself. The latter is read by SentencePiece, as slow tokenizers did: transformers 5
gives no mark to a text that begins with a blank. The tiny T5 here is left out: its rules leave line ends as they are,
which SentencePiece and each release of transformers read in another way. Where they become blanks, as T5's own rules
have it, all agree.
Run with transformers 5.12.1, tokenizers 0.23.1, sentencepiece 0.2.2. TEXTS has Shakespeare's plays as tutorials use them,
2 MB of TinyStories and the Wizard of Oz; neither they nor tokens of them are kept here.

A digest of ids is the SHA-256 of each as four bytes, the lowest first; lines are parted by -1. What they are decoded to
without control tokens is digested as UTF-8, lines parted by a newline.
"""

import hashlib
import json
import struct
import sys
from pathlib import Path

from sentencepiece import SentencePieceProcessor
from transformers import AutoTokenizer, PreTrainedTokenizerFast


class SentencePiece:
    """A tokenizer.model by the library that made it, as transformers' slow classes used it."""

    def __init__(self, file):
        self.model = SentencePieceProcessor(file)
        ids = range(self.model.vocab_size())
        self.special = {id for id in ids if self.model.is_control(id) or self.model.is_unknown(id)}

    def encode(self, text):
        return self.model.encode(text)

    def decode(self, ids):
        return self.model.decode(ids)


class Transformers:
    """A tokenizer.json as it is, where there is one: AutoTokenizer rebuilds some from the class they name."""

    def __init__(self, folder):
        file = Path(folder) if folder.endswith(".json") else Path(folder, "tokenizer.json")
        if file.exists():
            self.tokenizer = PreTrainedTokenizerFast(tokenizer_file=str(file))
            self.special = {each["id"] for each in json.loads(file.read_text())["added_tokens"] if each["special"]}
        else:
            self.tokenizer = AutoTokenizer.from_pretrained(folder)
            self.special = {id for id, each in self.tokenizer.added_tokens_decoder.items() if each.special}

    def encode(self, text):
        return self.tokenizer(text, add_special_tokens=False).input_ids

    def decode(self, ids):
        return self.tokenizer.decode(ids, clean_up_tokenization_spaces=False)


def load(folder):
    return SentencePiece(folder) if folder.endswith(".model") else Transformers(folder)


def digest_of_ids(ids):
    return hashlib.sha256(struct.pack(f"<{len(ids)}i", *ids)).hexdigest()


def digest_of_text(text):
    return hashlib.sha256(text.encode()).hexdigest()


def digests(tokenizer, text):
    decode = lambda ids: tokenizer.decode([id for id in ids if id not in tokenizer.special])
    whole = tokenizer.encode(text)
    lines = [tokenizer.encode(line) for line in text.split("\n")]
    return {
        "tokens": len(whole),
        "whole": digest_of_ids(whole),
        "lines": digest_of_ids([id for line in lines for id in [*line, -1]]),
        "whole_decoded": digest_of_text(decode(whole)),
        "lines_decoded": digest_of_text("\n".join(map(decode, lines))),
    }


def main(texts, out, *named):
    found = {}
    for name, folder in (each.split("=", 1) for each in named):
        tokenizer = load(folder)
        for file in sorted(Path(texts).glob("*.txt")):
            text = file.read_bytes().decode()
            found.setdefault(name, {})[file.name] = digests(tokenizer, text)
    Path(out).write_text(json.dumps(found, indent=1) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
