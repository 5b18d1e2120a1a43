"""How many lesions reports count."""

import pytest

from agents.extraction import extract


@pytest.mark.parametrize(
    ("text", "name", "number"),
    [
        ("X线溶骨两处", "lytic_lesions", 2), ("颅骨见一处溶骨性破坏", "lytic_lesions", 1), ("3处溶骨性病灶", "lytic_lesions", 3), ("全身低剂量CT无溶骨性病变", "lytic_lesions", 0),
        ("全身CT和PET都没看到溶骨破坏", "lytic_lesions", 0), ("除原发灶外无溶骨", "lytic_lesions", 0), ("X线未见溶骨，CT示多发溶骨", "lytic_lesions", 2), ("胸片未见骨质破坏", "lytic_lesions", None),
        ("未见多发溶骨", "lytic_lesions", None), ("全身MRI无局灶病变", "mri_focal_ge5mm", 0), ("全身MRI仅右髂骨1处局灶病灶，直径6mm", "mri_focal_ge5mm", 1),
        ("MRI见2处局灶病变（7mm、9mm）", "mri_focal_ge5mm", 2), ("MRI见3处局灶病灶，分别3mm、4mm、8mm", "mri_focal_ge5mm", 1), ("MRI见2处局灶病灶（3mm、4mm）", "mri_focal_ge5mm", 0),
        ("B超见2处病灶", "mri_focal_ge5mm", None), ("影像无新病灶", "current.new_lesion", False), ("PET/CT发现新发肝脏占位", "current.new_lesion", True), ("是否有新发病灶不清楚", "current.new_lesion", None),
    ],
)  # fmt: skip
def test_lesions(text: str, name: str, number: object) -> None:
    found = extract(text).values.get(name)
    assert (found and found.raw) == number if number is not None else found is None


def test_many_is_at_least_two() -> None:
    assert extract("多发溶骨").values["lytic_lesions"].bound == "≥"


@pytest.mark.parametrize(
    ("text", "number"),
    [("MRI仅L3一处7mm局灶病灶", 1), ("磁共振见两处8mm病灶", 2), ("MRI见2处4mm局灶病灶", 0), ("MRI单发局灶性病变，直径9mm", 1), ("MRI 2个≥5mm局灶病灶", 2)],
)  # fmt: skip
def test_focal_lesions_with_their_size_in_front(text: str, number: int) -> None:
    assert extract(text).values["mri_focal_ge5mm"].raw == number
