"""Computes with PyTorch the values that Ockham's tests compare with, and writes them beside the tests.

    pip install torch==2.13.0
    python ockham-torch/src/test/python/reference_values.py

Run it from the checkout's root. The same PyTorch on the same processor writes the same bytes. A tensor is written as
shape and data, with nine digits, which is every bit of a FLOAT32.
"""

import gzip
import json
import math
import pathlib

import torch
from torch import nn

FOLDER = pathlib.Path(__file__).parent.parent / "resources/org/ockham/reference/pytorch"


def tensor(t):
    t = t.detach()
    return {"shape": list(t.shape), "data": [float(f"{x:.9g}") for x in t.flatten().tolist()]}


def tensors(named):
    return {name: tensor(t) for name, t in named.items()}


def write(name, note, cases, source=f"PyTorch {torch.__version__}"):
    text = json.dumps({"source": source, "note": note, "cases": cases})
    FOLDER.mkdir(parents=True, exist_ok=True)
    with open(FOLDER / f"{name}.json.gz", "wb") as file:
        with gzip.GzipFile("", "wb", 9, file, mtime=0) as packed:
            packed.write(text.encode())
    print(f"{name}: {len(cases)} cases, {len(text)} bytes")


# Layers: output, gradients of sum(output * cotangent) at the last forward, and what the layer holds after.


def layer(name, config, module, shape, train=True, forwards=1, indices=0):
    for key, value in module.state_dict().items():
        if key == "running_var":
            value.copy_(torch.rand_like(value) + 0.5)
        elif value.is_floating_point():
            value.copy_(0.6 * torch.randn_like(value))
    state = {key: value.clone() for key, value in module.state_dict().items()}
    module.train(train)
    x = torch.randint(indices, shape) if indices else torch.randn(shape, requires_grad=True)
    for _ in range(forwards):
        y = module(x)
    cotangent = torch.randn_like(y)
    (y * cotangent).sum().backward()
    case = {
        "name": name,
        "config": config,
        "train": train,
        "forwards": forwards,
        "state": tensors(state),
        "input": tensor(x),
        "cotangent": tensor(cotangent),
        "output": tensor(y),
        "param_grads": tensors({key: p.grad for key, p in module.named_parameters()}),
        "state_after": tensors(module.state_dict()),
    }
    if not indices:
        case["input_grad"] = tensor(x.grad)
    return case


def convolution(name, config, shape):
    arguments = dict(config)
    sizes = [arguments.pop(key) for key in ("in", "out", "kernel")]
    return layer(name, config, getattr(nn, name)(*sizes, **arguments), shape)


def norm(name, config, shape, **how):
    arguments = dict(config)
    return layer(name, config, getattr(nn, name)(arguments.pop("features"), **arguments), shape, **how)


