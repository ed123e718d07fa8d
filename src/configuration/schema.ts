/** Everything that an operator can set, with its meaning and default. The reference in docs/ is generated from this file. */
import { z } from "zod";
import { PROFILE_NAMES, SERVER_PROFILE } from "../protocol/profiles/index.ts";
import { authorizationDetailsTypes, severalAudiences } from "./authorization-details.ts";
import { branding } from "./branding.ts";
import { client } from "./client.ts";
import { clientDocuments } from "./client-documents.ts";
import { dpop } from "./dpop.ts";
import { hooks } from "./hooks.ts";
import { additionalKeys, keyRotation } from "./key-rotation.ts";
import { mutualTls } from "./mutual-tls.ts";
import { notices } from "./notices.ts";
import { registration } from "./registration.ts";
import { responseTypes } from "./response-types.ts";
import { api, publicScopes, scope } from "./scopes.ts";
import { DAY, seconds } from "./seconds.ts";
import { selfService } from "./self-service.ts";
import { signUp } from "./sign-up.ts";
import { clientAttestation, trustedIssuers } from "./trusted-issuers.ts";
import { users } from "./users.ts";
import { accessLog, auditLog, metrics, openTelemetry } from "./watching.ts";

/** The form of one API, one scope and one client. A registry has the same. */
export const FORMS = { api, scope, client } as const;

