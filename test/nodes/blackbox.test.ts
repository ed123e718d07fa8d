/**
 * What applications see of one server, they see of three nodes behind a balancer that gives each request to the next one: the same tests, on
 * one PostgreSQL database. They have the races: a code, a refresh token, a device code, a pushed request, an `auth_req_id`, each used
 * many times at once. `CANDOR_TEST_NODES=3` runs other tests of that folder so.
 */
import { afterAll, beforeAll } from "vitest";

const { CANDOR_TEST_NODES } = process.env;
beforeAll(() => {
  process.env.CANDOR_TEST_NODES ??= "3";
});
// The files that come after this one in the same process have one server.
afterAll(() => {
  if (CANDOR_TEST_NODES === undefined) delete process.env.CANDOR_TEST_NODES;
});
await import("../blackbox/codes.test.ts");
await import("../blackbox/refresh.test.ts");
await import("../blackbox/device.test.ts");
await import("../blackbox/pushed-requests.test.ts");
await import("../blackbox/backchannel.test.ts");
