"""Property of the MRD category: safe with unknown inputs."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tools.registry import calculate

FLOW: dict[str, Any] = {"complete_response": True, "method": "NGF", "sensitivity": 0.00001, "aberrant_pc_found": False}
SEQUENCED: dict[str, Any] = {"complete_response": True, "method": "NGS", "sensitivity": 0.000001, "identical_reads": 1}


@given(st.sampled_from([FLOW, SEQUENCED]), st.booleans(), st.sampled_from([1e-6, 1e-4]), st.booleans(), st.data())
def test_safe_with_unknown_inputs(
    base: dict[str, Any], cr: bool, sensitivity: float, positive: bool, data: st.DataObject
) -> None:
    reading = {"aberrant_pc_found": positive} if base is FLOW else {"identical_reads": 3 if positive else 0}
    inputs = base | reading | {"complete_response": cr, "sensitivity": sensitivity, "pet_ct": "negative"}
    full = calculate("imwg_mrd", inputs).result
    dropped = data.draw(st.sets(st.sampled_from(sorted(inputs))))
    part = calculate("imwg_mrd", {name: value for name, value in inputs.items() if name not in dropped})
    assert full["mrd"] in ([part.result["mrd"]] if part.status == "ok" else part.possible)
    assert part.status == "ok" or (part.missing and set(part.missing) <= dropped)
    assert set(part.result["categories"]) <= set(full["categories"])
