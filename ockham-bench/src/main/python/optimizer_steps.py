"""PyTorch's side of OptimizerRatios: reads "NAME SIZE STEPS" lines, answers with the seconds of processor time that these steps took."""

import sys
import time

import torch

SHAPES = {
    "SMALL": [(120, 784), (120,), (40, 120), (40,), (10, 40), (10,)],
    "LARGE": [(2500, 3000), (2500,), (1000, 2500), (1000,), (10, 1000), (10,)],
}


def make(name, size):
    torch.manual_seed(0)
    parameters = [torch.nn.Parameter(torch.randn(shape) * 0.05) for shape in SHAPES[size]]
    for parameter in parameters:
        parameter.grad = torch.randn_like(parameter) * 0.01
    if name == "Muon":  # it takes matrices only; the biases go to SGD, as on the Java side
        muon = torch.optim.Muon([p for p in parameters if p.ndim == 2])
        sgd = torch.optim.SGD([p for p in parameters if p.ndim < 2])
        return lambda: (muon.step(), sgd.step())
    return getattr(torch.optim, name)(parameters).step


def main():
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    made = {}
    for line in sys.stdin:
        name, size, steps = line.split()
        key = (name, size)
        if key not in made:
            made.clear()
            made[key] = make(name, size)
        step = made[key]
        start = time.process_time()
        for _ in range(int(steps)):
            step()
        print(time.process_time() - start, flush=True)


if __name__ == "__main__":
    main()
