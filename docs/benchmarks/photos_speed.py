"""How fast photos are read and described, against the plain way with scikit-image.

CPU seconds of the same run, ours and theirs in turn, medians; the number that
counts is their ratio. Photos are the originals of the clothing dataset.

- HOG, at several settings, of photos that are decoded already.
- Colour histograms, against rgb2hsv and three np.histogram.
- From files to features, against decoding in full and both of the above.
- Two workers against one, in seconds of the clock.
- A second time with a cache on disk.

    FASHION_CLF_DATA=... python docs/benchmarks/photos_speed.py
"""

import argparse
import os
import resource
import statistics
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

import numpy as np
from PIL import Image
from skimage.color import rgb2hsv
from skimage.feature import hog

from fashion_clf.images import (
    ColorHistogramExtractor,
    HOGExtractor,
    ImageFeatures,
    load_image,
)

SIDE = 128
TRIAL = "--rows" in sys.argv  # then each way once
SETTINGS = {  # orientations, pixels_per_cell, cells_per_block, block_norm, transform_sqrt
    "HOGExtractor's defaults": (9, (16, 16), (2, 2), "L2-Hys", False),
    "skimage's defaults": (9, (8, 8), (3, 3), "L2-Hys", False),
    "Dalal and Triggs": (9, (8, 8), (2, 2), "L2-Hys", False),
    "skimage's defaults, transform_sqrt": (9, (8, 8), (3, 3), "L2-Hys", True),
}


def seconds(works, clock=time.process_time, repetitions=7, middle=statistics.median):
    """Median seconds of each call, all of them in turn."""
    times = [[] for _ in works]
    for _ in range(1 if TRIAL else repetitions):
        for work, taken in zip(works, times, strict=True):
            begin = clock()
            work()
            taken.append(clock() - begin)
    return [middle(taken) for taken in times]


def compare(name, ours, theirs, n_photos, **settings):
    """Print milliseconds a photo of both, and how often ours goes into theirs."""
    fast, slow = seconds([ours, theirs], **settings)
    print(
        f"{name}: {1e3 * fast / n_photos:.3f} ms a photo, against "
        f"{1e3 * slow / n_photos:.3f} ms; ratio {slow / fast:.1f}"
    )


def plain_hog(photos, options):
    """Describe gradients with scikit-image, photo by photo."""
    *options, transform_sqrt = options
    return [
        hog(photo, *options, transform_sqrt=transform_sqrt, channel_axis=-1) for photo in photos
    ]


def plain_colors(photos):
    """Count colours with scikit-image and NumPy, photo by photo."""
    rows = []
    for photo in photos:
        hsv = rgb2hsv(photo)
        counts = [
            np.histogram(hsv[..., channel], bins, (0, 1))[0]
            for channel, bins in enumerate((12, 4, 4))
        ]
        rows.append(np.concatenate(counts))
    return rows


def plain_path(paths, options, side=SIDE):
    """Decode in full, scale if there is a size, describe gradients and colours."""
    for path in paths:
        with Image.open(path) as image:
            photo = image.convert("RGB")
            photo = np.asarray(photo if side is None else photo.resize((side, side)))
        plain_hog([photo], options)
        plain_colors([photo])


def whole_path(paths):
    """Compare the way from files to features."""
    features = ImageFeatures(image_size=SIDE).fit(paths)
    ours = partial(features.transform, paths)
    default, skimages = list(SETTINGS.values())[:2]
    for name, options in (("our", default), ("skimage's", skimages)):
        name = f"files to features, HOG with {name} defaults, scaled to {SIDE} x {SIDE}"
        compare(name, ours, partial(plain_path, paths, options), len(paths))
    (reading,) = seconds([lambda: [load_image(path, size=SIDE) for path in paths]])
    print(f"of ours, decoding and scaling: {1e3 * reading / len(paths):.3f} ms a photo")
    name = "files to features, skimage's defaults on photos of their own size"
    few = paths[::5]
    ours, plain = partial(features.transform, few), partial(plain_path, few, skimages, side=None)
    compare(name, ours, plain, len(few), repetitions=3)


def two_workers(paths):
    """Compare two workers with one, in seconds of the clock and of the processors."""
    features = [
        ImageFeatures(image_size=SIDE, n_jobs=n, chunk_size=-(-len(paths) // 2)).fit(paths)
        for n in (1, 2)
    ]
    works = [partial(one.transform, paths) for one in features]
    # the fastest of many, because other work on the machine takes the second core
    alone, shared = seconds(works, time.perf_counter, 60, min)
    cpu_alone, cpu_shared = seconds(works)
    print(
        f"two workers: {len(paths) / shared:.0f} photos a second, {alone / shared:.2f} times one; "
        f"{cpu_shared / cpu_alone:.2f} times its CPU seconds"
    )


def cached(paths):
    """Compare a first and a second fit with a cache on disk."""
    with tempfile.TemporaryDirectory() as folder:
        features = ImageFeatures(image_size=SIDE, cache_dir=folder).fit(paths)
        (first,) = seconds([partial(features.transform, paths)], repetitions=1)
        plain = ImageFeatures(image_size=SIDE).fit(paths)
        works = [partial(one.transform, paths) for one in (features, plain)]
        again, without = seconds(works)
        size = sum(file.stat().st_size for file in Path(folder).iterdir())
    print(
        f"cache: first {1e3 * first / len(paths):.3f} ms a photo, again "
        f"{1e3 * again / len(paths):.3f} ms, without {1e3 * without / len(paths):.3f} ms; ratio "
        f"{without / again:.1f}; {size / len(paths) / 1e3:.1f} kB a photo"
    )


def main():
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, help="only so many photos, each way once, as a trial")
    n_rows = parser.parse_args().rows
    folder = Path(os.environ["FASHION_CLF_DATA"]) / "clothing/originals"
    paths = sorted(str(path) for path in folder.iterdir())[:n_rows]
    photos = np.stack([load_image(path, size=SIDE) for path in paths])
    print(f"{len(paths)} photos, {SIDE} x {SIDE} pixels where they are scaled")
    for name, options in SETTINGS.items():
        ours = partial(HOGExtractor(*options).fit(photos).transform, photos)
        compare(f"HOG, {name}", ours, partial(plain_hog, photos, options), len(paths))
    ours = partial(ColorHistogramExtractor().fit(photos).transform, photos)
    compare("colours", ours, partial(plain_colors, photos), len(paths))
    whole_path(paths)
    two_workers(paths)
    cached(paths)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    print(f"peak of the process: {peak:.0f} MB")


if __name__ == "__main__":
    main()
