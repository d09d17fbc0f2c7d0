import multiprocessing
import sqlite3
from contextlib import closing

import numpy as np
import pytest
from PIL import Image

from fashion_clf.exceptions import ImageWarning
from fashion_clf.images import ColorHistogramExtractor, HOGExtractor, ImageFeatures
from fashion_clf.images.reading import _read as reading
from fashion_clf.images.reading._cache import RowCache


@pytest.fixture
def paths(tmp_path, photos):
    files = []
    for number, photo in enumerate([*photos, *photos[:, ::-1]]):
        files.append(str(tmp_path / f"{number}.png"))
        Image.fromarray(photo).save(files[-1])
    return files


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "kept" / "photos"


@pytest.fixture
def decoded(monkeypatch):
    """List the paths of photos that are decoded."""
    seen, decode_file = [], reading.decode_file

    def watched(file, path, size):
        seen.append(path)
        return decode_file(file, path, size)

    monkeypatch.setattr(reading, "decode_file", watched)
    return seen


def features(folder, **settings):
    return ImageFeatures(**{"image_size": 32, "cache_dir": folder, "chunk_size": 3, **settings})


def test_the_second_time_nothing_is_decoded(paths, folder, decoded):
    plain = features(None).fit_transform(paths)
    decoded.clear()
    np.testing.assert_array_equal(features(folder).fit_transform(paths), plain)
    assert decoded == paths
    again = features(folder, chunk_size=2, n_jobs=2).fit_transform(paths[::-1])
    np.testing.assert_array_equal(again, plain[::-1])
    assert decoded == paths
    assert len(list(folder.iterdir())) == 1


def test_content_counts_not_the_name(tmp_path, paths, folder, decoded):
    F = features(folder).fit_transform(paths)
    renamed = (tmp_path / "0.png").rename(tmp_path / "renamed.png")
    (tmp_path / "1.png").write_bytes((tmp_path / "2.png").read_bytes())
    decoded.clear()
    again = features(folder).fit_transform([renamed, *paths[1:3]])
    np.testing.assert_array_equal(again, F[[0, 2, 2]])
    assert decoded == []


def test_parameters_count(paths, folder, decoded):
    features(folder).fit_transform(paths[:1])
    for settings in (
        {"image_size": 48},
        {"extractors": [HOGExtractor()]},
        {"extractors": [HOGExtractor(orientations=8), ColorHistogramExtractor()]},
        {"extractors": [ColorHistogramExtractor(), HOGExtractor()]},
    ):
        decoded.clear()
        F = features(folder, **settings).fit_transform(paths[:1])
        assert decoded == paths[:1]
        np.testing.assert_array_equal(F, features(None, **settings).fit_transform(paths[:1]))


def test_unreadable_photos_are_named_again(tmp_path, paths, folder):
    (tmp_path / "text.jpg").write_text("no photo")
    mixed = [paths[0], str(tmp_path / "text.jpg"), None, 7, str(tmp_path)]
    for _ in range(2):
        with pytest.warns(ImageWarning, match="3 of 5 photos cannot be read") as caught:
            F = features(folder).fit_transform(mixed)
        assert len(caught) == 1
        assert np.isnan(F).all(axis=1).tolist() == [False, True, True, True, True]


def test_damaged_rows_are_computed_again(paths, folder, decoded):
    F = features(folder).fit_transform(paths)
    (file,) = folder.iterdir()
    with closing(sqlite3.connect(file)) as connection, connection:
        (stored,) = connection.execute("SELECT features FROM photos LIMIT 1").fetchone()
        for number, body in enumerate((stored[:-1], stored[:-1] + b"?", b"", None, "text", 7)):
            connection.execute(
                "UPDATE photos SET features = ? WHERE digest IN "
                "(SELECT digest FROM photos ORDER BY digest LIMIT 1 OFFSET ?)",
                (body, number),
            )
    connection.close()
    for expected in (6, 0):
        decoded.clear()
        np.testing.assert_array_equal(features(folder).fit_transform(paths), F)
        assert len(decoded) == expected


@pytest.mark.parametrize("damage", ["text", "nothing", "half", "garbled"])
def test_a_damaged_file_is_begun_anew(paths, folder, decoded, damage):
    F = features(folder).fit_transform(paths)
    (file,) = folder.iterdir()
    whole = file.read_bytes()
    file.write_bytes(
        {
            "text": b"a text, which is no database " * 100,
            "nothing": b"",
            "half": whole[: len(whole) // 2],
            "garbled": whole[:100] + b"\xff" * (len(whole) - 100),
        }[damage]
    )
    np.testing.assert_array_equal(features(folder).fit_transform(paths), F)
    decoded.clear()
    np.testing.assert_array_equal(features(folder).fit_transform(paths), F)
    assert decoded == []


def test_without_a_place_it_goes_on_and_says_so(tmp_path, paths):
    (tmp_path / "file").touch()
    with pytest.warns(ImageWarning, match="without the cache") as caught:
        F = features(tmp_path / "file", n_jobs=2).fit_transform(paths)
    assert len(caught) == 1
    np.testing.assert_array_equal(F, features(None).fit_transform(paths))


def write_and_read(folder, first):
    cache = RowCache(folder, "shared")
    for number in range(first, first + 60):
        with cache.open() as rows:
            rows.put({bytes([number]): np.full(50, number)})
            found = rows.get(bytes([number]), 50)
        assert found.tolist() == [number] * 50
    assert cache.failure is None


def test_two_processes_write_into_one_file(folder):
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=write_and_read, args=(folder, 40 * n)) for n in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
        assert worker.exitcode == 0
    with RowCache(folder, "shared").open() as rows:
        assert all(rows.get(bytes([number]), 50)[0] == number for number in range(100))
