/** The reference of the endpoints. A test asks a server whether it has each, and which methods it accepts. */
import { ALL_ENDPOINTS, type Endpoint as Declared, type EndpointName } from "../src/protocol/endpoints.ts";
import { citation, openid, rfc, type Section } from "../src/specs.ts";

export interface Endpoint {
  /** Below the issuer, where a test can request it; parameters are written as `{ref}`. */
  readonly path: string;
  readonly methods: Declared["methods"];
  readonly does: string;
  readonly auth: string;
  readonly response: string;
  readonly section?: Section;
}

const CLIENT = "client: Basic, or `client_id` and `client_secret` in the body; public clients send `client_id`";
const CONFIDENTIAL = "client with a secret: Basic, or in the body";
const CATALOGUE = "HTML; may be cached";

/** What is declared of an endpoint. */
function of(name: EndpointName): Pick<Endpoint, "path" | "methods" | "section"> {
  const { path, methods, cites } = ALL_ENDPOINTS[name];
  return { path, methods, ...(cites !== undefined && { section: cites }) };
}

/** What apps and APIs call. */
const PROTOCOL: readonly Endpoint[] = [
  {
    ...of("authorization"),
    does: "Starts a sign-in. The app sends the user's browser here.",
    auth: "none; the user's session",
    response: "a page, or a redirect to the app with `code` or `error`",
  },
  {
    ...of("pushed"),
    does: "Stores the parameters of an authorization request, so that the browser brings only its `request_uri`.",
    auth: CLIENT,
    response: "201 JSON with `request_uri` and `expires_in`; 400 or 401 JSON with `error`",
  },
  {
    ...of("deviceAuthorization"),
    does: "Starts a device authorization: the device shows its user a code, and polls `/token`.",
    auth: CLIENT,
    response: "200 JSON with `device_code`, `user_code`, `verification_uri`; 400 or 401 JSON with `error`",
  },
  {
    ...of("device"),
    does: "Asks the user for the code of a device, and whether it may act for the user.",
    auth: "the user's session",
    response: "a page",
  },
  {
    ...of("backchannel"),
    does: "Has a user asked who isn't in the app's browser (CIBA). The app polls `/token` meanwhile, or is notified.",
    auth: CLIENT,
    response: "200 JSON with `auth_req_id`, `expires_in`, `interval`; 400 or 401 JSON with `error`",
  },
  {
    ...of("approve"),
    does: "Shows the user what apps ask for, and asks for a decision.",
    auth: "the user's session",
    response: "a page",
  },
  {
    ...of("token"),
    does: "Issues tokens for a code, a refresh token, or client credentials.",
    auth: CLIENT,
    response: "200 JSON with `access_token`; 400 or 401 JSON with `error`",
  },
  {
    ...of("userinfo"),
    does: "Returns the claims of the user whose access token is sent.",
    auth: "`Authorization: Bearer` with an access token for `openid`",
    response: "200 JSON; 401 or 403 with `WWW-Authenticate`",
  },
  {
    ...of("grants"),
    does: "Looks up or ends a grant, at `/grants/{grant_id}`. 404 unless `grantManagement` is set.",
    auth: "`Authorization: Bearer` with an access token for `grant_management_query` or `grant_management_revoke`",
    response: "200 JSON, or 204; 401 or 403 with `WWW-Authenticate`; 404 JSON with `error`",
  },
  {
    ...of("introspection"),
    does: "Says whether a token is valid, and for what.",
    auth: CONFIDENTIAL,
    response: "200 JSON with `active`",
  },
  {
    ...of("revocation"),
    does: "Revokes a token and the grant that it belongs to.",
    auth: CLIENT,
    response: "200, also for an unknown token",
  },
  {
    ...of("registration"),
    does: "Registers an app by its own request, if the operator allows it. `/register/{client_id}` reads (GET), replaces (PUT) and removes (DELETE) the registration.",
    auth: "none, or an initial access token; the registration's own token below it",
    response: "201 with JSON",
  },
  {
    ...of("signOut"),
    does: "Signs the user out, and returns to `post_logout_redirect_uri`. Asks first, unless `id_token_hint` proves that the app may.",
    auth: "none; the user's session",
    response: "a page, or a redirect",
  },
  {
    ...of("checkSession"),
    does: "Tells apps in the browser, which load it in a frame, whether the session has changed (if `sessionManagement` is on).",
    auth: "none",
    response: "a page without content; 404 where it is off",
  },
];

