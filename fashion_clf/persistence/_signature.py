"""Signatures: who has the key wrote the model and its sidecar."""

import hashlib
import hmac
import json
import os

from fashion_clf.exceptions import ModelFileError

__all__ = ["KEY_VARIABLE", "find_key", "sign", "signature_problem"]

KEY_VARIABLE = "FASHION_CLF_KEY"
_MIN_BYTES = 32  # as many as SHA-256 gives: a shorter key is the weakest part
_PURPOSE = b"fashion_clf model\n"  # what is signed for something else with this key is no model


def find_key(key=None):
    """Find the key, which no message ever shows.

    Parameters
    ----------
    key : str, bytes or None, default=None
        None for the environment variable ``FASHION_CLF_KEY``.

    Returns
    -------
    bytes or None
        None where neither is set.

    Raises
    ------
    ModelFileError
        Where the key is shorter than 32 bytes; an empty variable is no key forgotten
        but one that went missing.
    """
    where = "key" if key is not None else KEY_VARIABLE
    key = os.environ.get(KEY_VARIABLE) if key is None else key
    if key is None:
        return None
    secret = key.encode() if isinstance(key, str) else bytes(key)
    if len(secret) < _MIN_BYTES:
        raise ModelFileError(
            f"{where} has {len(secret)} bytes; a key has at least {_MIN_BYTES}. Make one with "
            "python -c 'import secrets; print(secrets.token_hex(32))'."
        )
    return secret


def sign(described, key):
    """Sign a sidecar, and with it the SHA-256 of the model file that stands in it.

    Parameters
    ----------
    described : dict
        The sidecar; its own ``signature`` is left out.
    key : bytes

    Returns
    -------
    str
        HMAC-SHA256 over the JSON of the sidecar with sorted keys, in hexadecimal.

    Examples
    --------
    >>> from fashion_clf.persistence._signature import sign
    >>> sign({"sha256": "ab", "size": 2}, b"k" * 32) == sign({"size": 2, "sha256": "ab"}, b"k" * 32)
    True
    """
    content = {name: value for name, value in described.items() if name != "signature"}
    text = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return hmac.new(key, _PURPOSE + text.encode(), hashlib.sha256).hexdigest()


def signature_problem(described, key):
    """Say why a model is not signed with `key`.

    Parameters
    ----------
    described : dict
        The sidecar.
    key : bytes or None
        None where none is set: then nothing is checked.

    Returns
    -------
    str or None
    """
    if key is None:
        return None
    found = described.get("signature")
    if found is None:
        return (
            "is not signed, and a key is set, so that only models signed with it are loaded. "
            "Save it again with the key, or take the key away if you trust the file otherwise."
        )
    if not hmac.compare_digest(found.encode(), sign(described, key).encode()):
        return (
            "its signature is not that of the key that is set: it was signed with another key, "
            "or the model or its sidecar was changed afterwards. Ask who made it."
        )
    return None
