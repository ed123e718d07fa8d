/** @node-oauth/oauth2-server with everything in a Map. */
import { startOauth2Server } from "./oauth2-server/server.ts";
import { mapStore } from "./oauth2-server/stores.ts";
import { serve } from "./serve.ts";

await serve(() => startOauth2Server(mapStore()));
