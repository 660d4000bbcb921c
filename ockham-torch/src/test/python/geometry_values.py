"""Computes with torchvision the images that Ockham's geometric transforms are compared with, and writes them beside the tests.

    pip install torch==2.13.0 torchvision==0.28.0
    python ockham-torch/src/test/python/geometry_values.py

The functionals of torchvision.transforms.v2 on UINT8 tensors. A fill is given to the nearest only: where it interpolates, torchvision
blends an edge with the fill twice.
"""

import torch

try:
    import torchvision  # noqa: F401
except RuntimeError:  # its compiled operators do not load everywhere; the names that it looks for are enough here
    operators = torch.library.Library("torchvision", "DEF")
    for operator in ("nms", "qnms"):
        operators.define(operator + "(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
from torchvision.transforms import InterpolationMode
from torchvision.transforms.v2 import functional as F

from reference_values import write

SIZES = [(3, 12, 10), (1, 9, 9), (3, 7, 33), (2, 5, 4)]


def cases():
    for shape in SIZES:
        image = torch.randint(0, 256, shape, dtype=torch.uint8)
        for name, config in settings(*shape):
            yield case(name, config, image)


def settings(_, height, width):
    for interpolation in ("nearest", "bilinear"):
        for angle in (31.0, -77.0, 90.0, 180.0, 12.5):
            for expand in (False, True):
                if angle == 90.0 and not expand and interpolation == "nearest":
                    continue  # half-way between pixels, where rounding decides
                yield "rotate", {"angle": angle, "interpolation": interpolation, "expand": expand}
        yield "rotate", {"angle": 33.0, "interpolation": interpolation, "center": [1.5, 3.0]}
        yield "affine", {
            "angle": 10.0, "translate": [2, -1], "scale": 1.2, "shear": [8.0, -3.0], "interpolation": interpolation,
        }
        yield "affine", {
            "angle": -35.0, "translate": [0, 0], "scale": 0.6, "shear": [0.0, 20.0], "interpolation": interpolation,
            "center": [0.0, 0.0],
        }
        right, bottom = width - 1, height - 1
        yield "perspective", {
            "startpoints": [[0, 0], [right, 0], [right, bottom], [0, bottom]],
            "endpoints": [[1.3, 0.8], [right - 1, 0.1], [right, bottom - 1.2], [0.1, bottom]],
            "interpolation": interpolation,
        }
        displacement = (torch.rand(1, height, width, 2) - 0.5) * 0.4
        yield "elastic", {"displacement": displacement.tolist(), "interpolation": interpolation}
    yield "rotate", {"angle": 41.0, "interpolation": "nearest", "fill": 7}
    yield "affine", {
        "angle": 5.0, "translate": [1, 1], "scale": 0.8, "shear": [4.0, 0.0], "interpolation": "nearest", "fill": 200,
    }
    for size in ([7, 13], [4, 3], [20, 41]):
        yield "resize", {"size": size, "interpolation": "nearest", "antialias": False}
        for interpolation in ("bilinear", "bicubic"):
            for antialias in (False, True):
                yield "resize", {"size": size, "interpolation": interpolation, "antialias": antialias}
    yield "resized_crop", {"top": 1, "left": 1, "height": 4, "width": 3, "size": [8, 8], "antialias": True}
    for mode in ("constant", "edge", "reflect", "symmetric"):
        yield "pad", {"padding": [1, 2, 3, 2], "padding_mode": mode, "fill": 9 if mode == "constant" else 0}
    yield "crop", {"top": 2, "left": 1, "height": 3, "width": 2}
    yield "center_crop", {"output_size": [5, 5]}
    yield "center_crop", {"output_size": [14, 3]}
    yield "hflip", {}
    yield "vflip", {}


def case(name, config, image):
    arguments = dict(config)
    if "interpolation" in arguments:
        arguments["interpolation"] = InterpolationMode(arguments["interpolation"])
    if "displacement" in arguments:
        arguments["displacement"] = torch.tensor(arguments["displacement"])
    output = {"hflip": F.horizontal_flip, "vflip": F.vertical_flip}.get(name, getattr(F, name, None))(image, **arguments)
    return {"name": name, "config": config, "input": pixels(image), "output": pixels(output)}


def pixels(image):
    return {"shape": list(image.shape), "data": image.flatten().tolist()}


if __name__ == "__main__":
    torch.set_num_threads(1)
    torch.manual_seed(1)
    write("geometry", "functionals of torchvision.transforms.v2 on UINT8 images", list(cases()))
