import hashlib
import io
import struct
import uuid
import zipfile

import numpy as np
import pytest
from PIL import Image

from fashion_clf.datasets import _clothing, fetch_clothing
from fashion_clf.exceptions import DatasetError


def jpeg(shade):
    stream = io.BytesIO()
    Image.new("RGB", (8, 8), (shade, 0, 0)).save(stream, "JPEG")
    return stream.getvalue()


NAMES = [f"{uuid.UUID(int=i)}.jpg" for i in range(4)]
PHOTOS = {
    f"small-master/train/dress/{NAMES[0]}": jpeg(10),
    f"small-master/train/t-shirt/{NAMES[1]}": jpeg(20),
    f"small-master/validation/dress/{NAMES[2]}": jpeg(30),
    f"small-master/test/dress/{NAMES[3]}": jpeg(40),
}
SENDERS = "image,sender_id,label,kids\n" + "".join(
    f"{name[:-4]},{100 + i},Dress,False\n" for i, name in enumerate(NAMES[:3])
)
TABLE = [
    f"train,dress,{NAMES[0]},100",
    f"train,t-shirt,{NAMES[1]},101",
    f"validation,dress,{NAMES[2]},102",
]


def pack(photos, others=()):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in [*photos.items(), *others]:
            archive.writestr(name, content)
    return stream.getvalue()


@pytest.fixture
def public(server, monkeypatch):
    """The public originals, in small."""
    server.pages["/small.zip"] = pack(
        PHOTOS, [("small-master/README.md", b"read"), ("../../evil.jpg", b"\xff\xd8\xff")]
    )
    server.pages["/images.csv"] = SENDERS.encode()
    monkeypatch.setattr(_clothing, "_ARCHIVES", (server.url("/small.zip"),))
    monkeypatch.setattr(_clothing, "_SENDERS", (server.url("/images.csv"),))
    digest = hashlib.sha256("\n".join(sorted(TABLE)).encode()).hexdigest()
    monkeypatch.setattr(_clothing, "_TABLE_SHA256", digest)
    return server


def files_below(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_downloads_once(public, tmp_path):
    photos = fetch_clothing(data_home=tmp_path)
    assert photos.labels.tolist() == ["dress", "t-shirt", "dress", "dress"]
    assert photos.split.tolist() == ["train", "train", "validation", "test"]
    assert photos.sender.tolist() == [100, 101, 102, -1]
    assert photos.sender.dtype == np.int64
    for path, content in zip(photos.paths, PHOTOS.values(), strict=True):
        with open(path, "rb") as handle:
            assert handle.read() == content
    assert "CC0" in photos.DESCR and "4 photos of single garments by 3 senders" in photos.DESCR
    again = fetch_clothing(data_home=tmp_path)
    assert again.paths.tolist() == photos.paths.tolist()
    assert len(public.requests) == 2


def test_nothing_but_photos_and_table_is_written(public, tmp_path):
    fetch_clothing(data_home=tmp_path / "home")
    expected = {"clothing/labels.csv", *(f"clothing/images/{name}" for name in NAMES)}
    assert files_below(tmp_path / "home") == expected
    assert files_below(tmp_path) == {f"home/{name}" for name in expected}


def other_photos():
    return pack(dict(list(PHOTOS.items())[1:]))


def no_jpeg():
    return pack(PHOTOS | {f"small-master/train/dress/{NAMES[0]}": b"<html>"})


def wrong_crc():
    content = PHOTOS[f"small-master/train/dress/{NAMES[0]}"]
    return pack(PHOTOS).replace(content, content[:-3] + bytes([content[-3] ^ 1]) + content[-2:])


def encrypted():
    content = bytearray(pack(PHOTOS))
    at = content.index(b"PK\x01\x02") + 8  # flags of the first entry of the directory
    content[at : at + 2] = struct.pack("<H", 1)
    return bytes(content)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (other_photos, "lists other photos than expected: 2 for training and validation"),
        (no_jpeg, "is no JPEG"),
        (wrong_crc, "not a sound zip archive .*CRC"),
        (encrypted, "not a sound zip archive"),
        (lambda: b"<html>", "not a sound zip archive"),
        (lambda: pack(PHOTOS)[:-40], "not a sound zip archive"),
    ],
)
def test_other_archives_are_refused(public, tmp_path, make, message):
    public.pages["/small.zip"] = make()
    with pytest.raises(OSError, match=message):
        fetch_clothing(data_home=tmp_path)
    assert files_below(tmp_path) == set()


