"""Reads the weights of checkpoints: safetensors by a reader of its own, PyTorch's pickles only when asked for (a pickle can run code)."""

import json
from pathlib import Path

import numpy
import torch

TYPES = {"F64": numpy.float64, "F32": numpy.float32, "F16": numpy.float16, "I64": numpy.int64, "I32": numpy.int32, "U8": numpy.uint8, "BOOL": numpy.bool_}


def read_safetensors(path):
    """All tensors of a file: 8 bytes header length, JSON header, data."""
    data = Path(path).read_bytes()
    start = 8 + int.from_bytes(data[:8], "little")
    tensors = {}
    for name, entry in json.loads(data[8:start]).items():
        if name == "__metadata__":
            continue
        begin, end = (start + offset for offset in entry["data_offsets"])
        if entry["dtype"] == "BF16":
            values = (numpy.frombuffer(data[begin:end], numpy.uint16).astype(numpy.uint32) << 16).view(numpy.float32)
        else:
            values = numpy.frombuffer(data[begin:end], TYPES[entry["dtype"]])
        tensors[name] = torch.from_numpy(values.reshape(entry["shape"]).copy())
    return tensors


def read(path, allow_pickle):
    """A state dict, in 32-bit floats, without the prefixes that training adds."""
    path = Path(path)
    if path.suffix == ".safetensors":
        state = read_safetensors(path)
    elif allow_pickle:
        state = torch.load(path, map_location="cpu")
        state = state.state_dict() if hasattr(state, "state_dict") else state
        state = state.get("state_dict", state)
    else:
        raise SystemExit(f"{path} is a pickle, which can run code when it is read. Use a safetensors file, or --allow-pickle if you trust it.")
    state = {name.removeprefix("module."): value for name, value in state.items()}
    return {name: value.float() if value.is_floating_point() else value for name, value in state.items()}


def find(folder):
    """The weights of a Hugging Face folder."""
    for name in ("model.safetensors", "open_clip_model.safetensors", "open_clip_pytorch_model.safetensors", "pytorch_model.bin", "open_clip_pytorch_model.bin"):
        if (Path(folder) / name).exists():
            return Path(folder) / name
    raise SystemExit(f"{folder} holds no model.safetensors and no pytorch_model.bin; sharded checkpoints have to be joined first.")
