/** Id and secret in the Authorization header (RFC 6749 2.3.1). */
import { rfc } from "../../specs.ts";
import { ANY_SECRET, presentedInBody } from "./credentials.ts";
import type { AuthenticationMethod } from "./method.ts";

export const clientSecretBasic: AuthenticationMethod<"client_secret_basic"> = {
  name: "client_secret_basic",
  cites: rfc(6749, "2.3.1"),
  sends: "`Authorization: Basic`, with the form-encoded client_id and secret.",
  secret: true,
  isUsed: ({ authorization }) => authorization.is === "basic",
  names: ({ authorization }) => {
    if (authorization.is !== "basic") return [];
    const { clientId, undecoded } = authorization;
    return undecoded === undefined ? [clientId] : [clientId, undecoded.clientId];
  },
  presents: (received) => {
    const { authorization } = received;
    if (authorization.is !== "basic") return presentedInBody("client_secret_basic", received, undefined);
    const { clientId, secret, undecoded } = authorization;
    // A public client whose library insists on Basic sends an empty password, which isn't a credential.
    if (secret === "") return { method: "none", clientId, secret: undefined, undecoded };
    return { method: "client_secret_basic", clientId, secret, undecoded };
  },
  authenticate: (bare, clientId) => ({
    ...bare,
    authorization: { is: "basic", clientId, secret: ANY_SECRET, undecoded: undefined },
  }),
};
