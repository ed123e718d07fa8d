/** What a server does while there is no database: what needs none is served, and the rest is said to be temporary. */

import { until } from "../until.ts";
import type { Caller } from "./caller.ts";
import { AUTHORIZATION, type Ledger } from "./ledger.ts";

/** What is wrong about what needs none. `when`: for the report. */
export async function faultsBeside(client: Caller, when: string): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const path of ["/jwks", "/healthz", "/.well-known/openid-configuration"]) {
    const { status } = await client.get(path);
    if (status !== 200) faults.push(`${path} ${when}: ${status}`);
  }
  return faults;
}

/** What is wrong about a token that can't be issued. */
export async function faultsOfToken(client: Caller, when: string): Promise<readonly string[]> {
  const form = { grant_type: "client_credentials", scope: "orders" };
  const { status, text, headers } = await client.post("/token", form, AUTHORIZATION);
  const faults: string[] = [];
  if (status !== 503 || JSON.parse(text).error !== "temporarily_unavailable")
    faults.push(`a token ${when}: ${status} ${text}`);
  if (headers["retry-after"] === undefined) faults.push(`no Retry-After ${when}`);
  return faults;
}

/** What is wrong about all of it. */
export async function faultsWithout(client: Caller, when: string): Promise<readonly string[]> {
  const faults = [...(await faultsBeside(client, when)), ...(await faultsOfToken(client, when))];
  const { status } = await client.get("/readyz");
  return status === 503 ? faults : [...faults, `/readyz ${when}: ${status}`];
}

/** What is wrong about a token that is only read. It may have been revoked by now. */
export async function faultsOfReading(client: Caller, book: Ledger, when: string): Promise<readonly string[]> {
  const [token = "none"] = [...book.access].find(([, active]) => active) ?? [];
  const { status, text } = await client.post("/introspect", { token }, AUTHORIZATION);
  return status === 200 ? [] : [`introspection ${when}: ${status} ${text}`];
}

/** Waits until it is ready. Resolves to what is wrong. */
export const faultsAfter = (client: Caller, when: string): Promise<readonly string[]> =>
  until(async () => (await client.get("/readyz")).status === 200, `it is ready ${when}`).then(
    () => [],
    (error: Error) => [error.message],
  );
