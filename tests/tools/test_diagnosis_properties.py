"""Properties of the SLiM-CRAB diagnosis: exclusive, safe with unknown inputs, independent of the unit."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tools.calculator import Values
from tools.diagnosis import SLIM_CRAB, diagnoses, picture_of
from tools.diagnosis_events import defining_events
from tools.reading import read
from tools.registry import calculate

complete = st.fixed_dictionaries(
    {
        "bmpc": st.sampled_from([0, 5, 10, 30, 60]),
        "plasmacytoma_biopsy": st.sampled_from(["none", "none", "bone"]),
        "plasmacytoma_count": st.sampled_from([1, 2]),
        "serum_m": st.sampled_from(["0 g/L", "10 g/L", "30 g/L"]),
        "heavy_chain": st.sampled_from(["IgG", "IgD", "IgM", "none"]),
        "urine_m": st.sampled_from(["0 mg/24h", "100 mg/24h", "500 mg/24h"]),
        "calcium": st.sampled_from([2.3, 2.3, 2.9]),
        "calcium_uln": st.just(2.6),
        "creatinine": st.sampled_from([80, 80, 200]),
        "crcl": st.just(80),
        "hb": st.sampled_from([90, 105, 130, 130]),
        "hb_lln": st.just(120),
        "lytic_lesions": st.sampled_from([0, 0, 1]),
        "kappa": st.sampled_from(["10 mg/L", "50 mg/L", "2000 mg/L"]),
        "lambda": st.just("10 mg/L"),
        "mri_focal_ge5mm": st.sampled_from([0, 0, 2]),
        "amyloidosis": st.sampled_from([False, False, True]),
    }
)


@given(complete)
def test_complete_inputs_give_exactly_one_diagnosis(inputs: dict[str, Any]) -> None:
    known = {name: read(SLIM_CRAB.input(name), raw).value for name, raw in inputs.items()}
    v = Values({name: value for name, value in known.items() if value is not None})
    states = [row.state for row in diagnoses(picture_of(v, defining_events(v))).values()]
    assert None not in states
    assert states.count(True) <= 1


@given(complete, st.data())
def test_an_unknown_input_never_gives_another_diagnosis(inputs: dict[str, Any], data: st.DataObject) -> None:
    full = calculate("slim_crab", inputs).result["diagnosis"]
    # without its upper limit calcium is judged by the absolute limit alone (specification 0.2)
    dropped = data.draw(st.sets(st.sampled_from(sorted(set(inputs) - {"calcium_uln"}))))
    part = calculate("slim_crab", {name: value for name, value in inputs.items() if name not in dropped})
    assert full in ([part.result["diagnosis"]] if part.status == "ok" else part.possible)
    assert part.status == "ok" or (part.missing and set(part.missing) <= dropped)


@given(complete)
def test_units_do_not_change_the_diagnosis(inputs: dict[str, Any]) -> None:
    grams = {"0 g/L": "0 g/dL", "10 g/L": "1 g/dL", "30 g/L": "3 g/dL"}
    other = inputs | {
        "serum_m": grams[inputs["serum_m"]],
        "hb": {"value": inputs["hb"] / 10, "unit": "g/dL"},
        "lambda": "1 mg/dL",
    }
    assert calculate("slim_crab", other).result == calculate("slim_crab", inputs).result
