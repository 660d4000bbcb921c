package org.ockham.board;

/** What is logged under a tag. */
public sealed interface Value
    permits Scalar, Histogram, Image, Text, HyperParameters, SessionEnd, Layout, PrCurve, Other {}
