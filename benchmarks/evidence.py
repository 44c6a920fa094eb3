"""What holding statements against a source costs, and how that grows with both.

The source is made of numbered sentences of the kind that news has; each statement cites one of them. Times are CPU
seconds of this process; memory is the most that it ever held. Each size is measured in a process of its own.

usage: python benchmarks/evidence.py
"""

import json
import random
import resource
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
SIZES = ((500, 100_000), (1_000, 200_000), (2_500, 500_000), (5_000, 1_000_000))
"""Statements, and bytes of the source."""
AIM_SECONDS, AIM_MEGABYTES = 5.0, 300.0


def source(size: int) -> tuple[str, int]:
    """Return a text of about ``size`` bytes, and how many numbered items it holds."""
    articles = [path.read_text("utf-8").split("\n\n") for path in sorted((HERE.parent / "seeds").glob("*.txt"))]
    paragraphs = [" ".join(paragraph.split()) for article in articles for paragraph in article]
    chosen, made, length = random.Random(1), [], 0
    while length < size:
        number = len(made) + 1
        made.append(f"{chosen.choice(paragraphs)} Item {number} of the record was read out by member {number * 7}.")
        length += len(made[-1].encode()) + 2
    return "\n\n".join(made), len(made)


def measure(statements: int, size: int) -> dict[str, float]:
    """Return CPU seconds of reading the source, finding the clauses and checking, and megabytes of memory."""
    from briefgen.check import check, examine
    from briefgen.load import load
    from briefgen.source import read

    text, items = source(size)
    chosen = random.Random(2)
    numbers = [chosen.randrange(items) + 1 for _ in range(statements)]
    decisions = [
        {
            "text": f"The council considered item {number} of the record, which member {number * 7} read out.",
            "commitment": "considering",
            "evidence": f"Item {number} of the record was read out by member {number * 7}.",
        }
        for number in numbers
    ]
    brief = load(json.dumps({"title": "T", "sources": ["a.txt"], "decisions": decisions}).encode(), "x.yaml")
    start = time.process_time()
    texts = {entry: read(text.encode(), "a.txt") for entry in brief.sources}
    check(examine(brief, "x.yaml", texts))
    seconds = time.process_time() - start
    return {"seconds": seconds, "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def main() -> None:
    """Print the table."""
    if len(sys.argv) == 3:
        print(json.dumps(measure(int(sys.argv[1]), int(sys.argv[2]))))
        return
    print("| statements | source | CPU | of the size before | peak memory |\n| ---: | ---: | ---: | ---: | ---: |")
    before = 0.0
    found: dict[str, float] = {}
    for statements, size in SIZES:
        words = [sys.executable, __file__, str(statements), str(size)]
        found = json.loads(subprocess.run(words, capture_output=True, text=True, check=True).stdout)
        growth = f"{found['seconds'] / before:.1f} ×" if before else ""
        before = found["seconds"]
        print(f"| {statements} | {size // 1000} kB | {before:.2f} s | {growth} | {found['megabytes']:.0f} MB |")
    met = found["seconds"] <= AIM_SECONDS and found["megabytes"] <= AIM_MEGABYTES
    print(f"\nAim: the last row in {AIM_SECONDS:.0f} s and {AIM_MEGABYTES:.0f} MB: {'met' if met else 'NOT met'}.")


if __name__ == "__main__":
    main()
