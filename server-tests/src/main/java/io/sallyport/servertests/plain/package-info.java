/** An application that has nothing of the library: what a server keeps of it, it keeps of any. */
package io.sallyport.servertests.plain;