def layers():
    yield layer("Linear", {"in": 4, "out": 3}, nn.Linear(4, 3), (5, 4))
    yield layer("Linear", {"in": 4, "out": 2, "bias": False}, nn.Linear(4, 2, bias=False), (2, 3, 4))
    yield convolution("Conv1d", {"in": 2, "out": 3, "kernel": 3, "stride": 2, "padding": 1}, (2, 2, 8))
    yield convolution("Conv1d", {"in": 4, "out": 4, "kernel": 2, "dilation": 3, "groups": 4}, (1, 4, 9))
    yield convolution("Conv2d", {"in": 2, "out": 3, "kernel": 3}, (2, 2, 6, 5))
    yield convolution("Conv2d", {"in": 3, "out": 2, "kernel": 2, "stride": 2, "padding": 1}, (2, 3, 5, 6))
    yield convolution(
        "Conv2d",
        {"in": 4, "out": 6, "kernel": 3, "padding": 2, "dilation": 2, "groups": 2, "bias": False},
        (2, 4, 6, 5),
    )
    yield convolution(
        "ConvTranspose2d",
        {"in": 2, "out": 3, "kernel": 3, "stride": 2, "padding": 1, "output_padding": 1},
        (2, 2, 3, 4),
    )
    yield convolution("ConvTranspose2d", {"in": 4, "out": 2, "kernel": 2, "groups": 2, "bias": False}, (1, 4, 3, 3))
    yield layer("MaxPool2d", {"kernel": 3, "stride": 2}, nn.MaxPool2d(3, 2), (2, 2, 7, 6))
    yield layer("AvgPool2d", {"kernel": 2, "stride": 2, "padding": 1}, nn.AvgPool2d(2, 2, 1), (2, 2, 5, 6))
    yield layer("AdaptiveAvgPool2d", {"output": 3}, nn.AdaptiveAvgPool2d(3), (2, 2, 7, 5))
    for train in (True, False):
        yield norm("BatchNorm1d", {"features": 3, "momentum": 0.2}, (5, 3), train=train, forwards=2)
        yield norm("BatchNorm2d", {"features": 2, "momentum": 0.4}, (3, 2, 4, 3), train=train, forwards=2)
        yield norm(
            "InstanceNorm2d",
            {"features": 2, "affine": True, "track_running_stats": True},
            (3, 2, 3, 4),
            train=train,
            forwards=2,
        )
    yield norm("BatchNorm1d", {"features": 3, "momentum": None}, (5, 3), forwards=3)
    yield norm("BatchNorm2d", {"features": 3, "affine": False, "track_running_stats": False}, (4, 3, 2, 2))
    yield norm("InstanceNorm2d", {"features": 3}, (2, 3, 4, 4))
    yield layer("LayerNorm", {"shape": [5]}, nn.LayerNorm(5), (4, 5))
    yield layer("LayerNorm", {"shape": [2, 3]}, nn.LayerNorm([2, 3]), (3, 2, 3))
    yield layer("GroupNorm", {"groups": 3, "features": 6}, nn.GroupNorm(3, 6), (2, 6, 3))
    yield layer("GroupNorm", {"groups": 4, "features": 4}, nn.GroupNorm(4, 4), (2, 4, 3, 2))
    yield layer("LocalResponseNorm", {"size": 4}, nn.LocalResponseNorm(4), (2, 6, 3, 3))
    yield layer(
        "Embedding", {"num": 6, "dim": 4, "padding_idx": 2}, nn.Embedding(6, 4, padding_idx=2), (3, 4), indices=6
    )
    for name, config, module in activations():
        yield layer(name, config, module, (3, 6))


def activations():
    for name in ("ReLU", "PReLU", "SELU", "GELU", "SiLU", "Mish", "Sigmoid", "Tanh", "Softsign", "Hardswish",
                 "Hardsigmoid", "ReLU6"):
        yield name, {}, getattr(nn, name)()
    yield "LeakyReLU", {"negative_slope": 0.2}, nn.LeakyReLU(0.2)
    yield "ELU", {"alpha": 1.4}, nn.ELU(1.4)
    yield "CELU", {"alpha": 0.6}, nn.CELU(0.6)
    yield "GELU", {"approximate": "tanh"}, nn.GELU("tanh")
    yield "Softplus", {"beta": 1.5}, nn.Softplus(1.5)
    yield "Hardtanh", {"min": -0.5, "max": 1.5}, nn.Hardtanh(-0.5, 1.5)
    for name in ("Softmax", "LogSoftmax", "GLU"):
        yield name, {"dim": 1}, getattr(nn, name)(dim=1)


# Losses: the value, or values, and the gradient of their sum; and the clipping of gradients.


def loss(name, config, module, x, target):
    x.requires_grad_()
    y = module(x, target)
    y.sum().backward()
    return {
        "name": name,
        "config": config,
        "input": tensor(x),
        "target": tensor(target),
        "output": tensor(y),
        "input_grad": tensor(x.grad),
    }


