/** Requests whose proof isn't accepted. */
import { type Proving, proofFor } from "../proofs.ts";
import { asService, ISSUER, type World } from "../world.ts";
import { as, type Reach } from "./world.ts";

const ask = (world: World, dpop: string, who: Record<string, string> = asService) =>
  world.form("/token", { grant_type: "client_credentials" }, { ...who, dpop });

const proof = (world: World, change: Partial<Proving> = {}): string =>
  proofFor({ url: `${ISSUER}/token`, now: world.clock.now, ...change });

const wrong = (change: Partial<Proving>) => (world: World) => ask(world, proof(world, change));

export const dpop: Reach = {
  "dpop/malformed": (world) => ask(world, "a proof"),
  "dpop/header-wrong": wrong({ header: { typ: "JWT" } }),
  "dpop/claim-wrong": wrong({ url: `${ISSUER}/userinfo` }),
  "dpop/signature-wrong": wrong({ header: { jwk: { kty: "OKP", crv: "Ed25519", x: "A".repeat(43) } } }),
  "dpop/not-timely": (world) => ask(world, proof(world, { now: world.clock.now - 3_600_000 })),
  "dpop/used-before": async (world) => {
    const sent = proof(world);
    await ask(world, sent);
    return ask(world, sent);
  },
  "dpop/nonce-required": async (world) => {
    const { registries, registry } = world.deps;
    const changed = { ...registry, settings: { ...registry.settings, dpop: { nonce: true } } };
    Object.assign(world.deps, { registries: { current: () => changed } });
    const answer = await ask(world, proof(world));
    Object.assign(world.deps, { registries });
    return answer;
  },
  "dpop/proof-absent": (world) => world.form("/token", { grant_type: "client_credentials" }, as("bound")),
};
