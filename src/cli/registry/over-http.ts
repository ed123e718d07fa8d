/** The admin API of a running server. */
import { ADMIN_PATH } from "../../protocol/scope/catalogue.ts";
import { exchange, objectIn, type Sent, streamed } from "../remote/exchange.ts";
import { ServerFault } from "../remote/fault.ts";
import type { Session } from "../remote/session.ts";
import { type AdminApi, type AdminRequest, type AdminResponse, Problem, targetOf } from "./admin-api.ts";

export function overHttp({ server, token }: Session): AdminApi {
  const urlOf = (request: AdminRequest): string => server + ADMIN_PATH + targetOf(request);
  const sentFor = async ({ method, body, ifMatch }: AdminRequest, again: boolean): Promise<Sent> => ({
    method,
    headers: {
      authorization: `Bearer ${await token(again)}`,
      ...(ifMatch !== undefined && { "if-match": ifMatch }),
      ...(body !== undefined && {
        "content-type": method === "PATCH" ? "application/merge-patch+json" : "application/json",
      }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const once = async (request: AdminRequest, again: boolean): Promise<AdminResponse> => {
    const { status, headers, text } = await exchange(urlOf(request), await sentFor(request, again));
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

async function whole(parts: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const part of parts) text += part;
  return text;
}
