/** ZITADEL and other servers built on zitadel/oidc. */
import type { Dialect } from "./define.ts";
import { authorization } from "./zitadel/authorization.ts";
import { token } from "./zitadel/token.ts";

export const zitadel: Dialect = {
  provider: "zitadel",
  name: "ZITADEL",
  hosts: [".zitadel.cloud"],
  marks: [
    /\bzitadel\b/i,
    /urn:zitadel:iam/,
    /\/oauth\/v2\/(?:authorize|token|introspect|keys)\b/,
    /\bErrors\.(?:App|Project|OIDCSession|AuthRequest|Token|User|Instance)\./,
  ],
  signatures: [...authorization, ...token],
};
