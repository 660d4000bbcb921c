"""The Python side of AugmentRatios: reads "LIBRARY CHAIN SIZE IMAGES" lines, answers with the seconds of processor time that so many images
took into normalised FLOAT32 batches of 128 on one thread, or "NaN" for a library that is not installed or a chain that it has not.

    pip install torch torchvision albumentationsx pillow numpy
"""

import random
import sys
import time

import numpy as np
import torch

try:
    import torchvision  # noqa: F401
except RuntimeError:  # its compiled operators do not load everywhere; the names that it looks for are enough here
    operators = torch.library.Library("torchvision", "DEF")
    for operator in ("nms", "qnms"):
        operators.define(operator + "(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
from PIL import Image
from torchvision import transforms as v1
from torchvision.transforms import v2

BATCH = 128
MEAN, STD = (0.49, 0.48, 0.45), (0.25, 0.24, 0.26)


def torchvision_pil(chain, size):
    steps = {
        "CROP": [v1.RandomCrop(size, size // 8), v1.RandomHorizontalFlip()],
        "ROTATION": [v1.RandomRotation(45, v1.InterpolationMode.BILINEAR), v1.RandomHorizontalFlip()],
        "AUTO_AUGMENT": [v1.AutoAugment(v1.AutoAugmentPolicy.CIFAR10)],
    }[chain]
    apply = v1.Compose([*steps, v1.ToTensor(), v1.Normalize(MEAN, STD)])
    return lambda image: apply(Image.fromarray(image)), torch.stack


def torchvision_v2(chain, size):
    steps = {
        "CROP": [v2.RandomCrop(size, size // 8), v2.RandomHorizontalFlip()],
        "ROTATION": [v2.RandomRotation(45, v2.InterpolationMode.BILINEAR), v2.RandomHorizontalFlip()],
        "AUTO_AUGMENT": [v2.AutoAugment(v2.AutoAugmentPolicy.CIFAR10)],
    }[chain]
    apply = v2.Compose([*steps, v2.ToDtype(torch.float32, scale=True), v2.Normalize(MEAN, STD)])
    return lambda image: apply(torch.from_numpy(image).permute(2, 0, 1)), torch.stack


def albumentationsx(chain, size):
    import albumentations as A
    import cv2

    cv2.setNumThreads(1)
    steps = {
        "CROP": lambda: [A.Pad(size // 8), A.RandomCrop(size, size), A.HorizontalFlip()],
        "ROTATION": lambda: [A.Rotate((-45, 45), interpolation=cv2.INTER_LINEAR, p=1), A.HorizontalFlip()],
    }[chain]()
    apply = A.Compose([*steps, A.Normalize(MEAN, STD)])
    return lambda image: apply(image=image)["image"].transpose(2, 0, 1), np.stack


def opencv(chain, size):
    """What AlbumentationsX leaves to OpenCV, and nothing around it."""
    import cv2

    cv2.setNumThreads(1)
    scale = np.float32(1 / (255 * np.array(STD)))
    shift = np.float32(-np.array(MEAN) / np.array(STD))
    pad = size // 8

    def crop(image):
        padded = cv2.copyMakeBorder(image, pad, pad, pad, pad, cv2.BORDER_CONSTANT, value=0)
        top, left = random.randint(0, 2 * pad), random.randint(0, 2 * pad)
        return padded[top : top + size, left : left + size]

    def rotate(image):
        matrix = cv2.getRotationMatrix2D(((size - 1) / 2, (size - 1) / 2), random.uniform(-45, 45), 1)
        return cv2.warpAffine(image, matrix, (size, size), flags=cv2.INTER_LINEAR)

    step = {"CROP": crop, "ROTATION": rotate}[chain]

    def apply(image):
        image = step(image)
        if random.random() < 0.5:
            image = cv2.flip(image, 1)
        return (image * scale + shift).transpose(2, 0, 1)

    return apply, np.stack


LIBRARIES = {
    "torchvision-pil": torchvision_pil,
    "torchvision-v2": torchvision_v2,
    "albumentationsx": albumentationsx,
    "opencv": opencv,
}


def seconds(apply, stack, data, count):
    start = time.process_time()
    for first in range(0, count, BATCH):
        stack([apply(data[random.randrange(len(data))]) for _ in range(min(BATCH, count - first))])
    return time.process_time() - start


def main():
    torch.set_num_threads(1)
    data, made = {}, {}
    for line in sys.stdin:
        library, chain, size, count = line.split()
        size, count = int(size), int(count)
        if size not in data:
            data[size] = np.random.randint(0, 256, (max(128, 5_000_000 // size**2), size, size, 3), dtype=np.uint8)
        key = (library, chain, size)
        try:
            if key not in made:
                made[key] = LIBRARIES[library](chain, size)
            print(seconds(*made[key], data[size], count), flush=True)
        except (ImportError, KeyError):
            print("NaN", flush=True)


if __name__ == "__main__":
    main()
