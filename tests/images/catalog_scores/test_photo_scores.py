import numpy as np
import pandas as pd
import pytest

from fashion_clf.datasets import make_catalog
from fashion_clf.images import ImageComponents, PhotoScores


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    made = make_catalog(240, random_state=0, image_dir=tmp_path_factory.mktemp("photos"))
    return made.products["image"].tolist(), pd.get_dummies(pd.Series(made.gold), dtype=float)


@pytest.mark.long
def test_photos_tell_categories_that_were_not_told(made):
    paths, known = made
    told = known.copy()
    told.iloc[::3] = np.nan
    photo_scores = PhotoScores(n_shown=2, random_state=0)
    F = photo_scores.fit_transform(paths, told)
    names = photo_scores.get_feature_names_out().tolist()
    assert names[:2] == [f"photo_{name}" for name in known.columns[:2]]
    assert names[-2:] == ["image000", "image001"]
    scores = F[:, : known.shape[1]]
    assert (scores <= 0).all() and (scores >= -9).all()
    right = scores.argmax(axis=1) == known.to_numpy().argmax(axis=1)
    assert right[::3].mean() > 0.5  # the commonest category has 0.23
    assert right.mean() > 0.5  # what the others say of those that were told
    # a photo that was not told scores alike, one that was is known by now
    np.testing.assert_allclose(photo_scores.transform(paths)[::3], F[::3], atol=1e-4)
    assert (
        photo_scores.transform(paths)[:, : known.shape[1]].argmax(axis=1)
        == known.to_numpy().argmax(axis=1)
    )[1::3].mean() > right[1::3].mean()


@pytest.mark.long
def test_a_row_without_a_photo_is_not_a_number(made):
    paths, known = made
    scores = PhotoScores(random_state=0).fit(paths, known)
    F = scores.transform([None, paths[0], "https://shop.example/1.jpg"])
    assert np.isnan(F).all(axis=1).tolist() == [True, False, True]
    np.testing.assert_allclose(scores.transform(paths[:1])[0], F[1], atol=1e-5)


@pytest.mark.parametrize("told", [None, "one", "nothing"])
def test_nothing_to_learn_categories_from(made, told):
    paths, known = made
    y = None
    if told:
        y = known.copy()
        y.iloc[:] = np.nan
    if told == "one":
        y.iloc[:5] = known.iloc[0].to_numpy()
    scores = PhotoScores(ImageComponents(n_components=4), n_shown=3, random_state=0)
    F = scores.fit_transform(paths, y)
    assert scores.kernel_ is None
    assert F.shape[1] == len(scores.get_feature_names_out())
    assert np.isnan(F[:, :-3]).all() and not np.isnan(F[:, -3:]).any()


def test_no_photos_at_all(made):
    _, known = made
    F = PhotoScores().fit_transform([None] * 240, known)
    assert np.isnan(F).all() and F.shape[1] == known.shape[1] + 1
