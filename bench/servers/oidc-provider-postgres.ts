/** The peer on PostgreSQL, in the empty database that DATABASE_URL names. */
import { postgresAdapter } from "./peer/postgres-adapter.ts";
import { startPeer } from "./peer/provider.ts";
import { serve } from "./serve.ts";

await serve(async () => startPeer(await postgresAdapter(process.env.DATABASE_URL ?? "")));
