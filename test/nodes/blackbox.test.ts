/**
 * What applications see of one server, they see of three nodes behind a balancer that gives each request to the next one: the same tests, on
 * one PostgreSQL database. They have the races: a code, a refresh token, a device code, a pushed request, an `auth_req_id`, each used
 * many times at once. `CANDOR_TEST_NODES=3` runs other tests of that folder so.
 */
process.env.CANDOR_TEST_NODES ??= "3";
await import("../blackbox/codes.test.ts");
await import("../blackbox/refresh.test.ts");
await import("../blackbox/device.test.ts");
await import("../blackbox/pushed-requests.test.ts");
await import("../blackbox/backchannel.test.ts");

export {};
