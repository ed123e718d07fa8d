/** What FusionAuth says when it refuses, by its documentation and source. */
import type { Dialect } from "./define.ts";
import { authorize } from "./fusionauth/authorize.ts";
import { token } from "./fusionauth/token.ts";

export const fusionauth: Dialect = {
  provider: "fusionauth",
  name: "FusionAuth",
  hosts: [".fusionauth.io"],
  marks: [/"error_reason"\s*:/i, /\bfusionauth\b/i, /\bFUSIONAUTH_\w+/i],
  signatures: [...authorize, ...token],
  departures: [
    {
      says: "Errors carry error_reason in addition to error and error_description: the precise cause.",
      page: "https://docs.rs/crate/fusionauth-rust-client/latest/source/docs/OAuthErrorReason.md",
    },
    {
      says: "A code that it does not find (spent or expired too) gets invalid_request by older versions.",
      page: "https://github.com/FusionAuth/fusionauth-issues/issues/150",
    },
  ],
};
