import { asWeb, ISSUER } from "../world.ts";
import { refreshToken } from "./grants.ts";
import { after, as, authorize, machineToken, type Reach } from "./world.ts";

const asking = (scope: string) => (world: Parameters<typeof machineToken>[0]) => machineToken(world, { scope });

export const scopes: Reach = {
  "scope/wrong-delimiter": asking("read_profile,write_multipass"),
  "scope/malformed": asking("read_profile  write_multipass"),
  "scope/unknown": asking("send_fax"),
  "scope/misspelled": asking("read_profile write_multipas"),
  "scope/wrong-case": asking("Write_multipass"),
  "scope/not-allowed-for-client": asking("reports.read"),
  "scope/removed": asking("manage_pass"),
  "scope/missing": (world) => machineToken(world, {}, as("demo-strict")),
  "scope/mixes-resources": (world) => machineToken(world, { scope: "read_profile read_bills" }, as("two")),
  "scope/unsuitable": asking("openid"),
  "scope/exceeds-grant": async (world) =>
    world.form(
      "/token",
      { grant_type: "refresh_token", refresh_token: await refreshToken(world), scope: "write_multipass" },
      asWeb,
    ),
};

const naming =
  (resource: string, more = {}) =>
  (world: Parameters<typeof machineToken>[0]) =>
    machineToken(world, { resource, ...more });

export const resources: Reach = {
  "resource/malformed": naming("api"),
  "resource/unknown": naming(`${ISSUER}/api/`),
  "resource/mismatch": naming("https://bills.example"),
  "resource/several": naming(`${ISSUER}/api`, { audience: "https://bills.example" }),
};

/** A deprecated scope is removed once its sunset is past, and authorization tells it by redirect. */
export const sunset = (world: Parameters<typeof authorize>[0]) =>
  after(world, 2 * 366 * 86_400, () => authorize(world, { scope: "write_pass" }));
