"""Photos from addresses: downloaded once, checked, and found again by their products."""

from fashion_clf.download._images import download_images
from fashion_clf.download._limits import Limits
from fashion_clf.utils._addresses import first_url
from fashion_clf.utils._photo_index import find_downloaded

__all__ = ["Limits", "download_images", "find_downloaded", "first_url"]
