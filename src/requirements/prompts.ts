/** What is required of the values of prompt that a server lists (Initiating User Registration via OpenID Connect 1.0). */
import { openid } from "../specs.ts";
import type { Requirements } from "./define.ts";

const IGNORED = "Applications send users for something that never happens, and can't tell.";

export const prompts = {
  "prompt/values": {
    cites: [openid("promptCreate", "4.2")],
    level: "MUST",
    says: "prompt_values_supported is a list of values.",
    threat: "Applications can't tell what they may ask for.",
    by: "prompts/values",
  },
  "prompt/listed": {
    cites: [openid("promptCreate", "4.2")],
    level: "MUST",
    says: "Every value that prompt_values_supported lists is accepted.",
    threat: "Applications that read the metadata send users into an error.",
    by: "prompts/listed",
  },
  "prompt/unlisted": {
    cites: [openid("promptCreate", "4")],
    level: "SHOULD",
    says: "A value that prompt_values_supported doesn't list is refused as invalid_request.",
    threat: IGNORED,
    by: "prompts/unlisted",
  },
  "prompt/create": {
    cites: [openid("promptCreate", "4")],
    level: "MUST",
    says: "If create is listed, a user who is signed in is sent to create an account.",
    threat: "Applications that send users to create an account get them back with the account that they had.",
    by: "prompts/create",
  },
  "prompt/select-account": {
    cites: [openid("core", "3.1.2.1")],
    level: "SHOULD",
    says: "If select_account is listed, a user who is signed in is asked which account to use.",
    threat: "Users with several accounts stay in the wrong one.",
    by: "prompts/select-account",
  },
} satisfies Requirements;
