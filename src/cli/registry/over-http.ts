/** The admin API of a running server. */
import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { ADMIN_PATH } from "../../protocol/scope/catalogue.ts";
import { exchange, type Got, objectIn, type Sent, streamed } from "../remote/exchange.ts";
import { ServerFault } from "../remote/fault.ts";
import type { Session } from "../remote/session.ts";
import { type AdminApi, type AdminRequest, type AdminResponse, Problem, targetOf } from "./admin-api.ts";

export function overHttp({ server, token }: Session): AdminApi {
  const urlOf = (request: AdminRequest): string => server + ADMIN_PATH + targetOf(request);
  const sentFor = async ({ method, body, ifMatch }: AdminRequest, again: boolean, key?: string): Promise<Sent> => ({
    method,
    headers: {
      authorization: `Bearer ${await token(again)}`,
      ...(ifMatch !== undefined && { "if-match": ifMatch }),
      ...(key !== undefined && { "idempotency-key": key }),
      ...(body !== undefined && {
        "content-type": method === "PATCH" ? "application/merge-patch+json" : "application/json",
      }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const once = async (request: AdminRequest, again: boolean): Promise<AdminResponse> => {
    const key = request.method === "GET" ? undefined : randomUUID();
    const { status, headers, text } = await patiently(async () =>
      exchange(urlOf(request), await sentFor(request, again, key)),
    );
    const found = text === "" ? {} : objectIn(text);
    if (found === undefined)
      throw new ServerFault(`${server} responded with ${status} and no JSON. Is it a Candor server of this version?`);
    return { status, etag: headers.get("etag") ?? undefined, body: found };
  };
  const begun = async (request: AdminRequest, again: boolean) =>
    streamed(urlOf(request), await sentFor(request, again));
  return {
    at: server,
    async send(request) {
      const response = await once(request, false);
      // The token was revoked, or the clocks differ.
      return response.status === 401 ? once(request, true) : response;
    },
    async *text(request) {
      let { status, parts } = await begun(request, false);
      if (status === 401) {
        await whole(parts);
        ({ status, parts } = await begun(request, true));
      }
      if (status < 200 || status > 299) throw new Problem({ status, body: objectIn(await whole(parts)) ?? {} });
      yield* parts;
    },
    close: async () => {},
  };
}

/** Milliseconds before a request is sent again. */
const PAUSES = [500, 2_000];

/** Sends a request again that may have been received. With its key, a change is made once. */
async function patiently(send: () => Promise<Got>): Promise<Got> {
  for (const pause of PAUSES) {
    try {
      const got = await send();
      // In progress, or not now.
      if (got.status !== 503 && !(got.status === 409 && got.headers.has("retry-after"))) return got;
    } catch (error) {
      if (!(error instanceof ServerFault) || !error.mayBeReceived) throw error;
    }
    await wait(pause);
  }
  return send();
}

async function whole(parts: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const part of parts) text += part;
  return text;
}
