"""What each part of the pipeline is worth, without labels, on three catalogues.

Prints the accuracy of the whole and of the whole with one part taken away or
replaced; products that get no category count as wrong.

    FASHION_CLF_DATA=... python docs/benchmarks/ablation.py
"""

import argparse
import os
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.base import clone
from sklearn.linear_model import LogisticRegression
from zero_labels import catalogues

from fashion_clf import make_pipeline
from fashion_clf.classifier._soft_labels import predict_codes
from fashion_clf.exceptions import FashionClfWarning
from fashion_clf.labeling import MajorityVote
from fashion_clf.labeling._votes import names_a_class


def accuracies(products, gold):
    """Accuracy of each variant on one catalogue."""
    gold = np.array([None if label != label else label for label in gold], dtype=object)
    scored = gold != np.array(None)
    pipeline = make_pipeline(images=False)
    classifier = pipeline[-1]
    variants = {
        "all parts": classifier,
        "majority vote for the label model": clone(classifier).set_params(
            label_model=MajorityVote()
        ),
        "hard weak labels": clone(classifier).set_params(min_posterior=0.5),
        "model decides where rules voted": clone(classifier).set_params(model_weight=1.0),
        "LightGBM without a head start": clone(classifier).set_params(
            estimator=classifier.estimator.booster
        ),
        "logistic regression alone": clone(classifier).set_params(
            estimator=LogisticRegression(C=10, max_iter=1000)
        ),
    }
    table = pipeline[0].fit_transform(products)
    row = {}
    for name, variant in variants.items():
        variant.fit(table)
        row[name] = (variant.predict(table) == gold)[scored].mean()
    votes = variants["all parts"].labeler_.transform(table)
    by_rules = variants["all parts"].label_model_.predict_proba(votes)
    covered = names_a_class(votes, by_rules.shape[1])
    right = covered & (classifier.classes_[by_rules.argmax(axis=1)] == gold)
    row["rules and label model alone"] = right[scored].mean()
    features = classifier.features_.transform(table)
    by_model = predict_codes(
        classifier.estimator_, classifier.model_classes_, features.tocsr(), classifier.class_prior_
    )
    right = classifier.classes_[by_model.argmax(axis=1)] == gold
    row["the model alone at prediction"] = right[scored].mean()
    return row


def main():
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--rows", type=int, help="only the first rows of each catalogue, as a trial"
    )
    n_rows = parser.parse_args().rows
    warnings.simplefilter("ignore", FashionClfWarning)
    folder = Path(os.environ["FASHION_CLF_DATA"])
    table = {
        name: accuracies(products, gold) for name, products, gold in catalogues(folder, n_rows)
    }
    print(pd.DataFrame(table).round(3).to_string())


if __name__ == "__main__":
    main()
