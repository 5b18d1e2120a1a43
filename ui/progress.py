"""Progress on standard error, only for a person who is looking at a terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

Advance = Callable[[int, int], None]


@contextmanager
def bar(title: str, *, quiet: bool) -> Iterator[Advance]:
    """A bar that appears with the first advance (done, all) and leaves nothing behind."""
    if quiet or not sys.stderr.isatty():
        yield lambda _done, _all: None
        return
    with ExitStack() as opened:
        shown: list[Advance] = []

        def advance(done: int, total: int) -> None:
            if not shown:
                shown.append(_started(title, opened))
            shown[0](done, total)

        yield advance


def _started(title: str, opened: ExitStack) -> Advance:
    # imported with the first advance: most commands never show a bar
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    progress = opened.enter_context(Progress(*columns, console=Console(stderr=True), transient=True))
    task = progress.add_task(title, total=None)
    return lambda done, total: progress.update(task, completed=done, total=total)
