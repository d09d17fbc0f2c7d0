"""What docs/benchmarks/fuzz.py fuzzes: each gives a result, or an error that is promised."""

import contextlib
import io
import warnings
import zipfile
from pathlib import Path

from hostile.corpus import ODD_VALUES, seeds
from hostile.photos import BROKEN, STORED, encode, picture

from fashion_clf import explain, make_pipeline
from fashion_clf.catalog import CatalogReader, as_products, load_catalog, write_catalog
from fashion_clf.exceptions import CatalogError, ImageError, ModelFileError
from fashion_clf.images import load_image
from fashion_clf.labeling import Rule
from fashion_clf.persistence import _skops
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


class Models:
    """Edits of a small ``.skops`` file, four bytes each: refused, or it predicts and explains."""

    def __init__(self, folder):
        products = [{"description": text} for text in ("linen shirt", "suede boot") * 10]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            model = make_pipeline(images=False, n_estimators=2, rules=RULES).fit(products)
        with zipfile.ZipFile(io.BytesIO(_skops.dump(model, Path(folder)))) as archive:
            self.files = {name: archive.read(name) for name in archive.namelist()}
        self.schema = self.files.pop("schema.json")
        self.products = products[:2]

    def seeds(self):
        """Give edits of digits and letters at places all over the file."""
        step = len(self.schema) // 40
        for place in range(0, len(self.schema), step):
            yield place.to_bytes(3, "big") + b"9"
            yield place.to_bytes(3, "big") + b"a"

    def __call__(self, data):
        """Load one, predict and explain."""
        schema = bytearray(self.schema)
        for at in range(0, len(data) - 3, 4):
            schema[int.from_bytes(data[at : at + 3], "big") % len(schema)] = data[at + 3]
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            for name, content in (self.files | {"schema.json": bytes(schema)}).items():
                archive.writestr(name, content)
        try:
            model = _skops.load(file.getvalue(), Path("model.skops"))
        except ModelFileError:
            return
        with contextlib.suppress(Exception):  # a wrong model may fail, in Python
            model.predict(self.products)
            explain(model, self.products)


RULES = (Rule("shirts", "TOPS", ("shirt",)), Rule("boots", "SHOE", ("boot",)))
TARGETS = {"readers": Readers, "cleaning": Cleaning, "images": Images, "models": Models}
