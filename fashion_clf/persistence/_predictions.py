"""Three products that a model answers when it is saved, and again when it is loaded."""

import warnings

import numpy as np

from fashion_clf.exceptions import ImageWarning
from fashion_clf.persistence._versions import installed_versions, pip_command

__all__ = ["PRODUCTS", "answer", "answer_problem"]

# One that rules decide, one that lists attributes, one that only a model can know. They
# stay as they are: sidecars hold what models said of them.
PRODUCTS = (
    {"name": "Leather ankle boots", "description": "Side zip, rubber sole, 5 cm heel."},
    {"name": "", "description": "Straight leg, high rise, zip fly. Machine wash cold."},
    {"name": "", "description": "Made in Italy of soft cotton with a little stretch."},
)
_DECIMALS = 9
_TOLERANCE = 1e-6  # sums in another order differ by less, another model by more


def answer(model):
    """Let a model predict the three products.

    Parameters
    ----------
    model : estimator

    Returns
    -------
    list of dict or None
        ``category``, and ``probabilities`` in the order of the model's classes, or
        None where it gives none; None for a model that takes no products.

    Examples
    --------
    >>> from sklearn.dummy import DummyClassifier
    >>> from fashion_clf.persistence._predictions import answer
    >>> answer(DummyClassifier().fit([[0], [1]], ["BAG", "SHOE"]))[0]
    {'category': 'BAG', 'probabilities': [0.5, 0.5]}
    """
    products = [dict(product) for product in PRODUCTS]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", ImageWarning)  # it takes photos, and these are none
            categories = [str(category) for category in model.predict(products)]
            probabilities = [None] * len(products)
            if hasattr(model, "predict_proba"):
                probabilities = _as_lists(model.predict_proba(products))
        return [
            {"category": category, "probabilities": values}
            for category, values in zip(categories, probabilities, strict=True)
        ]
    except Exception:  # any estimator may be saved, and what it makes of products is its own
        return None


def _as_lists(probabilities):
    """Round probabilities, if they are what a sidecar can hold."""
    table = np.asarray(probabilities, dtype=float)
    if table.ndim != 2 or not np.isfinite(table).all():
        raise ValueError("no probabilities of classes")
    return np.round(table, _DECIMALS).tolist()


def answer_problem(model, described):
    """Say whether a loaded model answers otherwise than when it was saved.

    Parameters
    ----------
    model : estimator
    described : dict
        Its sidecar.

    Returns
    -------
    str or None
    """
    saved = described.get("predictions")
    if saved is None:
        return None
    found = answer(model) or [None] * len(saved)
    wrong = [
        f"{now['category'] if now else 'nothing'} instead of {then['category']!r}"
        if not now or now["category"] != then["category"]
        else f"other probabilities for {then['category']!r}"
        for then, now in zip(saved, found, strict=True)
        if not _same(then, now)
    ]
    if not wrong:
        return None
    return (
        f"gives {', '.join(wrong)} for {len(wrong)} of the {len(saved)} products that it was "
        f"asked when it was saved: here it would decide otherwise. {_advice(described)}"
    )


def _same(then, now):
    if now is None or now["category"] != then["category"]:
        return False
    if then["probabilities"] is None or now["probabilities"] is None:
        return then["probabilities"] is now["probabilities"]
    pair = np.array(then["probabilities"]), np.array(now["probabilities"])
    return pair[0].shape == pair[1].shape and np.abs(pair[0] - pair[1]).max() <= _TOLERANCE


def _advice(described):
    """Say how to get the libraries back that it was saved with."""
    saved = described["versions"]
    here = installed_versions()
    differing = [name for name in here if saved.get(name, here[name]) != here[name]]
    if not differing:
        return "No library differs, so the machine does: train and save the model again here."
    return (
        f"Install what it was saved with ({pip_command(saved, differing)}), "
        "or train and save the model again."
    )
