/** Requests to every endpoint, right and wrong in all the ways in which users and programs get them wrong. */
import fc from "fast-check";
import { basic, CHALLENGE, VERIFIER } from "../../catalogue/samples.ts";
import { ISSUER } from "../../catalogue/world.ts";

const CALLBACKS = [
  `${ISSUER}/demo/callback`,
  `${ISSUER}/demo/spa`,
  "http://127.0.0.1/cb",
  "http://localhost:7777/cb",
  "cursor://app/cb",
];

/** A text as it is, or as it gets on the way: a letter more or less, two swapped, in capitals, encoded, escaped, cut, beyond ASCII. */
const spoiled = (text: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(
      text,
      fc.nat(40),
      fc.constantFrom(
        "as it is",
        "as it is",
        "less",
        "more",
        "swapped",
        "capitals",
        "encoded",
        "slash",
        "beyond",
        "quoted",
      ),
    )
    .map(([one, place, how]) => {
      const at = one.length === 0 ? 0 : place % one.length;
      switch (how) {
        case "less":
          return one.slice(0, at) + one.slice(at + 1);
        case "more":
          return `${one.slice(0, at)}x${one.slice(at)}`;
        case "swapped":
          return one.slice(0, at) + (one[at + 1] ?? "") + (one[at] ?? "") + one.slice(at + 2);
        case "capitals":
          return one.slice(0, at) + one.slice(at).toUpperCase();
        case "encoded":
          return encodeURIComponent(one);
        case "slash":
          return `${one}/`;
        case "beyond":
          return `${one.slice(0, at)}\u00fc\u{1f511}${one.slice(at)}`;
        case "quoted":
          return `"${one}\\`;
        default:
          return one;
      }
    });

/** A registered URI that was written otherwise in one place, and now and then in another. */
const uris = fc
  .tuple(
    fc.constantFrom(...CALLBACKS),
    ...[
      ["", "", "", "", ":", ":80", ":3000", ":443", ":99999", ":003000", ":0443"],
      ["", "", "", "", "/", "?", "?x=1", "#", "/../x"],
      ["", "", "", "https", "http", "HTTP"],
      ["", "", "", "", "www", "127.1", "localhost", "LOCALHOST", "[0:0:0:0:0:0:0:1]", "b\u00fccher.example"],
    ].map((texts) => fc.constantFrom(...texts)),
  )
  .map(([uri = "", port, end = "", scheme, name]) => {
    const [, old = "", host = "", number = "", path = ""] = /^([a-z]+):\/\/([^:/]+)(:\d+)?(.*)$/.exec(uri) ?? [];
    const named = name === "www" ? `www.${host}` : name || host;
    return `${scheme || old}://${named}${port || number}${path}${end}`;
  });

const words = fc.constantFrom(
  ..."openid profile email offline_access read_profile write_multipass reports.read manage_pass read_bills send_fax".split(
    " ",
  ),
);
const scopes = fc
  .tuple(
    fc.array(spoiled(words), { minLength: 1, maxLength: 4 }),
    fc.constantFrom(" ", " ", " ", ",", "+", "%20", "  ", ";", ", ", "\u00a0", "JSON"),
  )
  .map(([all, by]) => (by === "JSON" ? JSON.stringify(all) : all.join(by)));

/** A credential with what gets around it, where it is copied or joined by hand. */
const around = (text: string): readonly string[] => [
  `"${text}"`,
  `Bearer ${text}`,
  `code=${text}`,
  `https://app.example/cb?code=${text}&state=s`,
  `\uFEFF${text}`,
  `%20${text}`,
  `${text},`,
];

/** Values that are right, and others. */
const VALUES: Readonly<Record<string, fc.Arbitrary<string>>> = {
  client_id: fc.constantFrom(
    "demo-web",
    "demo-web",
    "demo-spa",
    "native",
    "strict",
    "off",
    "nobody",
    "spy",
    "b\u00fccher",
  ),
  client_secret: fc.constantFrom("demo-service-secret", "wrong-secret"),
  redirect_uri: fc.oneof(fc.constantFrom(...CALLBACKS), uris, spoiled(fc.constantFrom(...CALLBACKS))),
  response_type: fc.oneof({ weight: 8, arbitrary: fc.constant("code") }, spoiled(fc.constantFrom("code", "token"))),
  response_mode: spoiled(fc.constantFrom("query", "fragment", "form_post")),
  scope: scopes,
  state: fc.constantFrom("s", "x".repeat(8_200), "\u{1f511}".repeat(4_097), "\u{1f511}".repeat(3_000)),
  nonce: fc.constantFrom("n", "n".repeat(1_100)),
  code_challenge: fc.oneof(
    { weight: 6, arbitrary: fc.constant(CHALLENGE) },
    fc.constantFrom(`${CHALLENGE}=`, "a".repeat(64), "short", "a+b", "\u{1f511}"),
  ),
  code_challenge_method: fc.oneof(
    { weight: 6, arbitrary: fc.constant("S256") },
    fc.constantFrom("plain", "s256", "absent", "absent, which means plain"),
  ),
  prompt: fc.constantFrom("none", "none login", "none none", "consent", "maybe", "login  consent"),
  max_age: fc.constantFrom(
    "0",
    "60",
    "2hours",
    "1ms",
    "5dec",
    "99999999999",
    "00000000000060",
    "-1",
    "1h",
    "60.0",
    "9".repeat(30),
    "\u0661",
  ),
  id_token_hint: fc.constant("eyJh.eyJz.c2ln"),
  request: fc.constant("eyJ"),
  request_uri: fc.constant("urn:x"),
  registration: fc.constant("{}"),
  resource: spoiled(
    fc.constantFrom(
      `${ISSUER}/api`,
      "https://bills.example",
      "https://b\u00fccher.example",
      "api",
      "https://a.example/#x",
    ),
  ),
  audience: spoiled(fc.constantFrom(`${ISSUER}/api`, "https://bills.example")),
  grant_type: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom("client_credentials", "authorization_code", "refresh_token") },
    spoiled(fc.constantFrom("password", "client_credentials")),
  ),
  code: fc.constantFrom(
    "SplxlOBeZQQYbYS6WxSbIA",
    "candor_code_x",
    "candor_code_a%20b",
    " candor_code_x",
    "candor_refresh_x",
    "eyJh.eyJz.c2ln",
    "\u{1f511}",
    ...around("{code}"),
    ...around("{refresh}").slice(0, 2),
    '"eyJh.eyJz.c2ln"',
  ),
  refresh_token: fc.constantFrom(
    "x",
    "candor_refresh_x y",
    `candor_refresh_${"a".repeat(80)}`,
    "candor_code_x",
    "\u{1f511}",
    ...around("{refresh}"),
  ),
  code_verifier: fc.constantFrom(VERIFIER, CHALLENGE, "short", "y".repeat(43), "\u{1f511}".repeat(50), "x".repeat(200)),
  token: fc.constantFrom("x", "eyJh.eyJz.c2ln"),
  token_type_hint: fc.constant("access_token"),
  access_token: fc.constantFrom(...around("{access}"), "x", "candor_access_x", "candor_code_x", "\u00fc"),
  post_logout_redirect_uri: fc.oneof(uris, spoiled(fc.constantFrom(`${ISSUER}/demo`, "http://localhost:7777/bye"))),
  oauth_token: fc.constant("x"),
  oauth_nonce: fc.constant("x"),
  client_assertion: fc.constant("eyJh.eyJz.c2ln"),
  unknown: fc.constant("x"),
};

