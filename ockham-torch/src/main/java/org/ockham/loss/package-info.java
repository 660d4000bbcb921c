/**
 * What training minimises: {@link org.ockham.loss.Loss} and the common ones, with PyTorch's names and defaults. A user's own
 * is a lambda.
 */
@org.jspecify.annotations.NullMarked
package org.ockham.loss;
