/** What Amazon Cognito says when it refuses, by its documentation and source. */

import { api } from "./cognito/api.ts";
import { hosted } from "./cognito/hosted.ts";
import { token } from "./cognito/token.ts";
import type { Dialect } from "./define.ts";

export const cognito: Dialect = {
  provider: "cognito",
  name: "Amazon Cognito",
  hosts: [".amazoncognito.com", ".amazoncognito.cn"],
  marks: [
    /cognito-idp\.[a-z0-9-]+\.amazonaws\.com/i,
    /\bCognitoIdentityProvider\b|aws-amplify|amazon-cognito-identity-js|AWSCognito/i,
    /\bcognito\b/i,
  ],
  signatures: [...hosted, ...token, ...api],
  departures: [
    {
      says: "The token endpoint gives an error and nothing else: no error_description, so each error covers several causes.",
      page: "https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html",
    },
    {
      says: "A redirect_uri that differs in the token request gets unauthorized_client or invalid_grant.",
      page: "https://stackoverflow.com/questions/50264679/aws-cognito-unauthorized-client-error-when-hitting-oauth2-token",
    },
    {
      says: "A failed PKCE check gets invalid_grant; after it the code is spent.",
      page: "https://repost.aws/zh-Hant/questions/QUribd4ytZTnmoxKt_B7DXFg/cognito-returns-invalid-request-and-unauthorized-client",
    },
  ],
};
