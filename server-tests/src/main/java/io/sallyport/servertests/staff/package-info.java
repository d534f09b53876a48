/** An application with its own Jakarta Security identity store. */
package io.sallyport.servertests.staff;
