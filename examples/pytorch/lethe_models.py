"""PyTorch modules equal to Lethe's models, and a loader of the files that ./lethe export writes.

    model = load("model.safetensors")
    logits = model(rows)            # float32 [rows, features] to float32 [rows, classes]
    classes = predict(model, rows)
"""

import re

import torch
from safetensors import safe_open
from torch import nn
from torch.nn import functional as F


def load(file, encoder=None):
    """Returns the model in a file, in evaluation mode.

    encoder: for script(file=...), the module to use in place of that file
    """
    with safe_open(file, framework="pt") as arrays:
        metadata = arrays.metadata()
        state = {name: arrays.get_tensor(name) for name in arrays.keys()}
    model = Builder(metadata, state).build(encoder)
    model.load_state_dict(state, strict=encoder is None)
    model.metadata = metadata
    return model.eval()


def predict(model, rows):
    """Returns the class of each row, as Lethe predicts it: one of the classes trained so far."""
    trained = [int(c) for c in model.metadata["trained_classes"].split(",") if c]
    logits = model(rows)
    if trained:
        excluded = torch.ones(logits.shape[1], dtype=torch.bool)
        excluded[trained] = False
        logits = logits.masked_fill(excluded, -torch.inf)
    return logits.argmax(1)


def parse(expression):
    """Returns name and arguments of one part, such as mlp(bias=true,hidden=100:100)."""
    name, _, rest = expression.partition("(")
    return name, dict(argument.split("=", 1) for argument in rest.rstrip(")").split(",") if argument)


def sizes(text):
    return [] if text == "0" else [int(size) for size in text.split(":")]


