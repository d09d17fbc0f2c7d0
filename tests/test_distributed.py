"""Dask: the same as one machine, partition by partition; also on real worker processes."""

import pickle

import numpy as np
import pandas as pd
import pytest

from fashion_clf import distributed, load_pretrained, make_pipeline
from fashion_clf.datasets import make_catalog
from fashion_clf.exceptions import CatalogError, FashionClfError

dd = pytest.importorskip("dask.dataframe", reason="Dask is not installed")

pytestmark = pytest.mark.filterwarnings("ignore::fashion_clf.exceptions.FashionClfWarning")


@pytest.fixture(scope="module")
def products():
    return make_catalog(90, random_state=0).products[["id", "name", "description"]]


@pytest.fixture(scope="module")
def pretrained():
    return load_pretrained()


def test_the_same_as_one_machine(products, pretrained):
    expected = pretrained[-1].predict_table(products)
    for npartitions in (1, 4):
        frame = dd.from_pandas(products, npartitions=npartitions)
        found = distributed.predict(pretrained, frame)
        assert found.npartitions == frame.npartitions and found.divisions == frame.divisions
        table = found.compute(scheduler="sync")
        pd.testing.assert_frame_equal(table, expected, check_dtype=False)
    typed = distributed.predict(pretrained, frame, min_confidence=0.8)
    assert typed.columns.tolist()[-2:] == ["product_type", "product_type_confidence"]
    assert typed.compute(scheduler="sync")["product_type"].tolist()[:3]


def test_partitions_without_rows_and_of_other_columns(products, pretrained):
    frame = dd.from_pandas(products, npartitions=3)
    some = distributed.predict(pretrained, frame[frame["id"] < "P00010"])
    assert len(some.compute(scheduler="sync")) == 10
    other = dd.from_pandas(products[["id"]].rename(columns={"id": "price"}), npartitions=2)
    with pytest.raises(CatalogError, match=r"partition \d .*no column with a description"):
        distributed.predict(pretrained, other).compute(scheduler="sync")


def test_what_is_refused(products, pretrained, monkeypatch):
    with pytest.raises(CatalogError, match="needed is a Dask DataFrame"):
        distributed.predict(pretrained, products)
    frame = dd.from_pandas(products, npartitions=1)
    with pytest.raises(FashionClfError, match="cannot be pickled"):
        distributed.predict(lambda: None, frame)
    later = distributed.predict(pretrained, frame)
    monkeypatch.setattr(distributed, "__version__", "0.0.0")
    with pytest.raises(FashionClfError, match=r"a worker has fashion-clf 0\.0\.0"):
        later.compute(scheduler="sync")
    with pytest.raises(ValueError, match="sample is 0"):
        distributed.fit(pretrained, frame, sample=0)
    with pytest.raises(CatalogError, match="no column 'gold'"):
        distributed.fit(pretrained, frame, column="gold")


def test_fit_on_all_is_fit_on_one_machine(products):
    pipeline = make_pipeline(images=False)
    frame = dd.from_pandas(products, npartitions=3)
    found = distributed.fit(pipeline, frame).predict_proba(products)
    expected = make_pipeline(images=False).fit(products).predict_proba(products)
    assert np.array_equal(found, expected)


def test_fit_on_a_sample_is_seeded_and_has_all_labels(products):
    labelled = products.assign(gold=[None] * 85 + ["BAG"] * 5)
    frame = dd.from_pandas(labelled, npartitions=3)
    pipeline = make_pipeline(images=False)
    fitted = [distributed.fit(pipeline, frame, column="gold", sample=30) for _ in range(2)]
    first, second = (one[-1].training_data_ for one in fitted)
    assert first == second and 30 <= first["n_products"] <= 38


@pytest.mark.long
def test_worker_processes_and_one_that_is_killed(products, pretrained):
    cluster_of = pytest.importorskip("distributed", reason="distributed is not installed")
    big = pd.concat([products] * 20, ignore_index=True)
    expected = pretrained[-1].predict_table(big)
    frame = dd.from_pandas(big, npartitions=12)
    with (
        cluster_of.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as here,
        cluster_of.Client(here) as client,
    ):
        future = client.compute(distributed.predict(pretrained, frame))
        pids = client.run(lambda: __import__("os").getpid())
        client.run(_end, pids[min(pids)], workers=[min(pids)], on_error="ignore")
        table = future.result(timeout=120)
    pd.testing.assert_frame_equal(table, expected, check_dtype=False)


def _end(pid):
    import os
    import signal

    os.kill(pid, signal.SIGKILL)


def test_a_model_is_loaded_once_a_process(pretrained):
    blob = pickle.dumps(pretrained)
    first = distributed.load_once(blob)
    assert distributed.load_once(bytes(blob)) is first
