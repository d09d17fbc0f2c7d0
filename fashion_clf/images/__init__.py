"""Photos: decoding, and features of what they show."""

from fashion_clf.images._color import ColorHistogramExtractor
from fashion_clf.images._components import ImageComponents
from fashion_clf.images._decode import load_image
from fashion_clf.images._evidence import photo_evidence
from fashion_clf.images._features import ImageFeatures
from fashion_clf.images._garment import GarmentClassifier
from fashion_clf.images._garment_labeler import GarmentLabeler
from fashion_clf.images._hog import HOGExtractor
from fashion_clf.images._opinion import ImageOpinion
from fashion_clf.images._regions import REGIONS, RegionFeatures
from fashion_clf.images._thumbnail import ThumbnailExtractor

__all__ = [
    "ColorHistogramExtractor",
    "GarmentClassifier",
    "GarmentLabeler",
    "HOGExtractor",
    "ImageComponents",
    "ImageFeatures",
    "ImageOpinion",
    "REGIONS",
    "RegionFeatures",
    "ThumbnailExtractor",
    "load_image",
    "photo_evidence",
]
