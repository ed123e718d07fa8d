/** What can be set for a client. */
import { z } from "zod";
import { ID_TOKEN_ALGS } from "../protocol/client.ts";
import { ASSERTION_ALGS } from "../protocol/client-authentication/assertion.ts";
import { METHOD_NAMES } from "../protocol/client-authentication/index.ts";
import { METHODS } from "../protocol/client-authentication/list.ts";
import { DECRYPTION_ALGS, ENCRYPTION_ENCS } from "../protocol/encryption.ts";
import { GRANT_TYPES } from "../protocol/grants/index.ts";
import { PROFILE_NAMES, SERVER_PROFILE } from "../protocol/profiles/index.ts";
import { clientDetails } from "./authorization-details.ts";
import { clientBranding } from "./branding.ts";
import { clientCiba } from "./ciba.ts";
import { clientClaims } from "./claims.ts";
import { clientLogout } from "./logout.ts";
import { clientOpenid } from "./openid.ts";
import { clientResponseTypes } from "./response-types.ts";
import { DAY, seconds } from "./seconds.ts";

const secret = z.strictObject({
  value: z.string().min(8).optional().describe("The secret itself. Use `env` instead, so that it isn't in the file."),
  env: z.string().optional().describe("Name of the environment variable that holds the secret."),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .meta({ expected: "64 hexadecimal digits in lower case" })
    .optional()
    .describe("SHA-256 of the secret, in hexadecimal."),
  hash: z
    .string()
    .optional()
    .describe(
      "Hash of the secret that another server has made, for one that moves in: bcrypt, or PBKDF2, scrypt or argon2 as a PHC string, or `$sha512$` and base64. Of an application in the database, it is replaced by a SHA-256 when the secret is first used.",
    ),
  expiresAt: z.iso.datetime({ offset: true }).optional().describe("When the secret stops being valid."),
});

/** The name of a certificate. */
const name = (what: string) => z.string().min(1).max(1000).optional().describe(what);

