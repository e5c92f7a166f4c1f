"""Writes tiny-byte-level.json and tiny-sentence-piece.json: small tokenizers of the two usual kinds.

The merges are learnt from the few sentences below. Run with: python3 tiny.py
"""

import collections
import json
import re

TEXT = """
the user asks and the assistant answers. you are a helpful assistant. be brief.
what is the weather in the city? the weather is fine, and the answer is short.
where is the order? the order was sent on monday and will arrive in three days.
yes, no, hello, thank you, please, one two three four five six seven.
System: User: Assistant: Tool: Hello Yes No The What Where
"""
MERGES = 120
SPLIT = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"


def visible(byte):
    return 0x21 <= byte <= 0x7E or 0xA1 <= byte <= 0xFF and byte != 0xAD


def byte_characters():
    hidden = [b for b in range(256) if not visible(b)]
    return {b: chr(b) if visible(b) else chr(0x100 + hidden.index(b)) for b in range(256)}


def learn(words, first_merges):
    counts = collections.Counter(tuple(word) for word in words)
    merges = []
    for step in range(MERGES):
        pairs = collections.Counter()
        for symbols, count in counts.items():
            for pair in zip(symbols, symbols[1:]):
                pairs[pair] += count
        pair = first_merges[step] if step < len(first_merges) else min(
            pairs, key=lambda p: (-pairs[p], p)
        )
        merges.append(pair)
        counts = collections.Counter(
            {tuple(merged(symbols, pair)): count for symbols, count in counts.items()}
        )
    return merges


def merged(symbols, pair):
    out = []
    for symbol in symbols:
        if out and (out[-1], symbol) == pair:
            out[-1] += symbol
        else:
            out.append(symbol)
    return out


def added(number, content):
    return {
        "id": number,
        "content": content,
        "single_word": False,
        "lstrip": False,
        "rstrip": False,
        "normalized": False,
        "special": True,
    }


def write(name, tokenizer):
    with open(name, "w", encoding="utf-8") as out:
        json.dump(tokenizer, out, ensure_ascii=False, indent=1)
        out.write("\n")


def model(vocabulary, merges, **more):
    return {
        "type": "BPE",
        "dropout": None,
        "unk_token": None,
        "continuing_subword_prefix": None,
        "end_of_word_suffix": None,
        "fuse_unk": False,
        "byte_fallback": False,
        **more,
        "vocab": {token: number for number, token in enumerate(vocabulary)},
        "merges": [" ".join(pair) for pair in merges],
    }


def byte_level():
    letters = byte_characters()
    words = re.findall(r" ?\w+| ?[^\s\w]+|\s+", TEXT)
    spelt = ["".join(letters[b] for b in word.encode()) for word in words]
    newline = letters[10]
    merges = learn(spelt, [(newline, newline), ("Ġ", "Ġ")])
    vocabulary = list(letters.values()) + ["".join(pair) for pair in merges]
    specials = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
    write(
        "tiny-byte-level.json",
        {
            "version": "1.0",
            # A file may ask for both; we never do either.
            "truncation": {
                "direction": "Right",
                "max_length": 4,
                "strategy": "LongestFirst",
                "stride": 0,
            },
            "padding": {
                "strategy": {"Fixed": 64},
                "direction": "Right",
                "pad_to_multiple_of": None,
                "pad_id": 0,
                "pad_type_id": 0,
                "pad_token": "!",
            },
            "added_tokens": [added(len(vocabulary) + i, s) for i, s in enumerate(specials)],
            "normalizer": None,
            "pre_tokenizer": {
                "type": "Sequence",
                "pretokenizers": [
                    {
                        "type": "Split",
                        "pattern": {"Regex": SPLIT},
                        "behavior": "Isolated",
                        "invert": False,
                    },
                    {
                        "type": "ByteLevel",
                        "add_prefix_space": False,
                        "trim_offsets": True,
                        "use_regex": False,
                    },
                ],
            },
            "post_processor": None,
            "decoder": {
                "type": "ByteLevel",
                "add_prefix_space": True,
                "trim_offsets": True,
                "use_regex": True,
            },
            "model": model(vocabulary, merges),
        },
    )


def sentence_piece():
    words = re.findall(r" \w+| ?[^\s\w]+|\w+", TEXT.replace("\n", " "))
    merges = learn([word.replace(" ", "▁") for word in words], [("▁", "▁")])
    letters = sorted(set("".join(words).replace(" ", "▁")))
    bytes_ = ["<0x%02X>" % b for b in range(256)]
    vocabulary = ["<unk>", "<s>", "</s>"] + bytes_ + letters + ["".join(p) for p in merges]
    first = {"SpecialToken": {"id": "<s>", "type_id": 0}}
    write(
        "tiny-sentence-piece.json",
        {
            "version": "1.0",
            "truncation": None,
            "padding": None,
            "added_tokens": [added(i, s) for i, s in enumerate(vocabulary[:3])],
            "normalizer": {
                "type": "Sequence",
                "normalizers": [
                    {"type": "Prepend", "prepend": "▁"},
                    {"type": "Replace", "pattern": {"String": " "}, "content": "▁"},
                ],
            },
            "pre_tokenizer": None,
            "post_processor": {
                "type": "TemplateProcessing",
                "single": [first, {"Sequence": {"id": "A", "type_id": 0}}],
                "pair": [first, {"Sequence": {"id": "A", "type_id": 0}}],
                "special_tokens": {"<s>": {"id": "<s>", "ids": [1], "tokens": ["<s>"]}},
            },
            "decoder": {
                "type": "Sequence",
                "decoders": [
                    {"type": "Replace", "pattern": {"String": "▁"}, "content": " "},
                    {"type": "ByteFallback"},
                    {"type": "Fuse"},
                    {"type": "Strip", "content": " ", "start": 1, "stop": 0},
                ],
            },
            "model": model(
                vocabulary, merges, unk_token="<unk>", fuse_unk=True, byte_fallback=True
            ),
        },
    )


byte_level()
sentence_piece()
