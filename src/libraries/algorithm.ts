/** How a library learns which algorithm signs the tokens that it checks. */
import { type Setting, setting } from "./define.ts";
import { AT } from "./sources.ts";

export const algorithm: readonly Setting[] = [
  setting(
    "express-oauth2-jwt-bearer",
    "js",
    'auth({ issuerBaseURL, audience, tokenSigningAlg: "ES256" })',
    AT["express-oauth2-jwt-bearer"],
  ),
  setting(
    "express-openid-connect",
    "js",
    'idTokenSigningAlg: "ES256"',
    AT["express-openid-connect"],
    "For ID tokens. The default is RS256.",
  ),
  setting(
    "mozilla-django-oidc",
    "python",
    'OIDC_RP_SIGN_ALGO = "RS256"',
    AT["mozilla-django-oidc"],
    "For ID tokens. The default is HS256.",
  ),
  setting(
    "openid-client",
    "js",
    'id_token_signed_response_alg: "ES256"',
    AT["openid-client"],
    "For ID tokens. The default of version 5 is RS256.",
  ),
  setting("PyJWT", "python", 'jwt.decode(token, key, algorithms=["ES256"], audience=audience)', AT.PyJWT),
  setting(
    "Spring Security",
    "yaml",
    "spring.security.oauth2.resourceserver.jwt.jws-algorithms: ES256",
    AT["Spring resource server"],
    "Without it, a resource server accepts only RS256.",
  ),
];
