package org.ockham.data;

/** Small data sets for the tests. */
final class Samples {
  private Samples() {}

  /** Sample i has the values i, i + 0.5 and one drawn from its key; its class is i modulo 3. */
  record Numbered(int size) implements Dataset {
    @Override
    public long[] inputShape() {
      return new long[] {3};
    }

    @Override
    public Targets targets() {
      return Targets.classes(3);
    }

    @Override
    public void read(int index, SampleWriter out) {
      out.values(index, index + 0.5f)
          .values((float) out.key().random().nextDouble())
          .label(index % 3);
    }
  }

  /** Writes whatever the test says. */
  record Written(int size, Targets targets, Body body) implements Dataset {
    interface Body {
      void write(int index, SampleWriter out);
    }

    @Override
    public long[] inputShape() {
      return new long[] {1, 2, 2};
    }

    @Override
    public void read(int index, SampleWriter out) {
      body.write(index, out);
    }
  }
}
