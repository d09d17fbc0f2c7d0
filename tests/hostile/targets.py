"""What docs/benchmarks/fuzz.py fuzzes: each gives a result, or an error that is promised."""

from pathlib import Path

from hostile.corpus import ODD_VALUES, seeds
from hostile.photos import BROKEN, STORED, encode, picture

from fashion_clf.catalog import CatalogReader, as_products, load_catalog, write_catalog
from fashion_clf.exceptions import CatalogError, ImageError
from fashion_clf.images import load_image
from fashion_clf.text import clean_description, tokenize
from fashion_clf.text._locate import locate

__all__ = ["LONGEST", "TARGETS"]

LONGEST = 4096  # bytes of an input
NAMES = ("p.json", "p.jsonl", "p.csv", "p.tsv", "p.txt", "p.xml", "p.json.gz", "p.csv.gz")


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
