"""All that is made sure before a model is made of its file."""

from fashion_clf.persistence._sidecar import file_problem
from fashion_clf.persistence._signature import signature_problem
from fashion_clf.persistence._versions import version_problem

__all__ = ["find_problems"]


def find_problems(described, data, key):
    """Say what does not fit between a file, its sidecar, the key and this installation.

    Parameters
    ----------
    described : dict
        The sidecar.
    data : bytes
        What is in the file.
    key : bytes or None
        None where none is set: then the signature is not looked at.

    Returns
    -------
    dict of str to (str or None)
        ``file``, ``signature`` and ``versions``: what is wrong, or None.
    """
    return {
        "file": file_problem(described, data),
        "signature": signature_problem(described, key),
        "versions": version_problem(described["versions"]),
    }
