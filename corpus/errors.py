"""The errors that users see; anything else is a defect and is shown as such.

MmguideError
├── InputError           a file, value or question that cannot be used
│   ├── UnreadableFile       broken, encrypted, empty or without text
│   └── UnsupportedFile      no reader for this suffix
├── ConfigurationError   a setting that does not fit
│   ├── ModelUnavailable     the embedding model cannot be loaded
│   └── SnapshotMismatch     the index was built with another model or program version
└── StorageError         the data folder
    ├── SnapshotDamaged      files of the index are missing or changed
    ├── Busy                 another process is writing
    └── NoSpace              the disk is full
"""


class MmguideError(Exception):
    """Base of all expected errors: a Chinese message and what to do about it."""

    def __init__(self, message: str, hint: str = "") -> None:
        """Keeps the message and the advice apart, so that interfaces can lay them out."""
        super().__init__(message)
        self.message = message
        self.hint = hint


class InputError(MmguideError):
    """A file, value or question that cannot be used."""


class UnreadableFile(InputError):
    """A file that is broken, encrypted, empty or has no text."""


class UnsupportedFile(InputError):
    """A file of a kind for which there is no reader."""


class ConfigurationError(MmguideError):
    """A setting that does not fit."""


class ModelUnavailable(ConfigurationError):
    """The embedding model cannot be loaded."""


class SnapshotMismatch(ConfigurationError):
    """The index was built with another model or format."""


class StorageError(MmguideError):
    """Something is wrong with the data folder."""


class SnapshotDamaged(StorageError):
    """Files of the index are missing or changed."""


class Busy(StorageError):
    """Another process is writing the index."""


class NoSpace(StorageError):
    """The disk is full."""
