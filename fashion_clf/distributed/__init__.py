"""Catalogues larger than one machine, by Dask: fitted and predicted partition by partition.

Needs the extra ``dask``: ``pip install "fashion-clf[dask]"``.
"""

from fashion_clf.distributed._fit import fit
from fashion_clf.distributed._predict import predict

__all__ = ["fit", "predict"]
