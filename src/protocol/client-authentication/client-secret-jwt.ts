/** A JWT with a MAC by the client's secret, which isn't sent itself (OpenID Connect Core 9). */
import { openid } from "../../specs.ts";
import type { AuthenticationMethod } from "./method.ts";
import { privateKeyJwt } from "./private-key-jwt.ts";

export const clientSecretJwt: AuthenticationMethod<"client_secret_jwt"> = {
  name: "client_secret_jwt",
  cites: openid("core", "9"),
  sends: "The same with a MAC by its secret in place of a signature. Only for clients of the configuration file.",
  secret: true,
  // Its parameters are those of private_key_jwt, which tells the two apart.
  isUsed: () => false,
  presents: (received) => privateKeyJwt.presents(received),
  authenticate: (bare, clientId) => privateKeyJwt.authenticate(bare, clientId),
};
