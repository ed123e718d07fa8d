/** What must hold of a request to the admin API for each reason: read off the request itself. */
import { expect } from "vitest";
import type { Holds } from "./of-requests.ts";
import { expectSent, type Sent } from "./sent.ts";

/** The last part of the path, decoded. */
const idIn = ({ url }: Sent): string => decodeURIComponent(url.pathname.split("/").at(-1) ?? "");

/** The value of the member that a JSON pointer names; `undefined` if there is none. */
const valueAt = ({ bodyText }: Sent, pointer: string): unknown =>
  pointer
    .split("/")
    .slice(1)
    .reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], JSON.parse(bodyText));

function keyIsSent({ fields, codes }: { fields: readonly string[]; codes: readonly string[] }, sent: Sent): void {
  expect(sent.headers.get(fields[0] ?? "none")).toMatch(/^[\x21-\x7e]{1,255}$/);
  expect(codes).toEqual([sent.refusal.refused]);
}

export const ofAdmin = {
  "admin/role-insufficient": (e, { method }) => {
    expect(e.role).toBe("user");
    expect(e.needs.endsWith(":read")).toBe(method === "GET");
  },
  "admin/parameter-unknown": (e, { url }) => {
    expect([...url.searchParams.keys()]).toContain(e.parameter);
    expect(e.known).not.toContain(e.parameter);
  },
  "admin/idempotency-key-malformed": ({ fields }, { headers }) => {
    expect(fields).toEqual(["Idempotency-Key"]);
    expect(headers.get("idempotency-key")).toMatch(/^$|\s|"|.{256}|[^\x21-\x7e]/);
  },
  "admin/idempotency-key-reused": keyIsSent,
  "admin/idempotency-key-busy": keyIsSent,
  "admin/idempotency-outcome-unknown": keyIsSent,
  "admin/wrong-content-type": (e, { headers }) => {
    expectSent(e.sent, headers.get("content-type") ?? "none");
    expect(e.accepted).not.toContain(headers.get("content-type"));
  },
  "admin/body-malformed": (e, { bodyText }) => {
    const twice = /^has the member '(.*)' twice$/.exec(e.fault)?.[1] ?? "";
    expect(bodyText.split(JSON.stringify(twice)).length).toBeGreaterThan(2);
  },
  "admin/not-found": (e, sent) => expectSent(e.id, idIn(sent)),
  "admin/owned-by-file": (e, sent) => {
    expectSent(e.id, idIn(sent));
    expect(sent.world.deps.registries.inFile("application", e.id)).toBe(true);
  },
  "admin/if-match-absent": (e, sent) => {
    expectSent(e.id, idIn(sent));
    expect(sent.headers.has("if-match")).toBe(false);
  },
  "admin/changed-meanwhile": (e, { headers }) => {
    expectSent(e.sent, headers.get("if-match") ?? "");
    expect(e.current).not.toBe(e.sent);
  },
  "admin/member-unknown": ({ fields, codes }, sent) => {
    expect(codes[0]).toBe("admin/member-unknown");
    for (const field of fields) expect(valueAt(sent, field)).toBeDefined();
  },
  "admin/field-invalid": ({ fields, sent: shown }, sent) => {
    for (const [at, field] of fields.entries()) expect(shown[at]).toContain(String(valueAt(sent, field)));
  },
  "admin/operator-only": ({ fields, sent: shown }, sent) => {
    for (const [at, field] of fields.entries()) expect(shown[at]).toContain(String(valueAt(sent, field)));
  },
  "admin/self-service-off": (_, { method, world }) =>
    expect([method, world.deps.registry.settings.selfService.enabled]).toEqual(["POST", false]),
  "admin/quota-reached": ({ owner, has, most }) => expect([owner, has >= most]).toEqual(["ada", true]),
  "admin/exists-already": (e, sent) => expect(valueAt(sent, "/name")).toBe(e.id),
  "admin/request-pending": (e, sent) => {
    expect(valueAt(sent, "/application")).toBe(e.application);
    expect(e.open).toMatch(/^\w{11}$/);
  },
  "admin/request-decided": (e, sent) => {
    expectSent(e.id, idIn(sent));
    expect(e.state).toBe("declined");
    expect(valueAt(sent, "/state")).toBe("approved");
  },
  "admin/request-outdated": (e, sent) => {
    expectSent(e.id, idIn(sent));
    expect(e.because).toEqual(["The member owner of the application was changed."]);
    expect(valueAt(sent, "/state")).toBe("approved");
  },
  "admin/in-use": (e, { method }) => {
    expect(method).toBe("DELETE");
    expect(e.by).toEqual(["scope 'books'"]);
  },
} satisfies Holds;
