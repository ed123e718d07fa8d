/** openid-client (5 and 6) and oauth4webapi: the messages of the client itself. */
import type { Dialect } from "./define.ts";
import { v5 } from "./openid-client/v5.ts";
import { v6 } from "./openid-client/v6.ts";

export const openidClient: Dialect = {
  provider: "openid-client",
  name: "openid-client and oauth4webapi",
  hosts: [],
  marks: [
    /\b(?:openid-client|oauth4webapi)\b/,
    /\bOPError\b|\bRPError\b/,
    /\bcode: 'OAUTH_[A-Z_]+'/,
    /\bOperationProcessingError\b/,
  ],
  signatures: [...v6, ...v5],
};
