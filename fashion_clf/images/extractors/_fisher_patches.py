"""Fisher vectors of photos, by a mixture that was fitted to photos of the same catalogue."""

import numpy as np
from sklearn.frozen import FrozenEstimator
from sklearn.utils import check_random_state

from fashion_clf.images.extractors._base import ImageExtractor
from fashion_clf.images.extractors._dense_descriptors import gradient_patches
from fashion_clf.images.extractors._fisher import FisherVectorEncoder
from fashion_clf.images.reading._decode import quiet_pillow
from fashion_clf.images.reading._read import read_photos
from fashion_clf.utils._threads import one_blas_thread

__all__ = ["PatchExtractor", "learn_patches"]

_PHOTOS = 300  # that the mixture is fitted to, at most
_PATCHES = 100  # of each of them
_CELLS = (5, 8, 12, 18)  # pixels of a photo of 96


class PatchExtractor(ImageExtractor):
    """Fisher vectors of the dense gradients of photos.

    Parameters
    ----------
    encoder : FrozenEstimator of FisherVectorEncoder
        Fitted; see `learn_patches`.
    stride : int, default=8
        Pixels between patches.
    image_size : int, default=96
        Side to which photos are scaled where paths are given, in pixels.

    Attributes
    ----------
    image_shape_ : tuple of int
        Height and width of the photos it was fitted for.
    """

    def __init__(self, encoder=None, stride=8, image_size=96):
        self.encoder = encoder
        self.stride = stride
        self.image_size = image_size

    def _names(self):
        return self.encoder.estimator.get_feature_names_out()

    def _describe(self, batch):
        with one_blas_thread():  # its products are too small to be shared out
            # one at a time, so that a photo does not depend on the others
            return np.vstack(
                [self.encoder.transform([_patches(one, self.stride)]) for one in batch]
            )


def learn_patches(paths, *, n_components=32, stride=8, image_size=96, random_state=None):
    """Fit a mixture to the gradients of some of the photos.

    Parameters
    ----------
    paths : list of path or None
        Photos of a catalogue; those that cannot be read are left out.
    n_components : int, default=32
        Gaussians of the mixture.
    stride, image_size : int
        As of `PatchExtractor`.
    random_state : int, RandomState or None, default=None
        Seed of the choice and of the mixture.

    Returns
    -------
    PatchExtractor or None
        None where no photo can be read.
    """
    rng = check_random_state(random_state)
    chosen = np.sort(rng.permutation(len(paths))[:_PHOTOS])
    with quiet_pillow():
        batch, *_ = read_photos([paths[place] for place in chosen], image_size)
    if not len(batch):
        return None
    sets = []
    for photo in batch:
        descriptors, places = _patches(photo, stride)
        some = rng.permutation(len(places))[:_PATCHES]
        sets.append((descriptors[some], places[some]))
    encoder = FisherVectorEncoder(n_components, n_dimensions=48, random_state=rng).fit(sets)
    return PatchExtractor(FrozenEstimator(encoder), stride, image_size)


def _patches(photo, stride):
    return gradient_patches(np.ascontiguousarray(photo), _CELLS, stride)