class Builder:
    """Builds the module for the expressions in the metadata of a file."""

    def __init__(self, metadata, state):
        self.state = state
        self.features = int(metadata["features"])
        self.classes = int(metadata["classes"])
        self.model, self.arguments = parse(metadata["model"])
        parts = [parse(part) for part in re.split(r"\+(?![^(]*\))", metadata["method"])]
        self.activation = next((part for part in parts if part[0] in ACTIVATIONS), ("relu", {}))
        self.head = next((part for part in parts if part[0] in HEADS), ("linear", {}))
        self.copies = 2 if self.activation[0] == "crelu" else 1
        self.bias = self.arguments.get("bias", "true") == "true"

    def build(self, encoder):
        build = {
            "mlp": lambda: nn.Sequential(*self.layers(self.features, "", 0)),
            "cnn": self.cnn,
            "resnet18-slim": lambda: SlimResNet(self),
            "tabular": lambda: Tabular(self),
            "script": lambda: Script(self, encoder or torch.jit.load(self.arguments["file"])),
        }
        if self.model not in build:
            raise ValueError(f"model: got '{self.model}', expected one of {', '.join(build)}")
        return build[self.model]()

    def act(self):
        return ACTIVATIONS[self.activation[0]](self.activation[1])

    def layers(self, width, prefix, first):
        """Returns hidden linear layers and the head; first is the name of the first of them."""
        modules = []
        for units in sizes(self.arguments["hidden"]):
            modules += [nn.Linear(width, units, self.bias), self.act()]
            width = units * self.copies
        return modules + [self.head_of(width, f"{prefix}{first + len(modules)}.")]

    def head_of(self, width, name):
        own = {key[len(name) :]: value for key, value in self.state.items() if key.startswith(name)}
        return HEADS[self.head[0]](width, self.classes, own, self.head[1])

    def image(self):
        return [int(size) for size in self.arguments["input"].split("x")]

    def cnn(self):
        channels, height, width = self.image()
        modules = []
        for filters in sizes(self.arguments["channels"]):
            modules += [nn.Conv2d(channels, filters, 3, padding=1), self.act(), nn.MaxPool2d(2)]
            channels, height, width = filters * self.copies, height // 2, width // 2
        modules.append(nn.Flatten())
        modules += self.layers(channels * height * width, "", len(modules))
        return ImageSequential(self.image(), modules)

    def norm(self, channels):
        if self.arguments["norm"] == "batch":
            return nn.BatchNorm2d(channels)
        return nn.GroupNorm(channels // int(self.arguments["width"]), channels)


class ImageSequential(nn.Sequential):
    """Sequential network of images; takes them as rows of features, too."""

    def __init__(self, shape, modules):
        super().__init__(*modules)
        self.shape = shape

    def forward(self, rows):
        return super().forward(rows.reshape(-1, *self.shape))


class BasicBlock(nn.Module):
    def __init__(self, builder, channels, width, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, width, 3, stride, 1, bias=False)
        self.bn1 = builder.norm(width)
        self.conv2 = nn.Conv2d(width * builder.copies, width, 3, 1, 1, bias=False)
        self.bn2 = builder.norm(width)
        self.shortcut = nn.Sequential()
        if stride != 1 or channels != width:
            self.shortcut = nn.Sequential(
                nn.Conv2d(channels, width, 1, stride, bias=False), builder.norm(width)
            )
        self.activation = builder.act()

    def forward(self, x):
        hidden = self.activation(self.bn1(self.conv1(x)))
        return self.activation(self.bn2(self.conv2(hidden)) + self.shortcut(x))


class SlimResNet(nn.Module):
    """Reduced ResNet-18, named as in the code of Gradient Episodic Memory."""

    def __init__(self, builder):
        super().__init__()
        self.shape = builder.image()
        width, copies = int(builder.arguments["width"]), builder.copies
        self.conv1 = nn.Conv2d(self.shape[0], width, 3, 1, 1, bias=False)
        self.bn1 = builder.norm(width)
        self.activation = builder.act()
        channels = width * copies
        for stage in range(4):
            filters = width << stage
            blocks = nn.Sequential(
                BasicBlock(builder, channels, filters, 1 if stage == 0 else 2),
                BasicBlock(builder, filters * copies, filters, 1),
            )
            setattr(self, f"layer{stage + 1}", blocks)
            channels = filters * copies
        self.linear = builder.head_of(channels, "linear.")

    def forward(self, rows):
        x = self.activation(self.bn1(self.conv1(rows.reshape(-1, *self.shape))))
        x = self.layer4(self.layer3(self.layer2(self.layer1(x))))
        return self.linear(x.mean((2, 3)))


class Tabular(nn.Module):
    """Standardises numeric columns and embeds categorical ones; then a perceptron."""

    def __init__(self, builder):
        super().__init__()
        text = builder.arguments["categorical"]
        columns = [] if text == "none" else [each.split("x") for each in text.split(":")]
        self.categorical = {int(column): int(values) for column, values in columns}
        self.numeric = [c for c in range(builder.features) if c not in self.categorical]
        tables = [builder.state[f"embeddings.{i}.weight"] for i in range(len(self.categorical))]
        self.embeddings = nn.ModuleList(nn.Embedding(*table.shape) for table in tables)
        # float64, because the mean of a column can be large compared to its deviation
        for name in ("mean", "deviation"):
            self.register_buffer(name, torch.zeros(len(self.numeric), dtype=torch.float64))
        width = len(self.numeric) + sum(table.shape[1] for table in tables)
        self.layers = nn.Sequential(*builder.layers(width, "layers.", 0))

    def forward(self, rows):
        numbers = (rows[:, self.numeric].double() - self.mean) / self.deviation
        numbers = torch.where(self.deviation == 0, torch.zeros_like(numbers), numbers)
        parts = [numbers.clamp(-10, 10).float()]
        for (column, values), embedding in zip(self.categorical.items(), self.embeddings):
            value = rows[:, column]
            known = (value >= 0) & (value < values) & (value == value.floor())
            other = torch.full_like(value, values)
            parts.append(embedding(torch.where(known, value, other).long()))
        return self.layers(torch.cat(parts, 1))


class Script(nn.Module):
    """Frozen encoder, then a perceptron."""

    def __init__(self, builder, encoder):
        super().__init__()
        # in a list, because the file has no parameters of the encoder
        self.encoder = [encoder.eval()]
        self.shape = [] if builder.arguments["input"] == "flat" else builder.image()
        rows = torch.zeros(2, builder.features)
        self.layers = nn.Sequential(*builder.layers(self.encode(rows).shape[1], "layers.", 0))

    def encode(self, rows):
        with torch.no_grad():
            return self.encoder[0](rows.reshape(-1, *self.shape) if self.shape else rows)

    def forward(self, rows):
        return self.layers(self.encode(rows))


class Crelu(nn.Module):
    def forward(self, x):
        return torch.cat([x.relu(), (-x).relu()], 1)


class WinnersTakeAll(nn.Module):
    def __init__(self, share, gelu):
        super().__init__()
        self.share, self.gelu = share, gelu

    def forward(self, x):
        x = F.gelu(x) if self.gelu else x
        rows = x.flatten(1)
        k = min(rows.shape[1], max(2, int(self.share * rows.shape[1])))
        threshold = rows.topk(k, 1).values[:, -1:]
        return (rows - threshold).relu().reshape(x.shape)


class Ash(nn.Module):
    def __init__(self, alpha, z, hard_gate, clipped):
        super().__init__()
        self.alpha, self.z, self.hard_gate, self.clipped = alpha, z, hard_gate, clipped

    def forward(self, x):
        rows = x.flatten(1)
        centred = rows - rows.mean(1, keepdim=True)
        deviation = ((centred * centred).mean(1, keepdim=True) + 1e-5).sqrt()
        t = self.alpha * (centred - self.z * deviation)
        gate = (t + 3).clamp(0, 6) / 6 if self.hard_gate else t.sigmoid()
        return ((rows.clamp(0, 2) if self.clipped else rows) * gate).reshape(x.shape)


def ash(arguments, clipped):
    hard_gate = arguments["gate"] == "hard"
    return Ash(float(arguments["alpha"]), float(arguments["z"]), hard_gate, clipped)


ACTIVATIONS = {
    "relu": lambda arguments: nn.ReLU(),
    "leaky-relu": lambda arguments: nn.LeakyReLU(float(arguments["slope"])),
    "tanh": lambda arguments: nn.Tanh(),
    "gelu": lambda arguments: nn.GELU(),
    "crelu": lambda arguments: Crelu(),
    "kwta": lambda a: WinnersTakeAll(float(a["share"]), a["before"] == "gelu"),
    "ash": lambda arguments: ash(arguments, clipped=False),
    "hard-ash": lambda arguments: ash(arguments, clipped=True),
}


def unit(x):
    return x / ((x * x).sum(1, keepdim=True) + 1e-8).sqrt()


class Cosine(nn.Module):
    def __init__(self, width, classes, scale):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(classes, width))
        self.scale = scale

    def forward(self, features):
        return self.scale * unit(features) @ unit(self.weight).T


