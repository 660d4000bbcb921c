package org.ockham.lab.picture;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.ockham.check.Check;
import org.ockham.data.PngFile;

/**
 * A picture: panels row after row under a title.
 *
 * <pre>{@code
 * Figure.of("Cosine annealing")
 *     .panel(LinePanel.of("", "step", "rate").line(Trace.of("rate", 0, CosineAnnealingLR.over(50).rates(0.1, 50))))
 *     .write(file);
 * }</pre>
 *
 * @param title above all; may be empty
 * @param columns how many panels stand in a row
 * @param width of a panel, in points: 2 pixels each
 * @param height of a panel, likewise
 * @param panels at least one, when it is drawn
 */
public record Figure(String title, int columns, int width, int height, List<Panel> panels) {

  /** Pixels a point, so that letters are sharp on fine screens and on paper. */
  static final int PIXELS = 2;

  private static final int TITLE = 34;
  private static final int MOST_PANELS = 64;

  public Figure {
    Check.between("columns", columns, 1, MOST_PANELS);
    Check.between("width", width, 100, 2000);
    Check.between("height", height, 100, 2000);
    panels = List.copyOf(panels);
    Check.between("panels", panels.size(), 0, MOST_PANELS);
  }

  /** Without panels yet; each is to be 440 points wide and 340 high, three in a row. */
  public static Figure of(String title) {
    return new Figure(title, 3, 440, 340, List.of());
  }

  /** The same with so many panels in a row. */
  public Figure columns(int columns) {
    return new Figure(title, columns, width, height, panels);
  }

  /** The same with panels of this size, in points. */
  public Figure size(int width, int height) {
    return new Figure(title, columns, width, height, panels);
  }

  /** The same with one more panel. */
  public Figure panel(Panel panel) {
    List<Panel> more = new ArrayList<>(panels);
    more.add(panel);
    return new Figure(title, columns, width, height, more);
  }

  /**
   * As a PNG file, whole or not at all. Makes the folder if there is none.
   *
   * @return the file
   * @throws org.ockham.lab.LabException if this machine has no fonts
   * @throws org.ockham.data.DataException if the file cannot be written
   */
  public Path write(Path file) {
    PngFile.write(draw(), file);
    return file;
  }

  /** The picture itself. */
  BufferedImage draw() {
    Fonts.check();
    int across = Math.max(1, Math.min(columns, panels.size()));
    int rows = Math.max(1, (panels.size() + across - 1) / across);
    int above = title.isEmpty() ? 0 : TITLE;
    BufferedImage image = new BufferedImage(
        PIXELS * across * width, PIXELS * (above + rows * height), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.scale(PIXELS, PIXELS);
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.setColor(Look.PAPER);
    graphics.fillRect(0, 0, across * width, above + rows * height);
    graphics.setColor(Look.INK);
    graphics.setFont(Look.font(Font.BOLD, 17));
    graphics.drawString(title, 14, TITLE - 10);
    for (int i = 0; i < panels.size(); i++) {
      chart(panels.get(i))
          .draw(
              graphics,
              new Rectangle2D.Double(
                  i % across * width, above + i / across * height, width, height));
    }
    graphics.dispose();
    return image;
  }

  private static JFreeChart chart(Panel panel) {
    return panel instanceof LinePanel lines
        ? LineChart.of(lines)
        : PlaneChart.of((PlanePanel) panel);
  }
}
