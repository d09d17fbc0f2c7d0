import importlib
import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner
from misbehaving import jpeg

from fashion_clf.catalog import CatalogReader, load_catalog
from fashion_clf.cli import main
from fashion_clf.download import Limits, download_images, find_downloaded
from fashion_clf.exceptions import CatalogError, CatalogWarning, DownloadError, ImageWarning


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def products(server):
    return [
        {"id": 1, "title": "Cotton shirt", "image_url": server.url("/photo/1.jpg")},
        {
            "id": 2,
            "title": "Silk dress",
            "image_url": f"{server.url('/photo/2')}, {server.url('/photo/3')}",
        },
        {"id": 3, "title": "Leather bag", "image_url": [server.url("/photo/1.jpg")]},
        {"id": 4, "title": "Ankle boot", "image_url": server.url("/missing")},
        {"id": 5, "title": "Wool scarf", "image_url": ""},
        {"id": 6, "title": "Wool hat", "image_url": None},
        {"id": 7, "title": "Linen shirt", "image_url": "photos/7.jpg"},
        {"id": 8, "title": "Linen skirt"},
    ]


@pytest.fixture
def catalog(products, tmp_path):
    path = tmp_path / "products.json"
    path.write_text(json.dumps(products))
    return path


FAILED = r"1 of 8 photos cannot be downloaded \(HTTP 404: 1\)"
STATUSES = ["downloaded"] * 3 + ["failed"] + ["none"] * 4


@pytest.mark.parametrize("kind", ["list", "DataFrame", "CatalogReader"])
def test_every_product_has_a_line(server, products, catalog, tmp_path, kind):
    report, seen = tmp_path / "report.csv", []
    with CatalogReader(catalog, chunk_size=3) as reader, pytest.warns(ImageWarning, match=FAILED):
        counts = download_images(
            {"list": products, "DataFrame": pd.DataFrame(products), "CatalogReader": reader}[kind],
            tmp_path / "photos",
            allow_private=True,
            report=report,
            progress=lambda n, failed: seen.append((n, failed)),
        )
    assert counts == {
        "status": {"none": 4, "downloaded": 3, "failed": 1},
        "reason": {"HTTP 404": 1},
    }
    table = pd.read_csv(report, keep_default_na=False)
    assert table.columns.tolist() == ["row", "url", "status", "bytes", "reason", "path"]
    assert table["row"].tolist() == list(range(8))
    assert table["status"].tolist() == STATUSES
    assert table["reason"].tolist() == [*[""] * 3, "HTTP 404", "", "", "no address", ""]
    assert table["url"][1] == server.url("/photo/2")
    assert table["path"][0] == table["path"][2]
    # the first call is for those of which nothing is to be asked
    assert seen[0] == (4, 0) and sum(n for n, _ in seen) == 8 and seen[-1][1] == 1
    assert server.hits() == {"/photo/1.jpg": 1, "/photo/2": 1, "/missing": 1}


def test_a_catalogue_finds_its_photos(server, products, catalog, tmp_path):
    photos = tmp_path / "photos"
    with pytest.warns(ImageWarning, match=FAILED):
        download_images(products, photos, allow_private=True)
    (photos / "8.jpg").write_bytes(jpeg(8))  # put there by hand, named as the id
    with pytest.warns(CatalogWarning, match="2 of 8 products name a photo that is not there"):
        found = load_catalog(catalog, image_dir=photos)["image"].tolist()
    assert [Path(path).read_bytes() for path in found[:3]] == [jpeg(1), jpeg(2), jpeg(1)]
    assert found[3:] == [None] * 4 + [str(photos / "8.jpg")]
    assert (
        find_downloaded([p.get("image_url") for p in products], photos) == [*found[:3]] + [None] * 5
    )


