"""Prints what TensorBoard's own loaders see of a run, a line a thing: python read_events.py ROOT RUN"""

import json
import logging
import os
import sys

from google.protobuf import json_format
from tensorboard import context
from tensorboard.backend.event_processing import data_provider, plugin_event_multiplexer
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.plugins import base_plugin
from tensorboard.plugins.custom_scalar import layout_pb2
from tensorboard.plugins.hparams import api_pb2, backend_context, get_experiment, list_session_groups
from tensorboard.util import tensor_util

root, run = sys.argv[1:]


def say(*words):
    print(*(word if isinstance(word, str) else json.dumps(word) for word in words), sep="\t")


sys.stdout.reconfigure(encoding="utf-8")
logging.disable(logging.WARNING)  # how much was purged
events = EventAccumulator(
    os.path.join(root, run), {"scalars": 0, "histograms": 0, "images": 0, "tensors": 0, "compressedHistograms": 0})
events.Reload()
tags = events.Tags()
for tag in sorted(tags["scalars"]):
    for point in events.Scalars(tag):
        say("scalar", tag, point.step, point.value, point.wall_time)
for tag in sorted(tags["histograms"]):
    for point in events.Histograms(tag):
        value = point.histogram_value
        say("histogram", tag, point.step, value.num, value.min, value.max, value.sum, value.sum_squares,
            value.bucket_limit, value.bucket)
for tag in sorted(tags["distributions"]):
    for point in events.CompressedHistograms(tag):
        say("distribution", tag, point.step, [value for _, value in point.compressed_histogram_values])
for tag in sorted(tags["images"]):
    for point in events.Images(tag):
        say("image", tag, point.step, point.width, point.height, point.encoded_image_string.hex())
for tag in sorted(tags["tensors"]):
    plugin = events.SummaryMetadata(tag).plugin_data.plugin_name
    for point in events.Tensors(tag):
        array = tensor_util.make_ndarray(point.tensor_proto)
        if plugin == "text":
            say("text", tag, point.step, [text.decode("utf-8") for text in array])
        elif plugin == "pr_curves":
            say("curve", tag, point.step, array.tolist())
        elif plugin == "custom_scalars":
            say("layout", tag, json_format.MessageToDict(layout_pb2.Layout.FromString(array.item())))
for tag in tags["run_metadata"]:
    metadata = events.RunMetadata(tag)
    say("steps", tag, json_format.MessageToDict(metadata)["stepStats"])

# The table of hyper-parameters, as the page asks for it.
multiplexer = plugin_event_multiplexer.EventMultiplexer()
multiplexer.AddRunsFromDirectory(root)
multiplexer.Reload()
backend = backend_context.Context(
    base_plugin.TBContext(data_provider=data_provider.MultiplexerDataProvider(multiplexer, root)))
asking = context.RequestContext()
columns = get_experiment.Handler(
    asking, backend, "", api_pb2.GetExperimentRequest(include_metrics=True)).run()
wanted = api_pb2.ListSessionGroupsRequest(
    col_params=[api_pb2.ColParams(hparam=info.name, order=api_pb2.ORDER_ASC) for info in columns.hparam_infos]
    + [api_pb2.ColParams(metric=info.name) for info in columns.metric_infos],
    allowed_statuses=api_pb2.Status.values(), slice_size=100)
for group in list_session_groups.Handler(asking, backend, "", wanted).run().session_groups:
    row = json_format.MessageToDict(group)
    say("row", group.name, api_pb2.Status.Name(group.sessions[0].status), row.get("hparams", {}),
        {metric["name"]["tag"]: metric.get("value", 0) for metric in row.get("metricValues", [])})
