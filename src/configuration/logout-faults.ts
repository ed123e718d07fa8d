/** Checks the URLs by which a client hears of sign-outs. */
import { requestedUrlFault } from "./client-key-faults.ts";
import type { ConfigurationFault } from "./fault.ts";
import { quoted } from "./form.ts";

interface Logout {
  readonly redirectUris: readonly string[];
  readonly backchannelLogoutUri?: string | undefined;
  readonly frontchannelLogoutUri?: string | undefined;
}

const originOf = (uri: string): string | undefined => (URL.canParse(uri) ? new URL(uri).origin : undefined);

/** Names every fault of the URLs of the client at `key`. */
export function* logoutFaults(
  key: string,
  { redirectUris, backchannelLogoutUri: back, frontchannelLogoutUri: front }: Logout,
): Generator<ConfigurationFault> {
  for (const [name, uri] of [
    ["backchannelLogoutUri", back],
    ["frontchannelLogoutUri", front],
  ] as const) {
    const expected = uri === undefined ? undefined : requestedUrlFault(uri);
    if (uri !== undefined && expected !== undefined) yield { key: `${key}.${name}`, is: quoted(uri), expected };
  }
  if (front !== undefined && !redirectUris.some((uri) => originOf(uri) === originOf(front)))
    yield {
      key: `${key}.frontchannelLogoutUri`,
      is: quoted(front),
      expected:
        "a URL with the scheme, host and port of one of its redirect URIs (Front-Channel Logout 1.0, section 2)",
    };
}
