/** How users authenticate, as `acr` says it (OpenID Connect Core 2). Never a value that wasn't met. */

/** A password was checked. */
export const PASSWORD = "urn:candor:acr:password";

/** The values that a sign-in can meet, for the metadata. */
export const ACR_VALUES: readonly string[] = [PASSWORD];

/** When and how the user signed in, for APIs that may want more (RFC 9068 2.2.1, RFC 9470 6). `authTime` in milliseconds. */
export const saidOfSignIn = (authTime: number | undefined): Readonly<Record<string, unknown>> =>
  authTime === undefined ? {} : { auth_time: Math.floor(authTime / 1000), acr: PASSWORD };
