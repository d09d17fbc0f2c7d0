"""Whatever the bytes are: products or a CatalogError, a photo or an ImageError, a text.

Of bytes without any form the readers are tested in tests/catalog/test_read.py, text of
any kind in tests/text, rules files in tests/labeling/test_rules_file.py. The fuzzer in
docs/benchmarks/fuzz.py goes on from here for longer.
"""

import numpy as np
import pytest
from hostile.corpus import seeds
from hostile.photos import BROKEN, encode, picture
from hypothesis import given, settings
from hypothesis import strategies as st

from fashion_clf.catalog import CatalogReader, load_catalog, write_catalog
from fashion_clf.exceptions import CatalogError, ImageError
from fashion_clf.images import load_image
from fashion_clf.text import clean_description, tokenize
from fashion_clf.text._locate import locate

CATALOGUES = seeds()
SMALL = picture().resize((16, 8))
PHOTOS = [content for content in BROKEN.values() if len(content) < 5_000]
PHOTOS += [encode(SMALL, kind) for kind in ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")]
PIECES = st.binary(max_size=8) | st.sampled_from(
    [b"\n", b"\r", b'"', b",", b"\t", b"[", b"{", b"}", b"\0", b"\xff", b"\\u", b"<", b"]]>", b"&"]
)


@st.composite
def damaged(draw, contents):
    """A file of which a few pieces were taken out and others put in."""
    content = draw(st.sampled_from(contents))
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(content)))
        stop = draw(st.integers(start, min(len(content), start + 20)))
        content = content[:start] + draw(PIECES) + content[stop:]
    return content


@settings(max_examples=150, deadline=None)
@given(data=st.data(), size=st.integers(1, 3))
@pytest.mark.filterwarnings("ignore::fashion_clf.exceptions.CatalogWarning")
def test_a_damaged_catalogue_has_the_same_rows_however_it_is_read(tmp_path_factory, data, size):
    name = data.draw(st.sampled_from(["p.json", "p.jsonl", "p.csv", "p.tsv", "p.xml"]))
    contents = [content for other, content in CATALOGUES if other == name]
    path = tmp_path_factory.mktemp("damaged") / name
    path.write_bytes(data.draw(damaged(contents)))
    try:
        whole = load_catalog(path)
    except CatalogError as error:
        assert path.name in str(error)
        return
    with CatalogReader(path, chunk_size=size) as reader:
        assert sum(map(len, reader)) == reader.n_products == len(whole)
    output = path.with_name(f"out_{name}")
    try:
        write_catalog(whole, output)
    except CatalogError as error:
        assert output.name in str(error) and not output.exists()
        return
    assert len(load_catalog(output)) == len(whole)


@settings(max_examples=200, deadline=None)
@given(content=damaged(PHOTOS), size=st.sampled_from([None, 16]))
def test_a_damaged_photo_is_a_photo_or_none(tmp_path_factory, content, size):
    path = tmp_path_factory.mktemp("damaged") / "photo.jpg"
    path.write_bytes(content)
    try:
        photo = load_image(path, size=size, max_pixels=1_000_000)
    except ImageError as error:
        assert path.name in str(error)
        return
    assert photo.dtype == np.uint8 and photo.ndim == 3 and photo.shape[2] == 3
    assert size is None or photo.shape == (16, 16, 3)


# Half characters, too, which no other test of text draws.
@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=[])))
def test_any_text_is_cleaned_and_found_again(text):
    clean = clean_description(text)
    assert clean == clean.strip() and "  " not in clean and "\n" not in clean
    assert [token for token, *_ in locate(text)] == tokenize(clean)
