import gzip
import json
import os

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fashion_clf.catalog import CatalogReader, CatalogWriter, add_predictions, load_catalog
from fashion_clf.catalog.formats import _encoding
from fashion_clf.exceptions import CatalogError, CatalogWarning

ROWS = [{"id": i, "title": f"Schal {i}"} | ({"price": i / 2} if i % 3 else {}) for i in range(7)]
FILES = {
    "p.json": json.dumps(ROWS, indent=2),
    "p.jsonl": "".join(f"{json.dumps(row)}\n" for row in ROWS),
    "p.csv": "id,title,price\n" + "".join(f'{i},"Schal, {i}",\n' for i in range(7)),
    "p.tsv": "id\ttitle\r\n" + "".join(f"{i}\tSchal {i}\r\n" for i in range(7)),
}


def save(folder, name, text=None):
    path = folder / name
    data = (FILES[name.removesuffix(".gz")] if text is None else text).encode()
    path.write_bytes(gzip.compress(data, mtime=0) if name.endswith(".gz") else data)
    return path


def classify(chunk):
    n = len(chunk)
    return add_predictions(chunk, ["BAG"] * n, [0.5] * n, ["rule"] * n)


def write(chunks, out, **options):
    with CatalogWriter(out, **options) as writer:
        for chunk in chunks:
            writer.write(classify(chunk))


def content(path):
    data = path.read_bytes()
    return gzip.decompress(data) if path.name.endswith(".gz") else data


@pytest.mark.parametrize("size", [1, 3, 7, 2000, None])
@pytest.mark.parametrize("name", [*FILES, "p.json.gz", "p.csv.gz"])
def test_chunks_together_are_the_whole(tmp_path, name, size):
    path = save(tmp_path, name)
    whole = load_catalog(path)
    with CatalogReader(path, chunk_size=size) as reader:
        chunks = list(reader)
    assert [len(chunk) for chunk in chunks[:-1]] == [size] * (len(chunks) - 1)
    assert all(list(chunk) == list(whole) == reader.names for chunk in chunks)
    pd.testing.assert_frame_equal(pd.concat(chunks), whole, check_index_type=False)
    assert reader.n_products == 7 and reader.file_format == name.split(".")[1]
    assert chunks[0].attrs == whole.attrs


@pytest.mark.parametrize("size", [1, 3, 2000])
@pytest.mark.parametrize("out", ["out.json", "out.jsonl", "out.csv", "out.jsonl.gz"])
@pytest.mark.parametrize("name", FILES)
def test_what_is_written_does_not_hang_on_the_chunks(tmp_path, name, out, size):
    path = save(tmp_path, name)
    write([load_catalog(path)], tmp_path / ("whole" + out))
    with CatalogReader(path, chunk_size=size) as reader:
        write(reader, tmp_path / out)
    assert content(tmp_path / out) == content(tmp_path / ("whole" + out))


@pytest.mark.parametrize("flushed_after", [0, 1, 2, 3])
@pytest.mark.parametrize("name", [*FILES, "p.json.gz", "p.csv.gz"])
def test_a_broken_job_is_continued_where_it_was_flushed(tmp_path, name, flushed_after):
    path, part = save(tmp_path, name), tmp_path / "job.part"
    write([load_catalog(path)], tmp_path / f"whole.{name}")
    offset = 0
    with (
        pytest.raises(KeyboardInterrupt),
        CatalogReader(path, chunk_size=2) as reader,
        CatalogWriter(tmp_path / f"out.{name}", part=part) as writer,
    ):
        for number, chunk in enumerate(reader):
            if number == flushed_after:
                offset = writer.flush()
            writer.write(classify(chunk))
        raise KeyboardInterrupt
    assert not (tmp_path / f"out.{name}").exists() and part.stat().st_size >= offset
    with CatalogReader(path, chunk_size=2) as reader:
        chunks = list(reader)[flushed_after:]
        write(chunks, tmp_path / f"out.{name}", part=part, resume_at=offset)
    assert content(tmp_path / f"out.{name}") == content(tmp_path / f"whole.{name}")
    assert not part.exists()


def test_what_cannot_be_continued_is_refused(tmp_path):
    part = tmp_path / "job.part"
    part.write_bytes(b"abc")
    with (
        pytest.raises(CatalogError, match="at byte 9, for only 3 bytes"),
        CatalogWriter(tmp_path / "out.csv", part=part, resume_at=9),
    ):
        pass
    assert part.read_bytes() == b"abc"
    for name, named in (("out.csv", None), ("out.parquet", part)):
        with pytest.raises(CatalogError, match="only a text file of which the part is named"):
            CatalogWriter(tmp_path / name, part=named, resume_at=2)


def test_another_column_in_a_later_chunk_of_csv_is_refused(tmp_path):
    with (
        pytest.raises(CatalogError, match=r"columns are \['title', 'price'\], those before"),
        CatalogWriter(tmp_path / "out.csv") as writer,
    ):
        writer.write([{"title": "a"}])
        writer.write([{"title": "b", "price": 1}])
    assert os.listdir(tmp_path) == []


