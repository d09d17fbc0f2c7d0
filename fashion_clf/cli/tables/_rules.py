"""The tables of ``fashion-clf rules``."""

import textwrap

import numpy as np

from fashion_clf.explanation import find_evidence
from fashion_clf.labeling import ABSTAIN, find_gaps, rule_conflicts, rule_summary
from fashion_clf.labeling._votes import names_a_class, vote_members
from fashion_clf.text import clean_description
from fashion_clf.text._locate import spellings

__all__ = ["Catalogue", "report_gaps", "report_rules"]

_EXAMPLES = 3
_CLASHES = 2  # products shown for each pair of rules
_WIDTH = 110  # characters of a description
_SILENT = 200  # names of rules that never fire
_READ = 100  # products of a gap whose spelling is looked at


class Catalogue:
    """Products with what is known of them, and how to show one.

    Parameters
    ----------
    products : DataFrame
        Of :func:`fashion_clf.catalog.as_products`.
    table : DataFrame
        The same, tokenised.
    truth : ndarray of (str or None), or None
        Gold.
    """

    def __init__(self, products, table, truth=None):
        self.products = products
        self.table = table
        self.truth = truth

    def show(self, row):
        """Give the text of a product as rules see it, on one line."""
        texts = self.products[["name", "description"]].iloc[row]
        text = " ".join(filter(None, map(clean_description, texts)))
        return text if len(text) <= _WIDTH else text[: _WIDTH - 3] + "..."

    def evidence(self, labeler, rows):
        """Give what rules matched in some products, without what they also required."""
        rows = list(rows)
        found = find_evidence(labeler, self.products.iloc[rows], self.table.iloc[rows])
        return [[one for one in evidence if not one.needed] for evidence in found]


def report_rules(classifier, catalogue, top):
    """Lay out what each rule does, and which contradict each other.

    Parameters
    ----------
    classifier : WeaklySupervisedClassifier
        Fitted on the products.
    catalogue : Catalogue
        The products.
    top : int
        Pairs to show.

    Returns
    -------
    str
    """
    labeler = classifier.labeler_
    L = labeler.transform(catalogue.table)
    known = {"n_classes": len(classifier.classes_), "groups": labeler.groups_}
    summary = rule_summary(
        L,
        labeler.rules_,
        _codes(catalogue.truth, classifier.classes_),
        reliability=getattr(classifier.label_model_, "rule_reliability_", None),
        **known,
    )
    fires = summary["Coverage"] > 0
    shown = summary[fires].sort_values(["Conflicts", "Coverage"], ascending=False, kind="stable")
    lines = [
        f"{fires.sum()} of {len(summary)} rules fire on {len(L)} products; "
        f"{(L != ABSTAIN).any(axis=1).mean():.1%} of these have a vote",
        "",
        *_summary_lines(shown, labeler.rules_, len(L)),
        *_silent_lines(summary.index[~fires]),
        "",
        "pairs that contradict each other most",
        *_pair_lines(classifier, catalogue, L, rule_conflicts(L, labeler.rules_, **known), top),
    ]
    return "\n".join(lines)


def _codes(truth, classes):
    if truth is None:
        return None
    codes = {name: code for code, name in enumerate(classes)}
    return [codes.get(label, -1) for label in truth]


def _summary_lines(summary, rules, n_products):
    """Give a table in numbers of products, which can be added up."""
    if summary.empty:
        return []
    table = summary[["Coverage", "Overlaps", "Conflicts"]] * n_products
    table = table.round().astype(int).set_axis(["fires", "overlaps", "conflicts"], axis=1)
    if "Reliability" in summary:
        table["reliability"] = summary["Reliability"].map("{:.2f}".format)
    if "Correct" in summary:
        judged = summary["Emp. Acc."].notna()
        table["right"], table["wrong"] = summary["Correct"], summary["Incorrect"]
        table["accuracy"] = summary["Emp. Acc."].map("{:.3f}".format).where(judged, "-")
        bounds = zip(summary["Acc. Low"], summary["Acc. High"], strict=True)
        table["95 %"] = [f"{low:.2f}-{high:.2f}" if low == low else "-" for low, high in bounds]
    table["rows"] = [", ".join(map(str, hits)) for hits in summary["Hits"]]
    categories = {rule.name: " or ".join(rule.categories) for rule in rules}
    listed = table.to_string().splitlines()
    return [f"{listed[0]}  category"] + [
        f"{line}  {categories[name]}" for line, name in zip(listed[1:], table.index, strict=True)
    ]


