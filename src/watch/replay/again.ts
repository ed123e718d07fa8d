/** Sends a recorded exchange again, and holds what comes back against the recording. */
import type { Send } from "../../checker/sender.ts";
import type { Exchange, Request } from "../exchange.ts";
import { type Judged, judge } from "./judge.ts";

/** `request`: what to send, complete. `key`: random bytes for the fingerprints. `now` is in milliseconds since 1970. */
export async function sendAgain(
  request: Request,
  recorded: Exchange,
  send: Send,
  { key, now }: { readonly key: Uint8Array; readonly now: () => number },
): Promise<Judged> {
  const { method, url, headers, body } = request;
  const at = now();
  const { came, failure, took } = await send({
    ...{ method, url, headers: Object.fromEntries(headers) },
    ...(body.text !== undefined && body.text !== "" && { body: body.text }),
  });
  const exchange: Exchange = {
    ...{ number: recorded.number, at, wait: 0, ms: Math.round(took ?? now() - at), request, failure },
    ...(came !== undefined && {
      response: {
        ...{ status: came.status, statusText: "", headers: came.headers },
        body: { bytes: Buffer.byteLength(came.body), text: came.body },
      },
    }),
  };
  return judge(exchange, recorded, key);
}
