/** What the WAR's own descriptors say around us. Open {@code WebXml} first. */
@NullMarked
package io.sallyport.internal.descriptor;

import org.jspecify.annotations.NullMarked;
