"""Computes with torchvision the values that the tests of org.ockham.augment compare with, and writes them beside the tests.

    pip install torch torchvision
    python ockham-torch/src/test/python/colour_values.py

Run it from the checkout's root. Images are uint8, or float32 where a case's dtype says so, channel after channel.
"""

import torch
import torchvision
from reference_values import tensor, write
from torchvision.transforms import v2
from torchvision.transforms.v2 import functional as F


def images():
    random = lambda *shape: torch.randint(0, 256, shape, dtype=torch.uint8)
    ramp = torch.arange(40).view(1, 1, 40) * 3 + torch.arange(30).view(1, 30, 1) + torch.tensor([9, 40, 90]).view(3, 1, 1)
    flat = torch.tensor([7, 200, 90], dtype=torch.uint8).view(3, 1, 1).expand(3, 20, 20).clone()
    flat[1, 3:6, 2:9] = 90
    return [random(3, 11, 14), ramp.to(torch.uint8), flat, random(1, 23, 25), random(3, 2, 5)]


def operations(channels):
    yield "invert", {}, F.invert
    for bits in (0, 2, 5, 8):
        yield "posterize", {"bits": bits}, F.posterize
    for threshold in (0, 77, 128.5, 255):
        yield "solarize", {"threshold": threshold}, F.solarize
    yield "autocontrast", {}, F.autocontrast
    yield "equalize", {}, F.equalize
    for factor in (0.0, 0.4, 0.95, 1.0, 1.9):
        for name in ("brightness", "contrast", "saturation", "sharpness"):
            yield f"adjust_{name}", {"factor": factor}, getattr(F, f"adjust_{name}")
    for factor in (-0.5, -1 / 3, -0.07, 0.0, 0.25, 0.5):
        yield "adjust_hue", {"factor": factor}, F.adjust_hue
    for outputs in (1, 3):
        if outputs == 1 or channels == 3:
            yield "grayscale", {"channels": outputs}, F.rgb_to_grayscale


def arguments(config, floats):
    if "threshold" in config:
        return [config["threshold"] / 255 if floats else config["threshold"]]
    return list(config.values())


def case(name, config, image, output):
    kind = str(image.dtype).removeprefix("torch.")
    return {"name": name, "config": config, "dtype": kind, "input": tensor(image), "output": tensor(output)}


def colours():
    for image in images():
        for name, config, function in operations(image.shape[0]):
            yield case(name, config, image, function(image, *arguments(config, False)))
    for image in images()[:4:3]:
        values = F.to_dtype(image, torch.float32, scale=True)
        for name, config, function in operations(image.shape[0]):
            yield case(name, config, values, function(values, *arguments(config, True)))
    for image in images()[:4:3]:
        for kernel, sigma in (([3, 5], [0.6, 1.7]), ([9, 1], [2.0, 0.1])):
            config = {"kernel": kernel, "sigma": sigma}
            yield case("gaussian_blur", config, image, F.gaussian_blur(image, kernel, sigma))
            values = F.to_dtype(image, torch.float32, scale=True)
            yield case("gaussian_blur", config, values, F.gaussian_blur(values, kernel, sigma))


# None that puts a position halfway between two pixels, where the last bit of a float would choose.
MAGNITUDES = {
    "Identity": [0.0], "ShearX": [0.3, -0.217], "ShearY": [0.25, -0.3], "TranslateX": [3.7, -2.2], "TranslateY": [4.0, -1.9],
    "Rotate": [28.0, -13.5], "Brightness": [0.5, -0.5], "Color": [0.5, -0.5], "Contrast": [0.5, -0.5],
    "Sharpness": [0.9, -0.9], "Posterize": [4, 7], "Solarize": [141.66665649414062], "AutoContrast": [0.0],
    "Equalize": [0.0], "Invert": [0.0],
}


def augment_operations():
    policy = v2.RandAugment()
    for image in images()[:4:3]:
        for name, magnitudes in MAGNITUDES.items():
            for magnitude in magnitudes:
                given = magnitude / 255 if name == "Solarize" else float(magnitude)
                # Between pixels torchvision weights a fill twice, but not the black that is there without one.
                for mode, fill in (("nearest", 50), ("bilinear", None)):
                    output = policy._apply_image_or_video_transform(
                        image, name, given, v2.InterpolationMode(mode), {type(image): fill})
                    config = {"magnitude": magnitude, "interpolation": mode, "fill": fill or 0}
                    yield case(name, config, image, output)


def space(of, bins, height, width):
    for name, (magnitudes, signed) in of.items():
        values = magnitudes(bins, height, width)
        if values is None:
            values = [0.0]
        elif name == "Solarize":
            values = (255 * values).tolist()
        else:
            values = values.tolist()
        yield {"op": name, "magnitudes": values, "signed": signed}


def policies():
    for each in v2.AutoAugmentPolicy:
        pairs = v2.AutoAugment(each)._policies
        yield {"name": "policy", "config": {"policy": each.name}, "pairs": pairs}
    for height, width in ((32, 32), (224, 301)):
        for name, of, bins in (
            ("AutoAugment", v2.AutoAugment._AUGMENTATION_SPACE, 10),
            ("RandAugment", v2.RandAugment._AUGMENTATION_SPACE, 31),
            ("TrivialAugmentWide", v2.TrivialAugmentWide._AUGMENTATION_SPACE, 31),
            ("AugMix", v2.AugMix._AUGMENTATION_SPACE, 10),
            ("AugMix without", v2.AugMix._PARTIAL_AUGMENTATION_SPACE, 10),
        ):
            config = {"bins": bins, "height": height, "width": width}
            yield {"name": name, "config": config, "space": list(space(of, bins, height, width))}


def main():
    torch.set_num_threads(1)
    torch.manual_seed(2)
    source = f"torchvision {torchvision.__version__}"
    write("colours", "functionals on images", list(colours()), source)
    write("augment_operations", "the operations of the policies", list(augment_operations()), source)
    write("policies", "policies and spaces of magnitudes", list(policies()), source)


if __name__ == "__main__":
    main()