/** A request that is granted, and what else may be sent with it. */
interface Base {
  readonly path: string;
  readonly method: "GET" | "POST";
  readonly right: Readonly<Record<string, string>>;
  readonly more: readonly string[];
  readonly authorization?: string;
}

/** What the test puts in their place: a code, a refresh token and an access token that are alive. */
export const LIVE = ["{code}", "{refresh}", "{access}"] as const;

const CODE = { code_challenge: CHALLENGE, code_challenge_method: "S256", response_type: "code" };
const WEB = { client_id: "demo-web", redirect_uri: `${ISSUER}/demo/callback`, scope: "openid read_profile", ...CODE };
const NATIVE = { client_id: "native", redirect_uri: "http://localhost:3000/cb", scope: "read_profile", ...CODE };
const STRICT = { ...NATIVE, client_id: "strict", redirect_uri: "http://localhost:7777/cb" };
const [AUTHORIZATION, EXCHANGE] = [
  "state nonce response_mode prompt max_age id_token_hint request request_uri registration resource audience oauth_token unknown".split(
    " ",
  ),
  "client_id client_secret code redirect_uri code_verifier refresh_token scope resource audience oauth_token oauth_nonce state client_assertion".split(
    " ",
  ),
];
const asWeb = basic("demo-web:demo-web-secret");
const asService = basic("demo-service:demo-service-secret");
const redeem = {
  grant_type: "authorization_code",
  code: "{code}",
  redirect_uri: WEB.redirect_uri,
  code_verifier: VERIFIER,
};

