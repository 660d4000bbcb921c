"""PyTorch's side of CifarRatios: reads "THREADS LAYOUT STEPS" lines, answers with the seconds of these steps: of the processor on one thread, else of the clock."""

import sys
import time

import torch
import torch.nn as nn
import torch.nn.functional as F


class Cifar(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 16, 5)
        self.conv2 = nn.Conv2d(16, 32, 5)
        self.fc1 = nn.Linear(800, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        x = torch.flatten(x, 1)
        return self.fc3(F.relu(self.fc2(F.relu(self.fc1(x)))))


def make(layout):
    torch.manual_seed(0)
    network = Cifar()
    x = torch.rand(128, 3, 32, 32)
    y = torch.randint(0, 10, (128,))
    if layout == "channels_last":
        network = network.to(memory_format=torch.channels_last)
        x = x.to(memory_format=torch.channels_last)
    optimizer = torch.optim.SGD(network.parameters(), lr=0.01, momentum=0.9)

    def step():
        optimizer.zero_grad()
        loss = F.cross_entropy(network(x), y)
        loss.backward()
        optimizer.step()
        return loss.item()

    return step


def main():
    made = {}
    for line in sys.stdin:
        threads, layout, steps = line.split()
        torch.set_num_threads(int(threads))
        if (threads, layout) not in made:
            made[threads, layout] = make(layout)
        step = made[threads, layout]
        clock = time.process_time if threads == "1" else time.perf_counter
        start = clock()
        for _ in range(int(steps)):
            step()
        print(clock() - start, flush=True)


if __name__ == "__main__":
    main()
