/** Ory Hydra: what is said of clients and their authentication. */
import type { Signature } from "../define.ts";

const CLIENT = "https://github.com/ory/fosite/blob/master/client_authentication.go";

export const client: readonly Signature[] = [
  {
    id: "method-basic",
    says: /supports client authentication method '.*', but method '(?:client_secret_basic|client_secret_post|none)' was requested/i,
    distinctive: true,
    means: [
      {
        reason: "client-auth/method-mismatch",
        weight: 0.97,
        fix: "Set the client's token_endpoint_auth_method to the method that you send, or send the one it names: `hydra update oauth2-client <id> --token-endpoint-auth-method client_secret_post`.",
      },
    ],
    page: CLIENT,
    example: {
      error: "invalid_client",
      description:
        "The OAuth 2.0 Client supports client authentication method 'client_secret_basic', but method 'client_secret_post' was requested. You must configure the OAuth 2.0 client's 'token_endpoint_auth_method' value to accept 'client_secret_post'.",
    },
  },
  {
    id: "method-assertion",
    says: /client_assertion' was provided in the request|only supports client authentication method '|does not support client authentication method/i,
    distinctive: true,
    means: [
      {
        reason: "client-auth/method-mismatch",
        weight: 0.9,
        fix: "Register the client with token_endpoint_auth_method private_key_jwt and its jwks, or authenticate by its secret.",
      },
    ],
    page: CLIENT,
    example: {
      error: "invalid_client",
      description:
        "This requested OAuth 2.0 client only supports client authentication method 'client_secret_basic', however 'client_assertion' was provided in the request.",
    },
  },
  {
    id: "credentials-missing",
    says: /Client credentials missing or malformed in both HTTP Authorization header and HTTP POST body/i,
    distinctive: true,
    means: [
      {
        reason: "client-auth/secret-absent",
        weight: 0.9,
        fix: "Send client id and secret, by HTTP Basic or in the form body; a public client sends client_id and needs token_endpoint_auth_method none.",
      },
    ],
    page: CLIENT,
    example: {
      error: "invalid_request",
      description: "Client credentials missing or malformed in both HTTP Authorization header and HTTP POST body.",
    },
  },
  {
    id: "basic-encoding",
    says: /(?:client (?:id|secret) in the HTTP authorization header could not be decoded|Unable to decode OAuth 2\.0 Client (?:ID|Secret) from HTTP basic)/i,
    distinctive: true,
    means: [
      {
        reason: "client-auth/secret-encoding",
        weight: 0.97,
        fix: "Form-encode id and secret before the Basic header is made; a bare % in the secret breaks it.",
      },
    ],
    page: CLIENT,
    example: {
      error: "invalid_request",
      description:
        "The client secret in the HTTP authorization header could not be decoded from 'application/x-www-form-urlencoded'.",
    },
  },
  {
    id: "assertion-audience",
    says: /Claim 'aud(?:ience)?' from 'client_assertion' must match/i,
    distinctive: true,
    means: [
      {
        reason: "client-auth/assertion-wrong-audience",
        weight: 0.95,
        fix: "Set aud of the client assertion to the token endpoint's full URL.",
      },
    ],
    page: CLIENT,
    example: {
      error: "invalid_client",
      description:
        "Claim 'audience' from 'client_assertion' must match the authorization server's token endpoint 'https://hydra.example.com/oauth2/token'.",
    },
  },
  {
    id: "assertion-invalid",
    says: /client_assertion' (?:must (?:match|be set)|MUST only|value|request parameter uses|uses signing algorithm)|client_assertion JSON Web Token is undefined|Unknown client_assertion_type|JSON Web Token uses signing key with kid|Unable to find (?:RSA|ECDSA) public key with use='sig'|does not have any JSON Web Keys|has no JSON Web Keys set registered/i,
    distinctive: true,
    means: [
      {
        reason: "client-auth/assertion-invalid",
        weight: 0.9,
        fix: "Register the signing key in the client's jwks or jwks_uri (use=sig, same kid and alg), and set iss and sub to the client id with a fresh jti.",
      },
    ],
    page: CLIENT,
    example: { error: "invalid_client", description: "Claim 'jti' from 'client_assertion' MUST only be used once." },
  },
  {
    id: "public-client-credentials",
    says: /marked as public and is thus not allowed to use authorization grant 'client_credentials'/i,
    distinctive: true,
    means: [
      {
        reason: "client/type-mismatch",
        weight: 0.95,
        fix: "Make the client confidential (token_endpoint_auth_method client_secret_basic) for client_credentials.",
      },
    ],
    page: CLIENT,
    example: {
      error: "invalid_grant",
      description:
        "The OAuth 2.0 Client is marked as public and is thus not allowed to use authorization grant 'client_credentials'.",
    },
  },
  {
    id: "grant-type-client",
    says: /not allowed to use (?:the )?authorization grant/i,
    distinctive: true,
    means: [
      {
        reason: "client/grant-type-not-allowed",
        weight: 0.97,
        fix: "Add the grant to the client's grant_types: `hydra update oauth2-client <id> --grant-type ...`.",
      },
    ],
    page: CLIENT,
    example: {
      error: "unauthorized_client",
      description:
        "The client is not authorized to request a token using this method. The OAuth 2.0 Client is not allowed to use authorization grant 'authorization_code'.",
    },
  },
  {
    id: "http-method",
    says: /HTTP method is '.*'[^.]*expected 'POST'/i,
    distinctive: true,
    means: [{ reason: "request/wrong-method", weight: 0.97, fix: "Send a POST to /oauth2/token." }],
    page: CLIENT,
    example: { error: "invalid_request", description: "HTTP method is 'GET', expected 'POST'." },
  },
  {
    id: "body-unparsable",
    says: /Unable to parse HTTP body, make sure to send a properly formatted form/i,
    distinctive: true,
    means: [
      {
        reason: "request/wrong-content-type",
        weight: 0.85,
        fix: "Send the parameters as application/x-www-form-urlencoded.",
      },
    ],
    page: CLIENT,
    example: {
      error: "invalid_request",
      description: "Unable to parse HTTP body, make sure to send a properly formatted form request body.",
    },
  },
  {
    id: "body-empty",
    says: /POST body can not be empty/i,
    distinctive: true,
    means: [
      {
        reason: "request/wrong-content-type",
        weight: 0.7,
        fix: "Put the parameters into a form body (application/x-www-form-urlencoded), not into JSON or the query.",
      },
    ],
    page: CLIENT,
    example: { error: "invalid_request", description: "The POST body can not be empty." },
  },
  {
    id: "grant-type-missing",
    says: /Request parameter 'grant_type' is missing/i,
    distinctive: true,
    means: [
      { reason: "request/parameter-absent", weight: 0.7, fix: "Send grant_type in the form body." },
      {
        reason: "request/wrong-content-type",
        weight: 0.5,
        fix: "Send a form body with its Content-Type; JSON is not read.",
        tell: "The request has a JSON body.",
      },
    ],
    page: CLIENT,
    example: { error: "invalid_request", description: "Request parameter 'grant_type' is missing" },
  },
  {
    id: "grant-unsupported",
    error: "unsupported_grant_type",
    says: /authorization grant type is not supported by the authorization server/i,
    means: [
      {
        reason: "request/grant-type-unsupported",
        weight: 0.85,
        fix: "Check the spelling of grant_type; Hydra has no password grant by default.",
      },
    ],
    page: CLIENT,
    example: {
      error: "unsupported_grant_type",
      description: "The authorization grant type is not supported by the authorization server.",
    },
  },
  {
    id: "client-invalid",
    error: "invalid_client",
    says: /Client authentication failed \(e\.g\., unknown client, no client authentication included/i,
    means: [
      {
        reason: "client-auth/secret-wrong",
        weight: 0.6,
        fix: "Set the secret again with `hydra update oauth2-client` and copy it whole.",
        tell: "The client is in the list of clients.",
      },
      {
        reason: "client/unknown",
        weight: 0.45,
        fix: "Check the id and the instance or project.",
        tell: "The id is not in the list of clients.",
      },
      {
        reason: "client-auth/method-mismatch",
        weight: 0.2,
        fix: "Send the credentials as the client's token_endpoint_auth_method says.",
      },
    ],
    page: CLIENT,
    example: {
      error: "invalid_client",
      description:
        "Client authentication failed (e.g., unknown client, no client authentication included, or unsupported authentication method).",
    },
  },
  {
    id: "unauthorized-client",
    error: "unauthorized_client",
    says: /client is not authorized to request a token using this method/i,
    means: [
      {
        reason: "client/grant-type-not-allowed",
        weight: 0.8,
        fix: "Add the grant type and response type to the client.",
      },
    ],
    page: CLIENT,
    example: {
      error: "unauthorized_client",
      description: "The client is not authorized to request a token using this method.",
    },
  },
];
