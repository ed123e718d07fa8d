/** Candor with attested clients is checked: each fault is found by the requirements that speak of it, and by no other of their kind. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Checked } from "../../src/checker/check.ts";
import { PROBES } from "../../src/checker/probes/index.ts";
import { brokenIn, checkedAll } from "./checked.ts";
import { ATTESTATION_CHALLENGES, ATTESTATIONS, OLD_PROOFS } from "./keyed/attestation-mutants.ts";
import { ATTESTED_CLIENT, ATTESTER, attesterJwks, attesterKey } from "./keyed/attested-client.ts";
import { CLIENTS, type MutantServer, PASSWORD, startMutant, USERNAME } from "./mutant-server.ts";
import { startOidcProvider } from "./peers/oidc-provider.ts";
import { listed } from "./reached.ts";
import type { Mutant } from "./through.ts";

const user = { username: USERNAME, password: PASSWORD };
const NAMES = ["attestations", "attestation-proofs", "attested-refresh"];
const PART = Object.fromEntries(Object.entries(PROBES).filter(([name]) => NAMES.includes(name)));

const start = (challenges: boolean): Promise<MutantServer> =>
  startMutant({
    clientAttestation: { attesters: [{ issuer: ATTESTER, jwks: attesterJwks, clients: ["attested"] }], challenges },
    clients: [
      {
        id: "attested",
        authMethods: ["attest_jwt_client_auth"],
        grantTypes: ["authorization_code", "refresh_token"],
        redirectUris: [ATTESTED_CLIENT.redirect_uri],
        scopes: ["openid", "profile", "email", "offline_access", "read"],
      },
    ],
  });

const ofAttestations = (all: readonly Checked[]): readonly Checked[] =>
  all.filter(({ id }) => /^attestation(?:-proof)?\//.test(id));

describe.each([
  ["without challenges", false, { ...ATTESTATIONS, ...OLD_PROOFS }],
  ["with challenges", true, ATTESTATION_CHALLENGES],
])("%s", (_, challenges, mutants: Readonly<Record<string, Mutant>>) => {
  let server: MutantServer;
  beforeAll(async () => {
    server = await start(challenges);
  });
  afterAll(() => server.close());

  const checked = async (mutant: Partial<Mutant>, isDirect = true): Promise<readonly Checked[]> => {
    server.become(mutant);
    const run = { probes: PART, isDirect };
    return ofAttestations(await checkedAll(server.issuer, { attested: ATTESTED_CLIENT }, user, run));
  };

  it("Candor holds everything that applies", async () => {
    const all = await checked({}, false);
    const rest = all.filter(({ is }) => is !== "held").map(({ id, is }) => `${id}: ${is}`);
    const ofChallenges = all.filter(({ id }) => id.startsWith("attestation-proof/challenge-")).map(({ id }) => id);
    const inapplicable = challenges ? ["attestation-proof/recent"] : ofChallenges;
    expect(rest).toEqual(inapplicable.map((id) => `${id}: not applicable`));
  });

  it.each(listed(mutants))("%s", async (_, mutant) => {
    expect(brokenIn(await checked(mutant))).toEqual([...mutant.breaks].sort());
  });

  it("an attested client does whatever other clients do", async () => {
    server.become({});
    const clients = { ...CLIENTS, web: ATTESTED_CLIENT, attested: ATTESTED_CLIENT };
    const all = await checkedAll(server.issuer, clients, user, { isDirect: true });
    expect(brokenIn(all)).toEqual([]);
    const works = ["code/once", "authorization/unknown-parameter-ignored", "attestation-proof/refresh-bound"];
    expect(all.filter(({ id }) => works.includes(id)).map(({ is }) => is)).toEqual(works.map(() => "held"));
  });
});

/** It always wants challenges. */
const PROVIDER = {
  features: {
    attestClientAuth: {
      ...{ enabled: true, ack: "draft-12", challengeSecret: Buffer.alloc(32, 7) },
      getAttestationSignaturePublicKey: async () => attesterKey,
      assertAttestationJwtAndPop: async () => {},
    },
    dPoP: { enabled: false },
  },
  configuration: { clientAuthMethods: ["client_secret_basic", "none", "attest_jwt_client_auth"] },
  also: [
    {
      ...{ client_id: "attested", token_endpoint_auth_method: "attest_jwt_client_auth" },
      ...{ redirect_uris: [ATTESTED_CLIENT.redirect_uri], response_types: ["code"] },
      grant_types: ["authorization_code", "refresh_token"],
      scope: ATTESTED_CLIENT.scope,
    },
  ],
};

it("oidc-provider holds everything that applies, too", async () => {
  const peer = await startOidcProvider(PROVIDER);
  const all = await checkedAll(peer.issuer, { attested: ATTESTED_CLIENT }, peer.user, { probes: PART });
  await peer.close();
  const rest = ofAttestations(all).filter(({ is }) => is !== "held");
  expect(rest.map(({ id, is, because }) => `${id}: ${is}, ${because}`)).toEqual([
    "attestation-proof/recent: not applicable, The server's challenge says when a proof was made.",
  ]);
});
