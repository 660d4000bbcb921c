/**
 * How Ockham writes to a disk, in one place: {@link org.ockham.file.AtomicFile} for a file that is there whole or not at all,
 * {@link org.ockham.file.WritableDirectory} for a place that is written later, {@link org.ockham.file.DirectoryClaim} for a
 * directory that one process at a time works in, {@link org.ockham.file.FileProblem} for saying why a file could not be read or
 * written. And what its readers share: {@link
 * org.ockham.file.InputFile} before a file is opened, {@link org.ockham.file.Excerpt} for quoting it. {@link org.ockham.file.Gzip} and {@link org.ockham.file.Sha256} read what is packed
 * and prove what it is. {@link org.ockham.file.JarVersion} knows which release runs, {@link org.ockham.file.Log} is where the module's loggers come from, {@link org.ockham.file.Terminal} says
 * whether somebody watches.
 */
@org.jspecify.annotations.NullMarked
package org.ockham.file;
