"""Trains the built-in embedding model (run by developers: python -m index.train DATA [TEXT...]).

DATA is a folder of Chinese medical text pairs, TEXT are further documents whose neighbouring sentences are
pairs. The result is a sentence-transformers StaticEmbedding: a Unigram tokenizer and one vector a token,
trained with MultipleNegativesRankingLoss, stored as float16. evals/learn/embedding.py refines it with questions.
"""

import csv
import json
import random
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from corpus.terms import terminology
from index.model import BUILTIN_FOLDER

VOCABULARY = 16_000
DIMENSION = 256
EPOCHS = 8
BATCH = 512
SEED = 20
LONGEST = 400
LEARNING_RATE = 0.01
SCALE = 20.0
REFINE_EPOCHS, REFINE_BATCH, REFINE_DECAY = 6, 256, 0.7
_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")


def pairs_of_data(folder: Path) -> Iterator[tuple[str, str]]:
    """Question and answer pairs of the three known files."""
    for line in (folder / "huatuo_llama_data.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield row["instruction"], row["output"]
    for row in json.loads((folder / "huatuo_liver_cancer.json").read_text(encoding="utf-8")):
        yield from _turns(row["instruction"], row.get("output", ""))
    with (folder / "toyhom_internal_sample.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row["title"], row["answer"]
            yield row["ask"], row["answer"]


def _turns(dialogue: str, last: str) -> Iterator[tuple[str, str]]:
    turns = [t.strip() for t in re.split(r"<(?:user|bot)>[:：]", dialogue + last) if t.strip()]
    yield from zip(turns[::2], turns[1::2], strict=False)


def pairs_of_texts(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Neighbouring sentences, and each sentence with the heading above it."""
    for text in texts:
        heading, before = "", ""
        for line in _sentences(text):
            if line.startswith("#"):
                heading, before = line.lstrip("# "), ""
                continue
            if heading:
                yield heading, line
            if before:
                yield before, line
            before = line


def _sentences(text: str) -> Iterator[str]:
    joined = re.sub(r"(?<=[\u4e00-\u9fff，、])\s*\n\s*(?=[\u4e00-\u9fff])", "", text)
    for match in _SENTENCE.finditer(joined):
        sentence = match.group().strip()
        if len(sentence) >= 8 and re.search(r"[\u4e00-\u9fff]{3}", sentence):
            yield sentence[:LONGEST]


def pairs_of_terms(texts: Iterable[str], generator: random.Random) -> Iterator[tuple[str, str]]:
    """Synonyms, and sentences with one name replaced by another of the same concept."""
    terms = terminology().terms
    for term in terms:
        for form in term.forms[1:]:
            yield form, term.name
    names = {form: term for term in terms for form in term.forms if len(form) > 1 and form not in term.ambiguous}
    pattern = re.compile("|".join(re.escape(n) for n in sorted(names, key=len, reverse=True)))
    for text in texts:
        for sentence in _sentences(text):
            found = pattern.search(sentence)
            if found and len(names[found.group()].forms) > 1:
                other = generator.choice([f for f in names[found.group()].forms if f != found.group()])
                yield sentence.replace(found.group(), other), sentence


def train(data: Path, documents: Iterable[Path], target: Path = BUILTIN_FOLDER) -> None:
    """Trains on all pairs and writes tokenizer and weights."""
    generator = random.Random(SEED)
    texts = [p.read_text(encoding="utf-8") for p in documents]
    own = [*pairs_of_texts(texts), *pairs_of_terms(texts, generator)]
    pairs = [(a[:LONGEST], b[:LONGEST]) for a, b in [*pairs_of_data(data), *own, *own] if a.strip() and b.strip()]
    tokenizer = _tokenizer([text for pair in pairs for text in pair] + texts)
    encoded = [(tokenizer.encode(a).ids, tokenizer.encode(b).ids) for a, b in pairs]
    weights = _fit([(a, b) for a, b in encoded if a and b], tokenizer.get_vocab_size(), generator)
    _save(weights, tokenizer, target)


def _fit(pairs: list[tuple[list[int], list[int]]], vocabulary: int, generator: random.Random):  # type: ignore[no-untyped-def]
    """Multiple-negatives ranking loss over batches (Henderson 2017, arXiv 1705.00652), both directions."""
    import torch
    from torch.nn import functional

    torch.manual_seed(SEED)
    bag = torch.nn.EmbeddingBag(vocabulary, DIMENSION, mode="mean")
    torch.nn.init.normal_(bag.weight, std=0.1)
    steps = EPOCHS * (len(pairs) // BATCH)
    optimizer = torch.optim.Adam(bag.parameters(), lr=LEARNING_RATE)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, LEARNING_RATE, total_steps=steps, pct_start=0.1)
    for epoch in range(EPOCHS):
        generator.shuffle(pairs)
        sum_of_losses = 0.0
        for start in range(0, len(pairs) - BATCH + 1, BATCH):
            batch = pairs[start : start + BATCH]
            left, right = (_bagged(bag, [pair[side] for pair in batch]) for side in (0, 1))
            labels = torch.arange(BATCH)
            scores = SCALE * left @ right.T
            loss = functional.cross_entropy(scores, labels) + functional.cross_entropy(scores.T, labels)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            schedule.step()
            sum_of_losses += float(loss.detach())
        sys.stderr.write(f"epoch {epoch + 1}: loss {sum_of_losses * BATCH / len(pairs):.3f}\n")
    return bag.weight.detach().numpy()


def refine(folder: Path, own: list[tuple[str, str]], general: list[tuple[str, str]]) -> None:
    """Trains an existing model further on pairs of one's own, with general pairs mixed in against forgetting."""
    import torch
    from safetensors.numpy import load_file
    from tokenizers import Tokenizer
    from torch.nn import functional

    torch.manual_seed(SEED)
    generator = random.Random(SEED)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    weights = load_file(folder / "model.safetensors")["embedding.weight"].astype("float32")
    bag = torch.nn.EmbeddingBag.from_pretrained(torch.tensor(weights), freeze=False, mode="mean")
    optimizer = torch.optim.Adam(bag.parameters(), lr=LEARNING_RATE)
    encoded = [[(tokenizer.encode(a).ids, tokenizer.encode(b).ids) for a, b in pairs] for pairs in (own, general)]
    labels = torch.arange(REFINE_BATCH)
    for epoch in range(REFINE_EPOCHS):
        sum_of_losses = 0.0
        for batch in _batches([[p for p in pairs if all(p)] for pairs in encoded], generator):
            left, right = (_bagged(bag, [pair[side] for pair in batch]) for side in (0, 1))
            scores = SCALE * left @ right.T
            loss = functional.cross_entropy(scores, labels) + functional.cross_entropy(scores.T, labels)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            sum_of_losses += float(loss.detach())
        for group in optimizer.param_groups:
            group["lr"] *= REFINE_DECAY
        sys.stderr.write(f"epoch {epoch + 1}: loss {sum_of_losses:.1f}\n")
    _save_weights(bag.weight.detach().numpy(), folder)


def _batches(
    groups: list[list[tuple[list[int], list[int]]]], generator: random.Random
) -> Iterator[list[tuple[list[int], list[int]]]]:
    """Batches of one group each, in random order."""
    found: list[list[tuple[list[int], list[int]]]] = []
    for pairs in groups:
        generator.shuffle(pairs)
        found += [pairs[i : i + REFINE_BATCH] for i in range(0, len(pairs) - REFINE_BATCH + 1, REFINE_BATCH)]
    generator.shuffle(found)
    yield from found


def _bagged(bag, lists: list[list[int]]):  # type: ignore[no-untyped-def]
    import torch
    from torch.nn import functional

    offsets = [0]
    for ids in lists[:-1]:
        offsets.append(offsets[-1] + len(ids))
    flat = torch.tensor([i for ids in lists for i in ids])
    return functional.normalize(bag(flat, torch.tensor(offsets)), dim=1)


def _tokenizer(texts: Iterable[str]):  # type: ignore[no-untyped-def]
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers

    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Whitespace(), pre_tokenizers.Digits(individual_digits=False)]
    )
    trainer = trainers.UnigramTrainer(
        vocab_size=VOCABULARY, unk_token="<unk>", special_tokens=["<unk>"], max_piece_length=8
    )
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


def _save(weights, tokenizer, target: Path) -> None:  # type: ignore[no-untyped-def]
    target.mkdir(parents=True, exist_ok=True)
    _save_weights(weights, target)
    tokenizer.save(str(target / "tokenizer.json"))
    modules = [{"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.StaticEmbedding"}]
    (target / "modules.json").write_text(json.dumps(modules, indent=1), encoding="utf-8")


def _save_weights(weights, target: Path) -> None:  # type: ignore[no-untyped-def]
    import numpy as np
    from safetensors.numpy import save_file

    save_file({"embedding.weight": weights.astype(np.float16)}, target / "model.safetensors")


if __name__ == "__main__":
    train(Path(sys.argv[1]), [Path(p) for p in sys.argv[2:]])
