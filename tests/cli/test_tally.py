import json

import numpy as np
import pandas as pd

from fashion_clf.cli.tables._results import report_predictions
from fashion_clf.cli.tables._tally import Tally

TRUTH = np.array([None, "BAG", None, "SHOE", "BAG"], dtype=object)


def predicted(*rows):
    return pd.DataFrame(rows, columns=["category", "category_confidence", "category_source"])


FIRST = predicted(["BAG", 0.5, "rule"], ["SHOE", 0.25, "model"])
SECOND = predicted(["BAG", 1.0, "label"], ["BAG", 0.75, "model"], ["SHOE", 0.25, "fallback"])


def test_counts_are_those_of_the_whole():
    parts, whole = Tally(["BAG", "SHOE", "HAT"]), Tally(["BAG", "SHOE", "HAT"])
    parts.add(FIRST)
    parts.add(SECOND)
    whole.add(pd.concat([FIRST, SECOND]))
    table = parts.table()
    pd.testing.assert_frame_equal(table, whole.table())
    assert table.loc["BAG"].tolist() == [1, 1, 0, 1, 3, 0.75]
    assert table.loc["SHOE"].tolist() == [0, 1, 1, 0, 2, 0.25]
    assert table.loc["HAT", "products"] == 0
    assert report_predictions(parts).splitlines()[-1].split() == [
        *("all", "5", "1", "2", "1", "1", "0.550"),
    ]


def test_predictions_of_products_with_gold_are_kept():
    tally = Tally(["BAG", "SHOE"], TRUTH)
    assert tally.add(FIRST) == [[1, "SHOE", 0.25, "model"]]
    assert tally.add(SECOND) == [[3, "BAG", 0.75, "model"], [4, "SHOE", 0.25, "fallback"]]
    gold, kept = tally.scored()
    assert gold.tolist() == ["BAG", "SHOE", "BAG"]
    assert kept["category"].tolist() == ["SHOE", "BAG", "SHOE"]


def test_counts_go_through_json_and_on():
    whole, before = Tally(["BAG", "SHOE"], TRUTH), Tally(["BAG", "SHOE"], TRUTH)
    scored = before.add(FIRST)
    after = Tally(["BAG", "SHOE"], TRUTH)
    after.restore(*json.loads(json.dumps([before.state(), scored])))
    for part in (FIRST, SECOND):
        whole.add(part)
    after.add(SECOND)
    pd.testing.assert_frame_equal(after.table(), whole.table())
    pd.testing.assert_frame_equal(after.scored()[1], whole.scored()[1])
