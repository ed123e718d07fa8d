/** Checks the page where users create an account. */
import { RETURN_TO } from "../protocol/authorization/sign-up.ts";
import { requestedUrlFault } from "./client-key-faults.ts";
import type { ConfigurationFault } from "./fault.ts";
import { quoted } from "./form.ts";
import type { Configuration } from "./schema.ts";

/** Names what is wrong with the URL. */
export function* signUpFaults({ signUp: set }: Pick<Configuration, "signUp">): Generator<ConfigurationFault> {
  if (set === undefined) return;
  const isTaken = URL.canParse(set.url) && new URL(set.url).searchParams.has(RETURN_TO);
  const expected = isTaken ? `a URL without ${RETURN_TO}, which the server adds` : requestedUrlFault(set.url);
  if (expected !== undefined) yield { key: "signUp.url", is: quoted(set.url), expected };
}
