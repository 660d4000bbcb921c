/**
 * Runs on a Spark cluster: {@link org.ockham.spark.SparkCluster} has each made by one task, or by several that are its ranks. {@link org.ockham.spark.Main} is the {@code
 * ockham} command for {@code spark-submit}.
 */
@NullMarked
package org.ockham.spark;

import org.jspecify.annotations.NullMarked;
