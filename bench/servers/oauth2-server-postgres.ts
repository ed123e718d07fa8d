/** @node-oauth/oauth2-server on PostgreSQL, in the empty database that DATABASE_URL names. */
import { startOauth2Server } from "./oauth2-server/server.ts";
import { postgresStore } from "./oauth2-server/stores.ts";
import { serve } from "./serve.ts";

await serve(async () => startOauth2Server(await postgresStore(process.env.DATABASE_URL ?? "")));
