"""Fuzzing of what reads untrusted data: readers, cleaning, photos, model files.

libFuzzer begins with the hostile files of the tests and makes ever other bytes of them, led by
the code that they reach. Whatever is neither a result nor an error that is promised stops it, and
so do ten seconds or a gigabyte for one input; the bytes are then kept in the folder of
``--found``. Needs the extra ``fuzz``. Set TMPDIR to a folder in memory: every file is synced.

    python docs/benchmarks/fuzz.py readers --seconds 600
    python docs/benchmarks/fuzz.py cleaning --seconds 600
    python docs/benchmarks/fuzz.py images --seconds 600
    python docs/benchmarks/fuzz.py models --seconds 600
"""

import argparse
import os
import sys
import tempfile
import warnings
from pathlib import Path


def main():
    """Fuzz one target."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("target", choices=["readers", "cleaning", "images", "models"])
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--found", default=".", help="folder for inputs that stop it")
    given = parser.parse_args()

    import atheris

    sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))
    with atheris.instrument_imports(include=["fashion_clf", "PIL"]):  # PIL tells what a photo is
        from hostile.targets import LONGEST, TARGETS

    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder, "corpus")
        corpus.mkdir()
        target = TARGETS[given.target](folder)
        for number, content in enumerate(target.seeds()):
            (corpus / f"{number}").write_bytes(content)
        options = [
            f"-max_total_time={given.seconds}",
            f"-max_len={LONGEST}",
            f"-artifact_prefix={given.found}{os.sep}",
            "-timeout=10",
            "-rss_limit_mb=1000",
            "-print_final_stats=1",
            "-len_control=0",
            "-keep_seed=1",
            "-seed=1",
        ]

        def keep_what_fails(data):
            try:
                target(data)
            except BaseException:
                Path(given.found, f"{given.target}.bin").write_bytes(data)
                raise

        atheris.Setup([sys.argv[0], *options, str(corpus)], keep_what_fails)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
