"""Every hostile catalogue: as many rows out as in, in order, or one line and exit code 2.

What single readers and options do with wrong input is in tests/catalog, in
tests/test_cli_wrong_input.py and tests/images/test_hostile.py.
"""

import gzip
import json
import os
import socket
import subprocess
import sys
import warnings

import pytest
from click.testing import CliRunner
from hostile.corpus import LINE, READ, REFUSED, content_of, odd_products
from hostile.photos import BROKEN, picture

from fashion_clf.catalog import CatalogReader, load_catalog
from fashion_clf.cli import main

ADDED = ["category", "category_confidence", "category_source"]


def classify(catalog, output, *more):
    arguments = "classify", catalog, "-o", output, *more
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def write(folder, case):
    if case[0].endswith(".parquet"):
        pytest.importorskip("pyarrow", reason="Parquet is an optional extra")
    path = folder / case[0]
    path.write_bytes(content_of(case))
    return path


def load(path):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return load_catalog(path)


def assert_same_texts(before, after):
    """Each text of the catalogue stands in its row and column of the output."""
    names = list(after.columns)
    again = set(ADDED) <= set(before.columns)  # classified before: these columns are replaced
    for place, name in enumerate(before.columns):
        if again and name in ADDED:
            continue
        where = names.index(name) if again else place
        given, written = before.iloc[:, place].tolist(), after.iloc[:, where].tolist()
        kept = [(a, b) for a, b in zip(given, written, strict=True) if type(a) is str]
        assert all(a == b for a, b in kept), name


@pytest.mark.parametrize("name", READ)
def test_as_many_rows_come_out(tmp_path, shop, name):
    path = write(tmp_path, READ[name])
    output = path.with_name("out." + path.name.partition(".")[2])
    result = classify(path, output, "--model", shop / "model.joblib")
    assert result.exit_code == 0, result.output
    before, after = load(path), load(output)
    assert len(before) == READ[name][2]
    assert [column for column in ADDED if column in after.columns] == ADDED
    assert_same_texts(before, after)


@pytest.mark.parametrize("extension", ["jsonl.gz", "csv", "tsv", "xml"])
def test_every_odd_value_into_another_format(tmp_path, shop, extension):
    path, output = write(tmp_path, READ["odd values"]), tmp_path / f"out.{extension}"
    result = classify(path, output, "--model", shop / "model.joblib")
    assert result.exit_code == 0, result.output
    n_products = len(odd_products())
    assert load(output)["row"].astype(str).tolist() == [str(row) for row in range(n_products)]


@pytest.mark.parametrize("name", REFUSED)
def test_the_others_are_one_line(tmp_path, shop, name):
    path = write(tmp_path, REFUSED[name])
    result = classify(path, tmp_path / "out.json", "--model", shop / "model.joblib")
    assert result.exit_code == 2, result.output
    assert result.output.startswith("fashion-clf: error: ") and result.output.count("\n") == 1
    assert path.name in result.output and len(result.output) < 1_000 + len(str(path))
    assert os.listdir(tmp_path) == [path.name]


# A process of its own for each, forked from one that has loaded all, so that they are quick.
LIMITED = """
import os, resource, signal, sys
from fashion_clf.cli import main
from fashion_clf.cli.commands import _classify
from fashion_clf.cli.run import _stages, _streaming, _training
import fashion_clf
model, megabytes, *catalogs = sys.argv[1:]
fashion_clf.load_model(model).predict(["Cotton shirt"])
for catalog in catalogs:
    child = os.fork()
    if child == 0:
        pages = int(open("/proc/self/statm").read().split()[0])
        limit = pages * resource.getpagesize() + int(megabytes) * 2**20
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        signal.alarm(30)
        output = os.path.join(os.path.dirname(catalog), "out.jsonl")
        main(["classify", catalog, "-o", output, "--model", model, "--quiet"])
    _, status = os.waitpid(child, 0)
    print(os.waitstatus_to_exitcode(status), flush=True)
"""
LONG = "x" * 10**6
BOMBS = {
    "an archive of 100 MB of long products": (
        "p.jsonl.gz",
        lambda: gzip.compress(100 * (LINE[:-2] + f',"x":"{LONG}"}}\n').encode(), 1, mtime=0),
        0,
    ),
    **{name: (*READ[name][:2], 0) for name in ("a text of 10 MB", "a million tiny fields")},
    **{
        name: (*REFUSED[name], 2)
        for name in REFUSED
        if name.startswith(("an archive of", "deep", "a feed that", "a million", "a line"))
    },
}  # fmt: skip


