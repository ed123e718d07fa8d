/** What must hold of a request that is refused for its authorization details, or for an API that it doesn't name. */
import { expect } from "vitest";
import { grantBehind } from "../../../src/protocol/grants/index.ts";
import type { Holds } from "./of-requests.ts";
import type { Sent } from "./sent.ts";

type Detail = Readonly<Record<string, unknown>>;

/** The details as they were sent. */
function sentIn({ value }: Sent): unknown {
  try {
    return JSON.parse(value("authorization_details") ?? "");
  } catch {
    return undefined;
  }
}

const listIn = (sent: Sent): readonly Detail[] => {
  const all = sentIn(sent);
  return Array.isArray(all) ? all : expect.fail("There is no list of details.");
};

const declared = ({ world }: Sent) => world.deps.registry.settings.authorizationDetailsTypes ?? [];

const names = (sent: Sent): readonly unknown[] => listIn(sent).map(({ type }) => type);

export const ofDetails = {
  "authorization-details/malformed": (_, sent) => {
    const all = sentIn(sent);
    const isList = Array.isArray(all) && all.length > 0 && all.length <= 20;
    expect(isList && all.every((one) => typeof one?.type === "string" && one.type !== "")).toBe(false);
  },
  "authorization-details/type-unknown": (e, sent) => {
    expect(names(sent)).toContain(e.sent);
    const known = declared(sent).map(({ type }) => type);
    expect(known).not.toContain(e.sent);
    if (e.near !== undefined) expect(known).toContain(e.near);
  },
  "authorization-details/type-not-allowed": (e, sent) => {
    expect(names(sent)).toContain(e.type);
    expect(declared(sent).map(({ type }) => type)).toContain(e.type);
    expect(e.allowed).not.toContain(e.type);
  },
  "authorization-details/invalid": (e, sent) => {
    const [, at] = e.at.split("/");
    expect(listIn(sent)[Number(at)]?.type).toBe(e.type);
    expect(e.expected).not.toBe("");
  },
  "authorization-details/other-api": (e, sent) => {
    expect(names(sent)).toContain(e.type);
    expect(declared(sent).find(({ type }) => type === e.type)?.api).toBe(e.api);
    expect(e.apis).not.toContain(e.api);
  },
  "authorization-details/exceeds-grant": (e, sent) => {
    expect(names(sent)).toContain(e.type);
    expect(sent.on.decision).toBe("token");
  },
  "resource/unnamed": (e, { on, value }) => {
    const grant = on.decision === "token" ? grantBehind(on) : undefined;
    expect(grant?.audience).toEqual(e.apis);
    expect(e.apis.length).toBeGreaterThan(1);
    expect(value("resource")).toBeUndefined();
  },
} satisfies Holds;
