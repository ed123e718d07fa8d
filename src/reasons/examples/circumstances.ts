/** What can be the case in an example. Each name is arranged by test/catalogue/examples, and none is there that no example uses. */

type OfTheConfiguration =
  | "the issuer is https://id.example"
  | "there is a second API with the scope read_bills"
  | "reports.read is ticked for demo-service"
  | "demo-service is disabled"
  | "demo-service is enabled again"
  | "demo-service has a redirect URI"
  | "demo-service may use authorization_code"
  | "the first secret of demo-service has ended, and there is a second one"
  | "demo-strict may introspect tokens for the API"
  | "demo-web may use client_credentials"
  | "demo-web need not use PKCE"
  | "https://app.example/callback is registered for demo-web";

type OfTheGrant =
  | "the code was asked for without code_challenge"
  | "the code was redeemed before"
  | "more than a minute has passed since the redirect"
  | "the authorization was revoked"
  | "the refresh token was revoked"
  | "the refresh token was used a minute ago"
  | "the refresh token lay unused for two weeks"
  | "the access token was revoked"
  | "more than ten minutes have passed since the access token was issued"
  | "the access token was asked for with read_bills"
  | "ada was not asked for write_multipass"
  | "ada was asked for read_profile alone";

type OfPeople =
  | "ada has signed out"
  | "the account of ada is disabled"
  | "the account of ada is enabled again"
  | "demo-web may have no scope any more"
  | "demo-web may have its scopes again"
  | "five wrong passwords were typed"
  | "all places for sign-ins are taken"
  | "the sign-ins that waited are done"
  | "more than a day has passed since the link was made"
  | "there is a new link";

type OfTheServer =
  | "thirty wrong secrets came within a minute"
  | "a minute has passed"
  | "the server has a bug"
  | "the bug is fixed"
  | "the disk of the server is full"
  | "the disk has room again"
  | "the host reads bodies first"
  | "the host mounts Candor first"
  | "the server is shutting down"
  | "the server is up again";

export type Circumstance = OfTheConfiguration | OfTheGrant | OfPeople | OfTheServer;
