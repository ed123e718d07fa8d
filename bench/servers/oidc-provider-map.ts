/** The peer with the adapter that it is fastest with: a plain Map. */
import { MapAdapter } from "./peer/map-adapter.ts";
import { startPeer } from "./peer/provider.ts";
import { serve } from "./serve.ts";

await serve(() => startPeer(MapAdapter));
