"""The command line: ``fashion-clf classify``, ``train``, ``evaluate``, ``explain`` ....

Only click is imported here: what needs scikit-learn is imported inside the commands,
so that ``--help`` and a mistyped option are answered at once.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from typing import TYPE_CHECKING

import click

from fashion_clf._version import __version__
from fashion_clf.cli.commands._classify import classify
from fashion_clf.cli.commands._compare import check, compare
from fashion_clf.cli.commands._download import download
from fashion_clf.cli.commands._evaluate import evaluate
from fashion_clf.cli.commands._explain import explain
from fashion_clf.cli.commands._inspect import inspect
from fashion_clf.cli.commands._review import review
from fashion_clf.cli.commands._round_trip import export, import_
from fashion_clf.cli.commands._rules import rules
from fashion_clf.cli.commands._train import train
from fashion_clf.cli.run._job import INTERRUPTED, exit_code_of
from fashion_clf.exceptions import FashionClfError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, NoReturn

__all__ = ["main"]


class _CommandLine(click.Group):
    """A group that answers every foreseen error with one line and an exit code."""

    def main(  # type: ignore[override]
        self, args: Sequence[str] | None = None, prog_name: str | None = "fashion-clf", **extra: Any
    ) -> NoReturn:
        # Read when LightGBM loads OpenMP: threads that spin while they wait for one that
        # the machine is busy elsewhere to run make a fit of two seconds one of minutes.
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
        # Python looks through all objects again before it ends, for half a second.
        atexit.register(gc.freeze)
        extra["standalone_mode"] = False
        try:
            code = super().main(args, prog_name, **extra)
        except click.ClickException as error:
            _complain(error.format_message(), getattr(error, "ctx", None))
            code = exit_code_of(error)
        except FashionClfError as error:
            _complain(str(error))
            code = exit_code_of(error)
        sys.exit(code if isinstance(code, int) else 0)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("fashion-clf: interrupted.", err=True)
            ctx.exit(INTERRUPTED)


def _complain(message: str, ctx: click.Context | None = None) -> None:
    """Say on one line what is wrong, and where the options are explained."""
    hint = f" See '{ctx.command_path} --help'." if ctx else ""
    click.echo(f"fashion-clf: error: {' '.join(message.split())}{hint}", err=True)


@click.group(
    cls=_CommandLine,
    context_settings={"help_option_names": ["-h", "--help"]},
    no_args_is_help=False,  # nothing asked for is an error, of one line as the others
)
@click.version_option(__version__, message="fashion-clf %(version)s")
def main() -> None:
    """Give every product of a fashion catalogue a category, without labels.

    Exit codes: 0 done, 1 too many products with something wrong (--max-errors) or
    warnings that are not allowed (--strict), 2 wrong usage or unreadable input,
    130 interrupted.
    """


for _command in (
    classify, review, train, evaluate, explain, rules, export, import_, compare, check, inspect,
    download,
):  # fmt: skip
    main.add_command(_command)
