/** Auth.js and NextAuth.js: log lines, and the ?error= of its own pages. */
import type { Dialect } from "./define.ts";
import { callback } from "./next-auth/callback.ts";

export const nextAuth: Dialect = {
  provider: "next-auth",
  name: "Auth.js (NextAuth.js)",
  hosts: [],
  marks: [
    /\[next-auth\]|\[auth\]\[(?:error|cause|details|debug)\]/,
    /\/api\/auth\/(?:callback|signin|error|session)\b/,
    /errors\.authjs\.dev|next-auth\.js\.org\/errors/,
    /\b(?:next-auth|authjs|__Secure-next-auth)\./,
  ],
  signatures: [...callback],
};
