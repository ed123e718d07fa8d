/**
 * The endpoints, each with one line: routes, wrong methods, CORS, metadata and documentation follow from this list. A path below another
 * one, such as that of one refusal, belongs to it.
 */
import { clientAttestation, openid, rfc, type Section } from "../specs.ts";
import type { Occasion } from "./occasion.ts";
import { ADMIN_PATH } from "./scope/catalogue.ts";

export interface Endpoint {
  /** Below the issuer. */
  readonly path: string;
  readonly methods: readonly ("GET" | "POST" | "PUT" | "PATCH" | "DELETE")[];
  /** `json`: programs of any origin may call it, and it reads no cookie. `html`: users and browsers. `problem`: programs, but no pages of other origins. */
  readonly speaks: "json" | "html" | "problem";
  /** How its requests are decided; none if it only publishes something. */
  readonly decision?: Occasion["decision"];
  /** The member of the metadata that names it (RFC 8414 2, OpenID Connect Discovery 3). */
  readonly metadata?: string;
  readonly cites?: Section;
  /** Whether a host that Candor shares the root with has its own. */
  readonly ofHost?: true;
}

const BOTH = ["GET", "POST"] as const;
const GET = ["GET"] as const;
const POST = ["POST"] as const;

export const ENDPOINTS = {
  authorization: {
    path: "/authorize",
    methods: BOTH,
    speaks: "html",
    decision: "authorization",
    metadata: "authorization_endpoint",
    cites: rfc(6749, "3.1"),
  },
  token: {
    path: "/token",
    methods: POST,
    speaks: "json",
    decision: "token",
    metadata: "token_endpoint",
    cites: rfc(6749, "3.2"),
  },
  pushed: {
    path: "/par",
    methods: POST,
    speaks: "json",
    decision: "pushed",
    metadata: "pushed_authorization_request_endpoint",
    cites: rfc(9126, "2"),
  },
  deviceAuthorization: {
    path: "/device_authorization",
    methods: POST,
    speaks: "json",
    decision: "device-authorization",
    metadata: "device_authorization_endpoint",
    cites: rfc(8628, "3.1"),
  },
  device: { path: "/device", methods: BOTH, speaks: "html", decision: "device", cites: rfc(8628, "3.3") },
  backchannel: {
    path: "/bc-authorize",
    methods: POST,
    speaks: "json",
    decision: "backchannel",
    metadata: "backchannel_authentication_endpoint",
    cites: openid("ciba", "7"),
  },
  approve: { path: "/approve", methods: BOTH, speaks: "html", decision: "approval", cites: openid("ciba", "8") },
  revocation: {
    path: "/revoke",
    methods: POST,
    speaks: "json",
    decision: "revocation",
    metadata: "revocation_endpoint",
    cites: rfc(7009, "2"),
  },
  introspection: {
    path: "/introspect",
    methods: POST,
    speaks: "json",
    decision: "introspection",
    metadata: "introspection_endpoint",
    cites: rfc(7662, "2"),
  },
  userinfo: {
    path: "/userinfo",
    methods: BOTH,
    speaks: "json",
    decision: "bearer",
    metadata: "userinfo_endpoint",
    cites: openid("core", "5.3"),
  },
  grants: {
    path: "/grants",
    methods: ["GET", "DELETE"],
    speaks: "json",
    decision: "bearer",
    metadata: "grant_management_endpoint",
    cites: openid("grantManagement", "6"),
  },
  registration: {
    path: "/register",
    methods: POST,
    speaks: "json",
    decision: "registration",
    metadata: "registration_endpoint",
    cites: rfc(7591, "3"),
  },
  challenge: {
    path: "/challenge",
    methods: POST,
    speaks: "json",
    metadata: "challenge_endpoint",
    cites: clientAttestation("6.1"),
  },
  jwks: { path: "/jwks", methods: GET, speaks: "json", metadata: "jwks_uri" },
  signIn: { path: "/sign-in", methods: BOTH, speaks: "html", decision: "sign-in" },
  consent: { path: "/consent", methods: POST, speaks: "html", decision: "consent" },
  signOut: {
    path: "/sign-out",
    methods: BOTH,
    speaks: "html",
    decision: "sign-out",
    metadata: "end_session_endpoint",
    cites: openid("logout", "2"),
  },
  checkSession: {
    path: "/check-session",
    methods: GET,
    speaks: "html",
    metadata: "check_session_iframe",
    cites: openid("sessions", "3.3"),
  },
  errors: { path: "/errors", methods: GET, speaks: "html", metadata: "service_documentation" },
  refusals: { path: "/refusals", methods: BOTH, speaks: "json", decision: "refusals" },
  scopes: { path: "/scopes", methods: GET, speaks: "html" },
  scopesJson: { path: "/scopes.json", methods: GET, speaks: "json" },
  admin: { path: ADMIN_PATH, methods: GET, speaks: "problem", decision: "admin" },
  console: { path: "/console", methods: BOTH, speaks: "html", decision: "admin" },
  consoleScript: { path: "/assets/console.js", methods: GET, speaks: "html" },
  consoleStylesheet: { path: "/assets/console.css", methods: GET, speaks: "html" },
  explain: { path: "/explain", methods: GET, speaks: "html" },
  explainScript: { path: "/assets/explain.js", methods: GET, speaks: "html" },
  explainData: { path: "/assets/explain-data.js", methods: GET, speaks: "html" },
  copyScript: { path: "/assets/copy.js", methods: GET, speaks: "html" },
  health: { path: "/healthz", methods: GET, speaks: "json", ofHost: true },
  ready: { path: "/readyz", methods: GET, speaks: "json", ofHost: true },
  join: { path: "/join", methods: BOTH, speaks: "html", decision: "invitation" },
  invitation: { path: "/welcome/operator", methods: BOTH, speaks: "html", decision: "invitation" },
  stylesheet: { path: "/assets/candor.css", methods: GET, speaks: "html" },
  logos: { path: "/logos", methods: GET, speaks: "html" },
  colors: { path: "/assets/colors", methods: GET, speaks: "html" },
  sitemap: { path: "/sitemap.xml", methods: GET, speaks: "html", ofHost: true },
} as const satisfies Readonly<Record<string, Endpoint>>;

export type EndpointName = keyof typeof ENDPOINTS;

/** The endpoints by their names, of which nothing more is known. */
export const ALL_ENDPOINTS: Readonly<Record<EndpointName, Endpoint>> = ENDPOINTS;

/** The path of each endpoint, below the issuer. */
export const PATHS = Object.fromEntries(Object.entries(ENDPOINTS).map(([name, { path }]) => [name, path])) as {
  readonly [Name in EndpointName]: (typeof ENDPOINTS)[Name]["path"];
};
