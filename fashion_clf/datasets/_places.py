"""Where the real datasets lie."""

import os
from pathlib import Path

from fashion_clf.exceptions import DatasetError

__all__ = ["find_dataset"]

_VARIABLE = "FASHION_CLF_DATA"
_DEFAULT_HOME = "~/fashion_clf_data"


def find_dataset(filename, data_home, download_if_missing, fetch):
    """Find the file that a dataset begins with, else fetch it.

    Parameters
    ----------
    filename : str
        Path of the file below a data folder, such as ``"clothing/labels.csv"``.
    data_home : str or Path or None
        Folder to look into first, and to download to; None for ``~/fashion_clf_data``.
        Before a download, the folder that FASHION_CLF_DATA names is looked into too.
    download_if_missing : bool
        Whether `fetch` may be called.
    fetch : callable
        Given the path that the file must have, it puts the dataset there.

    Returns
    -------
    Path

    Raises
    ------
    DatasetError
        Where the file is nowhere and must not or cannot be fetched.
    """
    default = Path(_DEFAULT_HOME).expanduser()
    named = os.environ.get(_VARIABLE)
    homes = [data_home, named, None if data_home else default]
    places = [Path(home).expanduser() / filename for home in homes if home]
    for place in places:
        if place.is_file():
            return place
    if not download_if_missing:
        raise DatasetError(
            f"{filename} is in none of the folders {', '.join(str(p.parents[1]) for p in places)}; "
            f"let download_if_missing be True, or name a folder that has it by {_VARIABLE}."
        )
    target = (Path(data_home).expanduser() if data_home else default) / filename
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as cause:
        raise DatasetError(f"cannot create {target.parent}: {cause.strerror}.") from cause
    fetch(target)
    return target
