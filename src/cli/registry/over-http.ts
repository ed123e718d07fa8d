/** The admin API of a running server. */
import { ADMIN_PATH } from "../../protocol/scope/catalogue.ts";
import { exchange, objectIn } from "../remote/exchange.ts";
import { ServerFault } from "../remote/fault.ts";
import type { Session } from "../remote/session.ts";
import { type AdminApi, type AdminRequest, type AdminResponse, targetOf } from "./admin-api.ts";

export function overHttp({ server, token }: Session): AdminApi {
  const once = async (request: AdminRequest, again: boolean): Promise<AdminResponse> => {
    const { method, body, ifMatch } = request;
    const { status, headers, text } = await exchange(server + ADMIN_PATH + targetOf(request), {
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
    const found = text === "" ? {} : objectIn(text);
    if (found === undefined)
      throw new ServerFault(`${server} responded with ${status} and no JSON. Is it a Candor server of this version?`);
    return { status, etag: headers.get("etag") ?? undefined, body: found };
  };
  return {
    at: server,
    async send(request) {
      const response = await once(request, false);
      // The token was revoked, or the clocks differ.
      return response.status === 401 ? once(request, true) : response;
    },
    close: async () => {},
  };
}
