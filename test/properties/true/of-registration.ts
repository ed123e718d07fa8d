/** What must hold of a registration for each reason: read off the request itself. */
import { expect } from "vitest";
import { idFault, isTrusted } from "../../../src/protocol/client-document.ts";
import type { Code, Evidence } from "../../../src/reasons/index.ts";
import { isRegistrationId } from "../../../src/service/registration/ids.ts";
import type { Sent } from "./sent.ts";

interface Faults {
  readonly members: readonly string[];
  readonly sent: readonly string[];
}

/** The value of `redirect_uris[0]`. */
function valueAt({ bodyText }: Sent, member: string): unknown {
  const [, name = "", index] = /^(\w+)(?:\[(\d+)\])?$/.exec(member) ?? [];
  const value = (JSON.parse(bodyText) as Record<string, unknown>)[name];
  return index === undefined ? value : (value as readonly unknown[])[Number(index)];
}

/** What is quoted was sent under this name. */
function quoted({ members, sent }: Faults, request: Sent): void {
  for (const [at, member] of members.entries()) {
    if (member === "Content-Type" || member === "body" || sent[at] === "missing") continue;
    const value = valueAt(request, member);
    expect(value).not.toBe(undefined);
    if (typeof value === "string" && sent[at]?.startsWith('"')) expect(sent[at]).toContain(value.slice(0, 20));
  }
}

type Holds = {
  readonly [C in Extract<Code, `registration/${string}` | "client/registration-gone" | `client/document-${string}`>]: (
    e: Evidence<C>,
    sent: Sent,
  ) => void;
};

export const ofRegistration: Holds = {
  "registration/token-invalid": (e, { headers, method }) => {
    expect(e.sent).toBe(headers.has("authorization"));
    expect(e.needs).toBe(method === "POST" ? "initial access token" : "registration access token");
  },
  "registration/too-many": (e) => expect(e.retryAfter).toBeGreaterThan(0),
  "registration/full": (e) => expect(e.has).toBeGreaterThanOrEqual(e.most),
  "registration/statement-invalid": (_, sent) =>
    expect(String(valueAt(sent, "software_statement"))).not.toMatch(/^[\w-]+\.[\w-]+\.[\w-]*$/),
  "registration/statement-unapproved": (_, sent) =>
    expect(String(valueAt(sent, "software_statement")).split(".")).toHaveLength(3),
  "registration/redirect-uri-invalid": (e, sent) => {
    quoted(e, sent);
    expect(e.members.every((member) => member.startsWith("redirect_uris"))).toBe(true);
  },
  "registration/metadata-invalid": quoted,
  "client/document-id-invalid": (e) => expect(idFault(e.clientId, true)).toBe(e.expected),
  "client/document-untrusted": (e, { world }) =>
    expect(isTrusted(world.deps.registry.settings.clientDocuments, e.host)).toBe(false),
  "client/document-unreachable": (e) => expect(idFault(e.clientId, true)).toBeUndefined(),
  "client/document-invalid": (e) => expect(e.members.length).toBeGreaterThan(0),
  "client/registration-gone": (e, { world }) => expect(isRegistrationId(world.deps, e.clientId)).toBe(true),
};
