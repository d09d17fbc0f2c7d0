import numpy as np
import pytest
from skimage.feature import hog

from fashion_clf.images import HOGExtractor


@pytest.mark.parametrize("orientations", [1, 4, 8, 9, 12])
@pytest.mark.parametrize("pixels_per_cell", [(8, 8), (7, 9)])
@pytest.mark.parametrize("cells_per_block", [(1, 1), (3, 2)])
@pytest.mark.parametrize("block_norm", ["L1", "L1-sqrt", "L2", "L2-Hys"])
@pytest.mark.parametrize("transform_sqrt", [False, True])
def test_numbers_are_those_of_skimage(
    photos, orientations, pixels_per_cell, cells_per_block, block_norm, transform_sqrt
):
    options = (orientations, pixels_per_cell, cells_per_block, block_norm)
    ours = HOGExtractor(*options, transform_sqrt).fit(photos).transform(photos)
    theirs = [
        hog(photo, *options, transform_sqrt=transform_sqrt, channel_axis=-1) for photo in photos
    ]
    assert ours.dtype == np.float32
    np.testing.assert_allclose(ours, theirs, atol=1e-5)


def test_edges_by_hand():
    photo = np.zeros((1, 16, 16, 3), dtype=np.uint8)
    photo[:, 8:] = 100  # a level edge: gradients point down, 90 degrees
    extractor = HOGExtractor(2, (16, 16), (1, 1), "L1").fit(photo)
    np.testing.assert_allclose(extractor.transform(photo), [[0, 1]], atol=1e-5)


def test_blank_photo_is_zero_not_nan():
    blank = np.full((1, 32, 32, 3), 7, dtype=np.uint8)
    assert not HOGExtractor().fit(blank).transform(blank).any()


def test_names_say_block_cell_and_bin(photos):
    extractor = HOGExtractor(9, (16, 16), (2, 2)).fit(photos)
    names = extractor.get_feature_names_out()
    assert len(names) == len(set(names)) == extractor.transform(photos).shape[1] == 2 * 3 * 36
    assert names[-1] == "hog_block01_02_cell1_1_bin08"


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"block_norm": "L3"}, "L2-Hys"),
        ({"orientations": 0}, "1 to 255"),
        ({"pixels_per_cell": (64, 64)}, "48 x 64 pixels hold no block"),
    ],
)
def test_wrong_settings(photos, settings, message):
    with pytest.raises(ValueError, match=message):
        HOGExtractor(**settings).fit(photos)


def test_wrong_photos(photos):
    extractor = HOGExtractor().fit(photos)
    with pytest.raises(ValueError, match="expected uint8"):
        extractor.transform(photos / 255)
    with pytest.raises(ValueError, match="fitted on 48 x 64"):
        extractor.transform(photos[:, :32])
