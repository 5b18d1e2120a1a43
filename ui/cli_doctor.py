"""`mmguide doctor`."""

from dataclasses import asdict
from typing import Annotated

import typer

from ui.output import write_json, write_text
from ui.settings import read_settings


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("doctor", help="检查版本、设置、索引、模型和磁盘。")(doctor)


def doctor(as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False) -> None:
    """Tells what is wrong; exit 1 if something is."""
    from ui.doctor import examine

    checks = tuple(examine(read_settings()))
    good = all(check.good for check in checks)
    if as_json:
        write_json({"good": good, "checks": [asdict(check) for check in checks]})
    else:
        lines = [
            f"{'正常' if c.good else '异常'}  {c.name}：{c.detail}" + (f"\n      建议：{c.hint}" if c.hint else "")
            for c in checks
        ]
        write_text("\n".join(lines))
    if not good:
        raise typer.Exit(1)
