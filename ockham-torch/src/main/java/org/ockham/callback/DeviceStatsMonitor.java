package org.ockham.callback;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.ockham.train.Callback;
import org.ockham.train.Fit;

/**
 * Logs after every epoch what this process takes of its machine: {@code system/cpu_cores}, the cores it kept busy on average since the
 * epoch began, {@code system/heap_mib}, the used part of Java's heap, and, where the system tells it as Linux does, {@code
 * system/memory_mib}, all of its memory that is resident, in MiB (2²⁰ bytes). Of runs side by side in one process it is the sum.
 */
public final class DeviceStatsMonitor implements Callback {

  private static final String CORES = "system/cpu_cores";
  private static final String HEAP = "system/heap_mib";
  private static final String MEMORY = "system/memory_mib";

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String RESIDENT = "VmRSS:";
  private static final double MIB = 1 << 20;
  private static final double KIB_OF_MIB = 1 << 10;

  private final LongSupplier clock;
  private final LongSupplier busy;
  private long begun;
  private long busyBefore;

  DeviceStatsMonitor(LongSupplier clock, LongSupplier busy) {
    this.clock = clock;
    this.busy = busy;
  }

  /** By the clocks of the machine and of this process. */
  public static DeviceStatsMonitor standard() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new DeviceStatsMonitor(System::nanoTime, system::getProcessCpuTime);
  }

  @Override
  public List<String> tags(Fit fit) {
    List<String> tags = new ArrayList<>(List.of(CORES, HEAP));
    if (Files.exists(STATUS)) {
      tags.add(MEMORY);
    }
    return tags;
  }

  @Override
  public void onEpochStart(Fit fit) {
    begin();
  }

  /** Also of an epoch in the middle of which a fit goes on. */
  @Override
  public void onFitStart(Fit fit) {
    begin();
  }

  private void begin() {
    begun = clock.getAsLong();
    busyBefore = busy.getAsLong();
  }

  @Override
  public void onEpochEnd(Fit fit, Map<String, Double> metrics) {
    Map<String, Double> values = new TreeMap<>();
    long nanos = clock.getAsLong() - begun;
    if (nanos > 0) {
      values.put(CORES, (busy.getAsLong() - busyBefore) / (double) nanos);
    }
    values.put(HEAP, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MIB);
    try (Stream<String> lines = Files.lines(STATUS)) {
      lines
          .filter(line -> line.startsWith(RESIDENT))
          .findFirst()
          .ifPresent(line -> values.put(
              MEMORY,
              Long.parseLong(line.substring(RESIDENT.length()).replace("kB", "").trim())
                  / KIB_OF_MIB));
    } catch (IOException e) {
      // Another system than Linux: its tag was not promised.
    }
    fit.log(values);
  }
}
