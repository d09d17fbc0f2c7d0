"""What reading and writing a catalogue in chunks costs: CPU seconds and memory, by format.

Each format in a process of its own, which reads synthetic products with the fields of a
feed, adds predictions and writes the file again.

    python docs/benchmarks/formats_speed.py
"""

import argparse
import multiprocessing
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

from fashion_clf.catalog import CatalogReader, CatalogWriter, add_predictions
from fashion_clf.datasets import make_catalog

FILES = ("p.jsonl", "p.json", "p.csv", "p.jsonl.gz", "p.xml", "p.parquet")


def peak_memory():
    """Megabytes that this process held at most."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def write_products(path, n_products):
    """Write a catalogue, in chunks as well."""
    made = make_catalog(1000, random_state=0).products
    texts = list(zip(made["name"], made["description"], strict=True))
    with CatalogWriter(path) as writer:
        for start in range(0, n_products, 2000):
            rows = range(start, min(start + 2000, n_products))
            writer.write([product(row, *texts[row % len(texts)]) for row in rows])


def product(row, title, description):
    """Make a product with the fields that feeds have."""
    return {
        "id": f"P-{row:07}",
        "title": title,
        "description": description,
        "link": f"https://shop.example/products/{row}",
        "image_link": f"https://cdn.shop.example/{row}.jpg",
        "price": f"{row % 300}.90 EUR",
        "availability": "in stock",
    }


def measure(folder, name):
    """Read a file and write it with predictions, and print what that costs."""
    path = Path(folder, name)
    before, begin = peak_memory(), time.process_time()
    reading = 0.0
    with CatalogReader(path) as reader, CatalogWriter(path.with_name(f"out.{name}")) as writer:
        n_products, scanned = reader.n_products, time.process_time()
        reading += scanned - begin
        for chunk in reader:
            reading += time.process_time() - scanned
            n = len(chunk)
            writer.write(add_predictions(chunk, ["BAG"] * n, [0.9] * n, ["rule"] * n))
            scanned = time.process_time()
    seconds = time.process_time() - begin
    print(
        f"{name}: {n_products} products, {path.stat().st_size / 1e6:.0f} MB: {seconds:.1f} s "
        f"(of them {reading:.1f} s reading), {seconds / n_products * 1e6:.1f} microseconds a "
        f"product, {peak_memory():.0f} MB at the peak ({before:.0f} MB before)",
        flush=True,
    )


def main():
    """Measure every format."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000, help="so many products")
    n_products = parser.parse_args().rows
    processes = multiprocessing.get_context("spawn")
    for name in FILES:
        if name.endswith(".parquet") and find_spec("pyarrow") is None:
            print(f"{name}: left out, pyarrow is not installed")
            continue
        with tempfile.TemporaryDirectory() as folder:
            write_products(Path(folder, name), n_products)
            process = processes.Process(target=measure, args=(folder, name))
            process.start()
            process.join()
            if process.exitcode:
                raise SystemExit(process.exitcode)


if __name__ == "__main__":
    main()
