/**
 * Image files and folders of them: {@link org.ockham.data.image.ImageFile} decodes one, {@link
 * org.ockham.data.image.ImageFolder} is a data set of a folder for each class.
 */
@NullMarked
package org.ockham.data.image;

import org.jspecify.annotations.NullMarked;
