"""The accuracy that a job of a running Attune reaches, asked for over its API as any client would.

Usage: heldout.py BASE_URL API_KEY MODEL TRAIN VALID lora|full EPOCHS BATCH LEARNING_RATE SEED…

For each seed: creates a job on the base MODEL, waits for it, asks the tuned model the prompt of every held-out
example at temperature 0, and prints how many answers are the example's own, of how many.
accuracy.py gives the same figure for transformers and PEFT.
"""

import json
import sys
import time
import urllib.request
import uuid
from concurrent.futures import ThreadPoolExecutor

ANSWER_TOKENS = 32
ASKED_AT_ONCE = 8


class Server:
    def __init__(self, base_url, key):
        self.base_url = base_url.rstrip("/")
        self.headers = {"Authorization": f"Bearer {key}"}

    def send(self, path, body=None, kind="application/json"):
        headers = self.headers | ({"Content-Type": kind} if body else {})
        with urllib.request.urlopen(urllib.request.Request(self.base_url + path, body, headers)) as answer:
            return json.load(answer)

    def post(self, path, body):
        return self.send(path, json.dumps(body).encode())

    def upload(self, file):
        border = uuid.uuid4().hex
        part = f'--{border}\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n'
        with open(file, "rb") as content:
            body = b"".join(
                [
                    (part % ("purpose", "")).encode() + b"fine-tune\r\n",
                    (part % ("file", '; filename="train.jsonl"')).encode() + content.read(),
                    f"\r\n--{border}--\r\n".encode(),
                ]
            )
        return self.send("/files", body, f"multipart/form-data; boundary={border}")["id"]

    def tune(self, job):
        number = self.post("/fine_tuning/jobs", job)["id"]
        while True:
            state = self.send(f"/fine_tuning/jobs/{number}")
            if state["status"] == "succeeded":
                return state["fine_tuned_model"]
            if state["status"] in ("failed", "cancelled"):
                raise SystemExit(f"{number} {state['status']}: {state['error']}")
            time.sleep(2)

    def answer(self, model, messages):
        body = {"model": model, "messages": messages, "temperature": 0, "max_tokens": ANSWER_TOKENS}
        return self.post("/chat/completions", body)["choices"][0]["message"]["content"]


def exact(server, model, held_out):
    def right(messages):
        return server.answer(model, messages[:-1]).strip() == messages[-1]["content"].strip()

    with ThreadPoolExecutor(ASKED_AT_ONCE) as pool:
        return sum(pool.map(right, held_out))


def main(base_url, key, model, train, valid, tuning, epochs, batch, rate, *seeds):
    server = Server(base_url, key)
    file = server.upload(train)
    with open(valid) as lines:
        held_out = [json.loads(line)["messages"] for line in lines if line.strip()]
    for seed in map(int, seeds):
        hyperparameters = {"n_epochs": int(epochs), "batch_size": int(batch)}
        job = {
            "model": model,
            "training_file": file,
            "seed": seed,
            "method": {"type": "supervised", "supervised": {"hyperparameters": hyperparameters}},
            "attune": {"tuning": tuning, "learning_rate": float(rate)},
        }
        print(f"{seed}\t{exact(server, server.tune(job), held_out)}\t{len(held_out)}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
