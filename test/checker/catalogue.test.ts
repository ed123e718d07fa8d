import { describe, expect, it } from "vitest";
import { PROBES } from "../../src/checker/probes/index.ts";
import { REQUIREMENTS } from "../../src/requirements/index.ts";
import { EXPIRY_AT_CANDOR } from "./candor/expiry.ts";
import { AT_CANDOR } from "./candor/index.ts";
import { ATTESTATION_CHALLENGES, ATTESTATIONS, OLD_PROOFS } from "./keyed/attestation-mutants.ts";
import { KEYED } from "./keyed/index.ts";
import { MUTANTS } from "./mutants/index.ts";
import { PEER_MUTANTS } from "./peer-mutants/index.ts";
import { LIFETIMES } from "./peer-mutants/lifetimes.ts";

const findings = Object.entries(PROBES).flatMap(([name, { finds }]) => finds.map((one) => `${name}/${one}`));

it("every finding decides a requirement, and every requirement is decided", () => {
  const asked = new Set<string>(Object.values(REQUIREMENTS).map(({ by }) => by));
  expect([...asked].filter((by) => !findings.includes(by))).toEqual([]);
  expect(findings.filter((one) => !asked.has(one))).toEqual([]);
  expect(new Set(findings).size).toBe(findings.length);
});

describe.each(Object.entries(REQUIREMENTS))("%s", (id, { cites, says, threat }) => {
  it("is named, cited and said in whole sentences", () => {
    expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*\/[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(cites.length).toBeGreaterThan(0);
    expect(says).toMatch(/^[A-Za-z].*[\w").]\.$/);
    expect(threat).toMatch(/^[A-Z].*\.$/);
  });
});

/** What no fault can show: Candor's issuer is always one of the allowed form, and with OAuth 2.1, PKCE takes the place of redirect_uri. */
const UNPROVED: readonly string[] = ["metadata/issuer-form", "code/redirect-uri-required"];

const attested = Object.values({ ...ATTESTATIONS, ...OLD_PROOFS, ...ATTESTATION_CHALLENGES });

it("every requirement is broken by a fault", () => {
  const ofCandor = Object.values(AT_CANDOR).flatMap(({ mutants }) => Object.values(mutants));
  const keyed = Object.values(KEYED).flatMap(({ mutants }) => Object.values(mutants));
  const faults = [
    ...attested,
    ...Object.values(MUTANTS),
    ...Object.values(PEER_MUTANTS),
    ...Object.values(LIFETIMES),
    ...keyed,
    ...ofCandor,
  ];
  const proved = new Set([...faults.flatMap(({ breaks }) => breaks), ...UNPROVED]);
  expect(Object.keys(REQUIREMENTS).filter((id) => !proved.has(id))).toEqual([]);
});

/** What no fault of Candor shows, or only one of another server, with why. */
const ELSEWHERE: readonly (readonly [RegExp, string])[] = [
  [/^client-document\//, "Its fault is in what the server fetches. Candor fetches by https from public hosts alone."],
  [/^request-reference\//, "Candor follows only a request_uri that was registered, and the check makes its own."],
  [/^(?:api|mcp)\/audience$/, "Candor has no token without a resource for a scope of the API."],
  [/^step-up\/unmet$/, "acr_values are voluntary at Candor."],
  [/^registration\/usable$/, "The clients that the check registers at Candor may all be used."],
];

it("every requirement is broken by a fault of Candor, or it is said why not", () => {
  const ofCandor = Object.values(AT_CANDOR).flatMap(({ mutants }) => Object.values(mutants));
  const late = Object.values(EXPIRY_AT_CANDOR);
  const shown = new Set([...Object.values(MUTANTS), ...ofCandor, ...late, ...attested].flatMap(({ breaks }) => breaks));
  const left = Object.keys(REQUIREMENTS).filter((id) => !shown.has(id) && !UNPROVED.includes(id));
  expect(left.filter((id) => !ELSEWHERE.some(([pattern]) => pattern.test(id)))).toEqual([]);
  expect(ELSEWHERE.filter(([pattern]) => !left.some((id) => pattern.test(id)))).toEqual([]);
});
