/**
 * A trained model in a service: {@link org.ockham.predict.Model} reads a file that {@code ockham export --onnx} wrote and says what it
 * makes of images and rows. ONNX Runtime computes; nothing of the training library is needed.
 *
 * <pre>{@code
 * try (Model model = Model.read(Path.of("model.onnx"))) {
 *   var prediction = model.predict(Files.readAllBytes(Path.of("digit.png")));
 *   System.out.println(prediction.best() + " " + prediction.values());
 * }
 * }</pre>
 */
@NullMarked
package org.ockham.predict;

import org.jspecify.annotations.NullMarked;
