"""The same job as an ordinary loop with transformers and PEFT: each batch is padded to its longest example.

Usage: padded.py MODEL FILE BATCH LEARNING_RATE RANK ALPHA THREADS; trains one epoch of a chat file with
loss on answers only, saves the adapter, and prints seconds from the very beginning to that, tokens without
padding, and tokens with it.
"""

import time

BEGIN = time.perf_counter()

import json
import random
import sys
import tempfile

import torch
from peft import LoraConfig, get_peft_model
from transformers import AutoModelForCausalLM, AutoTokenizer

IGNORED = -100


def encode(tokenizer, line):
    messages = json.loads(line)["messages"]
    whole = tokenizer.apply_chat_template(messages, tokenize=False)
    prompt = tokenizer.apply_chat_template(messages[:-1], tokenize=False, add_generation_prompt=True)
    ids = tokenizer(whole, add_special_tokens=False)["input_ids"]
    asked = len(tokenizer(prompt, add_special_tokens=False)["input_ids"])
    return ids, [IGNORED] * asked + ids[asked:]


def padded(examples, padding):
    longest = max(len(ids) for ids, _ in examples)
    rows = [(ids + [padding] * (longest - len(ids)), [1] * len(ids) + [0] * (longest - len(ids)),
             labels + [IGNORED] * (longest - len(ids))) for ids, labels in examples]
    return [torch.tensor(part) for part in zip(*rows)]


def main(directory, file, batch, learning_rate, rank, alpha, threads):
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    tokenizer = AutoTokenizer.from_pretrained(directory)
    model = AutoModelForCausalLM.from_pretrained(directory, dtype=torch.float32)
    model = get_peft_model(
        model, LoraConfig(r=rank, lora_alpha=alpha, target_modules="all-linear", task_type="CAUSAL_LM"))
    model.train()
    with open(file, encoding="utf-8") as lines:
        examples = [encode(tokenizer, line) for line in lines]
    random.Random(1).shuffle(examples)
    trained = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(trained, lr=learning_rate, weight_decay=0.01)
    tokens = with_padding = 0
    for start in range(0, len(examples), batch):
        chosen = examples[start : start + batch]
        ids, mask, labels = padded(chosen, tokenizer.pad_token_id)
        optimizer.zero_grad(set_to_none=True)
        model(input_ids=ids, attention_mask=mask, labels=labels, use_cache=False).loss.backward()
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        tokens += sum(len(each) for each, _ in chosen)
        with_padding += ids.numel()
    with tempfile.TemporaryDirectory() as folder:
        model.save_pretrained(folder)
    print(f"{time.perf_counter() - BEGIN:.3f}\t{tokens}\t{with_padding}")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4]), *map(int, sys.argv[5:]))
