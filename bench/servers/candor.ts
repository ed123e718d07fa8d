/** Candor on durable SQLite, or where DATABASE_URL says so on PostgreSQL, made by its public interface. */
import { freePort } from "../../test/free-port.ts";
import { built } from "./own/built.ts";
import { configOf } from "./own/config.ts";
import { type Announcement, serve } from "./serve.ts";

/** Starts Candor with its data in `directory`. The user's account is made later, by the one-time link that is announced. */
async function startCandor(directory: string): Promise<Announcement> {
  const { createCandor } = await built();
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  const candor = await createCandor({ config: configOf(issuer, port, directory) });
  await candor.listen();
  const path = await candor.inviteFirstOperator();
  return { port, ...(path !== undefined && { invitation: `${issuer}${path}` }) };
}

await serve(startCandor);
