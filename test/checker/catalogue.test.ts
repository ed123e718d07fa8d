import { describe, expect, it } from "vitest";
import { PROBES } from "../../src/checker/probes/index.ts";
import { REQUIREMENTS } from "../../src/requirements/index.ts";

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
