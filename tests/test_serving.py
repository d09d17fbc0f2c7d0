"""The example service of the documentation."""

import importlib.util
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="FastAPI is not installed")
testclient = pytest.importorskip("fastapi.testclient", reason="httpx is not installed")


@pytest.fixture(scope="module")
def client():
    path = Path(__file__).parent.parent / "docs/examples/serve.py"
    spec = importlib.util.spec_from_file_location("serve", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    with testclient.TestClient(module.app) as client:
        yield client


def test_health_and_readiness(client):
    assert client.get("/health").json() == {"status": "ok"}
    assert client.get("/ready").json() == {"status": "ready"}


def test_categories_in_order(client):
    products = [{"id": "7", "name": "Suede boots"}, {"name": "Rock", "language": "de"}]
    boots, skirt = client.post("/classify", json=products).json()
    assert (boots["id"], boots["category"]) == ("7", "SHOE") and boots["confidence"] > 0.9
    assert (skirt["id"], skirt["category"], skirt["source"]) == (None, "SKIRT", "rule")


def test_requests_that_come_together_get_their_own_answers(client):
    names = ["Suede boots", "Silk scarf", "Linen shirt", "Skirt"] * 10

    def ask(name):
        return client.post("/classify", json=[{"name": name}]).json()[0]["category"]

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(ask, names))
    assert found == ["SHOE", "OTHERS", "TOPS", "SKIRT"] * 10


def test_what_is_refused(client):
    assert client.post("/classify", json=[]).status_code == 422
    assert client.post("/classify", json=[{"name": "x"}] * 1001).status_code == 422
    assert client.post("/classify", json=[{"name": 7}]).status_code == 422
    assert client.post("/classify", content=b"x" * 5_000_001).status_code == 413