def _silent_lines(names):
    if names.empty:
        return ["", "rules that never fire: none"]
    listed = "; ".join(map(str, names[:_SILENT]))
    if len(names) > _SILENT:
        listed += f"; ... and {len(names) - _SILENT} more"
    return [
        "",
        f"rules that never fire: {len(names)}",
        *textwrap.wrap(listed, _WIDTH, initial_indent="  ", subsequent_indent="  "),
    ]


def _pair_lines(classifier, catalogue, L, pairs, top):
    """Give each pair of rules with products on which they contradict each other, and the words."""
    labeler = classifier.labeler_
    members = vote_members(len(classifier.classes_), labeler.groups_).astype(int)
    columns = {rule.name: column for column, rule in enumerate(labeler.rules_)}
    lines = []
    for pair in pairs.head(top).itertuples():
        left, right = L[:, columns[pair.rule]], L[:, columns[pair.other]]
        both = np.flatnonzero((left != ABSTAIN) & (right != ABSTAIN))
        clash = (members[left[both]] * members[right[both]]).sum(axis=1) == 0
        rows = _distinct(both[clash], catalogue, _CLASHES)
        sides = [
            " or ".join(labeler.rules_.rules[columns[name]].categories)
            for name in (pair.rule, pair.other)
        ]
        lines.append(
            f"  {pair.Conflicts} of {pair.Overlaps}: {pair.rule} / {pair.other}"
            f"  ({sides[0]} against {sides[1]})"
        )
        decided = classifier.predict(catalogue.table.iloc[rows])
        for row, evidence, category in zip(
            rows, catalogue.evidence(labeler, rows), decided, strict=True
        ):
            lines.append(f"      row {row}: {catalogue.show(row)}")
            said = [
                " and ".join(
                    dict.fromkeys(f'"{one.words}"' for one in evidence if one.rule == name)
                )
                for name in (pair.rule, pair.other)
            ]
            gold = None if catalogue.truth is None else catalogue.truth[row]
            end = f"; gold {gold}" if gold is not None else ""
            lines.append(f"          {said[0]} against {said[1]}: decided {category}{end}")
    if len(pairs) > top:
        lines.append(f"  ... and {len(pairs) - top} more pairs")
    return lines or ["  none"]


def _distinct(rows, catalogue, n):
    """Take the first rows of different texts."""
    found = {}
    for row in rows:
        found.setdefault(catalogue.show(row), int(row))
        if len(found) == n:
            break
    return list(found.values())


def report_gaps(classifier, catalogue, top):
    """Lay out the products on which no rule votes for a category.

    Parameters
    ----------
    classifier, catalogue, top
        As for `report_rules`.

    Returns
    -------
    str
    """
    table = catalogue.table
    covered = names_a_class(classifier.labeler_.transform(table), len(classifier.classes_))
    lines = ["", f"no rule votes for a category of {(~covered).sum()} products"]
    for gap in find_gaps(table["tokens"].tolist(), ~covered, n_gaps=top):
        rows = list(gap.rows)
        proba = classifier.predict_proba(table.iloc[rows]).mean(axis=0)
        leaning = f"{classifier.classes_[proba.argmax()]} {proba.max():.2f}"
        texts = catalogue.products[["name", "description"]].iloc[rows[:_READ]].to_numpy().ravel()
        words = spellings(texts)
        terms = [" ".join(words.get(stem, stem) for stem in term.split()) for term in gap.terms]
        lines.append(
            f"  {len(rows)} product{'s' if len(rows) > 1 else ''}: "
            f"{', '.join(terms) or 'no words'}; the model leans to {leaning}"
        )
        if gap.terms:
            for row in _distinct(rows, catalogue, _EXAMPLES):
                lines.append(f"      row {row}: {catalogue.show(row)}")
        else:
            listed = ", ".join(map(str, rows[:10])) + (", ..." if len(rows) > 10 else "")
            lines.append(f"      row{'s' if len(rows) > 1 else ''} {listed}")
    return "\n".join(lines)
