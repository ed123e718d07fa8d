/** Everything that an operator can set, with what it means and its default. The reference in docs/ is generated from here. */
import { z } from "zod";
import { keyRotation } from "./key-rotation.ts";

const seconds = (most: number) => z.number().int().min(1).max(most);
const DAY = 86_400;

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Why an issuer cannot be one; `undefined` where it is fine (RFC 8414 2: https, no query, no fragment). */
export function issuerFault(issuer: string): string | undefined {
  if (!URL.canParse(issuer)) return "an absolute URL such as https://id.example.com";
  const { protocol, hostname, username, password, search, hash, pathname, href } = new URL(issuer);
  if (username !== "" || password !== "") return "a URL without user name and password";
  if (search !== "" || hash !== "" || issuer.includes("?") || issuer.includes("#"))
    return "a URL without query and fragment";
  if (issuer.endsWith("/") || (href !== issuer && href !== `${issuer}/`)) {
    return `its normal form without a slash at the end: ${href.replace(/\/$/, "")}`;
  }
  if (/[:*()%]/.test(pathname)) return "a path without the characters : * ( ) %";
  if (protocol === "https:" || (protocol === "http:" && LOOPBACK.has(hostname))) return undefined;
  return "https, since codes and tokens travel to it (transport/insecure); http is taken on loopback addresses only";
}

const secret = z.strictObject({
  value: z.string().min(8).optional().describe("The secret itself; better kept out of the file."),
  env: z.string().optional().describe("Name of the environment variable that holds the secret."),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .meta({ expected: "64 hexadecimal digits in lower case" })
    .optional()
    .describe("SHA-256 of the secret, in hexadecimal."),
  expiresAt: z.iso.datetime({ offset: true }).optional().describe("When the secret ends, e.g. 2027-01-31T00:00:00Z."),
});

const api = z.strictObject({
  resource: z.url().describe("Resource identifier: the audience of its access tokens."),
  name: z.string().min(1).describe("Name shown to people."),
  tokens: z
    .enum(["jwt", "opaque"])
    .default("jwt")
    .describe("Kind of its access tokens: JWT (RFC 9068), or opaque ones that the API introspects."),
  alg: z.enum(["ES256", "EdDSA", "RS256"]).default("ES256").describe("Algorithm that signs its JWT access tokens."),
  typ: z
    .enum(["at+jwt", "JWT"])
    .default("at+jwt")
    .describe(
      "Type in the header of its JWT access tokens. `JWT` for libraries that refuse `at+jwt`: the API must then tell ID tokens apart by their audience.",
    ),
  lifetime: seconds(DAY).default(600).describe("Lifetime of its access tokens, in seconds."),
});

const scope = z.strictObject({
  name: z
    .string()
    .regex(/^[\x21\x23-\x5B\x5D-\x7E]+$/)
    .meta({ expected: "printable ASCII without space, double quote and backslash" })
    .describe("Name, case-sensitive."),
  description: z.string().min(1).describe("What it allows, in words for the consent page: `Read your profile`."),
  api: z.string().optional().describe("Resource identifier of the API that it belongs to."),
  sensitive: z.boolean().default(false).describe("Marked on the consent page."),
  deprecated: z
    .strictObject({ since: z.iso.date(), sunset: z.iso.date().optional(), replacement: z.string().optional() })
    .optional()
    .describe("Still granted, and announced as going: since when, until when, what replaces it."),
  removed: z
    .strictObject({ replacement: z.string().optional() })
    .optional()
    .describe("Not granted any more; refusals name the replacement."),
});