export const client = z.strictObject({
  id: z
    .string()
    .regex(/^[\x21-\x7E]{1,200}$/)
    .meta({ expected: "1 to 200 printable ASCII characters without spaces" })
    .describe("client_id."),
  name: z.string().min(1).optional().describe("Name on the sign-in and consent pages. The default is the id."),
  applicationType: z
    .enum(["web", "native"])
    .default("web")
    .describe(
      "`native` for applications that run on the user's machine: they may use any port on 127.0.0.1, [::1] and (see `anyLocalhostPort`) localhost, and private-use schemes.",
    ),
  anyLocalhostPort: z
    .boolean()
    .default(true)
    .describe(
      "Lets a native application with a redirect URI such as `http://localhost/callback` use any port, as on 127.0.0.1 (RFC 9700, section 2.1). With `false`, only the registered port is accepted.",
    ),
  allowedSchemes: z
    .array(z.string())
    .default([])
    .describe(
      "Private-use URI schemes without a dot that its redirect URIs may have, such as `cursor` or `vscode`. Any application on the device can claim such a scheme and receive the codes, so each is allowed by name; reversed domain names need no permission.",
    ),
  owner: z
    .string()
    .optional()
    .describe(
      "User name of the app's owner, who may see its refusals and, if it is registered at run time, change it.",
    ),
  team: z.string().optional().describe("Name of a team whose members may do the same."),
  disabled: z.boolean().default(false).describe("Refuses every request of this client."),
  profile: z
    .enum(PROFILE_NAMES)
    .optional()
    .describe(
      "The bounds that apply to it: `oauth21`, `fapi2-security` or `fapi2-message-signing`. Replaces the server's profile.",
    ),
  authMethods: z
    .array(z.enum(METHOD_NAMES))
    .min(1)
    .default(["client_secret_basic", "client_secret_post"])
    .describe(`How it may authenticate. ${METHODS.map(({ name, sends }) => `\`${name}\`: ${sends}`).join(" ")}`),
  secrets: z
    .array(secret)
    .default([])
    .describe("Its secrets. Several may be valid at the same time, so that you can replace one without a gap."),
  grantTypes: z
    .array(z.enum(GRANT_TYPES))
    .default(["authorization_code"])
    .describe(
      "Grant types that it may use. With `refresh_token`, it gets a refresh token if it requests `offline_access`, which it then may even if `scopes` lacks it.",
    ),
  responseTypes: clientResponseTypes,
  redirectUris: z
    .array(z.string())
    .default([])
    .describe("URLs that users can be sent back to. Compared character by character."),
  postLogoutRedirectUris: z
    .array(z.string())
    .default([])
    .describe("URLs that users can be sent back to after signing out."),
  ...clientLogout,
  ...clientCiba,
  scopes: z.array(z.string()).default([]).describe("Scopes that it may request."),
  defaultScopes: z
    .array(z.string())
    .default([])
    .describe("Granted if a request has no `scope`. If empty, such a request is refused."),
  pkceRequired: z.boolean().default(true).describe("Whether it must use PKCE. Public clients always must."),
  ...clientDetails,
  ...clientOpenid,
  refreshWithoutOfflineAccess: z
    .boolean()
    .default(false)
    .describe("Issues refresh tokens even if `offline_access` was not granted."),
  firstParty: z.boolean().default(false).describe("Skips the consent page: for your own apps."),
  idTokenClaims: z
    .union([z.boolean(), z.array(z.string())])
    .default(["groups", "roles"])
    .describe(
      "Claims that ID tokens contain, in addition to userinfo, if the granted scopes release them. `true` includes all of them, for libraries that don't call userinfo.",
    ),
  issOnErrors: z
    .boolean()
    .default(true)
    .describe(
      "Sends `iss` in error responses too (RFC 9207). `false` for mod_auth_openidc, which mistakes such a response for the start of a sign-in.",
    ),
  authorizationSignedResponseAlg: z
    .enum(ID_TOKEN_ALGS)
    .optional()
    .describe(
      "Algorithm that signs authorization responses if it asks for JWTs (`response_mode=jwt`). The default is RS256.",
    ),
  requirePushedRequests: z
    .boolean()
    .optional()
    .describe("Whether its authorization requests must be pushed to `/par` (RFC 9126)."),
  requireSignedRequestObject: z
    .boolean()
    .optional()
    .describe("Whether its authorization requests must be within request objects that it has signed (RFC 9101)."),
  requestObjectSigningAlg: z
    .enum(["none", ...ASSERTION_ALGS])
    .optional()
    .describe(
      "Algorithm of its request objects. Without it, any that fits its keys. HS256 is for clients of the configuration file, whose secrets are known. `none` also accepts unsigned ones, whose parameters anybody may have written.",
    ),
  requestObjectEncryptionAlg: z
    .enum(DECRYPTION_ALGS as [string, ...string[]])
    .optional()
    .describe(
      "Algorithm with which its request objects must be encrypted to the server's key (`additionalKeys`). Without it, they may be.",
    ),
  requestObjectEncryptionEnc: z
    .enum(ENCRYPTION_ENCS as [string, ...string[]])
    .optional()
    .describe("Algorithm for the content of its encrypted request objects. The default is A128CBC-HS256."),
  requestUris: z
    .array(z.string())
    .optional()
    .describe(
      "https URLs at which it keeps request objects, to be named by `request_uri`. They are requested with each authorization request. A fragment is the SHA-256 of the object.",
    ),
  codeLifetime: seconds(SERVER_PROFILE.longestCodeLifetime)
    .optional()
    .describe("Replaces the server's codeLifetime, in seconds."),
  accessTokenLifetime: seconds(DAY)
    .optional()
    .describe("Lifetime of its access tokens, in seconds. Replaces the API's and the server's."),
  refreshLifetime: seconds(10 * 366 * DAY)
    .optional()
    .describe("Replaces the server's refreshLifetime, in seconds."),
  refreshIdleLifetime: seconds(10 * 366 * DAY)
    .optional()
    .describe("Replaces the server's refreshIdleLifetime, in seconds."),
  idTokenLifetime: seconds(DAY).optional().describe("Replaces the server's idTokenLifetime, in seconds."),
  jwks: z
    .strictObject({ keys: z.array(z.record(z.string(), z.unknown())).min(1).max(50) })
    .optional()
    .describe("Its public keys, as a JWK set, for the JWTs that it signs and for what is encrypted to it."),
  jwksUri: z
    .string()
    .optional()
    .describe(
      "URL where it publishes its public keys, in place of `jwks`. New keys are then found without a change here.",
    ),
  authSigningAlg: z
    .enum(ASSERTION_ALGS as [string, ...string[]])
    .optional()
    .describe(
      "The only algorithm with which it may sign what it authenticates with. The default is any that is supported.",
    ),
  dpopBoundAccessTokens: z
    .boolean()
    .optional()
    .describe(
      "Whether its token requests must have a DPoP proof, so that all its access tokens are bound to a key (RFC 9449, section 5.2).",
    ),
  tokenExchange: z
    .strictObject({
      subjects: z
        .array(z.string())
        .default([])
        .describe("Ids of the clients whose tokens it may exchange, in addition to its own."),
      adds: z
        .array(z.string())
        .default([])
        .describe(
          "Scopes of its `scopes` that it may ask for although the token that it exchanges doesn't have them, such as those of the next API.",
        ),
      delegation: z
        .enum(["allowed", "required", "never"])
        .default("allowed")
        .describe("Whether it may, must or must not send an actor_token, which says who acts for the subject."),
      identityAssertions: z
        .array(
          z.strictObject({
            audience: z.string().min(1).describe("Issuer of the other server."),
            clientId: z.string().min(1).describe("The client_id that it has there."),
            scopes: z.array(z.string()).min(1).describe("Scopes of that server that an assertion may name."),
          }),
        )
        .optional()
        .describe(
          "Other servers for which it gets identity assertions of its users (ID-JAG), with which it then asks for tokens there.",
        ),
    })
    .optional()
    .describe("What it may do with token exchange (RFC 8693), if its `grantTypes` have it."),
  tlsClientCertificateBoundAccessTokens: z
    .boolean()
    .optional()
    .describe(
      "Whether its token requests must come over a connection with a certificate, to which its tokens are then bound (RFC 8705, section 3.4).",
    ),
  tlsClientAuthSubjectDn: name(
    "Subject of the certificate by which it authenticates, as RFC 4514 writes it: `CN=client,O=Example,C=NL`.",
  ),
  tlsClientAuthSanDns: name("In place of the subject: a DNS name among the certificate's alternative names."),
  tlsClientAuthSanUri: name("In place of the subject: a URI among the certificate's alternative names."),
  tlsClientAuthSanIp: name("In place of the subject: an IP address among the certificate's alternative names."),
  tlsClientAuthSanEmail: name("In place of the subject: an e-mail address among the certificate's alternative names."),
  attester: name(
    "For `attest_jwt_client_auth`: what the attestations of its instances have as `iss`. Without it, `iss` isn't looked at.",
  ),
  attesterJwks: z
    .strictObject({ keys: z.array(z.record(z.string(), z.unknown())).min(1).max(50) })
    .optional()
    .describe(
      "The public keys of whoever attests its instances, as a JWK set. Those in `clientAttestation.attesters` that list it count too.",
    ),
  attesterJwksUri: z
    .string()
    .optional()
    .describe("URL where whoever attests its instances publishes the keys, in place of `attesterJwks`."),
  defaultMaxAge: z
    .number()
    .int()
    .min(0)
    .optional()
    .describe("How long ago a user may have signed in if a request has no `max_age`, in seconds."),
  introspects: z
    .array(z.string())
    .default([])
    .describe("Resource identifiers of the APIs whose access tokens it may introspect."),
  ...clientBranding,
  claims: clientClaims,
});
