/** Tests against values that PyTorch computed, read from the files of {@code shared/reference}. */
@org.jspecify.annotations.NullMarked
package org.ockham.reference;
