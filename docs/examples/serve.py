"""A small service: products in, categories out.

    pip install "fashion-clf" fastapi uvicorn
    FASHION_CLF_MODEL=shop.joblib uvicorn serve:app --workers 4

The model is loaded once a process. Requests that come together are predicted together, in a
thread, so that the server answers while it works.
"""

import asyncio
import os
from contextlib import asynccontextmanager
from typing import Annotated

from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from fashion_clf import load_model, load_pretrained

MOST_PRODUCTS = 1000  # of a request
MOST_BYTES = 5_000_000  # of a request
BATCH = 512  # products that are predicted together
WAIT = 0.003  # seconds for other requests to come


class Product(BaseModel):
    """What a shop says of a product."""

    id: str | None = None
    name: Annotated[str, Field(max_length=2_000)] = ""
    description: Annotated[str, Field(max_length=200_000)] = ""
    language: str | None = None


class Answer(BaseModel):
    """What it is."""

    id: str | None
    category: str
    confidence: float
    source: str


class Batcher:
    """Collects the products of several requests, and predicts them together."""

    def __init__(self, classifier):
        self.classifier = classifier
        self.waiting = asyncio.Queue()

    async def predict(self, products):
        """Give the answers for some products."""
        done = asyncio.get_running_loop().create_future()
        await self.waiting.put((products, done))
        return await done

    async def run(self):
        """Work until cancelled."""
        while True:
            jobs = [await self.waiting.get()]
            await asyncio.sleep(WAIT)
            while not self.waiting.empty() and sum(len(one) for one, _ in jobs) < BATCH:
                jobs.append(self.waiting.get_nowait())
            products = [product for one, _ in jobs for product in one]
            try:
                table = await asyncio.to_thread(self.classifier.predict_table, products)
            except Exception as error:  # of whatever kind: each request is told
                for _, done in jobs:
                    done.set_exception(error)
                continue
            rows = list(table.itertuples(index=False, name=None))
            for one, done in jobs:
                done.set_result(rows[: len(one)])
                rows = rows[len(one) :]


@asynccontextmanager
async def lifespan(app):
    """Load the model before the first request."""
    path = os.environ.get("FASHION_CLF_MODEL")
    pipeline = await asyncio.to_thread(load_model, path) if path else load_pretrained()
    app.state.batcher = Batcher(pipeline[-1])
    worker = asyncio.create_task(app.state.batcher.run())
    yield
    worker.cancel()
    app.state.batcher = None


app = FastAPI(title="fashion_clf", lifespan=lifespan)


@app.middleware("http")
async def limit_size(request: Request, call_next):
    """Refuse a body that is too large before it is read."""
    size = request.headers.get("content-length", "")
    if request.method == "POST" and (not size.isdigit() or int(size) > MOST_BYTES):
        said = f"send a content-length of at most {MOST_BYTES} bytes"
        return JSONResponse({"detail": said}, status_code=413)
    return await call_next(request)


@app.get("/health")
def health():
    """Whether the process answers."""
    return {"status": "ok"}


@app.get("/ready")
def ready():
    """Whether the model is loaded."""
    if getattr(app.state, "batcher", None) is None:
        raise HTTPException(503, "the model is not loaded yet")
    return {"status": "ready"}


@app.post("/classify")
async def classify(products: list[Product]) -> list[Answer]:
    """Give a category to each product."""
    if not 1 <= len(products) <= MOST_PRODUCTS:
        raise HTTPException(422, f"send 1 to {MOST_PRODUCTS} products, not {len(products)}")
    rows = await app.state.batcher.predict([product.model_dump() for product in products])
    return [
        Answer(id=product.id, category=category, confidence=round(confidence, 4), source=source)
        for product, (category, confidence, source, *_) in zip(products, rows, strict=True)
    ]
