/** Dex. */
import type { Dialect } from "./define.ts";
import { authorization } from "./dex/authorization.ts";
import { token } from "./dex/token.ts";

export const dex: Dialect = {
  provider: "dex",
  name: "Dex",
  hosts: [],
  marks: [/\bdex(?:idp)?\b/, /\/dex\/(?:auth|token|callback|userinfo)\b/],
  signatures: [...token, ...authorization],
};
