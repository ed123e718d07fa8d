/** One good request for every endpoint, with secrets in it that must not come back. */
import { cookieName } from "../../src/http/cookies.ts";
import { PATHS } from "../../src/protocol/metadata.ts";
import { basic, CHALLENGE, VERIFIER } from "../catalogue/samples.ts";
import { get, type Pairs, post, type Seed } from "./seed.ts";

/** In every planted secret; no response may hold it. */
export const MARK = "pL4nt3d";
const planted = (kind: string) => `${MARK}-${kind}-s3cr3t`;

/** What only the running server can give. */
export interface Given {
  readonly issuer: string;
  readonly csrf: string;
  readonly cookie: string;
  readonly accessToken: string;
  /** For the admin API. Without it, its endpoints refuse. */
  readonly adminToken?: string;
}

const WEB = ["authorization", basic("demo-web:demo-web-secret")] as const;
const SERVICE = ["authorization", basic("demo-service:demo-service-secret")] as const;

export function seeds({ issuer, csrf, cookie, accessToken, adminToken = planted("admin") }: Given): Seed[] {
  const authorization: Pairs = [
    ["client_id", "demo-web"],
    ["redirect_uri", `${issuer}/demo/callback`],
    ["response_type", "code"],
    ["scope", "openid read_profile"],
    ["state", "xyz"],
    ["nonce", "n"],
    ["code_challenge", CHALLENGE],
    ["code_challenge_method", "S256"],
    ["prompt", "none"],
    ["max_age", "60"],
    ["id_token_hint", `eyJ.${planted("hint")}.x`],
    ["response_mode", "query"],
  ];
  const code: Pairs = [
    ["grant_type", "authorization_code"],
    ["code", `candor_code_${planted("code")}`],
    ["redirect_uri", `${issuer}/demo/callback`],
    ["code_verifier", VERIFIER + planted("verifier")],
  ];
  const refresh: Pairs = [
    ["grant_type", "refresh_token"],
    ["refresh_token", planted("refresh")],
    ["scope", "openid"],
  ];
  const machine: Pairs = [
    ["grant_type", "client_credentials"],
    ["scope", "read_profile write_multipass"],
  ];
  const credentials: Pairs = [
    ["client_id", "demo-service"],
    ["client_secret", planted("client")],
  ];
  const token: Pairs = [
    ["token", `candor_access_${planted("token")}`],
    ["token_type_hint", "access_token"],
  ];
  const bearer = ["authorization", `Bearer ${accessToken}`] as const;
  const badBearer = ["authorization", `Bearer ${planted("bearer")}`] as const;
  const admin = ["authorization", `Bearer ${adminToken}`] as const;
  const asJson = ["content-type", "application/json"] as const;
  const browser = ["cookie", cookie] as const;
  const stranger = [
    "cookie",
    `${cookieName(issuer, "session")}=${planted("session")}; ${cookieName(issuer, "form")}=${planted("form")}`,
  ] as const;
  const password: Pairs = [
    ["csrf", csrf],
    ["username", "ada"],
    ["password", planted("password")],
    ["request", "client_id=demo-web"],
  ];
  const invitation: Pairs = [["token", `abc.${planted("invitation")}`]];
  return [
    get(PATHS.authorization, authorization, stranger),
    get(PATHS.authorization, authorization.slice(0, 8), browser),
    get(
      PATHS.authorization,
      [
        ...authorization.slice(0, 8),
        ["grant_management_action", "merge"],
        ["grant_id", "AAABmV8aQABkq1mJbYFf2wD7cVY3Mg0"],
      ],
      browser,
    ),
    post(PATHS.authorization, authorization, browser),
    post(PATHS.token, machine, SERVICE),
    post(PATHS.token, [...machine, ...credentials]),
    post(PATHS.token, code, WEB),
    post(PATHS.token, [...code, ["client_id", "demo-spa"]]),
    post(PATHS.token, refresh, ["authorization", basic(`demo-web:${planted("basic")}`)]),
    post(PATHS.token, refresh, WEB),
    post(PATHS.revocation, token, WEB),
    post(
      PATHS.pushed,
      [
        ["response_type", "code"],
        ["redirect_uri", "http://localhost:9400/demo/callback"],
      ],
      WEB,
    ),
    post(PATHS.deviceAuthorization, [
      ["client_id", "demo-spa"],
      ["scope", "openid"],
    ]),
    post(PATHS.deviceAuthorization, credentials, WEB),
    get(PATHS.device, [["user_code", "BCDF-GHJK"]], browser),
    post(
      PATHS.device,
      [
        ["csrf", csrf],
        ["user_code", "BCDF-GHJK"],
        ["answer", "allow"],
      ],
      browser,
    ),
    post(
      PATHS.backchannel,
      [
        ["scope", "openid"],
        ["login_hint", "ada"],
        ["binding_message", "W4SCT"],
        ["client_notification_token", planted("notification")],
      ],
      WEB,
    ),
    get(PATHS.approve, [["asked", "1"]], browser),
    post(
      PATHS.approve,
      [
        ["csrf", csrf],
        ["asked", "1"],
        ["answer", "allow"],
      ],
      browser,
    ),
    get(PATHS.checkSession),
    post(PATHS.challenge, []),
    post(PATHS.introspection, token, SERVICE),
    post(PATHS.introspection, [...token, ...credentials]),
    get(PATHS.userinfo, [], bearer),
    get(PATHS.userinfo, [["access_token", planted("query")]], badBearer),
    post(PATHS.userinfo, [["access_token", planted("body")]]),
    get(`${PATHS.grants}/AAABmV8aQABkq1mJbYFf2wD7cVY3Mg0`, [], bearer),
    get(PATHS.grants, [], badBearer),
    get(PATHS.jwks),
    get("/.well-known/openid-configuration"),
    get("/.well-known/oauth-authorization-server"),
    get(PATHS.signIn, [], browser),
    post(PATHS.signIn, password, browser),
    post(PATHS.signIn, password, stranger),
    post(
      PATHS.consent,
      [
        ["csrf", csrf],
        ["answer", "allow"],
        ["request", "client_id=demo-web"],
      ],
      browser,
    ),
    get(
      PATHS.signOut,
      [
        ["id_token_hint", planted("hint")],
        ["post_logout_redirect_uri", `${issuer}/demo`],
        ["client_id", "demo-web"],
      ],
      browser,
    ),
    post(
      PATHS.signOut,
      [
        ["csrf", csrf],
        ["request", "client_id=demo-web"],
      ],
      browser,
    ),
    get(PATHS.invitation, invitation),
    get(PATHS.join, invitation),
    post(PATHS.join, [...invitation, ["csrf", csrf], ["username", "eve"], ["password", planted("password")]], browser),
    post(
      PATHS.invitation,
      [...invitation, ["csrf", csrf], ["username", "eve"], ["password", planted("password")]],
      browser,
    ),
    get(`${PATHS.refusals}/7kq2m9x4vbcd`, [], SERVICE),
    get(`${PATHS.refusals}/7kq2m9x4vbcd`, [], ["accept", "text/html"]),
    post(`${PATHS.refusals}/7kq2m9x4vbcd`, credentials),
    get(PATHS.errors),
    get(PATHS.errors, [["q", "scope"]]),
    get(`${PATHS.errors}/scope`),
    get(`${PATHS.errors}/scope/misspelled`, [["ref", "abcdefghjkmn"]], ["accept", "text/html"]),
    get(PATHS.health),
    get(PATHS.ready),
    get(PATHS.explain),
    get(PATHS.explainScript),
    get(PATHS.consoleScript),
    get(PATHS.consoleStylesheet),
    get(PATHS.console),
    get(`${PATHS.console}/applications/%2e%2e`),
    get(PATHS.explainData),
    get(PATHS.stylesheet),
    get(PATHS.sitemap),
    get(PATHS.copyScript),
    get(PATHS.colors, [
      ["light", "0d6150"],
      ["dark", "74d3b9"],
    ]),
    get(PATHS.logos, [
      ["image", "AAAAAAAAAAAAAAAAAAAAAA.png"],
      ["client_id", "demo-web"],
    ]),
    get("/", [], ["accept", "text/html,*/*"]),
    get("/demo", [], browser),
    get("/demo/try/scope-misspelled"),
    get("/demo/sign-in"),
    get(
      "/demo/callback",
      [
        ["code", planted("code")],
        ["state", "xyz"],
        ["iss", issuer],
      ],
      stranger,
    ),
    get("/demo/spa"),
    get("/demo/api/profile", [], bearer),
    get("/demo/api/profile", [], badBearer),
    post("/demo/api/multipass", [], bearer),
    get(PATHS.scopes),
    get(PATHS.scopesJson),
    get(PATHS.admin, [], badBearer),
    get(`${PATHS.admin}/openapi.json`),
    get(
      `${PATHS.admin}/applications`,
      [
        ["limit", "10"],
        ["after", "demo-web"],
      ],
      admin,
    ),
    get(`${PATHS.admin}/scopes/read_profile`, [["dry_run", "true"]], admin),
    post(`${PATHS.admin}/applications`, credentials, admin),
    post(`${PATHS.admin}/scopes`, machine, admin, asJson),
    post(PATHS.registration, credentials, asJson),
    post(PATHS.registration, machine, bearer, asJson),
    get(`${PATHS.registration}/demo-web`, [], badBearer),
    get("/nowhere", [], ["accept", "application/json"]),
  ];
}
