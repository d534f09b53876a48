/** The stores with real databases and a real Redis, also while these are killed or suspended. */
package io.sallyport.servertests.store;
