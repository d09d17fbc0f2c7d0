"""scikit-learn's scorers and meta-estimators on the pipeline, against computations by hand."""

import numpy as np
import pandas as pd
import pytest
from sklearn.calibration import CalibratedClassifierCV
from sklearn.ensemble import StackingClassifier, VotingClassifier
from sklearn.inspection import permutation_importance
from sklearn.metrics import get_scorer, get_scorer_names
from sklearn.model_selection import (
    GridSearchCV,
    KFold,
    cross_val_predict,
    cross_val_score,
    cross_validate,
    learning_curve,
)

from fashion_clf import make_pipeline
from fashion_clf.datasets import make_catalog

# a fold of a small catalogue has no product of some categories
pytestmark = pytest.mark.filterwarnings("ignore::fashion_clf.exceptions.LabelingWarning")
FOLDS = KFold(2, shuffle=True, random_state=0)


@pytest.fixture(scope="module")
def catalog():
    return make_catalog(240, random_state=0)


@pytest.fixture(scope="module")
def fitted(catalog):
    """A pipeline that has seen two thirds, so that it is sometimes wrong."""
    return small().fit(catalog.products[:160])


def small():
    return make_pipeline(images=False, n_estimators=5)


@pytest.fixture(scope="module")
def by_hand(catalog, fitted):
    """Figures from sorted category names, one column each, without any scorer."""
    y = np.asarray(catalog.gold)
    proba = fitted.predict_proba(catalog.products)
    predicted = fitted.predict(catalog.products)
    names = np.unique(y)
    code = np.searchsorted(names, y)
    true, guess = (side[:, None] == names for side in (y, predicted))
    hits = (true & guess).sum(axis=0)
    precision = hits / np.maximum(guess.sum(axis=0), 1)
    recall = hits / true.sum(axis=0)
    f1 = 2 * hits / (true.sum(axis=0) + guess.sum(axis=0))
    jaccard = hits / (true | guess).sum(axis=0)
    share = true.mean(axis=0)
    log_loss = -np.log(proba[np.arange(len(y)), code]).mean()
    accuracy = (y == predicted).mean()
    figures = {
        "accuracy": accuracy,
        "balanced_accuracy": recall.mean(),
        "top_k_accuracy": np.mean(
            [c in np.argsort(-p)[:2] for c, p in zip(code, proba, strict=True)]
        ),
        "neg_log_loss": -log_loss,
        "d2_log_loss_score": 1 - log_loss / -(share * np.log(share)).sum(),
        "roc_auc_ovr": np.mean([auc(true[:, c], proba[:, c]) for c in range(len(names))]),
        "roc_auc_ovr_weighted": share @ [auc(true[:, c], proba[:, c]) for c in range(len(names))],
        "roc_auc_ovo": one_against_one(code, proba, weighted=False),
        "roc_auc_ovo_weighted": one_against_one(code, proba, weighted=True),
    }
    for name, each in (
        ("precision", precision),
        ("recall", recall),
        ("f1", f1),
        ("jaccard", jaccard),
    ):
        figures |= {f"{name}_macro": each.mean(), f"{name}_weighted": share @ each}
        micro = accuracy / (2 - accuracy) if name == "jaccard" else accuracy
        figures[f"{name}_micro"] = micro
    brier = ((proba - true) ** 2).sum(axis=1).mean()
    figures |= {"neg_brier_score": -brier, "d2_brier_score": 1 - brier / (1 - share @ share)}
    figures["matthews_corrcoef"] = matthews(true, guess)
    return figures


def auc(positive, score):
    higher = score[positive][:, None] - score[~positive][None]
    return ((higher > 0) + 0.5 * (higher == 0)).mean()


def one_against_one(code, proba, weighted):
    values, weights = [], []
    for a in range(proba.shape[1]):
        for b in range(a + 1, proba.shape[1]):
            rows = (code == a) | (code == b)
            first = auc(code[rows] == a, proba[rows, a])
            second = auc(code[rows] == b, proba[rows, b])
            values.append((first + second) / 2)
            weights.append(rows.mean() if weighted else 1)
    return np.average(values, weights=weights)


def matthews(true, guess):
    n, hits = len(true), (true & guess).sum()
    t, p = true.sum(axis=0).astype(float), guess.sum(axis=0).astype(float)
    return (hits * n - t @ p) / np.sqrt((n**2 - p @ p) * (n**2 - t @ t))


KINDS = "accuracy balanced d2 f1 jaccard matthews precision recall roc top".split()
CLASSIFICATION = {name for name in get_scorer_names() if name.split("_")[0] in KINDS}
CLASSIFICATION |= {"neg_log_loss", "neg_brier_score"}
# Of two classes, of several labels a product, or of a regression.
ELSEWHERE = {
    "average_precision", "d2_absolute_error_score", "d2_pinball_score", "d2_tweedie_score", "f1",
    "f1_samples", "jaccard", "jaccard_samples", "precision", "precision_samples", "recall",
    "recall_samples", "roc_auc",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(CLASSIFICATION - ELSEWHERE))
