import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_matrix

from fashion_clf.classifier._masking import hide_matches
from fashion_clf.utils._matrix import has_features, keep_photos, stack

NAN = np.nan


def test_tokens_of_rules_are_gone_and_the_input_is_not_touched():
    tokens = [["silk", "shirt", "\n", "v", "neck", "soft"], ["soft"]]
    table = pd.DataFrame({"tokens": tokens, "image": ["a.jpg", None]}, index=[7, 9])
    hidden = hide_matches(table, [{"shirts": [(1, 2)], "necks": [(3, 5), (4, 5)]}, {}])
    assert hidden["tokens"].tolist() == [["silk", "\n", "soft"], ["soft"]]
    assert hidden["image"].tolist() == [None, None]
    assert hidden.index.tolist() == [7, 9]
    assert table["image"][7] == "a.jpg" and len(table["tokens"][7]) == 6


@pytest.mark.parametrize("kind", [np.array, csr_matrix])
def test_photos_are_kept_words_are_not(kind):
    F = kind([[1.0, 2.0, 3.0], [4.0, NAN, NAN]])
    hidden = kind([[0.0, NAN, NAN], [4.0, NAN, NAN]])
    kept = keep_photos(hidden, F)
    kept = kept.toarray() if hasattr(kept, "toarray") else kept
    np.testing.assert_array_equal(kept, [[0, 2, 3], [4, NAN, NAN]])


@pytest.mark.parametrize("kind", [np.array, csr_matrix])
def test_rows_without_features_and_stacks(kind):
    F = kind([[0.0, NAN], [0.0, 1.0], [0.0, 0.0]])
    assert has_features(F).tolist() == [False, True, False]
    assert stack(F, F).shape == (6, 2)
