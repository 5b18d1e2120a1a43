"""The library: what is ingested, replaced, removed, recovered, and that the old index survives every failure."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import docx
import pytest

import agents.library
import corpus.snapshot as store
from agents.library import FileReport, IngestReport, Library, digests
from corpus.errors import Busy, InputError, NoSpace, SnapshotMismatch
from corpus.snapshot import ModelStamp, Snapshot, current, load
from corpus.sources import known_sources
from index.model import EmbeddingModel, Vectors
from index.search import open_searcher
from ingest.source_text import paged
from tests.pdf_rendering import render

ROOT = Path(__file__).parents[2]
KNOWN = {source.doc_id for source in known_sources()}
GUIDE = "甲药说明\n\n用法用量\n\n甲药每天一次口服，每次两片，饭后服用，疗程为三个月。\n\n禁忌\n\n孕妇禁用甲药。\n"
EMD = "多发性骨髓瘤髓外疾病的治疗进展\n\n这是测试用的文字，不是原文，只带有标题。\n"
HOLD_LOCK = """
import sys; from pathlib import Path; from corpus.snapshot import writing
with writing(Path(sys.argv[1])):
    print("held", flush=True); sys.stdin.read()
"""


@dataclass(frozen=True)
class Counting:
    """A model that keeps what it was asked to embed."""

    inner: EmbeddingModel
    name: str = "builtin"
    asked: list[str] = field(default_factory=list)

    @property
    def stamp(self) -> ModelStamp:
        return replace(self.inner.stamp, name=self.name)

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.asked.extend(texts)
        return self.inner.embed(texts)


@pytest.fixture(scope="module")
def short_digests(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Digests of some lines in place of the built-in ones: every change of a library builds an index of them all."""
    folder = tmp_path_factory.mktemp("short")
    for source in known_sources():
        text = f"# 摘要\n\n## 用药\n\n- {source.title}：硼替佐米皮下注射。\n"
        (folder / f"{source.doc_id}.md").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def _short(short_digests: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agents.library, "DIGESTS", short_digests)