def test_what_cannot_begin(products, tmp_path, monkeypatch):
    with pytest.raises(CatalogError, match="no column of photos, such as image, image_path"):
        download_images([{"title": "Shirt"}], tmp_path)
    with pytest.raises(DownloadError, match="exclude each other"):
        download_images(products, tmp_path, refresh=True, retry_failed=True)
    monkeypatch.setitem(sys.modules, "aiohttp", None)
    with pytest.raises(DownloadError, match=r'pip install "fashion-clf\[download\]"'):
        download_images(products, tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_report_that_cannot_be_written(server, products, tmp_path):
    with pytest.raises(DownloadError, match="there is no folder"):
        download_images(products, tmp_path, allow_private=True, report=tmp_path / "no" / "r.csv")
    assert len(find_downloaded([server.url("/photo/2")], tmp_path)) == 1


def test_import_loads_nothing_heavy():
    code = (
        "import sys, fashion_clf.download, fashion_clf.cli\n"
        "print({'aiohttp', 'pandas', 'PIL', 'sklearn'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_command(server, catalog, tmp_path):
    arguments = ["download", catalog, "--images", tmp_path / "photos", "--allow-private"]
    log = tmp_path / "log.jsonl"
    files = ["--report", tmp_path / "report.csv", "--log", log]
    result = run(*arguments, *files, "--retries", 0)
    assert result.exit_code == 0, result.output
    assert result.output.splitlines()[:4] == [
        f"photos of 8 products, in {tmp_path / 'photos'}",
        "  none: 4",
        "  downloaded: 3",
        "  failed: 1 (HTTP 404: 1); --retry-failed tries these again",
    ]
    assert len((tmp_path / "report.csv").read_text().splitlines()) == 9
    assert "ImageWarning: 1\n    1 of 8 photos cannot be downloaded" in result.output
    (event,) = [
        entry
        for entry in map(json.loads, log.read_text().splitlines())
        if entry["event"] == "downloads"
    ]
    assert event["status"] == {"none": 4, "downloaded": 3, "failed": 1}
    assert run(*arguments, "--quiet").output == ""
    assert sum(server.hits().values()) == 3
    assert run(*arguments, "--retry-failed", "--strict").exit_code == 1
    run(*arguments, "--refresh", "--rate", "1000", "--port", "81")
    assert server.hits() == {"/photo/1.jpg": 2, "/photo/2": 2, "/missing": 2}


def test_command_is_safe_by_default(server, catalog, tmp_path):
    result = run("download", catalog, "--images", tmp_path / "photos")
    assert result.exit_code == 0
    assert "failed: 4 (address: 4)" in result.output
    assert not server.requests


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["download", "products.json"], "--images"),
        (["download", "products.json", "--images", "products.json"], "--images"),
        (["download", "products.json", "--images", "p", "--report", "products.json"], "same file"),
        (["download", "products.json", "--images", "p", "--report", "no/r.csv"], "folder"),
        (["download", "products.json", "--images", "p", "--per-host", "0"], "per_host is 0"),
        (["download", "products.json", "--images", "p", "--refresh", "--retry-failed"], "exclude"),
        (["download", "products.json", "--images", "p", "--file-root", "no"], "--file-root"),
        (["classify", "products.json", "-o", "o.json", "--download"], "needs --images"),
        (["classify", "products.json", "-o", "o.json", "--images", "no"], "does not exist"),
    ],
)
def test_wrong_usage_is_one_line(catalog, tmp_path, monkeypatch, arguments, words):
    monkeypatch.chdir(tmp_path)
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.output.startswith("fashion-clf: error: ") and result.output.count("\n") == 1
    assert words in result.output
    assert [path.name for path in tmp_path.iterdir()] == ["products.json"]


def test_classify_downloads_first(server, tmp_path, monkeypatch):
    """Only here may it ask this machine: the command has no option to allow that."""
    catalog = tmp_path / "products.json"
    catalog.write_text(
        json.dumps(
            [{"title": f"Cotton shirt {i}", "image": server.url(f"/photo/{i}")} for i in range(12)]
        )
    )
    module = importlib.import_module("fashion_clf.cli.commands._classify")
    fetch = module.fetch_photos
    monkeypatch.setattr(
        module, "fetch_photos", lambda *given: fetch(*given, allow_private=True, limits=Limits())
    )
    arguments = ["classify", catalog, "-o", tmp_path / "out.json", "--images", tmp_path / "photos"]
    result = run(*arguments, "--download")
    assert result.exit_code == 0, result.output
    assert result.output.startswith(f"photos of 12 products, in {tmp_path / 'photos'}\n")
    assert "photo" not in result.output.partition("warnings:")[2]
    assert sum(server.hits().values()) == 12
    written = json.loads((tmp_path / "out.json").read_text())
    assert [product["image"] for product in written] == [
        server.url(f"/photo/{i}") for i in range(12)
    ]
