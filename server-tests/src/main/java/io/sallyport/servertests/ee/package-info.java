/** JAX-RS, EJB and SecurityContext: deployed only on Jakarta EE servers. */
package io.sallyport.servertests.ee;
