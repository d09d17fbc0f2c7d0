"""What a photo of a whole outfit shows: mean average precision with and without regions.

For each of dress, skirt, pants or jeans, shorts, coat or jacket, and bag: does the
photo show it? Logistic regression, 5-fold, on gradients, colours and a thumbnail of
the whole photo; on those and the features of its regions (upper, lower, feet,
centre), as fixed shares of the photo, and of the box of the figure; and OutfitClassifier,
which learns from the other garments and the areas of the same photos, too.

    FASHION_CLF_DATA=... python docs/benchmarks/outfits.py
"""

import argparse
import os
import time
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from sklearn.model_selection import KFold, cross_val_predict

from fashion_clf.images import (
    ColorHistogramExtractor,
    HOGExtractor,
    ImageFeatures,
    OutfitClassifier,
    RegionFeatures,
    ThumbnailExtractor,
)

QUESTIONS = {
    "dress": {"dress"},
    "skirt": {"skirt"},
    "pants": {"pants", "jeans"},
    "shorts": {"shorts"},
    "coat": {"coat", "jacket"},
    "bag": {"bag"},
}
WHOLE = [HOGExtractor(9, (12, 12)), HOGExtractor(9, (24, 24)), ColorHistogramExtractor()]
WHOLE = [*WHOLE, ThumbnailExtractor()]


def describe(extractors, photos):
    """Features of photos; those of each extractor have length 1."""
    F = [ImageFeatures([one], image_size=128).fit_transform(photos) for one in extractors]
    F = [block / np.maximum(np.linalg.norm(block, axis=1, keepdims=True), 1e-12) for block in F]
    return np.hstack(F)


def measure(F, answers, C):
    """Average precision of each question, of scores that 5-fold cross-validation gives."""
    folds = KFold(5, shuffle=True, random_state=0)
    model = LogisticRegression(C=C, max_iter=1000)
    return average_precisions(
        answers,
        lambda question: cross_val_predict(
            model, F, answers[question], cv=folds, method="decision_function"
        ),
    )


def average_precisions(answers, scores_of):
    """Average precision of each question with photos enough of either kind, and their mean."""
    precision = {
        question: average_precision_score(shown, scores_of(question))
        for question, shown in answers.items()
        if 5 <= shown.sum() <= len(shown) - 5
    }
    return precision | {"mean": np.mean(list(precision.values()))}


def read_areas(labels, worn):
    """Share of the photo that each garment covers; NaN where only a list of garments is known."""
    area = pd.DataFrame(np.nan, labels.index, worn.columns)
    for row, one in labels[labels["source"] == "pixel"].iterrows():
        shares = map(float, one["area_share"].split("|"))
        shares = dict(zip(one["garments"].split("|"), shares, strict=True))
        area.loc[row] = [
            min(1, sum(shares.get(garment, 0) for garment in QUESTIONS.get(name, {name})))
            for name in worn.columns
        ]
    return area


def classify_outfits(photos, labels, answers, random_state):
    """Average precision of each question by OutfitClassifier, and its CPU seconds."""
    begin = time.process_time()
    tags = labels["garments"].str.get_dummies().astype(bool)
    tags = tags.drop(columns=list(answers), errors="ignore")
    worn = pd.concat([pd.DataFrame(answers, labels.index), tags], axis=1)
    area = read_areas(labels, worn)
    scores = pd.DataFrame(0.0, labels.index, worn.columns)
    for rows, others in KFold(5, shuffle=True, random_state=0).split(photos):
        model = OutfitClassifier(random_state=random_state)
        model.fit([photos[row] for row in rows], worn.iloc[rows], area.iloc[rows])
        scores.iloc[others] = model.decision_function([photos[row] for row in others])
    return average_precisions(answers, scores.get), time.process_time() - begin


def main():
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, help="only the first photos, as a trial")
    parser.add_argument("--seeds", type=int, default=1, help="of OutfitClassifier, each a row")
    parser.add_argument("--C", type=float, default=3.0, help="inverse strength of the penalty")
    arguments = parser.parse_args()
    folder = Path(os.environ["FASHION_CLF_DATA"]) / "outfits"
    labels = pd.read_csv(folder / "labels.csv")[: arguments.rows]
    photos = [str(folder / "images" / image) for image in labels["image"]]
    worn = [set(garments.split("|")) for garments in labels["garments"]]
    answers = {
        question: np.array([bool(words & one) for one in worn])
        for question, words in QUESTIONS.items()
    }
    whole = describe(WHOLE, photos)
    rows = [{"features": "whole photo", **measure(whole, answers, arguments.C)}]
    for name, figure in (("and shares of the photo", False), ("and shares of the figure", True)):
        begin = time.process_time()
        F = np.hstack([whole, describe([RegionFeatures(figure=figure)], photos)])
        seconds = time.process_time() - begin
        scores = measure(F, answers, arguments.C)
        rows.append({"features": name, **scores, "ms/photo": 1000 * seconds / len(photos)})
    for seed in range(arguments.seeds):
        scores, seconds = classify_outfits(photos, labels, answers, seed)
        print(f"OutfitClassifier: {seconds / 5:.1f} CPU seconds to fit four fifths, tell the rest")
        rows.append({"features": f"OutfitClassifier, seed {seed}", **scores})
    rows.append({"features": "by chance", **{name: one.mean() for name, one in answers.items()}})
    print(pd.DataFrame(rows).to_string(index=False, float_format=lambda value: f"{value:.3f}"))


if __name__ == "__main__":
    main()
