package io.sallyport.servertests.ee;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** All JAX-RS resources that the server finds. */
@ApplicationPath("/rest")
public class RestApplication extends Application {}
