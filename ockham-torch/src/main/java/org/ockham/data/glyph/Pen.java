package org.ockham.data.glyph;

import java.util.Arrays;

/**
 * Draws lines of varying width into a small grey image, anti-aliased by distance: a pixel's ink is {@code radius + 1/2 -
 * distance} of its centre from the line, between 0 and 1; where lines meet, the darker wins.
 */
public final class Pen {
  private final int size;
  private final float[] ink;
  private float x;
  private float y;
  private float radius;

  /** A pen over an empty image of so many rows and columns. */
  public Pen(int size) {
    this.size = size;
    this.ink = new float[size * size];
  }

  /** Wipes the image. */
  void clear() {
    Arrays.fill(ink, 0);
  }

  /** The image: row after row, from 0 to 1. */
  float[] ink() {
    return ink;
  }

  /** Puts the pen down; pixel (0, 0) has its centre at (0.5, 0.5). */
  void moveTo(float x, float y, float radius) {
    this.x = x;
    this.y = y;
    this.radius = radius;
  }

  /** Draws a straight line from where the pen is, its radius changing evenly on the way. */
  void lineTo(float toX, float toY, float toRadius) {
    float dx = toX - x;
    float dy = toY - y;
    float length2 = Math.max(dx * dx + dy * dy, 1e-9f);
    float reach = Math.max(radius, toRadius) + 0.5f;
    int left = Math.max(0, (int) Math.floor(Math.min(x, toX) - reach));
    int right = Math.min(size - 1, (int) Math.floor(Math.max(x, toX) + reach));
    int top = Math.max(0, (int) Math.floor(Math.min(y, toY) - reach));
    int bottom = Math.min(size - 1, (int) Math.floor(Math.max(y, toY) + reach));
    for (int row = top; row <= bottom; row++) {
      for (int column = left; column <= right; column++) {
        float px = column + 0.5f - x;
        float py = row + 0.5f - y;
        float t = Math.min(1, Math.max(0, (px * dx + py * dy) / length2));
        float ex = px - t * dx;
        float ey = py - t * dy;
        float dark = radius + t * (toRadius - radius) + 0.5f - (float) Math.sqrt(ex * ex + ey * ey);
        int place = row * size + column;
        if (dark > ink[place]) {
          ink[place] = Math.min(1, dark);
        }
      }
    }
    moveTo(toX, toY, toRadius);
  }
}
