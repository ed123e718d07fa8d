/** What Okta says when it refuses, by its documentation and source. */
import type { Dialect } from "./define.ts";
import { api } from "./okta/api.ts";
import { apiWords } from "./okta/api-words.ts";
import { authorize } from "./okta/authorize.ts";
import { clientAuth } from "./okta/client-auth.ts";
import { prompt } from "./okta/prompt.ts";
import { token } from "./okta/token.ts";

export const okta: Dialect = {
  provider: "okta",
  name: "Okta",
  hosts: [".okta.com", ".oktapreview.com", ".okta-emea.com", ".okta-gov.com", ".okta.mil"],
  marks: [
    /\/oauth2\/(?:default|aus[a-z0-9]{10,})(?:\/|\b)/i,
    /"errorCode"\s*:\s*"E0000\d{3}"/i,
    /\bE0000\d{3}\b/i,
    /\bx-okta-request-id\b/i,
    /\bokta-auth-js\b|@okta\/|OktaAuth\b|AuthSdkError/i,
  ],
  signatures: [...authorize, ...prompt, ...token, ...clientAuth, ...api, ...apiWords],
  departures: [
    {
      says: "Errors of the authorization page and of the API have errorCode, errorSummary, errorLink, errorId and errorCauses in place of error and error_description.",
      page: "https://developer.okta.com/docs/reference/error-codes/",
    },
    {
      says: "state is demanded in every authorization request, though RFC 6749 only recommends it.",
      page: "https://github.com/oktadeveloper/okta-blog-archive/pull/668",
    },
    {
      says: "The only code_challenge_method taken is S256.",
      page: "https://github.com/oktadeveloper/okta-blog-archive/pull/956",
    },
  ],
};
