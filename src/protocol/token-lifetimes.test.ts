import { expect, it } from "vitest";
import { BILLS, client, settings } from "../../test/catalogue/samples.ts";
import { accessTokenLifetime, idTokenLifetime, refreshLifetimes } from "./token-lifetimes.ts";

const server = settings({ refreshLifetime: 1, refreshIdleLifetime: 2, idTokenLifetime: 3, accessTokenLifetime: 4 });
const own = client({ refreshLifetime: 5, refreshIdleLifetime: 6, idTokenLifetime: 7, accessTokenLifetime: 8 });

it("lifetimes are the server's unless the client has its own, or an access token's API", () => {
  expect(refreshLifetimes(client(), server)).toEqual({ absolute: 1, idle: 2 });
  expect(refreshLifetimes(own, server)).toEqual({ absolute: 5, idle: 6 });
  expect([idTokenLifetime(client(), server), idTokenLifetime(own, server)]).toEqual([3, 7]);
  expect(accessTokenLifetime(client(), undefined, server)).toBe(4);
  expect(accessTokenLifetime(client(), BILLS, server)).toBe(60);
  expect(accessTokenLifetime(own, BILLS, server)).toBe(8);
});
