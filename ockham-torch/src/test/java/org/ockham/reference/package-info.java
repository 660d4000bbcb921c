/** Tests against values that PyTorch computed: {@code src/test/python/reference_values.py} wrote them. */
@org.jspecify.annotations.NullMarked
package org.ockham.reference;