def losses():
    scores = lambda: torch.randn(6, 4)
    classes = lambda: torch.tensor([0, 3, 2, 1, 2, 0])[torch.randperm(6)]
    weight = [1.0, 0.25, 2.0, 0.5]
    cross = nn.CrossEntropyLoss
    yield loss("CrossEntropyLoss", {}, cross(), scores(), classes())
    for reduction in ("sum", "none"):
        yield loss("CrossEntropyLoss", {"reduction": reduction}, cross(reduction=reduction), scores(), classes())
    yield loss("CrossEntropyLoss", {"label_smoothing": 0.15}, cross(label_smoothing=0.15), scores(), classes())
    yield loss("CrossEntropyLoss", {"ignore_index": 0}, cross(ignore_index=0), scores(), classes())
    yield loss(
        "CrossEntropyLoss",
        {"weight": weight, "label_smoothing": 0.3},
        cross(weight=torch.tensor(weight), label_smoothing=0.3),
        scores(),
        classes(),
    )
    yield loss("CrossEntropyLoss", {"target": "probabilities"}, cross(), scores(), torch.rand(6, 4).softmax(1))
    yield loss("NLLLoss", {}, nn.NLLLoss(), scores().log_softmax(1), classes())
    yield loss("MultiMarginLoss", {}, nn.MultiMarginLoss(), scores(), classes())
    values = lambda: torch.randn(4, 3)
    yield loss("MSELoss", {}, nn.MSELoss(), values(), values())
    yield loss("L1Loss", {}, nn.L1Loss(), values(), values())
    yield loss("SmoothL1Loss", {"beta": 0.8}, nn.SmoothL1Loss(beta=0.8), values(), values())
    yield loss("HuberLoss", {"delta": 1.2}, nn.HuberLoss(delta=1.2), values(), values())
    chances = lambda: torch.rand(4, 3) * 0.9 + 0.05
    yield loss("BCELoss", {}, nn.BCELoss(), chances(), chances().round())
    yield loss("BCEWithLogitsLoss", {}, nn.BCEWithLogitsLoss(), values(), chances())
    positive = [2.0, 1.0, 0.25]
    yield loss(
        "BCEWithLogitsLoss",
        {"pos_weight": positive},
        nn.BCEWithLogitsLoss(pos_weight=torch.tensor(positive)),
        values(),
        chances().round(),
    )
    yield loss(
        "KLDivLoss",
        {"reduction": "batchmean"},
        nn.KLDivLoss(reduction="batchmean"),
        values().log_softmax(1),
        values().softmax(1),
    )
    signs = lambda: 2 * chances().round() - 1
    yield loss("HingeEmbeddingLoss", {}, nn.HingeEmbeddingLoss(), values(), signs())
    yield loss("SoftMarginLoss", {}, nn.SoftMarginLoss(), values(), signs())
    for bound, p in ((0.7, 2.0), (1.5, 1.0), (0.4, math.inf), (50.0, 2.0)):
        gradients = [torch.randn(3, 2), torch.randn(5)]
        parameters = [nn.Parameter(torch.zeros_like(g)) for g in gradients]
        for parameter, gradient in zip(parameters, gradients):
            parameter.grad = gradient.clone()
        total = nn.utils.clip_grad_norm_(parameters, bound, p)
        yield {
            "name": "clip_grad_norm",
            "config": {"max_norm": bound, "norm_type": "inf" if p == math.inf else p},
            "gradients": [tensor(g) for g in gradients],
            "output": tensor(total),
            "expected": [tensor(p.grad) for p in parameters],
        }


# Optimisers: parameters after each step, given their gradients.

