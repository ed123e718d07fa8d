/** What a server does while there is no database: what needs none is served, and the rest is said to be temporary. */
import type { Caller } from "./caller.ts";
import { AUTHORIZATION } from "./ledger.ts";
import { until } from "./server.ts";

/** What is wrong about it. `when`: for the report. */
export async function faultsWithout(client: Caller, when: string): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const path of ["/jwks", "/healthz", "/.well-known/openid-configuration"]) {
    const { status } = await client.get(path);
    if (status !== 200) faults.push(`${path} ${when}: ${status}`);
  }
  const form = { grant_type: "client_credentials", scope: "orders" };
  const { status, text, headers } = await client.post("/token", form, AUTHORIZATION);
  if (status !== 503 || JSON.parse(text).error !== "temporarily_unavailable")
    faults.push(`a token ${when}: ${status} ${text}`);
  if (headers["retry-after"] === undefined) faults.push(`no Retry-After ${when}`);
  const { status: ready } = await client.get("/readyz");
  if (ready !== 503) faults.push(`/readyz ${when}: ${ready}`);
  return faults;
}

/** Waits until it is ready. Resolves to what is wrong. */
export const faultsAfter = (client: Caller, when: string): Promise<readonly string[]> =>
  until(async () => (await client.get("/readyz")).status === 200, `it is ready ${when}`, 30_000).then(
    () => [],
    (error: Error) => [error.message],
  );
