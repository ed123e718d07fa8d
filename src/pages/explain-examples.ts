/** What the page /explain can be tried with: one of each kind of input, with the cause that is found. */
import type { CauseCode } from "../reasons/causes.ts";

export interface ExplainExample {
  readonly label: string;
  readonly text: string;
  readonly finds: CauseCode;
}

/** A token of 2023, which has expired whenever it is looked at. Nobody signed it. */
const EXPIRED = [
  "eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6ImV4YW1wbGUifQ",
  "eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUiLCJzdWIiOiJhZGEiLCJhdWQiOlsiaHR0cHM6Ly9hcGkuZXhhbXBsZSIsImh0dHBzOi8vaWQuZXhhbXBsZS91c2VyaW5mbyJdLCJzY29wZSI6Im9wZW5pZCByZWFkX3Byb2ZpbGUiLCJpYXQiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMzYwMH0",
  "bm90LWEtc2lnbmF0dXJl",
].join(".");

export const EXAMPLES: readonly ExplainExample[] = [
  {
    label: "A callback URL",
    text: "https://app.example/callback?error=access_denied&error_description=AADSTS65004%3A+User+declined+to+consent+to+access+the+app.&state=af0ifjsldkj",
    finds: "user/denied",
  },
  {
    label: "A token response",
    text: `HTTP/1.1 400 Bad Request
content-type: application/json

{"error":"invalid_grant","error_description":"PKCE verification failed: Code mismatch"}`,
    finds: "pkce/verifier-mismatch",
  },
  {
    label: "A log line",
    text: "2026-11-20T09:14:03Z ERROR [auth] Sign-in failed: AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID.",
    finds: "client-auth/secret-wrong",
  },
  {
    label: "A curl command",
    text: `curl -i https://login.example/oauth2/token \\
  -H 'Content-Type: application/json' \\
  -d '{"grant_type":"client_credentials","scope":"read_profile"}'`,
    finds: "request/wrong-content-type",
  },
  { label: "A JWT", text: EXPIRED, finds: "token/expired" },
  {
    label: "An error from Candor",
    text: '{"error":"invalid_scope","error_description":"scope must be separated by spaces: \'read_profile write_multipass\'. (ref 25kpgjw2dde2)","error_uri":"http://localhost:9400/errors/scope/wrong-delimiter?ref=25kpgjw2dde2"}',
    finds: "scope/wrong-delimiter",
  },
];
