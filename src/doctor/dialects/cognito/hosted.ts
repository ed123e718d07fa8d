/** Amazon Cognito: the hosted pages and what they show. */
import type { Signature } from "../define.ts";

const PAGE_0 = "https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html";
const PAGE_1 = "https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html";

export const hosted: readonly Signature[] = [
  {
    id: "redirect-mismatch",
    says: /redirect_mismatch/i,
    distinctive: true,
    means: [
      {
        reason: "redirect-uri/unregistered",
        weight: 0.85,
        fix: "User pool > App clients > (client) > Login pages > Allowed callback URLs: add the redirect_uri exactly (final slash, port, https; http only for localhost).",
      },
      {
        reason: "redirect-uri/trailing-slash",
        weight: 0.25,
        fix: "Write the URL the same way in both places.",
        tell: "A final slash is all that differs.",
      },
      {
        reason: "redirect-uri/scheme-mismatch",
        weight: 0.2,
        fix: "Let the application send https (a load balancer ends TLS).",
        tell: "http in place of https.",
      },
    ],
    page: PAGE_0,
    example: { text: "https://demo.auth.eu-west-1.amazoncognito.com/error?error=redirect_mismatch&client_id=abc123" },
  },
  {
    id: "signed-out-redirect",
    says: /required string parameter .?(?:redirect_uri|response_type|logout_uri|client_id|scope).? is not present|required parameter.{0,20}(?:missing|not present)/i,
    means: [
      {
        reason: "request/parameter-absent",
        weight: 0.95,
        fix: "Send the parameter that is named; /logout wants client_id with logout_uri, or redirect_uri and response_type.",
      },
    ],
    page: PAGE_0,
    example: { text: "Required String parameter 'redirect_uri' is not present" },
  },
  {
    id: "client-does-not-exist",
    says: /client .{0,40}does not exist|user pool client \S+ does not exist/i,
    means: [
      {
        reason: "client/unknown",
        weight: 0.95,
        fix: "Use the app client id of the user pool that owns this domain (and region).",
      },
    ],
    page: PAGE_0,
    example: { text: "ResourceNotFoundException: User pool client abc123 does not exist." },
  },
  {
    id: "invalid-scope",
    says: /^invalid_scope$|error=invalid_scope|invalid_scope/im,
    means: [
      {
        reason: "scope/not-allowed-for-client",
        weight: 0.7,
        fix: "User pool > App clients > (client) > Login pages > OpenID Connect scopes and Custom scopes: tick every scope that is asked.",
        tell: "The scope exists in the pool.",
      },
      {
        reason: "scope/unknown",
        weight: 0.45,
        fix: "Custom scopes are written resource-server-identifier/scope: see Branding > Domain > Resource servers.",
      },
      { reason: "scope/missing", weight: 0.1, fix: "client_credentials needs a custom scope allowed for the client." },
    ],
    page: PAGE_1,
    example: { error: "invalid_scope" },
  },
  {
    id: "response-type",
    error: ["unauthorized_client", "unsupported_response_type"],
    parameter: { name: "response_type" },
    means: [
      {
        reason: "client/response-type-not-allowed",
        weight: 0.7,
        fix: "User pool > App clients > (client) > Login pages > OAuth grant types: tick Authorization code grant (or Implicit).",
      },
    ],
    page: PAGE_0,
    example: {
      error: "unauthorized_client",
      request:
        "GET https://demo.auth.eu-west-1.amazoncognito.com/oauth2/authorize?response_type=token&client_id=abc HTTP/1.1\n\n",
    },
  },
  {
    id: "login-pages-unavailable",
    says: /login pages unavailable|login option is not available/i,
    distinctive: true,
    means: [
      {
        reason: "client/response-type-not-allowed",
        weight: 0.5,
        fix: "User pool > App clients > (client) > Login pages > edit the managed login: grant types, scopes and an identity provider must be set.",
      },
      {
        reason: "redirect-uri/unregistered",
        weight: 0.4,
        fix: "User pool > App clients > (client) > Login pages > Allowed callback URLs: add the redirect_uri.",
      },
    ],
    page: PAGE_0,
    example: { text: "Login pages unavailable. Please contact an administrator." },
  },
  {
    id: "idp-callback",
    says: /exception[+ ]when[+ ]processing|attributes[+ ]required|error[+ ]in[+ ](?:saml|oidc)[+ ]response|invalid[+ ]saml[+ ]response/i,
    means: [
      {
        reason: "client-auth/secret-wrong",
        weight: 0.4,
        fix: "User pool > Social and external providers: check client id, secret and endpoints of the other provider.",
      },
      { reason: "server/fault", weight: 0.3, fix: "Look at what the outside provider returned to Cognito." },
    ],
    page: PAGE_0,
    example: { text: "invalid_request: attributes required: [email]" },
  },
  {
    id: "already-found",
    says: /already found an entry for username/i,
    distinctive: true,
    means: [
      {
        reason: "user/interaction-required",
        weight: 0.4,
        fix: "A known quirk of linking at first federated sign-in: begin the sign-in once more.",
      },
    ],
    page: PAGE_0,
    example: { text: "Already found an entry for username google_1234567890" },
  },
  {
    id: "lambda",
    says: /(?:PreSignUp|PreAuthentication|PostAuthentication|PreTokenGeneration|PostConfirmation|PreTokenGenerationV\d) failed with error|user lambda validation|UserLambdaValidation|UnexpectedLambda|InvalidLambdaResponse/i,
    distinctive: true,
    means: [
      {
        reason: "user/policy-blocked",
        weight: 0.6,
        fix: "User pool > Extensions (Lambda triggers): look at the log of the trigger that is named.",
      },
    ],
    page: PAGE_0,
    example: { text: "PreSignUp failed with error Sign-up is not allowed for this domain." },
  },
];
