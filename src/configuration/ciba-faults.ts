/** Checks how a client asks users without a browser. */
import { CIBA, type DeliveryMode } from "../protocol/ciba/grant-type.ts";
import { requestedUrlFault } from "./client-key-faults.ts";
import type { ConfigurationFault } from "./fault.ts";
import { quoted } from "./form.ts";

interface Asking {
  readonly grantTypes: readonly string[];
  readonly backchannelTokenDeliveryMode?: DeliveryMode | undefined;
  readonly backchannelNotificationEndpoint?: string | undefined;
}

/** Names every fault of how the client at `key` asks users. */
export function* cibaFaults(
  key: string,
  { backchannelTokenDeliveryMode: mode, backchannelNotificationEndpoint: uri, grantTypes }: Asking,
): Generator<ConfigurationFault> {
  const name = `${key}.backchannelNotificationEndpoint`;
  const expected = uri === undefined ? undefined : requestedUrlFault(uri);
  if (uri !== undefined && expected !== undefined) yield { key: name, is: quoted(uri), expected };
  if (mode === "ping" && uri === undefined)
    yield {
      key: name,
      is: "missing",
      expected: "the URL at which a client with ping is notified (CIBA Core 1.0, section 4)",
    };
  if (mode !== undefined && !grantTypes.includes(CIBA))
    yield {
      key: `${key}.backchannelTokenDeliveryMode`,
      is: quoted(mode),
      expected: `nothing, or ${CIBA} among grantTypes`,
    };
}
