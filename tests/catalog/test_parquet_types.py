import datetime
import json
from decimal import Decimal

import pytest

from fashion_clf.catalog import add_predictions, load_catalog, write_catalog

pa = pytest.importorskip("pyarrow", reason="Parquet is an optional extra")
UTC = datetime.UTC
DAY, MOMENT = datetime.date(2024, 5, 6), datetime.datetime(2024, 5, 6, 7, 8, 9)
# column -> values, type, what JSON has of the first
TYPES = {
    "decimal": ([Decimal("12.50"), None], pa.decimal128(10, 2), 12.5),
    "large decimal": ([Decimal("12345678901234567890.12"), None], pa.decimal128(30, 2),
                      "12345678901234567890.12"),
    "date": ([DAY, None], pa.date32(), "2024-05-06"),
    "timestamp": ([MOMENT, None], pa.timestamp("us"), "2024-05-06T07:08:09"),
    "zoned": ([MOMENT.replace(tzinfo=UTC), None], pa.timestamp("us", "UTC"),
              "2024-05-06T07:08:09+00:00"),
    "time": ([datetime.time(7, 8), None], pa.time64("us"), "07:08:00"),
    "duration": ([datetime.timedelta(hours=1), None], pa.duration("us"), "PT3600S"),
    "list": ([["a", "b"], None], pa.list_(pa.string()), ["a", "b"]),
    "numbers": ([[1, 2], None], pa.list_(pa.int64()), [1, 2]),
    "struct": ([{"x": 1, "y": "b"}, None], pa.struct([("x", pa.int64()), ("y", pa.string())]),
               {"x": 1, "y": "b"}),
    "deep": ([[{"when": DAY}], None], pa.list_(pa.struct([("when", pa.date32())])),
             [{"when": "2024-05-06"}]),
    "map": ([[("k", 1)], None], pa.map_(pa.string(), pa.int64()), [["k", 1]]),
    "binary": ([b"ab\xff", None], pa.binary(), "YWL/"),
    "dictionary": (["red", None], pa.dictionary(pa.int8(), pa.string()), "red"),
    "integer": ([3, None], pa.int32(), 3),
    "float": ([0.5, None], pa.float32(), 0.5),
    "bool": ([True, None], pa.bool_(), True),
    "nothing": ([None, None], pa.null(), None),
}  # fmt: skip


@pytest.fixture(scope="module", params=["json", "jsonl", "csv", "tsv", "xml"])
def written(request, tmp_path_factory):
    from pyarrow import parquet

    folder = tmp_path_factory.mktemp("types")
    columns = {"title": pa.array(["Boot", "Shirt"])}
    columns |= {name: pa.array(values, kind) for name, (values, kind, _) in TYPES.items()}
    parquet.write_table(pa.table(columns), folder / "in.parquet")
    products = add_predictions(load_catalog(folder / "in.parquet"), ["SHOE", "TOPS"])
    path = folder / f"out.{request.param}"
    write_catalog(products, path)
    return request.param, path


def test_every_type_survives(written):
    kind, path = written
    if kind in ("json", "jsonl"):
        text = path.read_text()
        first = json.loads(text)[0] if kind == "json" else json.loads(text.splitlines()[0])
        assert {name: first[name] for name in TYPES} == {n: t[2] for n, t in TYPES.items()}
    elif kind in ("csv", "tsv"):
        first = load_catalog(path).iloc[0]
        for name, (_, _, value) in TYPES.items():
            plain = value if isinstance(value, str) else json.dumps(value)
            expected = {"nothing": "", "decimal": "12.50"}.get(name, plain)
            assert str(first[name]) == expected, name
    else:
        text = path.read_text()
        for piece in ("2024-05-06", "12.50", "YWL/", "PT3600S", "red"):
            assert piece in text


def test_parquet_keeps_its_types(tmp_path):
    from pyarrow import parquet

    columns = {"title": pa.array(["Boot", "Shirt"])}
    columns |= {name: pa.array(values, kind) for name, (values, kind, _) in TYPES.items()}
    parquet.write_table(pa.table(columns), tmp_path / "in.parquet")
    products = add_predictions(load_catalog(tmp_path / "in.parquet"), ["SHOE", "TOPS"])
    write_catalog(products, tmp_path / "out.parquet")
    schema = parquet.read_schema(tmp_path / "out.parquet")
    assert [schema.field(name).type for name in TYPES] == [kind for _, kind, _ in TYPES.values()]
