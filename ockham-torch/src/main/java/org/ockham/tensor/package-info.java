/**
 * Tensors and what they need: start at {@link org.ockham.tensor.Tensor}. {@link org.ockham.tensor.Scope} says how long
 * they live, {@link org.ockham.tensor.RandomKey} where random numbers come from, {@link org.ockham.tensor.Threads} on how
 * many threads they compute, {@link org.ockham.tensor.Safetensors} how they are stored. The engine is libtorch, the native
 * library below PyTorch; names, shapes and results are PyTorch's.
 */
@org.jspecify.annotations.NullMarked
package org.ockham.tensor;
