/**
 * Builds the parts from the settings, checks the deployment and writes the start-up report. Open
 * {@code Assembly} first.
 */
@NullMarked
package io.sallyport.internal.startup;

import org.jspecify.annotations.NullMarked;
