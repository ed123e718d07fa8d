import { describe, expect, it } from "vitest";
import { PROBES } from "../../src/checker/probes/index.ts";
import { REQUIREMENTS } from "../../src/requirements/index.ts";
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

it("every requirement is broken by a fault", () => {
  const keyed = Object.values(KEYED).flatMap(({ mutants }) => Object.values(mutants));
  const faults = [...Object.values(MUTANTS), ...Object.values(PEER_MUTANTS), ...Object.values(LIFETIMES), ...keyed];
  const proved = new Set([...faults.flatMap(({ breaks }) => breaks), ...UNPROVED]);
  expect(Object.keys(REQUIREMENTS).filter((id) => !proved.has(id))).toEqual([]);
});
