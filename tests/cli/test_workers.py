"""Several processes give the same bytes, and what goes wrong in one is said."""

import json
import os
import signal

import pandas as pd
import pytest
from click.testing import CliRunner

from fashion_clf import load_pretrained
from fashion_clf.cli import main
from fashion_clf.cli.run._workers import start_workers
from fashion_clf.exceptions import CatalogWarning, FashionClfError


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_the_same_bytes_and_warnings(tmp_path):
    rows = [{"id": str(row), "title": f"Suede boots {row}"} for row in range(2200)]
    rows[2100] |= {"title": "Кожаные ботинки"}
    rows[17] |= {"title": 17}
    path = tmp_path / "in.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    done = {}
    for n_jobs in (1, 2):
        out = tmp_path / f"{n_jobs}.jsonl"
        result = run("classify", path, "-o", out, "--model", "pretrained", "--n-jobs", n_jobs)
        assert result.exit_code == 0, result.output
        done[n_jobs] = out.read_bytes(), result.output.replace(out.name, "")
    assert done[1] == done[2]
    assert "Russian" in done[2][1] and "odd type" in done[2][1]


def test_parts_come_in_order_and_with_their_warnings():
    parts = [
        pd.DataFrame({"title": [f"{kind} {n}" for n in range(3)]}) for kind in ("Boots", "Bag")
    ]
    parts.append(pd.DataFrame({"title": ["Кожаные ботинки"]}))
    with start_workers(2) as workers, pytest.warns(CatalogWarning, match="1 product looks like"):
        found = list(workers.predict(parts, load_pretrained(), lambda part: (part, None), 0.8))
    assert [one[1]["category"].iloc[0] for one in found] == ["SHOE", "BAG", "OTHERS"]
    assert "product_type" in found[0][1] and found[2][2].tolist() == ["ru"]


def kill(*_):
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_killed_worker_is_said():
    with start_workers(2) as workers:
        workers._executor.submit(kill)
        with pytest.raises(FashionClfError, match="a worker process was killed"):
            parts = [pd.DataFrame({"title": ["Boots"]})] * 50
            list(workers.predict(parts, load_pretrained(), lambda part: (part, None), None))
