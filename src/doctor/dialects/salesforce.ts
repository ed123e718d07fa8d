/** What Salesforce says when it refuses, by its documentation and source. */
import type { Dialect } from "./define.ts";
import { api } from "./salesforce/api.ts";
import { authorize } from "./salesforce/authorize.ts";
import { token } from "./salesforce/token.ts";

export const salesforce: Dialect = {
  provider: "salesforce",
  name: "Salesforce",
  hosts: [".salesforce.com", ".force.com", ".salesforce-sites.com", ".site.com", ".cloudforce.com"],
  marks: [
    /\/services\/oauth2\/(?:authorize|token|revoke|introspect|userinfo)/i,
    /"instance_url"/i,
    /\bOAUTH_(?:APP|EC_APP|APPROVAL|AUTHORIZATION)_\w+/i,
    /\bjsforce\b|simple[_-]salesforce|\bsfdx\b|\bForceMobileSDK\b/i,
  ],
  signatures: [...authorize, ...token, ...api],
  departures: [
    {
      says: "A redirect_uri that is not registered gets redirect_uri_mismatch, shown on a page.",
      page: "https://support.ptc.com/help/servicemaxcore/en/articles/service_board/troubleshooting-oauth-errors.html",
    },
    {
      says: "JSON error bodies of the REST API are a list of {errorCode, message}.",
      page: "https://help.salesforce.com/s/articleView?id=sf.remoteaccess_oauth_flow_errors.htm&language=en_US&type=5",
    },
    {
      says: "A user may have five tokens for one app; a sixth sign-in ends the oldest without a word.",
      page: "https://www.useparagon.com/integration-error-solutions/salesforce-invalid-grant-expired-access-refresh-token",
    },
  ],
};
