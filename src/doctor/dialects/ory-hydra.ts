/** Ory Hydra and other servers built on fosite: their hints, as the source prints them. */
import type { Dialect } from "./define.ts";
import { assertion } from "./ory-hydra/assertion.ts";
import { authorization } from "./ory-hydra/authorization.ts";
import { client } from "./ory-hydra/client.ts";
import { interaction } from "./ory-hydra/interaction.ts";
import { token } from "./ory-hydra/token.ts";

export const oryHydra: Dialect = {
  provider: "ory-hydra",
  name: "Ory Hydra",
  hosts: [".projects.oryapis.com", ".ory.sh", ".oryapis.com"],
  marks: [/\berror_hint=/, /\bory_(?:at|rt|ac)_/, /\/oauth2\/fallbacks\/error/, /\bory[_-]hydra/i],
  signatures: [...authorization, ...interaction, ...client, ...token, ...assertion],
  departures: [
    {
      says: "Puts the reason into error_description after the standard sentence, and in older versions into error_hint and error_debug.",
      page: "https://github.com/ory/fosite/blob/master/errors.go",
    },
    {
      says: "Refuses a state of less than eight characters as invalid_state.",
      page: "https://github.com/ory/fosite/blob/master/authorize_request_handler.go",
    },
  ],
};
