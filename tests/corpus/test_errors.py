"""The error tree that interfaces rely on."""

import pytest

from corpus import errors

TREE = {
    "InputError": "MmguideError",
    "UnreadableFile": "InputError",
    "UnsupportedFile": "InputError",
    "ConfigurationError": "MmguideError",
    "ModelUnavailable": "ConfigurationError",
    "SnapshotMismatch": "ConfigurationError",
    "StorageError": "MmguideError",
    "SnapshotDamaged": "StorageError",
    "Busy": "StorageError",
    "NoSpace": "StorageError",
}


@pytest.mark.parametrize(("name", "parent"), TREE.items())
def test_each_error_hangs_where_the_tree_draws_it(name: str, parent: str) -> None:
    assert getattr(errors, name).__bases__ == (getattr(errors, parent),)


def test_an_error_keeps_message_and_advice_apart() -> None:
    error = errors.Busy("正忙。", "请稍候。")
    assert (str(error), error.message, error.hint) == ("正忙。", "正忙。", "请稍候。")
