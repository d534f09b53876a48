/** Programs that start a server in a process of its own. Each ends when its input ends. */
package io.sallyport.servertests.server;
