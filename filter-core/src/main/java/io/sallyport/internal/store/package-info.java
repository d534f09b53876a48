/**
 * Token stores in memory, JDBC and Redis, and a deadline for each of them. Open {@code
 * GuardedStore} and {@code JdbcTokenStore} first.
 */
@NullMarked
package io.sallyport.internal.store;

import org.jspecify.annotations.NullMarked;
