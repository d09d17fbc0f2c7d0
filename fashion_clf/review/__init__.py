"""Looking at results, correcting them, and what is learned from that."""

from fashion_clf.review._label_errors import label_errors
from fashion_clf.review._page import review_page
from fashion_clf.review._queue import review_queue

__all__ = ["label_errors", "review_page", "review_queue"]