const client = z.strictObject({
  id: z
    .string()
    .regex(/^[\x21-\x7E]{1,200}$/)
    .meta({ expected: "1 to 200 printable ASCII characters without spaces" })
    .describe("client_id."),
  name: z.string().min(1).optional().describe("Name shown to people; the id where there is none."),
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
      "A native application with a redirect URI such as `http://localhost/callback` may use any port, as on 127.0.0.1 (RFC 9700, section 2.1). `false`: only the port that is registered.",
    ),
  allowedSchemes: z
    .array(z.string())
    .default([])
    .describe(
      "Private-use URI schemes without a dot that its redirect URIs may have, such as `cursor` or `vscode`. Any application on the device can claim such a scheme and receive the codes, so each is allowed by name; reversed domain names need no permission.",
    ),
  owner: z.string().optional().describe("User name of the person who owns the application."),
  disabled: z.boolean().default(false).describe("Refuses everything for this client."),
  authMethods: z
    .array(z.enum(["none", "client_secret_basic", "client_secret_post"]))
    .min(1)
    .default(["client_secret_basic", "client_secret_post"])
    .describe(
      "How it may send its secret: in the Authorization header, in the body, or either; `none` makes it a public client.",
    ),
  secrets: z.array(secret).default([]).describe("Its secrets; several may be valid at once."),
  grantTypes: z
    .array(z.enum(["authorization_code", "refresh_token", "client_credentials"]))
    .default(["authorization_code"])
    .describe("Grants it may use."),
  redirectUris: z.array(z.string()).default([]).describe("Compared character by character."),
  postLogoutRedirectUris: z.array(z.string()).default([]).describe("Where it may send people after sign-out."),
  scopes: z.array(z.string()).default([]).describe("Scopes that are ticked for it."),
  defaultScopes: z
    .array(z.string())
    .default([])
    .describe("Granted where a request has no scope; none: such a request is refused."),
  pkceRequired: z.boolean().default(true).describe("PKCE; public clients must use it whatever this says."),
  idTokenAlg: z.enum(["RS256", "ES256"]).default("RS256").describe("Algorithm that signs its ID tokens."),
  refreshWithoutOfflineAccess: z
    .boolean()
    .default(false)
    .describe("Gives refresh tokens also where offline_access was not granted."),
  firstParty: z
    .boolean()
    .default(false)
    .describe("People are not asked for consent: an application of the house itself."),
  idTokenClaims: z
    .union([z.boolean(), z.array(z.string())])
    .default(["groups", "roles"])
    .describe(
      "Claims of its users that its ID tokens carry as well as userinfo, as far as the granted scopes release them. `true`: all of them, for libraries that do not ask userinfo.",
    ),
  issOnErrors: z
    .boolean()
    .default(true)
    .describe(
      "Sends `iss` on error responses too (RFC 9207). `false` for mod_auth_openidc, which takes such a response for the start of a sign-in.",
    ),
  codeLifetime: seconds(600).optional().describe("In place of the server's own codeLifetime, in seconds."),
  accessTokenLifetime: seconds(DAY)
    .optional()
    .describe("Lifetime of its access tokens, in place of the API's and the server's own, in seconds."),
  refreshLifetime: seconds(10 * 366 * DAY)
    .optional()
    .describe("In place of the server's own refreshLifetime, in seconds."),
  refreshIdleLifetime: seconds(10 * 366 * DAY)
    .optional()
    .describe("In place of the server's own refreshIdleLifetime, in seconds."),
  idTokenLifetime: seconds(DAY).optional().describe("In place of the server's own idTokenLifetime, in seconds."),
  introspects: z
    .array(z.string())
    .default([])
    .describe("Resource identifiers as whose API it may introspect access tokens."),
});

