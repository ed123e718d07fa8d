/** PostgreSQL keeps the contract. */
import { afterAll, beforeAll } from "vitest";
import { openPostgres } from "../../src/adapters/postgres/open.ts";
import { type PostgresServer, startPostgres } from "../postgres.ts";
import { storageContract } from "./contract.ts";

let server: PostgresServer;
/** Has the schema. */
let template: string;
beforeAll(async () => {
  server = await startPostgres();
  const url = await server.database();
  await (await openPostgres({ url })).close();
  template = new URL(url).pathname.slice(1);
});
afterAll(() => server.stop());

storageContract("postgres", async () => openPostgres({ url: await server.database(template) }));
