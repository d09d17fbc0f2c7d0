import numpy as np
import pandas as pd
import polars
import pyarrow
import pytest

from fashion_clf import explain, make_pipeline
from fashion_clf.catalog import as_products
from fashion_clf.exceptions import CatalogError

COLUMNS = {"sku": ["a", "b"], "Title": ["Suede boot", None], "body_html": ["Sole", "Linen shirt"]}
EXPECTED = [["a", "Suede boot", "Sole"], ["b", "", "Linen shirt"]]


class ArrowOnly:
    """A table that knows the Arrow stream protocol and nothing else."""

    def __arrow_c_stream__(self, requested_schema=None):
        return pyarrow.table(COLUMNS).__arrow_c_stream__(requested_schema)


class InterchangeOnly:
    """A table that knows the dataframe interchange protocol and nothing else."""

    def __dataframe__(self, nan_as_null=False, allow_copy=True):
        return pyarrow.table(COLUMNS).__dataframe__()


FORMS = {
    "pandas": lambda: pd.DataFrame(COLUMNS),
    "pandas of Arrow": lambda: pd.DataFrame(COLUMNS).convert_dtypes(dtype_backend="pyarrow"),
    "polars": lambda: polars.DataFrame(COLUMNS),
    "polars, lazy": lambda: polars.LazyFrame(COLUMNS),
    "pyarrow": lambda: pyarrow.table(COLUMNS),
    "record batch": lambda: pyarrow.record_batch(COLUMNS),
    "Arrow stream": ArrowOnly,
    "dict of lists": lambda: COLUMNS,
    "dict of arrays": lambda: {name: np.array(v, dtype=object) for name, v in COLUMNS.items()},
    "dict of Series": lambda: {name: pd.Series(v) for name, v in COLUMNS.items()},
    "levels": lambda: pd.DataFrame(COLUMNS).set_axis(
        pd.MultiIndex.from_product([["shop"], list(COLUMNS)]), axis=1
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_tables(form):
    table = as_products(FORMS[form]())
    assert table[["id", "name", "description"]].to_numpy().tolist() == EXPECTED
    assert table.index.equals(pd.RangeIndex(2))


@pytest.mark.filterwarnings("ignore:.*interchange:DeprecationWarning")
@pytest.mark.filterwarnings("ignore:.*interchange")
def test_the_interchange_protocol():
    table = as_products(InterchangeOnly())
    assert table[["id", "name", "description"]].to_numpy().tolist() == EXPECTED


@pytest.fixture(scope="module")
def fitted():
    products = [{"title": text} for text in ["linen shirt", "suede boot"] * 10]
    with pytest.warns(match="no rule"):
        return make_pipeline(images=False, n_estimators=2).fit(products)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_goes_through_the_pipeline(form, fitted):
    table = FORMS[form]()
    assert fitted.predict(table).tolist() == ["SHOE", "TOPS"]
    assert len(fitted.predict_proba(table)) == len(fitted[-1].predict_table(table)) == 2
    assert [one.category for one in explain(fitted, table)] == ["SHOE", "TOPS"]
    with pytest.warns(match="no rule"):
        fresh = make_pipeline(images=False, n_estimators=2).fit(table)
    assert fresh.predict(table).tolist() == ["SHOE", "TOPS"]


def test_one_row_is_one_product(fitted):
    table = pd.DataFrame(COLUMNS, index=["x", "y"])
    assert as_products(table.iloc[0]).to_numpy()[:, :3].tolist() == [EXPECTED[0]]
    assert fitted[-1].predict_table(table.iloc[0]).index.tolist() == ["x"]
    texts = pd.Series(["Suede boot", "Linen shirt"], index=["p1", "p2"])
    assert fitted.predict(texts).tolist() == ["SHOE", "TOPS"]


def test_a_series_of_descriptions(fitted):
    for texts in (
        polars.Series(["Suede boot", None]),
        pyarrow.chunked_array([["Suede boot", None]]),
    ):
        assert as_products(texts)["description"].tolist() == ["Suede boot", ""]


@pytest.mark.parametrize(
    ("products", "message"),
    [
        (3, "of type int;"),
        ({"title": "Boot"}, "put a single product into a list"),
        ({"title": ["Boot"], "sku": [1, 2]}, "differ in length: 'title' has 1, 'sku' has 2"),
        ([polars.DataFrame(COLUMNS)], "found polars.DataFrame"),
        (polars.DataFrame({"price": [3]}), "no column with a description"),
    ],
    ids=["number", "product", "lengths", "list", "columns"],
)
def test_what_stays_refused_is_named_in_full(products, message):
    with pytest.raises(CatalogError) as caught:
        as_products(products)
    assert message in str(caught.value)
