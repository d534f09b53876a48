/**
 * Translates keycloak.json of Keycloak's removed adapters to settings. Open {@code
 * KeycloakAdapterConfig} first.
 */
@NullMarked
package io.sallyport.internal.keycloak;

import org.jspecify.annotations.NullMarked;