export const schema = z.strictObject({
  issuer: z
    .string()
    .meta({ expected: "a URL, such as https://id.example.com" })
    .describe("URL of the server as the world sees it; https unless loopback."),
  host: z.string().default("127.0.0.1").describe("Address to listen on."),
  port: z.number().int().min(0).max(65_535).default(9400).describe("Port to listen on; 0 lets the system choose."),
  data: z
    .string()
    .min(1)
    .default("./data")
    .describe("Directory of the SQLite database; a relative one begins in the folder of the configuration file."),
  tls: z
    .strictObject({ cert: z.string(), key: z.string() })
    .optional()
    .describe("Files of a certificate chain and its private key, in PEM; paths as for `data`."),
  trustedProxy: z
    .array(z.string())
    .default([])
    .describe("Addresses or networks of proxies whose X-Forwarded-For and X-Forwarded-Proto are believed."),
  connections: z
    .strictObject({
      total: z
        .number()
        .int()
        .min(1)
        .default(10_000)
        .describe(
          "Most connections at once; fewer where the process may not open so many files. Where they are used up, the one that has been idle longest makes room.",
        ),
      perNetwork: z
        .number()
        .int()
        .min(1)
        .default(256)
        .describe(
          "Most connections at once from one network (an IPv4 address, an IPv6 /56). Proxies in trustedProxy and loopback addresses are exempt.",
        ),
      responseTimeout: seconds(3_600)
        .default(60)
        .describe("How long a client may take to read a response before its connection is closed, in seconds."),
    })
    .prefault({})
    .describe("How many connections clients may open, and what becomes of those that do not read."),
  shutdownDelay: z
    .number()
    .int()
    .min(0)
    .max(300)
    .optional()
    .describe(
      "How long the server serves on after SIGTERM while /readyz says 503, in seconds: so long a load balancer may take to turn elsewhere. Without it 5, and 0 for an http issuer.",
    ),
  logLevel: z
    .enum(["silent", "error", "warn", "info", "debug"])
    .default("info")
    .describe(
      "What is logged: faults of the server (`error`), also warnings about the configuration (`warn`), also every decision (`info`), also every request (`debug`).",
    ),
  logFormat: z
    .enum(["auto", "pretty", "json"])
    .default("auto")
    .describe(
      "How it is logged, on standard output: `auto` is `pretty` on a terminal and otherwise `json`, one object a line.",
    ),
  journal: z
    .strictObject({
      days: z.number().int().min(1).max(366).default(14).describe("How long refusals are kept, in days."),
      megabytes: z
        .number()
        .int()
        .min(1)
        .max(100_000)
        .default(64)
        .describe("How much of them is kept at most, in megabytes; the oldest go first."),
      perMinute: z
        .number()
        .int()
        .min(1)
        .default(20)
        .describe(
          "Refusals for one reason, of one client from one address, that are kept in a minute; more are counted.",
        ),
    })
    .prefault({})
    .describe("What is kept of refusals, so that they can be explained later."),
  apis: z.array(api).default([]).describe("APIs that access tokens are for."),
  scopes: z.array(scope).default([]).describe("Catalogue of scopes, besides those of OpenID Connect."),
  clients: z.array(client).default([]).describe("Registered applications."),
  codeLifetime: seconds(600).default(60).describe("Lifetime of an authorization code, in seconds; never above 600."),
  refreshGrace: z
    .number()
    .int()
    .min(0)
    .max(60)
    .default(10)
    .describe("How long two refreshes at once get the same successor, in seconds; 0 switches it off."),
  refreshIdleLifetime: seconds(10 * 366 * DAY)
    .default(14 * DAY)
    .describe("How long a refresh token may lie unused, in seconds."),
  refreshLifetime: seconds(10 * 366 * DAY)
    .default(90 * DAY)
    .describe("How long a family of refresh tokens lives in all, in seconds."),
  idTokenLifetime: seconds(DAY).default(3600).describe("Lifetime of an ID token, in seconds."),
  accessTokenLifetime: seconds(DAY)
    .default(600)
    .describe("Lifetime of access tokens that belong to no API, in seconds."),
  sessionLifetime: seconds(90 * DAY)
    .default(DAY)
    .describe("How long a person stays signed in, in seconds."),
  sessionCookie: z
    .enum(["lifetime", "browser"])
    .default("lifetime")
    .describe(
      "How long a browser keeps the session's cookie: `lifetime`, as long as the session, or `browser`, until the browser is closed, for shared computers. Browsers that reopen the last session may keep it longer, but never beyond sessionLifetime.",
    ),
  keyRotation,
  unknownScopes: z
    .enum(["refuse", "ignore"])
    .default("refuse")
    .describe("What becomes of scopes that nobody knows: OpenID Connect has them ignored."),
});

/** A configuration as it is written. */
export type Config = z.input<typeof schema>;
/** A configuration with its defaults filled in. */
export type Configuration = z.output<typeof schema>;

/** Types a configuration file: `export default defineConfig({ … })`. */
export function defineConfig(config: Config): Config {
  return config;
}