@pytest.fixture
def library(_short: None, model: EmbeddingModel, tmp_path: Path) -> Library:
    """A library of short digests that may be changed."""
    made = Library(tmp_path / "home", Counting(model))
    made.ensure()
    asked(made).clear()
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two texts: one unknown, one that bears the marks of a known source."""
    made = tmp_path / "folder"
    made.mkdir()
    (made / "甲药.txt").write_text(GUIDE, encoding="utf-8")
    (made / "综述.txt").write_text(EMD, encoding="utf-8")
    return made


def asked(library: Library) -> list[str]:
    assert isinstance(library.model, Counting)
    return library.model.asked


def snapshot(library: Library) -> Snapshot:
    found = current(library.home)
    assert found is not None
    return load(found)


def held(library: Library) -> dict[str, bool]:
    """The documents of the library, and whether each is a digest."""
    return {d.doc_id: d.digest for d in snapshot(library).documents}


def statuses(report: IngestReport) -> list[tuple[str, str]]:
    return [(Path(f.file).name, f.status) for f in report.files]


def test_every_known_source_has_its_digest() -> None:
    assert {entry.document.doc_id for entry in digests()} == KNOWN


def test_a_fresh_machine_gets_the_digests_once(library: Library) -> None:
    first = current(library.home)
    assert held(library) == dict.fromkeys(KNOWN, True)
    assert library.ensure() == first
    assert asked(library) == []


def test_originals_stand_beside_or_replace_digests(library: Library, folder: Path) -> None:
    report = library.ingest([folder])
    assert statuses(report) == [("甲药.txt", "added"), ("综述.txt", "added")]
    assert held(library) == {**dict.fromkeys(KNOWN, True), "emd-review": False, "甲药": False}
    assert (report.documents, report.failed, report.snapshot) == (6, False, snapshot(library).manifest.snapshot)


def test_what_was_ingested_is_found_with_its_file(library: Library, folder: Path, model: EmbeddingModel) -> None:
    library.ingest([folder])
    best = open_searcher(snapshot(library).folder, library.model).search("甲药饭后服用吗", 1)[0].passage
    document = snapshot(library).document(best.doc_id)
    assert (document.title, document.origin) == ("甲药", str(folder / "甲药.txt"))


def test_the_same_files_again_change_nothing(library: Library, folder: Path) -> None:
    first = library.ingest([folder])
    asked(library).clear()
    again = library.ingest([folder])
    assert statuses(again) == [("甲药.txt", "unchanged"), ("综述.txt", "unchanged")]
    assert again.snapshot == first.snapshot
    assert asked(library) == []


def test_an_edited_file_replaces_its_text_and_embeds_only_what_is_new(library: Library, folder: Path) -> None:
    library.ingest([folder])
    asked(library).clear()
    (folder / "甲药.txt").write_text(GUIDE.replace("三个月", "四个月"), encoding="utf-8")
    assert statuses(library.ingest([folder])) == [("甲药.txt", "replaced"), ("综述.txt", "unchanged")]
    assert len(asked(library)) == 1
    assert "四个月" in asked(library)[0]
    assert "四个月" in snapshot(library).text("甲药")


def test_a_file_that_is_gone_from_its_folder_is_removed(library: Library, folder: Path) -> None:
    library.ingest([folder])
    (folder / "综述.txt").unlink()
    assert ("综述.txt", "removed") in statuses(library.ingest([folder]))
    assert held(library)["emd-review"] is True


def test_a_file_of_another_folder_stays(library: Library, folder: Path, tmp_path: Path) -> None:
    library.ingest([folder / "综述.txt"])
    (folder / "综述.txt").unlink()
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "乙药.txt").write_text(GUIDE.replace("甲", "乙"), encoding="utf-8")
    library.ingest([tmp_path / "b"])
    assert held(library)["emd-review"] is False


def test_a_renamed_file_of_a_known_source_stays(library: Library, folder: Path) -> None:
    library.ingest([folder])
    (folder / "综述.txt").rename(folder / "新名.txt")
    assert statuses(library.ingest([folder])) == [("新名.txt", "unchanged"), ("甲药.txt", "unchanged")]
    assert snapshot(library).document("emd-review").origin == str(folder / "新名.txt")
    assert statuses(library.ingest([folder])) == [("新名.txt", "unchanged"), ("甲药.txt", "unchanged")]


def test_a_removed_document_gives_its_digest_back(library: Library, folder: Path) -> None:
    before = snapshot(library).manifest.snapshot
    library.ingest([folder])
    library.remove("甲药")
    report = library.remove("emd-review")
    assert [(f.status, f.doc_id) for f in report.files] == [("removed", "emd-review")]
    assert held(library) == dict.fromkeys(KNOWN, True)
    assert snapshot(library).manifest.snapshot == before


@pytest.mark.parametrize("doc_id", ["emd-review", "nothing", ""])
def test_only_what_was_ingested_can_be_removed(library: Library, folder: Path, doc_id: str) -> None:
    library.ingest([folder / "甲药.txt"])
    with pytest.raises(InputError, match="没有导入过") as caught:
        library.remove(doc_id)
    assert "甲药" in caught.value.hint


def test_files_with_the_same_name_are_two_documents(library: Library, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "甲药.txt").write_text(GUIDE.replace("三个月", "四个月"), encoding="utf-8")
    library.ingest([folder / "甲药.txt", other])
    assert {"甲药", "甲药-2"} <= set(held(library))


def test_every_kind_of_file_is_taken_in(library: Library, tmp_path: Path) -> None:
    made = tmp_path / "kinds"
    made.mkdir()
    (made / "一.txt").write_text(GUIDE, encoding="gb18030")
    (made / "二.md").write_text("# 乙药\n\n乙药每天两次。\n", encoding="utf-8")
    (made / "三.html").write_text("<h1>丙药</h1><p>丙药每天三次。</p>", encoding="utf-8")
    document = docx.Document()
    document.add_paragraph("丁药每周一次。")
    document.save(str(made / "四.docx"))
    render(paged(["戊药每月一次静脉注射。"]).pages, made / "五.pdf")
    assert {f.status for f in library.ingest([made]).files} == {"added"}
    assert set(held(library)) == {*KNOWN, "一", "二", "三", "四", "五"}


FAILING: dict[str, Callable[[Path], object]] = {
    "empty": lambda f: (f / "坏.txt").write_bytes(b""),
    "broken PDF": lambda f: (f / "坏.pdf").write_bytes(b"%PDF-1.4 x"),
    "broken docx": lambda f: (f / "坏.docx").write_bytes(b"PK\x03\x04"),
    "no words": lambda f: (f / "坏.md").write_text("---\n---\n| | |\n"),
}


@pytest.mark.parametrize("add", FAILING.values(), ids=FAILING.keys())
def test_a_file_that_fails_does_not_stop_the_others(
    library: Library, folder: Path, add: Callable[[Path], object]
) -> None:
    add(folder)
    report = library.ingest([folder])
    failed = [f for f in report.files if f.status == "failed"]
    assert [Path(f.file).stem for f in failed] == ["坏"]
    assert report.failed
    assert failed[0].reason.endswith("。")
    assert failed[0].hint.endswith("。")
    assert held(library)["甲药"] is False


def nothing_readable(folder: Path) -> Path:
    (folder / "sub").mkdir()
    (folder / "sub" / "图.png").write_bytes(b"x")
    (folder / "sub" / ".hidden.txt").write_text(GUIDE, encoding="utf-8")
    (folder / "sub" / "README.md").write_text(GUIDE, encoding="utf-8")
    return folder / "sub"


def unknown_suffix(folder: Path) -> Path:
    (folder / "表.xlsx").write_bytes(b"x")
    return folder / "表.xlsx"


@pytest.mark.parametrize(
    ("make", "reason"),
    [(nothing_readable, "没有可读取的文件"), (lambda f: f / "none.pdf", "不存在"), (unknown_suffix, "不支持 .xlsx")],
    ids=["folder without readable files", "missing path", "unknown suffix"],
)
def test_a_path_that_gives_nothing_is_named(
    library: Library, folder: Path, make: Callable[[Path], Path], reason: str
) -> None:
    before = snapshot(library).manifest
    (report,) = library.ingest([make(folder)]).files
    assert report.status == "failed"
    assert reason in report.reason
    assert report.hint
    assert snapshot(library).manifest == before


def test_progress_is_told_for_files_and_passages(library: Library, folder: Path) -> None:
    files: list[tuple[int, int, str]] = []
    batches: list[tuple[int, int]] = []
    library.ingest([folder], lambda n, of, name: files.append((n, of, name)), lambda n, of: batches.append((n, of)))
    assert files == [(1, 2, "甲药.txt"), (2, 2, "综述.txt")]
    assert batches
    assert batches[-1][0] == batches[-1][1]


def test_another_model_needs_a_rebuild_which_keeps_the_documents(library: Library, folder: Path) -> None:
    library.ingest([folder])
    other = Library(library.home, replace(library.model, name="other"))  # type: ignore[type-var]
    with pytest.raises(SnapshotMismatch, match="other"):
        open_searcher(other.ensure(), other.model)
    documents = held(library)
    other.rebuild()
    assert held(other) == documents
    assert open_searcher(other.ensure(), other.model).search("甲药", 1)


def test_a_rebuild_takes_the_stored_text_where_the_file_is_gone_or_changed(library: Library, folder: Path) -> None:
    library.ingest([folder])
    before = snapshot(library)
    (folder / "综述.txt").unlink()
    (folder / "甲药.txt").write_text("别的文字。", encoding="utf-8")
    library.rebuild()
    assert snapshot(library).passages == before.passages
    assert snapshot(library).text("甲药") == GUIDE


def damage_passages(folder: Path) -> None:
    (folder / "passages.jsonl").write_text("{}\n")


@pytest.mark.parametrize("file_is_there", [True, False], ids=["from the file", "from the stored text"])
@pytest.mark.parametrize("act", [lambda lib, f: lib.rebuild(), lambda lib, f: lib.ingest([f / "乙药.txt"])])
def test_originals_survive_a_damaged_index(
    library: Library, folder: Path, file_is_there: bool, act: Callable[[Library, Path], IngestReport]
) -> None:
    library.ingest([folder])
    expected = [p for p in snapshot(library).passages if p.doc_id in ("甲药", "emd-review")]
    damage_passages(snapshot(library).folder)
    (folder / "乙药.txt").write_text(GUIDE.replace("甲", "乙"), encoding="utf-8")
    if not file_is_there:
        (folder / "甲药.txt").unlink()
    assert not act(library, folder).failed
    assert [p for p in snapshot(library).passages if p.doc_id in ("甲药", "emd-review")] == expected


def lose_text(folder: Path) -> None:
    damage_passages(folder)
    (folder / "texts" / "甲药.txt").unlink()


def lose_list(folder: Path) -> None:
    (folder / "documents.json").write_text("{")


@pytest.mark.parametrize("damage", [lose_text, lose_list], ids=["text and file", "list of documents"])
def test_what_a_damaged_index_has_lost_is_reported(
    library: Library, folder: Path, damage: Callable[[Path], None]
) -> None:
    library.ingest([folder / "甲药.txt"])
    damage(snapshot(library).folder)
    (folder / "甲药.txt").unlink()
    report: FileReport = library.rebuild().files[0]
    assert (report.status, report.hint) == ("failed", "请重新导入原来的文件。")
    assert held(library) == dict.fromkeys(KNOWN, True)


def test_a_second_writer_is_told_to_wait(library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "LOCK_SECONDS", 0.2)
    command = [sys.executable, "-c", HOLD_LOCK, str(library.home)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(Busy):
            library.ingest([folder])
        holder.communicate("")
    assert not library.ingest([folder]).failed


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """A folder on a file system of some kilobytes."""
    mounted: list[Path] = []

    def make(kilobytes: int) -> Path:
        place = tmp_path / f"disk{kilobytes}"
        place.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(place)]
        try:
            subprocess.run(command, check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            pytest.skip("no file system can be mounted here")
        mounted.append(place)
        return place

    yield make
    for place in mounted:
        subprocess.run(["umount", "-l", str(place)], check=True)


def fill_up(disk: Path, left: int) -> None:
    """Fills a file system but for some kilobytes."""
    free = shutil.disk_usage(disk).free
    (disk / "ballast").write_bytes(b"x" * (free - left * 1024))


@pytest.mark.parametrize("left", [0, 16, 40, 64, 96, 128, 200, 300])
def test_a_disk_that_fills_up_leaves_the_old_index(
    library: Library, small_disk: Callable[[int], Path], folder: Path, left: int
) -> None:
    """The disk fills up while passages, vectors, lexical index or Chroma are written."""
    disk = small_disk(4000)
    full = Library(Path(shutil.copytree(library.home, disk / "home")), library.model)
    before = snapshot(full)
    fill_up(disk, left)
    with pytest.raises(NoSpace) as caught:
        full.ingest([folder])
    assert "MMGUIDE_HOME" in caught.value.hint
    assert snapshot(full) == before
    assert list((full.home / "snapshots").iterdir()) == [before.folder]
    assert open_searcher(before.folder, full.model).search("硼替佐米", 1)


def test_the_originals_take_the_place_of_all_digests(original_home: Path) -> None:
    folder = current(original_home)
    assert folder is not None
    documents = load(folder).documents
    assert {d.doc_id: d.digest for d in documents} == dict.fromkeys(KNOWN, False)
    stored = json.loads((folder / "documents.json").read_text(encoding="utf-8"))
    assert all(Path(d["origin"]).is_file() for d in stored)
