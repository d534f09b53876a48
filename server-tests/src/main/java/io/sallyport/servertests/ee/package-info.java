/** What only a Jakarta EE server runs: JAX-RS, EJB, SecurityContext. Left out elsewhere. */
package io.sallyport.servertests.ee;
