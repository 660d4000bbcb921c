package org.ockham.data;

/** Where the files of a named data set come from: a {@link Cache} that fetches them, or a {@link DataDirectory} of the user's. */
public sealed interface Source permits Cache, DataDirectory {}
