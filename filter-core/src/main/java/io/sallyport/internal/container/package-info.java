/**
 * The classes that use Jakarta Security, CDI, Jakarta Authentication or the API of one server.
 * Start with {@code ContainerLogin}.
 */
@NullMarked
package io.sallyport.internal.container;

import org.jspecify.annotations.NullMarked;
