"""`mmguide calc`: needs the calculators only, no index and no settings, so that it starts at once."""

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from corpus.errors import InputError
from tools.calculator import CalculatorAnswer
from tools.messages import CalculatorInputError
from tools.registry import CALCULATORS, calculate
from tools.schema import calculator_schema, summary
from ui.output import answer_lines, parse_object, write_json, write_text

AS_JSON = Annotated[bool, typer.Option("--json", help="输出 JSON")]


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    calc = typer.Typer(help="确定性计算器。", invoke_without_command=True)
    calc.callback()(lines)
    calc.command("list", help="列出计算器。")(list_all)
    calc.command("describe", help="一个计算器的输入（JSON Schema）与依据。")(describe)
    calc.command("run", help="运行一个计算器。")(run)
    app.add_typer(calc, name="calc")


def lines(
    context: typer.Context,
    jsonl: Annotated[bool, typer.Option("--jsonl", help='每行读入 {"calculator","inputs"}，每行输出一个结果')] = False,
) -> None:
    """Answers JSON lines, or leaves the work to a subcommand."""
    if jsonl == (context.invoked_subcommand is not None):
        raise typer.BadParameter("请用 list、describe、run 之一，或单独用 --jsonl。")
    if jsonl:
        answer_lines(_answer_request)


def list_all(as_json: AS_JSON = False) -> None:
    """Names, titles, inputs and sources."""
    if as_json:
        write_json([summary(c) for c in CALCULATORS.values()])
        return
    from ui.render_calc import list_text

    write_text(list_text(CALCULATORS.values()))


def describe(
    name: Annotated[str, typer.Argument(metavar="NAME", help="计算器名称，见 calc list")],
    _as_json: Annotated[bool, typer.Option("--json", hidden=True)] = True,
) -> None:
    """The inputs of a calculator as JSON Schema; there is no other form, so --json changes nothing."""
    if name not in CALCULATORS:
        raise InputError(f"没有名为“{name}”的计算器。", "用 mmguide calc list 查看全部名称。")
    write_json(calculator_schema(CALCULATORS[name]))


def run(
    name: Annotated[str, typer.Argument(metavar="NAME", help="计算器名称，见 calc list")],
    inputs: Annotated[str, typer.Option("--inputs", help='JSON 对象，例如 {"b2m": "6.1 mg/L"}')] = "{}",
    as_json: AS_JSON = False,
) -> None:
    """Runs one calculator; refused inputs are an answer too, with status error."""
    answer = _calculate(name, parse_object(inputs))
    if as_json:
        write_json(answer.as_json())
    else:
        from ui.render_calc import result_text

        write_text(result_text(CALCULATORS[name], answer))


def _answer_request(request: Mapping[str, Any]) -> Mapping[str, Any]:
    name, inputs = request.get("calculator"), request.get("inputs", {})
    if not isinstance(name, str) or not isinstance(inputs, Mapping):
        raise InputError("缺少 calculator 或 inputs。", '请写成 {"calculator": "iss", "inputs": {"b2m": "6.1 mg/L"}}。')
    return _calculate(name, inputs).as_json()


def _calculate(name: str, inputs: Mapping[str, Any]) -> CalculatorAnswer:
    try:
        return calculate(name, inputs)
    except CalculatorInputError as error:
        raise InputError(f"{error}。", "用 mmguide calc list 查看全部名称。") from error
