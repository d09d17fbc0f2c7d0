"""Photos from addresses: downloaded once, checked, and found again by their products."""

from fashion_clf.download._cells import first_url
from fashion_clf.download._images import download_images
from fashion_clf.download._index import find_downloaded
from fashion_clf.download._limits import Limits

__all__ = ["Limits", "download_images", "find_downloaded", "first_url"]
