/** One application for all servers; knows the Servlet API and nothing of the library. */
package io.sallyport.servertests.app;
