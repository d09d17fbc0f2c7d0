"""``fashion-clf inspect``: what a model file is, without running anything that is in it."""

import json

import click

from fashion_clf.cli.commands import _options

__all__ = ["inspect"]

_MISFIT = 1  # exit code
_WIDTH = 15


@click.command()
@click.argument("model", metavar="FILE", type=_options.MODEL)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead.")
@click.option("--quiet", is_flag=True, help="Print nothing but errors; see the exit code.")
@click.pass_context
def inspect(ctx, model, as_json, quiet):
    """Describe the model FILE and check it against its sidecar.

    'pretrained' is the model that comes with the library.

    Nothing in it is run: the sidecar is read, and the bytes of the file are hashed. The
    signature is checked with the key in FASHION_CLF_KEY.

    Exit codes: 0 file, versions and signature fit, 1 one of them does not, 2 a file cannot
    be read.
    """
    from fashion_clf.persistence._checks import find_problems
    from fashion_clf.persistence._sidecar import read_file, read_sidecar
    from fashion_clf.persistence._signature import find_key

    described, key = read_sidecar(model), find_key()
    problems = find_problems(described, read_file(model), key)
    fits = not any(problems.values())
    if quiet:
        ctx.exit(0 if fits else _MISFIT)
    if as_json:
        report = {"file": str(model), "fits": fits, "problems": problems, "sidecar": described}
        click.echo(json.dumps(report, indent=2))
    else:
        click.echo(_lay_out(str(model), described))
        click.echo()
        click.echo(_lay_out_checks(problems, described, key))
    ctx.exit(0 if fits else _MISFIT)


def _lay_out(name, described):
    """One line for each field of the sidecar."""
    shown = described | {"predictions": _surest(described.get("predictions"))}
    lines = [_line(field, _text(value)) for field, value in shown.items()]
    return "\n".join([_printable(name), *lines])


def _lay_out_checks(problems, described, key):
    right = {
        "file": "is the one that was saved",
        "signature": _signature_state(described, key),
        "versions": "fit those installed here",
    }
    return "\n".join(_line(check, problem or right[check]) for check, problem in problems.items())


def _signature_state(described, key):
    if key is not None:
        return "is that of the key"
    return (
        "none" if described.get("signature") is None else "not checked: FASHION_CLF_KEY is not set"
    )


def _surest(predictions):
    """Categories of the built-in products, each with its probability where there is one."""
    if predictions is None:
        return None
    return [
        one["category"] + (f" {max(one['probabilities']):.3f}" if one["probabilities"] else "")
        for one in predictions
    ]


def _line(field, text):
    return f"{_printable(field):<{_WIDTH}}{_printable(text)}"


def _text(value):
    if value is None:
        return "-"
    if isinstance(value, dict):
        return ", ".join(f"{name} {_text(one)}" for name, one in value.items()) or "-"
    if isinstance(value, list):
        return ", ".join(map(_text, value)) or "-"
    return str(value)


def _printable(text):
    """Text for a terminal: an untrusted sidecar may hold control characters."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
