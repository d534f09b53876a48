/** Servers, one small class each: start in a process of their own and end with their input. */
package io.sallyport.servertests.server;
