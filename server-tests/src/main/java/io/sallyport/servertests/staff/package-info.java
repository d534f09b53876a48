/** An application that brings its people in a Jakarta Security identity store. */
package io.sallyport.servertests.staff;
