"""What a model learned from, as a hash: to tell later whether it was this catalogue."""

import hashlib

__all__ = ["describe_training"]


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
