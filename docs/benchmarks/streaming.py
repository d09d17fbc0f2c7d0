"""Memory and speed of ``fashion-clf classify --model`` on catalogues of growing size.

Catalogues of a tenth of the products and of all are made, text only, as JSON Lines, and
classified by a process of its own each, with the model that comes with the library. Then
``fashion-clf train`` learns from the larger one, that is from a sample. CPU seconds and peak
memory are those that the system counted for that process.

    python docs/benchmarks/streaming.py
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from fashion_clf import load_pretrained, save_model
from fashion_clf.datasets import make_catalog

COMMAND = [sys.executable, "-m", "fashion_clf.cli"]
BLOCK = 10_000  # products that are made at a time


def write_catalogue(path, n_products):
    """Write made-up products, each of another text, as JSON Lines."""
    with open(path, "w", encoding="utf-8") as file:
        for first in range(0, n_products, BLOCK):
            n = min(BLOCK, n_products - first)
            made = make_catalog(n, random_state=first).products.drop(columns=["id", "image"])
            for row, product in enumerate(made.to_dict("records"), start=first):
                link = f"https://shop.example/p/{row}"
                record = {"id": f"P{row:07d}", **product, "price": row % 90 + 9.5, "link": link}
                file.write(json.dumps(record) + "\n")


def measure(command):
    """Run a command, and give CPU seconds, seconds by the clock and peak memory in GB."""
    begin = time.monotonic()
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)  # Popen need not wait any more
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    unit = 1 if sys.platform == "darwin" else 1024  # bytes of ru_maxrss
    seconds = usage.ru_utime + usage.ru_stime
    return seconds, time.monotonic() - begin, usage.ru_maxrss * unit / 1e9


def main():
    """Run all."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000, help="products of the largest")
    n_products = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as folder:
        model = Path(folder, "model.joblib")
        save_model(load_pretrained(), model)
        print("products      MB  CPU s  seconds  products a CPU s  peak GB")
        for n in (n_products // 10, n_products):
            catalogue, output = Path(folder, "products.jsonl"), Path(folder, "out.jsonl")
            write_catalogue(catalogue, n)
            more = [catalogue, "-o", output, "--model", model, "--quiet"]
            cpu, wall, memory = measure([*COMMAND, "classify", *more])
            with open(output, encoding="utf-8") as file:
                ids = [json.loads(line)["id"] for line in file]
            assert ids == [f"P{row:07d}" for row in range(n)]  # whole, and in order
            size = catalogue.stat().st_size / 1e6
            print(f"{n:8d} {size:7.1f} {cpu:6.1f} {wall:8.1f} {n / cpu:17.0f} {memory:8.3f}")
        command = [*COMMAND, "train", catalogue, "-o", Path(folder, "new.joblib"), "--quiet"]
        cpu, wall, memory = measure(command)
        print(f"train on {n} products: {cpu:.1f} CPU s, {wall:.1f} s, {memory:.3f} GB")


if __name__ == "__main__":
    main()
