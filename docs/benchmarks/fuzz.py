"""Fuzzing of what reads other people's data: readers, cleaning, photos.

libFuzzer makes ever other bytes, led by which code they reach, from the hostile
files of the tests on. Whatever is neither a result nor an error that is promised stops it, and so
do ten seconds or a gigabyte for one input; the bytes are then kept in the folder of ``--found``.
Needs the extra ``fuzz``. Figures are printed at the end, by libFuzzer.

    python docs/benchmarks/fuzz.py readers --seconds 600
    python docs/benchmarks/fuzz.py cleaning --seconds 600
    python docs/benchmarks/fuzz.py images --seconds 600
"""

import argparse
import os
import sys
import tempfile
import warnings
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))

# Pillow's plugins, too: what a photo is is told there.
with atheris.instrument_imports(include=["fashion_clf", "PIL"]):
    from hostile.corpus import ODD_VALUES, seeds
    from hostile.photos import BROKEN, STORED, encode, picture

    from fashion_clf.catalog import CatalogReader, as_products, load_catalog, write_catalog
    from fashion_clf.exceptions import CatalogError, ImageError
    from fashion_clf.images import load_image
    from fashion_clf.text import clean_description, tokenize
    from fashion_clf.text._locate import locate

NAMES = ("p.json", "p.jsonl", "p.csv", "p.tsv", "p.txt", "p.xml", "p.json.gz", "p.csv.gz")
LONGEST = 4096  # bytes of an input


class Readers:
    """A byte for the name of a file, then its content: read, and written as it was read."""

    def __init__(self, folder):
        self.folder = folder

    def seeds(self):
        """Give the small catalogues of the tests."""
        for name, content in seeds(LONGEST - 1):
            if name in NAMES:
                yield bytes([NAMES.index(name)]) + content

    def __call__(self, data):
        """Read and write one."""
        name = NAMES[data[0] % len(NAMES)] if data else NAMES[0]
        path, out = Path(self.folder, name), Path(self.folder, f"out.{name}")
        path.write_bytes(data[1:])
        try:
            with CatalogReader(path, chunk_size=2) as reader:
                rows = sum(len(as_products(chunk)) for chunk in reader)
                assert rows == reader.n_products
            products = load_catalog(path)
            assert len(products) == rows
            write_catalog(products, out)
        except CatalogError:
            return
        assert len(load_catalog(out)) == rows


class Cleaning:
    """A text: cleaned, cut into tokens, and each token found again in it."""

    def __init__(self, folder):
        pass

    def seeds(self):
        """Give the odd texts of the tests."""
        for value in ODD_VALUES.values():
            yield str(value).encode("utf-8", "surrogatepass")[:LONGEST]

    def __call__(self, data):
        """Read one."""
        text = data.decode("utf-8", "surrogateescape")
        clean = clean_description(text)
        assert clean == clean.strip() and "  " not in clean and "\n" not in clean
        assert [token for token, *_ in locate(text)] == tokenize(clean)


class Images:
    """A photo: decoded whole and to a square."""

    def __init__(self, folder):
        self.path = Path(folder, "photo.jpg")

    def seeds(self):
        """Give the broken photos of the tests, and a small one of each kind that is read."""
        yield from (content for content in BROKEN.values() if len(content) <= LONGEST)
        small = picture().resize((16, 8))
        for kind in ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF"):
            yield encode(small, kind)
        for mode in ("1", "L", "LA", "P", "RGBA", "I;16", "CMYK"):
            yield encode(small.convert("L").convert(mode), "TIFF" if mode == "CMYK" else "PNG")
        for turn in filter(None, STORED.values()):
            yield encode(small.transpose(turn), "JPEG")

    def __call__(self, data):
        """Decode one, twice."""
        self.path.write_bytes(data)
        for size in (None, 16):
            try:
                photo = load_image(self.path, size=size, max_pixels=1_000_000)
            except ImageError:
                continue
            assert photo.ndim == 3 and photo.shape[2] == 3 and photo.dtype == "uint8"


TARGETS = {"readers": Readers, "cleaning": Cleaning, "images": Images}


def main():
    """Fuzz one target."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--found", default=".", help="folder for inputs that stop it")
    given = parser.parse_args()
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
