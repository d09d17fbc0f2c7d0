import pickle

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.feature_extraction.text import TfidfVectorizer

from fashion_clf.text import TextVectorizer, tokenize

TEXTS = ["Silk scarf, blue", "Silk shirts", "Blue shirt", None, ""]


def test_same_numbers_as_the_plain_vectorizer():
    plain = TfidfVectorizer(ngram_range=(1, 1), sublinear_tf=True)
    words = ["silk scarf blue", "silk shirt", "blue shirt", "", ""]
    expected = plain.fit_transform(words).toarray()
    ours = TextVectorizer(min_df=1, max_df=1.0).fit(TEXTS)
    names = ours.get_feature_names_out().tolist()
    columns = [names.index(name) for name in plain.get_feature_names_out()]
    # pairs of stems take their share of a row's length
    X = ours.transform(TEXTS).toarray()[:, columns]
    lengths = np.linalg.norm(X, axis=1, keepdims=True)
    np.testing.assert_allclose(X, expected * lengths, atol=1e-6)


def test_no_pair_reaches_over_a_mark():
    names = TextVectorizer(min_df=1, max_df=1.0).fit(TEXTS).get_feature_names_out()
    assert "silk scarf" in names
    assert "scarf blue" not in names


def test_tokens_and_texts_are_the_same_input():
    vectorizer = TextVectorizer(min_df=1, max_df=1.0).fit(TEXTS)
    tokens = pd.Series([tokenize(text or "") for text in TEXTS])
    assert (vectorizer.transform(TEXTS) != vectorizer.transform(tokens)).nnz == 0


def test_one_row_as_in_a_batch():
    vectorizer = TextVectorizer(min_df=1, max_df=1.0).fit(TEXTS)
    batch = vectorizer.transform(TEXTS).toarray()
    for row, text in enumerate(TEXTS):
        np.testing.assert_array_equal(vectorizer.transform([text]).toarray()[0], batch[row])


def test_width_names_and_pickle():
    vectorizer = TextVectorizer(min_df=1, max_df=1.0).fit(TEXTS)
    X = vectorizer.transform(TEXTS)
    assert X.dtype == np.float32
    assert X.shape == (5, len(vectorizer.get_feature_names_out()))
    again = pickle.loads(pickle.dumps(vectorizer))
    assert (again.transform(TEXTS) != X).nnz == 0


@pytest.mark.parametrize("texts", [["a"], [""], ["silk scarf"], [None, None]])
def test_a_catalogue_with_hardly_a_word(texts):
    X = TextVectorizer().fit_transform(texts)
    assert X.shape[0] == len(texts) and X.shape[1] >= 1


def test_contract():
    vectorizer = clone(TextVectorizer(min_df=3))
    assert vectorizer.get_params()["min_df"] == 3
    with pytest.raises(NotFittedError):
        vectorizer.transform(["silk"])
    with pytest.raises(ValueError, match="list of texts"):
        vectorizer.fit("silk")


def test_older_models_count_words_that_are_kept_whole_by_their_stems():
    texts = ["pads jacket", "pads for skirts", "sun pads", "sun lace"]
    vectorizer = TextVectorizer(min_df=1, max_df=1.0).fit(texts)
    state = vectorizer.__getstate__()
    assert state.pop("whole_")
    older = TextVectorizer()
    older.__setstate__(state)
    new = ["padded jacket", "sun padded", "laces"]
    assert np.array_equal(
        older.transform(new).toarray(),
        vectorizer.transform(["pads jacket", "sun pads", "lace"]).toarray(),
    )
    assert vectorizer.transform(["padded"]).nnz == 0


def test_one_column_of_texts_and_no_more():
    texts = ["silk scarf", "wool scarf"]
    vectorizer = TextVectorizer(min_df=1, max_df=1.0).fit(pd.DataFrame({"text": texts}))
    assert vectorizer.get_feature_names_out().tolist() == [
        "scarf",
        "silk",
        "silk scarf",
        "wool",
        "wool scarf",
    ]
    assert vectorizer.transform([]).shape == (0, 5)
    with pytest.raises(ValueError, match=r"one column of texts, found 2: \['a', 'b'\]"):
        vectorizer.transform(pd.DataFrame({"a": texts, "b": texts}))
