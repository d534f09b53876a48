/** The test application for all servers. It uses the Servlet API and nothing of the library. */
package io.sallyport.servertests.app;
