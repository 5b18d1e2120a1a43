"""Unknown-safety of the immunoglobulin rule over random inputs."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tools.registry import calculate

ISOTYPES = ["IgG", "IgA", "IgD", "IgE", "IgM", "light_chain", "nonsecretory"]
INPUTS: dict[str, st.SearchStrategy[Any]] = {
    "recurrent_serious_infection": st.booleans(), "igg": st.integers(0, 30), "isotype": st.sampled_from(ISOTYPES),
    "serum_m": st.integers(0, 30).map(lambda g: f"{g} g/L"),
}  # fmt: skip


def ivig(inputs: dict[str, Any]) -> dict[str, Any]:
    return calculate("ivig_indication", inputs).as_json()


@given(st.fixed_dictionaries(INPUTS), st.sets(st.sampled_from(sorted(INPUTS))))
def test_removed_inputs_never_change_the_answer_silently(inputs: dict[str, Any], removed: set[str]) -> None:
    full = ivig(inputs)["result"]["indication"]
    answer = ivig({k: v for k, v in inputs.items() if k not in removed})
    assert answer["result"]["indication"] == full if answer["status"] == "ok" else full in answer["possible"]


@given(st.fixed_dictionaries(INPUTS))
def test_unit_of_the_immunoglobulin_does_not_matter(inputs: dict[str, Any]) -> None:
    typed = inputs | {"igg": {"value": inputs["igg"] * 100, "unit": "mg/dL"}}
    assert ivig(typed)["result"] == ivig(inputs)["result"]
