/** What Logto says when it refuses, by its documentation and source. */
import type { Dialect } from "./define.ts";
import { interaction } from "./logto/interaction.ts";
import { token } from "./logto/token.ts";

export const logto: Dialect = {
  provider: "logto",
  name: "Logto",
  hosts: [".logto.app", ".logto.io"],
  marks: [
    /"code"\s*:\s*"oidc\.\w+"/i,
    /\boidc\.(?:invalid|aborted|access_denied|insufficient|unsupported|session|provider)_?\w*/i,
    /\blogto\b/i,
  ],
  signatures: [...interaction, ...token],
  departures: [
    {
      says: "Errors have code (oidc.invalid_grant) and message in addition to error and error_description.",
      page: "https://github.com/logto-io/logto/blob/master/packages/phrases/src/locales/en/errors/oidc.ts",
    },
    {
      says: "It is built on node-oidc-provider and writes its messages too.",
      page: "https://github.com/logto-io/logto",
    },
  ],
};
