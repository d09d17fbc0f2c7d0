"""CPU seconds and memory to train on made-up catalogues, and accuracy on products kept apart.

Each size is fitted in a process of its own, with the default limit of products that the model
learns from, and without one; or from Parquet files, partition by partition, with Dask in one
process.

    python docs/benchmarks/training.py [--sizes 50000 100000] [--no-limit] [--dask]
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path

import numpy as np

from fashion_clf import make_pipeline
from fashion_clf.datasets import make_catalog
from fashion_clf.exceptions import FashionClfWarning

COLUMNS = ["id", "name", "description"]
PART = 20_000  # products of a file


def write_parts(n_products, folder):
    """Write made-up products as Parquet files."""
    for first in range(0, n_products, PART):
        made = make_catalog(min(PART, n_products - first), random_state=first)
        made.products[COLUMNS].to_parquet(Path(folder, f"{first:09d}.parquet"))


def fit_one(n_products, limited, folder):
    """Fit one size, and print a line."""
    warnings.simplefilter("ignore", FashionClfWarning)
    apart = make_catalog(min(5000, n_products), random_state=9)
    pipeline = make_pipeline(images=False)
    if not limited:
        pipeline[-1].set_params(max_samples=None)
    if folder:
        import dask
        import dask.dataframe as dd

        from fashion_clf import distributed

        begin = time.process_time()
        with dask.config.set(scheduler="synchronous"):
            pipeline = distributed.fit(pipeline, dd.read_parquet(folder))
    else:
        products = make_catalog(n_products, random_state=0).products[COLUMNS]
        begin = time.process_time()
        pipeline.fit(products)
    spent = time.process_time() - begin
    accuracy = np.mean(pipeline.predict(apart.products[COLUMNS]) == apart.gold)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    limit = pipeline[-1].max_samples
    print(f"{n_products:>9} {limit!s:>7} {spent:>7.1f} {accuracy:>9.4f} {memory:>7.0f}", flush=True)


def main():
    """Print a line for each size."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[50_000, 100_000, 200_000])
    parser.add_argument("--no-limit", action="store_true", help="also without the limit")
    parser.add_argument("--dask", action="store_true", help="from Parquet files, with Dask")
    parser.add_argument("--folder", help=argparse.SUPPRESS)
    parser.add_argument("--rows", type=int, help="one small size, as a trial")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        return fit_one(options.one, not options.no_limit, options.folder)
    print(f"{'products':>9} {'limit':>7} {'fit s':>7} {'accuracy':>9} {'MB':>7}", flush=True)
    for size in [options.rows] if options.rows else options.sizes:
        for more in ([], ["--no-limit"]) if options.no_limit else ([],):
            with tempfile.TemporaryDirectory() as folder:
                if options.dask:
                    write_parts(size, folder)
                own = ["--folder", folder] if options.dask else []
                subprocess.run(
                    [sys.executable, __file__, "--one", str(size), *more, *own], check=True
                )
    return None


if __name__ == "__main__":
    main()
