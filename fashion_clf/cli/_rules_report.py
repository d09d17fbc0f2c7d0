"""The tables of ``fashion-clf rules``."""

import numpy as np

from fashion_clf.labeling import ABSTAIN, find_gaps, rule_conflicts, rule_summary
from fashion_clf.labeling._votes import names_a_class

__all__ = ["report_changes", "report_gaps", "report_rules"]

_EXAMPLES = 3


def report_rules(classifier, table, texts, truth, top):
    """Lay out what each rule does, and which contradict each other.

    Parameters
    ----------
    classifier : WeaklySupervisedClassifier
        Fitted on the products.
    table : DataFrame
        The products, tokenised.
    texts : list of str
        Their texts, to be shown.
    truth : ndarray of (str or None), or None
        Gold.
    top : int
        Pairs to show.

    Returns
    -------
    str
    """
    labeler = classifier.labeler_
    L = labeler.transform(table)
    known = {"n_classes": len(classifier.classes_), "groups": labeler.groups_}
    codes = {name: code for code, name in enumerate(classifier.classes_)}
    y = None if truth is None else [codes.get(label, -1) for label in truth]
    reliability = getattr(classifier.label_model_, "rule_reliability_", None)
    summary = rule_summary(L, labeler.rules_, y, reliability=reliability, **known)
    summary = summary.drop(columns=["j", "Hits"])
    summary["Polarity"] = [" or ".join(rule.categories) for rule in labeler.rules_]
    fires = summary["Coverage"] > 0
    shown = summary[fires].sort_values(["Conflicts", "Coverage"], ascending=False)
    lines = [
        f"{fires.sum()} of {len(summary)} rules fire on {len(L)} products; "
        f"{(L != ABSTAIN).any(axis=1).mean():.1%} of these have a vote",
        "",
        shown.round(3).to_string(na_rep="-"),
        "",
        "pairs that contradict each other most",
    ]
    pairs = rule_conflicts(L, labeler.rules_, **known).head(top)
    for pair in pairs.itertuples():
        lines.append(f"  {pair.Conflicts} of {pair.Overlaps}: {pair.rule} / {pair.other}")
        lines.append(f"      row {pair.row}: {texts[pair.row]}")
    return "\n".join(lines if len(pairs) else [*lines, "  none"])


def report_gaps(classifier, table, texts, top):
    """Lay out the products on which no rule votes for a category.

    Parameters
    ----------
    classifier, table, texts, top
        As for `report_rules`.

    Returns
    -------
    str
    """
    L = classifier.labeler_.transform(table)
    covered = names_a_class(L, len(classifier.classes_))
    lines = ["", f"no rule votes for a category of {(~covered).sum()} products"]
    for gap in find_gaps(table["tokens"].tolist(), ~covered, n_gaps=top):
        proba = classifier.predict_proba(table.iloc[list(gap.rows)]).mean(axis=0)
        leaning = f"{classifier.classes_[proba.argmax()]} {proba.max():.2f}"
        terms = ", ".join(gap.terms) or "no words"
        lines.append(f"  {len(gap.rows)} products: {terms}; the model leans to {leaning}")
        lines += [f"      row {row}: {texts[row]}" for row in gap.rows[:_EXAMPLES] if texts[row]]
    return "\n".join(lines)


def report_changes(before, after, table, texts, truth, top):
    """Lay out the products whose category another rules file changes.

    Parameters
    ----------
    before, after : WeaklySupervisedClassifier
        Fitted on the products with either file.
    table, texts, truth, top
        As for `report_rules`.

    Returns
    -------
    str
    """
    old, new = before.predict_table(table), after.predict_table(table)
    changed = np.flatnonzero((old["category"] != new["category"]).to_numpy())
    lines = [f"{len(changed)} of {len(table)} products change"]
    if truth is not None and len(changed):
        scored = np.array([truth[row] is not None for row in changed])
        better = (new["category"].to_numpy() == truth)[changed][scored].sum()
        worse = (old["category"].to_numpy() == truth)[changed][scored].sum()
        lines[0] += f"; of {scored.sum()} with gold {better} become right and {worse} wrong"
    shown = changed[:top]
    fired = [one.labeler_.match(table.iloc[shown]) for one in (before, after)]
    for place, row in enumerate(shown):
        lines.append(
            f"  row {row}: {old['category'].iloc[row]} -> {new['category'].iloc[row]}  {texts[row]}"
        )
        lost, won = (set(fired[a][place]) - set(fired[b][place]) for a, b in ((0, 1), (1, 0)))
        why = [f"no more: {name}" for name in sorted(lost)] + [
            f"new: {name}" for name in sorted(won)
        ]
        lines.append(f"      {'; '.join(why) or 'the same rules; the model has learned otherwise'}")
    return "\n".join(lines)
