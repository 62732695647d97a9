"""Saves and loads of 1 GiB of PyTorch weights beside safetensors, torch.save and joblib, in one and in 200 tensors.

A model of transformers is measured beside `save_pretrained` and `from_pretrained`.

    python -m bench.save [rounds]

Ours goes through a real server and a real kernel and keeps the whole module; the others write the weights. Every
figure is a ratio of medians within one run, against the best of the others. A loaded file is mapped into memory by
most of them, so a load counts until every byte was read once. Extra memory is the kernel's peak during a save less
what it had before; disk is what the version takes less the weights.
"""

from __future__ import annotations

import json
import signal
import sys
import time

from .kernel_transfer import GOAL, GOAL_MEMORY, MIB, TOOLS, Bench, Figures, Json, serving

COMMON = """
import joblib, torch, safetensors.torch
from torch import nn
def weights(): return {name: tensor.contiguous() for name, tensor in model.state_dict().items()}
def save_safetensors(path): safetensors.torch.save_file(weights(), path)
def save_torch(path): torch.save(model.state_dict(), path)
def save_joblib(path): joblib.dump(model, path)
def load_safetensors(path): return safetensors.torch.load_file(path)
def load_torch(path): return torch.load(path, weights_only=True, mmap=True)
def load_joblib(path): return joblib.load(path).state_dict()
def read_all(state): return sum(int(tensor.detach().view(torch.int32).sum()) for tensor in state.values())
own_save = save_safetensors
"""
CASES = {
    "one tensor": "model = nn.Linear(16384, 16384, bias=False)",
    "200 tensors": "model = nn.Sequential(*[nn.Linear(1158, 1158, bias=False) for _ in range(200)])",
}
PEERS = ("safetensors", "torch", "joblib")
NATIVE = "transformers"
NATIVE_CODE = """
import shutil, transformers
transformers.logging.set_verbosity_error()
transformers.utils.logging.disable_progress_bar()
model = transformers.LlamaForCausalLM(transformers.LlamaConfig(
    vocab_size=32000, hidden_size=1536, intermediate_size=4096, num_hidden_layers=6, num_attention_heads=12,
    num_key_value_heads=12)).eval()
def save_pretrained(path):
    # The weights are the file that is made durable and removed.
    shutil.rmtree(path + '.folder', ignore_errors=True)
    model.save_pretrained(path + '.folder', max_shard_size='100GB')
    os.replace(path + '.folder/model.safetensors', path)
    os.symlink(path, path + '.folder/model.safetensors')
def load_pretrained(path):
    return transformers.LlamaForCausalLM.from_pretrained(path + '.folder', local_files_only=True).state_dict()
"""
CASES[NATIVE] = NATIVE_CODE


def peers_of(label: str) -> tuple[str, ...]:
    return ("pretrained",) if label == NATIVE else PEERS


def timed(bench: Bench, code: str) -> tuple[float, float]:
    """Seconds of the user's own code, and what the kernel's memory grew by meanwhile."""
    bench.settle()
    before = peak(bench)
    begin = time.perf_counter()
    bench.execute(code)
    return time.perf_counter() - begin, peak(bench) - before


def peak(bench: Bench) -> int:
    return int(bench.execute("", "peak()")["text/plain"])


def save_round(bench: Bench, figures: Figures, peers: tuple[str, ...]) -> None:
    for peer in peers:
        path = bench.folder / "peer"
        seconds, extra = timed(bench, f"save_{peer}({str(path)!r})")
        figures.add(f"save {peer}", seconds)
        figures.add(f"memory {peer}", extra)
        path.unlink()
        figures.add(f"durable {peer}", timed(bench, f"save_{peer}({str(path)!r})\ndurable({str(path)!r})")[0])
        path.unlink()
    check = bench.ask(op="check", variable="model")
    members = {"format": check["format"], "encoding": check["choices"][0]["encoding"], "variable": "model"}
    request = {"kind": "save", "model": "large", "kernel": {"id": bench.kernel}, "bytes": check["bytes"], **members}
    begun = bench.models("POST", "transfers", request)
    bench.settle()
    before = peak(bench)
    begin = time.perf_counter()
    bench.ask(op="save", ticket=begun["ticket"], **members)
    figures.add("save ours", time.perf_counter() - begin)
    ended = bench.done(begun["transfer"]["id"])
    figures.add("durable ours", time.perf_counter() - begin)
    figures.add("memory ours", peak(bench) - before)
    figures.add("disk ours", ended["result"]["bytes"] - check["bytes"])


def load_round(bench: Bench, figures: Figures, peers: tuple[str, ...], version: Json) -> None:
    for peer in peers:
        path = str(bench.folder / f"to-load-{peer}")
        figures.add(f"load {peer}", timed(bench, f"read_all(load_{peer}({path!r}))")[0])
    request = {"kind": "load", "model": "large", "version": version["version"], "variable": "loaded"}
    begun = bench.models("POST", "transfers", {**request, "kernel": {"id": bench.kernel}})
    bench.settle()
    begin = time.perf_counter()
    bench.ask(op="load", variable="loaded", overwrite=True, ticket=begun["ticket"])
    bench.execute("read_all(loaded.state_dict())")
    figures.add("load ours", time.perf_counter() - begin)
    bench.done(begun["transfer"]["id"])
    bench.execute("loaded = None")


def show(figures: Figures, peers: tuple[str, ...], label: str, what: str) -> None:
    """Ours against the best of the others, all of them shown."""
    ours = figures.median(f"{what} ours")
    others = {peer: figures.median(f"{what} {peer}") for peer in peers}
    ratio = ours / min(others.values())
    told = ", ".join(f"{peer} {seconds:.3f}" for peer, seconds in others.items())
    print(f"  {label:<22} {ours:6.3f} s; {told}: {ratio:5.2f} of the best (goal ≤ {GOAL}) {verdict(ratio <= GOAL)}")


def verdict(good: bool) -> str:
    return "ok" if good else "MISSED"


def main(rounds: int) -> None:
    for label, code in CASES.items():
        peers = peers_of(label)
        with serving() as bench:
            bench.execute(f"exec({json.dumps(bench.models('GET', 'kernel-source')['agent'])}, {{}})")
            bench.execute(TOOLS + COMMON + code)
            figures = Figures()
            for _ in range(rounds):
                save_round(bench, figures, peers)
            latest = bench.models("GET", "models/large")["latest"]
            for peer in peers:
                bench.execute(f"save_{peer}({str(bench.folder / f'to-load-{peer}')!r})")
            for _ in range(rounds):
                load_round(bench, figures, peers, latest)
            print(f"{label}, {latest['bytes'] / MIB:.0f} MiB, {rounds} rounds")
            show(figures, peers, "save: kernel is free", "save")
            show(figures, peers, "save: published", "durable")
            show(figures, peers, "load, all bytes read", "load")
            extra, more = figures.median("memory ours") / MIB, figures.median("disk ours") / MIB
            told = ", ".join(f"{peer} {figures.median(f'memory {peer}') / MIB:.0f}" for peer in peers)
            good = verdict(extra <= GOAL_MEMORY)
            print(f"  save: extra memory     {extra:6.1f} MiB; {told}  (goal ≤ {GOAL_MEMORY}) {good}")
            print(f"  save: extra disk       {more:6.3f} MiB  (goal ≤ 1) {verdict(more <= 1)}", flush=True)
            bench.client.stop_channels()
            bench.rest("DELETE", f"api/kernels/{bench.kernel}")


if __name__ == "__main__":
    # Told to end, it takes server, kernel and files along.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