export const schema = z.strictObject({
  issuer: z
    .string()
    .meta({ expected: "a URL, such as https://id.example.com" })
    .describe("URL of the server, as browsers and clients use it. It must be https, except on localhost."),
  host: z
    .string()
    .default("127.0.0.1")
    .describe("IP address or host name to listen on. `0.0.0.0` accepts connections on every network interface."),
  port: z.number().int().min(0).max(65_535).default(9400).describe("Port to listen on. 0 lets the system choose."),
  data: z
    .string()
    .min(1)
    .default("./data")
    .describe("Directory of the database. A relative path starts in the folder of the configuration file."),
  tls: z
    .strictObject({ cert: z.string(), key: z.string() })
    .optional()
    .describe(
      "Lets the server itself use https: PEM files with a certificate chain and its private key. Relative paths start in the folder of the configuration file.",
    ),
  trustedProxy: z
    .array(z.string())
    .default([])
    .describe("IP addresses or networks of proxies whose X-Forwarded-For and X-Forwarded-Proto are trusted."),
  outbound: z
    .strictObject({
      privateNetworks: z
        .array(z.string())
        .default([])
        .describe(
          "IP addresses or networks that URLs of clients, such as `jwksUri`, may point to although they aren't public. These may be http URLs. Everything else in private networks is refused.",
        ),
    })
    .prefault({})
    .describe("What the server requests from URLs that clients name."),
  connections: z
    .strictObject({
      total: z
        .number()
        .int()
        .min(1)
        .default(10_000)
        .describe(
          "Maximum number of connections, or fewer if the process isn't allowed to open that many files. At the limit, a new connection replaces the one that has been idle longest.",
        ),
      perNetwork: z
        .number()
        .int()
        .min(1)
        .default(256)
        .describe(
          "Maximum number of connections from one network (an IPv4 address or an IPv6 /56 network). Proxies in trustedProxy and loopback addresses are exempt.",
        ),
      responseTimeout: seconds(3_600)
        .default(60)
        .describe("How long a client may take to read a response before its connection is closed, in seconds."),
    })
    .prefault({})
    .describe("How many connections clients may open, and how long they may take to read."),
  shutdownDelay: z
    .number()
    .int()
    .min(0)
    .max(300)
    .optional()
    .describe(
      "How long the server continues to serve after SIGTERM, in seconds, while /readyz returns 503 so that load balancers notice. The default is 5, or 0 for an http issuer.",
    ),
  logLevel: z
    .enum(["silent", "error", "warn", "info", "debug"])
    .default("info")
    .describe(
      "What is logged. Each level adds to the one before: server faults (`error`), configuration warnings (`warn`), every decision (`info`), every request (`debug`).",
    ),
  logFormat: z
    .enum(["auto", "pretty", "json"])
    .default("auto")
    .describe(
      "Format of the log on standard output. `auto` is `pretty` on a terminal and otherwise `json`, with one object per line.",
    ),
  metrics,
  openTelemetry,
  accessLog,
  auditLog,
  journal: z
    .strictObject({
      days: z.number().int().min(1).max(366).default(14).describe("How long refusals are kept, in days."),
      megabytes: z
        .number()
        .int()
        .min(1)
        .max(100_000)
        .default(64)
        .describe("How much space refusals may use, in megabytes. The oldest are deleted first."),
      perMinute: z
        .number()
        .int()
        .min(1)
        .default(20)
        .describe(
          "How many refusals per minute are kept for one reason, client and IP address. The rest are only counted.",
        ),
    })
    .prefault({})
    .describe("How many refusals are kept, so that they can be explained later."),
  notices,
  apis: z.array(api).default([]).describe("APIs that access tokens are for."),
  scopes: z.array(scope).default([]).describe("Scopes, in addition to those of OpenID Connect."),
  authorizationDetailsTypes,
  severalAudiences,
  clients: z.array(client).default([]).describe("Registered apps."),
  codeLifetime: seconds(SERVER_PROFILE.longestCodeLifetime)
    .default(60)
    .describe("Lifetime of an authorization code, in seconds. At most 600."),
  responseTypes,
  profile: z
    .enum(PROFILE_NAMES)
    .optional()
    .describe(
      "The bounds that apply to clients that name no profile: `oauth21` (the default), or FAPI 2.0 as `fapi2-security` or `fapi2-message-signing`.",
    ),
  requirePushedRequests: z
    .boolean()
    .default(false)
    .describe("Whether all authorization requests must be pushed to `/par` (RFC 9126)."),
  pushedRequestLifetime: seconds(600)
    .default(60)
    .describe("How long the request_uri of a pushed request waits for the user to come with it, in seconds."),
  deviceCodeLifetime: seconds(1_800)
    .default(600)
    .describe("How long a device waits for its user to enter the code, in seconds (RFC 8628). At most 1800."),
  backchannelLifetime: seconds(1_800)
    .default(300)
    .describe(
      "How long an app waits that asks a user at `/bc-authorize`, in seconds, unless it asks for less (CIBA). At most 1800.",
    ),
  refreshGrace: z
    .number()
    .int()
    .min(0)
    .max(SERVER_PROFILE.longestRefreshGrace)
    .default(10)
    .describe(
      "How long a replaced refresh token may be used again, so that two refreshes at the same time both work, in seconds. 0 turns it off.",
    ),
  refreshIdleLifetime: seconds(10 * 366 * DAY)
    .default(14 * DAY)
    .describe("How long a refresh token may stay unused, in seconds."),
  refreshLifetime: seconds(10 * 366 * DAY)
    .default(90 * DAY)
    .describe("How long refresh tokens of one sign-in last in total, in seconds."),
  idTokenLifetime: seconds(DAY).default(3600).describe("Lifetime of an ID token, in seconds."),
  accessTokenLifetime: seconds(DAY)
    .default(600)
    .describe("Lifetime of access tokens that aren't for an API, in seconds."),
  sessionLifetime: seconds(90 * DAY)
    .default(DAY)
    .describe("How long a user stays signed in, in seconds."),
  sessionCookie: z
    .enum(["lifetime", "browser"])
    .default("lifetime")
    .describe(
      "How long a browser keeps the session's cookie: `lifetime`, as long as the session, or `browser`, until the browser is closed, for shared computers. Browsers that reopen the last session may keep it longer, but never beyond sessionLifetime.",
    ),
  sessionManagement: z
    .boolean()
    .default(false)
    .describe(
      "Whether apps in the browser can watch whether their user is still signed in, by a frame of this server (OpenID Connect Session Management 1.0). Browsers that block cookies of other sites make it report a change each time.",
    ),
  signUp,
  grantManagement: z
    .enum(["off", "allowed", "required"])
    .default("off")
    .describe(
      "Whether confidential clients may name a grant, add to it, replace it, look it up and end it, by a `grant_id`. `required`: each of their authorization requests must say what becomes of a grant.",
    ),
  keyRotation,
  additionalKeys,
  dpop,
  mutualTls,
  clientAttestation,
  trustedIssuers,
  hooks,
  unknownScopes: z
    .enum(["refuse", "ignore"])
    .default("refuse")
    .describe("What happens to unknown scopes. OpenID Connect ignores them."),
  publicScopes,
  branding,
  selfService,
  registration,
  clientDocuments,
  users,
});

/** A configuration as it is written. */
export type Config = z.input<typeof schema>;
/** A configuration with its defaults. */
export type Configuration = z.output<typeof schema> & {
  /** Names of the settings that are said, and not by default; none if nobody has looked (`run-time.ts`). */
  readonly written?: readonly string[];
};

/** Types a configuration file: `export default defineConfig({ … })`. */
export function defineConfig(config: Config): Config {
  return config;
}
