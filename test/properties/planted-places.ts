/** Every endpoint, and every place of a request to it, for something that does not belong there. */
import { HEADERS as DECLARED_HEADERS } from "../../src/protocol/headers.ts";
import { namesWhere } from "../../src/protocol/parameters.ts";
import { basic } from "../catalogue/samples.ts";
import { AUTHORIZE, asService, asWeb, encode, type World } from "../catalogue/world.ts";

type Plant = (world: World, planted: string) => Promise<Response>;

interface Endpoint {
  readonly path: string;
  readonly method: "GET" | "POST";
  readonly fields: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

const GRANTED = { client_id: "demo-web", redirect_uri: AUTHORIZE.redirect_uri };

/** Each with a request that comes far. */
const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  "token by client": {
    path: "/token",
    method: "POST",
    fields: { grant_type: "client_credentials", scope: "read_profile" },
    headers: asService,
  },
  "token by code": {
    path: "/token",
    method: "POST",
    fields: { grant_type: "authorization_code", code: "x", code_verifier: "x".repeat(43), ...GRANTED },
    headers: asWeb,
  },
  "token by refresh": {
    path: "/token",
    method: "POST",
    fields: { grant_type: "refresh_token", refresh_token: "x", scope: "openid" },
    headers: asWeb,
  },
  "token by nobody": {
    path: "/token",
    method: "POST",
    fields: { grant_type: "client_credentials", client_id: "nobody", client_secret: "x" },
  },
  introspection: {
    path: "/introspect",
    method: "POST",
    fields: { token: "x", token_type_hint: "access_token" },
    headers: asService,
  },
  revocation: {
    path: "/revoke",
    method: "POST",
    fields: { token: "x", token_type_hint: "access_token" },
    headers: asService,
  },
  userinfo: { path: "/userinfo", method: "GET", fields: {}, headers: { authorization: "Bearer x" } },
  "userinfo by form": { path: "/userinfo", method: "POST", fields: { access_token: "x" } },
  "the API": { path: "/demo/api/profile", method: "GET", fields: {}, headers: { authorization: "Bearer x" } },
  authorization: {
    path: "/authorize",
    method: "GET",
    fields: { ...AUTHORIZE, prompt: "none", response_mode: "query", max_age: "60", state: "s", nonce: "n" },
  },
  "authorization by POST": { path: "/authorize", method: "POST", fields: { ...AUTHORIZE, prompt: "none" } },
  "sign-in": {
    path: "/sign-in",
    method: "POST",
    fields: { csrf: "x", username: "ada", password: "x", request: encode(AUTHORIZE) },
  },
  consent: { path: "/consent", method: "POST", fields: { csrf: "x", answer: "allow", request: encode(AUTHORIZE) } },
  "sign-out": {
    path: "/sign-out",
    method: "GET",
    fields: { client_id: "demo-web", post_logout_redirect_uri: "https://x.example/", state: "s" },
  },
  "sign-out by form": { path: "/sign-out", method: "POST", fields: { csrf: "x", request: "" } },
  invitation: {
    path: "/welcome/operator",
    method: "POST",
    fields: { csrf: "x", token: "x", username: "eve", password: "x" },
  },
  "the invitation's link": { path: "/welcome/operator", method: "GET", fields: { token: "x" } },
  "one refusal": { path: "/refusals/000000000000", method: "GET", fields: {}, headers: asService },
  "one refusal by form": {
    path: "/refusals/000000000000",
    method: "POST",
    fields: { client_id: "demo-service", client_secret: "x" },
  },
  "a page": { path: "/errors/scope/nothing", method: "GET", fields: { ref: "x" } },
  keys: { path: "/jwks", method: "POST", fields: { a: "b" } },
  metadata: { path: "/.well-known/openid-configuration", method: "POST", fields: { a: "b" } },
  nothing: { path: "/nothing", method: "GET", fields: { a: "b" } },
};

/** Parameters that are read or secret, and some that aren't. A new one is planted in because it is declared. */
const PARAMETERS = [
  ...namesWhere(({ readBy, secret }) => readBy.length > 0 || secret === true),
  ..."request grantType Scope other".split(" "),
];

/** Parameters whose values are judged word by word. */
const WORDED = ["client_id", "client_secret", "grant_type", "scope", "redirect_uri"];

/** Headers that something reads, and those that features declare. */
const HEADERS = [
  ..."user-agent content-type referer x-request-id accept accept-language".split(" "),
  // A certificate has no header of its own, and isn't secret.
  ...DECLARED_HEADERS.filter((name) => !name.startsWith(":")),
];

