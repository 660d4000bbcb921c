/**
 * Fetches the files of data sets and keeps them: {@link org.ockham.data.fetch.Cache} is where they lie, {@link
 * org.ockham.data.fetch.Download} brings one of them, whole or not at all, {@link org.ockham.data.fetch.Progress} is told how
 * far it has come.
 */
@NullMarked
package org.ockham.data.fetch;

import org.jspecify.annotations.NullMarked;