/** What clients read about the server. */
const PUBLISHED: readonly Endpoint[] = [
  {
    path: "/.well-known/openid-configuration",
    methods: ["GET"],
    does: "The metadata. For an issuer with a path also at `/.well-known/openid-configuration/PATH`.",
    auth: "none",
    response: "200 JSON; may be cached for 5 minutes",
    section: openid("discovery", "4"),
  },
  {
    path: "/.well-known/oauth-authorization-server",
    methods: ["GET"],
    does: "The same. For an issuer with a path also at `/.well-known/oauth-authorization-server/PATH`.",
    auth: "none",
    response: "200 JSON; may be cached for 5 minutes",
    section: rfc(8414, "3"),
  },
  {
    ...of("challenge"),
    does: "A challenge for the proof of an attested instance (if `clientAttestation.challenges` is on).",
    auth: "none",
    response: "200 JSON with `attestation_challenge`; 404 where it is off",
  },
  {
    ...of("jwks"),
    does: "The public keys that check JWTs. Also at `/.well-known/jwks.json`.",
    auth: "none",
    response: "200 JSON; may be cached for 5 minutes",
  },
];

/** What developers read about scopes, if the operator publishes them. */
const SCOPES: readonly Endpoint[] = [
  {
    ...of("scopes"),
    does: "The scopes and APIs, with description and state. 404 unless `publicScopes` is set.",
    auth: "none",
    response: "a page, or JSON with `Accept: application/json`",
  },
  { ...of("scopesJson"), does: "The same as JSON.", auth: "none", response: "200 JSON, or 404" },
];

const WITH_SCOPE = (scope: string) =>
  `\`Authorization: Bearer\` with an access token for \`${scope}\`, or to look \`${scope}:read\``;
const ADMIN = ALL_ENDPOINTS.admin.path;

/** A collection of the admin API. */
const collection = (plural: string, what: string, scope: string): readonly Endpoint[] => [
  {
    path: `${ADMIN}/${plural}`,
    methods: ["GET", "POST"],
    does: `Lists ${what}, and registers new ones.`,
    auth: WITH_SCOPE(scope),
    response: "200 JSON with `items` and `next`; 201 JSON; [problem details](../guides/admin-api.md)",
  },
  {
    path: `${ADMIN}/${plural}/{id}`,
    methods: ["GET", "PATCH", "DELETE"],
    does: "Shows, changes or removes one.",
    auth: WITH_SCOPE(scope),
    response: "200 JSON; 204; problem details",
  },
];

/** What changes the server while it runs. */
const GOVERNING: readonly Endpoint[] = [
  { ...of("admin"), does: "The collections of the admin API.", auth: "none", response: "200 JSON" },
  {
    path: `${ADMIN}/openapi.json`,
    methods: ["GET"],
    does: "The OpenAPI 3.1 document.",
    auth: "none",
    response: "200 JSON",
  },
  ...collection("applications", "applications", "candor:applications"),
  ...collection("scopes", "scopes", "candor:scopes"),
  ...collection("apis", "APIs", "candor:scopes"),
];

/** What explains failures. */
const EXPLAINED: readonly Endpoint[] = [
  {
    ...of("errors"),
    does: "The catalogue of reasons. `/errors/{family}/{slug}` is the page of one, and what `error_uri` opens.",
    auth: "none; with `ref`, the app's owner and the operator see the refusal",
    response: CATALOGUE,
  },
  {
    ...of("refusals"),
    does: "The latest refusals of a client. `limit` (at most 100) and `before`.",
    auth: CLIENT,
    response: "200 JSON with `items` and `next`",
  },
  {
    path: `${ALL_ENDPOINTS.refusals.path}/{ref}`,
    methods: ["GET", "POST"],
    does: "One refusal, with its evidence, trace and fixes.",
    auth: "the client that was refused; in a browser, the app's owner or the operator",
    response: "200 JSON ([schema](refusal.schema.json)), Markdown with `Accept: text/markdown`, or a page",
  },
  {
    ...of("explain"),
    does: "Explains a failure at any provider, in the browser. The page sends nothing.",
    auth: "none",
    response: "HTML",
  },
];

