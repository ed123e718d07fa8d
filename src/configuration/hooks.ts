/** Hooks: functions of yours that the server calls. They can't be written in JSON. */
import { z } from "zod";
import type { AskUserHook, ClaimsHook, UserStore } from "../ports/hooks.ts";

const isFunction = (value: unknown): boolean => typeof value === "function";

const METHODS = ["find", "findByUsername", "verify"] as const;

/** An object or an instance of a class, with every method. */
function isUserStore(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return METHODS.every((method) => isFunction((value as Readonly<Record<string, unknown>>)[method]));
}

export const hooks = z
  .strictObject({
    claims: z
      .custom<ClaimsHook>(isFunction)
      .meta({ kind: "function", expected: "a function that returns claims" })
      .optional()
      .describe("Returns claims to add to access tokens, ID tokens and userinfo. See [hooks](../guides/hooks.md)."),
    users: z
      .custom<UserStore>(isUserStore)
      .meta({ kind: "object", expected: `an object with the functions ${METHODS.join(", ")}` })
      .optional()
      .describe(
        "A user store of your own, in place of the built-in one, where only operators stay. See [hooks](../guides/hooks.md#users-of-your-own).",
      ),
    askUser: z
      .custom<AskUserHook>(isFunction)
      .meta({ kind: "function", expected: "a function that sends a link" })
      .optional()
      .describe(
        "Lets a user know that an app asks at `/bc-authorize`, for example by push or mail. See [ask users elsewhere](../guides/ask-users.md).",
      ),
    timeout: z
      .number()
      .int()
      .min(1)
      .max(60_000)
      .default(2_000)
      .describe("How long each call of a hook may take, in milliseconds. Then the request is refused."),
  })
  .prefault({})
  .describe("Functions of yours that the server calls.");
