/** Requests the document of a client, and reads it. Loaded with the first client whose id is a URL. */
import { readBody } from "../../admin/body.ts";
import { readDocument } from "../../admin/registration/document.ts";
import { OutboundError, type OutboundFault, type OutboundResponse } from "../../ports/outbound.ts";
import type { Registry } from "../../ports/registry.ts";
import type { Client } from "../../protocol/client.ts";
import type { DocumentFault } from "../../protocol/client-document.ts";
import { mediaTypeOf } from "../../protocol/media-type.ts";
import { ADMIN_PATH, ADMIN_SCOPE_NAMES, stateAt } from "../../protocol/scope/catalogue.ts";
import type { Deps } from "../deps.ts";
import { logoAt } from "../registration/fetched.ts";

/** Bytes. The specification recommends 5,000, but keys and statements are longer. */
const LONGEST = 20_000;
const MOST_FAULTS = 10;

const SEEN: Readonly<Record<OutboundFault, string>> = {
  insecure: "a URL without TLS",
  "not-public": "a host in a private network",
  "not-resolved": "no IP address for the host",
  unreachable: "no connection",
  untrusted: "a TLS certificate that isn't trusted",
  "too-slow": "no response in time",
  "too-long": `more than ${LONGEST} bytes`,
  busy: "too many such requests at once",
};

export type Fetched = { readonly maxAge: number } & (
  | { readonly client: Client; readonly logoUri: string | undefined }
  | { readonly fault: DocumentFault }
);

/** `now` in milliseconds. `maxAge` in seconds: how long it may be used; 0 if the response doesn't say. */
export async function fetchDocument(
  deps: Pick<Deps, "outbound">,
  registry: Registry,
  id: string,
  now: number,
): Promise<Fetched> {
  const unreachable = (seen: string, expected = "a JSON object with the status 200"): Fetched => ({
    ...{ maxAge: 0, fault: { is: "unreachable", seen, expected } },
  });
  let response: OutboundResponse;
  try {
    const headers = { accept: "application/json" };
    response = await deps.outbound.send({ url: new URL(id), method: "GET", headers, longest: LONGEST });
  } catch (error) {
    if (error instanceof OutboundError) return unreachable(SEEN[error.because]);
    throw error;
  }
  if (response.status !== 200) return unreachable(`the status ${response.status}`);
  const type = mediaTypeOf(String(response.headers["content-type"] ?? ""))
    .trim()
    .toLowerCase();
  if (!/^application\/(?:[\w.-]+\+)?json$/.test(type))
    return unreachable(type === "" ? "no Content-Type" : `Content-Type ${type.slice(0, 100)}`, "application/json");
  const body = readBody(response.text);
  if (typeof body === "string") return unreachable("a body that isn't one JSON object");
  const logo = await logoAt(deps, body.logo_uri);
  const { catalogue, settings } = registry;
  const policy = settings.clientDocuments;
  const scopes = policy.scopes
    .flatMap((name) => catalogue.scopes.get(name) ?? [])
    .filter((scope) => !scope.sensitive && stateAt(scope, now).is !== "removed");
  const beside = {
    scopes: [...catalogue.scopes.keys()].filter((name) => !ADMIN_SCOPE_NAMES.includes(name)),
    apis: [...catalogue.apis.keys()].filter((resource) => resource !== settings.issuer + ADMIN_PATH),
  };
  const certificates = settings.mutualTls !== undefined;
  const { client, logoUri, faults } = readDocument(body, { policy, scopes, beside, id, logo, certificates });
  if (client !== undefined) return { maxAge: maxAgeOf(response), client, logoUri };
  const first = faults.slice(0, MOST_FAULTS);
  return {
    maxAge: 0,
    fault: {
      is: "invalid",
      members: first.map(({ member }) => member),
      sent: first.map(({ sent }) => sent.slice(0, 200)),
      expected: first.map(({ expected }) => expected.slice(0, 300)),
    },
  };
}

/** In seconds (RFC 9111 5.2.2.1). */
function maxAgeOf({ headers }: OutboundResponse): number {
  const control = String(headers["cache-control"] ?? "").toLowerCase();
  if (/\bno-(?:store|cache)\b/.test(control)) return 0;
  return Number(/\bmax-age="?(\d{1,9})/.exec(control)?.[1] ?? 0);
}
