"""Makes the tiny tokenizers of this folder and their cases.json.

Run with sentencepiece 0.2.2, tokenizers 0.23.2 and transformers 4.57 (its convert_slow_tokenizer.py is what users of these
files have had); CORPUS is the text of Shakespeare's plays that many tutorials use, which is in the public domain.
"""
import json, os, sys
import sentencepiece as spm
from tokenizers import AddedToken, Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers
from transformers import convert_slow_tokenizer as convert

CORPUS = sys.argv[1]
WORDS = r"""(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"""
CASES = ["", " ", "  two  blanks ", "the answer\n\n end  ", "\ttab", "naïve café 日本語 😀👩‍👩‍👧 zero\u200bwidth", "ﬁ ½ Ａ①", "<s>x</s>",
         "a<unk>b", "Hello<|im_end|>\n", "1234567 3.14", "e\u0301 vs é", "\u00a0nbsp", "x" * 40, "don't I'LL we've", "\r\n\r\n a\r b",
         " lead", "trail ", "<0x41> <0x0A>", "▁mark ▁▁", "sym<sep>bol <sep> <sep>", "\x00\x01 nul", open(CORPUS).read()[1000:1150]]
SPM = dict(byte_fallback=True, character_coverage=0.9995, normalization_rule_name="identity", remove_extra_whitespaces=False,
           allow_whitespace_only_pieces=True, split_digits=True, user_defined_symbols=["<sep>"])


class Slow:
    """What the converters read of a slow tokenizer."""
    def __init__(self, folder, **settings):
        self.vocab_file = folder + "/tokenizer.model"
        self.sp = spm.SentencePieceProcessor(self.vocab_file)
        self.__dict__.update(settings)
    def convert_ids_to_tokens(self, i): return self.sp.id_to_piece(i)
    def convert_tokens_to_ids(self, t): return self.sp.piece_to_id(t)


def train(folder, **options):
    os.makedirs(folder, exist_ok=True)
    spm.SentencePieceTrainer.train(input=CORPUS, model_prefix=folder + "/tokenizer", max_sentence_length=8000, **options)
    os.remove(folder + "/tokenizer.vocab")


def save(folder, tokenizer, special, config):
    tokenizer.add_tokens([AddedToken(t, special=True, normalized=False) for t in special])
    json.dump(config, open(folder + "/tokenizer_config.json", "w"))
    cases = [{"text": t, "ids": tokenizer.encode(t, add_special_tokens=False).ids} for t in CASES]
    json.dump(cases, open(folder + "/cases.json", "w"), ensure_ascii=False)


train("llama", model_type="bpe", vocab_size=370, **SPM)
save("llama", convert.LlamaConverter(Slow("llama", legacy=True)).converted(), ["<s>", "</s>", "<unk>"],
     {"tokenizer_class": "LlamaTokenizer"})

train("gemma", model_type="bpe", vocab_size=370, **{**SPM, "add_dummy_prefix": False, "pad_id": 0, "eos_id": 1, "bos_id": 2,
      "unk_id": 3, "bos_piece": "<bos>", "eos_piece": "<eos>", "user_defined_symbols": ["<start_of_turn>", "<end_of_turn>", "\n\n"]})
save("gemma", convert.GemmaConverter(Slow("gemma", pad_token="<pad>", eos_token="<eos>", bos_token="<bos>")).converted(),
     ["<bos>", "<eos>", "<unk>", "<pad>"], {"tokenizer_class": "GemmaTokenizer"})

open("rules.tsv", "w").write("41\t61\nFB01\t66 69\nC9\tE9\n")
train("t5", model_type="unigram", vocab_size=300, pad_id=0, eos_id=1, unk_id=2, bos_id=-1, user_defined_symbols=["<sep>"],
      normalization_rule_tsv="rules.tsv")
extra = ["<extra_id_0>", "<extra_id_1>"]
save("t5", convert.T5Converter(Slow("t5", _extra_ids=2)).converted(), ["</s>", "<unk>", "<pad>", *extra],
     {"tokenizer_class": "T5Tokenizer", "extra_ids": 2, "additional_special_tokens": extra})


def byte_level(folder, words, normalizer, converter, name):
    os.makedirs(folder, exist_ok=True)
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = words
    if normalizer: tokenizer.normalizer = normalizer
    tokenizer.train([CORPUS], trainers.BpeTrainer(vocab_size=316, initial_alphabet=pre_tokenizers.ByteLevel.alphabet()))
    model = json.loads(tokenizer.to_str())["model"]
    merges = [tuple(m) for m in model["merges"]]
    json.dump(model["vocab"], open(folder + "/vocab.json", "w"), ensure_ascii=False)
    open(folder + "/merges.txt", "w").write("#version: 0.2\n" + "\n".join(" ".join(m) for m in merges) + "\n")
    names = ["<|endoftext|>", "<|im_start|>", "<|im_end|>", "<tool_call>"]
    added = {str(len(model["vocab"]) + i): {"content": t, "special": t.endswith("|>"), "normalized": False, "lstrip": False,
             "rstrip": False, "single_word": False} for i, t in enumerate(names)}
    slow = type("Slow", (), {"encoder": model["vocab"], "bpe_ranks": dict.fromkeys(merges), "add_prefix_space": False})()
    converted = converter(slow).converted()
    converted.add_tokens([AddedToken(t, special=t.endswith("|>"), normalized=False) for t in names])
    save(folder, converted, [], {"tokenizer_class": name, "eos_token": "<|im_end|>", "pad_token": "<|endoftext|>",
                                 "added_tokens_decoder": added})


byte_level("gpt2", pre_tokenizers.ByteLevel(add_prefix_space=False), None, convert.GPT2Converter, "GPT2Tokenizer")
byte_level("qwen2", pre_tokenizers.Sequence([pre_tokenizers.Split(Regex(WORDS), "isolated", False),
           pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)]), normalizers.NFC(), convert.Qwen2Converter, "Qwen2Tokenizer")
