"""Makes arguments.json: layers and arguments that layers.json lacks, as PyTorch computes them (2.13.0, CPU).

    python arguments.py > arguments.json

Each case is a module that is applied once to one input; where a layer takes more, or gives more, a function takes the
input apart and joins the results, as the test of the same name does.
"""

import json

import torch
from torch import nn


class Wrapped(nn.Module):
    def __init__(self, layer, function):
        super().__init__()
        self.layer = layer
        self.function = function

    def forward(self, x):
        return self.function(self.layer, x)


def tensor(t):
    return {"shape": list(t.shape), "data": [float(f"{v:.8g}") for v in t.detach().double().flatten().tolist()]}


def tensors(named):
    return {name: tensor(t) for name, t in named}


cases = []


def case(name, layer, shape, function=None, indices=None):
    torch.manual_seed(len(cases))
    module = Wrapped(layer, function) if function else layer
    for parameter in module.parameters():
        nn.init.uniform_(parameter, -0.6, 0.6)
    x = torch.randn(shape) if indices is None else torch.tensor(indices)
    made = {"name": name, "train": True, "forwards": 1, "state": tensors(module.state_dict().items()), "input": tensor(x)}
    if indices is None:
        x.requires_grad_(True)
    y = module(x)
    cotangent = torch.randn(y.shape)
    (y * cotangent).sum().backward()
    made["output"] = tensor(y)
    made["cotangent"] = tensor(cotangent)
    if indices is None:
        made["input_grad"] = tensor(x.grad)
    made["param_grads"] = tensors((n, p.grad) for n, p in module.named_parameters())
    made["state_after"] = tensors(module.state_dict().items())
    cases.append(made)


def attention(**more):
    return nn.MultiheadAttention(4, 2, **more)


def joined(*tensors):
    return torch.cat([each.flatten() for each in tensors])


def causal(n):
    return nn.Transformer.generate_square_subsequent_mask(n)


case("attention, averaged weights", attention(batch_first=True), (2, 3, 4), lambda l, x: joined(*l(x, x, x)))
case("attention, weights of each head", attention(), (3, 2, 4), lambda l, x: joined(*l(x, x, x, average_attn_weights=False)))
case("attention, weights of one sequence", attention(), (3, 4), lambda l, x: joined(*l(x, x, x)))
case("attention, other keys and values", attention(kdim=3, vdim=5), (3, 2, 12),
     lambda l, x: l(x[..., :4], x[..., 4:7], x[..., 7:], need_weights=False)[0])
case("attention, causal", attention(batch_first=True), (2, 4, 4),
     lambda l, x: l(x, x, x, attn_mask=causal(4), is_causal=True, need_weights=False)[0])
PADDING = torch.tensor([[False, False, True], [False, True, True]])
case("attention, causal and padded", attention(batch_first=True), (2, 3, 4),
     lambda l, x: l(x, x, x, attn_mask=causal(3).isinf(), key_padding_mask=PADDING)[0])
case("conv transpose 1d, output size", nn.ConvTranspose1d(2, 3, 3, stride=3), (2, 2, 4),
     lambda l, x: l(x, output_size=[14]))
case("conv transpose 2d, output size", nn.ConvTranspose2d(2, 3, 3, stride=2, padding=1), (2, 2, 3, 4),
     lambda l, x: l(x, output_size=[6, 7]))
case("upsample nearest exact 1d", nn.Upsample(scale_factor=1.5, mode="nearest-exact"), (1, 2, 4))
case("upsample nearest exact 2d", nn.Upsample(size=(5, 3), mode="nearest-exact"), (1, 2, 3, 4))
case("upsample nearest exact 3d", nn.Upsample(scale_factor=2, mode="nearest-exact"), (1, 1, 2, 3, 2))
case("adaptive avg pool 2d, one size kept", nn.AdaptiveAvgPool2d((None, 3)), (2, 2, 3, 7))
case("adaptive max pool 3d, two sizes kept", nn.AdaptiveMaxPool3d((2, None, None)), (1, 2, 5, 2, 3))


class Unpooled(nn.Module):
    def __init__(self, pool, unpool, size=None):
        super().__init__()
        self.pool, self.unpool, self.size = pool, unpool, size

    def forward(self, x):
        return self.unpool(*self.pool(x), output_size=self.size)


case("max unpool 1d", Unpooled(nn.MaxPool1d(2, return_indices=True), nn.MaxUnpool1d(2)), (2, 2, 6))
case("max unpool 2d, output size",
     Unpooled(nn.MaxPool2d(2, return_indices=True), nn.MaxUnpool2d(2), [5, 7]), (2, 2, 5, 7))
