/** Checks the words of documents, messages and comments. */
package io.sallyport.language;
