/** Reads the descriptors of the WAR. Open {@code WebXml} first. */
@NullMarked
package io.sallyport.internal.descriptor;

import org.jspecify.annotations.NullMarked;
