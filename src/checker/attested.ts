/** How probes ask as an attested instance, right and wrong. */
import type { AttestationChanges } from "./attestation-changes.ts";
import { ATTESTATION, type AttestationKeys, keysOf, PROOF } from "./attesting.ts";
import { CannotTell } from "./cannot-tell.ts";
import { type Door, grantOf } from "./door.ts";
import { type Exchange, errorOf, statusOf } from "./exchange.ts";
import { type Changes, type Lab, pairsOf } from "./lab.ts";
import { endpoint, type TestClient } from "./target.ts";

/** What is different from a right request. A header that is undefined is left out. */
export interface Attempt {
  readonly changes?: AttestationChanges;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly form?: Changes;
}

export interface AttestedDoor extends Door {
  readonly keys: AttestationKeys;
  ask(attempt: Attempt): Promise<Exchange>;
  /** The same, whatever else is under way. */
  /** Sends the same several times at once. */
  rush(times: number, attempt: Attempt): Promise<readonly Exchange[]>;
}

export const BARE = { [ATTESTATION]: undefined, [PROOF]: undefined } as const;

/** Gets a challenge, if the server has an endpoint for that (attestation-based client authentication, 6.1). */
export async function challenged(lab: Lab): Promise<Exchange | undefined> {
  const url = endpoint(lab.target, "challenge");
  return url === undefined ? undefined : lab.send({ url, method: "POST" });
}

/** Throws `CannotTell` if the client isn't authenticated, or if nothing tells whether it is. */
export async function attestedDoor(lab: Lab): Promise<AttestedDoor> {
  const client = lab.client("attested");
  const keys = keysOf(client);
  await challenged(lab);
  const { ask, rush } = asking(lab, client);
  const first = await ask({});
  const good = errorOf(first) === "use_attestation_challenge" ? await ask({}) : first;
  if (statusOf(good) !== 200 && errorOf(good) !== "invalid_grant")
    throw new CannotTell("The client attested can't authenticate with its attestation.", [good]);
  const isOpen = (one: Exchange): boolean => errorOf(one) === errorOf(good) && statusOf(one) === statusOf(good);
  const nobody = { form: { client_id: "nobody" }, changes: { attestation: { claims: { sub: "nobody" } } } };
  const stranger = await ask(nobody);
  if (isOpen(stranger)) throw new CannotTell("Clients that don't exist get the same response.", [good, stranger]);
  return { client, keys, ask, rush, isOpen };
}

function asking(lab: Lab, client: TestClient): Pick<AttestedDoor, "ask" | "rush"> {
  const usual = { ...grantOf(lab, client), client_id: client.client_id };
  const request = ({ changes, headers = {}, form }: Attempt) => ({
    url: lab.endpoint("token"),
    form: pairsOf(usual, form),
    headers: Object.fromEntries(
      Object.entries({ ...lab.attestation(client, changes), ...headers }).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value]],
      ),
    ),
  });
  return {
    ask: (attempt) => lab.send(request(attempt)),
    rush: (times, attempt) => lab.rush(Array.from({ length: times }, () => request(attempt))),
  };
}
