"""What a model learns from: a draw of a large catalogue, and a hash to tell it again."""

import hashlib

import numpy as np

__all__ = ["describe_training", "draw_rows"]

_SEED = 0


def draw_rows(codes, labelled, most):
    """Draw products to learn from: those with human labels, and of each class its share.

    Parameters
    ----------
    codes : ndarray of int, shape (n_samples,)
        Weak labels; -1, for none, is a class of its own.
    labelled : ndarray of bool, shape (n_samples,)
        Whether a product has a human label.
    most : int or None
        How many at most, those with labels apart; None for all.

    Returns
    -------
    ndarray of int
        Rows, in their order.

    Raises
    ------
    ValueError
        Where `most` is less than 1.

    Examples
    --------
    >>> import numpy as np
    >>> from fashion_clf.classifier._training_data import draw_rows
    >>> codes = np.array([0] * 6 + [1] * 3 + [-1])
    >>> rows = draw_rows(codes, np.arange(10) == 9, 6)
    >>> np.bincount(codes[rows] + 1).tolist()
    [1, 4, 2]
    """
    if most is not None and most < 1:
        raise ValueError(f"max_samples is {most!r}; allowed is 1 or more, or None")
    if most is None or len(codes) <= most:
        return np.arange(len(codes))
    rng = np.random.default_rng(_SEED)
    share = most / len(codes)
    drawn = [np.flatnonzero(labelled)]
    for code in np.unique(codes):
        rows = np.flatnonzero((codes == code) & ~labelled)
        drawn.append(rng.choice(rows, int(np.ceil(share * len(rows))), replace=False))
    return np.sort(np.concatenate(drawn))


def describe_training(documents, labels):
    """Count and hash the products that a model is fitted to.

    Parameters
    ----------
    documents : iterable of list of str
        Tokens of each product, in order.
    labels : iterable of int
        Code of its human label, or another number where it has none.

    Returns
    -------
    dict
        ``n_products`` and ``sha256``, in hexadecimal. It is that of the tokens, which a
        new release may cut otherwise from the same texts.

    Examples
    --------
    >>> from fashion_clf.classifier._training_data import describe_training
    >>> one = describe_training([["silk", "shirt"]], [0])
    >>> one["n_products"], one == describe_training([["silk shirt"]], [0])
    (1, False)
    """
    digest, n_products = hashlib.sha256(), 0
    for tokens, label in zip(documents, labels, strict=True):
        text = "\x1f".join([str(label), *tokens]) + "\x1e"  # in no token
        digest.update(text.encode("utf-8", "surrogatepass"))
        n_products += 1
    return {"n_products": n_products, "sha256": digest.hexdigest()}