/** What browsers and machines need beside it. */
const OTHERS: readonly Endpoint[] = [
  { ...of("signIn"), does: "The sign-in page.", auth: "none", response: "a page" },
  {
    ...of("consent"),
    does: "The form of the consent page.",
    auth: "the user's session",
    response: "a redirect",
  },
  {
    ...of("invitation"),
    does: "The first operator makes an account, with the link that the start prints.",
    auth: "a one-time token",
    response: "a page",
  },
  {
    ...of("join"),
    does: "Whoever has a one-time link makes an account, joins a team, or chooses a password.",
    auth: "a one-time token",
    response: "a page",
  },
  { ...of("health"), does: "Says that the process runs.", auth: "none", response: "200" },
  {
    ...of("ready"),
    does: "Says whether it can serve, and write to its database.",
    auth: "none",
    response: "200, or 503",
  },
  {
    ...of("sitemap"),
    does: "The pages of the catalogue, for search engines.",
    auth: "none",
    response: "XML",
  },
  { ...of("stylesheet"), does: "The style of all pages.", auth: "none", response: "CSS" },
  {
    ...of("colors"),
    does: "The operator's color of links and buttons. `light` and `dark` are the colors, such as `0d6150`.",
    auth: "none",
    response: "CSS, cached for a year; 404 for colors that can't be read",
  },
  {
    ...of("logos"),
    does: "The logo of the server, or with `client_id` of an app. `image` changes with the image.",
    auth: "none",
    response: "PNG, JPEG or WebP, cached for a year; 404",
  },
  {
    ...of("explainScript"),
    does: "The script of `/explain`. `v` is the hash of its content.",
    auth: "none",
    response: "JavaScript, with Brotli or gzip; with the right `v`, it may be cached for a year",
  },
  {
    ...of("explainData"),
    does: "The messages of providers, which the script loads. `v` is the hash of its content.",
    auth: "none",
    response: "JavaScript, with Brotli or gzip; with the right `v`, it may be cached for a year",
  },
  {
    ...of("console"),
    does: "The console: applications, scopes, refusals and settings, by the role of the user. It is a client of its own server.",
    auth: "the user's session, and an access token of the client `candor-console` in a cookie",
    response: "HTML; forms also need the page's token",
  },
  {
    ...of("consoleScript"),
    does: "The script of the console, which also works without it.",
    auth: "none",
    response: "JavaScript, with Brotli or gzip; with the right `v`, it may be cached for a year",
  },
  {
    ...of("consoleStylesheet"),
    does: "The stylesheet of the console.",
    auth: "none",
    response: "CSS",
  },
  {
    ...of("copyScript"),
    does: "The script of buttons that copy code.",
    auth: "none",
    response: "JavaScript",
  },
];

export const ENDPOINTS: readonly Endpoint[] = [
  ...PROTOCOL,
  ...PUBLISHED,
  ...SCOPES,
  ...GOVERNING,
  ...EXPLAINED,
  ...OTHERS,
];

/** The Markdown, below its note. */
export function endpoints(): string {
  return `
# Endpoints

Paths are below the issuer: with the issuer \`https://example.com/auth\`, the token endpoint is \`https://example.com/auth/token\`. Clients find them in the metadata, so that they needn't be configured.

## For apps and APIs

${table(PROTOCOL)}

Bodies are forms (\`application/x-www-form-urlencoded\`), up to 64 KiB, and not compressed: a \`Content-Encoding\` other than \`identity\` is 415 ([request/content-encoding-unsupported](../reasons/request/content-encoding-unsupported.md)). \`/token\`, \`/userinfo\`, \`/introspect\`, \`/revoke\`, \`/refusals\`, the metadata and the keys can be called from a browser of any origin (CORS); they read no cookies.

## About the server

${table([...PUBLISHED, ...SCOPES])}

## The admin API

${table(GOVERNING)}

See [the admin API](../guides/admin-api.md). Pages of other origins can't call it.

## About failures

${table(EXPLAINED)}

## Pages and health

${table(OTHERS)}

Embedded in another server at its root, Candor leaves \`/\`, \`/healthz\`, \`/readyz\` and \`/sitemap.xml\` to that server.

## Errors

JSON errors have \`error\`, \`error_description\` and \`error_uri\`. An unknown path is 404 ([request/wrong-endpoint](../reasons/request/wrong-endpoint.md)), a wrong method is 405 with \`Allow\` ([request/wrong-method](../reasons/request/wrong-method.md)), too many attempts are 429 or 503 with \`Retry-After\`. All of them: [reasons](../reasons/README.md).
`;
}

function table(listed: readonly Endpoint[]): string {
  const rows = listed.map(({ path, methods, does, auth, response, section }) => {
    const cited = section === undefined ? "" : ` ([${citation(section)}](${section.url}))`;
    return `| \`${path}\` | ${methods.join(", ")} | ${does}${cited} | ${auth} | ${response} |`;
  });
  return ["| path | methods | what it does | who may call it | response |", "|---|---|---|---|---|", ...rows].join(
    "\n",
  );
}
