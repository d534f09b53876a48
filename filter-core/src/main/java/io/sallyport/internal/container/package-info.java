/**
 * Everything that uses Jakarta Security, CDI, Jakarta Authentication or one server's own API. Open
 * {@code ContainerLogin} first.
 */
@NullMarked
package io.sallyport.internal.container;

import org.jspecify.annotations.NullMarked;
