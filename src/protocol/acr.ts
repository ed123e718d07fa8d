/** How users authenticate, as `acr` says it (OpenID Connect Core 2). Never a value that wasn't met. */

/** A password was checked. */
export const PASSWORD = "urn:candor:acr:password";

/** The values that a sign-in can meet, for the metadata. */
export const ACR_VALUES: readonly string[] = [PASSWORD];