class Pairwise(nn.Module):
    def __init__(self, classes, pairs):
        super().__init__()
        self.classes = classes
        self.weight = nn.Parameter(torch.zeros(len(pairs)))
        self.register_buffer("pairs", torch.zeros_like(pairs))

    def forward(self, features):
        products = self.weight * features[:, self.pairs[:, 0]] * features[:, self.pairs[:, 1]]
        # pair p belongs to class p mod classes
        return products.reshape(len(features), -1, self.classes).sum(1)


class Statistics(nn.Linear):
    """ncm and slda: predicts with a classifier of statistics as soon as there is one."""

    def __init__(self, width, classes, state, transform):
        super().__init__(width, classes, "bias" in state)
        self.transform = transform
        self.has_classifier = "classifier_weight" in state
        if self.has_classifier:
            self.register_buffer("classifier_weight", torch.zeros(classes, width))
            self.register_buffer("classifier_bias", torch.zeros(classes))

    def forward(self, features):
        if not self.has_classifier:
            return super().forward(features)
        return F.linear(self.transform(features), self.classifier_weight, self.classifier_bias)


HEADS = {
    "linear": lambda width, classes, state, a: nn.Linear(width, classes, "bias" in state),
    "cosine": lambda width, classes, state, a: Cosine(width, classes, float(a["scale"])),
    "pairwise": lambda width, classes, state, a: Pairwise(classes, state["pairs"]),
    "ncm": lambda width, classes, state, a: Statistics(width, classes, state, unit),
    "slda": lambda width, classes, state, a: Statistics(width, classes, state, lambda x: x),
}
