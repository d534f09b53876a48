package io.sallyport.servertests.ee;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Whatever resources the server finds. */
@ApplicationPath("/rest")
public class RestApplication extends Application {}
