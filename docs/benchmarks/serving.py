"""How fast the example service answers on loopback: one product a request, and a hundred.

First one product at a time through the pipeline that comes with the library, without a service.
Starts ``uvicorn`` with docs/examples/serve.py, asks it from several threads at once, and
prints the median and the 99th percentile of the time to an answer, and requests a second.

    python docs/benchmarks/serving.py [--workers 1]
"""

import argparse
import json
import os
import subprocess
import sys
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pandas as pd

from fashion_clf import load_pretrained
from fashion_clf.datasets import make_catalog

PORT = 18081
EXAMPLES = Path(__file__).parents[1] / "examples"
THREADS = 8


def ask(products):
    """Send products, and give the seconds to the answer."""
    begin = time.perf_counter()
    request = urllib.request.Request(
        f"http://127.0.0.1:{PORT}/classify",
        data=json.dumps(products).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        assert len(json.load(answer)) == len(products)
    return time.perf_counter() - begin


def wait():
    """Wait until the model is loaded."""
    for _ in range(100):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/ready", timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the service does not answer")


def measure(products, size, n_requests):
    """Ask for so many products a request."""
    requests = [
        [products[(row * size + one) % len(products)] for one in range(size)]
        for row in range(n_requests)
    ]
    begin = time.perf_counter()
    with ThreadPoolExecutor(THREADS) as threads:
        seconds = list(threads.map(ask, requests))
    spent = time.perf_counter() - begin
    p50, p99 = 1000 * np.percentile(seconds, [50, 99])
    return {
        "products a request": size,
        "requests": n_requests,
        "p50 ms": p50,
        "p99 ms": p99,
        "requests/s": n_requests / spent,
        "products/s": size * n_requests / spent,
    }


def measure_alone(products, n_requests):
    """Predict one product at a time, in this process."""
    pipeline = load_pretrained()
    pipeline.predict(products[:1])
    seconds = []
    for row in range(n_requests):
        begin = time.perf_counter()
        pipeline.predict([products[row % len(products)]])
        seconds.append(time.perf_counter() - begin)
    p50, p99 = 1000 * np.percentile(seconds, [50, 99])
    print(f"one product alone: p50 {p50:.1f} ms, p99 {p99:.1f} ms of {n_requests}")


def main():
    """Print a row for each size of request."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--rows", type=int, default=400, help="requests, as a trial")
    options = parser.parse_args()
    catalog = make_catalog(1000, random_state=0).products
    products = [
        {"name": name, "description": description}
        for name, description in zip(catalog["name"], catalog["description"], strict=True)
    ]
    measure_alone(products, options.rows)
    command = [sys.executable, "-m", "uvicorn", "serve:app", "--port", str(PORT), "--workers",
               str(options.workers), "--log-level", "warning"]  # fmt: skip
    server = subprocess.Popen(command, cwd=EXAMPLES, env=os.environ)
    try:
        wait()
        measure(products, 1, 20)
        rows = [
            measure(products, 1, options.rows),
            measure(products, 100, max(1, options.rows // 4)),
        ]
        print(pd.DataFrame(rows).to_string(index=False, float_format="{:.1f}".format))
    finally:
        server.terminate()
        server.wait(20)


if __name__ == "__main__":
    main()
