/**
 * Draws digits and letters from lines and dots, so that no file and no font is needed: a {@link org.ockham.data.glyph.Hand}
 * writes the digits of {@link org.ockham.data.Glyphs}, {@link org.ockham.data.glyph.PixelFont} the captions of {@link
 * org.ockham.data.ContactSheet}.
 */
@NullMarked
package org.ockham.data.glyph;

import org.jspecify.annotations.NullMarked;
