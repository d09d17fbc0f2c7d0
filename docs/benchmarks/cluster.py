"""Cost of ``fashion-clf classify --scheduler`` over the plain command, with 1, 2 and 4 workers.

Made-up products, text only, in files of JSON Lines that are alike; each way classifies all
files by the model that comes with the library. CPU seconds are those that the system counted
for a command and all its processes. The plain way is one command for one file of all products.

    python docs/benchmarks/cluster.py
"""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from streaming import COMMAND, measure, write_catalogue

from fashion_clf import load_pretrained, save_model

FILES = 20
CORES = 2  # of a machine, in the table of costs
MANY = 100_000_000


def main():
    """Run all."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=5_000_000, help="products")
    n_products = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as folder:
        model = Path(folder, "model.joblib")
        save_model(load_pretrained(), model)
        sources = [Path(folder, "in", f"{number:02d}.jsonl") for number in range(FILES)]
        sources[0].parent.mkdir()
        write_catalogue(sources[0], n_products // FILES)
        for source in sources[1:]:
            shutil.copyfile(sources[0], source)
        more = ["--model", model, "--quiet"]
        whole, plain = Path(folder, "whole.jsonl"), Path(folder, "plain.jsonl")
        whole.write_bytes(b"".join(source.read_bytes() for source in sources))
        done = measure([*COMMAND, "classify", whole, "-o", plain, *more])
        print(f"{'way':12s} {'CPU s':>8s} {'seconds':>8s} {'CPU s of plain':>15s}")
        print(f"{'plain':12s} {done[0]:8.1f} {done[1]:8.1f}")
        for n in (1, 2, 4):
            out = Path(folder, f"out{n}")
            command = [*COMMAND, "classify", sources[0].parent / "*.jsonl", "-o", out, *more]
            cpu, wall, _ = measure([*command, "--scheduler", f"local:{n}"])
            print(f"{f'local:{n}':12s} {cpu:8.1f} {wall:8.1f} {cpu / done[0]:15.2f}", flush=True)
            written = b"".join((out / one.name).read_bytes() for one in sources)
            assert written == plain.read_bytes()
            if n == CORES:
                seconds = wall / n_products * MANY
    print(f"\nReckoned from local:{CORES}, for {MANY:,} products on machines of {CORES} cores:")
    for machines in (1, 10, 50, 100):
        hours = seconds / machines / 3600
        print(
            f"{machines:4d} machines {hours:8.2f} hours {hours * machines * CORES:8.1f} core hours"
        )


if __name__ == "__main__":
    sys.exit(main())
