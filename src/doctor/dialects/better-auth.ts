/** Better Auth: its social sign-in, and its OAuth provider plugin. */

import { callback } from "./better-auth/callback.ts";
import { provider } from "./better-auth/provider.ts";
import type { Dialect } from "./define.ts";

export const betterAuth: Dialect = {
  provider: "better-auth",
  name: "Better Auth",
  hosts: [],
  marks: [/\bbetter[-_ ]auth\b/i, /\/api\/auth\/(?:oauth2|callback\/|sign-in\/social|mcp)\b/],
  signatures: [...callback, ...provider],
};