const BASES: readonly Base[] = [
  { path: "/authorize", method: "GET", right: WEB, more: AUTHORIZATION },
  { path: "/authorize", method: "GET", right: NATIVE, more: AUTHORIZATION },
  { path: "/authorize", method: "GET", right: STRICT, more: ["prompt", "max_age", "resource"] },
  { path: "/authorize", method: "POST", right: WEB, more: AUTHORIZATION },
  {
    path: "/token",
    method: "POST",
    right: { grant_type: "client_credentials", scope: "read_profile" },
    more: EXCHANGE,
    authorization: asService,
  },
  {
    path: "/token",
    method: "POST",
    right: { grant_type: "client_credentials", scope: "read_profile read_bills" },
    more: ["resource", "audience"],
    authorization: basic("two:two-secret"),
  },
  {
    path: "/token",
    method: "POST",
    right: { grant_type: "client_credentials", scope: "read_profile" },
    more: ["client_id"],
    authorization: basic("demo-strict:demo-strict-secret"),
  },
  { path: "/token", method: "POST", right: redeem, more: ["client_id", "resource"], authorization: asWeb },
  {
    path: "/token",
    method: "POST",
    right: { grant_type: "refresh_token", refresh_token: "{refresh}", scope: "read_profile" },
    more: EXCHANGE,
    authorization: asWeb,
  },
  {
    path: "/introspect",
    method: "POST",
    right: { token: "{access}" },
    more: ["token_type_hint", "client_id", "client_secret"],
    authorization: asService,
  },
  {
    path: "/revoke",
    method: "POST",
    right: { token: "{access}" },
    more: ["token_type_hint", "client_id", "client_secret"],
    authorization: asWeb,
  },
  { path: "/userinfo", method: "POST", right: { access_token: "{access}" }, more: ["unknown"] },
  { path: "/demo/api/profile", method: "GET", right: {}, more: ["access_token"], authorization: "Bearer {access}" },
  {
    path: "/sign-out",
    method: "GET",
    right: { client_id: "native", post_logout_redirect_uri: "http://localhost:3000/bye" },
    more: ["state", "id_token_hint"],
  },
  {
    path: "/refusals",
    method: "POST",
    right: {},
    more: ["client_id", "client_secret", "token"],
    authorization: asService,
  },
  {
    path: "/oauth2/token",
    method: "POST",
    right: { grant_type: "client_credentials" },
    more: ["scope"],
    authorization: asService,
  },
];

/** What happens to a parameter on the way. */
const ACCIDENTS = [
  "another value",
  "another value",
  "another value",
  "another value",
  "missing",
  "empty",
  "twice",
  "misnamed",
] as const;

const MISNAMED: readonly ((name: string) => string)[] = [
  (name) => name.replace(/_./g, (two) => two.slice(1).toUpperCase()),
  (name) => name.replaceAll("_", "-"),
  (name) => `${name.slice(0, 2)}${name[3] ?? ""}${name[2] ?? ""}${name.slice(4)}`,
  (name) => `amp;${name}`,
  (name) => ` ${name}`,
  (name) => `?${name}`,
  (name) => `\uFEFF${name}`,
];

