"""Writes with Python's safetensors the file that org.ockham.nn.TiedWeightsTest compares with, and prints it in hexadecimal digits.

    pip install torch safetensors numpy
    python ockham-torch/src/test/python/tied_weights.py
"""

import pathlib
import tempfile

import torch
from safetensors.torch import load_model, save_model


class Tied(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = torch.nn.Linear(3, 3)
        self.decoder = self.encoder
        self.norm = torch.nn.BatchNorm1d(3)


network = Tied()
with torch.no_grad():
    network.encoder.weight.copy_(torch.arange(9.0).view(3, 3))
    network.encoder.bias.copy_(torch.tensor([10.0, 11.0, 12.0]))
file = pathlib.Path(tempfile.mkdtemp()) / "tied.safetensors"
save_model(network, str(file))
load_model(Tied(), str(file))
print(file.read_bytes().hex())
