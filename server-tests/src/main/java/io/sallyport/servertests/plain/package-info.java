/** An application without the library. What a server keeps of it, it keeps of every application. */
package io.sallyport.servertests.plain;
