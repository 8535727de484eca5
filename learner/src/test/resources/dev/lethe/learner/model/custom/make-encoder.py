"""Writes a TorchScript archive with nothing but the standard library.

    python3 make-encoder.py encoder.pt


forward(x) = tanh(linear(x, weight, bias)): float32 [rows, 16] -> [rows, 12].
A TorchScript archive is a zip of stored entries: code/*.py in TorchScript, data.pkl, which names
the class and its attributes, and the tensors' numbers in data/.
"""
import random
import struct
import sys
import zipfile

INPUTS, OUTPUTS = 16, 12
NAME = "encoder"

CODE = """class Encoder(Module):
  __parameters__ = ["weight", "bias", ]
  __buffers__ = []
  weight : Tensor
  bias : Tensor
  training : bool
  def forward(self: __torch__.Encoder,
    x: Tensor) -> Tensor:
    return torch.tanh(torch.linear(x, self.weight, self.bias))
"""


def text(s):
    b = s.encode()
    return b"X" + struct.pack("<I", len(b)) + b


def tensor(key, shape):
    count = 1
    for size in shape:
        count *= size
    strides, step = [], 1
    for size in reversed(shape):
        strides.insert(0, step)
        step *= size

    def integers(values):
        return b"(" + b"".join(b"J" + struct.pack("<i", v) for v in values) + b"t"

    storage = (b"(" + text("storage") + b"ctorch\nFloatStorage\n" + text(key) + text("cpu")
               + b"J" + struct.pack("<i", count) + b"t" + b"Q")
    hooks = b"ccollections\nOrderedDict\n)R"
    return (b"ctorch._utils\n_rebuild_tensor_v2\n(" + storage + b"J" + struct.pack("<i", 0)
            + integers(shape) + integers(strides) + b"\x89" + hooks + b"tR")


def main(path):
    rng = random.Random(1)
    weight = [rng.gauss(0, INPUTS ** -0.5) for _ in range(OUTPUTS * INPUTS)]
    bias = [rng.gauss(0, 0.1) for _ in range(OUTPUTS)]
    data = (b"\x80\x02c__torch__\nEncoder\n)\x81}("
            + text("weight") + tensor("0", [OUTPUTS, INPUTS])
            + text("bias") + tensor("1", [OUTPUTS])
            + text("training") + b"\x89" + b"ub.")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as out:
        def entry(name, content):
            info = zipfile.ZipInfo(NAME + "/" + name, (1980, 1, 1, 0, 0, 0))
            out.writestr(info, content)
        entry("data.pkl", data)
        entry("code/__torch__.py", CODE)
        entry("constants.pkl", b"\x80\x02).")
        entry("data/0", struct.pack("<%df" % len(weight), *weight))
        entry("data/1", struct.pack("<%df" % len(bias), *bias))
        entry("version", "3\n")


main(sys.argv[1])
