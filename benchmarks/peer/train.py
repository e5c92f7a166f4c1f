"""The same training steps with transformers and PEFT, for a ratio beside Attune's own.

Usage: train.py MODEL lora|full BATCH SEQUENCE STEPS THREADS; prints tokens a second (median of the
steps behind the first) and the process's peak memory in bytes.
"""

import resource
import statistics
import sys
import time

import torch
from transformers import AutoModelForCausalLM


def main(model, tuning, batch, sequence, steps, threads):
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    model = AutoModelForCausalLM.from_pretrained(model, dtype=torch.float32)
    if tuning == "lora":
        from peft import LoraConfig, get_peft_model

        config = LoraConfig(r=8, lora_alpha=16, target_modules="all-linear", task_type="CAUSAL_LM")
        model = get_peft_model(model, config)
    model.train()
    trained = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(trained, lr=1e-4, weight_decay=0.0)
    rates = []
    for _ in range(steps):
        ids = torch.randint(0, model.config.vocab_size, (batch, sequence))
        start = time.perf_counter()
        optimizer.zero_grad(set_to_none=True)
        model(input_ids=ids, labels=ids, use_cache=False).loss.backward()
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        rates.append(batch * sequence / (time.perf_counter() - start))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(f"{statistics.median(rates[1:]):.3f}\t{peak}")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:]))
