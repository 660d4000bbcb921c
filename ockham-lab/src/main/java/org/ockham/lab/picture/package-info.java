/**
 * Pictures as PNG files, for what is looked at rather than read: curves, decision boundaries, paths over a surface, several of them
 * side by side. Drawn by JFreeChart, in colours that the colour-blind tell apart (Okabe, Ito 2008), with dashes and markers beside
 * them. Start at {@link org.ockham.lab.picture.Figure}.
 */
@NullMarked
package org.ockham.lab.picture;

import org.jspecify.annotations.NullMarked;