@pytest.mark.long
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/proc is of Linux")
def test_memory_and_time_are_bounded(tmp_path, shop):
    paths = []
    for number, case in enumerate(BOMBS.values()):
        folder = tmp_path / str(number)
        folder.mkdir()
        paths.append(str(write(folder, case)))
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, shop / "model.joblib", "400", *paths],
        capture_output=True,
        text=True,
        check=True,
    )
    codes = dict(zip(BOMBS, map(int, done.stdout.split()), strict=True))
    assert codes == {name: case[2] for name, case in BOMBS.items()}, done.stderr
    assert "Traceback" not in done.stderr


def test_chunks_of_long_products_are_short(tmp_path):
    path = tmp_path / "p.csv"
    path.write_text("name,x\n" + f"Shirt,{'x' * 6_000_000}\n" * 7)
    with CatalogReader(path) as reader:
        assert [len(chunk) for chunk in reader] == [3, 3, 1]


def test_a_product_of_shopify_has_an_end(tmp_path, shop):
    path = tmp_path / "p.csv"
    path.write_text("Handle,Title,Image Src\n" + f"a,Shirt,{'x' * 9_000_000}\n" * 4)
    result = classify(path, tmp_path / "out.csv", "--model", shop / "model.joblib")
    assert result.exit_code == 2 and "product 'a' is longer than" in result.output


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_what_is_no_file_is_refused_at_once(tmp_path, shop):
    os.mkfifo(tmp_path / "pipe.json")
    (tmp_path / "null.json").symlink_to(os.devnull)
    (tmp_path / "dangling.json").symlink_to("nowhere")
    with socket.socket(socket.AF_UNIX) as unix:
        unix.bind(os.path.relpath(tmp_path / "socket.json"))
    for name in ("pipe", "null", "dangling", "socket"):
        path = tmp_path / f"{name}.json"
        result = classify(path, tmp_path / "out.json", "--model", shop / "model.joblib")
        assert result.exit_code == 2 and result.output.count("\n") == 1
        with pytest.raises(ValueError, match="is a pipe or a device|no such file"):
            load_catalog(path)


def test_broken_photos_lose_no_product(tmp_path):
    folder = tmp_path / "photos"
    folder.mkdir()
    for name, content in BROKEN.items():
        (folder / name).write_bytes(content)
    (folder / "dangling.jpg").symlink_to("nowhere")
    (folder / "folder.jpg").mkdir()
    names = [*BROKEN, "dangling.jpg", "folder.jpg", "http://[::1", "//[x", "a/" * 5_000, "a\0.jpg"]
    names += ["\ud800.jpg", "../photos/good.png", "/dev/zero", 7, ["a.jpg"], None]
    texts = "Cotton shirt, long sleeves", "Suede boot, rubber sole", "Silk dress, flared hem"
    products = [{"name": texts[row % 3], "image": name} for row, name in enumerate(names)]
    for row in range(30):
        picture().resize((20 + row, 40)).save(folder / f"good{row}.png")
        products.append({"name": texts[row % 3], "image": f"good{row}.png"})
    path = tmp_path / "p.json"
    path.write_text(json.dumps(products))
    result = classify(path, tmp_path / "out.json", "--images", folder)
    assert result.exit_code == 0, result.output
    assert (
        f"ImageWarning: 1\n    {len(BROKEN)} of {len(BROKEN) + 30} photos cannot" in result.output
    )
    assert "9 of 69 products name a photo that is not there (rows 27," in result.output
    written = json.loads((tmp_path / "out.json").read_text())
    assert [product["image"] for product in written] == [product["image"] for product in products]
