/**
 * What Jakarta Authentication wants of us: who calls, said in its callbacks; a provider, registered
 * for one application. Open {@code ContainerLogin} first.
 */
@NullMarked
package io.sallyport.internal.container;

import org.jspecify.annotations.NullMarked;
