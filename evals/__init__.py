"""Takes question sets and an assistant, gives scored runs, comparisons, reports and benchmarks."""
