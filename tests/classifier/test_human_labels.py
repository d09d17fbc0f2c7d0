import numpy as np
import pandas as pd
import pytest
from sklearn.exceptions import DataConversionWarning

from fashion_clf.classifier._human_labels import encode_labels

CLASSES = ["BAG", "SHOE", "TOPS"]


@pytest.mark.parametrize(
    "y",
    [
        ["TOPS", None, "BAG"],
        ("TOPS", "", "BAG"),
        ["TOPS", "  ", "BAG"],
        np.array(["TOPS", None, "BAG"], dtype=object),
        pd.Series(["TOPS", pd.NA, "BAG"], index=[5, 6, 7]),
        pd.Series(["TOPS", None, "BAG"], dtype="category"),
        pd.Series(["TOPS", None, "BAG"], dtype="str"),
        [["TOPS"], [None], ["BAG"]],
    ],
    ids=["list", "tuple", "blank", "array", "series", "categorical", "str", "lists"],
)
def test_forms_of_labels(y):
    assert encode_labels(y, 3, CLASSES).tolist() == [2, -1, 0]


@pytest.mark.parametrize(
    "y",
    [
        np.array([["TOPS"], [None], ["BAG"]], dtype=object),
        pd.DataFrame({"category": ["TOPS", None, "BAG"]}),
    ],
    ids=["array", "table"],
)
def test_a_column_is_taken_with_a_warning(y):
    with pytest.warns(DataConversionWarning, match="column-vector"):
        assert encode_labels(y, 3, CLASSES).tolist() == [2, -1, 0]


def test_polars_and_arrow():
    polars = pytest.importorskip("polars", reason="not installed")
    pyarrow = pytest.importorskip("pyarrow", reason="not installed")
    for y in (
        polars.Series(["TOPS", None, "BAG"]),
        pyarrow.array(["TOPS", None, "BAG"]),
        pyarrow.chunked_array([["TOPS", None], ["BAG"]]),
    ):
        assert encode_labels(y, 3, CLASSES).tolist() == [2, -1, 0]
    with pytest.warns(DataConversionWarning):
        table = polars.DataFrame({"y": ["TOPS", None, "BAG"]})
        assert encode_labels(table, 3, CLASSES).tolist() == [2, -1, 0]


@pytest.mark.parametrize(
    ("y", "message"),
    [
        (["Tops ", None, None], "label 'Tops ' of row 0 is no category: did you mean 'TOPS'?"),
        ([None, "shoe", None], "label 'shoe' of row 1 is no category: did you mean 'SHOE'?"),
        ([None, "HAT", None], "allowed: BAG, SHOE, TOPS, or None"),
        ([0, 1, 2], "label 0 of row 0 is a number, not the name of a category"),
        ([None, ["TOPS", "BAG"], None], "of row 1 is no category"),
        ([None, {"a": 1}, None], "of row 1 is no category"),
        (["TOPS"], "y has 1 labels for 3 products"),
        ("TOPS", "y must be a sequence of labels"),
        (pd.DataFrame({"a": ["TOPS"] * 3, "b": ["BAG"] * 3}), "one column of labels"),
    ],
)
def test_what_is_no_label_is_said(y, message):
    with pytest.raises(ValueError) as caught:
        encode_labels(y, 3, CLASSES)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
