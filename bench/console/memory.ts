/** Tokens for every application in turn: what the server keeps in memory has a bound, so it doesn't grow with the number of applications. */
import { applicationOf, SECRET } from "../seed/registry.ts";
import { Visitor } from "./visitor.ts";

/** Requests at once. */
const TOGETHER = 8;

/** Sends `count` requests of `applications` applications. Resolves to how many were granted. */
export async function manyTokens(base: string, applications: number, count: number): Promise<number> {
  let [sent, granted] = [0, 0];
  async function send(visitor: Visitor): Promise<void> {
    for (let n = sent++; n < count; n = sent++) {
      const id = applicationOf(n % applications);
      const { status } = await visitor.send("/token", {
        method: "POST",
        headers: {
          authorization: `Basic ${Buffer.from(`${id}:${SECRET}`).toString("base64")}`,
          "content-type": "application/x-www-form-urlencoded",
        },
        body: "grant_type=client_credentials",
      });
      if (status === 200) granted++;
    }
  }
  const visitors = Array.from({ length: TOGETHER }, () => new Visitor(base));
  await Promise.all(visitors.map(send));
  for (const visitor of visitors) visitor.close();
  return granted;
}
