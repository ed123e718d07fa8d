import { ISSUER, type Samples } from "./define.ts";

export const transport: Samples<"transport"> = {
  insecure: { scheme: "http", issuer: "https://id.example" },
};

export const request: Samples<"request"> = {
  "http-malformed": { fault: "the Authorization header is repeated" },
  "not-opened": { sign: "Sec-Purpose: prefetch" },
  "reference-unknown": {},
  "version-unsupported": { parameters: ["oauth_consumer_key", "oauth_signature"] },
  "parameter-absent": { parameter: "grant_type", near: "grantType" },
  "parameter-repeated": { parameters: ["scope"] },
  "parameter-invalid": { parameter: "max_age", sent: "1h", expected: "a number of seconds in the digits 0-9" },
  "parameter-too-long": { parameter: "state", length: 9000, limit: 8192 },
  "parameter-misplaced": { parameters: ["grant_type", "client_id", "client_secret"] },
  "too-many-parameters": { limit: 64 },
  "too-large": { limit: 65_536 },
  malformed: { at: "scope" },
  "wrong-method": { method: "GET", allowed: ["POST"] },
  "wrong-content-type": { sent: "application/json", looks: "JSON" },
  "content-encoding-unsupported": { sent: "gzip" },
  "wrong-endpoint": { path: "/oauth2/token", near: "/token" },
  "grant-type-unsupported": {
    sent: "password",
    offered: ["authorization_code", "refresh_token", "client_credentials"],
  },
  "response-type-unsupported": { sent: "token", offered: ["code"] },
  "response-mode-unsupported": { sent: "web_message", offered: ["query", "fragment", "form_post"] },
  "object-unsupported": { unsigned: true },
  "object-uri-invalid": { because: "status 404" },
  "object-malformed": { looks: "no JWT: it has no dots", length: 20 },
  "object-undecryptable": { because: "no-key", alg: "RSA-OAEP-256", enc: "A256GCM", kid: "2025-12" },
  "object-unverified": { because: "signature", alg: "ES256", kid: "2026-06" },
  "object-claim-invalid": { claim: "aud", problem: "isn't http://localhost:9400, the issuer" },
  "object-required": { clientId: "demo-web" },
  "object-uri-unsupported": {},
  "registration-unsupported": {},
  "push-required": { clientId: "demo-web", by: "client" },
  "pushed-unknown": { known: false },
  "pushed-by-other-client": { clientId: "demo-spa", pushedBy: "demo-web" },
  "pushed-expired": { age: 90, lifetime: 60 },
  "pushed-used": { clientId: "demo-web", age: 12 },
  "exchange-token-unusable": { parameter: "subject_token", because: "expired" },
  "token-type-unsupported": {
    parameter: "subject_token_type",
    sent: "urn:ietf:params:oauth:token-type:saml2",
    offered: ["urn:ietf:params:oauth:token-type:access_token", "urn:ietf:params:oauth:token-type:id_token"],
  },
  "exchange-not-allowed": { clientId: "demo-service", because: "subject", detail: "demo-spa" },
};

export const client: Samples<"client"> = {
  unknown: { clientId: "demo-servce", credentials: true },
  "not-registered": { clientId: "your-client-id" },
  "encryption-key-absent": { clientId: "demo-web", alg: "RSA-OAEP-256", because: "status 404" },
  "registration-gone": { clientId: "app-Yk2vQ0x7Hn5bT9pLw3sZcR8dMf4j" },
  "document-id-invalid": { clientId: "https://agent.example/client.json#web", expected: "no fragment" },
  "document-untrusted": { clientId: "https://agent.example/client.json", host: "agent.example" },
  "document-unreachable": {
    clientId: "https://agent.example/client.json",
    seen: "the status 404",
    expected: "a JSON object with the status 200",
  },
  "document-invalid": {
    clientId: "https://agent.example/client.json",
    members: ["client_id", "client_secret"],
    sent: ['"https://agent.example/client"', "there"],
    expected: ["the URL of the document, character by character", "nothing, because everybody can read the document"],
  },
  disabled: { clientId: "demo-service" },
  "certificate-absent": { clientId: "demo-service" },
  "grant-type-not-allowed": {
    clientId: "demo-web",
    sent: "client_credentials",
    allowed: ["authorization_code", "refresh_token"],
  },
  "response-type-not-allowed": { clientId: "demo-service", sent: "code" },
  "introspection-not-allowed": {
    clientId: "demo-web",
    issuedTo: "demo-service",
    audience: [`${ISSUER}/api`],
    introspects: [],
  },
};