const accidents = (names: readonly string[]) =>
  fc.array(
    fc.constantFrom(...names).chain((name) =>
      fc.record({
        name: fc.constant(name),
        value: VALUES[name] ?? fc.constant("x"),
        what: fc.constantFrom(...ACCIDENTS),
        rename: fc.constantFrom(...MISNAMED),
      }),
    ),
    { maxLength: 3 },
  );

type Accident = ReturnType<typeof accidents> extends fc.Arbitrary<(infer A)[]> ? A : never;

/** The parameters as they arrive. */
function after(right: Base["right"], all: readonly Accident[]): readonly (readonly [string, string])[] {
  let sent: (readonly [string, string])[] = Object.entries(right);
  for (const { name, value, what, rename } of all) {
    const others = sent.filter(([one]) => one !== name);
    const old = sent.find(([one]) => one === name)?.[1] ?? value;
    if (what === "another value") sent = [...others, [name, value]];
    else if (what === "missing") sent = others;
    else if (what === "empty") sent = [...others, [name, ""]];
    else if (what === "twice") sent = [...others, [name, old], [name, value]];
    else sent = [...others, [rename(name), old]];
  }
  return sent;
}

const rarely = <T>(usual: T, ...other: readonly T[]): fc.Arbitrary<T> =>
  fc.constantFrom(...Array.from({ length: 15 * Math.ceil(Math.sqrt(other.length)) }, () => usual), ...other);

const HEADERS = [
  ...["off:off-secret", "late:late-secret", "nobody:x-secret", "demo-web:wrong-secret", "demo-web:demo-web-secret"].map(
    basic,
  ),
  ...["demo-service:", ":x", "b\u00fccher:x"].map(basic),
  ..."Basic !!|Bearer x|Bearer candor_access_x|Bearer|Bearer\t{access}|Bearer '{access}'|Bearer Bearer {access}|Bearer={access}|Basic:x|Token x|Hawk id=1|OAuth x|OAuth oauth_token=x|x|Bearer {refresh}".split(
    "|",
  ),
  undefined,
];

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly query: string;
  readonly body: string;
}

/** The parameters as text, and what some programs make of that. */
function textOf(pairs: readonly (readonly [string, string])[], how: string): string {
  const text = new URLSearchParams(pairs.map(([name, value]) => [name, value])).toString();
  switch (how) {
    case "escaped for HTML":
      return text.replaceAll("&", "&amp;");
    case "broken":
      return `${text}&scope=%zz`;
    case "broken at no name":
      return `=%ff&${text}`;
    case "many":
      return `${text}&${Array.from({ length: 70 }, (_, i) => `${i}=1`).join("&")}`;
    case "long":
      return `${text}&state=${"y".repeat(12_300)}`;
    case "JSON":
      return JSON.stringify(Object.fromEntries(pairs));
    default:
      return text;
  }
}

const FORM = "application/x-www-form-urlencoded";

/** Without the bias of fast-check to what is small: each accident is to be as frequent as it is meant to be. */
export const requests: fc.Arbitrary<Asked> = fc.noBias(
  fc.constantFrom(...BASES).chain((base) =>
    fc
      .record({
        all: accidents([...Object.keys(base.right), ...base.more]),
        how: rarely("form", "escaped for HTML", "broken", "broken at no name", "many", "long", "JSON"),
        authorization:
          base.authorization === undefined
            ? fc.constant(undefined)
            : rarely<string | undefined>(base.authorization, ...HEADERS),
        type: rarely<string | undefined>(
          FORM,
          "application/json",
          "text/plain",
          "text/xml",
          "multipart/form-data",
          `${FORM.toUpperCase()}; charset=utf-8`,
          undefined,
        ),
        method: rarely<string>(base.method, "GET", "POST", "PUT", "HEAD"),
        misplaced: rarely(false, true),
        purpose: rarely<string | undefined>(undefined, "prefetch;prerender"),
      })
      .map(({ all, how, authorization, type, method, misplaced, purpose }): Asked => {
        const text = textOf(after(base.right, all), how);
        const inQuery = base.method === "GET";
        return {
          method,
          path: base.path,
          headers: { authorization, "content-type": inQuery ? undefined : type, "sec-purpose": purpose },
          query: inQuery || misplaced ? text : "",
          body: inQuery ? "" : text,
        };
      }),
  ),
);
