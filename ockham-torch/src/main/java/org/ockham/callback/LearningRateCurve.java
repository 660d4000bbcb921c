package org.ockham.callback;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.ockham.data.PngFile;
import org.ockham.data.glyph.PixelFont;

/**
 * What a {@link LearningRateFinder} saw.
 *
 * @param rates that of each step
 * @param losses the smoothed loss after it
 * @param isDiverged whether the search ended because the loss had grown too large
 * @param suggestion the rate at which the smoothed loss falls steepest, by the step and so by the factor of the rate, the first ten steps
 *     and the last one left out (Lightning's rule); NaN if fewer than two are left, or it falls nowhere
 */
public record LearningRateCurve(
    List<Double> rates, List<Double> losses, boolean isDiverged, double suggestion) {

  private static final int SKIPPED_FIRST = 10;
  private static final int SKIPPED_LAST = 1;

  private static final int WIDTH = 640;
  private static final int HEIGHT = 400;
  private static final int LEFT = 60;
  private static final int MARGIN = 20;
  private static final int TEXT = 0x202020;
  private static final Color AXES = new Color(0xC0C0C0);
  private static final Color LINE = new Color(0x0072B2);
  private static final Color MARK = new Color(0xD55E00);

  public LearningRateCurve {
    rates = List.copyOf(rates);
    losses = List.copyOf(losses);
  }

  static LearningRateCurve of(List<Double> rates, List<Double> losses, boolean isDiverged) {
    return new LearningRateCurve(rates, losses, isDiverged, steepest(rates, losses));
  }

  private static double steepest(List<Double> rates, List<Double> losses) {
    int last = losses.size() - SKIPPED_LAST - 1;
    double steepest = 0;
    double rate = Double.NaN;
    for (int i = SKIPPED_FIRST; i <= last && last > SKIPPED_FIRST; i++) {
      int from = Math.max(SKIPPED_FIRST, i - 1);
      int to = Math.min(last, i + 1);
      double slope = (losses.get(to) - losses.get(from)) / (to - from);
      if (slope < steepest) {
        steepest = slope;
        rate = rates.get(i);
      }
    }
    return rate;
  }

  /**
   * Draws the losses over the rates, these on a logarithmic axis, with the suggestion marked. Needs no display and no fonts.
   *
   * @throws org.ockham.data.DataException if the file cannot be written
   */
  public void png(Path file) {
    PngFile.write(draw(), file);
  }

  BufferedImage draw() {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, WIDTH, HEIGHT);
    double low = losses.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    double high = losses.stream().mapToDouble(Double::doubleValue).max().orElse(1);
    if (high <= low) {
      high = low + 1;
    }
    axes(image, graphics, low, high);
    graphics.setStroke(new BasicStroke(1.5f));
    graphics.setColor(LINE);
    Path2D line = new Path2D.Double();
    for (int i = 0; i < losses.size(); i++) {
      double x = x(rates.get(i));
      double y = y(losses.get(i), low, high);
      if (i == 0) {
        line.moveTo(x, y);
      } else {
        line.lineTo(x, y);
      }
    }
    graphics.draw(line);
    if (!Double.isNaN(suggestion)) {
      double y = y(losses.get(rates.indexOf(suggestion)), low, high);
      graphics.setColor(MARK);
      graphics.fill(new Ellipse2D.Double(x(suggestion) - 4, y - 4, 8, 8));
      PixelFont.write(
          image, LEFT + 8, MARGIN, WIDTH, "suggestion " + number(suggestion), MARK.getRGB());
    }
    graphics.dispose();
    return image;
  }

  private void axes(BufferedImage image, Graphics2D graphics, double low, double high) {
    graphics.setColor(AXES);
    for (double part : new double[] {0, 0.5, 1}) {
      double loss = low + part * (high - low);
      int y = (int) y(loss, low, high);
      graphics.drawLine(LEFT, y, WIDTH - MARGIN, y);
      PixelFont.write(image, 4, y - 3, LEFT - 8, number(loss), TEXT);
    }
    if (rates.isEmpty()) {
      return;
    }
    int first = (int) Math.ceil(Math.log10(rates.get(0)) - 1e-9);
    int last = (int) Math.floor(Math.log10(rates.get(rates.size() - 1)) + 1e-9);
    for (int power = first; power <= last; power++) {
      int x = (int) x(Math.pow(10, power));
      graphics.setColor(AXES);
      graphics.drawLine(x, MARGIN, x, HEIGHT - 2 * MARGIN);
      String label = "1E" + power;
      PixelFont.write(
          image, x - PixelFont.width(label) / 2, HEIGHT - 2 * MARGIN + 6, WIDTH, label, TEXT);
    }
    PixelFont.write(image, WIDTH / 2, HEIGHT - MARGIN + 4, WIDTH, "learning rate", TEXT);
    PixelFont.write(image, 4, 6, LEFT, "loss", TEXT);
  }

  private double x(double rate) {
    double from = Math.log(rates.get(0));
    double to = Math.log(rates.get(rates.size() - 1));
    double share = to > from ? (Math.log(rate) - from) / (to - from) : 0.5;
    return LEFT + share * (WIDTH - MARGIN - LEFT);
  }

  private static double y(double loss, double low, double high) {
    return MARGIN + (high - loss) / (high - low) * (HEIGHT - 3 * MARGIN);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3g", value);
  }
}
