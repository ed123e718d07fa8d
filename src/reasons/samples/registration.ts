import type { Samples } from "./define.ts";

const one = (member: string, sent: string, expected: string) => ({
  members: [member],
  sent: [sent],
  expected: [expected],
});

export const registration: Samples<"registration"> = {
  "token-invalid": { needs: "initial access token", sent: true },
  "too-many": { retryAfter: 120 },
  full: { has: 10_000, most: 10_000 },
  "statement-invalid": one("software_statement", "text of 12 characters", "a signed JWT"),
  "statement-unapproved": one(
    "software_statement",
    "a JWT",
    "nothing, because this server trusts no issuer of statements",
  ),
  "redirect-uri-invalid": one(
    "redirect_uris[0]",
    '"https://app.example/callback#done"',
    "a redirect URI: it must have no fragment",
  ),
  "metadata-invalid": {
    members: ["initiate_login_uri", "token_endpoint_auth_method"],
    sent: ['"http://app.example/start"', '"password"'],
    expected: ["an https URL without a fragment", "one of client_secret_basic, client_secret_post, none"],
  },
};
