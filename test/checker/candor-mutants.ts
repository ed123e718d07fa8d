/** Tests a list of Candor's faults: each is found by the requirements that speak of it, and by no other. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { brokenIn, checkedAll } from "./checked.ts";
import { ALL_CLIENTS, type MutantServer, PASSWORD, startMutant, USERNAME } from "./mutant-server.ts";
import { checkedWith, listed, type Recorded, recorded, type Subject } from "./reached.ts";
import type { Mutant } from "./through.ts";

export const user = { username: USERNAME, password: PASSWORD };

/** A Candor that takes on faults, and what is found without one. */
export interface Faultless {
  readonly server: MutantServer;
  readonly subject: Subject;
  readonly before: Recorded;
}

/** What OpenID Connect Core 9 says clients should do, and a later draft says they should not. */
export const isDisputed = (id: string): boolean => id === "client-jwt/aud-issuer-only";

/** Starts a Candor for all tests of the file, and checks it. What it returns is known once they run. */
export function startsFaultless(isDirect = true): () => Faultless {
  let started: Faultless | undefined;
  beforeAll(async () => {
    const server = await startMutant();
    const subject: Subject = { ...server, check: (run) => checkedAll(server.issuer, ALL_CLIENTS, user, run) };
    started = { server, subject, before: await recorded(subject, isDirect) };
  });
  afterAll(() => started?.server.close());
  return () => started as Faultless;
}

/** A test for each fault. */
export function findsEach(mutants: Readonly<Record<string, Mutant>>): void {
  const faultless = startsFaultless();
  it.each(listed(mutants))("%s", async (_, mutant, at) => {
    const { subject, before } = faultless();
    const broken = brokenIn(await checkedWith(subject, before, mutant, at)).filter((id) => !isDisputed(id));
    expect(broken).toEqual([...mutant.breaks].sort());
  });
}
