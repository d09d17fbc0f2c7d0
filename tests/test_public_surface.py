"""What is public has type hints, complete documentation and a line in docs/api.md."""

import dataclasses
import importlib
import inspect
import sys
from pathlib import Path

import pytest
from numpydoc.validate import validate

import fashion_clf

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "docs"))
from make_api import make_page, public_modules  # noqa: E402

MODULES = public_modules()
# ES01, SA01: a long summary and cross-references are not needed everywhere.
# RT03: a type alone says enough where the summary tells what comes back.
OPTIONAL = {"ES01", "SA01", "RT03"}


def public_members():
    """Each public class and function once, by the name to import it by."""
    found = {}
    for name in MODULES:
        module = importlib.import_module(name)
        for member in module.__all__:
            value = getattr(module, member)
            if callable(value) and f"{name}.{member}" != "fashion_clf.cli.main":
                found.setdefault(value, f"{name}.{member}")
    return {path: value for value, path in found.items()}


MEMBERS = public_members()
METHODS = {
    f"{path}.{name}": function
    for path, value in MEMBERS.items()
    if inspect.isclass(value)
    for name, function in inspect.getmembers(value, inspect.isfunction)
    if (not name.startswith("_") or name == "__init__")
    and (function.__module__ or "").startswith("fashion_clf")
}
FUNCTIONS = {path: value for path, value in MEMBERS.items() if inspect.isfunction(value)} | METHODS


def is_record(value):
    """Exceptions and data classes: their docstrings list attributes, and the library makes them."""
    return inspect.isclass(value) and (
        issubclass(value, Exception) or dataclasses.is_dataclass(value)
    )


@pytest.mark.parametrize("path", sorted(FUNCTIONS))
def test_type_hints_are_complete(path):
    signature = inspect.signature(FUNCTIONS[path])
    bare = [
        name
        for name, parameter in signature.parameters.items()
        if parameter.annotation is parameter.empty and name != "self"
    ]
    assert bare == []
    assert signature.return_annotation is not signature.empty


def test_type_checkers_are_told_of_the_hints():
    assert (Path(fashion_clf.__file__).parent / "py.typed").is_file()
    assert "py.typed" in (ROOT / "setup.py").read_text()


@pytest.mark.parametrize("path", sorted({*MEMBERS, *METHODS}))
def test_docstring_follows_numpydoc(path):
    if path.endswith(".__init__"):
        return  # documented on the class
    value = MEMBERS.get(path, METHODS.get(path))
    optional = set(OPTIONAL)
    if path in METHODS or is_record(value):
        optional.add("EX01")
    if is_record(value):
        optional.add("PR01")
    if getattr(value, "__doc__", None) is None:  # inherited, as set_output is
        pytest.fail(f"{path} has no docstring")
    problems = [problem for problem in validate(path)["errors"] if problem[0] not in optional]
    assert problems == []


def test_every_public_name_has_its_line_in_the_page():
    page = (ROOT / "docs/api.md").read_text(encoding="utf-8")
    assert page == make_page(), "run: python docs/make_api.py"
    for name in MODULES:
        section = page.split(f"## {name}\n")[1].split("\n## ")[0]
        for member in importlib.import_module(name).__all__:
            assert section.count(f"- `{member}`: ") == 1