def test_scorer(name, catalog, fitted, by_hand):
    scorer = get_scorer(name)
    assert scorer(fitted, catalog.products, catalog.gold) == pytest.approx(by_hand[name], abs=1e-6)


def test_classes_are_sorted(fitted):
    assert fitted.classes_.tolist() == np.unique(fitted.classes_).tolist()


def test_score_leaves_out_what_has_no_label(catalog, fitted):
    some = [label if row % 3 else None for row, label in enumerate(catalog.gold)]
    known = np.arange(len(some)) % 3 > 0
    right = fitted.predict(catalog.products) == catalog.gold
    assert fitted.score(catalog.products, some) == pytest.approx(right[known].mean())
    scores = cross_val_score(small(), catalog.products, some, cv=FOLDS)
    assert (scores > 0.5).all()
    with pytest.raises(ValueError, match="no label"):
        fitted.score(catalog.products, [None] * len(some))


def test_cross_validate_and_learning_curve(catalog):
    scoring = ["accuracy", "neg_log_loss"]
    scores = cross_validate(small(), catalog.products, catalog.gold, cv=FOLDS, scoring=scoring)
    assert (scores["test_accuracy"] > 0.7).all() and (scores["test_neg_log_loss"] > -1.5).all()
    sizes, _, test = learning_curve(
        small(), catalog.products, catalog.gold, cv=FOLDS, train_sizes=[40, 120]
    )
    assert sizes.tolist() == [40, 120] and (test > 0.6).all()


def test_grid_search_over_nested_parameters(catalog):
    grid = {"classifier__model_weight": [0.5, 0.7], "classifier__features__text__min_df": [2]}
    search = GridSearchCV(small(), grid, cv=FOLDS, scoring="neg_log_loss")
    search.fit(catalog.products, catalog.gold)
    assert search.best_params_["classifier__model_weight"] in (0.5, 0.7)
    assert len(search.predict(catalog.products[:3])) == 3


def test_permutation_importance(catalog, fitted):
    table = catalog.products[["id", "description"]][:80]
    found = permutation_importance(fitted, table, catalog.gold[:80], n_repeats=1, random_state=0)
    assert found.importances_mean[1] > 0.5 and found.importances_mean[0] == 0


def test_calibrated_classifier(catalog):
    calibrated = CalibratedClassifierCV(small(), cv=FOLDS, method="sigmoid")
    calibrated.fit(catalog.products, catalog.gold)
    assert (calibrated.predict(catalog.products) == catalog.gold).mean() > 0.8


@pytest.mark.parametrize(
    "fit",
    [
        lambda X, y: cross_val_predict(small(), X, y, cv=FOLDS, method="predict_proba"),
        lambda X, y: StackingClassifier([("a", small())], cv=FOLDS).fit(X, y),
        lambda X, y: VotingClassifier([("a", small())], voting="soft").fit(X, y),
    ],
    ids=["cross_val_predict", "stacking", "voting"],
)
def test_what_hands_over_numbers_is_refused_in_one_line(fit, catalog):
    with pytest.raises(ValueError, match="is a number, not the name of a category.*fit the pipe"):
        fit(catalog.products[:40], np.asarray(catalog.gold[:40]))


def test_cross_val_predict_of_names(catalog):
    predicted = cross_val_predict(small(), catalog.products, catalog.gold, cv=FOLDS)
    assert (predicted == catalog.gold).mean() > 0.8


def test_sample_weights_reach_the_estimator():
    products = [{"description": text} for text in ["linen shirt", "suede boot"] * 10]
    products += [{"description": "glossy linen"}, {"description": "glossy suede"}]
    y = [None] * 20 + ["SHOE", "TOPS"]
    proba = []
    for weights in ([1.0] * 20 + [100.0, 0.0], [1.0] * 20 + [0.0, 100.0]):
        pipeline = small().fit(products, y, classifier__sample_weight=weights)
        proba.append(
            dict(zip(pipeline.classes_, pipeline.predict_proba(["glossy"])[0], strict=True))
        )
    assert proba[0]["SHOE"] > proba[1]["SHOE"]
    with pytest.raises(ValueError, match="sample_weight"):
        small().fit(products, y, classifier__sample_weight=[1.0])


def test_a_table_with_an_index_of_its_own(catalog, fitted):
    table = catalog.products.set_index(pd.Index([f"p{i}" for i in range(240)]))
    assert fitted[-1].predict_table(table).index[3] == "p3"