OPTIMISERS = [
    ("SGD", {"lr": 0.2}),
    ("SGD", {"lr": 0.1, "momentum": 0.8}),
    ("SGD", {"lr": 0.1, "momentum": 0.8, "dampening": 0.4}),
    ("SGD", {"lr": 0.1, "momentum": 0.8, "nesterov": True}),
    ("SGD", {"lr": 0.1, "momentum": 0.8, "weight_decay": 0.1}),
    ("SGD", {"lr": 0.1, "maximize": True}),
    ("Adam", {"lr": 0.02}),
    ("Adam", {"lr": 0.02, "betas": [0.7, 0.9], "eps": 1e-05}),
    ("Adam", {"lr": 0.02, "weight_decay": 0.2}),
    ("Adam", {"lr": 0.02, "amsgrad": True}),
    ("AdamW", {"lr": 0.02}),
    ("AdamW", {"lr": 0.02, "weight_decay": 0.3, "amsgrad": True}),
    ("NAdam", {"lr": 0.02}),
    ("NAdam", {"lr": 0.02, "weight_decay": 0.2, "momentum_decay": 0.02}),
    ("RAdam", {"lr": 0.02}),
    ("RAdam", {"lr": 0.02, "weight_decay": 0.2}),
    ("Adamax", {"lr": 0.02}),
    ("Adamax", {"lr": 0.02, "betas": [0.8, 0.9], "weight_decay": 0.2}),
    ("Adagrad", {"lr": 0.1}),
    ("Adagrad", {"lr": 0.1, "lr_decay": 0.2, "weight_decay": 0.2, "initial_accumulator_value": 0.3}),
    ("Adadelta", {"lr": 1.0}),
    ("Adadelta", {"lr": 0.7, "rho": 0.7, "weight_decay": 0.2}),
    ("RMSprop", {"lr": 0.02}),
    ("RMSprop", {"lr": 0.02, "alpha": 0.8, "momentum": 0.7, "centered": True, "weight_decay": 0.2}),
    ("Rprop", {"lr": 0.02}),
    ("Rprop", {"lr": 0.02, "etas": [0.6, 1.4], "step_sizes": [1e-04, 0.5]}),
    ("ASGD", {"lr": 0.1}),
    ("ASGD", {"lr": 0.1, "lambd": 0.002, "t0": 4, "weight_decay": 0.2}),
]


def optimiser(name, config):
    start = [torch.randn(2, 3), torch.randn(4)]
    parameters = [nn.Parameter(t.clone()) for t in start]
    works = getattr(torch.optim, name)(parameters, **config)
    gradients, expected = [], []
    for _ in range(10):
        given = [torch.randn_like(t) for t in start]
        for parameter, gradient in zip(parameters, given):
            parameter.grad = gradient.clone()
        works.step()
        gradients.append([tensor(g) for g in given])
        expected.append([tensor(p) for p in parameters])
    return {
        "name": name,
        "config": config,
        "start": [tensor(t) for t in start],
        "gradients": gradients,
        "expected": expected,
    }


# Schedules: the rate in force during step k, before the schedule moves for the k-th time; the momentum where it is
# cycled.

STEPS = 50

SCHEDULES = [
    ("StepLR", {"step_size": 7, "gamma": 0.2}),
    ("MultiStepLR", {"milestones": [3, 12, 12, 30], "gamma": 0.4}),
    ("ConstantLR", {"factor": 0.3, "total_iters": 9}),
    ("LinearLR", {"start_factor": 1.0, "end_factor": 0.2, "total_iters": 20}),
    ("LinearLR", {"start_factor": 0.25, "total_iters": 6}),
    ("ExponentialLR", {"gamma": 0.9}),
    ("PolynomialLR", {"total_iters": 30, "power": 1.5}),
    ("CosineAnnealingLR", {"T_max": 40}),
    ("CosineAnnealingLR", {"T_max": 15, "eta_min": 0.002}),
    ("CosineAnnealingWarmRestarts", {"T_0": 6, "T_mult": 2, "eta_min": 0.001}),
    ("CyclicLR", {"base_lr": 0.02, "max_lr": 0.2, "step_size_up": 5, "step_size_down": 8, "mode": "triangular",
                  "cycle_momentum": True}),
    ("CyclicLR", {"base_lr": 0.02, "max_lr": 0.2, "step_size_up": 4, "mode": "triangular2", "cycle_momentum": False}),
    ("CyclicLR", {"base_lr": 0.02, "max_lr": 0.2, "step_size_up": 4, "mode": "exp_range", "gamma": 0.95,
                  "cycle_momentum": False}),
    ("OneCycleLR", {"max_lr": 0.4, "total_steps": STEPS}),
    ("OneCycleLR", {"max_lr": 0.4, "total_steps": STEPS, "pct_start": 0.3, "anneal_strategy": "linear",
                    "div_factor": 20.0, "final_div_factor": 50.0, "three_phase": True}),
    ("SequentialLR", {"schedulers": [["LinearLR", {"start_factor": 0.2, "total_iters": 4}],
                                     ["CosineAnnealingLR", {"T_max": 46}]], "milestones": [4]}),
    ("SWALR", {"swa_lr": 0.03}),
    ("SWALR", {"swa_lr": 0.4, "anneal_epochs": 20, "anneal_strategy": "linear"}),
    ("SWALR", {"swa_lr": 0.03, "anneal_epochs": 0}),
    ("SWALR", {"swa_lr": 0.05, "anneal_epochs": 8, "start": 25, "before": ["ExponentialLR", {"gamma": 0.97}]}),
    ("ReduceLROnPlateau", {"mode": "min", "factor": 0.3, "patience": 2}),
    ("ReduceLROnPlateau", {"mode": "max", "factor": 0.5, "patience": 1, "threshold": 0.02, "threshold_mode": "abs",
                           "cooldown": 3, "min_lr": 0.001}),
]