function request(
  { path, method, fields, headers = {} }: Endpoint,
  more: Readonly<Record<string, string>> = {},
): [string, RequestInit] {
  if (method === "GET") return [`${path}?${encode(fields)}`, { headers: { ...headers, ...more } }];
  const type = { "content-type": "application/x-www-form-urlencoded" };
  return [path, { method, body: encode(fields), headers: { ...type, ...headers, ...more } }];
}

/** Only what fetch lets through: a header holds no line break. */
const send = (world: World, [path, init]: [string, RequestInit]): Promise<Response> => world.send(path, init);

function placesOf(endpoint: Endpoint): Record<string, Plant> {
  const { path, fields } = endpoint;
  const parameters = PARAMETERS.map((name): [string, Plant] => [
    `parameter ${name}`,
    (world, planted) => send(world, request({ ...endpoint, fields: { ...fields, [name]: planted } })),
  ]);
  const amid = WORDED.map((name): [string, Plant] => [
    `amid ${name}`,
    (world, planted) =>
      send(world, request({ ...endpoint, fields: { ...fields, [name]: `${fields[name] ?? "x"} ${planted},x` } })),
  ]);
  const within = WORDED.map((name): [string, Plant] => [
    `within a word of ${name}`,
    (world, planted) =>
      send(world, request({ ...endpoint, fields: { ...fields, [name]: `CLIENT_SECRET_${planted}_x` } })),
  ]);
  const headers = HEADERS.map((name): [string, Plant] => [
    `header ${name}`,
    (world, planted) => send(world, request(endpoint, { [name]: planted })),
  ]);
  const authorization: Readonly<Record<string, (planted: string) => string>> = {
    "Basic user name": (planted) => basic(`${planted}:x`),
    "Basic user name alone": (planted) => basic(`${planted}:`),
    "Basic password": (planted) => basic(`demo-service:${planted}`),
    "Basic password and id swapped": (planted) => basic(`${planted}:demo-service`),
    Bearer: (planted) => `Bearer ${planted}`,
    "no scheme": (planted) => planted,
    "another scheme": (planted) => `DPoP ${planted}`,
    "the scheme": (planted) => `${planted} x`,
  };
  const others: Record<string, Plant> = {
    "a parameter's name": (world, planted) =>
      send(world, request({ ...endpoint, fields: { ...fields, [planted]: "x" } })),
    "a path segment": (world, planted) =>
      send(world, request({ ...endpoint, path: `${path}/${encodeURIComponent(planted)}` })),
    "the path": (world, planted) => send(world, request({ ...endpoint, path: `/${planted}` })),
    "the query": (world, planted) =>
      send(world, [
        `${path}?${encodeURIComponent(planted)}`,
        { method: endpoint.method, headers: endpoint.headers ?? {} },
      ]),
    "the query of a form": (world, planted) => {
      const [to, init] = request(endpoint);
      return send(world, [`${to}${to.includes("?") ? "&" : "?"}${encode({ scope: planted })}`, init]);
    },
    "the path of redirect_uri": (world, planted) =>
      send(world, request({ ...endpoint, fields: { ...fields, redirect_uri: `https://a.example/cb/${planted}` } })),
    "the query of redirect_uri": (world, planted) => {
      const redirect_uri = `https://a.example/cb?x=${encodeURIComponent(planted)}&y=z`;
      return send(world, request({ ...endpoint, fields: { ...fields, redirect_uri } }));
    },
    "the whole body": (world, planted) =>
      send(world, [
        path,
        { method: "POST", body: planted, headers: { "content-type": "text/plain", ...endpoint.headers } },
      ]),
    JSON: (world, planted) =>
      send(world, [
        path,
        {
          method: "POST",
          body: JSON.stringify({ ...fields, scope: planted, client_id: planted }),
          headers: { "content-type": "application/json", ...endpoint.headers },
        },
      ]),
  };
  return Object.fromEntries([
    ...parameters,
    ...amid,
    ...within,
    ...headers,
    ...Object.entries(authorization).map(([name, header]): [string, Plant] => [
      name,
      (world, planted) => send(world, request(endpoint, { authorization: header(planted) })),
    ]),
    ...Object.entries(others),
  ]);
}

/** `endpoint: place`. */
export const PLANTS: readonly (readonly [endpoint: string, place: string, plant: Plant])[] = Object.entries(
  ENDPOINTS,
).flatMap(([name, endpoint]) =>
  Object.entries(placesOf(endpoint)).map(([place, plant]) => [name, place, plant] as const),
);
