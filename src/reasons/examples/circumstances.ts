/** Circumstances of examples. test/catalogue/examples arranges each of them, and each is used by an example. */

type OfTheConfiguration =
  | "the issuer is https://id.example"
  | "there is a second API with the scope read_bills"
  | "reports.read is allowed for demo-service"
  | "demo-service is disabled"
  | "demo-service is enabled again"
  | "demo-service has a redirect URI"
  | "demo-service may use authorization_code"
  | "the first secret of demo-service has expired, and there is a second one"
  | "demo-service signs JWTs to authenticate"
  | "demo-strict may introspect tokens for the API"
  | "demo-web may use client_credentials"
  | "demo-web is exempt from PKCE"
  | "demo-service must send proofs"
  | "proofs need a nonce"
  | "demo-web must push its requests"
  | "demo-web has registered a public key"
  | "demo-web must sign its requests"
  | "https://app.example/callback is registered for demo-web";

type OfTheGrant =
  | "the authorization request had no code_challenge"
  | "the authorization request had dpop_jkt"
  | "the proof was already used"
  | "more than a minute has passed since the request was pushed"
  | "a code was issued for the request_uri"
  | "the code was already redeemed"
  | "more than a minute has passed since the redirect"
  | "the authorization was revoked"
  | "the refresh token was revoked"
  | "the refresh token was used a minute ago"
  | "the refresh token was unused for two weeks"
  | "the refresh token is bound to a key"
  | "the access token is bound to a key"
  | "the access token was revoked"
  | "more than ten minutes have passed since the access token was issued"
  | "the access token was requested with read_bills"
  | "ada was not asked for write_multipass"
  | "ada was asked only for read_profile";

type OfPeople =
  | "ada has signed out"
  | "the account of ada is disabled"
  | "the account of ada is enabled again"
  | "demo-web is no longer allowed any scope"
  | "demo-web is allowed its scopes again"
  | "five wrong passwords were entered"
  | "the server has no capacity left for sign-ins"
  | "the waiting sign-ins are finished"
  | "more than a day has passed since the link was created"
  | "there is a new link";

type OfTheServer =
  | "thirty wrong secrets were sent within a minute"
  | "a minute has passed"
  | "the server has a bug"
  | "the bug is fixed"
  | "the disk of the server is full"
  | "the disk has space again"
  | "the claims hook throws an error"
  | "the claims hook is fixed"
  | "the claims hook hangs"
  | "the claims hook responds again"
  | "the claims hook returns sub"
  | "the host reads bodies first"
  | "the host mounts Candor first"
  | "the server is shutting down"
  | "the server is up again";

type OfTheRegistry =
  | "demo-web is allowed candor:scopes"
  | "ada's access token was requested with candor:scopes"
  | "demo-web may ask users for candor:applications"
  | "users may not register applications"
  | "users may register applications"
  | "ada may have one application, and has it"
  | "ada may have two applications"
  | "the scope reports.write is registered"
  | "reports.write was registered with the same Idempotency-Key"
  | "the first request with this Idempotency-Key is still being carried out"
  | "the first request is finished"
  | "the server stopped while it carried out the first request"
  | "the description of reports.write was changed meanwhile"
  | "an application is allowed reports.write"
  | "no application is allowed reports.write"
  | "reports.read is requested for an application"
  | "the request was declined"
  | "the redirect URIs of the application were changed meanwhile"
  | "demo-strict is registered through the API instead of the file";

export type Circumstance = OfTheRegistry | OfTheConfiguration | OfTheGrant | OfPeople | OfTheServer;
