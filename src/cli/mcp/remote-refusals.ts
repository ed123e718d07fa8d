/** Refusals of Candor servers, looked up as the refused client. A secret is sent only to the issuer that it was configured for. */

import type { Fault } from "../../mcp/fault.ts";
import type { RefusalSource } from "../../mcp/refusal-source.ts";
import { type RefusalDocument, refusalDocument } from "../../render/schema.ts";
import type { Credentials } from "./credentials.ts";

/** Milliseconds. */
const DEADLINE = 15_000;
/** UTF-16 code units of a response. */
const LONGEST = 2_000_000;

export function remoteRefusals(all: readonly Credentials[]): RefusalSource {
  return {
    issuers: all.map(({ issuer }) => issuer),
    async find(ref, issuer) {
      const credentials = all.find((one) => one.issuer === issuer);
      if (credentials === undefined) return { fault: "There are no credentials for this server." };
      try {
        return read(ref, credentials, await request(ref, credentials));
      } catch {
        return {
          fault: `${credentials.issuer} can't be reached, or didn't respond within ${DEADLINE / 1_000} seconds.`,
        };
      }
    },
  };
}

interface Response {
  readonly status: number;
  readonly body: unknown;
}

async function request(ref: string, { issuer, clientId, clientSecret, method }: Credentials): Promise<Response> {
  const isBasic = method === "client_secret_basic";
  const response = await fetch(`${issuer}/refusals/${ref}`, {
    method: isBasic ? "GET" : "POST",
    headers: {
      accept: "application/json",
      ...(isBasic && { authorization: `Basic ${btoa(`${formEncoded(clientId)}:${formEncoded(clientSecret)}`)}` }),
    },
    ...(!isBasic && { body: new URLSearchParams({ client_id: clientId, client_secret: clientSecret }) }),
    // Another server must not get the secret.
    redirect: "error",
    signal: AbortSignal.timeout(DEADLINE),
  });
  const text = await bounded(response);
  return { status: response.status, body: parsed(text) };
}

/** RFC 6749, section 2.3.1. */
const formEncoded = (text: string): string => new URLSearchParams([["", text]]).toString().slice(1);

async function bounded(response: globalThis.Response): Promise<string> {
  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > LONGEST) throw new RangeError("too long");
  }
  return text;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function read(ref: string, { issuer, clientId }: Credentials, { status, body }: Response): RefusalDocument | Fault {
  const document = refusalDocument.safeParse(body);
  if (status === 200 && document.success) return document.data;
  if (status === 404)
    return {
      fault: `${issuer} has no refusal ${ref} of the client ${clientId}. It may be another client's, or deleted: refusals are kept for a limited time.`,
    };
  const said = (body as { error_description?: unknown } | null | undefined)?.error_description;
  if (typeof said === "string")
    return { fault: `${issuer} refused to explain it (${status}): ${said.slice(0, 1_000)}` };
  return { fault: `${issuer} responded with ${status} and no refusal. Is it a Candor server of this version?` };
}