export const clientAuth: Samples<"client-auth"> = {
  failed: {},
  "secret-wrong": { clientId: "demo-service", length: 20 },
  "secret-expired": { clientId: "demo-service", expiredAt: Date.UTC(2026, 5, 1) },
  "secret-absent": {},
  "method-mismatch": { clientId: "demo-web", sent: "client_secret_post", registered: ["client_secret_basic"] },
  throttled: { retryAfter: 42 },
  repeated: { methods: ["client_secret_basic", "client_secret_post"] },
  "assertion-unsupported": {
    parameters: ["client_assertion_type"],
    sent: "urn:ietf:params:oauth:client-assertion-type:saml2-bearer",
  },
  "assertion-malformed": { looks: "no JWT: it has no dots", length: 44 },
  "assertion-claims": { member: "iss", sent: "https://app.example", expected: "the client_id, as sub is" },
  "assertion-wrong-audience": { sent: [`${ISSUER}/`], expected: ISSUER },
  "assertion-time": {
    claim: "exp",
    at: Date.UTC(2026, 5, 15, 11, 55),
    now: Date.UTC(2026, 5, 15, 12),
    longest: 3600,
  },
  "assertion-replayed": { clientId: "demo-service" },
  "assertion-unverified": { clientId: "demo-service", because: "no-key-fits", alg: "ES256", kid: "2025" },
  "certificate-untrusted": { clientId: "demo-service", because: "expired", detail: "2025-12-31T23:59:59.000Z" },
  "certificate-other-name": {
    clientId: "demo-service",
    member: "tls_client_auth_subject_dn",
    sent: ["CN=demo-web,O=Example,C=NL"],
    expected: "CN=demo-service,O=Example,C=NL",
  },
  "certificate-unregistered": { clientId: "demo-service", because: "not-among-keys" },
  "attestation-invalid": { member: "sub", sent: "wallet", expected: "the client_id, 'demo-service'" },
  "attestation-proof-invalid": { member: "aud", sent: `${ISSUER}/token`, expected: ISSUER },
  "attestation-stale": { until: Date.UTC(2026, 5, 15, 11, 55), now: Date.UTC(2026, 5, 15, 12) },
  "attestation-challenge": { sent: false },
  "attestation-replayed": { clientId: "demo-service" },
  "attestation-untrusted": {
    clientId: "demo-service",
    because: "no-key-fits",
    attester: "https://attester.example",
    kid: "2025",
  },
  malformed: { scheme: "Basic" },
  "client-id-mismatch": { header: "demo-service", body: "demo-web" },
};

const pair = (sent: string, registered = `${ISSUER}/demo/callback`) => ({ clientId: "demo-web", sent, registered });

export const redirectUri: Samples<"redirect-uri"> = {
  absent: { clientId: "demo-web", registered: 1, uris: [`${ISSUER}/demo/callback`] },
  malformed: { sent: "/demo/callback", expected: "send an absolute URI" },
  encoding: pair("http%3A%2F%2Flocalhost%3A9400%2Fdemo%2Fcallback"),
  "trailing-slash": pair(`${ISSUER}/demo/callback/`),
  "scheme-mismatch": pair("https://localhost:9400/demo/callback"),
  "port-mismatch": pair("http://localhost:3000/demo/callback"),
  "host-mismatch": pair("http://127.0.0.1:9400/demo/callback"),
  "wrong-case": pair(`${ISSUER}/demo/Callback`),
  "path-mismatch": pair(`${ISSUER}/demo/callback?from=/basket`),
  unregistered: {
    clientId: "demo-web",
    sent: "https://app.example/callback",
    uris: [`${ISSUER}/demo/callback`],
  },
  "post-logout-unregistered": { sent: `${ISSUER}/`, clientId: "demo-web", uris: [`${ISSUER}/demo`] },
};

const word = (sent: string, repaired: string | undefined, words: readonly string[], offenders: readonly string[]) => ({
  sent,
  words,
  offenders,
  repaired,
});

export const resource: Samples<"resource"> = {
  malformed: { parameter: "resource", sent: "demo-api", fault: "is not an absolute URI", apis: [`${ISSUER}/api`] },
  unknown: { parameter: "resource", sent: `${ISSUER}/api/`, near: `${ISSUER}/api`, apis: [`${ISSUER}/api`] },
  mismatch: {
    parameter: "resource",
    sent: "https://bills.example",
    scopes: ["read_profile"],
    api: `${ISSUER}/api`,
    available: ["read_bills"],
  },
  unnamed: { clientId: "demo-web", apis: [`${ISSUER}/api`, "https://bills.example"] },
  several: { resources: [`${ISSUER}/api`, "https://bills.example"] },
};

export const scope: Samples<"scope"> = {
  "wrong-delimiter": {
    ...word(
      "read_profile,write_multipass",
      "read_profile write_multipass",
      ["read_profile,write_multipass"],
      ["'read_profile,write_multipass' joins scopes by a comma instead of a space"],
    ),
    delimiter: "a comma",
  },
  malformed: word(
    "read_profile  write_multipass",
    "read_profile write_multipass",
    [""],
    ["scopes are separated by exactly one space"],
  ),
  unknown: word("read_profile send_fax", "read_profile", ["send_fax"], ["'send_fax' is unknown"]),
  misspelled: word(
    "read_profile write_multipas",
    "read_profile write_multipass",
    ["write_multipas"],
    ["'write_multipas' is unknown. Did you mean 'write_multipass'?"],
  ),
  "wrong-case": word(
    "Write_multipass",
    "write_multipass",
    ["Write_multipass"],
    ["'Write_multipass' is written 'write_multipass': scopes are case-sensitive"],
  ),
  "not-allowed-for-client": {
    ...word("reports.read", undefined, ["reports.read"], ["'reports.read' isn't allowed for demo-service"]),
    without: "read_profile",
    clientId: "demo-service",
    allowed: ["read_profile", "write_multipass"],
  },
  removed: word(
    "manage_pass",
    "write_multipass",
    ["manage_pass"],
    ["'manage_pass' has been removed in favor of 'write_multipass'"],
  ),
  missing: { clientId: "demo-strict", allowed: ["read_profile", "write_multipass"] },
  "exceeds-grant": {
    ...word(
      "read_profile write_multipass",
      "read_profile",
      ["write_multipass"],
      ["'write_multipass' was not granted at first"],
    ),
    granted: ["read_profile", "offline_access"],
  },
  "mixes-resources": {
    ...word(
      "read_profile read_bills",
      "read_profile",
      ["read_profile", "read_bills"],
      [`'read_profile' belongs to ${ISSUER}/api`, "'read_bills' belongs to https://bills.example"],
    ),
    resources: [`${ISSUER}/api`, "https://bills.example"],
  },
  unsuitable: {
    ...word("openid read_profile", "read_profile", ["openid"], ["'openid' is about a user, but nobody signs in here"]),
    grantType: "client_credentials",
  },
};
