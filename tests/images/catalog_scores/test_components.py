import numpy as np
import pytest
from PIL import Image

from fashion_clf.images import ImageComponents, ImageFeatures


@pytest.fixture
def paths(tmp_path, photos):
    files = []
    for number, photo in enumerate(photos):
        files.append(str(tmp_path / f"{number}.png"))
        Image.fromarray(photo).save(files[-1])
    return files


def test_few_columns_nan_where_no_photo(paths):
    components = ImageComponents(ImageFeatures(image_size=32), n_components=2, random_state=0)
    F = components.fit_transform([*paths, None])
    assert F.shape == (5, 2)
    assert F.dtype == np.float32
    assert np.isnan(F).all(axis=1).tolist() == [False] * 4 + [True]
    np.testing.assert_allclose(components.transform([None, *paths])[1:], F[:4], atol=1e-4)
    assert components.get_feature_names_out().tolist() == ["image000", "image001"]


def test_no_more_columns_than_photos_allow(paths):
    assert ImageComponents(ImageFeatures(image_size=32)).fit_transform(paths).shape == (4, 3)
    alone = ImageComponents(ImageFeatures(image_size=32)).fit(paths[:1])
    assert alone.reduce_ is None
    assert np.isnan(alone.transform(paths)).all()