case("max unpool 3d", Unpooled(nn.MaxPool3d(2, return_indices=True), nn.MaxUnpool3d(2)), (1, 2, 4, 2, 4))
case("embedding, scaled by frequency", nn.Embedding(5, 3, scale_grad_by_freq=True), None, indices=[[1, 2], [1, 4]])
case("embedding, bounded in the 1-norm", nn.Embedding(5, 3, max_norm=0.5, norm_type=1), None, indices=[0, 3, 3])
case("embedding bag, mean", nn.EmbeddingBag(5, 3, padding_idx=0), None, indices=[[1, 2, 0], [1, 1, 4]])
WEIGHTS = torch.tensor([[0.5, -1], [2, 0.25]])
case("embedding bag, weighted sum", nn.EmbeddingBag(5, 3, mode="sum"), None,
     lambda l, x: l(x, per_sample_weights=WEIGHTS), indices=[[1, 2], [1, 4]])
case("embedding bag, largest, several lengths", nn.EmbeddingBag(5, 3, mode="max"), None,
     lambda l, x: l(x, torch.tensor([0, 3])), indices=[1, 2, 4, 0, 3])
case("batch norm 1d, no bias", nn.BatchNorm1d(3, bias=False), (4, 3))
case("instance norm 2d, no bias", nn.InstanceNorm2d(2, affine=True, bias=False), (2, 2, 3, 3))
case("group norm, no bias", nn.GroupNorm(2, 4, bias=False), (2, 4, 3))
case("rnn cell", nn.RNNCell(3, 2), (4, 5), lambda l, x: l(x[:, :3], x[:, 3:]))
case("rnn cell, relu, no bias", nn.RNNCell(3, 2, bias=False, nonlinearity="relu"), (4, 3))
case("lstm cell", nn.LSTMCell(3, 2), (4, 7), lambda l, x: torch.cat(l(x[:, :3], (x[:, 3:5], x[:, 5:])), 1))
case("gru cell", nn.GRUCell(3, 2), (5,), lambda l, x: l(x[:3], x[3:]))


def packed(batch_first, lengths):
    def run(layer, x):
        steps = nn.utils.rnn.pack_padded_sequence(x, lengths, batch_first=batch_first, enforce_sorted=False)
        read, state = layer(steps)
        y, _ = nn.utils.rnn.pad_packed_sequence(read, batch_first=batch_first, total_length=4)
        states = state if isinstance(state, tuple) else (state,)
        return joined(y, *states)

    return run


case("lstm, several lengths", nn.LSTM(3, 2, num_layers=2, bidirectional=True, batch_first=True), (3, 4, 3),
     packed(True, [2, 4, 1]))
case("gru, several lengths", nn.GRU(3, 2), (4, 2, 3), packed(False, [1, 3]))
case("unfold", nn.Unfold((2, 3), dilation=(1, 2), padding=(1, 2), stride=(2, 1)), (2, 2, 4, 5))
case("fold", nn.Fold((4, 5), (2, 3), dilation=(1, 2), padding=(1, 2), stride=(2, 1)), (2, 12, 15))
case("cosine similarity", nn.CosineSimilarity(), (2, 3, 4), lambda l, x: l(x[0], x[1]))
case("pairwise distance", nn.PairwiseDistance(), (2, 3, 4), lambda l, x: l(x[0], x[1]))
case("pairwise distance, absolute, kept", nn.PairwiseDistance(1, keepdim=True), (2, 3, 4), lambda l, x: l(x[0], x[1]))
case("channel shuffle", nn.ChannelShuffle(2), (1, 6, 2, 2))
case("decoder layer", nn.TransformerDecoderLayer(4, 2, 6, dropout=0), (7, 2, 4),
     lambda l, x: l(x[:3], x[3:], tgt_mask=causal(3)))
case("decoder, norms first, gelu, no bias",
     nn.TransformerDecoder(
         nn.TransformerDecoderLayer(4, 2, 6, 0, "gelu", batch_first=True, norm_first=True, bias=False), 2,
         nn.LayerNorm(4)), (2, 6, 4),
     lambda l, x: l(x[:, :3], x[:, 3:], memory_key_padding_mask=PADDING))
case("transformer", nn.Transformer(4, 2, 1, 2, 6, 0), (7, 2, 4),
     lambda l, x: l(x[:4], x[4:], tgt_mask=causal(3), tgt_is_causal=True))

for made in cases:
    made["config"] = {}
print(json.dumps({"source": "PyTorch " + torch.__version__.split("+")[0], "note": "made by arguments.py; tolerance 1e-5",
                  "cases": cases}, separators=(",", ":")))
