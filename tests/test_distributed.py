"""Dask: the same as one machine, partition by partition; also on real worker processes."""

import pickle

import joblib
import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import Pipeline

from fashion_clf import distributed, load_pretrained, make_pipeline
from fashion_clf.datasets import make_catalog
from fashion_clf.distributed import _predict
from fashion_clf.distributed._predict import load_once
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
    monkeypatch.setattr(_predict, "__version__", "0.0.0")
    with pytest.raises(FashionClfError, match=r"a worker has fashion-clf 0\.0\.0"):
        later.compute(scheduler="sync")
    with pytest.raises(FashionClfError, match="needed is one of make_pipeline"):
        distributed.fit(Pipeline([("none", "passthrough")]), frame)
    with pytest.raises(CatalogError, match="all partitions are empty"):
        distributed.fit(pretrained, frame[frame["id"] == "none"])
    with pytest.raises(CatalogError, match="no column 'gold'"):
        distributed.fit(pretrained, frame, column="gold")


@pytest.mark.parametrize("most", [30_000, 60])
@pytest.mark.parametrize("labelled", [False, True])
def test_fit_is_fit_on_one_machine(products, most, labelled):
    """Of counts and drawn products; with labels only where all are drawn."""
    if labelled and most < len(products):
        return
    labels = ["BAG" if row % 9 == 0 else None for row in range(90)] if labelled else None
    pipeline = make_pipeline(images=False).set_params(classifier__max_samples=most)
    expected = clone(pipeline).fit(products, labels)
    frame = dd.from_pandas(products.assign(gold=labels), npartitions=4)
    frame = dd.concat([frame.partitions[:2], frame[frame["id"] == "none"], frame.partitions[2:]])
    frame = frame if labelled else frame.drop(columns="gold")
    found = distributed.fit(pipeline, frame, column="gold" if labelled else None)
    assert np.array_equal(found.predict_proba(products), expected.predict_proba(products))
    assert found[-1].words_ == expected[-1].words_
    assert found[-1].n_votes_.tolist() == expected[-1].n_votes_.tolist()
    assert found[-1].training_data_["n_products"] == 90


def test_fit_with_labels_and_a_draw(products):
    labels = [None] * 80 + ["BAG"] * 10
    frame = dd.from_pandas(products.assign(gold=labels), npartitions=3)
    pipeline = make_pipeline(images=False).set_params(classifier__max_samples=30)
    fitted = [distributed.fit(pipeline, frame, column="gold") for _ in range(2)]
    first, second = (one.predict_proba(products) for one in fitted)
    assert np.array_equal(first, second)
    assert fitted[0][-1].n_votes_.sum() <= 90
    with pytest.raises(ValueError, match="HAT"):
        wrong = dd.from_pandas(products.assign(gold="HAT"), npartitions=3)
        distributed.fit(pipeline, wrong, column="gold")


@pytest.mark.skipif(
    tuple(map(int, joblib.__version__.split(".")[:2])) < (1, 5),
    reason="by way of Dask, joblib 1.4 makes plain dicts of scikit-learn's routed parameters",
)
def test_joblib_by_dask(products):
    """What takes ``n_jobs`` runs on the workers of Dask, with the same result."""
    cluster_of = pytest.importorskip("distributed", reason="distributed is not installed")
    with cluster_of.Client(processes=False, n_workers=2, dashboard_address=":0"):
        gold = make_catalog(90, random_state=0).gold
        known = products.assign(gold=gold)[pd.Series(gold).isin(["SHOE", "TOPS"])]
        pipeline = make_pipeline(images=False, n_estimators=5)
        with joblib.parallel_backend("dask"):
            scores = cross_val_score(pipeline, known, known["gold"], cv=2, n_jobs=2)
    assert np.array_equal(scores, cross_val_score(pipeline, known, known["gold"], cv=2))


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
    first = load_once(blob)
    assert load_once(bytes(blob)) is first
