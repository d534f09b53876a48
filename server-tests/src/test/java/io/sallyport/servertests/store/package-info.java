/** The stores on real databases and a real Redis, well, dead and hung. */
package io.sallyport.servertests.store;