# With a value a group: the rates of both groups.
OF_GROUPS = [
    ("CyclicLR", {"base_lr": [0.02, 0.01], "max_lr": [0.2, 0.3], "step_size_up": 5, "mode": "triangular",
                  "cycle_momentum": False}),
    ("OneCycleLR", {"max_lr": [0.4, 0.7], "total_steps": STEPS}),
    ("SWALR", {"swa_lr": [0.03, 0.3], "anneal_epochs": 15}),
    ("ReduceLROnPlateau", {"mode": "min", "factor": 0.3, "patience": 2, "min_lr": [0.01, 0.0002]}),
]


def made(name, config, optimizer):
    if name == "SequentialLR":
        parts = [made(part, arguments, optimizer) for part, arguments in config["schedulers"]]
        return torch.optim.lr_scheduler.SequentialLR(optimizer, parts, config["milestones"])
    if name == "SWALR":
        arguments = {key: value for key, value in config.items() if key not in ("start", "before")}
        return torch.optim.swa_utils.SWALR(optimizer, **arguments)
    return getattr(torch.optim.lr_scheduler, name)(optimizer, **config)


def schedule(name, config, *group_rates):
    rate = 0.1
    groups = [{"params": [nn.Parameter(torch.zeros(1))], "lr": each} for each in group_rates or (rate,)]
    optimizer = torch.optim.SGD(groups, rate, momentum=0.9)
    before = made(*config["before"], optimizer) if "before" in config else None
    works = made(name, config, optimizer)
    metric = [1 / (1 + k) + 0.03 * math.sin(k) if k < 12 else 0.1 + 0.05 * math.sin(3 * k) for k in range(STEPS)]
    rates, momenta = [], []
    for step in range(STEPS):
        rates.append([group["lr"] for group in optimizer.param_groups])
        momenta.append(optimizer.param_groups[0]["momentum"])
        optimizer.step()
        if name == "ReduceLROnPlateau":
            works.step(metric[step])
        elif before is not None and step < config["start"]:
            before.step()
        else:
            works.step()
    case = {"name": name, "config": config}
    if name == "ReduceLROnPlateau":
        case["metric"] = metric
    if group_rates:
        return {**case, "group_lr": [[float(each) for each in of_step] for of_step in rates]}
    case["base_lr"] = rate
    case["lr"] = [float(each) for each, in rates]
    if name not in ("ReduceLROnPlateau", "SequentialLR"):
        case["momentum"] = momenta
    return case


def main():
    torch.set_num_threads(1)
    torch.manual_seed(1)
    write("layers", "gradients of sum(output * cotangent) at the last forward, and the state after", list(layers()))
    write("losses", "values and the gradient of their sum; clipping", list(losses()))
    write("optimisers", "parameters after each step", [optimiser(*each) for each in OPTIMISERS])
    schedules = [schedule(*each) for each in SCHEDULES]
    schedules += [schedule(*each, 0.1, 0.2) for each in OF_GROUPS]
    write("schedulers", "the rate and momentum during each step", schedules)


if __name__ == "__main__":
    main()
