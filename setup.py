"""Packaging of fashion-clf; the version is read from the source, the package is not imported."""

import re
from pathlib import Path

from setuptools import find_packages, setup

HERE = Path(__file__).parent
VERSION = re.search(
    r'^__version__ = "([^"]+)"$', (HERE / "fashion_clf/_version.py").read_text(), re.MULTILINE
).group(1)
# The saved model lies at the top of a checkout, and inside the package of a wheel.
ARTIFACTS = ["fashion_clf.artifacts"] if (HERE / "artifacts").is_dir() else []

setup(
    name="fashion-clf",
    version=VERSION,
    description="A category for every product of an unlabelled fashion catalogue",
    long_description=(HERE / "README.md").read_text(encoding="utf-8"),
    long_description_content_type="text/markdown",
    license="MIT",
    license_files=["LICENSE"],
    packages=[*find_packages(include=["fashion_clf", "fashion_clf.*"]), *ARTIFACTS],
    package_dir={"fashion_clf.artifacts": "artifacts"},
    package_data={
        "fashion_clf": ["*.toml", "py.typed"],
        "fashion_clf.artifacts": ["*.csv", "*.joblib", "*.json"],
        "fashion_clf.datasets": ["*.toml"],
        "fashion_clf.images.garments": ["*.toml"],
        "fashion_clf.labeling": ["*.toml"],
        "fashion_clf.labeling.lexicon": ["*.toml"],
        "fashion_clf.review": ["*.css", "*.html.j2", "*.js"],
        "fashion_clf.taxonomy": ["*.csv", "*.toml"],
    },
    python_requires=">=3.11",
    install_requires=[
        "charset-normalizer>=3.4.4",
        "click>=8.2",
        "joblib>=1.4.2",
        "lightgbm>=4.7",
        "narwhals>=2.0.1",
        "nltk>=3.9.1",
        "numpy>=2.1",
        "pandas>=2.2.3",
        "Pillow>=11.1",
        "scikit-image>=0.25",
        "scikit-learn>=1.9",
        "scipy>=1.14.1",
        "threadpoolctl>=3.5",
        "tqdm>=4.66",
    ],
    extras_require={
        "dask": ["dask[dataframe,distributed]>=2025.7"],
        "download": ["aiohttp>=3.14", "yarl>=1.20"],
        "excel": ["openpyxl>=3.1.5", "python-calamine>=0.5"],
        "fast": ["orjson>=3.11"],
        "heif": ["pillow-heif>=1.0"],
        "parquet": ["pyarrow>=20"],
        "plot": ["matplotlib>=3.10"],
        "review": ["ImageHash>=4.3", "Jinja2>=3.1"],
        "skops": ["skops>=0.16"],
        "test": [
            "aiohttp>=3.14",
            "yarl>=1.20",
            "dask[dataframe,distributed]>=2025.7",
            "fastapi>=0.115",
            "httpx>=0.27",
            "hypothesis>=6.100",
            "nbclient>=0.10",
            "pillow-heif>=1.0",
            "nbformat>=5.10",
            "numpydoc>=1.11",
            "openpyxl>=3.1.5",
            "orjson>=3.11",
            "ipykernel>=6.29",
            "ImageHash>=4.3",
            "Jinja2>=3.1",
            "matplotlib>=3.10",
            "polars>=1.20",
            "pyarrow>=20",
            "pytest>=8.2",
            "python-calamine>=0.5",
            "pytest-xdist>=3.6",
            "skops>=0.16",
        ],
        "fuzz": ["atheris>=3.0"],
        "lint": ["ruff==0.14.2", "mypy==2.4.1"],
    },
    entry_points={"console_scripts": ["fashion-clf = fashion_clf.cli:main"]},
    classifiers=[
        "Intended Audience :: Developers",
        "License :: OSI Approved :: MIT License",
        "Programming Language :: Python :: 3",
        "Topic :: Scientific/Engineering :: Artificial Intelligence",
    ],
)
