import numpy as np
import pytest

from fashion_clf.images import ThumbnailExtractor


def test_means_of_cells_by_hand(photos):
    extractor = ThumbnailExtractor(side=5).fit(photos)  # 48 x 64 in 5 x 5: unequal cells
    F = extractor.transform(photos).reshape(4, 5, 5, 3)
    down, across = np.arange(6) * 48 // 5, np.arange(6) * 64 // 5
    cell = photos[2, down[1] : down[2], across[3] : across[4]]
    np.testing.assert_allclose(F[2, 1, 3], 1 - cell.mean(axis=(0, 1)) / 255, atol=1e-6)
    assert extractor.get_feature_names_out()[0] == "thumbnail00_00_red"
    assert len(extractor.get_feature_names_out()) == 75


def test_white_is_nothing():
    F = ThumbnailExtractor(side=4).fit_transform(np.full((1, 9, 9, 3), 255, dtype=np.uint8))
    assert not F.any()


def test_more_cells_than_pixels(photos):
    with pytest.raises(ValueError, match="side=49"):
        ThumbnailExtractor(side=49).fit(photos).transform(photos)
