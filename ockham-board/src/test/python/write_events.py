"""Writes the event files that RunReaderTest reads, with PyTorch: python write_events.py DIRECTORY

They lie in src/test/resources/org/ockham/board/pytorch, where they were written with PyTorch 2.13 and TensorBoard 2.21.
"""

import pathlib
import sys

import numpy
from torch.utils.tensorboard import SummaryWriter

directory = pathlib.Path(sys.argv[1])


def close(writer, second):
    """Gives the files names that do not say when, where and by whom they were written."""
    writer.close()
    files = sorted(file for file in (directory / "run").iterdir() if ".host." not in file.name)
    for n, file in enumerate(files):  # add_hparams has a writer of its own
        file.rename(file.with_name(f"events.out.tfevents.{second}.host.1.{n}"))


writer = SummaryWriter(directory / "run")
for step in range(10, 160, 10):
    writer.add_scalar("a", step / 8, step, walltime=1700000000 + step)
    writer.add_scalar("b", -step, step, walltime=1700000000 + step, new_style=True)
writer.add_scalar("double", 0.1, 1, walltime=1700000001, new_style=True, double_precision=True)
writer.add_histogram("h", numpy.array([-1.5, 0, 0, 1e-13, 2, 3, 3, 3, 1e19]), 10, walltime=1700000010)
writer.add_image("i", numpy.zeros((3, 4, 5), numpy.uint8), 10, walltime=1700000010)
writer.add_text("t", "Verlust **µ/σ**", 10, walltime=1700000010)
writer.add_pr_curve(
    "p", numpy.array([0, 1, 1, 0, 1]), numpy.array([0.1, 0.9, 0.4, 0.6, 1.0]), 10, num_thresholds=5, walltime=1700000010)
writer.add_custom_scalars({"fit": {"both": ["Multiline", ["a", "b"]]}})
writer.add_hparams(
    {"lr": 1e-3, "layers": 3, "bn": True, "act": "gelu"}, {"acc": 0.9}, run_name=".")
close(writer, 1700000000)

writer = SummaryWriter(directory / "run", purge_step=101)
for step in range(110, 160, 10):
    writer.add_scalar("a", step, step, walltime=1700001000 + step)
close(writer, 1700001000)
