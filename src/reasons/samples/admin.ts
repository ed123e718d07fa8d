import type { Samples } from "./define.ts";

const scope = { kind: "scope", id: "reports.write" };

const key = (sent: string, expected: string, code: string) => ({
  fields: ["Idempotency-Key"],
  ...{ sent: [sent], expected: [expected], codes: [`admin/${code}`] },
});

export const admin: Samples<"admin"> = {
  "role-insufficient": { role: "user", needs: "candor:scopes" },
  "parameter-unknown": { parameter: "dryrun", known: ["dry_run"] },
  "wrong-content-type": {
    sent: "application/x-www-form-urlencoded",
    accepted: ["application/json"],
  },
  "body-malformed": { fault: "has the member 'scope' twice" },
  "idempotency-key-malformed": key(
    "not a key",
    "1 to 255 visible ASCII characters without a quote",
    "idempotency-key-malformed",
  ),
  "idempotency-key-reused": key("the key of another request", "a new key", "idempotency-key-reused"),
  "idempotency-key-busy": key("the key of a request in progress", "the same request later", "idempotency-key-busy"),
  "idempotency-outcome-unknown": key("the key of an unfinished request", "a new key", "idempotency-outcome-unknown"),
  "not-found": { kind: "application", id: "demo-servce" },
  "owned-by-file": { kind: "application", id: "demo-service" },
  "if-match-absent": scope,
  "changed-meanwhile": { ...scope, sent: '"4"', current: '"7"' },
  "member-unknown": {
    fields: ["/redirect_url", "/grant_types/0"],
    sent: ["a list", "'password'"],
    expected: [
      "a member that exists, such as redirect_uris",
      "authorization_code, refresh_token or client_credentials",
    ],
    codes: ["admin/member-unknown", "admin/field-invalid"],
  },
  "field-invalid": {
    fields: ["/redirect_uris/0"],
    sent: ["'https://app.example/callback#done'"],
    expected: ["a redirect URI: it must have no fragment"],
    codes: ["admin/field-invalid"],
  },
  "operator-only": {
    fields: ["/first_party", "/scope"],
    sent: ["true", "'write_multipass'"],
    expected: ["false, unless an operator sets it", "a scope that isn't sensitive"],
    codes: ["admin/operator-only", "admin/operator-only"],
  },
  "self-service-off": {},
  "quota-reached": { owner: "grace", has: 10, most: 10 },
  "exists-already": { kind: "scope", id: "read_profile" },
  "request-pending": { application: "reports", open: "0a1b2c3d4e5" },
  "request-decided": { id: "0a1b2c3d4e5", state: "declined" },
  "request-outdated": {
    id: "0a1b2c3d4e5",
    application: "reports",
    because: ["The member redirect_uris of the application was changed."],
  },
  "in-use": { ...scope, by: ["client 'reports'"] },
};
