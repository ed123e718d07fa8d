/** Bluesky and other atproto servers: OAuth with PAR, DPoP and client metadata documents. */

import { dpop } from "./bluesky/dpop.ts";
import { oauth } from "./bluesky/oauth.ts";
import type { Dialect } from "./define.ts";

const METADATA = "https://github.com/bluesky-social/atproto/issues/3096";
const SPEC = "https://github.com/bluesky-social/atproto-website/pull/326";

export const bluesky: Dialect = {
  provider: "bluesky",
  name: "Bluesky (atproto)",
  hosts: ["bsky.social", ".host.bsky.network", ".bsky.app"],
  marks: [/transition:generic|\batproto\b|plc\.directory|@atproto\//i],
  signatures: [...dpop, ...oauth],
  departures: [
    { says: "The client_id is the URL of a metadata document; there is no registration.", page: METADATA },
    { says: "PAR, PKCE and DPoP with server nonces are demanded of all clients.", page: SPEC },
  ],
};
