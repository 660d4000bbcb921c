/**
 * Networks in ONNX' words: a {@link org.ockham.onnx.Graph} is written node by node as layers are applied to its {@link
 * org.ockham.onnx.Value}s, and becomes one file that ONNX Runtime and others compute.
 *
 * <pre>{@code
 * Graph graph = Graph.opset(Graph.OPSET);
 * Value image = graph.input("image", DType.FLOAT32, Graph.FREE, 1, 28, 28);
 * graph.output("logits", network.apply(image));
 * graph.write(Path.of("model.onnx"));
 * }</pre>
 */
@NullMarked
package org.ockham.onnx;

import org.jspecify.annotations.NullMarked;
