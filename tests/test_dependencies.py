"""What is imported is declared, and what is declared has a lowest version that is tested."""

import ast
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# Names to import by, where the name to install by is another.
DISTRIBUTIONS = {
    "PIL": "Pillow",
    "distributed": "dask",
    "imagehash": "ImageHash",
    "jinja2": "Jinja2",
    "markupsafe": "Jinja2",
    "charset_normalizer": "charset-normalizer",
    "pillow_heif": "pillow-heif",
    "python_calamine": "python-calamine",
    "skimage": "scikit-image",
    "sklearn": "scikit-learn",
}
# Of the interpreter on one kind of system only.
STANDARD = sys.stdlib_module_names | {"fashion_clf", "__future__"}


def setup_arguments():
    """Keyword arguments of setup(), as far as they are written out there."""
    tree = ast.parse((ROOT / "setup.py").read_text(encoding="utf-8"))
    call = next(
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "setup"
    )
    return {
        keyword.arg: ast.literal_eval(keyword.value)
        for keyword in call.keywords
        if keyword.arg in ("install_requires", "extras_require")
    }


def names_of(requirements):
    return {re.match(r"[\w.-]+", requirement).group() for requirement in requirements}


ARGUMENTS = setup_arguments()
NEEDED = names_of(ARGUMENTS["install_requires"])
EXTRAS = {name: names_of(listed) for name, listed in ARGUMENTS["extras_require"].items()}
DECLARED = NEEDED.union(
    *(EXTRAS[name] for name in "dask download excel fast heif parquet plot review skops".split())
)


def imported(path, *, lazily):
    """Distributions that a module imports at its top, or anywhere in it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = ast.walk(tree) if lazily else tree.body
    for node in nodes:
        modules = []
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            modules = [node.module]
        for module in modules:
            top = module.split(".")[0]
            if top not in STANDARD:
                yield DISTRIBUTIONS.get(top, top)


MODULES = sorted((ROOT / "fashion_clf").rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_is_imported_is_declared(path):
    assert set(imported(path, lazily=True)) <= DECLARED
    if "download" not in path.parts:  # imported where aiohttp is there only
        assert set(imported(path, lazily=False)) <= NEEDED


def test_what_is_declared_is_imported():
    found = {name for path in MODULES for name in imported(path, lazily=True)}
    assert found == DECLARED


def test_lowest_versions_are_those_of_setup():
    requirements = {*ARGUMENTS["install_requires"], *ARGUMENTS["extras_require"]["test"]}
    bounds = dict(re.sub(r"\[.*\]", "", one).split(">=") for one in requirements)
    lines = (ROOT / "tests/lowest.txt").read_text(encoding="utf-8").splitlines()
    pinned = dict(line.split("==") for line in lines if not line.startswith("#"))

    def numbers(version):
        parts = [int(part) for part in version.split(".")]
        return (*parts, 0, 0)[:3]

    assert {name: numbers(version) for name, version in pinned.items()} == {
        name: numbers(version) for name, version in bounds.items()
    }
