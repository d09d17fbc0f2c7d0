"""What ``fashion-clf rules --try FILE`` prints."""

from collections import Counter

import numpy as np

__all__ = ["report_changes"]


def report_changes(before, after, catalogue, top):
    """Lay out the products whose category another rules file changes.

    Parameters
    ----------
    before, after : WeaklySupervisedClassifier
        Fitted on the products with either file.
    catalogue : Catalogue
        The products.
    top : int
        Products to show.

    Returns
    -------
    str
    """
    table, truth = catalogue.table, catalogue.truth
    tables = [classifier.predict_table(table) for classifier in (before, after)]
    old, new = (one["category"].to_numpy() for one in tables)
    confidence = [one["category_confidence"].to_numpy() for one in tables]
    changed = np.flatnonzero(old != new)
    lines = [f"{len(changed)} of {len(table)} products change"]
    if truth is not None and len(changed):
        scored = np.array([truth[row] is not None for row in changed])
        better, worse = ((side == truth)[changed] & scored for side in (new, old))
        lines[0] += (
            f"; of {scored.sum()} with gold {better.sum()} become right and {worse.sum()} wrong"
        )
        rank = np.where(worse, 0, np.where(better, 1, 2))  # what is lost is shown first
        changed = changed[np.argsort(rank, kind="stable")]
    for (was, becomes), count in Counter(
        zip(old[changed], new[changed], strict=True)
    ).most_common():
        lines.append(f"  {count}: {was} to {becomes}")
    shown = changed[:top]
    if len(shown):
        lines.append("")
        why = zip(
            *(catalogue.evidence(one.labeler_, shown) for one in (before, after)), strict=True
        )
        for row, (lost, won) in zip(shown, why, strict=True):
            gold = f"  [gold {truth[row]}]" if truth is not None and truth[row] is not None else ""
            lines.append(f"  row {row}: {old[row]} -> {new[row]}  {catalogue.show(row)}{gold}")
            sure = f"confidence {confidence[0][row]:.2f} -> {confidence[1][row]:.2f}"
            lines.append(f"      {sure}; {_why(lost, won)}")
    if len(changed) > top:
        lines.append(f"  ... and {len(changed) - top} more; --top {len(changed)} shows them all")
    return "\n".join(lines)


def _why(before, after):
    """Name the rules that speak no more and those that are new, with their words."""
    old, new = map(_told, (before, after))
    reasons = [f"no more: {text}" for vote, text in sorted(old.items()) if vote not in new]
    reasons += [f"new: {text}" for vote, text in sorted(new.items()) if vote not in old]
    return "; ".join(reasons) or "the same rules; the model has learned otherwise"


def _told(evidence):
    """For each rule and what it votes for, the words on which it fired."""
    words = {}
    for one in evidence:
        words.setdefault((one.rule, one.categories), {})[f'"{one.words}"'] = None
    return {
        (rule, categories): f"{rule} -> {' or '.join(categories)} on {', '.join(found)}"
        for (rule, categories), found in words.items()
    }