def test_ragged_rows_are_known_before_the_first_chunk(tmp_path):
    path = save(tmp_path, "p.csv", "id,title\n1,a\n2\n3,b,c,d\n4,e\n")
    warns = pytest.warns(CatalogWarning, match=r"2 rows have .* line 3: 1\)")
    with warns as caught, CatalogReader(path, chunk_size=1) as reader:
        chunks = list(reader)
    assert len(caught) == 1 and all(list(chunk) == ["id", "title", ""] for chunk in chunks)


def test_warnings_come_once(tmp_path):
    rows = [{"id": f"n{i // 2}", "image": f"{i}.jpg"} for i in range(6)]
    path = save(tmp_path, "p.jsonl", "".join(f"{json.dumps(row)}\n" for row in rows))
    (tmp_path / "0.jpg").touch()
    photos = {"image_dir": tmp_path, "chunk_size": 2}
    with pytest.warns(CatalogWarning) as caught, CatalogReader(path, **photos) as reader:
        chunks = list(reader)
    found = sorted(str(warning.message).split(": ", 1)[1][:40] for warning in caught)
    assert found == [
        "3 ids in column 'id' occur in more than ",
        "5 of 6 products name a photo that is not",
    ]
    assert chunks[0]["image"].tolist() == [str(tmp_path / "0.jpg"), None]


def test_a_file_that_changes_is_refused(tmp_path):
    path = save(tmp_path, "p.jsonl")
    with CatalogReader(path, chunk_size=2) as reader:
        path.write_text('{"title": "other"}\n')
        with pytest.raises(CatalogError, match="was changed while it was read"):
            next(reader)


def test_what_is_wrong_in_the_last_line_is_said_at_once(tmp_path):
    path = save(tmp_path, "p.jsonl", FILES["p.jsonl"] + "{\n")
    with pytest.raises(CatalogError, match="line 8, column"), CatalogReader(path, chunk_size=2):
        pass


@pytest.mark.parametrize("length", [10, 2**18 - 3, 2**18, 600_000])
def test_products_longer_than_a_block(tmp_path, length):
    rows = [{"title": "é" * length, "n": -12.5e3}, {"title": "b", "n": True}] * 2
    path = save(tmp_path, "p.json", json.dumps(rows, ensure_ascii=False))
    with CatalogReader(path, chunk_size=1) as reader:
        assert [chunk.to_dict("records")[0] for chunk in reader] == rows


@settings(max_examples=60, deadline=None)
@given(text=st.text(st.sampled_from('[]{},:"ab1.e-\\u \n'), max_size=30), size=st.integers(1, 9))
def test_the_json_reader_agrees_with_the_standard_library(tmp_path_factory, text, size):
    path = save(tmp_path_factory.mktemp("json"), "p.json", f'[{{"title": 1}},{text}]')
    try:
        expected = json.loads(path.read_text())
        wrong = not all(isinstance(row, dict) for row in expected)
    except ValueError:
        wrong = True
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_encoding, "_BLOCK", size)
        if wrong:
            with pytest.raises(CatalogError):
                load_catalog(path)
        else:
            products = load_catalog(path)
            found = [
                {
                    name: value
                    for name, value in zip(products, row, strict=True)
                    if value is not pd.NA
                }
                for row in products.values.tolist()
            ]
            assert found == expected


@pytest.mark.parametrize("size", [1, 3, None])
def test_parquet_in_chunks(tmp_path, size):
    pytest.importorskip("pyarrow", reason="Parquet is an optional extra")
    rows = [{"id": 2**53 + i, "title": None if i % 2 else "a", "tags": ["x"] * i} for i in range(7)]
    rows[3]["id"] = None
    with CatalogWriter(tmp_path / "in.parquet") as writer:
        writer.write(rows[:4])
        assert writer.flush() is None
        writer.write(rows[4:])
    with CatalogReader(tmp_path / "in.parquet", chunk_size=size) as reader:
        assert reader.n_products == 7
        write(reader, tmp_path / "out.parquet")
    added = {"category": "BAG", "category_confidence": 0.5, "category_source": "rule"}
    written = load_catalog(tmp_path / "out.parquet").to_dict("records")
    assert written == [row | added for row in rows]


def test_parquet_keeps_the_types_of_the_input(tmp_path):
    pa = pytest.importorskip("pyarrow", reason="Parquet is an optional extra")
    from pyarrow import parquet

    schema = pa.schema([("title", pa.large_string()), ("n", pa.int8()), ("at", pa.date32())])
    parquet.write_table(pa.table([["a"], [None], [7]], schema=schema), tmp_path / "in.parquet")
    write([load_catalog(tmp_path / "in.parquet")], tmp_path / "out.parquet")
    found = parquet.read_schema(tmp_path / "out.parquet")
    assert [found.field(name).type for name in schema.names] == schema.types


def test_parquet_refuses_what_it_cannot_hold(tmp_path):
    pytest.importorskip("pyarrow", reason="Parquet is an optional extra")
    with (
        pytest.raises(CatalogError, match="several types"),
        CatalogWriter(tmp_path / "out.parquet") as writer,
    ):
        writer.write([{"title": "a"}])
        writer.write([{"title": 5}])
    with (
        pytest.raises(CatalogError, match="no products to write"),
        CatalogWriter(tmp_path / "out.parquet"),
    ):
        pass
    assert os.listdir(tmp_path) == []
