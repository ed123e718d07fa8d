/** The peer on durable SQLite: WAL, synchronous=FULL. */
import { startPeer } from "./peer/provider.ts";
import { sqliteAdapter } from "./peer/sqlite-adapter.ts";
import { serve } from "./serve.ts";

await serve((directory) => startPeer(sqliteAdapter(directory)));
