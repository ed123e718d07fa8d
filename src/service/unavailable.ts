/** What the server can't do although the request is valid: its storage doesn't work, a hook fails, or a client has no key to encrypt to. */
import { NoKeyToEncryptTo } from "../ports/client-keys.ts";
import { HookFault } from "../ports/hooks.ts";
import { StorageUnavailable } from "../ports/storage.ts";
import type { Finding } from "../protocol/http/occasion.ts";

export type Unavailable = StorageUnavailable | HookFault | NoKeyToEncryptTo;

export const isUnavailable = (error: unknown): error is Unavailable =>
  error instanceof StorageUnavailable || error instanceof HookFault || error instanceof NoKeyToEncryptTo;

/** What is found, and so refused. */
export function findingOfUnavailable(error: Unavailable): Finding {
  if (error instanceof StorageUnavailable) return { is: "storage", storage: error.reason };
  if (error instanceof NoKeyToEncryptTo) return { is: "no-key", ...error.evidence };
  const { is, ...more } = error.failure;
  return { is: "hook", hook: error.hook, failure: is, ...more };
}

/** What a hook threw, for the log and the journal, where only the operator sees it. Secrets are covered. */
export function faultOfHook(error: unknown): string | undefined {
  return error instanceof HookFault ? `${error.hook}: ${error.message}` : undefined;
}
