/**
 * Tensors and what they need: start at {@link org.ockham.tensor.Tensor}. {@link org.ockham.tensor.Scope} says how long
 * they live, {@link org.ockham.tensor.RandomKey} where random numbers come from, {@link org.ockham.tensor.Threads} on how
 * many threads they compute, {@link org.ockham.tensor.Safetensors} how they are stored. The engine is libtorch, the native
 * library below PyTorch; names, shapes and results are PyTorch's.
 *
 * <p>What is computed with tensors stands in an interface for each concern, which {@code Tensor} inherits, from {@link
 * org.ockham.tensor.ElementArithmetic} to {@link org.ockham.tensor.LinearAlgebra}; layers and losses have theirs in {@link
 * org.ockham.tensor.Functional}. Each of them is one line over {@link org.ockham.tensor.Operator}, the door to the engine.
 */
@org.jspecify.annotations.NullMarked
package org.ockham.tensor;