def test_photo_beyond_the_limit_is_refused(public, tmp_path, monkeypatch):
    monkeypatch.setattr(_clothing, "_IMAGE_LIMIT", 100)
    with pytest.raises(DatasetError, match="has [0-9]+ bytes"):
        fetch_clothing(data_home=tmp_path)


@pytest.mark.parametrize("content", [b"<html>", b"a,b\n1,2\n", b"\xff\xff"])
def test_other_tables_of_senders_are_refused(public, tmp_path, content):
    public.pages["/images.csv"] = content
    with pytest.raises(DatasetError, match="cannot download images.csv: .*table"):
        fetch_clothing(data_home=tmp_path)
    assert public.requests == ["/images.csv"]


def test_other_senders_are_refused(public, tmp_path):
    public.pages["/images.csv"] = SENDERS.replace(",101,", ",999,").encode()
    with pytest.raises(DatasetError, match="lists other photos"):
        fetch_clothing(data_home=tmp_path)


def test_newest_archive_is_tried_after_the_fixed_one(public, tmp_path, monkeypatch):
    urls = (public.url("/gone.zip"), public.url("/small.zip"))
    monkeypatch.setattr(_clothing, "_ARCHIVES", urls)
    assert len(fetch_clothing(data_home=tmp_path).paths) == 4


def test_interrupted_download_begins_anew(public, tmp_path, monkeypatch):
    def interrupt(archive, folder):
        folder.mkdir()
        (folder / NAMES[0]).write_bytes(b"half")
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(_clothing, "_write_images", interrupt)
        fetch_clothing(data_home=tmp_path)
    assert not (tmp_path / "clothing/labels.csv").exists()
    photos = fetch_clothing(data_home=tmp_path)
    with open(photos.paths[0], "rb") as handle:
        assert handle.read() == jpeg(10)


def test_no_download_unless_allowed(public, tmp_path):
    with pytest.raises(OSError, match="download_if_missing"):
        fetch_clothing(data_home=tmp_path, download_if_missing=False)
    assert public.requests == []


def write_table(folder, text, images=()):
    (folder / "clothing/images").mkdir(parents=True)
    (folder / "clothing/labels.csv").write_text(text)
    for name in images:
        (folder / "clothing/images" / name).touch()


def test_named_folder_with_extra_photos(tmp_path, monkeypatch):
    text = "image,label,split,sender\na.jpg,polo,extra,7\nb.jpg,dress,train,\n"
    write_table(tmp_path, text, ["a.jpg", "b.jpg"])
    monkeypatch.setenv("FASHION_CLF_DATA", str(tmp_path))
    photos = fetch_clothing()
    assert photos.split.tolist() == ["extra", "train"]
    assert photos.sender.tolist() == [7, -1]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("image,label\na.jpg,polo\n", "lacks the columns split, sender"),
        ("", "lacks the columns"),
        ("image,label,split,sender\nb.jpg,polo,train,1\n", "lacks 1 of 1 photos, .* b.jpg"),
        ("image,label,split,sender\na.jpg,polo,train,me\n", "row 0 .*sender 'me'"),
    ],
)
def test_broken_folder(tmp_path, text, message):
    write_table(tmp_path, text, ["a.jpg"])
    with pytest.raises(DatasetError, match=message):
        fetch_clothing(data_home=tmp_path)


@pytest.mark.real_data
def test_real_table_is_the_expected_one(data_dir):
    photos = fetch_clothing(data_home=data_dir, download_if_missing=False)
    known = sorted(
        f"{split},{label},{path.rpartition('/')[2]},{sender}"
        for path, label, split, sender in zip(
            photos.paths, photos.labels, photos.split, photos.sender, strict=True
        )
        if split in ("train", "validation")
    )
    assert len(known) == 3068 + 341
    assert hashlib.sha256("\n".join(known).encode()).hexdigest() == _clothing._TABLE_SHA256
