"""Several processes give the same bytes, and what goes wrong in one is said."""

import json
import os
import shutil
import signal
import time

import pandas as pd
import pytest
from click.testing import CliRunner
from sklearn.linear_model import LogisticRegression

from fashion_clf import CATEGORIES, load_pretrained, save_model
from fashion_clf.cli import main
from fashion_clf.cli.run._job import Job
from fashion_clf.cli.run._workers import start_workers
from fashion_clf.exceptions import CatalogWarning, FashionClfError
from fashion_clf.persistence import pretrained_path


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_the_same_bytes_and_warnings(tmp_path, monkeypatch):
    monkeypatch.setenv("FASHION_CLF_KEY", "k" * 32)
    save_model(load_pretrained(), tmp_path / "signed.joblib")
    monkeypatch.delenv("FASHION_CLF_KEY")
    rows = [{"id": str(row), "title": f"Suede boots {row}"} for row in range(2200)]
    rows[2100] |= {"title": "Кожаные ботинки"}
    rows[17] |= {"title": 17}
    path = tmp_path / "in.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    done = {}
    for n_jobs in (1, 2):
        out = tmp_path / f"{n_jobs}.jsonl"
        model = tmp_path / "signed.joblib"
        result = run("classify", path, "-o", out, "--model", model, "--n-jobs", n_jobs)
        assert result.exit_code == 0, result.output
        done[n_jobs] = out.read_bytes(), result.output.replace(out.name, "")
    assert done[1] == done[2]
    assert "Russian" in done[2][1] and "odd type" in done[2][1]
    assert done[2][1].count("the signature was not checked") == 1


def test_parts_come_in_order_and_with_their_warnings():
    parts = [
        pd.DataFrame({"title": [f"{kind} {n}" for n in range(3)]}) for kind in ("Boots", "Bag")
    ]
    parts.append(pd.DataFrame({"title": ["Кожаные ботинки"]}))
    with start_workers(2) as workers, pytest.warns(CatalogWarning, match="1 product looks like"):
        workers.load(Job("classify", quiet=True), pretrained_path())
        assert set(workers.categories()) == set(CATEGORIES)
        found = list(workers.predict(parts, lambda part: (part, None), types=True))
    assert [one[1]["category"].iloc[0] for one in found] == ["SHOE", "BAG", "OTHERS"]
    assert "product_type" in found[0][1] and found[2][2].tolist() == ["ru"]


def test_workers_that_are_ended_at_once_say_nothing():
    for _ in range(3):  # else a thread of the executor fails, and with it this test
        with pytest.raises(KeyboardInterrupt), start_workers(2) as workers:
            time.sleep(0.3)  # till the thread waits for work
            workers.submit(len, "ab")
            raise KeyboardInterrupt


def kill(*_):
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_killed_worker_is_said():
    with start_workers(2) as workers:
        workers.load(Job("classify", quiet=True), pretrained_path())
        workers.submit(kill)
        with pytest.raises(FashionClfError, match="a worker process was killed"):
            parts = [pd.DataFrame({"title": ["Boots"]})] * 50
            list(workers.predict(parts, lambda part: (part, None)))
        with pytest.raises(FashionClfError, match="a worker process was killed"):
            workers.load(Job("classify", quiet=True), pretrained_path())
            workers.categories()


@pytest.mark.parametrize("n_jobs", [1, 2])
def test_a_wrong_model_is_named(tmp_path, n_jobs):
    path = tmp_path / "in.jsonl"
    path.write_text('{"title": "Boots"}\n')
    arguments = ["classify", path, "-o", tmp_path / "out.jsonl", "--n-jobs", n_jobs, "--model"]
    changed = tmp_path / "changed.joblib"
    changed.write_bytes(pretrained_path().read_bytes() + b"0")
    shutil.copy(f"{pretrained_path()}.json", f"{changed}.json")
    other = tmp_path / "other.joblib"
    save_model(LogisticRegression().fit([[0], [1]], [0, 1]), other)
    for model, said in (
        (changed, "is not the one that was saved"),
        (other, "holds a LogisticRegression"),
    ):
        result = run(*arguments, model)
        assert result.exit_code == 2 and said in result.output, result.output
        assert not (tmp_path / "out.jsonl").exists()
