"""The same tuning with transformers and PEFT, for the accuracy that it reaches beside Attune's own.

Usage: accuracy.py MODEL TRAIN VALID lora|full EPOCHS BATCH LEARNING_RATE SEED…

Trains as a job of Attune does: the model's own chat template (or the plain one that Attune gives a base
without any), loss on the last answer and the token that ends it, AdamW without weight decay behind
3 % of warm-up, a rate that falls linearly to zero, gradients clipped to 1, LoRA of rank 16 and alpha 32 on
every linear layer but the head. Then it answers the prompt of every held-out example greedily; prints for
each seed how many answers are the example's own, of how many, and the mean loss of the last epoch.
"""

import json
import sys
from pathlib import Path

import torch
from transformers import AutoModelForCausalLM, PreTrainedTokenizerFast

WARMUP = 0.03
CLIP = 1.0
RANK = 16
ALPHA = 32
ANSWER_TOKENS = 32
PROMPTS_AT_ONCE = 50
UNLEARNT = -100
PLAIN = "data/src/main/resources/dev/attune/data/plain_chat_template.jinja"


def plain_template():
    return (Path(__file__).parents[2] / PLAIN).read_text()


def conversations(file):
    with open(file) as lines:
        return [json.loads(line)["messages"] for line in lines if line.strip()]


class Texts:
    """Ids of prompts and of whole examples, by tokenizer.json as it is: AutoTokenizer rebuilds some from their class."""

    def __init__(self, model):
        self.tokenizer = PreTrainedTokenizerFast.from_pretrained(model)
        self.template = self.tokenizer.chat_template or plain_template()

    def ids(self, messages, prompt):
        text = self.tokenizer.apply_chat_template(
            messages, chat_template=self.template, add_generation_prompt=prompt, tokenize=False
        )
        return self.tokenizer(text, add_special_tokens=False).input_ids

    def prompt(self, messages):
        return self.ids(messages[:-1], True)

    def example(self, messages):
        prompt, whole = self.prompt(messages), self.ids(messages, False)
        if whole[: len(prompt)] != prompt:
            raise SystemExit("A prompt does not begin its example.")
        return whole, [UNLEARNT] * len(prompt) + whole[len(prompt) :]

    def answer(self, ids):
        special = self.tokenizer.all_special_ids
        return self.tokenizer.decode([id for id in ids.tolist() if id not in special]).strip()


def padded(rows, filler, left=False):
    width = max(map(len, rows))
    fill = lambda row: [filler] * (width - len(row))
    return torch.tensor([fill(row) + row if left else row + fill(row) for row in rows])


def rate_at(step, steps):
    """The share of the peak at a step, counted from 0, as dev.attune.training.LearningRate has it."""
    warmup = round(WARMUP * steps)
    if step < warmup:
        return (step + 1) / (warmup + 1)
    return 1 - (step - warmup) / (steps - warmup)


def load(folder, tuning):
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32)
    if tuning == "full":
        return model
    from peft import LoraConfig, get_peft_model

    config = LoraConfig(r=RANK, lora_alpha=ALPHA, target_modules="all-linear", task_type="CAUSAL_LM")
    return get_peft_model(model, config)


def train(model, examples, epochs, batch, peak):
    model.train()
    trained = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(trained, lr=peak, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0)
    steps = epochs * -(-len(examples) // batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: rate_at(step, steps))
    for _ in range(epochs):
        losses = []
        for some in torch.randperm(len(examples)).split(batch):
            ids, labels = zip(*(examples[i] for i in some))
            mask = padded([[1] * len(row) for row in ids], 0)
            loss = model(
                input_ids=padded(ids, 0), attention_mask=mask, labels=padded(labels, UNLEARNT), use_cache=False
            ).loss
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(trained, CLIP)
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
    return sum(losses) / len(losses)


def exact(model, texts, held_out):
    model.eval()
    right = 0
    for start in range(0, len(held_out), PROMPTS_AT_ONCE):
        some = held_out[start : start + PROMPTS_AT_ONCE]
        prompts = [texts.prompt(messages) for messages in some]
        ids = padded(prompts, 0, left=True)
        mask = padded([[1] * len(row) for row in prompts], 0, left=True)
        with torch.no_grad():
            answers = model.generate(
                input_ids=ids, attention_mask=mask, do_sample=False, max_new_tokens=ANSWER_TOKENS, pad_token_id=0
            )
        for messages, row in zip(some, answers):
            right += texts.answer(row[ids.shape[1] :]) == messages[-1]["content"].strip()
    return right


def main(folder, train_file, valid_file, tuning, epochs, batch, peak, *seeds):
    texts = Texts(folder)
    examples = [texts.example(messages) for messages in conversations(train_file)]
    held_out = conversations(valid_file)
    for seed in seeds:
        torch.manual_seed(int(seed))
        model = load(folder, tuning)
        loss = train(model, examples, int(epochs), int(batch), float(peak))
        print(f"{seed}\t{exact(model, texts, held_out)}\t{len(held_out)}\t{loss:.5f}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
