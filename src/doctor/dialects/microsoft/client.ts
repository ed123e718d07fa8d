/** Entra ID on clients, their secrets, their assertions, and the tenant they are looked for in. */
import type { Signature } from "../define.ts";
import { lookup, means, sts } from "./sts.ts";

const SECRET_VALUE =
  "Under App registrations > Certificates & secrets, make a new client secret and copy its Value (not the Secret ID) into the app's settings.";
const NEW_SECRET =
  "Under App registrations > Certificates & secrets, make a new client secret and put its Value into the app before removing the old one.";
const UPLOAD =
  "Upload the certificate that signs the assertion under Certificates & secrets > Certificates, and send its thumbprint (x5t) in the JWT header.";
const FEDERATED =
  "Under Certificates & secrets > Federated credentials, make issuer, subject and audience equal to the token's iss, sub and aud, letter for letter.";
const PUBLIC_FLOWS =
  "Under Authentication, set Allow public client flows to Yes, if the app is one that can keep no secret.";

export const client: readonly Signature[] = [
  sts(
    7000215,
    "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '5a1b0e2c-1111-4222-8333-123456789abc'.",
    [means("client-auth/secret-wrong", 0.95, SECRET_VALUE)],
  ),
  sts(
    7000222,
    "The provided client secret keys for app '5a1b0e2c-1111-4222-8333-123456789abc' are expired. Visit the Azure portal to create new keys for your app.",
    [means("client-auth/secret-expired", 0.97, NEW_SECRET)],
  ),
  sts(7000218, "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.", [
    means(
      "client-auth/secret-absent",
      0.65,
      "Send client_secret (or client_assertion) with the token request.",
      "The app is a server that has a secret.",
    ),
    means(
      "client/type-mismatch",
      0.5,
      PUBLIC_FLOWS,
      "The app is a desktop, mobile or command-line app, or signs in by device code or password.",
    ),
  ]),
  sts(
    7000216,
    "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type.",
    [
      means(
        "client-auth/secret-absent",
        0.93,
        "Send client_secret or client_assertion: this grant is for confidential clients only.",
      ),
    ],
    { page: lookup(7000216) },
  ),
  sts(700025, "Client is public so neither 'client_assertion' nor 'client_secret' should be presented.", [
    means(
      "client/type-mismatch",
      0.85,
      "Register the redirect URI under platform Web (confidential), or leave client_secret out of the request.",
    ),
    means("client-auth/method-mismatch", 0.5, "Leave client_secret and client_assertion out of the request."),
  ]),
  sts(700026, "Client application has no configured keys.", [means("client-auth/assertion-invalid", 0.9, UPLOAD)], {
    page: lookup(700026),
  }),
  sts(
    700027,
    "Client assertion contains an invalid signature. [Reason - The key was not found., Thumbprint of key used by client: '0123ABCD']",
    [means("client-auth/assertion-invalid", 0.95, UPLOAD)],
  ),
  sts(
    700024,
    "Client assertion is not within its valid time range. Current time: 2026-01-02T10:00:00.0000000Z, assertion valid from 2026-01-02T08:00:00.0000000Z, expiry time of assertion 2026-01-02T09:00:00.0000000Z.",
    [
      means(
        "client-auth/assertion-invalid",
        0.55,
        "Make a fresh assertion for each request (nbf now, exp at most ten minutes later), in seconds since 1970 and UTC; do not keep it.",
        "Expiry lies long in the past: an old assertion was kept.",
      ),
      means(
        "time/clock-skew",
        0.5,
        "Set the clock of the machine (NTP).",
        "Valid-from lies in the future, or the assertion was made just now by the machine's clock.",
      ),
    ],
    { page: lookup(700024) },
  ),
  sts(
    700023,
    "Client assertion audience claim does not match Realm issuer. Review the documentation at https://docs.microsoft.com/azure/active-directory/develop/active-directory-certificate-credentials.",
    [
      means(
        "client-auth/assertion-wrong-audience",
        0.95,
        "Set aud of the assertion to the token endpoint of that tenant: https://login.microsoftonline.com/<tenant id>/oauth2/v2.0/token.",
      ),
    ],
    { id: "AADSTS700023-audience", also: "audience", page: lookup(700023) },
  ),
  sts(
    700021,
    "Client assertion application identifier doesn't match 'client_id' parameter.",
    [
      means("client-auth/assertion-invalid", 0.7, "Set iss and sub of the assertion to client_id."),
      means("client-auth/client-id-mismatch", 0.6, "Send the client_id that the assertion is made for."),
    ],
    { page: lookup(700021) },
  ),
  sts(
    700212,
    "No matching federated identity record found for presented assertion audience 'api://Other'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion.",
    [
      means(
        "client-auth/assertion-wrong-audience",
        0.93,
        `${FEDERATED} The usual audience is api://AzureADTokenExchange.`,
      ),
    ],
    { page: lookup(700212) },
  ),
  sts(
    700211,
    "No matching federated identity record found for presented assertion issuer 'https://token.example.com'.",
    [means("client-auth/assertion-invalid", 0.93, FEDERATED)],
    { page: lookup(700211) },
  ),
  sts(
    700213,
    "No matching federated identity record found for presented assertion subject 'repo:org/app:ref:refs/heads/dev'.",
    [means("client-auth/assertion-invalid", 0.93, FEDERATED)],
    { page: lookup(700213) },
  ),
  sts(
    70021,
    "No matching federated identity record found for presented assertion. Assertion Issuer: 'https://token.actions.githubusercontent.com'. Assertion Subject: 'repo:org/app:ref:refs/heads/dev'.",
    [means("client-auth/assertion-invalid", 0.9, FEDERATED)],
    { page: lookup(70021) },
  ),
  sts(700229, "Only app-only tokens can be used as Federated Identity Credentials for Microsoft Entra issuer.", [
    means(
      "client-auth/assertion-invalid",
      0.85,
      "Present a token got by client credentials or by a managed identity, not one of a user.",
    ),
  ]),
  sts(700030, "Invalid certificate - subject name in certificate isn't authorized.", [
    means(
      "client-auth/assertion-invalid",
      0.85,
      "Use a certificate whose subject name is on the app's trusted list, or upload this certificate.",
    ),
  ]),
  sts(50012, "Invalid client secret is provided.", [means("client-auth/secret-wrong", 0.93, SECRET_VALUE)], {
    id: "AADSTS50012-secret",
    also: "client secret",
  }),
  sts(50012, "Client assertion contains an invalid signature.", [
    means("client-auth/assertion-invalid", 0.85, UPLOAD),
    means("client-auth/secret-wrong", 0.2, SECRET_VALUE),
  ]),
  sts(50048, "Subject mismatches Issuer claim in the client assertion.", [
    means("client-auth/assertion-invalid", 0.9, "Set both iss and sub of the client assertion to client_id."),
  ]),
  sts(50027, "Invalid JWT token. Token format not valid.", [
    means(
      "client-auth/assertion-invalid",
      0.5,
      "Check the JWT that you send: three parts, iss, sub, aud, exp.",
      "It was sent as client_assertion.",
    ),
    means("token/malformed", 0.45, "Send the token whole.", "It was sent as assertion or in the Authorization header."),
    means(
      "user/hint-invalid",
      0.2,
      "Leave id_token_hint away or send a fresh ID token.",
      "It was sent as id_token_hint.",
    ),
  ]),
];
