/** node-oidc-provider: what is said of registration. */
import type { Signature } from "../define.ts";

const SCHEMA = "https://github.com/panva/node-oidc-provider/blob/main/lib/helpers/client_schema.js";

export const registration: readonly Signature[] = [
  {
    id: "redirect-localhost",
    says: /must not be using localhost|native clients using http as a protocol can only use loopback|using implicit flow MUST only register URLs using the https/i,
    distinctive: true,
    means: [
      {
        reason: "redirect-uri/not-allowed",
        weight: 0.9,
        fix: "Register https URLs for web clients; set application_type to native for loopback ones.",
      },
    ],
    page: SCHEMA,
    example: {
      error: "invalid_redirect_uri",
      description: "redirect_uris for web clients using implicit flow must not be using localhost",
    },
  },
  {
    id: "redirect",
    error: "invalid_redirect_uri",
    says: /redirect_uris must/i,
    means: [{ reason: "redirect-uri/malformed", weight: 0.85, fix: "Register absolute URLs without a fragment." }],
    page: SCHEMA,
    example: { error: "invalid_redirect_uri", description: "redirect_uris must only contain web uris" },
  },
  {
    id: "metadata",
    error: "invalid_client_metadata",
    means: [
      { reason: "registration/metadata-invalid", weight: 0.9, fix: "Correct the member that the description names." },
    ],
    page: SCHEMA,
    example: {
      error: "invalid_client_metadata",
      description: "grant_types can only contain 'authorization_code', 'implicit', or 'refresh_token'",
    },
  },
];
