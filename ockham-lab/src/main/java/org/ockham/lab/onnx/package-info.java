/**
 * Trained models as ONNX files, which a service computes without the training library: {@link org.ockham.lab.onnx.OnnxExport} writes
 * one, with the preparation of its inputs and what its outputs mean.
 */
@NullMarked
package org.ockham.lab.onnx;

import org.jspecify.annotations.NullMarked;
