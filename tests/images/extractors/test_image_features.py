import pickle
import warnings

import numpy as np
import pandas as pd
import pytest
from PIL import Image
from sklearn.base import clone

from fashion_clf.exceptions import ImageWarning
from fashion_clf.images import ColorHistogramExtractor, HOGExtractor, ImageFeatures, load_image


@pytest.fixture
def paths(tmp_path, photos):
    files = []
    for number, photo in enumerate([*photos, *photos[::-1]]):
        files.append(str(tmp_path / f"{number}.png"))
        Image.fromarray(photo).save(files[-1])
    return files


def test_is_every_extractor_side_by_side(paths):
    features = ImageFeatures(image_size=64).fit(paths)
    batch = np.stack([load_image(path, size=64) for path in paths])
    parts = [
        part.fit(batch).transform(batch) for part in (HOGExtractor(), ColorHistogramExtractor())
    ]
    F = features.transform(paths)
    np.testing.assert_array_equal(F, np.hstack(parts))
    assert F.dtype == np.float32
    assert len(features.get_feature_names_out()) == F.shape[1]


def test_chunks_workers_order_and_row_by_row_change_nothing(paths):
    features = ImageFeatures(image_size=32).fit(paths)
    F = features.transform(paths)
    for settings in ({"chunk_size": 1}, {"chunk_size": 3, "n_jobs": 2}, {"n_jobs": -1}):
        other = clone(features).set_params(**settings).fit(paths)
        np.testing.assert_array_equal(other.transform(paths), F)
    np.testing.assert_array_equal(features.transform(paths[::-1]), F[::-1])
    np.testing.assert_array_equal(np.vstack([features.transform([path]) for path in paths]), F)
    np.testing.assert_array_equal(pickle.loads(pickle.dumps(features)).transform(paths), F)


def test_paths_in_any_container(paths):
    features = ImageFeatures(image_size=32).fit(paths)
    F = features.transform(paths)
    series = pd.Series(paths, index=range(5, 13), name="image")
    for container in (series, series.to_frame(), np.array(paths), np.array(paths)[:, None]):
        np.testing.assert_array_equal(features.transform(container), F)
    with pytest.raises(ValueError, match="2 columns"):
        features.transform(pd.DataFrame({"image": paths, "other": paths}))
    with pytest.raises(ValueError, match="single path"):
        features.transform(paths[0])


def test_no_photo_is_a_row_of_nan_without_a_warning(paths):
    absent = [None, "", np.nan, pd.NA, "https://shop.example/a.jpg", "//cdn.example/a.jpg"]
    F = ImageFeatures(image_size=32).fit_transform([paths[0], *absent])
    assert np.isnan(F).all(axis=1).tolist() == [False, *[True] * 6]
    assert ImageFeatures().fit([]).transform([]).shape[0] == 0


def test_broken_photos_are_counted_once_and_named(tmp_path, paths):
    (tmp_path / "text.jpg").write_text("no photo")
    broken = [str(tmp_path / "text.jpg"), str(tmp_path / "absent.jpg"), 7, str(tmp_path), b"x"]
    features = ImageFeatures(image_size=32, chunk_size=2).fit(paths)
    with pytest.warns(ImageWarning, match="5 of 7 photos cannot be read") as caught:
        F = features.transform([paths[0], *broken, paths[1]])
    assert len(caught) == 1
    message = str(caught[0].message)
    assert "text.jpg: the file is none of" in message and "absent.jpg: there is no" in message
    assert "and 2 more" in message
    assert np.isnan(F).all(axis=1).tolist() == [False, *[True] * 5, False]
    np.testing.assert_array_equal(F[[0, 6]], features.transform(paths[:2]))


def test_an_extractor_reads_paths_too(tmp_path, paths):
    extractor = HOGExtractor(image_size=32).fit(paths)
    F = extractor.transform(paths)
    batch = np.stack([load_image(path, size=32) for path in paths])
    np.testing.assert_array_equal(F, extractor.transform(batch))
    with pytest.warns(ImageWarning, match="1 of 2"):
        assert np.isnan(extractor.transform([paths[0], "absent.jpg"])[1]).all()


def test_filters_of_warnings_stay_as_they_were(paths):
    before = list(warnings.filters)
    ImageFeatures(image_size=32, n_jobs=2).fit_transform(paths)
    assert warnings.filters == before


@pytest.mark.parametrize("settings", [{"image_size": 0}, {"chunk_size": 0}])
def test_wrong_settings(settings):
    with pytest.raises(ValueError, match="allowed: 1 or more"):
        ImageFeatures(**settings).fit([])
